"""A term of one's own: one row, linted, written as a whole, known at once; nothing else of the file moves."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from threading import Thread

import pytest

from workbench.catalog import build_catalog
from workbench.config import Config
from workbench.desk.add_term import Added, NewTerm, add_term, own_termbase
from workbench.desk.desk import Desk
from workbench.desk.inspect import Inspector
from workbench.errors import TermbaseError
from workbench.model import Article, Kind, Paragraph, State, VerdictKind
from workbench.terms import lint

HEAD = "id\tsubject\tdefinition\tsource\ten\tja\tja_admitted\tja_forbidden\tja_reading"
LOWER = (
    HEAD
    + "\tja_except\nlaw.court\tlaw\tWhere cases are heard.\tStatutes\tcourt\t裁判所\t法廷\t庭: 別義\tさいばんしょ\n"
)


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """A folder of the user's own over a client's file that has `court`."""
    monkeypatch.setenv("WORKBENCH_DATA", str(tmp_path / "data"))
    (tmp_path / "mine").mkdir()
    (tmp_path / "client.tsv").write_text(LOWER, "utf-8")
    return Desk(Config(glossary=(tmp_path / "mine", tmp_path / "client.tsv")), "en", "ja")


def said(desk: Desk, source: str, target: str) -> list[VerdictKind]:
    return [verdict.kind for verdict in desk.termbase.verdicts(source, target)]


def rows(added: Added) -> list[dict[str, str]]:
    head, *lines = added.path.read_text("utf-8").rstrip("\n").split("\n")
    return [dict(zip(head.split("\t"), line.split("\t"), strict=False)) for line in lines]


def test_a_new_term_is_a_row_that_counts_at_once(desk: Desk, tmp_path: Path) -> None:
    """The file is made; the row says where the term was met; lint has nothing against it but that a person
    may still define it."""
    assert said(desk, "The gavel fell.", "木槌") == []
    added = add_term(desk, NewTerm(" the  gavel", "木槌", note="not 小槌", seen="a.po p3"))
    assert (added.path, added.line, added.new) == (tmp_path / "mine" / "own.tsv", 2, True)
    assert added.said() == f"the gavel = 木槌 added, {added.path}:2"
    (row,) = rows(added)
    assert (row["en"], row["ja"], row["note"], row["source"]) == (
        "the gavel",
        "木槌",
        "not 小槌",
        "a.po p3",
    )
    assert said(desk, "He dropped the gavel.", "木槌を") == [VerdictKind.HONOURED]
    assert [(p.code, p.severity) for p in lint([added.path])] == [("definition", "note")]


@pytest.mark.parametrize(
    ("status", "target", "now"),
    [
        ("preferred", "小槌", ("小槌", "木槌|槌", "ハンマー: 別物")),
        ("preferred", "槌", ("槌", "木槌", "ハンマー: 別物")),
        ("preferred", "ハンマー", ("ハンマー", "木槌|槌", "")),
        ("admitted", "小槌", ("木槌", "槌|小槌", "ハンマー: 別物")),
        ("admitted", "木槌", ("木槌", "槌", "ハンマー: 別物")),
        ("forbidden", "槌", ("木槌", "", "ハンマー: 別物|槌: 曖昧")),
        ("forbidden", "ハンマー", ("木槌", "槌", "ハンマー: 曖昧")),
    ],
)
def test_a_form_that_a_row_of_ones_own_has_gets_its_rendering_there(
    desk: Desk, tmp_path: Path, status: str, target: str, now: tuple[str, str, str]
) -> None:
    """In whatever file of the folder it is; comments, other rows and line ends stay."""
    before = (
        HEAD
        + "\r\n# mine\r\na\t\t\t\tGavels\t木槌\t槌\tハンマー: 別物\r\nb\t\t\t\tbench\t裁判官席\r\n"
    )
    file = tmp_path / "mine" / "tools.tsv"
    file.write_bytes(before.encode("utf-8-sig"))
    added = add_term(
        desk, NewTerm("gavel", target, status, "曖昧" if status == "forbidden" else "")
    )
    assert (added.path, added.line, added.new) == (file, 3, False)
    text = file.read_bytes().decode("utf-8")
    assert text.startswith("\ufeffid") and text.count("\r\n") == text.count("\n") == 4
    lines = text.split("\r\n")
    assert lines[1] == "# mine" and lines[3] == before.split("\r\n")[3]
    head = lines[0].lstrip("\ufeff").split("\t")
    row = dict.fromkeys(head, "") | dict(zip(head, lines[2].split("\t"), strict=False))
    assert (row["ja"], row["ja_admitted"], row["ja_forbidden"]) == now
    assert added.changed == (now != ("木槌", "槌", "ハンマー: 別物"))


def test_what_the_row_says_already_is_not_written_again(desk: Desk) -> None:
    """And that is what is said."""
    first = add_term(desk, NewTerm("gavel", "木槌"))
    stamp = first.path.stat().st_mtime_ns
    again = add_term(desk, NewTerm("Gavels", "木槌", "admitted"))
    assert not again.changed and "already" in again.said()
    assert first.path.stat().st_mtime_ns == stamp


def test_a_form_of_a_lower_layer_is_replaced_or_added_to(desk: Desk) -> None:
    """Preferred, one's own counts instead; admitted or forbidden, what was said there is said still."""
    add_term(desk, NewTerm("court", "公判廷", "admitted"))
    for target, kind in [
        ("公判廷", VerdictKind.ADMITTED), ("裁判所", VerdictKind.HONOURED), ("法廷", VerdictKind.ADMITTED),
        ("庭", VerdictKind.FORBIDDEN),
    ]:  # fmt: skip
        assert said(desk, "In court.", f"それは{target}だ") == [kind], target
    add_term(desk, NewTerm("court", "法廷", "forbidden", "公判廷"))
    assert said(desk, "In court.", "それは法廷だ") == [VerdictKind.FORBIDDEN]
    assert desk.termbase.concepts["law.court"].definition == "Where cases are heard."


def test_preferred_over_a_lower_layer_is_a_row_of_its_own(desk: Desk) -> None:
    """The client's other renderings of that form count no longer."""
    added = add_term(desk, NewTerm("court", "コート", pos="noun"))
    assert added.new and added.concept == "court"
    assert said(desk, "In court.", "コートで") == [VerdictKind.HONOURED]
    assert said(desk, "In court.", "裁判所で") == [VerdictKind.MISSING]


@pytest.mark.parametrize(
    ("term", "says"),
    [
        (NewTerm("", "木槌"), "a source and a target"),
        (NewTerm("gavel", " \n"), "a source and a target"),
        (NewTerm("x" * 201, "木槌"), "200 characters"),
        (NewTerm("gavel|mallet", "木槌"), "a bar divides terms"),
        (NewTerm("gavel", "木槌", "allowed"), "one of preferred, admitted, forbidden"),
        (NewTerm("court", "庭", "forbidden"), "needs a reason"),
        (NewTerm("gavel", "槌", "forbidden", "曖昧"), "what to use instead"),
        (NewTerm("court", "裁判所", "forbidden", "曖昧"), "裁判所 is what is preferred"),
        (NewTerm("court", "庭: 園", "forbidden", "曖昧"), "a colon divides"),
        (NewTerm("gavel", "木\x1b[2J槌"), "control character"),
        (NewTerm("gavel", "木槌（小"), "unbalanced"),
        (NewTerm("木槌", "木槌"), "Japanese in the column en"),
        (NewTerm("gavel", "gavel"), "no Japanese character"),
    ],
)
def test_what_is_no_term_is_refused_and_nothing_is_written(
    desk: Desk, tmp_path: Path, term: NewTerm, says: str
) -> None:
    """One line that says why."""
    with pytest.raises(TermbaseError, match=says):
        add_term(desk, term)
    assert list((tmp_path / "mine").iterdir()) == []


@pytest.mark.parametrize("source", ["#gavel", "gavel: the", '"gavel"', "gavel\ttab", "\ufeffgavel"])
def test_odd_words_come_back_as_they_are_or_are_refused(desk: Desk, source: str) -> None:
    """A row that would be read as a comment, as another cell or as a mark is none that is written."""
    try:
        added = add_term(desk, NewTerm(source, "木槌"))
    except TermbaseError:
        return
    terms = desk.termbase.concepts[added.concept].in_("en")
    assert terms.preferred == " ".join(source.split())


def test_where_an_upper_layer_says_otherwise_that_is_said(tmp_path: Path) -> None:
    """A file of another tool, named first, cannot take a row and counts before ours."""
    (tmp_path / "client.csv").write_text("en,ja\ngavel,小槌\n", "utf-8")
    (tmp_path / "mine.tsv").write_text(HEAD + "\n", "utf-8")
    desk = Desk(Config(glossary=(tmp_path / "client.csv", tmp_path / "mine.tsv")), "en", "ja")
    added = add_term(desk, NewTerm("gavel", "木槌"))
    assert added.path == tmp_path / "mine.tsv"
    assert "client.csv:2 counts before it" in added.said()


@pytest.mark.parametrize(
    ("glossary", "file"),
    [
        ((), "glossary/own.tsv"),
        (("mine", "shipped"), "mine/own.tsv"),
        (("a.csv", "b.tsv", "mine"), "b.tsv"),
        (("shipped", "a.csv"), ""),
        (("pair.tsv",), ""),
    ],
)
def test_the_file_is_the_first_that_can_take_a_term(
    tmp_path: Path, glossary: tuple[str, ...], file: str
) -> None:
    """What ships and what other tools own is never written to."""
    (tmp_path / "mine").mkdir()
    (tmp_path / "a.csv").write_text("en,ja\n")
    (tmp_path / "b.tsv").write_text(HEAD + "\n")
    (tmp_path / "pair.tsv").write_text("en\tja\n")
    config = Config(
        glossary=tuple(tmp_path / name for name in glossary), path=tmp_path / "workbench.toml"
    )
    if file:
        assert own_termbase(config) == tmp_path / file
    else:
        with pytest.raises(TermbaseError, match="none of its termbases can take a term"):
            own_termbase(config)


def test_a_file_that_cannot_be_read_is_left_as_it_is(desk: Desk, tmp_path: Path) -> None:
    """A row that is no UTF-8, a header that is none."""
    file = tmp_path / "mine" / "own.tsv"
    desk.termbase  # noqa: B018
    for data in (HEAD.encode() + "\na\t\t\t\tx\té\n".encode("latin-1"), b"en\tja\nx\ty\n"):
        file.write_bytes(data)
        with pytest.raises(TermbaseError, match=r"own\.tsv:"):
            add_term(desk, NewTerm("gavel", "木槌"))
        assert file.read_bytes() == data


def test_two_at_once_lose_nothing(desk: Desk, tmp_path: Path) -> None:
    """Editors side by side on one termbase."""
    words = ["gavel", "bench", "dock", "jury", "oath", "plea", "bail", "writ"]
    desks = [Desk(desk.config, "en", "ja") for _word in words]
    threads = [
        Thread(target=add_term, args=(one, NewTerm(word, f"語{n}")))
        for n, (one, word) in enumerate(zip(desks, words, strict=True))
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    text = (tmp_path / "mine" / "own.tsv").read_text("utf-8")
    assert sorted(line.split("\t")[0] for line in text.splitlines()[1:]) == sorted(words)


def test_the_editor_finds_what_the_new_term_demands(desk: Desk) -> None:
    """The next question about the same unit knows it: verdict and finding."""
    paragraph = Paragraph("The gavel fell.", Kind.PARAGRAPH, 1, 1, (0, 1))
    catalog = build_catalog(Article("a.txt", "text", "en", "utf-8", "", (paragraph,)), "en", "ja")
    unit = replace(catalog.unit("p1"), target="小槌が落ちた。", state=State.CONFIRMED)
    inspector = Inspector(desk, lambda: catalog)
    assert not [f for f in inspector.findings(unit) if f.check.startswith("terms.")]
    add_term(desk, NewTerm("gavel", "木槌"))
    assert [f.check for f in inspector.findings(unit) if f.check.startswith("terms.")] == [
        "terms.missing"
    ]
    assert [v.kind for v in inspector.verdicts(unit)] == [VerdictKind.MISSING]
