"""The translation memory at the desk.

Lives here: where a pair's memory is, what of a catalog enters it, what it offers for a unit and for a
whole catalog. Confirmed paragraphs enter with their neighbours, and their sentences one by one where
both sides have as many, so that a paragraph can be put together from sentences of others.
May import: article, catalog, config, language, memory, model and `difference` of this room.
Apart from `pretranslate` because the editor asks for one unit and preparation for all.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from workbench.article import Segmenter, cut, segmenter
from workbench.catalog import Catalog
from workbench.catalog.comments import read_offers
from workbench.config import Config, user_data
from workbench.desk.difference import difference
from workbench.language import with_script
from workbench.memory import Found, Memory, MemoryEntry
from workbench.model import Match, Origin, Provenance, State, Unit
from workbench.wording import _

SURE = 98
"""Rate from which a match is taken without a person: the same, or figures put in."""
LIKELY = 75
"""Rate from which a match is a better start than an engine's draft: measured with
tests/benchmarks/memory_drafts.py, where matches of 75 to 84 % reach two to three times the chrF of the
shipped package's drafts on documentation, and half as much again on everyday sentences."""
_SENTENCE = "/"
"""Between a unit's id and the number of its sentence; no id has it, `p2.1` is a unit."""


@dataclass(frozen=True, slots=True)
class Recalled:
    """A target from the memory."""

    target: str
    rate: int
    previous: str | None = None
    """The source it was made for, where that is another one."""

    def of(self, unit: Unit) -> Unit:
        """The unit with this target, to be looked at."""
        made = Provenance(Origin.MEMORY, rate=self.rate)
        return replace(
            unit, target=self.target, state=State.FUZZY, provenance=made,
            previous_source=self.previous,
        )  # fmt: skip


def memory_path(config: Config, source: str, target: str) -> Path:
    """The file of a pair's memory."""
    folder = config.memory or user_data() / "memory"
    return folder / f"{with_script(source)}-{with_script(target)}.sqlite"


def open_memory(
    config: Config, source: str, target: str, *, readonly: bool = False
) -> Memory | None:
    """The pair's memory; None where it shall be read and there is none. Raises MemoryFileError."""
    path = memory_path(config, source, target)
    if readonly and not path.exists():
        return None
    return Memory(path, source, target, readonly=readonly)


def neighbours(catalog: Catalog) -> dict[str, tuple[str, str]]:
    """Unit id → sources before and after it; empty at the ends."""
    units = catalog.live
    sources = ["", *(unit.source for unit in units), ""]
    return {unit.id: (sources[n], sources[n + 2]) for n, unit in enumerate(units)}


def entries_of(
    catalog: Catalog, units: Iterable[Unit], author: str = "", config: Config | None = None
) -> Iterator[MemoryEntry]:
    """What confirmed units are in the memory: paragraphs in context, then their sentences, which end
    where the settings say."""
    now = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    document, around = catalog.name, neighbours(catalog)
    for unit in units:
        if unit.state is not State.CONFIRMED or not unit.target.strip() or unit.locked:
            continue
        before, after = around.get(unit.id, ("", ""))
        yield MemoryEntry(
            unit.source, unit.target, before, after, document, unit.id, author, "human", now, now
        )
        for number, (source, target) in enumerate(_sentences(catalog, unit, config)):
            place = f"{unit.id}{_SENTENCE}{number + 1}"
            yield MemoryEntry(
                source, target, None, None, document, place, author, "human", now, now
            )


def _sentences(catalog: Catalog, unit: Unit, config: Config | None) -> list[tuple[str, str]]:
    """The unit's sentences beside those of its target, where they pair off one to one."""
    given = config or Config()
    sides = [
        [s.text for s in _by(language, given).sentences(text)]
        for language, text in (
            (catalog.source_language, unit.source), (catalog.target_language, unit.target),
        )
    ]  # fmt: skip
    if len(sides[0]) != len(sides[1]) or len(sides[0]) < 2:
        return []
    return list(zip(*sides, strict=True))


def _by(language: str, config: Config) -> Segmenter:
    """What cuts texts of a language, as the settings say."""
    return segmenter(language, config.segmenters.get(language), config.sentence_exceptions)


def remember(
    catalog: Catalog,
    memory: Memory,
    units: Iterable[Unit] | None = None,
    *,
    author: str = "",
    config: Config | None = None,
) -> int:
    """Take a catalog's confirmed units into the memory; returns how many are new or differ."""
    chosen = catalog.live if units is None else units
    return memory.add(entries_of(catalog, chosen, author, config))


def forget(catalog: Catalog, memory: Memory, units: Iterable[Unit]) -> int:
    """Take what units gave to the memory out of it, sentences too; returns how many entries."""
    return memory.forget(catalog.name, ((unit.id, unit.source) for unit in units), _SENTENCE)


def suggestions(
    memory: Memory | None, catalog: Catalog, unit: Unit, *, limit: int = 5, minimum: int = 60
) -> tuple[Match, ...]:
    """What the memory, and the file that the catalog came from, have for a unit, best first; the
    unit's own entry is no news."""
    shown = offered(unit)
    if memory is not None:
        before, after = neighbours(catalog).get(unit.id, ("", ""))
        found = memory.matches(
            unit.source, limit=limit + 1, minimum=minimum, previous=before, next=after
        )
        shown += [_shown(f, unit.source) for f in found if not _own(f, catalog, unit)]
    if unit.notes:
        shown.sort(key=lambda match: -match.rate)
    return tuple(shown)[:limit]


def offered(unit: Unit) -> list[Match]:
    """The matches that a file brought along, best first."""
    if not unit.notes:
        return []
    found = [
        Match(
            source=source, target=target, rate=rate, origin=origin or _("the file"),
            author="", changed="", diff=difference(source, unit.source),
        )
        for rate, origin, source, target in read_offers(unit.notes)
    ]  # fmt: skip
    return sorted(found, key=lambda match: -match.rate)


def _own(found: Found, catalog: Catalog, unit: Unit) -> bool:
    entry = found.entry
    same = (entry.document, entry.unit) == (catalog.name, unit.id)
    return same and entry.target == unit.target


def _shown(found: Found, source: str) -> Match:
    entry = found.entry
    return Match(
        source=entry.source, target=found.target, rate=found.rate,
        origin=entry.document or entry.origin, author=entry.author, changed=entry.changed,
        substituted=bool(found.substituted), diff=difference(entry.source, source),
    )  # fmt: skip


def from_memory(
    catalog: Catalog, units: Iterable[Unit], memory: Memory | None, config: Config
) -> dict[str, Recalled]:
    """Unit id → what the memory has: the paragraph if it is sure of it, its sentences put together if
    it is sure of each, else a likely match with the source that was made for. A better match that the
    catalog's file brought along comes first."""
    units = list(units)
    brought = {unit.id: found[0] for unit in units if (found := offered(unit))}
    known = {} if memory is None else _remembered(catalog, units, memory, config)
    for name, match in brought.items():
        if match.rate >= LIKELY and (name not in known or known[name].rate < match.rate):
            same = match.rate >= SURE
            known[name] = Recalled(match.target, match.rate, None if same else match.source)
    return known


def _remembered(
    catalog: Catalog, units: Iterable[Unit], memory: Memory, config: Config
) -> dict[str, Recalled]:
    by = _by(catalog.source_language, config)
    out: dict[str, Recalled] = {}
    around = neighbours(catalog)
    for unit in units:
        before, after = around.get(unit.id, ("", ""))
        best = memory.matches(unit.source, limit=1, minimum=LIKELY, previous=before, next=after)
        if best and best[0].rate >= SURE:
            out[unit.id] = Recalled(best[0].target, best[0].rate)
            continue
        piece = cut(unit.source, by)
        rows = [memory.matches(text, limit=1, minimum=SURE) for text in piece.inputs]
        if len(rows) > 1 and all(rows):
            target = piece.join([row[0].target for row in rows], catalog.target_language)
            out[unit.id] = Recalled(target, min(min(100, row[0].rate) for row in rows))
        elif best:
            out[unit.id] = Recalled(best[0].target, best[0].rate, best[0].entry.source)
    return out
