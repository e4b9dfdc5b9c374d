r"""A PO file as gettext's lexer and grammar read it, each part with its own text.

Lives here: Blank, Comment, Field, Entry and `read_entries`. Takes decoded text, gives entries whose raw
texts joined are that text again; a changed entry is a new one that keeps every other part as it was.

    file    = { entry }, tail                     tail: blanks and comments after the last entry
    entry   = { comment | domain }, [ previous ], [ msgctxt ], msgid, translation
    previous = [ #| msgctxt ], #| msgid, [ #| msgid_plural ]
    translation = msgstr | msgid_plural, msgstr[0], msgstr[1], …

White space means nothing, blank lines neither; `#~` holds to the end of its line and for all of an entry
or none of it; a comment inside an entry is refused. Most entries are written as gettext writes them: one
pattern reads such a one whole, all others are read token by token; both see the same.
May import: wording and `strings` of this room.
Apart from `files` because a text is not a file, and from `units` because an entry is not yet a unit.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import NamedTuple

from workbench.catalog.strings import LITERAL, BadEscape, quoted, unquoted
from workbench.wording import _

_TOKEN = re.compile(
    r"""(?P<space>(?:[ \t\r\f\v]++|\\\n)+)|(?P<newline>\n)|(?P<sign>\#~\|?|\#\|)|(?P<comment>\#[^\\\n]*+(?:\\\n?+[^\\\n]*+)*\n?+)
    |(?P<string>"[^"\\\n]*+(?:\\(?:\n|(?:\\\n)*[^\n])[^"\\\n]*+)*")|(?P<word>[A-Za-z_$][A-Za-z0-9_$]*+)
    |(?P<number>[0-9]++)|(?P<bracket>[\[\]])""",
    re.X,
)
_LIST = r'(?:"[^"\\\n]*+(?:\\[^\n][^"\\\n]*+)*"[ \t]*+\r?+\n)+'
_PLAIN = re.compile(
    r"((?:[ \t]*+\r?+\n|\#(?![~|])[^\n]*+(?<!\\)\n)*)"
    rf"(?:msgctxt[ \t]++({_LIST}))?msgid[ \t]++({_LIST})"
    rf"(?:msgstr[ \t]++({_LIST})|msgid_plural[ \t]++({_LIST})((?:msgstr\[\d\][ \t]++{_LIST})+))"
    r'(?!\s*+(?:"|msgstr))'
)
"""An entry as gettext's own tools write it: live, no previous text, each string alone on its line."""
_FORMS = re.compile(rf"msgstr\[(\d)\][ \t]++({_LIST})")
_FORM = re.compile(r"\s*+\[\s*+([0-9]++)\s*+\]", re.A)
_REST_OF_LINE = re.compile(r"[ \t\r\f\v]*+\n")
_LEADING_SIGNS = re.compile(r"(?:[ \t\r\f\v]++|#~\|?+|#\|)*")
_SIGN = re.compile(r"#~(\|)?[ \t]*")
_FUZZY = re.compile(r"(?<![^\s,])fuzzy(?![^\s,])")
_SIGNS = ".:,=!"
_FLAGS = (",", "=", "!")
_RANK = {"": 0, ".": 1, ":": 2, ",": 3, "=": 3, "!": 3}
"""Where gettext puts comments: the translator's, extracted ones, references, flags."""


class Refused(ValueError):
    """What gettext would refuse: the 1-based line, why, what to do."""

    def __init__(self, line: int, reason: str, hint: str = "") -> None:
        super().__init__(reason)
        self.line = line
        self.reason = reason
        self.hint = hint


@dataclass(frozen=True, slots=True)
class Blank:
    """White space between parts; with a line feed in it, a blank line where it follows a comment."""

    raw: str


@dataclass(frozen=True, slots=True)
class Comment:
    """One line, line end included. `sign` is `.`, `:`, `,`, `=`, `!` or empty (a translator's)."""

    raw: str
    sign: str
    text: str


@dataclass(frozen=True, slots=True)
class Field:
    """A keyword and its string, `#~` and `#|` included; what follows the last quotation mark is not."""

    raw: str
    keyword: str
    value: str
    index: int | None = None
    previous: bool = False
    obsolete: bool = False


Part = Blank | Comment | Field


class Previous(NamedTuple):
    """What `#|` lines say."""

    context: str | None
    source: str
    plural: str | None = None


class Said(NamedTuple):
    """One comment line of an entry; `own` is False before a blank line: such comments stand for
    themselves, as headings do, though gettext counts their flags and references too."""

    sign: str
    text: str
    own: bool


@dataclass(frozen=True, eq=False)
class Entry:
    """One message with everything that stands before it. Entries are compared by identity."""

    raw: str
    line: int
    """1-based line of its msgid in the file it was read from; 0 for a new one."""
    context: str | None
    source: str
    plural: str | None
    """msgid_plural."""
    targets: tuple[str, ...]
    """msgstr, or msgstr[0], msgstr[1], …"""
    obsolete: bool = False
    occurrence: int = 0
    """How many entries before it have the same context and source, and are obsolete as it is."""
    head: int = 0
    """Where in `raw` its first field begins."""
    charset: str = "utf-8"

    @property
    def is_header(self) -> bool:
        """Whether this is the entry that holds the file's fields."""
        return not self.source and self.context is None and not self.obsolete

    @cached_property
    def parts(self) -> tuple[Part, ...]:
        """The parts whose texts joined are `raw`."""
        parts, _end = _Reader(self.raw, 0, 1, self.charset).entry()
        return tuple(parts)

    @cached_property
    def said(self) -> tuple[Said, ...]:
        """Its comments in order."""
        return tuple(_said(self.raw[: self.head]))

    @property
    def fuzzy(self) -> bool:
        """Whether a line of flags says so."""
        return any(sign in _FLAGS and _FUZZY.search(text) for sign, text, _own in self.said)

    @property
    def previous(self) -> Previous | None:
        """What its `#|` lines say."""
        if self._plain:
            return None
        found = {p.keyword: p.value for p in self.parts if isinstance(p, Field) and p.previous}
        if "msgid" not in found:
            return None
        return Previous(found.get("msgctxt"), found["msgid"], found.get("msgid_plural"))

    @property
    def _plain(self) -> bool:
        return not self.raw.startswith("#", self.head)

    @property
    def _newline(self) -> str:
        return "\r\n" if "\r\n" in self.raw else "\n"

    def with_parts(self, parts: Sequence[Part]) -> Entry:
        """This entry of other parts."""
        made = entry_of(parts, self.line, self.charset)
        return replace(made, occurrence=self.occurrence)._keeping(parts)

    def _keeping(self, parts: Sequence[Part]) -> Entry:
        self.__dict__["parts"] = tuple(parts)
        return self

    def with_target(self, value: str, form: int | None = None) -> Entry:
        """Another msgstr, or msgstr[form]; laid out on one line a line of text."""
        return self._with_value("msgstr", value, form)

    def with_target_lines(self, value: str) -> Entry:
        """Another msgstr whose literals stay where they are, each with its line of text, where every
        one holds a line; else as `with_target` lays it out."""
        parts = list(self.parts)
        place = next(
            n for n, p in enumerate(parts) if isinstance(p, Field) and p.keyword == "msgstr"
        )
        part = parts[place]
        assert isinstance(part, Field)
        lines = dict(zip(part.value.split("\n"), value.split("\n"), strict=False))

        def changed(match: re.Match[str]) -> str:
            said = unquoted(match[0], self.charset)
            new = lines.get(said[:-1], said[:-1]) if said.endswith("\n") else said[:-1]
            return match[0] if new == said[:-1] else quoted(new + "\n")

        raw = LITERAL.sub(changed, part.raw)
        if unquoted(raw, self.charset) != value:
            return self.with_target(value)
        parts[place] = replace(part, raw=raw, value=value)
        return self.with_parts(parts)

    def with_source(self, value: str) -> Entry:
        """Another msgid."""
        return self._with_value("msgid", value)

    def _with_value(self, keyword: str, value: str, form: int | None = None) -> Entry:
        parts = list(self.parts)
        for place, part in enumerate(parts):
            if isinstance(part, Field) and not part.previous:
                if (part.keyword, part.index) == (keyword, form):
                    if part.value == value:
                        return self
                    parts[place] = self._spelled(part, value)
                    return self.with_parts(parts)
        raise KeyError(keyword, form)

    def _spelled(self, part: Field, value: str) -> Field:
        sign = ("#~| " if part.previous else "#~ ") if part.obsolete else ""
        sign = sign or ("#| " if part.previous else "")
        before = part.raw[: part.raw.index('"')]
        raw = before + quoted(value, self._newline, sign)
        return replace(part, raw=raw, value=unquoted(raw[len(before) :], self.charset))

    def with_context(self, value: str | None) -> Entry:
        """Another msgctxt, or none."""
        if value == self.context:
            return self
        if self.context is not None and value is not None:
            return self._with_value("msgctxt", value)
        parts = list(self.parts)
        if value is None:
            return self.with_parts(
                _without(parts, lambda p: p.keyword == "msgctxt" and not p.previous)
            )
        at = next(
            n for n, p in enumerate(parts)
            if isinstance(p, Field) and p.keyword == "msgid" and not p.previous
        )  # fmt: skip
        raw = ("#~ " if self.obsolete else "") + 'msgctxt ""'
        made = self._spelled(Field(raw, "msgctxt", "", obsolete=self.obsolete), value)
        return self.with_parts([*parts[:at], made, Blank(self._newline), *parts[at:]])

    def with_fuzzy(self, on: bool) -> Entry:
        """With the fuzzy flag or without; other flags stay."""
        if on == self.fuzzy:
            return self
        parts = list(self.parts)
        lines = [(n, p) for n, p in enumerate(parts) if isinstance(p, Comment) and p.sign in _FLAGS]
        if not on:
            for place, part in reversed(lines):
                if _FUZZY.search(part.text):
                    parts[place : place + 1] = _unfuzzy(part)
            return self.with_parts(parts)
        for place, part in lines:
            if part.sign == ",":
                raw = part.raw.replace("#,", "#, fuzzy,", 1)
                parts[place] = _comment(raw)
                return self.with_parts(parts)
        return self._inserted(",", [_comment(f"#, fuzzy{self._newline}")])

    def with_previous(self, previous: Previous | None) -> Entry:
        """Other `#|` lines, or none: all of them or none, as gettext knows no half."""
        if previous == self.previous:
            return self
        parts = _without(list(self.parts), lambda p: p.previous)
        if previous is None:
            return self.with_parts(parts)
        sign = "#~| " if self.obsolete else "#| "
        made: list[Part] = []
        for keyword, value in zip(("msgctxt", "msgid", "msgid_plural"), previous, strict=True):
            if value is not None:
                field = Field(f'{sign}{keyword} ""', keyword, "", None, True, self.obsolete)
                made += [self._spelled(field, value), Blank(self._newline)]
        at = _head_of(parts)
        return self.with_parts([*parts[:at], *made, *parts[at:]])

    def with_obsolete(self, on: bool) -> Entry:
        """With `#~` before its lines, or without."""
        if on == self.obsolete:
            return self
        return self.with_parts(
            [_obsolete(p, on) if isinstance(p, Field) else p for p in self.parts]
        )

    def with_lines(self, sign: str, lines: Sequence[str]) -> Entry:
        """Other comments of one sign after the last blank line; those that stay are the same parts."""
        old = [
            (n, part)
            for n, part in enumerate(self.parts)
            if n >= self._own and isinstance(part, Comment) and part.sign == sign
        ]
        texts = [part.text for _n, part in old]
        if texts == list(lines):
            return self
        first = _common(texts, lines)
        last = _common(texts[first:][::-1], lines[first:][::-1])
        made = [
            comment_line(sign, line, self._newline) for line in lines[first : len(lines) - last]
        ]
        gone = {n for n, _part in old[first : len(old) - last]}
        parts = list(self.parts)
        if first:
            at = old[first - 1][0] + 1
        elif old:
            at = old[0][0]
        else:
            return self._inserted(sign, made)
        kept = [p for n, p in enumerate(parts[:at]) if n not in gone]
        return self.with_parts(
            [*kept, *made, *(p for n, p in enumerate(parts[at:], at) if n not in gone)]
        )

    @cached_property
    def _own(self) -> int:
        """The place among its parts after the last blank line before its fields."""
        parts = self.parts
        blank = [
            n for n in range(_head_of(parts)) if isinstance(p := parts[n], Blank) and "\n" in p.raw
        ]
        return blank[-1] + 1 if blank else 0

    def _inserted(self, sign: str, made: Sequence[Part]) -> Entry:
        """Comments put where gettext puts those of their sign."""
        parts = list(self.parts)
        at = self._own
        for n in range(at, _head_of(parts)):
            part = parts[n]
            if isinstance(part, Comment) and _RANK[part.sign] <= _RANK[sign]:
                at = n + 1
        return self.with_parts([*parts[:at], *made, *parts[at:]])


@dataclass(frozen=True)
class PoFile:
    """A file's entries in order and what comes after the last."""

    entries: tuple[Entry, ...] = ()
    tail: str = ""
    charset: str = "utf-8"
    mark: bool = False
    """Whether a byte order mark opens it."""
    newline: str = "\n"

    @cached_property
    def header(self) -> Entry | None:
        """The entry that holds the file's fields."""
        return next((entry for entry in self.entries if entry.is_header), None)

    def text(self) -> str:
        """The whole text, without the mark."""
        return "".join([entry.raw for entry in self.entries]) + self.tail

    def with_entries(self, entries: Sequence[Entry], origins: Sequence[Entry | None]) -> PoFile:
        """Other entries, each with the one it was made of, if any; where one has a new neighbour
        before it, a blank line parts the two."""
        before: dict[int, int] = {}
        last = 0
        for entry in self.entries:
            before[id(entry)] = last
            last = id(entry)
        made: list[Entry] = []
        last = 0
        for entry, origin in zip(entries, origins, strict=True):
            if made and (origin is None or before.get(id(origin)) != last or not last):
                gap = "" if made[-1].raw.endswith("\n") else self.newline
                gap += "" if entry.raw.startswith(("\n", "\r\n")) else self.newline
                entry = entry.with_parts([Blank(gap), *entry.parts]) if gap else entry
            made.append(entry)
            last = id(origin) if origin is not None else 0
        return replace(self, entries=tuple(made))


def read_entries(text: str, charset: str = "utf-8") -> tuple[tuple[Entry, ...], str]:
    """The entries of a file and the rest of its text. Raises Refused where gettext would refuse."""
    entries: list[Entry] = []
    seen: dict[tuple[str | None, str, bool], int] = {}
    twins: dict[int, int] = {}
    for entry, at in _entries(text, charset):
        if entry is None:
            return tuple(entries), text[at:]
        key = (entry.context, entry.source, entry.obsolete)
        if (number := seen.setdefault(key, len(entries))) != len(entries):
            if not entry.obsolete:
                raise Refused(
                    entry.line,
                    _("this message is there already, at line {line}").format(
                        line=entries[number].line
                    ),
                    _("`msguniq` makes one of the two"),
                )
            twins[number] = twins.get(number, 0) + 1
            entry = replace(entry, occurrence=twins[number])
        entries.append(entry)
    return tuple(entries), ""


def _entries(text: str, charset: str) -> Iterator[tuple[Entry | None, int]]:
    """Each entry and where it begins; at last None and where the tail begins."""
    at, line, end = 0, 1, len(text)
    match_plain = _PLAIN.match
    while at < end:
        entry = None
        if match := match_plain(text, at):
            entry = _plain(text, match, line, charset)
            stop = match.end()
        if entry is None:
            parts, stop = _Reader(text, at, line, charset).entry()
            if not any(isinstance(p, Field) and p.keyword != "domain" for p in parts):
                yield None, at
                return
            entry = entry_of(parts, 0, charset)
            entry = replace(entry, line=line + _line_in(parts))._keeping(parts)
        yield entry, at
        line += text.count("\n", at, stop)
        at = stop


def _plain(text: str, match: re.Match[str], line: int, charset: str) -> Entry | None:
    """The entry of a match of `_PLAIN`; None where a token of it needs a closer look."""
    start = match.start()
    _head, context, source, target, plural, forms = match.groups()
    try:
        targets: tuple[str, ...]
        if forms is None:
            targets = (unquoted(target, charset),)
        else:
            found = _FORMS.findall(forms)
            if [int(number) for number, _list in found] != list(range(len(found))):
                return None
            targets = tuple([unquoted(lines, charset) for _number, lines in found])
        return Entry(
            text[start : match.end()],
            line + text.count("\n", start, match.start(3)),
            None if context is None else unquoted(context, charset),
            unquoted(source, charset),
            None if plural is None else unquoted(plural, charset),
            targets,
            False,
            0,
            match.end(1) - start,
            charset,
        )
    except BadEscape:
        return None


def _line_in(parts: Sequence[Part]) -> int:
    """Line feeds before the msgid among these parts."""
    count = 0
    for part in parts:
        if isinstance(part, Field) and part.keyword == "msgid" and not part.previous:
            return count
        count += part.raw.count("\n")
    return count


def entry_of(parts: Sequence[Part], line: int, charset: str) -> Entry:
    """The entry of these parts."""
    said = {(p.keyword, p.index): p for p in parts if isinstance(p, Field) and not p.previous}
    context, source = said.get(("msgctxt", None)), said["msgid", None]
    plural = said.get(("msgid_plural", None))
    return Entry(
        "".join([part.raw for part in parts]),
        line,
        context.value if context else None,
        source.value,
        plural.value if plural else None,
        tuple(p.value for (keyword, _index), p in said.items() if keyword == "msgstr"),
        source.obsolete,
        head=sum(len(part.raw) for part in parts[: _head_of(parts)]),
        charset=charset,
    )


_START = ("", "domain")
_NEXT: Mapping[str, frozenset[str]] = {
    name: frozenset(after.split())
    for name, after in {
        "": "domain #|msgctxt #|msgid msgctxt msgid",
        "domain": "domain #|msgctxt #|msgid msgctxt msgid",
        "#|msgctxt": "#|msgid",
        "#|msgid": "#|msgid_plural msgctxt msgid",
        "#|msgid_plural": "msgctxt msgid",
        "msgctxt": "msgid",
        "msgid": "msgstr msgid_plural",
        "msgid_plural": "msgstr[]",
        "msgstr[]": "msgstr[]",
        "msgstr": "",
    }.items()
}
"""What may follow what."""
_KEYWORDS = frozenset(("domain", "msgctxt", "msgid", "msgid_plural", "msgstr"))
_PREVIOUS = frozenset(("msgctxt", "msgid", "msgid_plural"))


class _Reader:
    """Reads one entry token by token, from a place in a text."""

    def __init__(self, text: str, start: int, line: int, charset: str) -> None:
        self.text, self.start, self.line, self.charset = text, start, line, charset
        self.parts: list[Part] = []
        self.done = start  # the parts so far end here
        self.state = ""  # the last field's name, `#|` before it and `[]` behind it
        self.obsolete: bool | None = None  # of the entry, once its first field said so
        self.forms = 0

    def entry(self) -> tuple[list[Part], int]:
        """Its parts and where it ends; at the end of the text no field may be among them."""
        text, at = self.text, self.start
        old = previous = False  # what `#~` and `#|` said on this line
        sign = -1  # where they stand, if nothing followed yet
        while match := _TOKEN.match(text, at):
            kind = match.lastgroup
            if kind == "newline":
                old, previous, sign = False, False, -1
            elif kind == "sign":
                sign = at if sign < 0 else sign
                old, previous = old or "~" in match[0], previous or "|" in match[0]
            elif kind == "comment":
                if self.state not in _START:
                    if self._complete:
                        break
                    raise self._refused(at, _("a comment stands inside an entry"))
                self._put(_comment(text[(at if sign < 0 else sign) : match.end()]), match.end())
                old, previous, sign = False, False, -1
            elif kind != "space":
                name, index, lists = self._keyword(match, previous)
                if not name:
                    break
                at = self._field(at if sign < 0 else sign, name, index, lists, old, previous)
                ended = text.rfind("\n", match.start(), at)
                if ended >= 0:  # the string went on: its last line has signs of its own
                    signs = _LEADING_SIGNS.match(text, ended + 1)
                    said = signs[0] if signs else ""
                    old, previous = "~" in said, "|" in said
                sign = -1
                continue
            at = match.end()
        if at < len(text) and not match:
            if self._complete:
                return self._whole()
            unclosed = text.startswith('"', at)
            raise self._refused(
                at, _("a string is not closed; is the file cut off?") if unclosed
                else _("this line is not PO syntax"),
            )  # fmt: skip
        if self.state in _START:
            if self.done < len(text):
                self.parts.append(Blank(text[self.done :]))
            return self.parts, len(text)
        if not self._complete:
            raise self._missing(min(at, len(text)))
        return self._whole()

    @property
    def _complete(self) -> bool:
        return self.state in ("msgstr", "msgstr[]")

    def _whole(self) -> tuple[list[Part], int]:
        """The entry, with what is left of its last line where nothing else stands there."""
        end = self.done
        if rest := _REST_OF_LINE.match(self.text, end):
            self.parts.append(Blank(rest[0]))
            end = rest.end()
        return self.parts, end

    def _put(self, part: Part, end: int) -> None:
        start = end - len(part.raw)
        if start > self.done:
            self.parts.append(Blank(self.text[self.done : start]))
        self.parts.append(part)
        self.done = end

    def _keyword(self, match: re.Match[str], previous: bool) -> tuple[str, int | None, int]:
        """The field that begins here, its form, and where its string may begin; no name where the
        entry is complete and this belongs to the next."""
        word, at = match[0], match.start()
        if match.lastgroup != "word":
            if self._complete:
                return "", None, 0
            raise self._refused(at, _("this line is not PO syntax"))
        if word not in (_PREVIOUS if previous else _KEYWORDS):
            if self._complete:
                return "", None, 0
            raise self._refused(at, _("the keyword {word} is unknown").format(word=word[:40]))
        index, end = None, match.end()
        name = ("#|" if previous else "") + word
        if word == "msgstr" and (form := _FORM.match(self.text, end)):
            name, index, end = "msgstr[]", int(form[1][:9]), form.end()
        if name not in _NEXT[self.state]:
            if self._complete and name in _NEXT[""]:
                return "", None, 0
            raise self._missing(at, name)
        if name == "msgstr[]":
            if index != self.forms:
                raise self._refused(at, _("plural forms are not numbered 0, 1, 2, … in this order"))
            self.forms += 1
        return name, index, end

    def _missing(self, at: int, name: str = "") -> Refused:
        if self.state == "msgid" and name == "msgstr[]":
            return self._refused(at, _("msgstr[n] without msgid_plural"))
        if self.state in ("msgid", "msgid_plural"):
            return self._refused(at, _("msgstr is missing"))
        if self.state.startswith("#|") or self.state == "msgctxt":
            return self._refused(at, _("msgid is missing"))
        return self._refused(at, _("this line is not PO syntax"))

    def _field(
        self, start: int, name: str, index: int | None, at: int, old: bool, previous: bool
    ) -> int:
        """Read a field's string; gives where it ends."""
        text = self.text
        end, first, now_old, now_previous = -1, -1, old, previous
        if name != "domain":
            if self.obsolete is None:
                self.obsolete = old
            elif self.obsolete != old:
                raise self._refused(at, _("`#~` stands before some lines of an entry only"))
        while match := _TOKEN.match(text, at):
            kind = match.lastgroup
            if kind == "newline":
                now_old = now_previous = False
            elif kind == "sign":
                now_old, now_previous = now_old or "~" in match[0], now_previous or "|" in match[0]
            elif kind == "string":
                if now_previous != previous:
                    raise self._refused(at, _("this line is not PO syntax"))
                if now_old != old:
                    raise self._refused(at, _("`#~` stands before some lines of an entry only"))
                first = at if first < 0 else first
                end = match.end()
                if name == "domain":
                    break
            elif kind != "space":
                break
            at = match.end()
        if end < 0:
            if text.startswith('"', at):
                raise self._refused(at, _("a string is not closed; is the file cut off?"))
            raise self._refused(min(at, len(text)), _("a string is missing"))
        if not match and text.startswith('"', at):
            raise self._refused(at, _("a string is not closed; is the file cut off?"))
        try:
            value = unquoted(text[first:end], self.charset)
        except BadEscape as bad:
            reason = _("the escape {escape} means nothing; a backslash is written twice").format(
                escape=bad.what
            )
            if bad.what == "EOT":
                reason = _("a string holds EOT (U+0004), which separates contexts")
            raise self._refused(first + bad.offset, reason) from None
        word = name.removeprefix("#|").removesuffix("[]")
        self._put(Field(text[start:end], word, value, index, previous, old), end)
        self.state = name
        return end

    def _refused(self, at: int, reason: str) -> Refused:
        return Refused(self.line + self.text.count("\n", self.start, at), reason)


def _comment(raw: str) -> Comment:
    """A comment from its line."""
    ((sign, text, _own),) = _said(raw)
    return Comment(raw, sign, text)


def comment_line(sign: str, text: str, newline: str) -> Comment:
    """A comment for a text; a space keeps a last backslash from taking the next line along."""
    body = text.replace("\r", " ").replace("\n", " ")
    end = " " if body.endswith("\\") else ""
    return Comment(f"#{sign}{' ' if body else ''}{body}{end}{newline}", sign, body)


def _said(head: str) -> Iterator[Said]:
    """The comments of what stands before an entry's first field."""
    lines = (head.replace("\\\n", "") if "\\\n" in head else head).split("\n")
    last = 0
    for number in range(len(lines) - 1, 0, -1):
        line = lines[number - 1]
        if line[:1] != "#" or line[1:2] in "~|":
            signs = _LEADING_SIGNS.match(line)
            if signs and signs.end() == len(line):
                last = number
                break
    for number, line in enumerate(lines):
        if line[:1] != "#" or line[1:2] in "~|":
            signs = _LEADING_SIGNS.match(line)
            line = line[signs.end() :] if signs else line
            if not line.startswith("#"):
                continue
        line = line.removesuffix("\r")
        if line.endswith("\\ "):
            line = line[:-1]
        sign = line[1:2]
        if sign not in _RANK:
            sign = ""
        at = 1 + len(sign)
        yield Said(sign, line[at + 1 :] if line[at : at + 1] == " " else line[at:], number >= last)


def _head_of(parts: Sequence[Part]) -> int:
    """The place of an entry's first field; a domain's line is none of its."""
    return next(
        (n for n, p in enumerate(parts) if isinstance(p, Field) and p.keyword != "domain"),
        len(parts),
    )


def _without(parts: list[Part], gone: Callable[[Field], bool]) -> list[Part]:
    """The parts without some fields and the ends of their lines."""
    kept: list[Part] = []
    removed = False
    for part in parts:
        if isinstance(part, Field) and gone(part):
            removed = True
            continue
        if removed and isinstance(part, Blank):
            rest = part.raw.partition("\n")[2]
            if rest:
                kept.append(Blank(rest))
        else:
            kept.append(part)
        removed = False
    return kept


def _unfuzzy(part: Comment) -> list[Part]:
    """A line of flags without `fuzzy`; nothing where no other flag stands there."""
    before, _sign, flags = part.raw.partition("#" + part.sign)
    body = flags.rstrip("\r\n")
    end = flags[len(body) :]
    kept = []
    for chunk in body.split(","):
        without = _FUZZY.sub("", chunk)
        if without == chunk or without.strip():
            kept.append(chunk if without == chunk else " " + " ".join(without.split()))
    if not any(chunk.strip() for chunk in kept):
        return []
    return [_comment(f"{before}#{part.sign}{','.join(kept)}{end}")]


def _obsolete(part: Field, on: bool) -> Field:
    """A field with `#~` before each of its lines, or without; what stands in quotes is no sign."""
    if part.keyword == "domain":
        return part
    pieces: list[str] = []
    at = 0
    for match in LITERAL.finditer(part.raw):
        gap = part.raw[at : match.start()]
        if not on:
            gap = _SIGN.sub(lambda sign: "#| " if sign[1] else "", gap)
        elif "#|" in gap:
            gap = gap.replace("#|", "#~|")
        elif not part.previous:
            begin, line_feed, end = gap.rpartition("\n")
            gap = f"{begin}{line_feed}#~ {end}" if line_feed else gap
            gap = "#~ " + gap if not at else gap
        pieces += (gap, match[0])
        at = match.end()
    return replace(part, raw="".join(pieces), obsolete=on)


def _common(one: Sequence[str], two: Sequence[str]) -> int:
    """How many items at the beginning are the same."""
    count = 0
    for a, b in zip(one, two, strict=False):
        if a != b:
            break
        count += 1
    return count
