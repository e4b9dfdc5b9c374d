"""One entry ⇄ units.

Lives here: `units_of`, what a person translates in an entry (one unit, or one per plural form), and
`applied`, the least edit of an entry that makes its units say what they now say. `new_entry` lays out
one that no file held before, as `msgcat --no-wrap` does; `template_entry` empties one.
May import: model and `comments`, `strings`, `syntax` of this room.
Apart from `syntax` because what an entry is in the file and what it is to a person are two things.
"""

from __future__ import annotations

from collections.abc import Sequence

from workbench.catalog.comments import (
    is_place,
    merged_notes,
    read_comments,
    read_places,
    read_reference,
    write_places,
    write_reference,
)
from workbench.catalog.strings import quoted
from workbench.catalog.syntax import Entry, Previous, comment_line, read_entries
from workbench.model import Kind, PluralForm, Review, State, Unit


def units_of(entry: Entry, number: int) -> list[Unit]:
    """The units of the `number`th entry: `p12` where it names its place, else `e7`, or one per plural
    form (`e7.0`, `e7.1`)."""
    notes: list[str] = []
    extracted: list[str] = []
    references = []
    for sign, text, own in entry.said:
        if sign == ":":
            references += [read_reference(word) for word in text.split()]
        elif sign == ".":
            extracted.append(text)
        elif sign == "" and own:
            notes.append(text)
    names: tuple[str, ...] = ()
    kind = Kind.PARAGRAPH
    told: tuple[str, ...] = ()
    for text in extracted:
        if not names and (found := read_places(text)):
            names, kind = found
        else:
            told += (text,)
    said = read_comments(notes)
    previous = entry.previous
    fuzzy = entry.fuzzy
    forms: list[tuple[str, str, PluralForm | None]]
    if entry.plural is None:
        forms = [(names[0] if names else f"e{number}", entry.source, None)]
    else:
        last = len(entry.targets) - 1
        forms = [
            (
                f"e{number}.{form}",
                entry.source if form == 0 < last else entry.plural,
                PluralForm(entry.source, entry.plural, form),
            )
            for form in range(last + 1)
        ]
    ordinals = tuple([int(name[1:].split(".")[0]) for name in names])
    return [
        Unit(
            id=unit_id,
            source=source,
            target=target,
            state=_state(entry.obsolete, fuzzy, target),
            kind=kind,
            places=ordinals,
            references=tuple(references),
            context=entry.context,
            provenance=said.provenance,
            comments=said.free,
            silenced=said.silenced,
            previous_source=previous.source if previous else None,
            bookmarked=said.bookmarked,
            plural=plural,
            occurrence=entry.occurrence,
            reviews=tuple(
                review
                for form, review in said.reviews
                if plural is None or form in (None, plural.form)
            ),
            notes=told,
        )
        for (unit_id, source, plural), target in zip(forms, entry.targets, strict=True)
    ]


def _state(obsolete: bool, fuzzy: bool, target: str) -> State:
    if obsolete:
        return State.OBSOLETE
    if not target:
        return State.EMPTY
    return State.FUZZY if fuzzy else State.CONFIRMED


def place_names(unit: Unit) -> list[str]:
    """`p12`, `p39`: the unit's own id first, as it may be part of a split paragraph."""
    return [unit.id, *(f"p{place}" for place in unit.places[1:])]


def applied(entry: Entry, before: Sequence[Unit], after: Sequence[Unit]) -> Entry:
    """The entry with what differs between its units then and now; all else stays as it stands.

    Of facts that all plural forms share, the one that was changed counts.
    """
    for old, new in zip(before, after, strict=True):
        form = new.plural.form if new.plural else None
        if new.target != old.target:
            entry = entry.with_target(new.target, form)
    old, new = _shared(before, after)
    if new.source != old.source and new.plural is None:
        entry = entry.with_source(new.source)
    if new.context != old.context:
        entry = entry.with_context(new.context)
    facts = (new.comments, new.provenance, new.silenced, new.bookmarked, _reviews(after))
    if facts != (old.comments, old.provenance, old.silenced, old.bookmarked, _reviews(before)):
        lines = [text for sign, text, own in entry.said if own and not sign]
        entry = entry.with_lines("", merged_notes(lines, *facts))
    if (new.places, new.kind, new.id) != (old.places, old.kind, old.id):
        entry = _placed(entry, new)
    if new.notes != old.notes:
        lines = [text for sign, text, own in entry.said if own and sign == "."]
        entry = entry.with_lines(".", [*(line for line in lines if is_place(line)), *new.notes])
    if new.references != old.references:
        words = " ".join(write_reference(reference) for reference in new.references)
        entry = entry.with_lines(":", [words] if words else [])
    if any(unit.state is not was.state for was, unit in zip(before, after, strict=True)):
        states = {unit.state for unit in after}
        if State.OBSOLETE in states:
            entry = entry.with_obsolete(True)
        else:
            entry = entry.with_obsolete(False).with_fuzzy(State.FUZZY in states)
    wanted = new.previous_source if new.state is State.FUZZY else None
    if new.state is State.OBSOLETE:
        wanted = new.previous_source
    if wanted is None or wanted != old.previous_source:
        entry = entry.with_previous(None if wanted is None else Previous(None, wanted))
    return entry


def _reviews(units: Sequence[Unit]) -> list[tuple[int | None, Review]]:
    """What was said of each plural form."""
    return [
        (unit.plural.form if unit.plural else None, review)
        for unit in units
        for review in unit.reviews
    ]


def _shared(before: Sequence[Unit], after: Sequence[Unit]) -> tuple[Unit, Unit]:
    """The pair whose shared facts count: the first that changed, as all forms say the same."""
    pairs = list(zip(before, after, strict=True))
    return next(
        ((old, new) for old, new in pairs if old is not new and _facts(old) != _facts(new)),
        pairs[0],
    )


def _facts(unit: Unit) -> tuple[object, ...]:
    return (
        unit.comments, unit.provenance, unit.silenced, unit.bookmarked, unit.previous_source,
        unit.context, unit.references, unit.places, unit.kind, unit.state, unit.notes,
    )  # fmt: skip


def _placed(entry: Entry, unit: Unit) -> Entry:
    """The entry with the comment that names its place, or without."""
    lines = [text for sign, text, own in entry.said if own and sign == "."]
    others = [line for line in lines if not is_place(line)]
    if not unit.places:
        return entry.with_lines(".", others)
    return entry.with_lines(".", [write_places(place_names(unit), unit.kind), *others])


def new_entry(units: Sequence[Unit], newline: str = "\n", charset: str = "utf-8") -> Entry:
    """An entry for units that no file held before."""
    ((entry,), _tail) = read_entries(entry_text(units, newline), charset)
    return entry


def entry_text(units: Sequence[Unit], newline: str = "\n") -> str:
    """The same as text, with an empty line before it."""
    unit = units[0]
    obsolete = unit.state is State.OBSOLETE
    sign = "#~ " if obsolete else ""
    lines: list[str] = []
    if unit.comments or unit.provenance or unit.silenced or unit.bookmarked or unit.reviews:
        facts = (unit.comments, unit.provenance, unit.silenced, unit.bookmarked, _reviews(units))
        lines = [comment_line("", line, "").raw for line in merged_notes((), *facts)]
    if unit.places:
        lines.append("#. " + write_places(place_names(unit), unit.kind))
    lines += ["#. " + note for note in unit.notes]
    if unit.references:
        lines.append("#: " + " ".join(write_reference(r) for r in unit.references))
    if any(part.state is State.FUZZY for part in units):
        lines.append("#, fuzzy")
    if unit.previous_source is not None and unit.state in (State.FUZZY, State.OBSOLETE):
        before = "#~| " if obsolete else "#| "
        lines.append(f"{before}msgid {quoted(unit.previous_source, newline, before)}")
    fields = [] if unit.context is None else [("msgctxt", unit.context)]
    if unit.plural is None:
        fields += [("msgid", unit.source), ("msgstr", unit.target)]
    else:
        fields += [("msgid", unit.plural.singular), ("msgid_plural", unit.plural.plural)]
        fields += [(f"msgstr[{n}]", part.target) for n, part in enumerate(units)]
    lines += [f"{sign}{keyword} {quoted(text, newline, sign)}" for keyword, text in fields]
    return newline.join(["", *lines, ""])


def template_entry(entry: Entry) -> Entry:
    """The entry as a template has it: no translation, nothing a translator said, no flag of theirs."""
    for form in range(len(entry.targets)):
        entry = entry.with_target("", form if entry.plural is not None else None)
    return entry.with_fuzzy(False).with_previous(None).with_lines("", ())
