"""Formatted documents in an archive: their parts are read one after the other, and only changed ones are written.

Lives here: Place, `read_parts`, `write_parts`. Takes the paragraphs that a format finds in each part, gives an
Article; takes targets, gives the archive in which the paragraphs with one say something else, every other byte of
their parts and every other part is as it was.
May import: errors, model and `blocks`, `package`, `runs` of this room.
Apart from the formats because Word's and LibreOffice's are written in this way.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from workbench.article.package import Package
from workbench.article.runs import Emit, Shown
from workbench.errors import DocumentError
from workbench.model import Article, Kind, Paragraph, Span
from workbench.wording import _


@dataclass(frozen=True, slots=True)
class Place:
    """A paragraph of a part: what is seen of it, the bytes it takes, how a text is written there."""

    shown: Shown
    span: Span
    emit: Emit
    kind: Kind = Kind.PARAGRAPH
    level: int = 0
    frame: bool = False


Find = Callable[[bytes, str], Iterable[Place]]
"""The paragraphs of a part, in order; takes its bytes and where it is, for an error."""
Parts = Iterable[tuple[str, bool]]
"""Names of the parts with texts, and whether they stand around the main text."""


def opened(data: bytes, name: str) -> Package:
    """The archive. Raises DocumentError: none, damaged, a bomb, a password."""
    from workbench.article.package import is_package

    if not is_package(data, name):
        raise DocumentError(_("is no whole document"), where=name, hint=_("ask for the file again"))
    package = Package(data, name)
    package.proved()
    return package


def _found(package: Package, parts: Parts, find: Find) -> list[tuple[str, list[Place]]]:
    return [
        (name, [place if not frame or place.frame else _framed(place) for place in places])
        for name, frame in parts
        for places in [list(find(package.read(name), f"{package.name}:{name}"))]
    ]


def _framed(place: Place) -> Place:
    from dataclasses import replace

    return replace(place, frame=True)


def read_parts(package: Package, parts: Parts, find: Find, form: str) -> Article:
    """The article: main text first, then what stands around it."""
    places = [place for _name, found in _found(package, parts, find) for place in found]
    ordered = [p for p in places if not p.frame] + [p for p in places if p.frame]
    paragraphs = tuple(
        Paragraph(p.shown.text, p.kind, number, number, p.span, p.level, p.frame)
        for number, p in enumerate(ordered, 1)
    )
    return Article(package.name, form, None, "utf-8", "", paragraphs, "\n", package.data)


def write_parts(
    package: Package, parts: Parts, find: Find, targets: Mapping[int, str]
) -> dict[str, bytes]:
    """The parts that change, by name. Raises DocumentError: a target whose tags make no sense."""
    found = _found(package, parts, find)
    main = sum(not place.frame for _name, places in found for place in places)
    changed: dict[str, bytes] = {}
    numbers = {False: 0, True: main}
    for name, places in found:
        edits: list[tuple[Span, list[bytes | Span]]] = []
        for place in places:
            numbers[place.frame] += 1
            number = numbers[place.frame]
            target = targets.get(number, "")
            if target and target != place.shown.text:
                where = f"{package.name} p{number}"
                edits.append((place.span, place.shown.written(target, place.emit, where)))
        if edits:
            changed[name] = spliced(package.read(name), edits)
    return changed


def spliced(data: bytes, edits: Iterable[tuple[Span, list[bytes | Span]]]) -> bytes:
    """Bytes with others in place of these spans; a span may lie in a stretch that another edit copies."""
    from bisect import bisect_left

    changes = sorted(edits, key=lambda edit: (edit[0][0], -edit[0][1]))
    starts = [span[0] for span, _parts in changes]

    def copied(start: int, end: int) -> bytes:
        out: list[bytes] = []
        at, number = start, bisect_left(starts, start)
        while number < len(changes) and (span := changes[number][0])[0] < end:
            if span[1] > end:  # one that this stretch lies in
                number += 1
                continue
            out.append(data[at : span[0]])
            for part in changes[number][1]:
                out.append(part if isinstance(part, bytes) else copied(*part))
            at = span[1]
            number = max(number + 1, bisect_left(starts, at))
        return b"".join([*out, data[at:end]])

    return copied(0, len(data))
