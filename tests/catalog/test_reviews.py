"""What people said of a text, in comments of one line that other tools carry along."""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import polib
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.catalog import Catalog, merge_revised, open_store, read_po, save_po
from workbench.catalog.comments import read_comments, read_review, write_review
from workbench.desk import states
from workbench.model import (
    Article,
    Kind,
    Origin,
    Paragraph,
    Provenance,
    Review,
    Stage,
    State,
    Unit,
    text_digest,
)

MIA, JO = ("Mia", "2026-12-01T09:30Z"), ("佐藤 Jo", "2026-12-02T10:05Z")
UNIT = Unit("p1", "The court ruled.", "裁判所は判決を下した。", State.FUZZY)


def judged(unit: Unit) -> Unit:
    """Translated by one, rejected by another, with a reason."""
    done = states.confirmed(unit, *MIA)
    return states.rejected(done, *JO, "accuracy", "major", "names the wrong court, of=nobody")


def test_it_is_one_readable_line_and_says_all(catalog: Catalog, tmp_path: Path) -> None:
    """Verdict, who, when, category and gravity, which text, why."""
    unit = judged(replace(catalog.unit("p3"), target="裁判所"))
    save_po(catalog.replace(unit), tmp_path / "x.po")
    of = text_digest(unit.source, unit.target)

    assert unit == read_po(tmp_path / "x.po").unit("p3")
    lines = (tmp_path / "x.po").read_text("utf-8").splitlines()
    assert [line for line in lines if "review" in line] == [
        f"# workbench-review: translated by=Mia on=2026-12-01T09:30Z of={of}",
        f"# workbench-review: rejected by=佐藤%20Jo on=2026-12-02T10:05Z as=accuracy:major of={of}"
        ' "names the wrong court, of=nobody"',
    ]


def through_msgmerge(path: Path) -> None:
    """A new template of the same texts, merged into the catalog."""
    pot = path.with_suffix(".pot")
    subprocess.run(["msgattrib", "--empty", "--no-obsolete", "-o", pot, path], check=True)
    subprocess.run(["msgmerge", "-q", "-U", "--backup=none", path, pot], check=True)


def through_polib(path: Path) -> None:
    """polib writes every entry anew and wraps comments, too."""
    polib.pofile(str(path), wrapwidth=78).save()


def through_narrow_polib(path: Path) -> None:
    """The same by somebody who likes short lines."""
    polib.pofile(str(path), wrapwidth=30).save()


def as_poedit(path: Path) -> None:
    """Poedit gives comments back in its own order: free text first, wrapped lines kept as lines."""
    file = polib.pofile(str(path), wrapwidth=0)
    for entry in file:
        entry.comment = "\n".join(["checked with the client", *entry.comment.split("\n")]).strip()
    file.save()


@pytest.mark.parametrize("tool", [through_msgmerge, through_polib, through_narrow_polib, as_poedit])
def test_other_tools_carry_it_along(
    catalog: Catalog, tmp_path: Path, tool: object, request: pytest.FixtureRequest
) -> None:
    """msgmerge, polib and an editor that puts comments in another order leave every review in force."""
    if tool is through_msgmerge and not shutil.which("msgmerge"):
        pytest.skip("GNU gettext is not installed")
    path = tmp_path / "x.po"
    reviewed = states.approved(
        states.confirmed(replace(catalog.unit("p2"), target="い"), *MIA), *JO
    )
    made = Provenance(Origin.MT, "argos", "en_ja-1.0", -0.4, None, (3, 4), ("number", "loop"), 0.6)
    rejected = judged(replace(catalog.unit("p3"), target="ろ", provenance=made))
    save_po(catalog.replace(rejected, reviewed), path)
    before = {u.source: (u.stage, u.reviews, u.provenance) for u in read_po(path).live}
    tool(path)  # type: ignore[operator]

    assert {u.source: (u.stage, u.reviews, u.provenance) for u in read_po(path).live} == before
    assert Stage.REVIEWED in {stage for stage, _reviews, _made in before.values()}


STEPS = [
    ("a draft", lambda u: u, Stage.DRAFT),
    ("confirmed", lambda u: states.confirmed(u, *MIA), Stage.TRANSLATED),
    ("confirmed by nobody in particular", states.confirmed, Stage.TRANSLATED),
    ("approved", lambda u: states.approved(u, *JO), Stage.REVIEWED),
    ("signed off", lambda u: states.signed_off(states.approved(u, *JO), *MIA), Stage.SIGNED_OFF),
    ("rejected", judged, Stage.REJECTED),
    ("rejected, then confirmed as it is", lambda u: states.confirmed(judged(u), *MIA), Stage.TRANSLATED),
    ("rejected, then confirmed by nobody", lambda u: states.confirmed(judged(u)), Stage.TRANSLATED),
    ("rejected, then approved", lambda u: states.approved(judged(u), *JO), Stage.REVIEWED),
    ("approved, then confirmed", lambda u: states.confirmed(states.approved(u, *JO), *MIA), Stage.REVIEWED),
    ("approved, then needs work", lambda u: states.needs_work(states.approved(u, *JO)), Stage.DRAFT),
    ("approved, then typed", lambda u: states.typed(states.approved(u, *JO), "別"), Stage.DRAFT),
    ("rejected, then typed", lambda u: states.typed(judged(u), "別"), Stage.DRAFT),
    ("cleared", lambda u: states.cleared(states.approved(u, *JO)), Stage.EMPTY),
]  # fmt: skip


@pytest.mark.parametrize(("what", "do", "stage"), STEPS, ids=[step[0] for step in STEPS])
def test_steps(what: str, do: object, stage: Stage) -> None:
    """What each verb makes of a unit."""
    made = do(UNIT)  # type: ignore[operator]

    assert made.stage is stage
    assert (made.state is State.CONFIRMED) == (
        stage in {Stage.TRANSLATED, Stage.REVIEWED, Stage.SIGNED_OFF}
    )


def test_why_it_was_rejected_stays_until_it_is_reviewed_again() -> None:
    """The translator answers, the reviewer sees what was answered."""
    answered = states.confirmed(states.typed(judged(UNIT), "最高裁"), *MIA)
    again = states.approved(answered, *JO)

    assert [said.verdict for said in answered.reviews] == [Stage.REJECTED, Stage.TRANSLATED]
    assert answered.stage is Stage.TRANSLATED
    assert [said.verdict for said in again.reviews] == [Stage.TRANSLATED, Stage.REVIEWED]


def edited_elsewhere(path: Path) -> None:
    """In another editor, which knows nothing of reviews."""
    text = path.read_text("utf-8")
    path.write_text(text.replace('msgstr "い"', 'msgstr "いや"'), "utf-8")


def by_outside_merge(path: Path) -> None:
    """While it is open here."""
    with open_store(path) as store:
        unit = next(u for u in store.catalog.live if u.target != "い")
        store.record(replace(unit, target="別の文"))
        edited_elsewhere(path)
        store.save()


def by_update(path: Path) -> None:
    """The article says something else."""
    catalog = read_po(path)
    sources = [unit.source.replace("ruled", "ruled again") for unit in catalog.live]
    rows = tuple(Paragraph(s, Kind.PARAGRAPH, n, n, (0, 1)) for n, s in enumerate(sources, 1))
    revised, _report = merge_revised(catalog, Article("x.html", "html", "en", "utf-8", "", rows))
    save_po(revised, path)


def by_a_script(path: Path) -> None:
    """A writer of our own that sets the target and thinks of nothing else."""
    catalog = read_po(path)
    unit = next(u for u in catalog.live if u.target == "い")
    save_po(catalog.replace(replace(unit, target="うん")), path)


@pytest.mark.parametrize("writer", [edited_elsewhere, by_outside_merge, by_update, by_a_script])
def test_a_unit_that_changes_after_review_falls_back(tmp_path: Path, writer: object) -> None:
    """Whoever changed it, with whatever: it is reviewed no longer."""
    path = tmp_path / "x.po"
    path.write_text(
        'msgid ""\nmsgstr ""\n"Language: ja\\n"\n"Content-Type: text/plain; charset=UTF-8\\n"\n\n'
        '#. p1 paragraph\nmsgid "The court of the district ruled on Monday."\nmsgstr "い"\n\n'
        '#. p2 paragraph\nmsgid "Nobody came to hear it but the press."\nmsgstr "ろ"\n',
        "utf-8",
    )
    catalog = read_po(path)
    save_po(catalog.replace(*(states.approved(u, *JO) for u in catalog.live)), path)
    assert {unit.stage for unit in read_po(path).live} == {Stage.REVIEWED}
    writer(path)  # type: ignore[operator]

    changed = next(u for u in read_po(path).live if "district" in u.source)
    assert changed.stage in {Stage.TRANSLATED, Stage.DRAFT}


def test_an_outside_review_and_our_edit_of_another_field_both_stay(tmp_path: Path) -> None:
    """A reviewer's word that came in through git while the editor was open."""
    path = tmp_path / "x.po"
    path.write_text(
        'msgid ""\nmsgstr ""\n"Language: ja\\n"\n"Content-Type: text/plain; charset=UTF-8\\n"\n\n'
        'msgid "Yes."\nmsgstr "はい"\n',
        "utf-8",
    )
    with open_store(path) as store:
        store.record(replace(store.catalog.units[0], bookmarked=True, comments=("ours",)))
        outside = read_po(path)
        theirs = replace(states.approved(outside.units[0], *JO), comments=("theirs",))
        save_po(outside.replace(theirs), path)
        store.save()
    unit = read_po(path).units[0]

    assert (unit.stage, unit.bookmarked) == (Stage.REVIEWED, True)
    assert set(unit.comments) == {"ours", "theirs"}


def test_plural_forms_are_judged_one_by_one(tmp_path: Path) -> None:
    """Each form has its own text, so its own review; the entry is one draft or none."""
    path = tmp_path / "x.po"
    path.write_text(
        'msgid ""\nmsgstr ""\n"Language: fr\\n"\n"Content-Type: text/plain; charset=UTF-8\\n"\n'
        '"Plural-Forms: nplurals=2; plural=(n > 1);\\n"\n\n'
        'msgid "one"\nmsgid_plural "many"\nmsgstr[0] "un"\nmsgstr[1] "plusieurs"\n',
        "utf-8",
    )
    catalog = read_po(path)
    save_po(catalog.replace(states.approved(catalog.units[1], *JO)), path)

    assert [unit.stage for unit in read_po(path).units] == [Stage.TRANSLATED, Stage.REVIEWED]
    assert " form=1 of=" in path.read_text("utf-8")


NOT_OURS = [
    "workbench-review: blessed by=Mia of=1",
    "workbench-review: reviewed",
    "workbench-review:reviewed by=Mia of=1",
    "workbench-review: reviewed by Mia of=1",
    "workbench-review: reviewed by=Mia by of=1",
    "workbench-review: reviewed form=x of=1",
]


@pytest.mark.parametrize("line", NOT_OURS)
def test_a_line_of_another_form_stays_a_comment(line: str) -> None:
    """What a later version or a person wrote is neither read as ours nor lost."""
    said = read_comments([line])

    assert (said.reviews, said.free) == ((), (line,))


words = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
names = words.map(lambda text: " ".join(text.split()))


@given(
    st.sampled_from([Stage.TRANSLATED, Stage.REVIEWED, Stage.SIGNED_OFF, Stage.REJECTED]),
    names, names, words, st.none() | st.integers(0, 5),
)  # fmt: skip
@settings(max_examples=300, deadline=None)
def test_any_name_and_any_reason_come_back(
    verdict: Stage, by: str, on: str, reason: str, form: int | None
) -> None:
    """One line, whatever is in it; of a reason its words."""
    review = Review(verdict, by, on, "1f3a9c02b7", "style", "minor", reason)
    line = write_review(form, review)

    assert "\n" not in line and "\r" not in line
    assert read_review(line) == (form, replace(review, reason=" ".join(reason.split())))


@given(st.text(max_size=200))
@settings(max_examples=300, deadline=None)
def test_any_line_is_read_or_is_not_ours(text: str) -> None:
    """No line of a stranger is an error."""
    read = read_review(text)

    assert read is None or read_review(write_review(*read)) is not None
