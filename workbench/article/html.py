"""HTML, whole pages and fragments: where its paragraphs are.

Lives here: HtmlFormat, `html_blocks`. Takes decoded text; gives a Block for each run of inline content
between two cuts, for `<title>`, and for the attributes that people read. A block's text holds every tag of
its span, or a stand-in for it, so that nothing but words is ever replaced; comments inside it are not
shown and stay. A run without a letter or digit (the stray full stop in `</p>.<p>`) is not a paragraph.
May import: model, language and the modules of this room.
Apart from `read` because this is one format's grammar.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from workbench.article.blocks import (
    Block,
    Copy,
    Part,
    Put,
    finished,
    in_order,
    line_at,
    lines_of,
    paragraphs,
)
from workbench.article.charset import assembled, declarations, undeclared
from workbench.article.decode import decode
from workbench.article.layout import KINDED, Context, Layout, Region, Role, lay_out
from workbench.article.scan import Sort, Token, attributes, tokens
from workbench.language.tags import (
    INLINE,
    TAG,
    decoded,
    encoded,
    is_empty,
    is_inline,
    is_kept,
    unmatched,
)
from workbench.model import ATTRIBUTES, Article, Kind, Span

_LOOKS = re.compile(
    rb"\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!--.{0,2000}?-->\s*)*"
    rb"<(?:!doctype\s+html|html|head|body|p|h[1-6]|div|article)\b[^>]*>",
    re.I | re.S,
)
_KINDS = {
    "title": Kind.TITLE, "li": Kind.LIST_ITEM, "dt": Kind.LIST_ITEM, "dd": Kind.LIST_ITEM,
    "figcaption": Kind.CAPTION, "caption": Kind.CAPTION, "blockquote": Kind.QUOTE,
    "td": Kind.CELL, "th": Kind.CELL,
    **{name: Kind.HEADING for name in KINDED if re.fullmatch(r"h[1-6]|summary", name)},
}  # fmt: skip
_SPACE = re.compile(r"[ \t\r\n\f]+")
_BLANK = re.compile(r"(?:\s|&nbsp;|&#160;|&#xa0;)+", re.I)
_BLANK_END = re.compile(r"(?:\s|&nbsp;|&#160;|&#xa0;)$", re.I)
_LONGEST_TAG = 1_000
_LONGEST_KEPT = 200
_SHOWN = {
    "alt": (Kind.IMAGE, frozenset(["img", "area", "input"])),
    "title": (Kind.TOOLTIP, None),
    "placeholder": (Kind.HINT, frozenset(["input", "textarea"])),
    "aria-label": (Kind.HINT, None),
    "label": (Kind.HINT, frozenset(["option", "optgroup", "track"])),
    "value": (Kind.HINT, frozenset(["input"])),
    "content": (Kind.DESCRIPTION, frozenset(["meta"])),
}
_BUTTONS = frozenset(["submit", "button", "reset"])
_DESCRIBES = frozenset(
    "description og:title og:description og:site_name og:image:alt twitter:title twitter:description"
    " twitter:image:alt".split()
)
_REPEATED, _SHORT = 3, 80
_ALONE = frozenset("area base br col embed hr img input link meta param source track wbr".split())


class HtmlFormat:
    """HTML and XHTML."""

    name = "html"
    suffixes = (".html", ".htm", ".xhtml", ".xht", ".shtml")

    def recognises(self, head: bytes, name: str) -> bool:
        """Whether it begins as a page or a piece of one."""
        return bool(_LOOKS.match(head.lstrip(b"\xef\xbb\xbf\xff\xfe").replace(b"\0", b"")))

    def read(self, data: bytes, name: str, *, encoding: str | None = None) -> Article:
        """The page. Raises DocumentError: not text."""
        text, used = decode(data, name, encoding)
        page = tokens(text, xml=_is_xml(text, name))
        blocks = html_blocks(text, page)
        newline = "\r\n" if "\r\n" in text else "\n"
        language = _language(text, page)[0] or None
        return Article(name, self.name, language, used, text, paragraphs(blocks), newline, data)

    def write(self, article: Article, targets: Mapping[int, str], *, language: str) -> bytes:
        """The page with targets; `lang` follows, and what is declared is how the bytes are."""
        text = article.text
        page = tokens(text, xml=_is_xml(text, article.name))
        declared = declarations(text, page)
        blocks = html_blocks(text, page)
        changed = [
            b
            for n, b in enumerate(in_order(blocks), 1)
            if targets.get(n, b.text) not in {"", b.text}
        ]
        edits = _relabelled(text, page, language, bool(changed))
        edits += _relabelled_parts(text, page, language, article.language, blocks, changed)
        parts = finished(blocks, targets, len(text), edits)
        names = [value for _span, value in declared] if changed else None
        made = assembled(article, parts, names, references=True)
        if made.declare:
            edits += [(span, made.declare) for span, value in declared]
            if not declared and not made.marked:
                edits.append(undeclared(text, page, made.declare, xml=_is_xml(text, article.name)))
            parts = finished(blocks, targets, len(text), edits)
            return assembled(article, parts, None, encoding=made.encoding).data
        return made.data


def _is_xml(text: str, name: str) -> bool:
    return name.lower().endswith((".xhtml", ".xht")) or text.lstrip()[:5] == "<?xml"


def _language(text: str, page: list[Token]) -> tuple[str, list[Span], Token | None]:
    """(the language the page declares, where it does, the `<html>` tag)."""
    for token in page:
        if token.sort is Sort.OPEN and token.name == "html":
            found = [a for a in attributes(text, token) if a.name in {"lang", "xml:lang"}]
            spans = [a.span for a in found if a.span[0] < a.span[1]]
            return (text[slice(*spans[0])].strip() if spans else ""), spans, token
        if token.name in {"body", "p", "div"}:
            break
    return "", [], None


def _relabelled(
    text: str, page: list[Token], language: str, changed: bool
) -> list[tuple[Span, str]]:
    """What the page declares follows; where it declares nothing and a text changed, it does now."""
    declared, spans, tag = _language(text, page)
    if tag is None or declared.lower().split("-")[0] == language.lower().split("-")[0]:
        return []
    at = tag.start + len("<html")
    if spans:
        return [(span, language) for span in spans]
    return [((at, at), f' lang="{language}"')] if changed else []


def _relabelled_parts(
    text: str,
    page: list[Token],
    language: str,
    declared: str | None,
    blocks: list[Block],
    changed: list[Block],
) -> list[tuple[Span, str]]:
    """An element below `<html>` that declares the article's language and holds a text that changed
    follows too. Tags in a block's text are the translator's; what is in a third language keeps it."""
    source = (_language(text, page)[0] or declared or "").lower().split("-")[0]
    if not changed or source in {"", language.lower().split("-")[0]}:
        return []
    told = sorted(block.span[0] for block in changed)
    spans = sorted(block.span for block in blocks if block.kind not in ATTRIBUTES)
    starts = [span[0] for span in spans]
    edits: list[tuple[Span, str]] = []
    for token, end in _elements(page, len(text)):
        if token.name == "html" or bisect_left(told, token.start) == bisect_left(told, end):
            continue
        before = bisect_right(starts, token.start) - 1
        if before >= 0 and token.start < spans[before][1]:
            continue
        edits += [
            (a.span, language)
            for a in attributes(text, token)
            if a.name in {"lang", "xml:lang"}
            and text[slice(*a.span)].strip().lower().split("-")[0] == source
        ]
    return edits


def _elements(page: list[Token], length: int) -> Iterator[tuple[Token, int]]:
    """Each element with where it ends; one that nothing closes ends with what it stands in."""
    opened: list[Token] = []
    named: Counter[str] = Counter()
    for token in page:
        if token.sort is Sort.OPEN and (token.closed or token.name in _ALONE):
            yield token, token.end
        elif token.sort is Sort.OPEN:
            opened.append(token)
            named[token.name] += 1
        elif token.sort is Sort.CLOSE and named[token.name]:
            while True:
                last = opened.pop()
                named[last.name] -= 1
                yield last, token.start
                if last.name == token.name:
                    break
    for last in opened:
        yield last, length


def html_blocks(
    text: str, page: list[Token] | None = None, *, base: int = 0, lines: list[int] | None = None
) -> list[Block]:
    """The blocks of a page or fragment. `base` is where the text begins in its file, whose lines
    are given, for HTML inside another document."""
    page = tokens(text) if page is None else page
    return _Page(text, page, base, lines or lines_of(text)).blocks()


@dataclass(slots=True)
class _Piece:
    """Something in a run. What is kept is shown as it is; hidden things are not shown."""

    sort: str
    """text, open, close, alone, lone, code, kept or hidden"""
    span: Span
    name: str = ""
    twin: int = -1
    """Place of the partner in the run."""


@dataclass(slots=True)
class _Run:
    """Inline content between two cuts."""

    context: Context
    start: int
    pieces: list[_Piece] = field(default_factory=list)
    places: dict[int, int] = field(default_factory=dict)
    """Token → place of its piece, for tags that wait for their partner."""


class _Page:
    """A page's tokens, cut into runs."""

    def __init__(self, text: str, page: list[Token], base: int, lines: list[int]) -> None:
        self._text, self._tokens, self._base, self._lines = text, page, base, lines
        self._layout: Layout = lay_out(text, page)
        self._regions: list[tuple[Block, Region | None]] = []

    def blocks(self) -> list[Block]:
        for run in self._runs():
            self._add(run)
        for number in self._layout.seen:
            self._attributes(number)
        self._frame()
        return [block for block, _region in self._regions]

    # Runs

    def _runs(self) -> Iterator[_Run]:
        text, layout = self._text, self._layout
        worlds: list[_Run] = []
        run = _Run(layout.root, 0)
        at = number = 0
        off_until = -1
        while number < len(self._tokens):
            token, role = self._tokens[number], layout.roles[number]
            self._text_piece(run, at, token.start)
            at, last = token.end, number
            if role is Role.CUT:
                yield run
                if off_until < 0 and layout.twins[number] > number and self._kept(token):
                    off_until = layout.twins[number]
                off_until = -1 if off_until == number else off_until
                context = layout.contexts[number]
                off = off_until >= 0
                run = _Run(
                    Context(context.block, context.pre, off, context.region) if off else context, at
                )
            elif role is Role.ENTER:
                run.pieces.append(
                    _Piece(
                        "alone", (token.start, self._tokens[layout.twins[number]].end), token.name
                    )
                )
                worlds.append(run)
                run = _Run(layout.contexts[number], at)
            elif role is Role.LEAVE:
                yield run
                run = worlds.pop()
            else:
                last = self._piece(run, number, token, role)
                at = max(at, self._tokens[last].end)
            number = last + 1
        self._text_piece(run, at, len(text))
        yield run

    def _kept(self, token: Token) -> bool:
        tag = TAG.fullmatch(_SPACE.sub(" ", self._text[token.start : token.end]))
        return bool(tag and is_kept(tag))

    def _text_piece(self, run: _Run, start: int, end: int) -> None:
        if start < end:
            run.pieces.append(_Piece("text", (start, end)))

    def _piece(self, run: _Run, number: int, token: Token, role: Role) -> int:
        """Add a token to a run; the number of the last token that went into it."""
        twin = self._layout.twins[number]
        span = (token.start, token.end)
        if role is Role.ALONE:
            run.pieces.append(_Piece("alone", (span[0], self._tokens[twin].end), token.name))
            return twin
        if role is Role.PAIR:
            if token.sort is Sort.CLOSE and twin in run.places:
                place = run.places[twin]
                run.pieces[place].sort, run.pieces[place].twin = "open", len(run.pieces)
                run.pieces.append(_Piece("close", span, token.name, place))
                return number
            if token.sort is Sort.OPEN:
                inner = range(number + 1, twin)
                if self._kept(token) and len(inner) < 20 and not any(
                    self._layout.roles[n] is Role.CUT for n in inner
                ):  # fmt: skip
                    run.pieces.append(_Piece("kept", (span[0], self._tokens[twin].end), token.name))
                    return twin
                run.places[number] = len(run.pieces)
        sort = {Role.HIDDEN: "hidden", Role.CODE: "code"}.get(role, "lone")
        run.pieces.append(_Piece(sort, span, token.name))
        return number

    # Paragraphs

    def _add(self, run: _Run) -> None:
        if run.context.off or not run.pieces:
            return
        make = _raw_block if run.context.block == "title" else _sentence_block
        made = make(self._text, run)
        if made is None:
            return
        block = run.context.block
        kind = _KINDS.get(block, Kind.PARAGRAPH)
        level = int(block[1]) if kind is Kind.HEADING and block != "summary" else 0
        (start, end), shown, put = made
        self._found(Block(shown, kind, (start, end), 0, put, level), run.context.region)

    def _found(self, block: Block, region: Region | None) -> None:
        """Keep a block, its place counted in the whole file."""
        start, end = block.span
        base, put = self._base, block.put
        block.span = (base + start, base + end)
        block.line = line_at(self._lines, base + start)
        if base:
            block.put = lambda target, copy: _moved(put(target, _back(copy, base)), base)
        self._regions.append((block, region))
        letters = len(block.text)
        while region:
            region.letters += letters
            region = region.outer

    def _attributes(self, number: int) -> None:
        token = self._tokens[number]
        found = {a.name: a for a in attributes(self._text, token)}
        for name, attribute in found.items():
            kind, tags = _SHOWN.get(name, (Kind.TOOLTIP, frozenset()))
            if tags is not None and token.name not in tags:
                continue
            value = self._text[slice(*attribute.span)]
            shown = _SPACE.sub(" ", decoded(value)).strip()
            if not any(map(str.isalpha, shown)):
                continue
            said = {n: self._text[slice(*a.span)].strip().lower() for n, a in found.items()}
            if name == "content" and not {said.get("name"), said.get("property")} & _DESCRIBES:
                continue
            if name == "value" and said.get("type") not in _BUTTONS:
                continue
            put = _attribute_put(attribute.quote)
            block = Block(shown, kind, attribute.span, 0, put)
            self._found(block, self._layout.contexts[number].region)

    # The frame

    def _frame(self) -> None:
        """Mark what stands around the main text, if anything is left then."""
        total = sum(len(block.text) for block, _region in self._regions)
        has_main = any(_inside(region, "main") for _block, region in self._regions)
        count: dict[str, int] = {}
        for block, _region in self._regions:
            count[block.text] = count.get(block.text, 0) + 1
        framed = []
        for block, region in self._regions:
            apart = block.kind is Kind.TITLE or block.level == 1
            around = has_main and not _inside(region, "main")
            repeated = count[block.text] >= _REPEATED and len(block.text) <= _SHORT \
                and block.kind is not Kind.CELL  # fmt: skip
            if not apart and (around or repeated or _in_frame(region, total)):
                framed.append(block)
        main = len(self._regions) - len(framed)
        if main > sum(block.kind is Kind.TITLE for block, _region in self._regions):
            for block in framed:
                block.frame = True


def _inside(region: Region | None, name: str) -> bool:
    while region and region.name != name:
        region = region.outer
    return region is not None


def _in_frame(region: Region | None, total: int) -> bool:
    """In a part of the page that is named as frame and holds neither the headline nor most text."""
    while region:
        if (
            region.name not in {"main", "article"}
            and not region.main
            and region.letters * 2 < total
        ):
            return True
        region = region.outer
    return False


def _back(copy: Copy, base: int) -> Copy:
    return lambda start, end: _moved(copy(start + base, end + base), -base)


def _moved(parts: list[Part], by: int) -> list[Part]:
    return [p if isinstance(p, str) else (p[0] + by, p[1] + by) for p in parts]


# One run


def _raw_block(text: str, run: _Run) -> tuple[Span, str, Put] | None:
    """A title: its content is no markup."""
    span = _trimmed(text, run.pieces[0].span[0], run.pieces[-1].span[1])
    shown = _SPACE.sub(" ", decoded(text[slice(*span)]))
    if not any(map(str.isalnum, shown)):
        return None
    return span, shown, lambda target, copy: [encoded(target)]


def _trimmed(text: str, start: int, end: int) -> Span:
    if match := _BLANK.match(text, start, end):
        start = match.end()
    return start, _blank_end(text, start, end)


def _blank_end(text: str, start: int, end: int) -> int:
    """Where white space at the end of a stretch begins."""
    while start < end:
        if text[end - 1].isspace():
            end -= 1
        elif text[end - 1] == ";" and (match := _BLANK_END.search(text[max(start, end - 6) : end])):
            end -= len(match[0])
        else:
            break
    return end


def _sentence_block(text: str, run: _Run) -> tuple[Span, str, Put] | None:
    pieces = run.pieces
    first, last = _bounds(text, pieces)
    if first > last:
        return None
    names = _Names(text, run.context.pre)
    shown: list[str] = []
    says = False
    for place in range(first, last + 1):
        piece = pieces[place]
        if piece.sort == "text":
            raw = decoded(text[slice(*piece.span)])
            says = says or any(map(str.isalnum, raw))
            shown.append(raw)
        else:
            partner = pieces[piece.twin] if first <= piece.twin <= last else None
            shown.append(names.of(piece, partner))
    if not says:
        return None
    whole = "".join(shown)
    whole = (
        whole.replace("\r\n", "\n").replace("\r", "\n")
        if run.context.pre
        else _SPACE.sub(" ", whole)
    )
    span = (pieces[first].span[0], pieces[last].span[1])
    hidden = [p.span for p in pieces[first : last + 1] if p.sort == "hidden"]
    return span, whole, _Sentence(whole, names.known, names.kept, names.lone, hidden).put


def _bounds(text: str, pieces: list[_Piece]) -> tuple[int, int]:
    """First and last piece without what stands at the edges: white space, comments, icons, tags
    around the whole, elements without text. White space goes off the pieces at the edges."""
    before = [0]
    for piece in pieces:
        solid = piece.sort in {"code", "kept"} or (
            piece.sort == "text" and not _BLANK.fullmatch(text, *piece.span)
        )
        before.append(before[-1] + solid)
    first, last = 0, len(pieces) - 1
    while first <= last:
        left, right = pieces[first], pieces[last]
        if left.sort in {"hidden", "lone", "alone"} or (
            before[first + 1] == before[first] and left.sort == "text"
        ):
            first += 1
        elif right.sort in {"hidden", "lone", "alone"} or (
            before[last + 1] == before[last] and right.sort == "text"
        ):
            last -= 1
        elif left.sort == "open" and left.twin == last:
            first, last = first + 1, last - 1
        elif left.sort == "open" and before[left.twin] == before[first]:
            first = left.twin + 1
        elif right.sort == "close" and before[last] == before[right.twin]:
            last = right.twin - 1
        else:
            break
    if first <= last:
        for place in {first, last}:
            piece = pieces[place]
            if piece.sort == "text":
                start, end = piece.span
                if place == first and (match := _BLANK.match(text, start, end)):
                    start = match.end()
                piece.span = (start, _blank_end(text, start, end) if place == last else end)
    return first, last


class _Names:
    """What stands in a text for each piece of its source, and where that piece is."""

    def __init__(self, text: str, pre: bool) -> None:
        self._text = text
        self._raws: dict[str, str] = {}
        self._count = 0
        self._pairs: dict[Span, str] = {}
        self.known: dict[str, list[Span]] = {}
        """Shown → the stretches of the source it stands for, in order."""
        self.kept: dict[str, str] = {}
        """Opening tag → the first element that is kept and begins so."""
        self.lone: list[tuple[str, bool]] = []
        """Halves of pairs: shown, whether it opens."""

    def of(self, piece: _Piece, partner: _Piece | None) -> str:
        """The text shown for a piece; nothing for what is hidden."""
        if piece.sort == "hidden":
            return ""
        raw = self._text[slice(*piece.span)]
        plain = _SPACE.sub(" ", raw)
        tag = TAG.fullmatch(plain) if len(plain) <= _LONGEST_TAG else None
        sort = piece.sort
        if sort in {"open", "close"} and partner is None:
            sort = "lone"
        if sort == "kept" and len(plain) <= _LONGEST_KEPT and (whole := self._kept(raw)):
            shown = whole
            if opening := TAG.match(whole):
                self.kept.setdefault(opening.group(), whole)
        elif sort == "open":
            shown = plain if tag and is_inline(tag) and not is_empty(tag) else self._other()
            if shown.startswith("<x") and shown != plain:
                self._pairs[partner.span if partner else piece.span] = "</" + shown[1:]
        elif sort == "close":
            shown = self._pairs.get(piece.span) or plain
        elif tag and piece.name in {"br", "img", "wbr"}:
            shown = plain
        elif (
            sort != "kept" and sort != "code" and re.fullmatch(r"[a-z][a-z0-9:-]{0,20}", piece.name)
        ):
            shown = self._stand_in(piece.name, raw)
        else:
            shown = self._raws.get(raw) or self._other("/")
            self._raws[raw] = shown
        if sort == "lone":
            self.lone.append((shown, not raw.startswith("</")))
        self.known.setdefault(shown, []).append(piece.span)
        return shown

    def _kept(self, raw: str) -> str:
        """An element that is not to be translated, as it is shown: if it reads back as one."""
        found = tokens(raw)
        if any(t.sort in {Sort.HIDDEN, Sort.CODE} or t.name not in INLINE for t in found):
            return ""
        return _SPACE.sub(" ", decoded(raw))

    def _other(self, end: str = "") -> str:
        self._count += 1
        return f"<x{self._count}{end}>"

    def _stand_in(self, name: str, raw: str) -> str:
        for number in range(1, 10_000):
            shown = f"<{name}/>" if number == 1 else f'<{name} n="{number}"/>'
            if self._raws.setdefault(shown, raw) == raw:
                return shown
            if number > 50:
                break
        return self._other("/")


@dataclass(slots=True)
class _Sentence:
    """How a target becomes inner HTML: only tags that the source has, or bare inline tags, are tags."""

    source: str
    known: Mapping[str, list[Span]]
    kept: Mapping[str, str]
    lone: list[tuple[str, bool]]
    hidden: list[Span]

    def put(self, target: str, copy: Copy) -> list[Part]:
        parts: list[Part] = []
        used: dict[str, int] = {}
        alone = {tuple(span) for span in unmatched(target)}
        last = 0
        for match in TAG.finditer(target):
            if match.start() < last:
                continue
            shown, end = match.group(), match.end()
            if is_kept(match) and not is_empty(match):
                shown, end = self._kept(target, match)
            spans = self.known.get(shown)
            bare = is_inline(match) and match["name"].lower() in INLINE \
                and not match["attributes"].strip(" /")  # fmt: skip
            if spans is None and (not bare or match.span() in alone):
                continue
            parts.append(encoded(target[last : match.start()]))
            last = end
            if spans is None:
                parts.append(shown)
                continue
            number = used.get(shown, 0)
            used[shown] = number + 1
            parts += copy(*spans[min(number, len(spans) - 1)])
        parts.append(encoded(target[last:]))
        for shown, opens in self.lone:  # what stands around this paragraph needs them
            if not used.get(shown):
                used[shown] = 1
                span = self.known[shown][0]
                parts = [*parts, *copy(*span)] if opens else [*copy(*span), *parts]
        return [*parts, *(part for span in self.hidden for part in copy(*span))]

    def _kept(self, target: str, match: re.Match[str]) -> tuple[str, int]:
        """(what is shown of the source for an element that is kept, where it ends in the target)."""
        likely = self.kept.get(match.group())
        if not likely:
            return match.group(), match.end()
        name, depth = match["name"].lower(), 0
        start = match.start()
        for tag in TAG.finditer(target, start, start + 4 * _LONGEST_KEPT):
            if tag["name"].lower() == name and not is_empty(tag):
                depth += -1 if tag["end"] else 1
                if not depth:
                    whole = target[start : tag.end()]
                    return (whole if whole in self.known else likely), tag.end()
        return likely, match.end()


def _attribute_put(quote: str) -> Put:
    def put(target: str, copy: Copy) -> list[Part]:
        flat = _SPACE.sub(" ", target).strip()
        return [encoded(flat, quote) if quote else f'"{encoded(flat, chr(34))}"']

    return put
