"""Checking a catalog: what is found where, what is mended, what counts as failing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest

from tests.growth import grows_at_most
from workbench.catalog import open_store, read_po
from workbench.config import Config
from workbench.desk.check import context_of, findings_of, located, repair, worst
from workbench.desk.extract import extract
from workbench.desk.terms import document_choices, open_termbase
from workbench.errors import CatalogLocked, TermbaseError, UsageError
from workbench.model import Severity, State, Unit
from workbench.terms import Termbase

TEXT = "The oath of 57 couples.\n\nAn oath.\n\nAnother oath was taken in 2022.\n"
HEAD = "id\tsubject\tpos\tdefinition\tsource\ten\tja\tja_admitted\n"
ROW = "x.oath\tlgbtq\tnoun\tA promise.\town\toath\t宣誓\t誓い\n"


@pytest.fixture
def config(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Config:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "own.tsv").write_text(HEAD + ROW, encoding="utf-8")
    return Config(locales=tmp_path / "locales", glossary=(tmp_path / "own.tsv",))


@pytest.fixture
def termbase(config: Config) -> Termbase:
    return open_termbase(config, "en", "ja")


@pytest.fixture
def path(config: Config, tmp_path: Path) -> Path:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    made = extract(tmp_path / "a.txt", config)[0].path
    with open_store(made) as store:
        targets = ["58組の宣誓。", "誓い。", "2022年に,別の宣誓がされた。"]
        for unit, target in zip(store.catalog.live, targets, strict=True):
            store.record(replace(unit, target=target, state=State.CONFIRMED))
        store.save()
    return made


def codes(path: Path, config: Config, termbase: Termbase | None, **more: object) -> set[str]:
    found = findings_of(read_po(path), config, termbase, **more)  # type: ignore[arg-type]
    return {finding.check for finding in found}


def test_findings_of_every_family(path: Path, config: Config, termbase: Termbase) -> None:
    found = codes(path, config, termbase)
    assert {"numbers.value", "punctuation.western", "terms.inconsistent"} <= found


def test_without_a_termbase_no_term_is_judged(path: Path, config: Config) -> None:
    assert not {code for code in codes(path, config, None) if code.startswith("terms.")}


def test_off_only_and_severities(path: Path, config: Config, termbase: Termbase) -> None:
    off = replace(config, checks_off=("numbers", "terms"))
    assert not {c for c in codes(path, off, termbase) if c.startswith(("numbers", "terms"))}
    assert codes(path, config, termbase, only=("numbers.value",)) == {"numbers.value"}
    softer = replace(config, severities={"numbers": "note"})
    (finding,) = findings_of(read_po(path), softer, None, only=("numbers.value",))
    assert finding.severity is Severity.NOTE


@pytest.mark.parametrize(
    "severities", [{"numbrs": "note"}, {"numbers.value": "grave"}, {"numbers.value": ""}]
)
def test_wrong_severities(path: Path, config: Config, severities: dict[str, str]) -> None:
    with pytest.raises(UsageError):
        findings_of(read_po(path), replace(config, severities=severities), None)


def test_lines_are_those_of_the_entries(path: Path, config: Config) -> None:
    catalog = read_po(path)
    text = path.read_text("utf-8").splitlines()
    lines = {unit.id: catalog.line(unit.id) for unit in catalog.units}
    for unit in catalog.live:
        assert text[lines[unit.id] - 1] == f'msgid "{unit.source}"'
    for row in located(path, catalog, findings_of(catalog, config, None)):
        assert row.line == lines[row.finding.unit]
        assert row.unit.id == row.finding.unit


def test_lines_with_obsolete_entries_and_contexts(path: Path) -> None:
    with path.open("a", encoding="utf-8") as file:
        file.write('\n#: a.txt:9\nmsgctxt "second"\nmsgid "An oath."\nmsgstr "誓約。"\n')
        file.write('\n#~ msgid "Gone."\n#~ msgstr "消えた。"\n')
    catalog = read_po(path)
    text = path.read_text("utf-8").splitlines()
    lines = {unit.id: catalog.line(unit.id) for unit in catalog.units}
    assert len(lines) == len(catalog.units)
    for unit in catalog.units:
        assert text[lines[unit.id] - 1].endswith(f'msgid "{unit.source}"')


FORMS = {
    "as written": lambda text: text,
    "byte order mark": lambda text: "\ufeff" + text,
    "indented": lambda text: text.replace("msgid ", "  msgid "),
    "tabs": lambda text: text.replace("msgid ", "msgid\t"),
    "one entry indented": lambda text: text.replace('msgid "An oath', ' msgid "An oath'),
    "tabbed obsolete": lambda text: text.replace("#~ msgid", "#~\tmsgid"),
    "CRLF": lambda text: text.replace("\n", "\r\n"),
    "bare header": lambda text: 'msgid ""\nmsgstr ""\n\n' + text.split("\n\n", 1)[1],
    "no header": lambda text: text.split("\n\n", 1)[1],
    "wrapped": lambda text: text.replace('msgid "An oath', 'msgid ""\n"An oath'),
}


@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)
def test_lines_in_every_form_of_the_file(path: Path, form: Callable[[str], str]) -> None:
    """However a file is written, an entry's line is where its msgid stands."""
    text = path.read_text("utf-8") + '\n#~ msgid "Gone."\n#~ msgstr "消えた。"\n'
    path.write_bytes(form(text).encode())
    catalog = read_po(path)
    shown = path.read_bytes().decode("utf-8-sig").splitlines()
    lines = {unit.id: catalog.line(unit.id) for unit in catalog.units}
    assert [unit.source for unit in catalog.units][-1] == "Gone."
    assert len(lines) == len(catalog.units) == 4
    for unit in catalog.units:
        here = "".join(shown[lines[unit.id] - 1 :][:2])
        assert here.lstrip("#~ \t").startswith("msgid")
        assert f'"{unit.source}"' in here


def test_mend_repairs_until_nothing_is_left(path: Path, config: Config) -> None:
    assert repair(path, config, None) == 1
    assert read_po(path).live[2].target == "2022年に、別の宣誓がされた。"
    once = path.read_bytes()
    assert repair(path, config, None) == 0
    assert path.read_bytes() == once


def test_mend_respects_what_is_off(path: Path, config: Config) -> None:
    before = path.read_bytes()
    assert repair(path, replace(config, checks_off=("punctuation",)), None) == 0
    assert path.read_bytes() == before


def test_mend_needs_the_catalog_to_itself(path: Path, config: Config) -> None:
    with open_store(path), pytest.raises(CatalogLocked):
        repair(path, config, None)


@pytest.mark.parametrize(
    ("only", "floor", "fails"),
    [
        ("numbers.value", "error", True),
        ("numbers.value", "never", False),
        ("punctuation.western", "error", False),
        ("punctuation.western", "warning", True),
        ("punctuation.western", "note", True),
        ("quotes", "note", False),
    ],
)
def test_what_fails(path: Path, config: Config, only: str, floor: str, fails: bool) -> None:
    catalog = read_po(path)
    rows = located(path, catalog, findings_of(catalog, config, None, only=(only,)))
    assert worst(rows, floor) is fails


def test_the_document_chooses_by_confirmed_use(path: Path, termbase: Termbase) -> None:
    catalog = read_po(path)
    assert document_choices(termbase, catalog.live) == {"x.oath\noath": "宣誓"}
    drafts = [replace(unit, state=State.FUZZY) for unit in catalog.live]
    assert document_choices(termbase, drafts) == {}
    assert context_of(catalog, None).termbase is None


def test_a_broken_termbase_names_its_line(config: Config, tmp_path: Path) -> None:
    (tmp_path / "own.tsv").write_text(HEAD + ROW + "\tno id\n", encoding="utf-8")
    with pytest.raises(TermbaseError) as error:
        open_termbase(config, "en", "ja")
    assert error.value.where.endswith("own.tsv:3")
    assert len(open_termbase(config, "en", "ja", lenient=True).concepts) == 1


def test_a_thousand_repairs_of_one_unit_are_made(config: Config, tmp_path: Path) -> None:
    """Those that do not touch each other at once: a long unit needs no thousand looks."""
    (tmp_path / "long.txt").write_text("He came, and left. " * 1000 + "\n", encoding="utf-8")
    path = extract(tmp_path / "long.txt", config)[0].path
    with open_store(path) as store:
        (unit,) = store.catalog.live
        store.record(replace(unit, target="彼は来て,去った｡" * 1000, state=State.CONFIRMED))
        store.save()
    assert repair(path, config, None, only=("punctuation",)) >= 2
    (unit,) = read_po(path).live
    assert unit.target == "彼は来て、去った。" * 1000


def test_the_form_a_document_has_chosen_is_found_in_a_long_unit(termbase: Termbase) -> None:
    """Each mention counts, and the target is read once a concept: time grows with the mentions."""
    others = [Unit(f"p{n}", "An oath.", "宣誓。", State.CONFIRMED) for n in range(2, 102)]
    assert document_choices(termbase, others) == {"x.oath\noath": "宣誓"}

    def chosen(count: int, attempt: int) -> None:
        unit = Unit(
            "p1",
            f"{attempt}. " + "An oath was taken. " * count,
            f"{attempt}。" + "誓いをした。" * count,
            State.CONFIRMED,
        )
        assert document_choices(termbase, [*others, unit]) == {"x.oath\noath": "誓い"}

    grows_at_most(9, partial(chosen, 4_000), partial(chosen, 16_000))
