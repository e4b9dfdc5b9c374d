"""What the termbases and the dictionary say of a word that somebody asks about.

Lives here: `looked_up`, `in_dictionary`, Known. Takes words of either language, gives each form that could be written
in the target, best first, with all that its concept or its entry says: what it stands for, whether it is to be avoided
and why.
May import: language, terms, wording.
Apart from `terms` because that opens termbases and this asks one.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from workbench.language import info
from workbench.terms import Concept, Termbase
from workbench.terms.look_up import lookup
from workbench.wording import _

if TYPE_CHECKING:
    from workbench.language.dictionary import Entry

_MEANINGS = 4
"""Of an entry that are told."""


@dataclass(frozen=True, slots=True)
class Known:
    """A form of the target language and what is said of it."""

    form: str
    said: str


def looked_up(termbase: Termbase, query: str, *, limit: int = 12) -> list[Known]:
    """The forms of the concepts that `query` resembles, in either language."""
    out: dict[tuple[str, str], Known] = {}
    for found in lookup(termbase, query, limit=limit) if query.strip() else ():
        for known in _forms(termbase, found.concept):
            out.setdefault((known.form, found.concept.id), known)
    return list(out.values())[: 2 * limit]


def in_dictionary(query: str, source: str, target: str, *, limit: int = 8) -> list[Known]:
    """What the dictionary of a pair says; nothing where none ships. The first question of all lays it out,
    which takes seconds."""
    from workbench.language.dictionary import look_up

    found = look_up(query, source, target, limit)
    into_japanese = info(target).code == "ja"
    return [_entry(one, into_japanese) for one in sorted(found, key=lambda one: one.unsaid)]


def _entry(one: Entry, into_japanese: bool) -> Known:
    """An entry as a form of the target; its meanings are said in the other language."""
    meanings = "; ".join(one.glosses[:_MEANINGS])
    form, other = (one.written, meanings) if into_japanese else (one.glosses[0], one.written)
    reading = one.reading if one.reading != one.written else ""
    told = "" if into_japanese else meanings
    warned = _("old, coarse or of one group of speakers") if one.unsaid else ""
    return Known(form, " · ".join(filter(None, [other, reading, told, warned, _("dictionary")])))


def _forms(termbase: Termbase, concept: Concept) -> Iterator[Known]:
    """Approved forms first, then those to avoid, each with its concept."""
    source, target = concept.in_(termbase.source), concept.in_(termbase.target)
    of = ", ".join(source.approved)
    for form in target.approved:
        how = "" if form == target.preferred else _("admitted")
        reading = target.reading if form == target.preferred else ""
        parts = [
            of,
            reading,
            how,
            *(use for said, use in target.uses if said == form),
            concept.definition,
            concept.note,
            concept.subject,
        ]
        yield Known(form, " · ".join(part for part in parts if part))
    for form, reason in target.forbidden:
        yield Known(form, " · ".join([of, _("avoid: {reason}").format(reason=reason)]))
    for form, reason in source.forbidden:
        if target.preferred:
            said = _("“{form}” is to be avoided: {reason}").format(form=form, reason=reason)
            yield Known(target.preferred, said)
