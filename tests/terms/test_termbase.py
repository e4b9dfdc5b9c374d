"""Rows, bad rows, lint, verdicts, choices, look-up; the glossary that ships."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from workbench.errors import TermbaseError
from workbench.model import VerdictKind
from workbench.terms import Termbase, lint, lookup
from workbench.terms.tsv import read_rows

HEADER = (
    "id\tsubject\tpos\tcase\tdefinition\tnote\tsource"
    "\ten\ten_admitted\ten_forbidden\tja\tja_admitted\tja_forbidden\tja_reading\tconfidence\n"
)
Write = Callable[..., Path]


def row(
    name: str, en: str = "", ja: str = "", *, pos: str = "noun", case: str = "", note: str = "",
    en_admitted: str = "", en_forbidden: str = "", ja_admitted: str = "", ja_forbidden: str = "",
    reading: str = "", source: str = "general knowledge", definition: str = "A thing.",
) -> str:  # fmt: skip
    """One line of a termbase file."""
    cells = [name, "x", pos, case, definition, note, source, en, en_admitted, en_forbidden]
    return "\t".join([*cells, ja, ja_admitted, ja_forbidden, reading]) + "\n"


def of(subject: str, line: str) -> str:
    """The row, of another subject."""
    return line.replace("\tx\t", f"\t{subject}\t", 1)


def rated(confidence: str, source: str) -> str:
    """A row with a confidence and a source."""
    return row("a", "x", "え", source=source).rstrip("\n") + f"\t{confidence}\n"


GAY = row(
    "gay-man", "gay man", "ゲイ男性", ja_admitted="ゲイ", ja_forbidden="ホモ: 蔑称。ゲイを使う"
)
LESBIAN = row("lesbian", "lesbian", "レズビアン", ja_forbidden="レズ: 蔑称。レズビアンを使う")
APPEAL = row("appeal", "appeal", "控訴する", pos="verb", ja_admitted="上告する")


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Writes rows as `t.tsv`."""

    def made(*rows: str, header: str = HEADER, name: str = "t.tsv") -> Path:
        path = tmp_path / name
        path.write_text(header + "".join(rows), "utf-8")
        return path

    return made


@pytest.fixture
def base(write: Write) -> Termbase:
    return Termbase.load([write(GAY, LESBIAN, APPEAL)], "en", "ja")


def verdict(base: Termbase, source: str, target: str, **choices: str) -> list[VerdictKind]:
    return [v.kind for v in base.verdicts(source, target, choices=choices)]


def test_a_row_becomes_a_concept(write: Write) -> None:
    concept = read_rows(write("# a comment\n", "\n", GAY)).concepts[0]

    assert concept.in_("ja").approved == ("ゲイ男性", "ゲイ")
    assert concept.in_("ja").forbidden == (("ホモ", "蔑称。ゲイを使う"),)
    assert concept.where.endswith("t.tsv:4")
    assert concept.case == "smart"
    assert concept.in_("fr").approved == ()


def test_windows_line_ends_a_byte_order_mark_and_short_rows_are_read(tmp_path: Path) -> None:
    path = tmp_path / "w.tsv"
    path.write_bytes(b"\xef\xbb\xbfid\ten\tja\r\na\tmarriage\r\n")

    rows = read_rows(path)

    assert rows.problems == []
    assert rows.concepts[0].in_("en").preferred == "marriage"


@pytest.mark.parametrize(
    ("bad", "says"),
    [
        (row("", "x", "え"), "no id"),
        (row("a", "x", "え", case="upper"), "case is 'upper'"),
        (row("a", "x", "え", ja_forbidden="ホモ"), "gives no reason"),
        (row("a", "x", "え", ja_forbidden=": 蔑称"), "write `term: reason`"),
        ("\t".join(["x"] * 16) + "\n", "16 columns, the header has 15"),
    ],
)
def test_a_bad_row_is_named_by_file_and_line(write: Write, bad: str, says: str) -> None:
    path = write(GAY, bad, LESBIAN)

    with pytest.raises(TermbaseError) as caught:
        Termbase.load([path], "en", "ja")

    assert f"{path}:3: " in str(caught.value)
    assert says in str(caught.value)
    assert "--lenient" in str(caught.value)


def test_an_id_stands_once_in_a_file_and_in_a_folder(write: Write, tmp_path: Path) -> None:
    first = write(GAY, row("lesbian", "lesbian woman", "レズビアンの女性"), name="a.tsv")
    second = write(LESBIAN, name="b.tsv")

    with pytest.raises(TermbaseError) as caught:
        Termbase.load([tmp_path], "en", "ja")
    base = Termbase.load([tmp_path], "en", "ja", lenient=True)

    assert str(caught.value).startswith(f"{second}:2: the id lesbian is also at {first}:3")
    assert base.concepts["lesbian"].in_("en").preferred == "lesbian woman"
    assert [f"{second}:2: the id lesbian is also at {first}:3" in p for p in base.problems] == [
        True
    ]


def test_an_earlier_termbase_overrides_a_later_one(write: Write) -> None:
    """Somebody's own rows before those that ship: that is meant, and neither loading nor lint
    complains."""
    own = write(row("lesbian", "lesbian woman", "レズビアンの女性"), name="own.tsv")
    shipped = write(GAY, LESBIAN, name="shipped.tsv")

    base = Termbase.load([own, shipped], "en", "ja")

    assert base.concepts["lesbian"].in_("en").preferred == "lesbian woman"
    assert set(base.concepts) == {"lesbian", "gay-man"}
    assert lint([own, shipped]) == []


def test_a_row_that_is_not_utf8_is_one_bad_row(write: Write) -> None:
    path = write(GAY, LESBIAN)
    path.write_bytes(path.read_bytes().replace("レズビアン\t".encode(), b"\x83\x8c\t"))

    base = Termbase.load([path], "en", "ja", lenient=True)

    assert list(base.concepts) == ["gay-man"]
    assert base.problems[0].startswith(f"{path}:3: is not UTF-8: byte 0x83 at offset ")


def test_lenient_goes_on_without_a_file_that_is_no_termbase(write: Write) -> None:
    good = write(GAY, name="good.tsv")
    bad = write(header="colour\n", name="bad.tsv")

    base = Termbase.load([good.parent], "en", "ja", lenient=True)

    assert list(base.concepts) == ["gay-man"]
    assert base.problems[0].startswith(f"{bad}:1: the header line has no column")


def test_lenient_keeps_good_rows_and_says_what_it_passed_over(write: Write) -> None:
    base = Termbase.load([write(GAY, row("", "x"), LESBIAN)], "en", "ja", lenient=True)

    assert list(base.concepts) == ["gay-man", "lesbian"]
    assert len(base.problems) == 1
    assert ":3: the row has no id" in base.problems[0]


@pytest.mark.parametrize(
    ("header", "says"),
    [
        ("en\tja\n", "no column `id`"),
        ("id\tcolour\n", "unknown column 'colour'"),
        ("id\ten\ten\n", "twice"),
    ],
)
def test_a_bad_header(write: Write, header: str, says: str) -> None:
    with pytest.raises(TermbaseError, match=says):
        Termbase.load([write(header=header)], "en", "ja")


def test_files_that_are_none(tmp_path: Path) -> None:
    (tmp_path / "l.tsv").write_bytes(b"id\ten\na\t\xff\n")

    with pytest.raises(TermbaseError, match=r"l\.tsv:2: is not UTF-8"):
        Termbase.load([tmp_path / "l.tsv"], "en", "ja")
    with pytest.raises(TermbaseError, match="cannot be read"):
        Termbase.load([tmp_path / "none.tsv"], "en", "ja")
    (tmp_path / "empty").mkdir()
    with pytest.raises(TermbaseError, match="no termbase found"):
        Termbase.load([tmp_path / "empty"], "en", "ja")


@pytest.mark.parametrize(
    ("code", "rows"),
    [
        ("id", [row("Big Id", "x", "え")]),
        ("pos", [row("a", "x", "え", pos="thing")]),
        ("source", [row("a", "x", "え", source="")]),
        ("definition", [row("a", "x", "え", definition="")]),
        ("space", [row("a", "two  spaces", "え")]),
        ("preferred", [row("a", "x", "")]),
        ("repeated", [row("a", "x", "マイノリティ", ja_admitted="マイノリティー")]),
        ("balance", [row("a", "x", "え（あ")]),
        ("script", [row("a", "x", "latin")]),
        ("script", [row("a", "控訴", "控訴")]),
        ("reading", [row("a", "x", "控訴", reading="控訴")]),
        ("duplicate-id", [row("a", "x", "え"), row("a", "y", "お")]),
        ("overlap", [row("a", "x", "え"), row("b", "x", "お")]),
        ("contradiction", [row("a", "x", "え", ja_forbidden="え: 理由")]),
        ("contradiction", [row("a", "x", "え"), row("b", "y", "お", en_forbidden="x: dated")]),
        ("list", [row("a", "x", "え", en_admitted="y||z")]),
        ("list", [row("a", "x", "え", ja_admitted="|子")]),
        ("list", [row("a", "x", "え", en_admitted="y | z")]),
        ("control", [row("a", "x", "辰\x1b[31m")]),
        ("control", [row("a\x1b[31m", "x", "え")]),
        ("control", [row("a", "x", "え", ja_forbidden="お: だめ\x07")]),
        ("vague", [rated("high", "general knowledge")]),
        ("vague", [rated("high", "General knowledge; web")]),
        ("no-reading", [row("a", "x", "控訴", reading="こうそ"), row("b", "y", "上告")]),
        ("subject", [row("a", "x", "え"), row("b", "y", "お"), of("law", row("c", "z", "か"))]),
        ("subject", [row("a", "x", "え"), row("b", "y", "お"), of("", row("c", "z", "か"))]),
        ("no-id", [row("", "x", "え")]),
        ("reason", [row("a", "x", "え", ja_forbidden="お")]),
    ],
)
def test_lint_finds(write: Write, code: str, rows: list[str]) -> None:
    path = write(*rows)

    problems = lint([path])

    assert code in {problem.code for problem in problems}
    assert all(problem.path == str(path) and problem.line >= 2 for problem in problems)


def test_lint_lists_every_problem_and_unreadable_files(write: Write) -> None:
    bad = write(row("A", "x", "え", source=""), name="a.tsv")
    (bad.parent / "b.tsv").write_text("nothing\n", "utf-8")

    codes = [problem.code for problem in lint([bad.parent])]

    assert codes == ["id", "source", "file"]


def test_lint_is_silent_on_subjects_and_readings_where_there_is_no_rule(write: Write) -> None:
    """A file of many subjects, a kana term without a reading, a single row; a vague source beside
    one to read."""
    mixed = [row("a", "x", "え"), of("law", row("b", "y", "お")), of("news", row("c", "z", "か"))]
    meant = [
        row("f", "p", "え"),
        row("g", "q", "お"),
        of("law", row("h", "r", "か", note="On purpose.")),
    ]
    kana = [row("d", "u", "控訴", reading="こうそ"), row("e", "v", "カミングアウト")]
    known = rated("high", "JMdict (EDRDG); general knowledge")

    assert lint([write(*mixed)]) == []
    assert lint([write(*kana)]) == []
    assert lint([write(*meant)]) == []
    assert lint([write(known)]) == []


def test_lint_is_silent_on_good_rows_and_on_purpose(write: Write) -> None:
    twice = [row("a", "x", "え", note="On purpose: two senses."), row("b", "x", "お")]

    assert lint([write(GAY, LESBIAN, APPEAL, *twice)]) == []


@pytest.mark.parametrize(
    ("target", "kind"),
    [
        ("ゲイ男性が訴えた。", VerdictKind.HONOURED),
        ("ゲイの人が訴えた。", VerdictKind.ADMITTED),
        ("男性が訴えた。", VerdictKind.MISSING),
        ("ホモが訴えた。", VerdictKind.FORBIDDEN),
        ("ホモ・サピエンスが訴えた。", VerdictKind.MISSING),
    ],
)
def test_a_verdict(base: Termbase, target: str, kind: VerdictKind) -> None:
    assert verdict(base, "A gay man sued.", target) == [kind]


def test_a_slur_inside_a_neutral_word_is_none(base: Termbase) -> None:
    assert verdict(base, "A lesbian spoke.", "レズビアンが話した。") == [VerdictKind.HONOURED]


def test_a_forbidden_form_wins_over_an_approved_one_beside_it(base: Termbase) -> None:
    found = base.verdicts("A lesbian spoke.", "レズビアン、つまりレズが話した。")[0]

    assert found.kind is VerdictKind.FORBIDDEN
    assert (found.found, found.target_spans) == ("レズ", ((9, 11),))
    assert "レズビアンを使う" in found.reason


def test_a_forbidden_form_belongs_to_its_concept(base: Termbase) -> None:
    """ホモ is forbidden for gay man; without that concept in the source nobody asks."""
    assert verdict(base, "A lesbian spoke.", "レズビアンがホモと話した。") == [VerdictKind.HONOURED]


def test_approved_forms_of_other_concepts_in_play_mask(write: Write) -> None:
    act = row("the-act", "Special Cases Act", "性同一性障害特例法")
    person = row("trans", "transgender", "トランスジェンダー", ja_forbidden="性同一性障害: 病名")
    base = Termbase.load([write(act, person)], "en", "ja")

    kinds = verdict(
        base,
        "The Special Cases Act binds transgender people.",
        "性同一性障害特例法はトランスジェンダーの人々を縛る。",
    )

    assert kinds == [VerdictKind.HONOURED, VerdictKind.HONOURED]


def test_inconsistent_with_an_earlier_choice(base: Termbase) -> None:
    found = base.verdicts("They appealed.", "国は上告した。", choices={"appeal": "控訴する"})[0]

    assert found.kind is VerdictKind.INCONSISTENT
    assert "控訴する" in found.reason


def test_spans_on_both_sides(base: Termbase) -> None:
    source, target = "Yesterday they appealed.", "きのう控訴した。"
    found = base.verdicts(source, target)[0]

    assert [source[slice(*span)] for span in found.hit.spans] == ["appealed"]
    assert [target[slice(*span)] for span in found.target_spans] == ["控訴した"]


def test_one_form_for_several_concepts(write: Write) -> None:
    """Any of their targets satisfies it."""
    base = Termbase.load(
        [write(row("man", "partner", "パートナー"), row("firm", "partner", "共同経営者"))],
        "en",
        "ja",
    )

    hit = base.match("Her partner came.")[0]

    assert hit.concepts == ("man", "firm")
    assert verdict(base, "Her partner came.", "共同経営者が来た。") == [VerdictKind.HONOURED]
    assert verdict(base, "Her partner came.", "友人が来た。") == [VerdictKind.MISSING]


def test_the_longest_term_wins(write: Write) -> None:
    rows = [row("m", "marriage", "婚姻"), row("s", "same-sex marriage", "同性婚")]
    base = Termbase.load([write(*rows)], "en", "ja")

    assert [h.concepts for h in base.match("same-sex marriage and marriage")] == [("s",), ("m",)]


def test_a_forbidden_source_form_is_told(write: Write) -> None:
    base = Termbase.load(
        [write(row("gay", "gay", "ゲイ", en_forbidden="homosexuals: dated; use gay people"))],
        "en", "ja",
    )  # fmt: skip

    assert base.match("Homosexuals were jailed.")[0].forbidden == "dated; use gay people"


def test_choices_for_an_engine(base: Termbase) -> None:
    choice = base.choices(base.match("Two gay men came."))[0]

    assert choice.span == (4, 11)
    assert choice.targets == ("ゲイ男性", "ゲイ")
    assert choice.forbidden == ("ホモ",)


def test_the_other_direction(write: Write) -> None:
    base = Termbase.load([write(GAY, LESBIAN, APPEAL)], "ja", "en")

    assert verdict(base, "国は控訴した。", "The state appealed.") == [VerdictKind.HONOURED]


def test_where_approved_forms_stand(base: Termbase) -> None:
    assert base.find_targets("appeal", "控訴し、上告した。") == (
        ("控訴する", (0, 3)),
        ("上告する", (4, 8)),
    )


@pytest.mark.parametrize(
    ("query", "first"),
    [("lesbian", "lesbian"), ("lesbain", "lesbian"), ("レズビアン", "lesbian"), ("控訴", "appeal")],
)
def test_lookup(base: Termbase, query: str, first: str) -> None:
    assert lookup(base, query)[0].concept.id == first


@pytest.mark.parametrize(
    ("query", "answers"),
    [
        ("lesbians", ["lesbian"]),
        ("two lesbians and a gay man appealed", ["gay-man", "lesbian", "appeal"]),
        ("レズビアンとゲイ男性", ["lesbian", "gay-man"]),
        ("gay m", ["gay-man"]),
        ("ian", []),
        ("gaya manor house", []),
        ("g", []),
    ],
)
def test_lookup_reads_a_phrase(base: Termbase, query: str, answers: list[str]) -> None:
    """Terms stand in it in any form, the longest first; letters inside a word are no word."""
    assert [found.concept.id for found in lookup(base, query)] == answers


def test_lookup_finds_forbidden_forms_and_nothing(base: Termbase) -> None:
    assert lookup(base, "レズ", language="ja")[0].forbidden
    assert lookup(base, "qqqqqq") == []


def test_hostile_texts_do_no_harm(base: Termbase) -> None:
    for text in ("", "\0", "<b", "<b>" * 500, "a" * 20_000, "\u202e\ud800", "-" * 5000, "é́"):
        base.verdicts(text, text)


def test_the_glossary_that_ships(root: Path) -> None:
    """It loads strictly and lint has nothing to say."""
    folder = root / "glossary"
    if not list(folder.glob("*.tsv")):
        pytest.skip("no glossary/*.tsv in this checkout")

    assert [str(p) for p in lint([folder]) if p.code != "no-source"] == []
    assert len(Termbase.load([folder], "en", "ja").concepts) >= 100


@pytest.mark.parametrize("use", ["y: optional", "x: free", "x"])
def test_lint_finds_a_use_that_means_nothing(write: Write, use: str) -> None:
    """Of a form that the row has not, of a kind that nobody knows, of no kind."""
    path = write(
        row("a", "x", "え").rstrip("\n") + f"\t\t{use}\n", header=HEADER[:-1] + "\ten_use\n"
    )
    assert "use" in {problem.code for problem in lint([path])}


def test_what_a_text_must_hold_for_a_form_is_in_every_text_its_pattern_finds() -> None:
    """The quick question may let a text through in which nothing is found, never turn one away."""
    from workbench.config import shipped
    from workbench.language.fold import fold
    from workbench.terms.target_forms import needed, pattern

    whole = Termbase.load([shipped("glossary")], "en", "ja")
    forms = {form for c in whole.concepts.values() for form in c.in_("ja").approved}
    written = sorted(forms | {"差し止め", "差止", "手続き", "手続", "最高裁", "申し立て", "申立て"})
    for at, form in enumerate(written):
        for other in written[max(0, at - 20) : at + 20]:  # those that begin alike
            text = fold(f"この{other}は", "ja")[0]
            if not all(piece in text for piece in needed(form)):
                assert not pattern(form).search(text), (form, text)
