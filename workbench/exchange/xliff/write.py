"""What is wanted, spliced into an XLIFF file; every other byte stays.

Lives here: `write`. Takes the file's bytes and what its segments shall say; gives the new bytes, and why
some segments stayed as they were. Only what stands in targets and the attributes of the table of states is
written; where a unit has no target yet, one comes behind its source, indented as that is. What was written
is read again and compared before it is given.
May import: errors, wording, `bilingual` and `codes`, `dialects`, `scan` of this room.
Apart from `scan` because reading must not be able to change anything.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from workbench.errors import ExchangeError
from workbench.exchange.bilingual import Refusal, Segment, Wanted, Written
from workbench.exchange.xliff.codes import OUTER, bytes_of, damage, element_end, tag_end
from workbench.exchange.xliff.dialects import meaning, places_of, spelling
from workbench.exchange.xliff.scan import (
    RANK,
    Scan,
    Spot,
    Tag,
    Text,
    Unit,
    attribute,
    marks_of,
    spelled,
    working_copy,
)
from workbench.wording import _

_NAME = re.compile(rb"<([^\s/>]+)")
_DONE = RANK["translated"]
_SPACE = b" \t\r\n"


@dataclass(slots=True)
class _Splice:
    """Replacements in a file, by byte offsets."""

    edits: list[tuple[int, int, bytes]] = field(default_factory=list)

    def put(self, start: int, end: int, new: bytes) -> None:
        """Put `new` where start to end was."""
        self.edits.append((start, end, new))

    def done(self, data: bytes) -> bytes:
        """The file with all of them."""
        view = memoryview(data)
        out: list[bytes | memoryview] = []
        last = 0
        for start, end, new in sorted(self.edits, key=lambda edit: edit[:2]):
            assert start >= last, "two edits of one place"
            out += [view[last:start], new]
            last = end
        out.append(view[last:])
        return b"".join(out)


@dataclass(slots=True)
class _Building:
    """A segmented unit that has no target to put its segments in."""

    unit: Unit
    parts: dict[int, bytes] = field(default_factory=dict)
    """Offset of the mark in seg-source → what its target says."""


def write(data: bytes, name: str, wanted: Mapping[str, Wanted]) -> Written:
    """The file with what is wanted. Raises ExchangeError."""
    copy = working_copy(data, name)
    work = _Work(copy.data, name)
    missing = dict.fromkeys(wanted)
    refused: list[Refusal] = []
    changed: dict[str, str] = {}
    for segment in work.scan.segments():
        missing.pop(segment.key, None)
        want = wanted.get(segment.key)
        if want is None:
            continue
        try:
            text = work.take(segment, want)
        except ExchangeError as error:
            refused.append(Refusal(segment.key, error.message))
        else:
            if text is not None:
                changed[segment.key] = text
    work.build()
    refused += [
        Refusal(key, _("is not in the file any more")) for key in missing if wanted[key].target
    ]
    if not changed:
        return Written(data, 0, tuple(refused))
    made = work.splice.done(copy.data)
    _proved(made, name, changed)
    return Written(copy.back(made), len(changed), tuple(refused))


def _proved(made: bytes, name: str, changed: Mapping[str, str]) -> None:
    """Read what was written; each segment must say what it was to say."""
    left = dict(changed)
    for segment in Scan(made, name).segments():
        if segment.key not in left:
            continue
        spot = segment.where
        assert isinstance(spot, Spot)
        if left.pop(segment.key) != (segment.source if spot.copied else segment.target):
            raise ExchangeError(
                _("unit {unit} would not come back as it was written").format(unit=segment.key),
                where=name,
                hint=_("this is a mistake of the workbench; nothing was written"),
            )
    if left:
        raise ExchangeError(
            _("unit {unit} would be lost").format(unit=next(iter(left))), where=name,
            hint=_("this is a mistake of the workbench; nothing was written"),
        )  # fmt: skip


class _Work:
    """One file while it is written."""

    def __init__(self, data: bytes, name: str) -> None:
        self.data = data
        self.scan = Scan(data, name)
        self.splice = _Splice()
        self._building: _Building | None = None
        self._unit: Unit | None = None
        self._stated: dict[tuple[int, ...], list[tuple[Spot, str, bool]]] = {}
        """Segments of the present unit by the tags their states are in: several may share one."""

    def take(self, segment: Segment, want: Wanted) -> str | None:
        """Note what changes for one segment; its new text, or None where nothing does. Raises
        ExchangeError where it cannot be written."""
        spot = segment.where
        assert isinstance(spot, Spot)
        if self._unit is not spot.unit:
            self.build()
            self._unit = spot.unit
        tags = tuple(tag.at for _place, tag in self._states(spot) if tag is not None)
        sharing = self._stated.setdefault(tags, [])
        sharing.append((spot, segment.stage, False))
        text = want.target.strip(OUTER)
        if want.source.strip(OUTER) != segment.source:
            if text == segment.target or segment.locked:
                return None
            raise ExchangeError(
                _("its source has changed to {source!r}").format(source=_short(segment.source))
            )
        if segment.locked:
            if text in {segment.target, segment.source}:
                return None
            raise ExchangeError(_("is locked ({reason})").format(reason=segment.locked))
        if spot.copied and text == segment.source and want.stage in {"draft", "rejected"}:
            return None  # the file says so already
        differs = text != segment.target
        restated = _restated(segment.stage, want.stage, differs)
        if not differs and not (restated and text):
            return None
        if differs:
            if text and (wrong := damage(text, spot.coded, spot.before)):
                raise ExchangeError(wrong)
            if not text and spot.uncut:
                raise ExchangeError(_("cannot be emptied, as its source is cut into segments"))
            self._put(spot, text, want.stage)
        sharing[-1] = (spot, want.stage, restated)
        return text

    def _put(self, spot: Spot, text: str, stage: str) -> None:
        there = spot.target
        lead, trail = _ends(
            spot.before.text if spot.before and spot.before.text.strip(OUTER) else spot.coded.text
        )
        model = there if there is not None and spot.before else spot.source
        cdata = self._inner(model).strip(_SPACE).startswith(b"<![CDATA[")
        body = bytes_of(text, spot.coded, spot.before, self.data, cdata=cdata)
        if not cdata:
            body = lead + body + trail
        if there is not None:
            self._fill(there, body)
        elif spot.mark:
            self._mark(spot, body)
        else:
            after = spot.unit.seg_source or spot.source
            self._insert(spot.source, after, body, self._fresh(spot, stage))

    def _inner(self, text: Text) -> bytes:
        start = tag_end(self.data, text.at)
        return self.data[start : max(start, text.end)]

    def _fill(self, text: Text, body: bytes) -> None:
        start = tag_end(self.data, text.at)
        if self.data[start - 2 : start] == b"/>":
            name = _name(self.data, text.at)
            self.splice.put(start - 2, start, b">" + body + b"</" + name + b">")
        else:
            self.splice.put(start, text.end, body)

    def _insert(self, source: Text, after: Text, body: bytes, state: bytes) -> None:
        """A new target behind the source, on a line of its own where the source has one."""
        prefix, colon, _local = _name(self.data, source.at).rpartition(b":")
        name = prefix + colon + b"target"
        end = element_end(self.data, after.at, after.end)
        gap = self.data[_line_start(self.data, source.at) : source.at]
        self.splice.put(end, end, gap + b"<" + name + state + b">" + body + b"</" + name + b">")

    def _mark(self, spot: Spot, body: bytes) -> None:
        """A segment whose mark the target lacks."""
        unit = spot.unit
        theirs = marks_of(unit.target)
        if not theirs:
            if self._building is None:
                self._building = _Building(unit)
            self._building.parts[spot.source.at] = body
            return
        assert unit.target is not None
        order = [mid for mid, _text in marks_of(unit.seg_source)]
        mine = next(m for m, text in marks_of(unit.seg_source) if text.at == spot.source.at)
        before = [t for m, t in theirs if m in order and order.index(m) < order.index(mine)]
        at = (
            element_end(self.data, before[-1].at, before[-1].end)
            if before
            else tag_end(self.data, unit.target.at)
        )
        self.splice.put(at, at, self._marked(spot.source, body))

    def _marked(self, mark: Text, body: bytes) -> bytes:
        tag = self.data[mark.at : tag_end(self.data, mark.at)]
        if tag.endswith(b"/>"):
            tag = tag[:-2] + b">"
        return tag + body + b"</" + _name(self.data, mark.at) + b">"

    def build(self) -> None:
        """A unit is read: what its segments share is written once."""
        stated, self._stated, self._unit = self._stated, {}, None
        least = "empty"
        for sharing in stated.values():
            least = _least([stage for _spot, stage, _restated in sharing])
            if any(restated for _spot, _stage, restated in sharing):
                self._state(sharing[0][0], least)
        building, self._building = self._building, None
        if building is not None:
            self._built(building, least)

    def _built(self, building: _Building, stage: str) -> None:
        """The target of a segmented unit that had none, in the shape of its seg-source."""
        unit = building.unit
        segmented = unit.seg_source
        assert segmented is not None and unit.source is not None
        out: list[bytes] = []
        last = tag_end(self.data, segmented.at)
        for _mid, mark in marks_of(segmented):
            out.append(self.data[last : mark.at])
            out.append(self._marked(mark, building.parts.get(mark.at, b"")))
            last = element_end(self.data, mark.at, mark.end)
        out.append(self.data[last : segmented.end])
        body = b"".join(out)
        if unit.target is not None:
            self._fill(unit.target, body)
            return
        place = places_of(self.scan.dialect)[0]
        state = b""
        if place[0] == "target":
            state = self._attribute(place, stage)
        self._insert(unit.source, segmented, body, state)

    def _states(self, spot: Spot) -> list[tuple[tuple[str, str], Tag | None]]:
        """Places of a segment's state, the first choice first; None where that element is not there."""
        return [(place, spot.tag(place[0])) for place in places_of(self.scan.dialect)]

    def _fresh(self, spot: Spot, stage: str) -> bytes:
        """The state attribute of a target that is made."""
        states = self._states(spot)
        place = states[0][0]
        if place[0] != "target" or any(attribute(tag, p[1]) is not None for p, tag in states):
            return b""
        return self._attribute(place, stage)

    def _attribute(self, place: tuple[str, str], stage: str) -> bytes:
        dialect = self.scan.dialect
        value = spelling(dialect, place, stage)
        if not value or meaning(dialect, place, None) == stage:
            return b""
        return f' {place[1]}="{value}"'.encode()

    def _state(self, spot: Spot, stage: str) -> None:
        """The state where the unit has it; else where its dialect puts it."""
        dialect = self.scan.dialect
        main = True
        states = self._states(spot)
        for place, tag in states:
            value = attribute(tag, place[1])
            if tag is None or value is None:
                continue
            means = meaning(dialect, place, value)
            new = spelling(dialect, place, stage)
            raised = (
                main or place[1] != "approved"
            )  # which is a reviewer's word, where there is another
            if new and means != stage and (raised or RANK[means] > RANK[stage]):
                if not (main and RANK[means] >= _DONE and RANK[stage] >= _DONE and new == value):
                    self._revalue(tag, place[1], new)
            main = False
        if main:
            place, tag = states[0]
            made = self._attribute(place, stage)
            if made and tag is not None and ":" not in place[1]:
                at = tag.at + 1 + len(_name(self.data, tag.at))
                self.splice.put(at, at, made)
            elif made and tag is not None:
                self._vendor(tag, place[1], made)

    def _vendor(self, tag: Tag, name: str, made: bytes) -> None:
        """An attribute with the prefix that its vendor's other attributes have in this tag."""
        vendor = name.partition(":")[0]
        for full in tag.attributes:
            parts = full.split(" ")
            if len(parts) == 3 and spelled(tag, f"{vendor}:{parts[1]}") == full:
                at = tag.at + 1 + len(_name(self.data, tag.at))
                self.splice.put(at, at, made.replace(vendor.encode(), parts[2].encode(), 1))
                return

    def _revalue(self, tag: Tag, name: str, value: str) -> None:
        if ":" in name:
            parts = spelled(tag, name).split(" ")
            name = f"{parts[2]}:{parts[1]}"
        start, end = self._value(tag, name)
        self.splice.put(start, end, value.encode())
        if name == "state" and "subState" in tag.attributes:  # says more about the state that was
            start, end = self._value(tag, "subState")
            begin = self.data.rindex(b"subState", 0, start)
            while self.data[begin - 1 : begin] in (b" ", b"\t", b"\n", b"\r"):
                begin -= 1
            self.splice.put(begin, end + 1, b"")

    def _value(self, tag: Tag, name: str) -> tuple[int, int]:
        """Where an attribute's value stands, without its quotes."""
        end = tag_end(self.data, tag.at)
        for match in _ATTRIBUTE.finditer(self.data, tag.at + 1, end):
            if match[1] == name.encode():
                return match.start(2) + 1, match.end(2) - 1
        raise AssertionError("expat read this attribute")


_ATTRIBUTE = re.compile(rb"""\s([^\s=/>"']+)\s*=\s*("[^"]*"|'[^']*')""")


def _least(stages: list[str]) -> str:
    """How far several segments are together: what is begun is a draft."""
    least = min(stages, key=lambda stage: RANK[stage])
    return "draft" if least == "empty" and set(stages) != {"empty"} else least


def _restated(is_: str, wanted: str, differs: bool) -> bool:
    """Whether a state has to be written. Finer states of the file's own survive while they are true."""
    if is_ == wanted:
        return False
    if wanted == "empty":
        return differs
    if wanted == "draft" and is_ in {"draft", "rejected"}:
        return differs and is_ == "rejected"
    if wanted == "translated" and RANK[is_] > _DONE:
        return differs
    return True


def _ends(text: str) -> tuple[bytes, bytes]:
    """White space at the ends of a text."""
    inner = text.strip(OUTER)
    if not inner:
        return b"", b""
    start = text.index(inner)
    return (
        text[:start].replace("\r", "&#13;").encode(),
        text[start + len(inner) :].replace("\r", "&#13;").encode(),
    )


def _name(data: bytes, at: int) -> bytes:
    match = _NAME.match(data, at)
    assert match is not None
    return match[1]


def _line_start(data: bytes, at: int) -> int:
    """Where the white space before `at` begins; `at` where it is not on a line of its own."""
    start = at
    while start and data[start - 1 : start] in (b" ", b"\t"):
        start -= 1
    if data[start - 1 : start] != b"\n":
        return at
    return start - 2 if data[start - 2 : start - 1] == b"\r" else start - 1


def _short(text: str) -> str:
    return text if len(text) <= 60 else text[:57] + "…"
