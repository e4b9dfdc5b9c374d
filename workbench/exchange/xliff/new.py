"""A new XLIFF of a catalog that was not made from one: 1.2 or 2.1; and what comes back of it.

Lives here: `new_xliff` and `returned`. Takes units and a language pair, gives bytes, and back. Tags of a text become inline codes that
hold them as native code, so that whoever translates cannot break them and `native` of `codes` gives them
back: `bpt` and `ept`, `ph`, `it` in 1.2; `pc`, `sc`, `ec`, `ph` with original data in 2.1. A tag has one
number on both sides.
May import: errors, language, model, wording, the package version and `bilingual`, `codes`, `dialects`, `scan` of this room.
Apart from `write` because there a file is kept, and here one is made.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple
from xml.sax.saxutils import escape, quoteattr

from workbench import __version__
from workbench.errors import ExchangeError
from workbench.exchange.bilingual import STAGES
from workbench.exchange.xliff.codes import ILLEGAL, OUTER, native, text_of
from workbench.exchange.xliff.dialects import spelling
from workbench.exchange.xliff.scan import Scan, Spot, Text, working_copy
from workbench.exchange.xliff.scan import Unit as Read
from workbench.language.tags import TAG, is_empty, is_inline
from workbench.model import Stage, Unit
from workbench.wording import _

TOOL = "translation-workbench"
_KINDS = {"html": "html", "markdown": "x-markdown", "text": "plaintext"}


class _Tag(NamedTuple):
    """One tag of a text."""

    start: int
    end: int
    number: int
    """The same for both tags of a pair, on both sides."""
    role: str
    """`o` and `c` where the pair is nested as XML wants it, `a` alone, `b` and `e` for halves."""


def new_xliff(
    units: Iterable[Unit], source: str, target: str, name: str, *, form: str = "text", version: str = "1.2"
) -> bytes:  # fmt: skip
    """The file. `name`: of the article; `form`: its format, as articles say it. Raises ExchangeError
    where a text holds what XML cannot."""
    two = version.startswith("2")
    lines = ['<?xml version="1.0" encoding="UTF-8"?>']
    if two:
        lines += [
            '<xliff xmlns="urn:oasis:names:tc:xliff:document:2.0" '
            f'version="{version}" srcLang="{source}" trgLang="{target}">',
            f'  <file id="f1" original={_value(name)}>',
        ]
    else:
        lines += [
            f'<xliff xmlns="urn:oasis:names:tc:xliff:document:1.2" version="{version}">',
            f'  <file original={_value(name)} source-language="{source}" target-language="{target}"'
            f' datatype="{_KINDS.get(form, "plaintext")}" tool-id="{TOOL}">',
            "    <header>",
            f'      <tool tool-id="{TOOL}" tool-name="Translation Workbench" tool-version="{__version__}"/>',
            "    </header>",
            "    <body>",
        ]
    for unit in units:
        for text in (unit.source, unit.target, *unit.notes, *unit.comments, unit.context or ""):
            if (match := ILLEGAL.search(text)) is not None:
                raise ExchangeError(
                    _("XML cannot hold the character {char!r}").format(char=match[0]), where=unit.id
                )
        lines += _second(unit) if two else _first(unit)
    lines += ["  </file>", "</xliff>"] if two else ["    </body>", "  </file>", "</xliff>"]
    return ("\n".join(lines) + "\n").encode()


class Returned(NamedTuple):
    """A unit of a file that `new_xliff` made, as it came back; texts have their tags again."""

    id: str
    line: int
    source: str
    target: str
    stage: str
    """One of STAGES: the least of its segments, however a tool has cut it."""


def returned(data: bytes, name: str) -> Iterator[Returned]:
    """The units of such a file, in order. Raises ExchangeError."""
    scan = Scan(working_copy(data, name).data, name)
    last: Read | None = None
    stages: list[str] = []
    for segment in scan.segments():
        spot = segment.where
        assert isinstance(spot, Spot)
        if last is not None and spot.unit is not last:
            yield _whole(last, stages)
            stages = []
        last = spot.unit
        stages.append(segment.stage)
    if last is not None:
        yield _whole(last, stages)


def _whole(unit: Read, stages: list[str]) -> Returned:
    source, target = (
        "".join(_plain(text, unit) for text in side if text is not None)
        for side in (
            [unit.source, *(part.source for part in unit.segments)],
            [unit.target, *(part.target for part in unit.segments)],
        )
    )
    stage = min(stages, key=STAGES.index)
    return Returned(unit.tag.attributes.get("id", ""), unit.line, source, target, stage)


def _plain(text: Text, unit: Read) -> str:
    return native(text_of(text.content, data=unit.data)).strip(OUTER)


def _first(unit: Unit) -> list[str]:
    """A unit of 1.2."""
    locked = ' translate="no"' if unit.locked else ""
    lines = [f'      <trans-unit id={_value(unit.id)}{locked} xml:space="preserve">']
    source, target = _tags(unit)
    lines.append(f"        <source>{_inline(unit.source, source)}</source>")
    if unit.target:
        state = spelling("xliff 1.2", ("target", "state"), unit.stage.value)
        lines.append(f'        <target state="{state}">{_inline(unit.target, target)}</target>')
    for place in unit.references:
        number = f'<context context-type="linenumber">{place.line}</context>' if place.line else ""
        lines.append(
            '        <context-group purpose="location"><context context-type="sourcefile">'
            f"{_text(place.path)}</context>{number}</context-group>"
        )
    lines += [
        f"        <note from={_value(who)}>{_text(said)}</note>" for who, said in _notes(unit)
    ]
    lines.append("      </trans-unit>")
    return lines


def _second(unit: Unit) -> list[str]:
    """A unit of 2.x."""
    locked = ' translate="no"' if unit.locked else ""
    lines = [f'    <unit id={_value(unit.id)}{locked} xml:space="preserve">']
    notes = list(_notes(unit))
    if notes:
        lines.append("      <notes>")
        lines += [
            f"        <note category={_value(who)}>{_text(said)}</note>" for who, said in notes
        ]
        lines.append("      </notes>")
    source, target = _tags(unit)
    data: dict[str, str] = {}
    sides = [_marked(unit.source, source, data)]
    if unit.target:
        sides.append(_marked(unit.target, target, data))
    if data:
        lines.append("      <originalData>")
        lines += [f'        <data id="{ref}">{_text(tag)}</data>' for tag, ref in data.items()]
        lines.append("      </originalData>")
    said = spelling("xliff 2", ("segment", "state"), unit.stage.value)
    state = f' state="{said}"' if unit.stage is not Stage.EMPTY else ""
    lines.append(f'      <segment id="s1"{state}>')
    lines.append(f"        <source>{sides[0]}</source>")
    lines += [f"        <target>{side}</target>" for side in sides[1:]]
    return [*lines, "      </segment>", "    </unit>"]


def _notes(unit: Unit) -> Iterable[tuple[str, str]]:
    if unit.places:
        yield "kind", unit.kind.value
    if unit.context is not None:
        yield "context", unit.context
    yield from (("developer", note) for note in unit.told if note.strip())
    yield from (("translator", line) for line in unit.comments if line.strip())


def _tags(unit: Unit) -> tuple[list[_Tag], list[_Tag]]:
    """The tags of both sides. One of the target that the source has, too, has its number."""
    known: dict[tuple[str, int], int] = {}
    source = _numbered(unit.source, known, {})
    return source, _numbered(unit.target, {}, known)


def _numbered(
    text: str, made: dict[tuple[str, int], int], known: dict[tuple[str, int], int]
) -> list[_Tag]:
    """`made` gets the number of each tag, by its text and how many alike stood before it."""
    found = [match for match in TAG.finditer(text) if is_inline(match)]
    partner: dict[int, int] = {}
    open_: list[int] = []
    for at, match in enumerate(found):
        if is_empty(match):
            continue
        if not match["end"]:
            open_.append(at)
        elif open_ and found[open_[-1]]["name"].lower() == match["name"].lower():
            partner[at] = open_.pop()
    partner |= {begun: at for at, begun in partner.items()}
    seen: Counter[str] = Counter()
    next_ = max([0, *made.values(), *known.values()]) + 1
    numbers: dict[int, int] = {}
    taken: set[int] = set()
    tags = []
    for at, match in enumerate(found):
        key = (match[0], seen[match[0]])
        seen[match[0]] += 1
        other = partner.get(at)
        if other is not None and other < at:
            number = numbers[other]
        else:
            number = known.get(key, 0)
            if not number or number in taken:
                number, next_ = next_, next_ + 1
            taken.add(number)
        numbers[at] = made[key] = number
        role = "a" if is_empty(match) else ("c" if match["end"] else "o")
        if role != "a" and other is None:
            role = "e" if match["end"] else "b"
        tags.append(_Tag(match.start(), match.end(), number, role))
    return tags


def _inline(text: str, tags: Sequence[_Tag]) -> str:
    """A text of 1.2."""
    out = []
    last = 0
    for tag in tags:
        out.append(_text(text[last : tag.start]))
        name, more = {
            "o": ("bpt", f' rid="{tag.number}"'), "c": ("ept", f' rid="{tag.number}"'),
            "a": ("ph", ""), "b": ("it", ' pos="open"'), "e": ("it", ' pos="close"'),
        }[tag.role]  # fmt: skip
        native = _text(text[tag.start : tag.end])
        out.append(f'<{name} id="{tag.number}"{more}>{native}</{name}>')
        last = tag.end
    return "".join([*out, _text(text[last:])])


def _marked(text: str, tags: Sequence[_Tag], data: dict[str, str]) -> str:
    """A text of 2.x; `data` gets the native codes."""
    out = []
    last = 0
    ends = {tag.number: text[tag.start : tag.end] for tag in tags if tag.role == "c"}
    for tag in tags:
        out.append(_text(text[last : tag.start]))
        ref = _reference(text[tag.start : tag.end], data)
        number = tag.number
        if tag.role == "o":
            end = _reference(ends[number], data)
            out.append(f'<pc id="{number}" dataRefStart="{ref}" dataRefEnd="{end}">')
        elif tag.role == "c":
            out.append("</pc>")
        elif tag.role == "a":
            out.append(f'<ph id="{number}" dataRef="{ref}"/>')
        else:
            name = "sc" if tag.role == "b" else "ec"
            out.append(f'<{name} id="{number}" isolated="yes" dataRef="{ref}"/>')
        last = tag.end
    return "".join([*out, _text(text[last:])])


def _reference(tag: str, data: dict[str, str]) -> str:
    return data.setdefault(tag, f"d{len(data) + 1}")


def _text(text: str) -> str:
    return escape(text, {"\r": "&#13;"})


def _value(text: str) -> str:
    return quoteattr(text.encode("utf-8", "replace").decode())
