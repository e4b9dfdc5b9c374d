"""A revised article meets the catalog of its first version.

Lives here: `merge_revised`. Takes a catalog and the new Article; gives the catalog in which every paragraph
of the new article is one unit, and every text that was there is kept, is a fuzzy start, or is obsolete.
Kept: same text, wherever it moved. Edited, split, joined, in any combination: a fuzzy start made of the
targets of the old paragraphs it is made of (`pairing` knows which), with their sources as the previous
one. Gone: obsolete, revived when the text comes back.
May import: language, model and the modules of this room.
Apart from `merge_outside` because there the article stayed the same.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from workbench.catalog.build import build_catalog
from workbench.catalog.catalog import Catalog
from workbench.catalog.pairing import origins
from workbench.language import info
from workbench.model import SHOWN, Article, Reference, State, Unit


@dataclass(frozen=True, slots=True)
class UpdateReport:
    """What became of the units, by id in the new catalog (`gone`: by old id)."""

    kept: tuple[str, ...] = ()
    edited: tuple[str, ...] = ()
    split: tuple[str, ...] = ()
    joined: tuple[str, ...] = ()
    new: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()
    revived: tuple[str, ...] = ()


def merge_revised(catalog: Catalog, article: Article) -> tuple[Catalog, UpdateReport]:
    """The catalog of the revised article and a report. Raises CatalogError if it has no text."""
    fresh = build_catalog(article, catalog.source_language, catalog.target_language)
    glue = {side: " " if info(code).spaced else ""
            for side, code in (("source", fresh.source_language), ("target", fresh.target_language))}  # fmt: skip
    lines = {p.place: Reference(article.name, p.line) for p in article.paragraphs}
    old = [unit for unit in catalog.units if unit.plural is None]
    work = _Revision(old, fresh.units, lines, glue)
    units = work.units()
    plural = [unit for unit in catalog.units if unit.plural is not None]
    units += work.left(plural, [unit.id for unit in units])
    return catalog.with_units(units, work.made_of), work.report()


class _Revision:
    """Old units and new paragraphs, and what becomes of them."""

    def __init__(
        self, old: Sequence[Unit], fresh: Sequence[Unit], lines: Mapping[int, Reference],
        glue: Mapping[str, str],
    ) -> None:  # fmt: skip
        self._old, self._fresh, self._lines, self._glue = old, fresh, lines, glue
        self._found: dict[str, list[str]] = {name: [] for name in UpdateReport.__slots__}
        self._same = self._exact()
        used = {o for owners in self._same.values() for o in owners}
        self._parts = origins(
            [unit.source for unit in old],
            [unit.source for unit in fresh],
            {n: owners[0] for n, owners in self._same.items()},
            spare=[o for o, unit in enumerate(old)
                   if o not in used and (unit.target or unit.comments)],
        )  # fmt: skip
        self._used = used.union(*self._parts)
        self.made_of: dict[str, str] = {}
        """New id → id of the old unit whose entry it goes on with."""

    def _exact(self) -> dict[int, list[int]]:
        """New paragraph → old units of its very text: live ones, else one that was gone."""
        by_source: dict[str, list[int]] = defaultdict(list)
        for o, unit in enumerate(self._old):
            by_source[unit.source].append(o)
        same: dict[int, list[int]] = {}
        for n, unit in enumerate(self._fresh):
            there = by_source.get(unit.source, [])
            live = [o for o in there if self._old[o].state is not State.OBSOLETE]
            gone = sorted(there, key=lambda o: not self._old[o].target)
            if there:
                same[n] = live or gone[:1]
        return same

    def units(self) -> list[Unit]:
        """The units of the new article, in its order."""
        holders: dict[int, int] = defaultdict(int)
        for n, parts in enumerate(self._parts):
            for o in parts if n not in self._same else ():
                holders[o] += 1
        made: list[Unit] = []
        for n, unit in enumerate(self._fresh):
            if n in self._same:
                made += self._kept(unit, self._same[n])
                continue
            olds = [self._old[o] for o in self._parts[n]]
            if not olds:
                made.append(unit)
                self._found["new"].append(unit.id)
                continue
            split = len(olds) == 1 and holders[self._parts[n][0]] > 1
            self._found["joined" if len(olds) > 1 else "split" if split else "edited"].append(
                unit.id
            )
            self.made_of[unit.id] = olds[0].id
            made.append(self._edited(unit, olds))
        return sorted(made, key=lambda unit: unit.places)

    def _kept(self, unit: Unit, same: Sequence[int]) -> list[Unit]:
        """A paragraph that stayed. Where a translator keeps its places apart, each old unit takes as
        many places as it had, in order; new places go to the last."""
        owners = [self._old[o] for o in same]
        if owners[0].state is State.OBSOLETE:
            self._found["revived"].append(unit.id)
            self.made_of[unit.id] = owners[0].id
            return [_carried(unit, owners[0], State.FUZZY)]
        turns = sorted((place, k) for k, owner in enumerate(owners) for place in owner.places)
        order = [k for _place, k in turns] or [0]
        shares: dict[int, list[int]] = defaultdict(list)
        for at, place in enumerate(unit.places):
            shares[order[min(at, len(order) - 1)]].append(place)
        made: list[Unit] = []
        for k, places in shares.items():
            references = tuple(dict.fromkeys(self._lines[place] for place in places))
            part = replace(unit, id=f"p{places[0]}", places=tuple(places), references=references)
            made.append(_carried(part, owners[k], owners[k].state))
            self._found["kept"].append(part.id)
            self.made_of[part.id] = owners[k].id
        self._used.difference_update(o for k, o in enumerate(same) if k not in shares)
        return made

    def _edited(self, new: Unit, parts: Sequence[Unit]) -> Unit:
        """The old targets as a fuzzy start, with the sources they were made for."""
        unit = replace(
            _carried(new, parts[0], State.FUZZY),
            context=None,
            target=self._glue["target"].join(part.target for part in parts if part.target),
            comments=tuple(dict.fromkeys(line for part in parts for line in part.comments)),
            bookmarked=any(part.bookmarked for part in parts),
            reviews=(),
        )
        if not unit.target:
            return replace(unit, state=State.EMPTY, previous_source=None)
        before = (part.previous_source or part.source for part in parts)
        return replace(unit, state=State.FUZZY, previous_source=self._glue["source"].join(before))

    def left(self, others: Sequence[Unit], there: Iterable[str]) -> list[Unit]:
        """What the new article does not have, obsolete; what nobody wrote anything in goes. `others`:
        plural forms, which no paragraph has; `there`: ids that are given."""
        taken = set(there)
        written = {unit.key.entry for unit in others if unit.target or unit.comments}
        out: list[Unit] = []
        gone = [unit for o, unit in enumerate(self._old) if o not in self._used]
        twins = {
            (unit.context, unit.source): unit
            for unit in gone
            if unit.state is not State.OBSOLETE and unit.target
        }
        earlier: dict[str, tuple[str, ...]] = defaultdict(tuple)
        """Unit that goes → comments that keep what its obsolete twin said."""
        for number, unit in enumerate([*gone, *others], 1):
            newer = twins.get((unit.context, unit.source)) if unit.plural is None else None
            if unit.state is State.OBSOLETE and newer is not None:
                if unit.target != newer.target:
                    said = " ".join(unit.target.split())
                    earlier[newer.id] += (f"earlier: {said}",) if said else ()
                earlier[newer.id] += unit.comments
                gone[number - 1] = replace(unit, target="", comments=())
        for number, unit in enumerate([*gone, *others], 1):
            if unit.state is not State.OBSOLETE:
                self._found["gone"].append(unit.id)
                if unit.id in earlier:
                    lines = dict.fromkeys((*unit.comments, *earlier[unit.id]))
                    unit = replace(unit, comments=tuple(lines))
            if not (unit.target or unit.comments or unit.key.entry in written):
                continue
            made = unit
            if unit.state is not State.OBSOLETE or unit.id in taken:
                new_id = f"old-{unit.id.removeprefix('old-')}-{number}"
                made = replace(unit, id=new_id, state=State.OBSOLETE, places=())
            out.append(made)
            taken.add(made.id)
            self.made_of[made.id] = unit.id
        return out

    def report(self) -> UpdateReport:
        """What became of the units."""
        return UpdateReport(**{name: tuple(ids) for name, ids in self._found.items()})


def _timed(new: Unit, before: Unit) -> tuple[str, ...]:
    """The old notes, with how long a subtitle is shown now."""
    if not new.seconds and not before.seconds:
        return before.notes
    shown = [note for note in new.notes if note.startswith(SHOWN)]
    return (*(note for note in before.notes if not note.startswith(SHOWN)), *shown)


def _carried(new: Unit, before: Unit, state: State) -> Unit:
    """The old unit on its new place."""
    return replace(
        before,
        id=new.id,
        source=new.source,
        kind=new.kind,
        places=new.places,
        references=new.references,
        notes=_timed(new, before),
        state=state if before.target else State.EMPTY,
    )
