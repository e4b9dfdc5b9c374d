"""Articles: every format people send, every encoding, nothing lost, hostile input refused."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from tests.growth import grows_at_most
from workbench.article import parse_article, read_article, write_article
from workbench.article.html import html_blocks
from workbench.article.read import LONGEST
from workbench.errors import DocumentError
from workbench.model import Kind


def texts(source: str, name: str = "a.html") -> list[str]:
    return [p.text for p in parse_article(source.encode(), name).paragraphs]


def test_the_real_article_is_27_paragraphs_twice(shared: Path) -> None:
    """HTML glued by `</p>.<p>` in a .txt file: no stray full stops, the same text on two lines."""
    article = read_article(shared / "article" / "tokyo-partnership.txt")
    found = [p.text for p in article.paragraphs]

    assert (article.format, len(found)) == ("html", 54)
    assert found[:27] == found[27:] and len(set(found)) == 27
    assert {1, 2} == {p.line for p in article.paragraphs}
    assert all(text[0] not in ". " and text[-1] not in " " for text in found)
    letters = "".join(c for c in article.text.replace("<p>", "").replace("</p>", "") if c.isalnum())
    assert letters == "".join(c for c in "".join(found) if c.isalnum())


PAGE = """<!DOCTYPE html>
<html lang="en-GB"><head><title>News &amp; views</title><style>p{color:red}</style></head>
<body><!-- <p>no</p> --><h1>Court <em>rules</em></h1>
<p>One<br>line, AT&amp;T said &#8220;yes&#8221;.
<p>Unclosed <b>bold</p><ul><li><a href="/x">Home</a><li>Two</ul>
<figure><figcaption>A photo</figcaption></figure>
<table><tr><th>Head</th><td>Cell</td></tr></table>
<blockquote><p>Said so</p></blockquote>
<p translate="no">keep <b>me</b></p><div class="x notranslate">and me</div>
<script>if (a < b) document.write("<p>never</p>")</script>
<p>&nbsp;</p><p>. . .</p><p>a &lt;b&gt; c</p></body></html>"""


def test_a_page_gives_its_paragraphs_with_their_kinds() -> None:
    """Headings with level, list items, captions, quotes, cells; code and comments are not text."""
    article = parse_article(PAGE.encode(), "a.html")

    assert article.language == "en-GB"
    assert [(p.kind.value, p.level, p.text) for p in article.paragraphs] == [
        ("title", 0, "News & views"),
        ("heading", 1, "Court <em>rules</em>"),
        ("paragraph", 0, "One<br>line, AT&T said “yes”."),
        ("paragraph", 0, "Unclosed <b/>bold"),
        ("list item", 0, "Home"),
        ("list item", 0, "Two"),
        ("caption", 0, "A photo"),
        ("table cell", 0, "Head"),
        ("table cell", 0, "Cell"),
        ("quote", 0, "Said so"),
        ("paragraph", 0, "a &lt;b> c"),
    ]
    assert all(PAGE.splitlines()[p.line - 1] for p in article.paragraphs)


def test_the_finished_page_changes_only_the_paragraphs() -> None:
    """Everything between them stays; lang follows; foreign tags in a target come out as text."""
    article = parse_article(PAGE.encode(), "a.html")
    out = write_article(
        article, {2: "裁判所が<em>判断</em>", 5: "<script>x</script>", 1: "R&D"}, language="ja"
    ).decode()

    assert '<html lang="ja">' in out
    assert "<h1>裁判所が<em>判断</em></h1>" in out
    assert '<a href="/x">&lt;script>x&lt;/script></a>' in out
    assert "<title>R&amp;D</title>" in out
    assert '<p translate="no">keep <b>me</b></p>' in out and "<li>Two" in out


LABELLED = """<html{html}><body lang="en" class=x><article xml:lang='en-GB' lang=EN>
<p lang="en">Nobody came.</p><p lang="en">It rained.</p>
<p>He said <i lang="en">yes</i>, <i lang="fr">oui</i>.</p><img lang="en" alt="A bird" src="b.png">
<div lang="fr"><p>Bonjour <b>à</b> tous.</p></div><pre lang="en">code here</pre>
<p lang="en" translate="no">Kept as it is</p><p lang="en">Last<p lang="en">Left</article></body></html>"""


@pytest.mark.parametrize("html", [' lang="en"', "", ' lang="en-US"'])
def test_an_element_in_the_articles_language_follows_its_text(html: str) -> None:
    """Where a text in it changed; third languages, what is not translated and tags in a text stay."""
    page = LABELLED.format(html=html)
    article = replace(parse_article(page.encode(), "a.html"), language="en")
    new = {"Nobody came.": "誰も来なかった。", "A bird": "鳥", "Left": "左",
           'He said <i lang="en">yes</i>, <i lang="fr">oui</i>.':
           '彼は<i lang="en">yes</i>、<i lang="fr">oui</i>と言った。'}  # fmt: skip
    targets = {p.place: new[p.text] for p in article.paragraphs if p.text in new}
    assert len(targets) == len(new)
    out = write_article(article, targets, language="ja").decode()

    for piece in (
        '<html lang="ja">', '<body lang="ja" class=x>', "<article xml:lang='ja' lang=ja>",
        '<p lang="ja">誰も来なかった。</p>', '<p lang="en">It rained.</p>', '<i lang="en">yes</i>',
        '<i lang="fr">oui</i>', '<img lang="ja" alt="鳥"', '<div lang="fr">', '<pre lang="en">',
        '<p lang="en" translate="no">', '<p lang="ja">左</article>',
    ):  # fmt: skip
        assert piece in out, (piece, out)
    assert write_article(article, targets, language="en-GB").count(b"ja") == 0


def test_without_targets_the_page_comes_back_as_it_was() -> None:
    """Reading and writing lose nothing but the language label."""
    article = parse_article(PAGE.replace("\n", "\r\n").encode(), "a.html")
    same = PAGE.replace("\n", "\r\n").replace('lang="en-GB"', 'lang="ja"')

    assert same.encode() == write_article(article, {}, language="ja")


MARKDOWN = """---
title: front matter
---
# Head *ing*

A para
wrapped **bold**.

> quote one
> quote two

- item one
- item two
  goes on

| a | b |
|---|---|
| c | d |

```
code
```
<div><p>html <b>x</b></p></div>
"""


def test_markdown_gives_blocks_and_takes_targets_back() -> None:
    """Quotes and lists keep their marks, code and front matter are left alone."""
    article = parse_article(MARKDOWN.encode(), "a.md")

    assert [(p.kind, p.line, p.text) for p in article.paragraphs] == [
        (Kind.HEADING, 4, "Head *ing*"),
        (Kind.PARAGRAPH, 6, "A para wrapped **bold**."),
        (Kind.QUOTE, 9, "quote one quote two"),
        (Kind.LIST_ITEM, 12, "item one"),
        (Kind.LIST_ITEM, 13, "item two goes on"),
        (Kind.CELL, 16, "a"),
        (Kind.CELL, 16, "b"),
        (Kind.CELL, 18, "c"),
        (Kind.CELL, 18, "d"),
        (Kind.PARAGRAPH, 23, "html <b>x</b>"),
    ]
    out = write_article(article, {3: "引用", 5: "項目", 6: "縦|棒"}, language="ja").decode()
    assert "> 引用\n\n- item one\n- 項目\n\n| 縦\\|棒 | b |" in out
    assert "```\ncode\n```" in out and out.startswith("---\ntitle: front matter\n---\n# Head")


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("One\nTwo\n\n", ["One", "Two"]),
        ("One\nwrapped\n\nTwo\n", ["One wrapped", "Two"]),
        ("***\n\nOne\n\n---\n", ["One"]),
        ("\ufeffOne", ["One"]),
    ],
)
def test_plain_text_by_blank_lines_or_by_lines(source: str, expected: list[str]) -> None:
    """Blank lines separate where there are any; lines without letters are not paragraphs."""
    assert expected == texts(source, "a.txt")


JAPANESE = "東京都は火曜日、同性カップルに証明書を発行した。\n"


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (JAPANESE.encode("utf-8"), "utf-8"),
        (JAPANESE.encode("utf-8-sig"), "utf-8"),
        (JAPANESE.encode("utf-16"), "utf-16"),
        (JAPANESE.encode("cp932"), "cp932"),
        (JAPANESE.encode("euc_jp"), "euc_jp"),
        (JAPANESE.encode("iso2022_jp"), "iso2022_jp"),
        (b"<meta charset=Shift_JIS><p>" + JAPANESE.encode("cp932"), "cp932"),
        (b'<?xml version="1.0" encoding="EUC-JP"?><p>' + JAPANESE.encode("euc_jp"), "euc_jp"),
        ("“Café” costs €5 – naïve".encode("cp1252"), "cp1252"),
        (b'<meta charset="iso-8859-1"><p>' + "“Café”".encode("cp1252"), "cp1252"),
    ],
)
def test_encodings_are_marked_declared_or_recognised(data: bytes, encoding: str) -> None:
    """What newsrooms send is read without asking, and right."""
    article = parse_article(data, "a.txt")

    assert encoding == article.encoding
    assert ("証明書" in article.text) or ("Café" in article.text and "€" in article.text + "€")


@pytest.mark.parametrize(
    ("data", "asked", "says"),
    [
        (b"", None, "a.txt: is empty"),
        (b"  \n", None, "is empty"),
        (b"\x89PNG\0\0", None, "is not text: NUL byte at offset 4"),
        (b"<p>ok</p>\n<p>\xff\xfe\xfa</p>", "utf-8", "byte 0xff at offset 13, line 2"),
        (b"\xef\xbb\xbfHello \xff", None, "byte 0xff at offset 9, line 1"),
        (b'<meta charset="utf-8"><p>caf\xe9</p>', None, r"declared in the file\): byte 0xe9 at offset 28"),
        (b'<meta charset="klingon"><p>x</p>', None, "klingon .* is not known"),
        (b"<p></p><p>...</p>", None, "holds no text to translate"),
        (b"<p>" + b"x" * (LONGEST + 1), None, "a.txt:1: a paragraph has 10000001 characters"),
    ],
)  # fmt: skip
def test_bad_input_is_one_clear_line(data: bytes, asked: str | None, says: str) -> None:
    """What, where (byte offset and line), what to do."""
    with pytest.raises(DocumentError, match=says):
        parse_article(data, "a.txt", encoding=asked)


def test_missing_files_folders_and_formats_are_said(tmp_path: Path) -> None:
    """Each with its path and a next step."""
    (tmp_path / "a.pdf").write_bytes(b"%PDF")
    for path, says in [
        (tmp_path / "none.html", "cannot be read"),
        (tmp_path, "is a folder"),
        (tmp_path / "a.pdf", "the format .pdf is not read"),
    ]:
        with pytest.raises(DocumentError, match=says):
            read_article(path)


@pytest.mark.parametrize(
    "piece", ["<!--", '<a "', "<a '", "<p ", "<", "<div>", "<script>", "<b>", "&", "&lt", "<p><b>x", "<![CDATA["]
)  # fmt: skip
def test_hostile_markup_takes_linear_time(piece: str) -> None:
    """Twenty times the input takes less than sixty times the time (quadratic would be 400)."""
    grows_at_most(
        60, lambda _: html_blocks(piece * 4_000 + "x"), lambda _: html_blocks(piece * 80_000 + "x")
    )


def test_utf_16_declared_in_ascii_is_utf_8() -> None:
    """As browsers read it: a declaration that can be found byte by byte is not in UTF-16."""
    article = parse_article(b'<meta charset="utf-16"><p>caf\xc3\xa9</p>', "a.html")

    assert [p.text for p in article.paragraphs] == ["café"]


@pytest.mark.parametrize("name", ["job.xlf", "job.sdlxliff", "JOB.MQXLIFF"])
def test_a_bilingual_file_is_no_article(tmp_path: Path, name: str) -> None:
    """It has two languages; the error names the command that takes it."""
    path = tmp_path / name
    path.write_text("<xliff version='1.2'/>", "utf-8")
    with pytest.raises(DocumentError, match="workbench import"):
        read_article(path)
