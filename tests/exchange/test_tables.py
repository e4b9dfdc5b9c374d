"""Tables as users have them: two columns, other encodings, quoted cells, workbooks, other names."""

from __future__ import annotations

import builtins
import zipfile
from pathlib import Path
from typing import Any

import pytest

from workbench.desk.terms import load_termbase
from workbench.errors import ExchangeError, UsageError
from workbench.exchange import export_file, export_terms, import_terms
from workbench.terms import Concept, Terms, lint

ROWS = [("ward office", "区役所"), ("registrar, deputy", "戸籍係（代理）")]


def pairs(path: Path, **options: Any) -> list[tuple[str, str]]:
    """English and Japanese of what is read."""
    found = import_terms(path, **options)
    return [(c.in_("en").preferred, c.in_("ja").preferred) for c in found]


@pytest.mark.parametrize(
    ("name", "header"),
    [
        ("t.csv", "en,ja"),
        ("t.csv", "EN,JA"),
        ("t.csv", "en-US,ja-JP"),
        ("t.csv", "en_US,ja_JP"),
        ("t.csv", "eng,jpn"),
        ("t.csv", "English,Japanese"),
        ("t.csv", "英語,日本語"),
        ("t.csv", "source,target"),
        ("t.csv", "Term,Translation"),
        ("t.csv", "No,en,ja"),
        ("t.csv", "en;ja"),
        ("t.csv", "en\tja"),
        ("t.tsv", "en\tja"),
    ],
)
def test_two_columns_make_concepts(tmp_path: Path, name: str, header: str) -> None:
    """Named by language in any way, split by comma, semicolon or tab; ids are made."""
    sign = next(sign for sign in "\t;," if sign in header)
    number = header.startswith("No")
    lines = [header]
    for at, (en, ja) in enumerate(ROWS, 1):
        cells = [str(at)] * number + [f'"{en}"', ja]
        lines.append(sign.join(cells))
    path = tmp_path / name
    path.write_text("\r\n".join(lines) + "\r\n", "utf-8")

    assert pairs(path) == ROWS
    assert [concept.id for concept in import_terms(path)] == ["ward-office", "registrar-deputy"]


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp932"]
)
def test_encodings_of_spreadsheets(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "t.csv"
    path.write_bytes("en,ja\nward office,区役所\n".encode(encoding))

    assert pairs(path) == ROWS[:1]


@pytest.mark.parametrize(
    ("columns", "text", "wanted"),
    [
        ("en,ja", "ward office,区役所\n", ROWS[:1]),
        ("en,ja", "en,ja\nward office,区役所\n", ROWS[:1]),
        ("ja,-,en", "区役所,x,ward office\n", ROWS[:1]),
        ("Begriff=en,Ziel=ja", "Ziel,Begriff,Rest\n区役所,ward office,x\n", ROWS[:1]),
        ("Wort=en", "Wort,日本語\nward office,区役所\n", ROWS[:1]),
    ],
)
def test_whoever_reads_says_what_the_columns_are(
    tmp_path: Path, columns: str, text: str, wanted: list[tuple[str, str]]
) -> None:
    path = tmp_path / "t.csv"
    path.write_text(text, "utf-8")

    assert pairs(path, columns=columns.split(",")) == wanted


@pytest.mark.parametrize(
    ("columns", "says"),
    [
        ("en,colour", "'colour' is no column of a termbase"),
        ("Wort=en", "has no column Wort — it has en, ja"),
        ("note", "the first line names no language — say what the columns are: --columns en,ja"),
    ],
)
def test_columns_that_are_none(tmp_path: Path, columns: str, says: str) -> None:
    path = tmp_path / "t.csv"
    path.write_text("en,ja\nx,え\n", "utf-8")

    with pytest.raises(ExchangeError) as caught:
        import_terms(path, columns=columns.split(","))

    assert says in str(caught.value)


def test_quotes_of_a_cell_are_no_part_of_the_term(tmp_path: Path) -> None:
    """As Excel writes "Unicode text"; in what `export` writes a quote is a quote."""
    excel, ours = tmp_path / "e.tsv", tmp_path / "o.tsv"
    excel.write_text('id\ten\tja\na\t"the ""ward"" office"\t"「区」役所"\n', "utf-16")
    (concept,) = import_terms(excel)
    assert concept.in_("en").preferred == 'the "ward" office'
    assert concept.in_("ja").preferred == "「区」役所"

    ours.write_text(export_terms([concept], ("en", "ja"), "tsv"), "utf-8")
    (again,) = import_terms(ours)

    assert again.in_("en").preferred == 'the "ward" office'


def test_what_a_table_has_beside_its_terms(tmp_path: Path) -> None:
    """Notes and parts of speech are taken by their usual names, other columns passed over and told."""
    path, told = tmp_path / "t.csv", list[str]()
    path.write_text(
        "English,品詞,備考,Client,日本語,ja_forbidden\nward,N.,区政,X,区,病棟\n", "utf-8"
    )

    (concept,) = import_terms(path, tell=told.append)

    assert (concept.pos, concept.note) == ("noun", "区政")
    assert concept.in_("ja").forbidden == (("病棟", "forbidden in the imported termbase"),)
    assert ["Client" in line for line in told] == [True]


def test_a_workbook_of_excel(tmp_path: Path) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    path = tmp_path / "t.xlsx"
    book = openpyxl.Workbook()
    for row in [("en", "ja", None), (None, None, None), *ROWS, ("one", 1, None)]:
        book.active.append(row)
    book.save(path)

    assert pairs(path) == [*ROWS, ("one", "1")]
    path.write_bytes(b"PK\x03\x04 no workbook")
    with pytest.raises(ExchangeError, match="is no whole document"):
        import_terms(path)


def test_a_workbook_without_openpyxl(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = builtins.__import__

    def without(name: str, *rest: Any, **more: Any) -> Any:
        if name == "openpyxl":
            raise ImportError(name)
        return real(name, *rest, **more)

    monkeypatch.setattr(builtins, "__import__", without)
    (tmp_path / "t.xlsx").write_bytes(b"PK")

    with pytest.raises(ExchangeError, match=r"needs openpyxl — pip install"):
        import_terms(tmp_path / "t.xlsx")


@pytest.mark.parametrize(
    ("word", "pos"),
    [("Noun", "noun"), ("properNoun", "proper noun"), ("Proper Noun", "proper noun"), ("adj.", "adjective"),
     ("VERB", "verb"), ("名詞", "noun"), ("interjection", ""), ("other", "")],
)  # fmt: skip
def test_parts_of_speech_of_other_tools(tmp_path: Path, word: str, pos: str) -> None:
    path = tmp_path / "t.tbx"
    path.write_text(
        '<martif type="TBX"><text><body><termEntry id="a">'
        '<langSet xml:lang="eng"><tig><term>ward</term>'
        f'<termNote type="partOfSpeech">{word}</termNote></tig></langSet>'
        '<langSet xml:lang="jpn"><tig><term>区</term></tig></langSet>'
        "</termEntry></body></text></martif>",
        "utf-8",
    )

    (concept,) = import_terms(path)

    assert (concept.pos, set(concept.terms)) == (pos, {"en", "ja"})


def test_tbx_min(tmp_path: Path) -> None:
    path = tmp_path / "t.tbx"
    path.write_text(
        '<TBX dialect="TBX-Min"><header><id>x</id><languages source="en" target="ja"/></header><body>'
        '<entry id="C1"><subjectField>law</subjectField>'
        '<langGroup xml:lang="en"><termGroup><term>ward office</term><partOfSpeech>noun</partOfSpeech>'
        "</termGroup></langGroup>"
        '<langGroup xml:lang="ja"><termGroup><term>区役所</term><termStatus>preferred</termStatus>'
        "</termGroup><termGroup><term>病棟</term><termStatus>notRecommended</termStatus></termGroup>"
        "</langGroup></entry></body></TBX>",
        "utf-8",
    )

    (concept,) = import_terms(path)

    assert (concept.id, concept.subject, concept.pos) == ("C1", "law", "noun")
    assert concept.in_("ja").preferred == "区役所"
    assert [form for form, _why in concept.in_("ja").forbidden] == ["病棟"]


@pytest.mark.parametrize(
    "head",
    ["#UTX-S 1.00; en-US/ja-JP; 2009-01-01", "#UTX 1.11; eng/jpn; x", "#UTX-Simple 1.0; en/ja"],
)
def test_utx_s(tmp_path: Path, head: str) -> None:
    path = tmp_path / "t.utx"
    path.write_text(f"{head}\n#src\ttgt\tsrc:pos\nward office\t区役所\tNoun\n", "utf-8")

    (concept,) = import_terms(path)

    assert (concept.pos, concept.in_("en").preferred) == ("noun", "ward office")
    assert concept.in_("ja").preferred == "区役所"


def test_what_is_read_passes_lint(tmp_path: Path) -> None:
    """But for sources and definitions, which a foreign table does not have."""
    path, out = tmp_path / "t.csv", tmp_path / "out.tsv"
    path.write_text("English,品詞,Japanese\nward office,Noun,区役所\n", "utf-8")
    out.write_text(export_terms(import_terms(path), ("en", "ja"), "tsv"), "utf-8")

    assert {problem.code for problem in lint([out])} == {"source", "definition"}


@pytest.mark.parametrize(
    "text", ["=1+1", "+81", "-5 degrees", "@home", "1e5", "2024-01-01", "a\x07b", "TRUE", "'q"]
)
def test_what_looks_like_a_formula_stays_text_in_a_workbook(tmp_path: Path, text: str) -> None:
    """And comes back as it is, but for what no XML can hold."""
    openpyxl = pytest.importorskip("openpyxl")
    terms = {"en": Terms(text, ("b",), (("bad", "a: b"),)), "ja": Terms("語", reading="ご")}
    path = tmp_path / "t.xlsx"
    path.write_bytes(export_file([Concept("a", note=text, terms=terms)], ("en", "ja"), "xlsx"))
    cells = [cell for row in openpyxl.load_workbook(path).active.iter_rows() for cell in row]
    assert {cell.data_type for cell in cells} <= {"s", "n", "inlineStr"} and not any(
        isinstance(cell.value, int | float) for cell in cells
    )
    (read,) = import_terms(path)
    kept = text.replace("\x07", "\ufffd")
    assert (read.note, read.in_("en").preferred, read.in_("ja").reading) == (kept, kept, "ご")
    assert read.in_("en").forbidden == (("bad", "a: b"),)


def test_a_workbook_is_a_layer_like_any_other(tmp_path: Path) -> None:
    """What `export` writes, a termbase is loaded from, uses and exceptions with it."""
    pytest.importorskip("openpyxl")
    terms = {
        "en": Terms("court", uses=(("court", "optional"),), exceptions=("tennis court",)),
        "ja": Terms("裁判所"),
    }
    path = tmp_path / "t.xlsx"
    path.write_bytes(
        export_file([Concept("law.court", pos="noun", terms=terms)], ("en", "ja"), "xlsx")
    )
    base = load_termbase([path], "en", "ja")
    assert base.concepts["law.court"].terms == terms
    assert [hit.text for hit in base.match("A court, a tennis court.")] == ["court"]


def _archive(path: Path, **parts: bytes) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made:
        for name, data in parts.items():
            made.writestr(name.replace("__", "/") + ".xml", data)
    return path


def test_hostile_workbooks_are_refused_in_a_line(tmp_path: Path) -> None:
    """A bomb, entities, a password, no sheet, a text with the name of one."""
    pytest.importorskip("openpyxl")
    path = tmp_path / "t.xlsx"
    bad = [
        lambda: _archive(path, xl__sheet=b"<a>" + b" " * (64 << 20) + b"</a>"),
        lambda: _archive(path, xl__workbook=b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'),
        lambda: path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"0" * 600),
        lambda: path.write_bytes(b"en,ja\nward,\xe5\x8c\xba\n"),
        lambda: path.write_bytes(b"PK\x05\x06" + b"\0" * 18),
    ]
    for make in bad:
        make()
        with pytest.raises(ExchangeError, match=r"t\.xlsx: "):
            import_terms(path)


def test_a_cell_far_out_costs_nothing(tmp_path: Path) -> None:
    """A sheet that says it reaches to XFD1048576 has the two rows that it has."""
    openpyxl = pytest.importorskip("openpyxl")
    path = tmp_path / "t.xlsx"
    book = openpyxl.Workbook()
    book.active.append(["en", "ja"])
    book.active.append(["ward", "区"])
    book.active.cell(300_000, 16_384, "x")
    book.save(path)
    assert pairs(path) == [("ward", "区")]


def test_what_a_file_calls_source_and_target_is_the_pair(tmp_path: Path) -> None:
    """TBX of tools that know one pair only; notes of UTX by any of the names that they have."""
    path = tmp_path / "t.tbx"
    sides = "".join(
        f'<langSet xml:lang="{code}"><tig><term>{term}</term></tig></langSet>'
        for code, term in (("source", "ward"), ("target", "区"))
    )
    path.write_text(
        f'<martif><text><body><termEntry id="a">{sides}</termEntry></body></text></martif>', "utf-8"
    )
    assert pairs(path) == [("ward", "区")]
    for name in ("notes", "Remark", "tgt:comment"):
        path = tmp_path / "t.utx"
        path.write_text(
            f"#UTX 1.20; en/ja;\n#src\ttgt\tterm status\t{name}\nward\t区\tapproved\tn\nward\t病棟\tforbidden\tof a hospital\n",
            "utf-8",
        )
        (concept,) = import_terms(path)
        assert (concept.note, concept.in_("ja").forbidden) == ("n", (("病棟", "of a hospital"),))


def test_what_columns_are_called_is_data_and_a_users_own_count(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`columns.tsv` of the data folder: a name more, a name off, a bad row by file and line."""
    from workbench.exchange import csv_

    monkeypatch.setattr(csv_, "user_data", lambda: tmp_path / "data")
    own = tmp_path / "data" / "columns.tsv"
    own.parent.mkdir()
    table = tmp_path / "t.csv"
    table.write_text("Ausgangswort,Zielwort,Hinweis\nward office,区役所,so heißt es\n", "utf-8")

    own.write_text("name\tmeans\nAusgangswort\tsource\nzielwort\ttarget\nhinweis\tnote\n", "utf-8")
    csv_.column_names.cache_clear()
    (concept,) = import_terms(table, languages=("en", "ja"))
    assert (concept.in_("ja").preferred, concept.note) == ("区役所", "so heißt es")

    own.write_text("Ausgangswort\tnonsense\n", "utf-8")
    csv_.column_names.cache_clear()
    with pytest.raises(UsageError, match=r"columns\.tsv:1: expected a name"):
        import_terms(table, languages=("en", "ja"))
    own.unlink()
    csv_.column_names.cache_clear()
