"""Filters, replacing with a preview, carrying over, splitting and joining, widths."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.catalog import build_catalog, read_po, save_po
from workbench.desk.filters import Asking, parse_filter
from workbench.desk.replace import replacements
from workbench.desk.session import Session
from workbench.errors import UsageError
from workbench.language.full_width import toggled_width
from workbench.model import (
    Article,
    Finding,
    Kind,
    Origin,
    Paragraph,
    Provenance,
    Severity,
    State,
    TermHit,
    Unit,
)  # fmt: skip

SOURCES = [
    "The court ruled.",
    "Nobody came.",
    "The court ruled.",
    "It rained in Tokyo.",
    "The end.",
]
TARGETS = {"p1": "裁判所は判断した。", "p2": "誰も来なかった。", "p4": "東京は雨だった。"}


def short(unit: Unit) -> list[Finding]:
    """A check: targets without が."""
    if unit.target and "が" not in unit.target and "東京" in unit.target:
        return [Finding("words.short", Severity.WARNING, unit.id, "short")]
    return []


def hits(unit: Unit) -> list[TermHit]:
    at = unit.source.find("court")
    return [TermHit(("law.court",), "court", ((at, at + 5),), "court")] if at >= 0 else []


@pytest.fixture
def path(tmp_path: Path) -> Path:
    paragraphs = tuple(
        Paragraph(text, Kind.PARAGRAPH, n, n, (0, 1)) for n, text in enumerate(SOURCES, 1)
    )
    catalog = build_catalog(Article("a.html", "html", "en", "utf-8", "", paragraphs), "en", "ja")
    done = [
        replace(catalog.unit(i), target=t, state=State.CONFIRMED if i == "p2" else State.FUZZY)
        for i, t in TARGETS.items()
    ]
    saved = save_po(catalog.replace(*done), tmp_path / "a.po").path
    assert saved
    return saved


@pytest.fixture
def session(path: Path) -> Iterator[Session]:
    with Session.open(path, check=short) as opened:
        opened.use_hits(hits)
        yield opened


FILTERS = {
    "nothing": ("", ["p1", "p2", "p4", "p5"]),
    "a state": ("state:fuzzy", ["p1", "p4"]),
    "what is left to do": ("state:unfinished", ["p1", "p4", "p5"]),
    "any finding": ("finding", ["p4"]),
    "a check's findings": ("finding:words", ["p4"]),
    "a term by its form": ("term:court", ["p1"]),
    "a term by its concept": ("term:law.", ["p1"]),
    "text in the source, in any case": ("TOKYO", ["p4"]),
    "text in the target": ("誰も", ["p2"]),
    "words in a row": ('"court ruled"', ["p1"]),
    "a pattern": (r"/^The \w+/", ["p1", "p5"]),
    "several words: all of them": ("the state:empty", ["p5"]),
    "what recurs": ("repeated", ["p1"]),
}


@pytest.mark.parametrize(("text", "wanted"), FILTERS.values(), ids=FILTERS)
def test_filters_show_what_they_say(session: Session, text: str, wanted: list[str]) -> None:
    session.at = wanted[0]
    assert not session.filter(text).failed
    assert [unit.id for unit in session.shown] == wanted


@pytest.mark.parametrize(
    "text", ["state:done", "/(/", "nowhere to be found", "risk:", "risk:>2", "risk:high"]
)
def test_a_filter_that_cannot_be_is_said_and_changes_nothing(session: Session, text: str) -> None:
    session.filter("state:fuzzy")
    outcome = session.filter(text)
    assert outcome.failed
    assert outcome.notice
    assert session.filtered == "state:fuzzy"


@pytest.mark.parametrize(
    ("text", "passes"),
    [
        ("risk:>0.5", [False, True, True]),
        ("risk:>.62", [False, True, True]),
        ("risk:0.9", [False, False, True]),
        ("risk:<0.5", [True, False, False]),
        ("risk:<=0.1", [True, False, False]),
        ("risk:>1", [False, False, False]),
    ],
)
def test_a_filter_by_risk(text: str, passes: list[bool]) -> None:
    """At least, or at most; units of which nothing is known never pass."""
    asking = Asking(lambda _unit: (), lambda _unit: ())
    units = [
        Unit("p1", "a", provenance=Provenance(Origin.MT, risk=risk)) for risk in (0.1, 0.62, 0.95)
    ]
    found = parse_filter(text)
    assert [found.passes(unit, asking) for unit in units] == passes
    assert not found.passes(Unit("p2", "a"), asking)


@pytest.mark.parametrize(
    ("text", "order"),
    [
        ("by:risk", ["p4", "p1", "p2", "p5"]),
        ("by:risk state:fuzzy", ["p4", "p1"]),
        ("risk:<0.5 by:risk", ["p1"]),
        ("", ["p1", "p2", "p4", "p5"]),
    ],
)
def test_the_riskiest_drafts_can_come_first(path: Path, text: str, order: list[str]) -> None:
    """What is likeliest to be written anew stands at the top and one is there; what nobody drafted stands last, in
    document order. The order stays while one works, and moving follows it."""
    risks = {"p1": 0.2, "p4": 0.9}
    catalog = read_po(path)
    save_po(
        catalog.replace(
            *(
                replace(catalog.unit(i), provenance=Provenance(Origin.MT, risk=r))
                for i, r in risks.items()
            )
        ),
        path,
    )
    with Session.open(path) as session:
        session.filter("by:risk")
        session.filter(text)
        assert [unit.id for unit in session.shown] == order
        if text == "by:risk":
            assert session.at == "p4"
            session.confirm()
            assert session.at == "p1", "confirming goes on in the same order"
            session.move(-5)
            assert session.at == "p4"
            assert [unit.id for unit in session.shown] == order


def test_moving_stays_inside_the_filter_and_a_confirmed_unit_does_not_jump_away(
    session: Session,
) -> None:
    session.goto("p1")
    session.filter("state:fuzzy")
    session.confirm(go_on=False)
    assert [unit.id for unit in session.shown] == ["p1", "p4"]
    assert session.move(1).go_to == "p4"
    assert session.move(1).go_to == "p4"
    session.filter("")
    assert session.move(1).go_to == "p5"


@given(st.text(max_size=30))
def test_any_text_is_a_filter_or_said_to_be_none(text: str) -> None:
    try:
        parse_filter(text)
    except UsageError as error:
        assert str(error)


def test_replacing_shows_what_it_would_do_then_does_it_as_one_step(session: Session) -> None:
    found = session.preview_replace("した。", "しました。")
    assert [(r.unit, r.after, r.gone, r.come) for r in found] == [
        ("p1", "裁判所は判断しました。", ((6, 9),), ((6, 11),)),
    ]
    assert session.catalog.unit("p1").target == TARGETS["p1"], "a preview changes nothing"
    assert session.apply_replacements(found).changed == ("p1",)
    assert session.catalog.unit("p1").target == "裁判所は判断しました。"
    session.undo()
    assert session.catalog.unit("p1").target == TARGETS["p1"]


def test_patterns_may_use_groups(session: Session) -> None:
    found = session.preview_replace(r"(東京|大阪)は", r"\1では", regex=True)
    assert [r.after for r in found] == ["東京では雨だった。"]


@pytest.mark.parametrize(
    ("old", "new", "regex"),
    [("", "x", False), ("(", "x", True), ("裁", r"\2", True), ("裁", "\\", True)],
)
def test_bad_patterns_are_said(session: Session, old: str, new: str, regex: bool) -> None:
    with pytest.raises(UsageError):
        session.preview_replace(old, new, regex=regex)


def test_replacing_keeps_to_the_filter_or_to_this_unit(session: Session) -> None:
    session.goto("p4")
    session.filter("state:fuzzy")
    assert [r.unit for r in session.preview_replace("。", "！")] == ["p1", "p4"]
    assert [r.unit for r in session.preview_replace("。", "！", here=True)] == ["p4"]


def test_what_changed_since_the_preview_is_left_alone(session: Session) -> None:
    found = session.preview_replace("した", "する")
    session.goto("p1")
    session.edit("書き直した。")
    assert session.apply_replacements(found).changed == ()


@given(
    st.lists(st.text(alphabet="abc。", max_size=8), max_size=4),
    st.text(alphabet="abc", min_size=1, max_size=2),
    st.text(alphabet="xyz", max_size=3),
)
def test_a_preview_is_what_str_replace_does(targets: list[str], old: str, new: str) -> None:
    units = [Unit(id=f"p{n}", source="s", target=t) for n, t in enumerate(targets)]
    found = {r.unit: r for r in replacements(units, old, new)}
    for unit in units:
        after = unit.target.replace(old, new)
        assert (unit.id in found) == (after != unit.target)
        if unit.id in found:
            one = found[unit.id]
            assert one.after == after
            assert all(after[slice(*span)] == new for span in one.come)


def test_each_occurrence_may_have_its_own_entry_and_lose_it_again(
    session: Session, path: Path
) -> None:
    session.goto("p1")
    session.split()
    assert [(u.id, u.context) for u in read_po(path).units][:3] == [
        ("p1", None), ("p2", None), ("p3", "p3"),
    ]  # fmt: skip
    session.goto("p3")
    session.edit("地裁は判断した。")
    session.merge()
    merged = session.unit
    assert (merged.id, merged.places, merged.context) == ("p1", (1, 3), None)
    assert merged.target == "地裁は判断した。"
    assert [u.id for u in session.units] == ["p1", "p2", "p4", "p5"]


def test_what_stands_once_cannot_be_split_nor_joined(session: Session) -> None:
    session.goto("p2")
    assert session.split().failed
    assert session.merge().failed


def test_a_translation_is_carried_to_identical_sources_that_are_open(session: Session) -> None:
    session.goto("p1")
    session.split()
    session.goto("p1")
    session.edit("最高裁は判断した。")
    assert session.propagate().changed == ("p3",)
    copy = session.catalog.unit("p3")
    assert (copy.target, copy.state) == ("最高裁は判断した。", State.FUZZY)
    session.goto("p3")
    session.confirm(go_on=False)
    session.goto("p1")
    session.edit("別の訳。")
    assert session.propagate().changed == (), "confirmed work is never overwritten"


WIDTHS = {
    "half to full": ("57% (LGBTQ)", "５７％　（ＬＧＢＴＱ）"),
    "full to half": ("５７％", "57%"),
    "Japanese stays": ("裁判所、カナ。", "裁判所、カナ。"),
}


@pytest.mark.parametrize(("text", "wanted"), WIDTHS.values(), ids=WIDTHS)
def test_widths_are_toggled(text: str, wanted: str) -> None:
    assert toggled_width(text) == wanted


@given(st.text(alphabet="abc019%!漢字カナ", max_size=20))
def test_toggling_twice_gives_the_text_back(text: str) -> None:
    assert toggled_width(toggled_width(text)) == text


def test_a_stretch_of_the_target_changes_its_width(session: Session) -> None:
    session.goto("p4")
    session.edit("東京は57%だった。")
    session.toggle_width(3, 6)
    assert session.unit.target == "東京は５７％だった。"
    session.undo()
    assert session.unit.target == "東京は57%だった。"


def test_an_offer_is_taken_as_a_draft_that_says_where_it_is_from(session: Session) -> None:
    session.goto("p5")
    session.take("終わり。", Provenance(Origin.MT, engine="argos", package="en_ja-1.0"))
    assert (session.unit.state, session.unit.target) == (State.FUZZY, "終わり。")
    assert session.unit.provenance == Provenance(Origin.MT, engine="argos", package="en_ja-1.0")
