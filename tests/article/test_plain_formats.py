"""Markdown and text keep their form; formats are found by name, and others may bring theirs."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.article import formats, parse_article, write_article
from workbench.article.documents import OURS, format_of
from workbench.errors import DocumentError
from workbench.model import Article, Kind, Paragraph


def shown(source: str, name: str, **asked: bool) -> list[str]:
    return [p.text for p in parse_article(source.encode(), name, **asked).paragraphs]  # type: ignore[arg-type]


def rewritten(source: str, name: str, **asked: bool) -> str:
    article = parse_article(source.encode(), name, **asked)  # type: ignore[arg-type]
    same = write_article(article, {p.place: p.text for p in article.paragraphs}, language="ja")
    assert same == source.encode()
    return write_article(
        article, {p.place: "訳" + p.text for p in article.paragraphs}, language="ja"
    ).decode()


@pytest.mark.parametrize(
    ("source", "texts", "made"),
    [
        ("One  \ntwo\\\nthree\nfour", ["One\ntwo\nthree four"], "訳One  \ntwo  \nthree four"),
        ("> One  \n> two", ["One\ntwo"], "> 訳One  \n> two"),
        ("- One\\\n  two", ["One\ntwo"], "- 訳One\\\n  two"),
        ("| a \\| b | c |\n|---|---|\n| `d \\| e` | |", ["a | b", "c", "`d | e`"], "| 訳a \\| b | 訳c |\n|---|---|\n| 訳`d \\| e` | |"),
        ("> | a | b |\n> |---|---|\n> | c | d |", ["a", "b", "c", "d"], "> | 訳a | 訳b |\n> |---|---|\n> | 訳c | 訳d |"),
        ('!!! note "Two"\n    In it.\n\n    More.\n\nOut', ["Two", "In it.", "More.", "Out"], '!!! note "訳Two"\n    訳In it.\n\n    訳More.\n\n訳Out'),
        ("- item\n\n    ??? tip\n        Deep.\n", ["item", "Deep."], "- 訳item\n\n    ??? tip\n        訳Deep.\n"),
        ('=== "Tab"\n\n    Text\n', ["Tab", "Text"], '=== "訳Tab"\n\n    訳Text\n'),
        ("::: tip Be kind\nText\n:::\nAfter", ["Be kind", "Text", "After"], "::: tip 訳Be kind\n訳Text\n:::\n訳After"),
        (":::note[Be kind]\nText\n:::", ["Be kind", "Text"], ":::note[訳Be kind]\n訳Text\n:::"),
        ("> [!NOTE]\n> Mind it.", ["Mind it."], "> [!NOTE]\n> 訳Mind it."),
        ("> [!tip]+ Mine\n> Mind it.", ["Mine", "Mind it."], "> [!tip]+ 訳Mine\n> 訳Mind it."),
        ("See[^1].\n\n[^1]: Word\n\n[^b]: Two\n    more", ["See[^1].", "Word", "Two more"], "訳See[^1].\n\n[^1]: 訳Word\n\n[^b]: 訳Two more"),
        ("Term\n:   Meaning\n    of it\n\nOther\n: two", ["Term", "Meaning of it", "Other", "two"], "訳Term\n:   訳Meaning of it\n\n訳Other\n: 訳two"),
        ('A [b][ref] and [c](d "e").\n\n[ref]: /x "T"', ['A [b][ref] and [c](d "e").'], '訳A [b][ref] and [c](d "e").\n\n[ref]: /x "T"'),
        ("See [the Ruling], [it][], `[it]` and [no].\n\n[the ruling]: /x\n[it]: /y", ["See [the Ruling][the Ruling], [it][it], `[it]` and [no]."], "訳See [the Ruling][the Ruling], [it][it], `[it]` and [no].\n\n[the ruling]: /x\n[it]: /y"),
        ("- [ ] do it\n- [x] done", ["do it", "done"], "- [ ] 訳do it\n- [x] 訳done"),
        ("## Head {#id}\n\nT\n=\n", ["Head", "T"], "## 訳Head {#id}\n\n訳T\n=\n"),
        ("Text\n{: .lead}\n\n{% include x %}\n\n$$\na\n$$\n", ["Text"], "訳Text\n{: .lead}\n\n{% include x %}\n\n$$\na\n$$\n"),
        ("<div>\n<p>a <!-- c -->b</p></div>\n\nx <b>y</b>", ["a b", "x <b>y</b>"], "<div>\n<p>訳a b<!-- c --></p></div>\n\n訳x <b>y</b>"),
        ("東京都は\n発表した。", ["東京都は発表した。"], "訳東京都は発表した。"),
        ("One\r\n\r\n- two  \r\n  three\r\n", ["One", "two\nthree"], "訳One\r\n\r\n- 訳two  \r\n  three\r\n"),
    ],
)  # fmt: skip
def test_markdown_keeps_its_form(source: str, texts: list[str], made: str) -> None:
    """What is no word stays outside the units or comes back as it was."""
    assert shown(source, "a.md") == texts
    assert rewritten(source, "a.md") == made.replace("two  \nthree", "two  \nthree")


def test_a_line_of_a_target_starts_no_list() -> None:
    """What would read as a mark of a block is escaped."""
    article = parse_article(b"One\n\n- two", "a.md")
    made = write_article(article, {1: "1. 一", 2: "# 二"}, language="ja").decode()

    assert made == "1\\. 一\n\n- \\# 二"


def test_front_matter_is_an_attribute() -> None:
    """Title and description, when asked for, in quotation marks where they need some."""
    source = "---\ntitle: One: two\ndescription: 'It''s'\nlayout: post\nsummary: Plain\n---\nText\n"
    article = parse_article(source.encode(), "a.md", attributes=True)

    assert [(p.kind, p.text) for p in article.paragraphs][1:] == [
        (Kind.DESCRIPTION, "One: two"), (Kind.DESCRIPTION, "It's"), (Kind.DESCRIPTION, "Plain"),
    ]  # fmt: skip
    assert shown(source, "a.md") == ["Text"]
    made = write_article(article, {2: '"a": b', 3: "c'd", 4: "東 京"}, language="ja").decode()
    assert (
        'title: "\\"a\\": b"\n' in made
        and "description: 'c''d'\n" in made
        and "summary: 東 京\n" in made
    )


@pytest.mark.parametrize(
    ("source", "texts"),
    [
        ("Three:\n- a seal\n- an ID\n  card\n\nEnd", ["Three:", "a seal", "an ID card", "End"]),
        ("1. one\n2. two\n\nEnd", ["one", "two", "End"]),
        ("1. Only one\n\nEnd", ["1. Only one", "End"]),
        ("・印鑑\n・身分証\n\n以上", ["印鑑", "身分証", "以上"]),
        ("Ward Office\n1-5-25 Shibakoen\nTokyo\n\nEnd", ["Ward Office\n1-5-25 Shibakoen\nTokyo", "End"]),
        ("Roses are red,\nviolets are blue.\n\nEnd", ["Roses are red,\nviolets are blue.", "End"]),
        ("> They wrote\n> to us\n\nEnd", ["They wrote to us", "End"]),
        ("Title\n=====\n\nEnd", ["Title", "End"]),
        ("東京都は火曜日、同性カップルに証明書を発行したと発表し、\n制度の運用を開始した。\n\n以上", ["東京都は火曜日、同性カップルに証明書を発行したと発表し、制度の運用を開始した。", "以上"]),
        ("apple\npear\nplum\n", ["apple", "pear", "plum"]),
    ],
)  # fmt: skip
def test_text_keeps_its_lines(source: str, texts: list[str]) -> None:
    """Lists, addresses, verse and quoted letters; what was only wrapped is joined."""
    assert shown(source, "a.txt") == texts
    made = rewritten(source, "a.txt")
    assert made.count("\n") == source.count("\n") - sum(
        "\n" not in text and text not in source for text in texts
    )


PIECES = st.sampled_from(
    """# ~> ~- ~* ~1. ~    ~  ~\n~\n\n~  \n~\\\n~\r\n~word ~One. ~**b** ~`c|d` ~[^1]: ~: ~!!! note "T"~::: tip~:::~\\|
~<div>~</div>~<b>~<!-- ~-->~[a](b)~[r]: /x~```~$$~{#i}~東京~。~\t~=====~[!NOTE]~・~(a) ~---~|~|---|---|\n~| a | b |\n""".split("~")
)  # fmt: skip


@pytest.mark.parametrize("name", ["a.md", "a.txt"])
@given(source=st.lists(PIECES, max_size=25).map("".join))
def test_any_text_taken_over_is_the_same(name: str, source: str) -> None:
    """Byte for byte; and other words leave every other line alone."""
    try:
        article = parse_article(source.encode(), name, attributes=True)
    except DocumentError:
        return
    same = {p.place: p.text for p in article.paragraphs}
    assert write_article(article, same, language="en") == source.encode()
    spans = sorted(p.span for p in article.paragraphs)
    assert all(a[1] <= b[0] for a, b in pairwise(spans))


class Rows:
    """A format of another distribution: a text a line, behind a number."""

    name = "rows"
    suffixes = (".rows",)

    def recognises(self, head: bytes, name: str) -> bool:
        return head.startswith(b"#rows")

    def read(self, data: bytes, name: str, *, encoding: str | None = None) -> Article:
        text = data.decode()
        rows = tuple(
            Paragraph(row, Kind.PARAGRAPH, n, n, (0, 0))
            for n, row in enumerate(text.split("\n"), 1)
        )
        return Article(name, self.name, None, "utf-8", text, rows, data=data)

    def write(self, article: Article, targets: Mapping[int, str], *, language: str) -> bytes:
        return "\n".join(targets.get(p.place, p.text) for p in article.paragraphs).encode()


class Entry:
    name, value = "rows", "elsewhere:Rows"

    def load(self) -> type[Rows]:
        return Rows


def test_another_distribution_brings_a_format(monkeypatch: pytest.MonkeyPatch, root: Path) -> None:
    """By suffix, or by how a text begins; ours are declared in the same group."""
    monkeypatch.setattr("workbench.extensions.extensions", lambda group: [Entry()])

    article = parse_article(b"a\nb", "x.rows")
    assert (article.format, len(article.paragraphs)) == ("rows", 2)
    assert write_article(article, {2: "c"}, language="ja") == b"a\nc"
    assert parse_article(b"#rows\nb", "x.txt").format == "rows"
    assert [each.name for each in formats()] == ["rows", *OURS]
    declared = tomllib.loads((root / "pyproject.toml").read_text())["project"]["entry-points"]
    assert declared["workbench.documents"] == OURS
    for each in map(format_of, ("html", "markdown", "text")):
        assert each.suffixes and parse_article(b"<p>One</p>", "a" + each.suffixes[0]).paragraphs
