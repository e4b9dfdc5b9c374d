"""Markdown: where its paragraphs are.

Lives here: MarkdownFormat. CommonMark, tables, footnotes, definition lists, admonitions (`!!!`, `:::`,
`> [!NOTE]`) and tabs; headings, paragraphs, items, quotes and cells are found with their place in the text,
inline markup stays as written, a hard break is a line feed. Code blocks and formulas are not text to
translate; raw HTML blocks are read as HTML; title and description of the front matter are attributes.
May import: language, model and the modules of this room; markdown-it-py, mdit-py-plugins.
Apart from `read` because this is one format's grammar.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from workbench.article.blocks import Block, Copy, Part, finished, line_at, lines_of, paragraphs
from workbench.article.charset import assembled
from workbench.article.decode import decode
from workbench.article.html import html_blocks
from workbench.article.lines import Line, joint
from workbench.model import Article, Kind, Span

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.ruler import RuleOptionsType
    from markdown_it.rules_block import StateBlock
    from markdown_it.token import Token

_FRONT = re.compile(r"\A(---|\+\+\+)[ \t]*(?:\r\n?|\n).*?(?:\r\n?|\n)\1[ \t]*(?=\r|\n|\Z)", re.S)
_FIELD = re.compile(
    r"^(?:title|subtitle|description|summary|excerpt)[ \t]*[:=][ \t]*(?P<value>[^\s|>&*!%#\[{][^\r\n]*?)[ \t]*$",
    re.M,
)
_PLAIN = re.compile(r"""[^\s\-?:,\[\]{}#&*!|>'"%@`](?:[^:#\r\n]|:(?=\S)|(?<=\S)#)*""")
_KINDS = {
    "list_item_open": Kind.LIST_ITEM,
    "dd_open": Kind.LIST_ITEM,
    "dt_open": Kind.LIST_ITEM,
    "blockquote_open": Kind.QUOTE,
    "heading_open": Kind.HEADING,
    "th_open": Kind.CELL,
    "td_open": Kind.CELL,
}
_MARKED = re.compile(r"""(?:!!!|\?\?\?\+?)[ \t]+\S|===[!+]*[ \t]+["']""")
_TITLE = re.compile(r"""["'](?P<title>.*)["']\s*$""")
_COLONS = re.compile(
    r":{3,}(?!:)[ \t]*(?:[\w{][^\[\r\n]*?)?(?:[ \t]+(?P<plain>[^\s{\[][^\r\n]*)|\[(?P<title>[^\]\r\n]*)\].*)?[ \t]*$"
)
_CALLOUT = re.compile(r"\[![\w-]+\][+-]?[ \t]*")
_TASK = re.compile(r"\[[ xX]\][ \t]+")
_NAMED = re.compile(r"[ \t]*\{[:#.][^{}\n]*\}$")
_CODE_ONLY = re.compile(r"(?:\{%.*?%\}|\{\{.*?\}\}|\\\w+|\s)*|\$\$.*\$\$|\\\[.*\\\]", re.S)
_STARTS_BLOCK = re.compile(
    r"#{1,6}(?=\s)|[-*+](?=\s)|(\d{1,9})[.)](?=\s)|>|~~~|```|:::|!!!|={3,}\s*$|-{3,}\s*$"
)
_SHORT = re.compile(
    r"(?P<code>`+)(?!`).{0,2000}?(?<!`)(?P=code)(?!`)|\\.|\][\[(]|\[(?P<label>[^\[\]\n]{1,300})\](?:\[\])?(?![\[(:])"
)
_BREAK = re.compile(r"[ \t]*(?:\r\n?|\n)[ \t]*")


class MarkdownFormat:
    """Markdown."""

    name = "markdown"
    suffixes = (".md", ".markdown", ".mdown", ".mkd")

    def recognises(self, head: bytes, name: str) -> bool:
        """By its suffix only."""
        return name.lower().endswith(self.suffixes)

    def read(self, data: bytes, name: str, *, encoding: str | None = None) -> Article:
        """The text. Raises DocumentError: not text."""
        text, used = decode(data, name, encoding, declared=False)
        newline = "\r\n" if "\r\n" in text else "\n"
        found = paragraphs(markdown_blocks(text))
        return Article(name, self.name, None, used, text, found, newline, data)

    def write(self, article: Article, targets: Mapping[int, str], *, language: str) -> bytes:
        """The text with targets in it."""
        blocks = markdown_blocks(article.text)
        parts = finished(blocks, targets, len(article.text))
        return assembled(article, parts, None).data


def _parser() -> MarkdownIt:
    """Blocks only: what stands in a line is the translator's."""
    from markdown_it import MarkdownIt
    from mdit_py_plugins.deflist import deflist_plugin
    from mdit_py_plugins.footnote import footnote_plugin

    made = MarkdownIt("commonmark").enable("table")
    made.use(footnote_plugin, inline=False, move_to_end=False).use(deflist_plugin)
    ends: RuleOptionsType = {"alt": ["paragraph", "reference", "blockquote", "list", "table"]}
    made.block.ruler.before("fence", "marked", _marked, ends)
    made.block.ruler.before("fence", "colons", _colons, ends)
    made.core.ruler.enableOnly(["normalize", "block"])
    return made


def _marked(state: StateBlock, first: int, end: int, silent: bool) -> bool:
    """`!!! note "Title"`, `??? tip`, `=== "Tab"`: a line, and what is indented below it."""
    if state.is_code_block(first):
        return False
    start = state.bMarks[first] + state.tShift[first]
    if not _MARKED.match(state.src, start, state.eMarks[first]):
        return False
    if silent:
        return True
    indent = state.sCount[first] + 4
    after = last = first + 1
    while after < end and (state.isEmpty(after) or state.sCount[after] >= indent):
        after += 1
        last = last if state.isEmpty(after - 1) else after
    before = state.parentType, state.lineMax, state.blkIndent
    state.parentType, state.lineMax, state.blkIndent = "marked", last, indent
    state.push("marked", "", 0).map = [first, first + 1]
    state.md.block.tokenize(state, first + 1, last)
    state.parentType, state.lineMax, state.blkIndent = before
    state.line = last
    return True


def _colons(state: StateBlock, first: int, end: int, silent: bool) -> bool:
    """`::: tip Title` and `:::`: lines that are no text."""
    start = state.bMarks[first] + state.tShift[first]
    if not state.src.startswith(":::", start) or state.is_code_block(first):
        return False
    if not silent:
        state.push("colons", "", 0).map = [first, first + 1]
        state.line = first + 1
    return True


def markdown_blocks(text: str) -> list[Block]:
    """The paragraphs of a Markdown text."""
    return list(_Reading(text).blocks())


class _Reading:
    """A text, its lines and what the parser says of them."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._starts = lines_of(text)
        self._newline = "\r\n" if "\r\n" in text else "\n"
        self._labels: frozenset[str] = frozenset()
        """Labels that links may name, as the parser folds them."""
        self._cut: tuple[int, list[Span]] = (-1, [])
        """The row of a table that was cut last, and its cells."""

    def blocks(self) -> Iterator[Block]:
        text = self._text
        front = _FRONT.match(text)
        if front:
            for match in _FIELD.finditer(text, 0, front.end()):
                yield self._field(match)
        skip = line_at(self._starts, front.end()) if front else 0
        rest = text[self._starts[skip] :] if skip < len(self._starts) else ""
        kinds: list[tuple[str, Kind]] = []
        level = cell = 0
        found: dict[str, Any] = {}
        tokens = _parser().parse("\n" * skip + rest, found)
        self._labels = frozenset(found.get("references", ()))
        for token in tokens:
            if token.type in _KINDS:
                kinds.append((token.type.removesuffix("_open"), _KINDS[token.type]))
                level = int(token.tag[1]) if token.type == "heading_open" else 0
            elif kinds and token.type == kinds[-1][0] + "_close":
                kinds.pop()
            elif token.type == "tr_open":
                cell = 0
            elif token.type == "html_block":
                yield from self._html(token)
            elif token.type in {"marked", "colons"}:
                yield from self._title(token)
            elif token.type == "inline":
                kind = kinds[-1][1] if kinds else Kind.PARAGRAPH
                if kind is Kind.CELL:
                    yield from self._cell(token, cell)
                    cell += 1
                elif _CODE_ONLY.fullmatch(token.content.strip()) is None:
                    yield from self._paragraph(token, kind, level if kind is Kind.HEADING else 0)

    def _row(self, number: int) -> str:
        """A line of the source without its end."""
        stop = self._starts[number + 1] if number + 1 < len(self._starts) else len(self._text)
        return self._text[self._starts[number] : stop].rstrip("\r\n")

    def _html(self, token: Token) -> Iterator[Block]:
        first, last = token.map or [0, 0]
        if any(self._row(n).lstrip().startswith(">") for n in range(first, last)):
            return  # in a quotation: the marks would stand in its text
        start = self._starts[first]
        end = self._starts[last] if last < len(self._starts) else len(self._text)
        yield from html_blocks(self._text[start:end], base=start, lines=self._starts)

    def _title(self, token: Token) -> Iterator[Block]:
        """The title of an admonition, a container or a tab."""
        number = (token.map or [0])[0]
        row = self._row(number)
        match = _TITLE.search(row) if token.type == "marked" else _COLONS.search(row)
        name = match and ("title" if token.type == "marked" or match["title"] else "plain")
        if match and name and match[name]:
            yield from self._made([self._piece(number, *match.span(name))], [], Kind.HEADING, 0)

    def _piece(self, number: int, start: int, end: int) -> Line:
        row = self._row(number)
        return Line(row[start:end], self._starts[number] + start, row[:start])

    def _paragraph(self, token: Token, kind: Kind, level: int) -> Iterator[Block]:
        first = (token.map or [0])[0]
        pieces: list[Line] = []
        breaks: list[str] = []
        for number, content in enumerate(token.content.split("\n"), first):
            said, row = content.strip(), self._row(number)
            start = len(row.rstrip()) - len(said)
            if kind is Kind.HEADING and token.map and token.map[1] - first == 1 and "#" in row:
                start = row.find(said, row.index("#"))
            if start < 0 or row[start : start + len(said)] != said:
                return  # not where it should be: better no unit than a wrong one
            hard = re.search(r" {2,}$|\\$", row)
            if hard and hard[0] == "\\":
                said = said[:-1].rstrip() if said.endswith("\\") else said
            breaks.append(hard[0] if hard else "")
            pieces.append(self._piece(number, start, start + len(said)))
        if kind is Kind.LIST_ITEM and (task := _TASK.match(pieces[0].text)):
            pieces[0] = _cut(pieces[0], task.end())
        if kind is Kind.HEADING and (named := _NAMED.search(pieces[-1].text)):
            pieces[-1] = Line(pieces[-1].text[: named.start()], pieces[-1].start, pieces[-1].margin)
        if len(pieces) > 1 and _NAMED.fullmatch(pieces[-1].text):
            pieces.pop()
        if kind is Kind.QUOTE and (call := _CALLOUT.match(pieces[0].text)):
            yield from self._made([_cut(pieces[0], call.end())], [], Kind.HEADING, 0)
            pieces, breaks = pieces[1:], breaks[1:]
        yield from self._made(pieces, breaks, kind, level)

    def _made(
        self, pieces: list[Line], breaks: list[str], kind: Kind, level: int
    ) -> Iterator[Block]:
        if not any(map(str.isalnum, "".join(piece.text for piece in pieces))):
            return
        shown = pieces[0].text
        for place, piece in enumerate(pieces[1:]):
            shown += ("\n" if breaks[place] else joint(shown, piece.text)) + piece.text
        shown = self._named(shown)
        span = (pieces[0].start, pieces[-1].end)
        style = next((hard for hard in breaks[: len(pieces) - 1] if hard), "")
        margin = pieces[1].margin if len(pieces) > 1 else ""
        between = style[:2] + self._newline + margin if style else " "
        fresh = not _STARTS_BLOCK.match(shown) and kind is not Kind.HEADING

        def put(target: str, copy: Copy) -> list[Part]:
            rows = [_safe(row) if fresh else row for row in _BREAK.split(target.strip())]
            return [between.join(rows)]

        yield Block(shown, kind, span, line_at(self._starts, span[0]), put, level)

    def _named(self, text: str) -> str:
        """`[the ruling]` as `[the ruling][the ruling]`: its words can change, its label must not."""
        if not self._labels or "[" not in text:
            return text
        from markdown_it.common.utils import normalizeReference

        def one(match: re.Match[str]) -> str:
            label = match["label"]
            if label is None or normalizeReference(label) not in self._labels:
                return match[0]
            return f"[{label}][{label}]"

        return _SHORT.sub(one, text)

    def _cell(self, token: Token, cell: int) -> Iterator[Block]:
        number = (token.map or [0])[0]
        row = self._row(number)
        if self._cut[0] != number:
            self._cut = (number, _cells(row))
        places = self._cut[1]
        if cell >= len(places) or not any(map(str.isalnum, token.content)):
            return
        start, end = places[cell]
        shown = row[start:end].replace("\\|", "|")
        if shown != token.content.strip():
            return
        at = self._starts[number]
        yield Block(shown, Kind.CELL, (at + start, at + end), number + 1, _put_cell)

    def _field(self, match: re.Match[str]) -> Block:
        """A field of the front matter, in the quotation marks that it has or needs."""
        raw = match["value"]
        quote = raw[0] if len(raw) > 1 and raw[0] == raw[-1] and raw[0] in "\"'" else ""
        shown = raw[1:-1] if quote else raw
        if quote == '"':
            shown = re.sub(r'\\(["\\])', r"\1", shown)
        elif quote:
            shown = shown.replace("''", "'")

        def put(target: str, copy: Copy) -> list[Part]:
            flat = _BREAK.sub(" ", target.strip())
            if quote == "'":
                return ["'" + flat.replace("'", "''") + "'"]
            if not quote and _PLAIN.fullmatch(flat):
                return [flat]
            return ['"' + flat.replace("\\", "\\\\").replace('"', '\\"') + '"']

        span = match.span("value")
        return Block(shown, Kind.DESCRIPTION, span, line_at(self._starts, span[0]), put)


def _cut(piece: Line, size: int) -> Line:
    return Line(piece.text[size:], piece.start + size, piece.margin)


def _safe(row: str) -> str:
    """A line that cannot begin a list, a heading or a quotation by accident."""
    match = _STARTS_BLOCK.match(row)
    if match is None:
        return row
    at = match.end(1) if match[1] else 0
    return row[:at] + "\\" + row[at:]


def _put_cell(target: str, copy: Copy) -> list[Part]:
    flat = _BREAK.sub("<br>", target.strip())
    return [re.sub(r"(?<!\\)\|", r"\\|", flat)]


def _cells(row: str) -> list[tuple[int, int]]:
    """Where the cells of a table's row stand, as the parser cuts them."""
    lead = re.match(r"[\s>]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)*", row)
    start = lead.end() if lead else 0
    spans: list[tuple[int, int]] = []
    at = start
    stop = len(row.rstrip())
    for place in range(start, stop + 1):
        if place == stop or (row[place] == "|" and row[place - 1 : place] != "\\"):
            spans.append((at, place))
            at = place + 1
    if spans and not row[slice(*spans[0])].strip():
        spans.pop(0)
    if spans and not row[slice(*spans[-1])].strip():
        spans.pop()
    out = []
    for a, b in spans:
        said = row[a:b]
        out.append((a + len(said) - len(said.lstrip()), b - len(said) + len(said.rstrip())))
    return out
