"""Renderings in further languages: one file a language, one rendering a row."""

from __future__ import annotations

from pathlib import Path

import pytest

from workbench.errors import TermbaseError
from workbench.language import column_for, with_script
from workbench.model import VerdictKind
from workbench.terms import Termbase, lint, sources_of

CONCEPTS = (
    "id\tpos\tconfidence\tdefinition\tsource\ten\ten_admitted\tja\n"
    "x.lawyer\tnoun\tmedium\tWho pleads.\tJMdict\tlawyer\tattorney\t弁護士\n"
    "x.gay\tadjective\tmedium\tOf men who love men.\tJMdict\tgay\t\tゲイ\n"
)
HEAD = "id\tterm\tstatus\treason\tforms\tpos\tsource\tyear\tjurisdiction\tsupport\tnote\tread_by\n"
FRENCH = (
    "x.gay\tgay\tpreferred\t\t\t\tguide\t2023\t\tone source\n"
    "x.gay\tpédé\tforbidden\tslur; use gay\n"
    "x.lawyer\tavocat\tpreferred\t\tavocat·e|conseil\t\tguide; code\t2024\tFR|BE\ttwo sources\n"
)
KOREAN = "x.lawyer\t변호사\tpreferred\n"
SOURCES = (
    "id\ttitle\tpublisher\tyear\tlanguages\tkind\taddress\tterms_of_use\tseen\n"
    "guide\tA guide\tA house\t2023\tfr\tstyle guide\thttps://example.org/\tfacts\tread\n"
    "code\tA code\tA state\t2024\tfr\tlaw\thttps://example.org/\tfacts\texcerpt\n"
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A termbase with Japanese in its rows, French and Korean in files of their own."""
    made = tmp_path / "glossary"
    made.mkdir()
    for name, text in {
        "law.tsv": CONCEPTS,
        "fr.tsv": HEAD + FRENCH,
        "ko.tsv": HEAD + KOREAN,
        "sources.tsv": SOURCES,
    }.items():
        (made / name).write_text(text, "utf-8")
    return made


@pytest.mark.parametrize(
    ("pair", "source", "target", "kind"),
    [
        (("en", "fr"), "Her lawyer spoke.", "Son avocate a parlé.", VerdictKind.HONOURED),
        (("en", "fr"), "Her lawyer spoke.", "Son conseil a parlé.", VerdictKind.HONOURED),
        (("en", "fr-CA"), "Her lawyer spoke.", "L’avocat a parlé.", VerdictKind.HONOURED),
        (("en", "fr"), "A gay man spoke.", "Un pédé a parlé.", VerdictKind.FORBIDDEN),
        (("en", "ko"), "Her lawyer spoke.", "변호사가 말했다.", VerdictKind.HONOURED),
        (("en", "ja"), "Her lawyer spoke.", "弁護士が話した。", VerdictKind.HONOURED),
        (("fr", "ko"), "L’avocate a parlé.", "변호사가 말했다.", VerdictKind.HONOURED),
        (("ja", "fr"), "弁護士が話した。", "L’avocat a parlé.", VerdictKind.HONOURED),
    ],
)
def test_every_pair_of_languages_is_a_termbase(
    folder: Path, pair: tuple[str, str], source: str, target: str, kind: VerdictKind
) -> None:
    """English, Japanese or one of the files, on either side."""
    base = Termbase.load([folder], *pair)

    assert [verdict.kind for verdict in base.verdicts(source, target)] == [kind]


def test_who_asks_for_japanese_reads_no_other_file(folder: Path) -> None:
    """A broken file of French hurts nobody who does not want French."""
    (folder / "fr.tsv").write_text(HEAD + "x.gay\tgay\tnonsense\n", "utf-8")

    assert Termbase.load([folder], "en", "ja").concepts.keys() == {"x.lawyer", "x.gay"}
    with pytest.raises(TermbaseError, match="nonsense"):
        Termbase.load([folder], "en", "fr")
    assert len(Termbase.load([folder], "en", "fr", lenient=True).problems) == 1


def test_all_languages_are_known_though_two_are_read(folder: Path) -> None:
    assert Termbase.load([folder], "en", "de").languages == ("en", "fr", "ja", "ko")


def test_a_layer_may_be_a_file_of_renderings_alone(folder: Path, tmp_path: Path) -> None:
    """It counts before the layer below it, whose concepts it words anew."""
    mine = tmp_path / "fr.tsv"
    mine.write_text(HEAD + "x.lawyer\tdéfenseur\tpreferred\n", "utf-8")
    base = Termbase.load([mine, folder], "en", "fr")

    assert base.concepts["x.lawyer"].in_("fr").approved == ("défenseur",)
    assert base.concepts["x.gay"].in_("fr").preferred == "gay"


def test_a_row_without_a_language_leaves_it_to_the_layer_below(
    folder: Path, tmp_path: Path
) -> None:
    """A client's English–Japanese row does not take the French of that concept away."""
    client = tmp_path / "client.tsv"
    client.write_text("id\ten\tja\nx.lawyer\tlawyer\t代理人\n", "utf-8")
    base = Termbase.load([client, folder], "en", "fr")

    assert base.concepts["x.lawyer"].in_("fr").preferred == "avocat"


@pytest.mark.parametrize(
    ("row", "code"),
    [
        ("x.none\tpersonne\tpreferred", "unknown-id"),
        ("x.lawyer\tavoué\tadmitted\t\t\t\tnowhere", "unknown-source"),
        ("x.lawyer\tavoué\tpreferred", "two-preferred"),
        ("x.lawyer\tavoué\tforbidden", "reason"),
        ("x.lawyer\tavoué\tgood", "status"),
        ("x.lawyer\t\tadmitted", "term"),
        ("x.lawyer\tavoué\tadmitted\t\t\t\tguide\t\t\ttwo sources", "support"),
        ("x.lawyer\tavoué\tadmitted\t\t\t\tguide\tlast year", "year"),
        ("x.lawyer\tavocat\tadmitted\t\t\t\tguide", "repeated"),
        ("x.lawyer\tavocat\tforbidden\tno", "contradiction"),
        ("x.lawyer\t弁護士\tadmitted\t\t\t\tguide", "script"),
        ("x.gay\thomo\tadmitted\t\t\t\tguide", "order"),
        ("x.lawyer\tavoué\tadmitted\t\t\tthing\tguide", "pos"),
        ("x.lawyer\tavoué\tadmitted" + "\t" * 10, "columns"),
    ],
)
def test_lint_names_what_is_wrong_with_a_row(folder: Path, row: str, code: str) -> None:
    """At its line."""
    (folder / "fr.tsv").write_text(HEAD + FRENCH + row + "\n", "utf-8")
    found = [problem for problem in lint([folder]) if problem.path.endswith("fr.tsv")]

    assert (5, code) in [(problem.line, problem.code) for problem in found]


def test_lint_counts_what_no_source_bears_out(folder: Path) -> None:
    """One note a file, at the first of them."""
    notes = [p for p in lint([folder]) if p.code == "no-source"]

    assert [(p.path[-6:], p.line, p.severity) for p in notes] == [
        ("fr.tsv", 3, "note"),
        ("ko.tsv", 2, "note"),
    ]
    assert "1 of 3 renderings" in notes[0].message


def test_lint_says_which_script_a_character_is_of(folder: Path) -> None:
    """Simplified characters among traditional ones, and the other way; 后 and 里 are both."""
    rows = "x.gay\t同性恋\tpreferred\nx.lawyer\t律師\tpreferred\n"
    (folder / "zh-Hant.tsv").write_text(HEAD + rows, "utf-8")
    (folder / "zh-Hans.tsv").write_text(HEAD + rows.replace("律師", "后里"), "utf-8")
    wrong = [(p.path[-11:], p.line) for p in lint([folder]) if p.code == "script"]

    assert wrong == [("zh-Hant.tsv", 2)]


def test_sources_and_what_stands_on_them(folder: Path) -> None:
    sources, support = sources_of([folder])
    french, korean = support

    assert list(sources) == ["guide", "code"]
    assert (french.concepts, french.renderings, french.two, french.one, french.none) == (
        2,
        3,
        1,
        1,
        1,
    )
    assert (korean.language, korean.none, korean.read_again) == ("ko", 1, 0)
    assert korean.without == [f"{folder / 'ko.tsv'}:2 x.lawyer 변호사"]


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("zh", "zh-Hans"), ("zh-CN", "zh-Hans"), ("zh_TW", "zh-Hant"), ("zh-HK", "zh-Hant"),
        ("zh-Hant-HK", "zh-Hant"), ("zh-Hans-SG", "zh-Hans"), ("yue", "zh-Hant"),
        ("en-GB", "en"), ("fr-CA", "fr"), ("kor", "ko"),
    ],
)  # fmt: skip
def test_a_code_means_a_script(code: str, expected: str) -> None:
    assert with_script(code) == expected


@pytest.mark.parametrize(
    ("code", "columns", "expected"),
    [
        ("zh-TW", ["zh-Hans", "zh-Hant"], "zh-Hant"),
        ("zh", ["en", "zh-Hans", "zh-Hant"], "zh-Hans"),
        ("zh-Hant", ["zh-Hans"], ""),
        ("zh-Hant", ["zh"], ""),
        ("zh-CN", ["zh"], "zh"),
        ("zh-TW", ["zh-TW", "zh-Hant"], "zh-TW"),
        ("en-GB", ["en"], "en"),
        ("pt", ["pt-BR"], "pt-BR"),
        ("de", ["en", "ja"], ""),
    ],
)
def test_a_column_serves_its_language_and_no_other_script(
    code: str, columns: list[str], expected: str
) -> None:
    assert column_for(code, columns) == expected
