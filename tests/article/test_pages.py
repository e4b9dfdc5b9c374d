"""Pages: with every paragraph taken over the page is the page; nothing but words is ever replaced."""

from __future__ import annotations

import re
from collections import Counter

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from workbench.article import parse_article, write_article
from workbench.article.scan import Sort, tokens
from workbench.errors import DocumentError
from workbench.language.tags import TAG, unmatched
from workbench.model import Article, Kind


def read(source: str, name: str = "a.html", **asked: bool) -> Article:
    return parse_article(source.encode(), name, **asked)  # type: ignore[arg-type]


def texts(source: str, **asked: bool) -> list[str]:
    return [p.text for p in read(source, **asked).paragraphs]


def taken_over(article: Article, change: str = "") -> bytes:
    """The page with each paragraph's own text, or that text behind something else."""
    targets = {p.place: change + p.text for p in article.paragraphs}
    return write_article(article, targets, language=article.language or "en")


def rewritten(article: Article) -> str:
    """The page with other words in each paragraph, without the encoding that it then declares."""
    return taken_over(article, "訳").decode().replace('<meta charset="utf-8">', "", 1)


def markup(page: str) -> Counter[str]:
    """Every tag, comment and instruction of a page."""
    return Counter(page[t.start : t.end] for t in tokens(page))


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        ("<p>By <!-- -->Mio<!-- --> on <!--x-->Friday<!-- -->.</p>", ["By Mio on Friday."]),
        ("<p>In <!-- a --> court</p>", ["In court"]),
        ('<p>See <a href="/r">the ruling <svg><path d="M0"/></svg></a> now.</p>', ['See <a href="/r">the ruling <svg/></a> now.']),
        ("<p>Two <svg><a/></svg> and <svg><b/></svg> and <svg><a/></svg> icons</p>", ['Two <svg/> and <svg n="2"/> and <svg/> icons']),
        ("<p>Tick <input type=checkbox name=a> if you agree</p>", ["Tick <input/> if you agree"]),
        ("<p><input type=checkbox> I agree</p>", ["I agree"]),
        ("<p><svg></svg> Home <i class=icon></i></p>", ["Home"]),
        ("<p>Choose <select><option>Osaka<option>Kyoto</select> here</p>", ["Choose <select/> here", "Osaka", "Kyoto"]),
        ("<p>Watch <video src=v><p>No video here</p></video> now</p>", ["Watch <video/> now", "No video here"]),
        ("<p>The <my-badge>new</my-badge> rule</p>", ["The <x1>new</x1> rule"]),
        ("<p>The <o:p>old</o:p> and <foo>odd</foo> rule</p>", ["The <x1>old</x1> and <x2>odd</x2> rule"]),
        ("<x-card><x-title>Ruling</x-title><x-body>It fell.</x-body></x-card>", ["Ruling", "It fell."]),
        ("<div><button>Save</button> <button>Send</button></div>", ["Save", "Send"]),
        ("<p>Press <button>Save</button> to go on.</p>", ["Press <button>Save</button> to go on."]),
        ("<p>Mail <script>document.write('x')</script> us</p>", ["Mail <script/> us"]),
        ("<p>It is <?php echo $day ?> today, <!--#echo var='T' --> sharp</p>", ["It is <x1/> today, <x2/> sharp"]),
        ("<p>A <meta itemprop=d content=x>court <link rel=x>sat</p>", ["A <meta/>court <link/>sat"]),
        ("<p>Say <math><mi>x</mi></math> aloud</p>", ["Say <math/> aloud"]),
        ('<p>Go <noscript><img src="x"></noscript>on</p>', ["Go <noscript/>on"]),
    ],
)  # fmt: skip
def test_what_stands_in_a_sentence_does_not_cut_it(page: str, expected: list[str]) -> None:
    """Comments are not shown; icons, inputs, scripts and unknown elements are short stand-ins."""
    article = read(page)

    assert [p.text for p in article.paragraphs] == expected
    assert taken_over(article).decode() == page
    assert markup(rewritten(article)) == markup(page)


@pytest.mark.parametrize(
    "page",
    [
        '<a class="card" href="/7">Opinion <div>Why the ward said yes</div> Read on</a>',
        "<p>Read <a href=x>this <ul><li>item</ul> now</a> please</p>",
        "<span>One<p>two</p>three</span>",
        "<b>One<br><br>Two</b> and three",
        "<p>Open <i>end<p>Next <b>one</p> two</b> three</i>",
        "<p>Text</b> more <em>and</p>",
        "<label><input> Yes <small>maybe</label>",
        "<td><a href=1><img src=2></a><a href=3>Name<br>of it</a></td>",
        "<h2><a name=s></a>Heading<a class=anchor href=#s>#</a></h2>",
        "<table><tr><td>One<td>Two</table>",
        "<p>a < b and c > d &amp; e &lt;f&gt; &copy;</p>",
    ],
)
def test_links_and_boxes_around_blocks_stay(page: str) -> None:
    """Every tag is there, whether the texts are taken over or rewritten, and each text is balanced."""
    article = read(page)

    assert taken_over(article).decode() == page
    assert markup(rewritten(article)) == markup(page)
    assert not any(unmatched(p.text) for p in article.paragraphs)
    assert len(read(rewritten(article)).paragraphs) == len(article.paragraphs)


def test_structure_survives_a_target_that_forgets_it() -> None:
    """A tag that closes or opens something beyond the paragraph is put back; a stray one is text."""
    article = read("<p>One <i>two</p><p>three</i> four")
    page = write_article(article, {1: "One", 2: "three</b></div>"}, language="en").decode()

    assert page == "<p>One<i></p><p></i>three&lt;/b>&lt;/div>"


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        ('<p>The app <span translate="no">Futari</span> lists wards.</p>', ['The app <span translate="no">Futari</span> lists wards.']),
        ("<p>Press <kbd class='x notranslate'>F1</kbd> now.</p>", ["Press <kbd class='x notranslate'>F1</kbd> now."]),
        ('<p><b translate="no">Futari</b></p>', []),
        ('<div translate="no">a <p>b</p><p translate="yes">c</p></div><p>d</p>', ["c", "d"]),
        ('<p data-translate="no" class="not-notranslate">e</p>', ["e"]),
        ('<html translate="no"><p>f</p></html>', ["f"]),
    ],
)  # fmt: skip
def test_what_is_not_to_be_translated_stays_in_its_sentence(page: str, expected: list[str]) -> None:
    """Shown as it is and kept as it is, whatever a target makes of it."""
    if not expected:
        page += "<p>z</p>"
        expected = ["z"]

    article = read(page)

    assert [p.text for p in article.paragraphs] == expected
    changed = {
        p.place: p.text.replace("Futari", "The two").replace("F1", "Help")
        for p in article.paragraphs
    }
    assert write_article(article, changed, language="en").decode() == page


def test_tags_of_any_length_and_form_come_back_as_they_were() -> None:
    """A picture in the address, a line feed in a tag, capitals, no quotation marks."""
    data = "data:image/png;base64," + "A" * 9_000
    page = f'<p>See <IMG\n src="{data}"> and <A\nHREF=/x?a=1&b  class=c>that <img src=b.png></A > now</p>'
    article = read(page)

    assert [p.text for p in article.paragraphs] == [
        "See <img/> and <A HREF=/x?a=1&b class=c>that <img src=b.png></A > now"
    ]
    assert rewritten(article) == page.replace("See", "訳See")


def test_quotes_count_where_a_browser_counts_them() -> None:
    """`>` in a value ends no tag; a quotation mark nobody closes swallows no page."""
    assert texts('<p title="a>b">One</p><p class="x>Two <p>Three') == ["a>b", "One", "Two", "Three"]


ATTRIBUTES = """<html lang=en><head><title>T one</title><meta name=description content="All &quot;about&quot; it">
<meta property='og:title' content='Share me'><meta name=viewport content="width=device-width"></head><body>
<h1 title="Tip">Head</h1><p>A <img src=f.png alt="Rainbow flag"> b</p><input placeholder="Your name" value=x>
<input type=submit value=Send><p translate=no><img alt="Not me"></p><svg><a title="nor me"></a></svg><style title=q></style>
</body></html>"""


def test_attributes_are_texts_of_their_own_kind() -> None:
    """Those of images and tooltips always, the others when asked for; each written in its quotes."""
    article = read(ATTRIBUTES)
    shown = [(p.kind, p.text) for p in article.paragraphs]

    assert shown == [
        (Kind.TITLE, "T one"),
        (Kind.TOOLTIP, "Tip"),
        (Kind.HEADING, "Head"),
        (Kind.PARAGRAPH, 'A <img src=f.png alt="Rainbow flag"> b'),
        (Kind.IMAGE, "Rainbow flag"),
    ]
    full = read(ATTRIBUTES, attributes=True)
    assert [p.text for p in full.paragraphs if p.kind in {Kind.HINT, Kind.DESCRIPTION}] == [
        'All "about" it', "Share me", "Your name", "Send",
    ]  # fmt: skip
    assert {p.place: p.text for p in article.paragraphs}.items() <= {
        p.place: p.text for p in full.paragraphs
    }.items()
    assert [p.kind for p in read(ATTRIBUTES, attributes=False).paragraphs] == [
        Kind.TITLE,
        Kind.HEADING,
        Kind.PARAGRAPH,
    ]

    new = {
        p.place: {
            "Rainbow flag": '虹"旗" & <',
            "Share me": "it's",
            "Send": "送 る",
            'All "about" it': '"全"',
        }.get(p.text, p.text)
        for p in full.paragraphs
    }
    page = write_article(full, new, language="en").decode()
    assert '<img src=f.png alt="虹&quot;旗&quot; &amp; &lt;">' in page
    assert (
        "content='it&#39;s'" in page
        and 'value="送 る"' in page
        and 'content="&quot;全&quot;"' in page
    )


FRAME = """<html><title>Ruling</title><body class="has-sidebar"><nav><ul><li><a href=/>Home</a></ul></nav>
<header><a href=/>The Desk</a></header><div class="ad-box">Buy now</div>
<article><header><h1>The court ruled</h1></header><p>It ruled for all of the couples who had asked.</p>
<blockquote>Yes.<footer>Mio Hara</footer></blockquote><aside>Related: more</aside><p>It ends well for everybody here.</p></article>
<div id="newsletter-signup">Subscribe</div><footer>Imprint</footer></body></html>"""


def test_the_frame_of_a_page_comes_last() -> None:
    """Navigation, adverts, boxes and the footer stand behind the main text, or are left out."""
    main = ["Ruling", "The court ruled", "It ruled for all of the couples who had asked.", "Yes.", "Mio Hara",
            "It ends well for everybody here."]  # fmt: skip
    article = read(FRAME)

    assert [p.text for p in article.paragraphs if not p.frame] == main
    assert [p.text for p in article.paragraphs] == [
        *main, "Home", "The Desk", "Buy now", "Related: more", "Subscribe", "Imprint",
    ]  # fmt: skip
    assert texts(FRAME, main=True) == main
    assert [p.place for p in article.paragraphs] == list(range(1, 13))
    assert taken_over(article).decode() == FRAME


@pytest.mark.parametrize(
    ("page", "framed"),
    [
        ("<nav>Only</nav>", []),
        ("<p>a</p><main><p>b</p></main><p>c</p>", ["a", "c"]),
        ("<div role=main>Long text</div><div role=contentinfo>f</div>", ["f"]),
        ('<div class="sidebar-layout"><h1>H</h1><p>All of the text is in this box</p></div>', []),
        ("<p>All of the text</p>" + "<div><p>Read more</p></div>" * 3, ["Read more"] * 3),
    ],
)
def test_what_is_frame_and_what_is_not(page: str, framed: list[str]) -> None:
    """A page is never frame alone; a box with the headline or most of the text is none."""
    assert [p.text for p in read(page).paragraphs if p.frame] == framed


@pytest.mark.parametrize(
    ("head", "encoding", "declared"),
    [
        ('<!DOCTYPE html><html lang="en"><head><meta charset="windows-1252">', "cp1252", 'charset="utf-8"'),
        ('<meta http-equiv="Content-Type" content="text/html; charset=ISO-8859-1">', "cp1252", 'content="text/html; charset=utf-8"'),
        ("<!-- <meta charset=koi8-r> --><head><META CHARSET=latin1>", "cp1252", "<META CHARSET=utf-8>"),
        ('<?xml version="1.0" encoding="iso-8859-1"?><html><head><title>x</title></head>', "cp1252", 'encoding="utf-8"'),
        ("<!DOCTYPE html><html><head><title>x</title>", "ascii", '<head><meta charset="utf-8"><title>'),
        ("<!DOCTYPE html>\n<title>x</title>", "ascii", '<!DOCTYPE html>\n<meta charset="utf-8">\n<title>'),
        ("<html><body>", "ascii", '<meta charset="utf-8"><body>'),
        ('<?xml version="1.0"?>\n<html xmlns="x"><head>', "ascii", '<head><meta charset="utf-8"/>'),
    ],
)  # fmt: skip
def test_bytes_and_declaration_agree(head: str, encoding: str, declared: str) -> None:
    """Japanese in a page of another encoding: the page becomes UTF-8 and says so."""
    page = f"{head}<p>The caf{'é' if encoding == 'cp1252' else 'e'}</p>".encode(encoding)
    article = parse_article(page, "a.html")
    place = next(p.place for p in article.paragraphs if p.text.startswith("The caf"))
    made = write_article(article, {place: "喫茶店"}, language="ja")

    assert declared in made.decode("utf-8") and "<p>喫茶店</p>" in made.decode("utf-8")
    assert taken_over(article) == page


@pytest.mark.parametrize(
    ("page", "target", "expected"),
    [
        ("<meta charset=windows-1252><p>One café</p>".encode("cp1252"), "Über €", "cp1252"),
        ("<meta charset=Shift_JIS><p>文</p>".encode("cp932"), "東京", "cp932"),
        ("<meta charset=euc-jp><p>文</p>".encode("euc_jp"), "東京", "euc_jp"),
        ("\ufeff<p>One</p>".encode(), "東京", "utf-8"),
        ("\ufeff<p>One</p>".encode("utf-16-be"), "東京", "utf-16-be"),
        ("\ufeff<p>One</p>".encode("utf-16-le"), "東京", "utf-16-le"),
    ],
)
def test_an_encoding_that_has_all_characters_stays(page: bytes, target: str, expected: str) -> None:
    """And so does the byte order mark."""
    article = parse_article(page, "a.html")
    source = article.paragraphs[0].text
    made = write_article(article, {1: target}, language="ja")

    assert made == page.replace(source.encode(expected), target.encode(expected))


def test_characters_with_two_codes_keep_theirs() -> None:
    """Shift_JIS has some signs twice; outside the texts each keeps the bytes it had."""
    page = b"<meta charset=Shift_JIS><p title='\xee\xf9'>\x95\xb6</p><script>'\xee\xf9\xfa\x54'</script>"
    article = parse_article(page, "a.html")

    assert taken_over(article) == page
    made = write_article(article, {1: "東京"}, language="ja")
    assert made == page.replace(b"\x95\xb6", "東京".encode("cp932"))


def test_line_ends_of_every_kind_stay() -> None:
    """Also where they are mixed, and in preformatted text."""
    page = "<p>One\r\ntwo</p>\r<pre>a\r\nb</pre>\n<p>Three</p>\r\n"
    article = read(page)

    assert [p.text for p in article.paragraphs] == ["One two", "a\nb", "Three"]
    assert taken_over(article).decode() == page
    assert [p.line for p in article.paragraphs] == [1, 3, 5]


PIECES = st.sampled_from(
    "<p>|</p>|<div>|</div>|<a href=/x>|</a>|<b>|</b>|<br>|<br><br>|<img alt='Al t'>|<svg><path/></svg>|<svg>|</svg>"
    "|<!-- c -->|<?php x ?>|<span translate=no>Kept</span>|<x-y>|</x-y>|<select><option>Opt</select>|<li>|<ul>|</ul>"
    "|<td>|<button>|</button>|<script>if(a<b)</script>|<pre>|</pre>|word |One. |, |&amp;|&nbsp;|\n|\r\n| |<|>|\"|'|<a \"|é|、"
    "|<title>Ti</title>|<textarea>t</textarea>|<video>|</video>|<nav>|</nav>|<input>|<span>|</span>|<o:p>|</o:p>|<table>|x".split("|")
)  # fmt: skip


@given(st.lists(PIECES, max_size=30).map("".join))
def test_any_page_taken_over_is_the_same_page(page: str) -> None:
    """By construction: whatever the markup, with or without the attributes."""
    data = page.encode()
    try:
        article = parse_article(data, "a.html", attributes=True)
    except DocumentError as error:
        assert "holds no text" in str(error) or "is empty" in str(error)
        return
    assert taken_over(article) == data
    spans = [p.span for p in article.paragraphs]
    assert all(article.text[a:b].strip() for a, b in spans) and len(set(spans)) == len(spans)


@given(st.lists(PIECES, max_size=30).map("".join))
@example("word <br>&nbsp;<br><")
def test_any_page_rewritten_keeps_its_markup(page: str) -> None:
    """Every tag and comment of the source is there once, and the page reads as many paragraphs."""
    try:
        article = parse_article(page.encode(), "a.html")
    except DocumentError as error:
        assert "holds no text" in str(error) or "is empty" in str(error)
        return
    targets = {p.place: "字" + p.text for p in article.paragraphs if p.kind is not Kind.IMAGE}
    made = write_article(article, targets, language="en").decode()

    made = made.replace('<meta charset="utf-8">', "", 1)
    assert markup(made) == markup(page)
    assert not any(unmatched(p.text) for p in article.paragraphs)
    again = parse_article(made.encode(), "a.html")
    shown = [p.text.replace("&lt;", "<") for p in again.paragraphs if p.kind is not Kind.IMAGE]
    assert shown == [
        "字" + p.text.replace("&lt;", "<") for p in article.paragraphs if p.kind is not Kind.IMAGE
    ]


def test_stand_ins_are_tags_to_the_checks() -> None:
    """Each is found by the pattern that checks, engines and terms use."""
    text = texts("<p>A <svg></svg> b <foo>c</foo> d <?x ?> e</p>")[0]

    assert [m.group() for m in TAG.finditer(text)] == ["<svg/>", "<x1>", "</x1>", "<x2/>"]
    assert [t.sort for t in tokens("<!-- a --></b><i><?x ?>")] == [
        Sort.HIDDEN,
        Sort.CLOSE,
        Sort.OPEN,
        Sort.CODE,
    ]
    assert re.sub("<[^>]*>", "", text) == "A  b c d  e"
