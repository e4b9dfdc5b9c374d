"""One PO entry ⇄ units.

Lives here: `units_of` and `render`. Takes a polib entry, gives its unit (one per plural form), and
back: the entry's text with everything the unit does not know kept as it was.
May import: model, language; polib.
Apart from `po` because an entry is not a file.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Sequence

import polib

from workbench.catalog.comments import (
    Comments,
    read_comments,
    read_places,
    write_comments,
    write_places,
)
from workbench.model import Kind, Reference, State, Unit

_SPACE = re.compile(r"\s")


def units_of(entry: polib.POEntry, number: int) -> list[Unit]:
    """The units of the `number`th entry: one, or one per plural form (`e7.0`, `e7.1`)."""
    places = read_places(entry.comment) if entry.comment else None
    names, kind = places or ((), Kind.PARAGRAPH)
    said = read_comments(entry.tcomment)
    fuzzy = "fuzzy" in entry.flags
    forms = [(names[0] if names else f"e{number}", entry.msgid, entry.msgstr)]
    if entry.msgid_plural:
        forms = [
            (f"e{number}.{form}", entry.msgid if form == 0 < last else entry.msgid_plural, text)
            for last in [max(entry.msgstr_plural, default=0)]
            for form, text in sorted(entry.msgstr_plural.items())
        ]
    references = tuple(
        [
            Reference(unquoted(path), int(line) if line.isdigit() else None)
            for path, line in entry.occurrences
        ]
    )
    ordinals = tuple([int(name[1:].split(".")[0]) for name in names])
    return [
        Unit(
            id=unit_id,
            source=source,
            target=target,
            state=_state(entry.obsolete, fuzzy, target),
            kind=kind,
            places=ordinals,
            references=references,
            context=entry.msgctxt,
            provenance=said.provenance,
            comments=said.free,
            silenced=said.silenced,
            previous_source=entry.previous_msgid,
            bookmarked=said.bookmarked,
        )
        for unit_id, source, target in forms
    ]


def _state(obsolete: int, fuzzy: bool, target: str) -> State:
    if obsolete:
        return State.OBSOLETE
    if not target:
        return State.EMPTY
    return State.FUZZY if fuzzy else State.CONFIRMED


def quoted(path: str) -> str:
    """A path as a PO reference: white space would end it, so it is percent-encoded."""
    return _SPACE.sub(lambda match: f"%{ord(match[0]):02X}", path.replace("%", "%25"))


def unquoted(reference: str) -> str:
    """The path a reference names."""
    if "%" not in reference:
        return reference
    return re.sub(r"%([0-9A-F]{2})", lambda match: chr(int(match[1], 16)), reference)


def place_names(unit: Unit) -> list[str]:
    """`p12`, `p39`: the unit's own id first, as it may be part of a split paragraph."""
    return [unit.id, *(f"p{place}" for place in unit.places[1:])]


def render(
    units: Sequence[Unit], entry: polib.POEntry | None = None, *, template: bool = False
) -> str:
    """The text of one entry, no line feed at its end.

    `entry` is what the file held before; its unknown flags and comments stay.
    """
    unit = units[0]
    made = copy.copy(entry) if entry is not None else polib.POEntry()
    made.msgid = entry.msgid if entry is not None and entry.msgid_plural else unit.source
    made.msgctxt = unit.context  # type: ignore[assignment]
    if unit.places:
        kept = entry.comment.split("\n")[1:] if entry is not None and entry.comment else []
        made.comment = "\n".join([write_places(place_names(unit), unit.kind), *kept])
    made.occurrences = [
        (quoted(ref.path), "" if ref.line is None else str(ref.line)) for ref in unit.references
    ]
    said = Comments(unit.comments, unit.provenance, unit.silenced, unit.bookmarked)
    made.tcomment = "" if template else write_comments(said)
    made.flags = [flag for flag in (entry.flags if entry is not None else []) if flag != "fuzzy"]
    made.previous_msgid = None
    made.obsolete = unit.state is State.OBSOLETE
    if template:
        made.msgstr = ""
    else:
        _put_target(made, units)
        if any(u.state is State.FUZZY for u in units):
            made.flags = ["fuzzy", *made.flags]
            made.previous_msgid = unit.previous_source
    return str(made.__unicode__(wrapwidth=0)).rstrip("\n")


def _put_target(made: polib.POEntry, units: Sequence[Unit]) -> None:
    if made.msgid_plural:
        forms = dict(made.msgstr_plural)
        for unit in units:
            forms[int(unit.id.rsplit(".", 1)[1])] = unit.target
        made.msgstr_plural = forms
    else:
        made.msgstr = units[0].target
