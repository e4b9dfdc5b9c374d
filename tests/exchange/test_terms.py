"""Termbases out to other formats and back; hostile and broken files."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType

import pytest
from lxml import etree

from workbench.errors import ExchangeError
from workbench.exchange import FORMATS, export_terms, import_terms, left_out, lost
from workbench.terms import Termbase
from workbench.terms.concept import Concept, Terms

CONCEPTS = [
    Concept(
        id="lgbtq.gay-man",
        subject="lgbtq",
        pos="noun",
        confidence="high",
        definition='A man drawn to men; "gay" <as adjective> & noun.',
        note="ゲイ alone serves in headlines.",
        source="a style guide; another",
        terms=MappingProxyType(
            {
                "en": Terms("gay man", ("gay men's group",), (("homosexual", "dated; use gay"),)),
                "ja": Terms(
                    "ゲイ男性",
                    ("ゲイ", "男性同性愛者"),
                    (("ホモ", "蔑称。ゲイを使う"),),
                    "げいだんせい",
                ),
            }
        ),
    ),
    Concept(
        id="law.appeal",
        subject="law",
        pos="verb",
        case="fold",
        definition="To ask a higher court.",
        source="general knowledge",
        terms=MappingProxyType(
            {"en": Terms("appeal"), "ja": Terms("控訴する", reading="こうそする")}
        ),
    ),
    Concept(
        id="names.supreme-court",
        subject="names",
        pos="proper noun",
        definition="The highest court.",
        source="its own site",
        terms=MappingProxyType(
            {"en": Terms("Supreme Court", ("SCOJ",)), "ja": Terms("最高裁", ("最高裁判所",))}
        ),
    ),
    Concept(
        id="names.who",
        pos="abbreviation",
        terms=MappingProxyType({"en": Terms("WHO"), "ja": Terms("世界保健機関", ("WHO",))}),
    ),
]
UNREASONED = "forbidden in the imported termbase"
SUFFIX = {"tbx-dct": ".tbx", "omegat": ".txt"}


def held(concept: Concept, format_name: str) -> Concept:
    """What a format can hold of a concept, by what it says it loses."""
    gone = set(lost(format_name))
    plain = {"subject", "case", "confidence", "definition", "source", "pos"} & gone
    changed = {name: "smart" if name == "case" else "" for name in plain}
    if "proper noun" in gone and concept.pos == "proper noun":
        changed["pos"] = "noun"
    terms = {}
    for code, one in concept.terms.items():
        if "reading" in gone:
            one = replace(one, reading="")
        if "forbidden" in gone or ("forbidden source" in gone and code == "en"):
            one = replace(one, forbidden=())
        if "admitted source" in gone and code == "en":
            one = replace(one, admitted=())
        terms[code] = one
    return replace(concept, terms=MappingProxyType(terms), where="", **changed)


def through(tmp_path: Path, concepts: list[Concept], format_name: str) -> list[Concept]:
    path = tmp_path / f"t{SUFFIX.get(format_name, '.' + format_name)}"
    path.write_text(export_terms(concepts, ["en", "ja"], format_name), "utf-8")
    return import_terms(path, format_name)


def bare(concept: Concept) -> Concept:
    return replace(concept, where="", terms=MappingProxyType(dict(concept.terms)))


@pytest.mark.parametrize("format_name", FORMATS)
def test_a_round_trip_loses_what_the_format_says_and_no_more(
    tmp_path: Path, format_name: str
) -> None:
    back = [bare(concept) for concept in through(tmp_path, CONCEPTS, format_name)]
    wanted = [held(concept, format_name) for concept in CONCEPTS]
    if "id" in lost(format_name):
        names = {concept.in_("en").preferred for concept in wanted}
        back = [concept for concept in back if concept.in_("en").preferred in names]
        back = [replace(b, id=w.id) for b, w in zip(back, wanted, strict=True)]

    assert back == wanted


@pytest.mark.parametrize("format_name", FORMATS)
def test_a_second_round_trip_changes_nothing(tmp_path: Path, format_name: str) -> None:
    once = through(tmp_path, CONCEPTS, format_name)

    assert list(map(bare, through(tmp_path, once, format_name))) == list(map(bare, once))


@pytest.mark.parametrize("format_name", FORMATS)
def test_the_glossary_that_ships_goes_through(root: Path, tmp_path: Path, format_name: str) -> None:
    concepts = list(Termbase.load([root / "glossary"], "en", "ja").concepts.values())
    assert len(concepts) >= 300

    back = through(tmp_path, concepts, format_name)

    if "id" not in lost(format_name):
        assert [concept.id for concept in back] == [concept.id for concept in concepts]
        for one, other in zip(concepts, back, strict=True):
            back_forms = tuple(dict.fromkeys(other.in_("ja").approved))
            assert back_forms == tuple(dict.fromkeys(one.in_("ja").approved))


def test_tsv_is_the_termbase_format_itself(tmp_path: Path) -> None:
    path = tmp_path / "t.tsv"
    path.write_text(export_terms(CONCEPTS, ["en", "ja"], "tsv"), "utf-8")

    assert list(Termbase.load([path], "en", "ja").concepts) == [c.id for c in CONCEPTS]


@pytest.mark.parametrize("format_name", ["tbx", "tbx-dct"])
def test_hostile_characters_stay_text(tmp_path: Path, format_name: str) -> None:
    odd = Concept("odd id/1", terms={"en": Terms("a\x00b <c> & \ud800"), "ja": Terms("]]>え")})

    back = through(tmp_path, [odd], format_name)

    assert back[0].in_("en").preferred == "a\ufffdb <c> & \ufffd"
    assert back[0].in_("ja").preferred == "]]>え"


PICKLISTS = {
    "partOfSpeech": {"adjective", "noun", "other", "verb", "adverb"},
    "termType": {"fullForm", "acronym", "abbreviation", "shortForm", "variant", "phrase"},
    "administrativeStatus": {
        "admittedTerm-admn-sts", "deprecatedTerm-admn-sts", "supersededTerm-admn-sts",
        "preferredTerm-admn-sts",
    },
}  # fmt: skip
LEVELS = {
    "subjectField": {"conceptEntry"},
    "definition": {"conceptEntry", "langSec"},
    "source": {"conceptEntry", "langSec", "termSec"},
    "partOfSpeech": {"termSec"},
    "termType": {"termSec"},
    "administrativeStatus": {"termSec"},
}
CORE = "urn:iso:std:iso:30042:ed-2"
MODULES = {"http://www.tbxinfo.net/ns/min", "http://www.tbxinfo.net/ns/basic"}


@pytest.mark.parametrize("style", ["dca", "dct"])
def test_what_is_written_keeps_the_rules_of_the_dialect(style: str) -> None:
    """The assertions of the published TBX-Basic Schematron files (dialect 1.2), and the order of
    the core structure: notes and categories before sections, the term first."""
    text = export_terms(CONCEPTS, ["en", "ja"], "tbx" if style == "dca" else "tbx-dct")
    root = etree.fromstring(text.encode())

    assert (root.get("type"), root.get("style")) == ("TBX-Basic", style)
    for element in root.iter():
        name = etree.QName(element)
        category = element.get("type") if style == "dca" else name.localname
        assert name.namespace == CORE or (style == "dct" and name.namespace in MODULES)
        if style == "dct" and element is not root:
            assert element.get("type") is None
        if element is root or category not in LEVELS:
            continue
        assert etree.QName(element.getparent()).localname in LEVELS[category]
        if category in PICKLISTS:
            assert element.text in PICKLISTS[category]
    entries = root.findall(f".//{{{CORE}}}conceptEntry")
    ids = [entry.get("id") for entry in entries]
    assert len(set(ids)) == len(CONCEPTS)
    for entry in entries:
        order = [etree.QName(child).localname == "langSec" for child in entry]
        assert order == sorted(order) and order[-1]
    for term in root.iter(f"{{{CORE}}}termSec"):
        assert etree.QName(term[0]).localname == "term"


MARTIF = """<?xml version="1.0"?>
<!DOCTYPE martif SYSTEM "TBXcoreStructV02.dtd">
<martif type="TBX-Basic" xml:lang="en"><martifHeader/><text><body>
<termEntry id="eid-1"><descrip type="subjectField">law</descrip>
<descripGrp><descrip type="definition">A case.</descrip><admin type="source">me</admin></descripGrp>
<langSet xml:lang="en-US"><tig><term>lawsuit</term>
<termNote type="partOfSpeech">noun</termNote></tig>
<ntig><termGrp><term>suit</term>
<termNote type="administrativeStatus">deprecatedTerm-admn-sts</termNote></termGrp></ntig></langSet>
<langSet xml:lang="ja"><tig><term>訴訟</term></tig></langSet>
</termEntry></body></text></martif>"""


def test_tbx_version_2_is_read(tmp_path: Path) -> None:
    path = tmp_path / "old.tbx"
    path.write_text(MARTIF, "utf-8")

    [concept] = import_terms(path)

    assert (concept.id, concept.subject, concept.pos) == ("eid-1", "law", "noun")
    assert (concept.definition, concept.source) == ("A case.", "me")
    assert concept.in_("en") == Terms("lawsuit", (), (("suit", UNREASONED),))
    assert concept.in_("ja").preferred == "訴訟"


BOMB = """<?xml version="1.0"?><!DOCTYPE tbx [<!ENTITY a "aaaaaaaaaa">
<!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">]>
<tbx><text><body><conceptEntry id="x"><langSec xml:lang="en"><termSec><term>&c;</term></termSec>
</langSec></conceptEntry></body></text></tbx>"""
OUTSIDE = """<?xml version="1.0"?><!DOCTYPE tbx [<!ENTITY a SYSTEM "file:///etc/hostname">]>
<tbx><term>&a;</term></tbx>"""


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [
        ("bomb.tbx", BOMB, "declares entities"),
        ("outside.tbx", OUTSIDE, "declares entities"),
        ("cut.tbx", "<tbx><text>", "no well-formed XML"),
        ("empty.tbx", "", "no well-formed XML"),
        ("deep.tbx", "<a>" * 5000, "no well-formed XML"),
        ("other.xml", "<html/>", "not <tbx> or <martif>"),
        ("t.csv", 'id,en\na,"x', "t.csv:2: is no CSV"),
        ("t.csv", 'id,en\na,ok\nb,"x,y\nc,fine\n', "t.csv:3: is no CSV"),
        ("t.csv", 'id,en\na,"two\nlines"\nb,"x" y\n', "t.csv:4: is no CSV: ',' expected"),
        ("t.csv", 'id,en\na,"x', 'close the quoted cell, and write ""'),
        ("t.csv", "id,en\na,x\na,y\n", "t.csv:3: the id a is also at "),
        ("t.csv", "id,en\na,x\na,y\n", "or go on without it with --lenient"),
        ("t.csv", "", "is empty — export it again"),
        ("t.po", 'msgid "x\nmsgstr "y"\n', "t.po:1: the string does not end — close it"),
        ("t.utx", "#UTX 1.20; english/ja\nx\tえ\n", "t.utx:2: english is no language code"),
        ("t.csv", "colour,shape\nx,え\n", "t.csv:1: the first line names no language"),
        ("t.csv", "id,en\n,x\n", "t.csv:2: the row has no id"),
        ("t.tsv", "id\ten\na\tb\tc\n", "3 columns, the header has 2"),
        ("t.utx", "src\ttgt\n", "t.utx:1: the first line is no UTX header"),
        ("t.utx", "#UTX 1.20; en/ja\n#src\ttgt\nx\n", "t.utx:3: the row has no src or no tgt"),
        ("t.po", 'msgid "x\n', "t.po:1: "),
        ("t.po", "hello\n", "t.po:1: is no line of a PO file"),
        ("t.txt", "alone\n", "t.txt:1: the row has no target"),
        ("t.doc", "x", "the name does not tell the format"),
    ],
)
def test_a_bad_file_is_refused_in_one_line(tmp_path: Path, name: str, data: str, says: str) -> None:
    path = tmp_path / name
    path.write_text(data, "utf-8")

    with pytest.raises(ExchangeError) as caught:
        import_terms(path)

    assert says in str(caught.value)
    assert "\n" not in str(caught.value)


def test_other_refusals(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_bytes(b"id,en\na,\xff\n")
    with pytest.raises(ExchangeError, match=r"t\.csv:2: is not UTF-8"):
        import_terms(path)
    with pytest.raises(ExchangeError, match="cannot be read"):
        import_terms(tmp_path / "none.csv")
    with pytest.raises(ExchangeError, match="no format for terms"):
        export_terms([], ["en"], "docx")
    with pytest.raises(ExchangeError, match="needs two languages"):
        export_terms([], ["en"], "utx")
    with pytest.raises(ExchangeError, match="no format for terms"):
        lost("docx")
    with pytest.raises(ExchangeError, match="no concept has a term in fr"):
        export_terms(CONCEPTS, ["fr"], "tbx")


def test_weblate_po_without_contexts(tmp_path: Path) -> None:
    """Plain Weblate exports: no msgctxt; the flag tells, unfinished entries are passed over."""
    path = tmp_path / "g.po"
    path.write_text(
        'msgid ""\nmsgstr "Language: ja\\n"\n\n'
        '#. a note\nmsgid "gay"\nmsgstr "ゲイ"\n\n'
        '#, forbidden\nmsgid "gay"\nmsgstr "ホモ"\n\n'
        '#, fuzzy\nmsgid "queer"\nmsgstr "クィア"\n\nmsgid "ally"\nmsgstr ""\n\n'
        'msgid ""\n"long "\n"term"\nmsgstr "長い"\n',
        "utf-8",
    )

    gay, long = import_terms(path)

    assert gay.in_("ja") == Terms("ゲイ", (), (("ホモ", UNREASONED),))
    assert gay.note == "a note"
    assert long.in_("en").preferred == "long term"


def test_a_spreadsheet_with_semicolons(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_bytes('\ufeffid;en;ja\r\na;"same-sex\nmarriage";同性婚\r\n'.encode())

    assert import_terms(path)[0].in_("en").preferred == "same-sex marriage"


THREE = Concept(
    "a",
    terms={
        "en": Terms("marriage"),
        "ja": Terms("婚姻", reading="こんいん"),
        "fr": Terms("mariage", ("noces",), (("hymen", "vieilli"),)),
    },
)


@pytest.mark.parametrize("format_name", ["csv", "tsv", "tbx", "tbx-dct"])
def test_any_number_of_languages_goes_through(tmp_path: Path, format_name: str) -> None:
    path = tmp_path / f"t{SUFFIX.get(format_name, '.' + format_name)}"
    path.write_text(export_terms([THREE], ["en", "ja", "fr"], format_name), "utf-8")

    [back] = import_terms(path, format_name)

    assert back.in_("fr") == THREE.in_("fr")
    assert lost(format_name, ["en", "ja", "fr"]) == lost(format_name)


@pytest.mark.parametrize("format_name", ["utx", "po", "omegat"])
def test_a_format_of_pairs_says_what_it_has_no_place_for(format_name: str) -> None:
    alone = Concept("b", terms={"en": Terms("only English")})

    assert lost(format_name, ["en", "ja", "fr"]) == (*lost(format_name), "fr")
    assert left_out([THREE, alone], ["en", "ja", "fr"], format_name) == [alone]
    assert left_out([THREE, alone], ["en", "ja"], "tbx") == []


def test_variants_of_one_language_are_kept(tmp_path: Path) -> None:
    """British and American sections of an entry, in any order, the marked preferred term first."""
    path = tmp_path / "t.tbx"
    text = MARTIF.replace(
        '<langSet xml:lang="ja">',
        '<langSet xml:lang="en-GB"><tig><term>court case</term></tig></langSet>'
        '<langSet xml:lang="en-AU"><tig><term>court action</term><termNote'
        ' type="administrativeStatus">preferredTerm-admn-sts</termNote></tig></langSet>'
        '<langSet xml:lang="ja">',
    )
    path.write_text(text, "utf-8")

    [concept] = import_terms(path)

    assert concept.in_("en").approved == ("court action", "lawsuit", "court case")
    assert concept.in_("en").forbidden == (("suit", UNREASONED),)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("t.tbx", MARTIF),
        ("t.utx", "#UTX 1.20; en/ja\n#src\ttgt\tterm status\nsuit\t訴訟\tapproved\n"
                  "suit\tスーツ\tforbidden\n"),
        ("t.po", 'msgid "suit"\nmsgstr "訴訟"\n\n#, forbidden\nmsgid "suit"\nmsgstr "スーツ"\n'),
        ("t.txt", "a|b\t甲\na|b\t乙|丙\n"),
        ("t.utx", "#UTX 1.20; en/ja\n#src\ttgt\tterm status\tconcept ID\tcomment\n"
                  "suit\t訴訟\tapproved\t#1\t\nsuit\tスーツ\tforbidden\t#1\t服|背広\n"),
    ],
)  # fmt: skip
def test_what_is_imported_can_be_loaded(tmp_path: Path, name: str, text: str) -> None:
    """Reasons that others do not ask for, bars and hashes that mean something only to us."""
    path = tmp_path / name
    path.write_text(text, "utf-8")
    concepts = import_terms(path)
    ours = tmp_path / "ours.tsv"
    ours.write_text(export_terms(concepts, ["en", "ja"], "tsv"), "utf-8")

    base = Termbase.load([ours], "en", "ja")

    assert len(base.concepts) == len(concepts) == 1
    assert next(iter(base.concepts.values())).in_("ja").approved == tuple(
        form.replace("|", "｜") for form in concepts[0].in_("ja").approved
    )


CONTEXTS = """
msgctxt "noun"
msgid "partner"
msgstr "パートナー"

msgctxt "noun"
msgid "ruling"
msgstr "判決"

msgctxt "verb"
msgid "rule"
msgstr "判断を示す"

msgctxt "in the court"
msgid "appeal"
msgstr "控訴"

msgctxt "in public"
msgid "appeal"
msgstr "訴え"

msgctxt "law.act"
msgid "statute"
msgstr "法律"

msgctxt "law.act#2"
msgid "act of parliament"
msgstr "法律"
"""


def test_a_context_is_an_id_only_where_it_can_be_one(tmp_path: Path) -> None:
    """Weblate's users write the part of speech there, or when to use the term: unrelated terms
    share it. Only our own `id` and `id#2` hold pairs together."""
    path = tmp_path / "g.po"
    path.write_text(CONTEXTS, "utf-8")

    found = {c.id: (c.pos, c.in_("en").approved, c.note) for c in import_terms(path)}

    assert found == {
        "partner": ("noun", ("partner",), ""),
        "ruling": ("noun", ("ruling",), ""),
        "rule": ("verb", ("rule",), ""),
        "appeal": ("", ("appeal",), "in the court"),
        "appeal-2": ("", ("appeal",), "in public"),
        "law.act": ("", ("statute", "act of parliament"), ""),
    }


def test_what_no_import_takes_is_told(tmp_path: Path) -> None:
    po = tmp_path / "g.po"
    po.write_text(
        '#, fuzzy\nmsgid "queer"\nmsgstr "クィア"\n\nmsgid "ally"\nmsgstr ""\n\n'
        'msgid "gay"\nmsgstr "ゲイ"\n',
        "utf-8",
    )
    tbx = tmp_path / "t.tbx"
    tbx.write_text(MARTIF.replace("</body>", "\n<termEntry id='none'/></body>"), "utf-8")
    told: list[str] = []

    assert len(import_terms(po, tell=told.append)) == 1
    assert len(import_terms(tbx, tell=told.append)) == 1

    assert told == [
        f"passed over: {po}:2: is fuzzy; confirm it and import again",
        f"passed over: {po}:5: has no translation",
        f"passed over: {tbx}:12: the entry has no term",
    ]


@pytest.mark.parametrize(
    ("name", "data", "kept", "lines"),
    [
        ("t.po", 'hello\n#, fuzzy\nmsgid "x"\nmsgstr "y"\n\nmsgid "a"\nmsgstr "あ"\n', ["a"], [1, 3]),
        ("t.utx", "#UTX 1.20; en/ja\n#src\ttgt\na\tあ\nbad\nc\tう\n", ["a", "c"], [4]),
        ("t.txt", "a\tあ\nbad\n\tい\nc\tう\n", ["a", "c"], [2, 3]),
        ("t.po", 'msgid "a"\nmsgstr "あ"\n\nmsgid "bad\nmsgstr "い"\n\nhello\n'
                 'msgid "c"\nmsgstr "う"\n', ["a", "c"], [4, 7]),
        ("t.po", 'msgid "a"\nmsgstr "あ"\nmsgid "bad"\nmsgstr い\nmsgid "c"\nmsgstr "う"\n',
                 ["a", "c"], [4]),
        ("t.csv", 'id,en,ja\na,a,あ\nb,"bad,い\nc,c,う\n,d,え\na,again,お\n', ["a", "c"], [3, 5, 6]),
        ("t.tsv", "id\ten\tja\na\ta\tあ\nb\tb\tい\tx\nc\tc\tう\n", ["a", "c"], [3]),
        ("t.tbx", MARTIF.replace("</body>", '\n<termEntry id="eid-1"><langSet xml:lang="en"><tig>'
                  "<term>x</term></tig></langSet></termEntry></body>"), ["lawsuit"], [12]),
    ],
)  # fmt: skip
def test_lenient_takes_the_good_rows_and_tells_of_each_bad_one(
    tmp_path: Path, name: str, data: str, kept: list[str], lines: list[int]
) -> None:
    path = tmp_path / name
    path.write_text(data, "utf-8")
    told: list[str] = []

    with pytest.raises(ExchangeError, match=rf"{name}:{lines[0]}: "):
        import_terms(path)
    concepts = import_terms(path, lenient=True, tell=told.append)

    assert [concept.in_("en").preferred for concept in concepts] == kept
    assert [line.split(": ")[1] for line in told] == [f"{path}:{number}" for number in lines]


def test_lenient_passes_over_lines_that_are_not_utf8(tmp_path: Path) -> None:
    path = tmp_path / "t.txt"
    path.write_bytes("a\tあ\n".encode() + b"b\t\x82\xa2\n" + "c\tう\n".encode())
    told: list[str] = []

    concepts = import_terms(path, lenient=True, tell=told.append)

    assert [concept.in_("en").preferred for concept in concepts] == ["a", "c"]
    assert told == [f"passed over: {path}:2: is not UTF-8 — save it as UTF-8"]


def test_the_ids_of_entries_are_names_that_xml_allows() -> None:
    odd = [Concept(name, terms={"en": Terms("x")}) for name in ("a²", "1", "b c", "語", "ok.1-x")]

    root = etree.fromstring(export_terms(odd, ["en"], "tbx").encode())

    ids = [entry.get("id") for entry in root.findall(f".//{{{CORE}}}conceptEntry")]
    assert len(set(ids)) == 5
    assert all(name and re.fullmatch(r"[A-Za-z_][A-Za-z0-9_.-]*", name) for name in ids)
    assert ids[-1] == "ok.1-x"


def test_forbidden_terms_of_weblate_s_tbx(tmp_path: Path) -> None:
    path = tmp_path / "t.tbx"
    path.write_text(MARTIF.replace("deprecatedTerm-admn-sts", "forbidden"), "utf-8")

    assert import_terms(path)[0].in_("en").forbidden == (("suit", UNREASONED),)
