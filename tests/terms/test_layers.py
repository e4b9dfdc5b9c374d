"""Layers of termbases, registers, exceptions and how a form must be written."""

from __future__ import annotations

from pathlib import Path

import pytest

from workbench.config import load_config, shipped
from workbench.desk.paths import termbase_paths
from workbench.desk.terms import layers_of, load_termbase, open_termbase
from workbench.terms import Termbase, lint
from workbench.terms.concept import Concept, Terms

HEAD = "id\tpos\ten\ten_admitted\tja\tja_admitted\tja_forbidden\tja_use\ten_except\ten_use\tsource\tdefinition\n"


def row(*cells: str) -> str:
    return "\t".join([*cells, *[""] * (10 - len(cells)), "JMdict (EDRDG)", "A thing."]) + "\n"


@pytest.fixture
def layers(tmp_path: Path) -> tuple[Path, Path]:
    """A client's termbase and one below it."""
    client, below = tmp_path / "client.tsv", tmp_path / "below.tsv"
    client.write_text(
        HEAD
        + row("c.1", "noun", "same-sex marriage", "", "同性結婚", "", "同性婚: 社内では使わない")
        + row("c.2", "verb", "appeal", "", "上訴する"),
        "utf-8",
    )
    below.write_text(
        HEAD
        + row("b.1", "noun", "Same sex marriages", "same-gender marriage", "同性婚")
        + row("b.2", "noun", "appeal", "", "控訴")
        + row("b.3", "noun", "ward", "", "区"),
        "utf-8",
    )
    return client, below


@pytest.mark.parametrize(
    ("source", "target", "kind"),
    [
        ("Same-sex marriage is legal.", "同性結婚は合法だ。", "honoured"),
        ("Same-sex marriage is legal.", "同性婚は合法だ。", "forbidden"),
        ("Same-gender marriage is legal.", "同性婚は合法だ。", "honoured"),
        ("The appeal failed.", "控訴は退けられた。", "honoured"),
        ("They appealed.", "上訴した。", "honoured"),
        ("The ward agreed.", "区は同意した。", "honoured"),
    ],
)
def test_the_first_named_wins_for_its_forms_in_their_sense(
    layers: tuple[Path, Path], source: str, target: str, kind: str
) -> None:
    """By source form, whatever the id; other forms and other parts of speech stay."""
    base = Termbase.load(layers, "en", "ja")

    assert [verdict.kind for verdict in base.verdicts(source, target)] == [kind]


def test_lint_notes_where_layers_disagree(layers: tuple[Path, Path]) -> None:
    notes = [problem for problem in lint(layers) if problem.code == "layers"]

    assert [(note.path, note.line, note.severity) for note in notes] == [
        (str(layers[0]), 2, "note")
    ]
    assert "同性結婚 here and 同性婚 in b.1" in notes[0].message


def test_layers_are_told(layers: tuple[Path, Path]) -> None:
    lines = layers_of(load_termbase(layers, "en", "ja"))

    assert lines[:2] == [f"{layers[0]}: 2 concepts", f"{layers[1]}: 3 concepts"]
    assert lines[2].startswith("1 terms stand in several of these")


def test_shipped_is_a_name_and_an_own_folder_hides_nothing(tmp_path: Path) -> None:
    (tmp_path / "glossary").mkdir()
    (tmp_path / "glossary" / "a.tsv").write_text(
        HEAD + row("x.1", "noun", "ward", "", "区画"), "utf-8"
    )
    (tmp_path / "workbench.toml").write_text('author = "x"\n', "utf-8")
    own = tmp_path / "glossary"

    assert termbase_paths(load_config(tmp_path)) == (own, shipped("glossary"))
    base = open_termbase(load_config(tmp_path), "en", "ja")
    assert [v.kind for v in base.verdicts("A ward.", "区画だ。")] == ["honoured"]
    assert len(base.concepts) > 500

    (tmp_path / "workbench.toml").write_text('glossary = ["shipped", "glossary"]\n', "utf-8")
    assert termbase_paths(load_config(tmp_path)) == (shipped("glossary"), own)
    (tmp_path / "workbench.toml").write_text('glossary = ["glossary"]\n', "utf-8")
    assert termbase_paths(load_config(tmp_path)) == (own,)


@pytest.mark.parametrize("name", ["t.csv", "t.tbx", "t.utx", "t.po", "t.utf8", "t.tsv"])
def test_what_export_writes_is_a_termbase(tmp_path: Path, name: str) -> None:
    from workbench.exchange import export_terms

    forms = {"t.utf8": "omegat"}
    concept = Concept("ward", pos="noun", terms={"en": Terms("ward office"), "ja": Terms("区役所")})
    path = tmp_path / name
    text = export_terms([concept], ("en", "ja"), forms.get(name, name.partition(".")[2]))
    path.write_text(text, "utf-8")

    base = load_termbase([path], "en", "ja")

    assert [v.kind for v in base.verdicts("A ward office.", "区役所だ。")] == ["honoured"]


@pytest.mark.parametrize(
    ("register", "preferred"), [("", "高等裁判所"), ("law", "高等裁判所"), ("news", "高裁")]
)
def test_a_project_prefers_a_register(tmp_path: Path, register: str, preferred: str) -> None:
    path = tmp_path / "t.tsv"
    uses = "高等裁判所: law|高裁: news"
    path.write_text(
        HEAD + row("a", "noun", "high court", "", "高等裁判所", "高裁", "", uses), "utf-8"
    )

    base = Termbase.load([path], "en", "ja", register=register)

    assert base.concepts["a"].in_("ja").preferred == preferred
    for target in ("高裁が認めた。", "高等裁判所が認めた。"):
        (verdict,) = base.verdicts("The high court agreed.", target)
        assert verdict.kind == ("honoured" if verdict.found == preferred else "admitted")


@pytest.mark.parametrize(
    ("text", "hits"),
    [
        ("The court heard Margaret Court on a tennis court.", ["court"]),
        ("Tennis courts and courts", ["courts"]),
        ("A bill by Bill about bills", ["bill", "bills"]),
        ("Storm damage was paid for with damages.", ["damages"]),
        ("Damages were claimed for the damage.", ["Damages"]),
        ("PRIDE or pride or Pride", ["Pride"]),
        ("Bi people meet bi-weekly.", ["Bi"]),
    ],
)
def test_exceptions_and_ways_of_writing_are_data(text: str, hits: list[str]) -> None:
    def concept(form: str, *exceptions: str, use: str = "") -> Concept:
        uses = ((form, use),) if use else ()
        terms = {"en": Terms(form, uses=uses, exceptions=exceptions), "ja": Terms("語")}
        return Concept(form, pos="noun", terms=terms)

    base = Termbase(
        [
            concept("court", "Margaret Court", "tennis court"),
            concept("bill", "Bill"),
            concept("damages", use="plural"),
            concept("Pride", use="as written"),
            concept("bi", "bi-weekly"),
        ],
        "en",
        "ja",
    )

    assert [hit.text for hit in base.match(text)] == hits


def test_an_exception_that_is_a_term_of_another_row_is_that_term() -> None:
    ward = Terms("ward", exceptions=("hospital ward",))
    rows = [
        Concept("ward", pos="noun", terms={"en": ward, "ja": Terms("区")}),
        Concept("hospital", pos="noun", terms={"en": Terms("hospital ward"), "ja": Terms("病棟")}),
    ]
    for order in (rows, rows[::-1]):
        hits = Termbase(order, "en", "ja").match("The ward has a hospital ward.")
        assert [hit.concepts for hit in hits] == [("ward",), ("hospital",)]


def test_exceptions_of_a_language_without_spaces() -> None:
    terms = {"ja": Terms("首都", exceptions=("首都高",)), "en": Terms("capital")}
    base = Termbase([Concept("c", pos="noun", terms=terms)], "ja", "en")

    assert [hit.text for hit in base.match("首都高を出て首都へ。")] == ["首都"]


def test_uses_and_exceptions_go_out_and_come_back(tmp_path: Path) -> None:
    from workbench.exchange import export_terms, import_terms

    terms = {
        "en": Terms("court", exceptions=("tennis court",)),
        "ja": Terms("裁判所", ("法廷",), uses=(("法廷", "news"),)),
    }
    for name in ("csv", "tsv"):
        path = tmp_path / f"t.{name}"
        path.write_text(export_terms([Concept("a", terms=terms)], ("en", "ja"), name), "utf-8")
        (back,) = import_terms(path)
        assert dict(back.terms) == terms
