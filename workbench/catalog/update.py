"""A revised article meets the catalog of its first version.

Lives here: `merge_revised`. Takes a catalog and the new Article; gives the catalog that keeps what
still holds, marks what changed and loses nothing.
Kept: same text, wherever it moved. Edited: best word-level likeness of at least `FLOOR`, fuzzy with
the previous source. Split and merged paragraphs: a new paragraph inside an old one (or the reverse)
takes the old target as a fuzzy start. Gone: obsolete, revived when the text comes back.
May import: model and the modules of this room; rapidfuzz.
Apart from `merge_outside` because there the article stayed the same.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from workbench.catalog.build import build_catalog
from workbench.catalog.catalog import Catalog
from workbench.model import Article, State, Unit

FLOOR = 0.55
"""Word-level likeness (1 − normalised Indel distance over words) from which a paragraph counts as
edited rather than new; below it a translator rewrites anyway."""
INSIDE = 0.8
"""Share of a short paragraph's words, in order, that must stand in a long one for a split."""


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
    old = {unit.source: unit for unit in catalog.units}
    found: dict[str, list[str]] = {name: [] for name in UpdateReport.__slots__}
    placed: dict[str, Unit] = {}
    used: set[str] = set()
    for unit in fresh.units:
        before = old.get(unit.source)
        if before is None:
            continue
        revived = before.state is State.OBSOLETE
        found["revived" if revived else "kept"].append(unit.id)
        placed[unit.id] = _carried(unit, before, State.FUZZY if revived else before.state)
        used.add(before.source)
    loose = [unit for unit in fresh.units if unit.id not in placed]
    spare = [u for u in catalog.units if u.source not in used and (u.target or u.comments)]
    for new, before, how in _pairs(loose, spare):
        found[how].append(new.id)
        placed[new.id] = _edited(new, before)
        used.add(before.source)
    _join(loose, spare, placed, used, found)
    units = [placed.get(unit.id, unit) for unit in fresh.units]
    found["new"] = [unit.id for unit in fresh.units if unit.id not in placed]
    left = [unit for unit in catalog.units if unit.source not in used]
    found["gone"] = [unit.id for unit in left if unit.state is not State.OBSOLETE]
    units += [replace(unit, id=f"old-{unit.id.removeprefix('old-')}-{number}",
                      state=State.OBSOLETE, places=())
              for number, unit in enumerate(left, 1) if unit.target]  # fmt: skip
    report = UpdateReport(**{name: tuple(ids) for name, ids in found.items()})
    origins = {}
    for unit in placed.values():
        before = old.get(unit.source) or old.get(unit.previous_source or "")
        if before is not None and before.plural is None:
            origins[unit.id] = before.id
    return catalog.with_units(units, origins), report


def _carried(new: Unit, before: Unit, state: State) -> Unit:
    """The old unit on its new place."""
    return replace(
        before,
        id=new.id,
        source=new.source,
        kind=new.kind,
        places=new.places,
        references=new.references,
        state=state if before.target else State.EMPTY,
    )


def _edited(new: Unit, before: Unit) -> Unit:
    """The old target as a fuzzy start, with the source it was made for."""
    unit = _carried(new, before, State.FUZZY)
    previous = before.previous_source or before.source
    return replace(unit, previous_source=previous if before.target else None)


def _pairs(loose: list[Unit], spare: list[Unit]) -> list[tuple[Unit, Unit, str]]:
    """Best partner for each new paragraph: edits one to one, then pieces of a split paragraph."""
    from rapidfuzz import fuzz, process
    from rapidfuzz.distance import Indel

    if not loose or not spare:
        return []
    words_new = [unit.source.split() for unit in loose]
    words_old = [unit.source.split() for unit in spare]
    table = process.cdist(words_new, words_old, scorer=Indel.normalized_similarity)
    ranked = sorted(
        (
            (float(table[n][o]), -abs(n - o), n, o)
            for n in range(len(loose))
            for o in range(len(spare))
        ),
        reverse=True,
    )
    pairs: list[tuple[Unit, Unit, str]] = []
    taken_new: set[int] = set()
    taken_old: set[int] = set()
    for likeness, _near, n, o in ranked:
        if likeness < FLOOR:
            break
        if n not in taken_new and o not in taken_old:
            pairs.append((loose[n], spare[o], "edited"))
            taken_new.add(n)
            taken_old.add(o)
    for n, unit in enumerate(loose):
        if n in taken_new or len(words_new[n]) < 5:
            continue
        inside = [(fuzz.partial_ratio(unit.source, s.source) / 100, o) for o, s in enumerate(spare)
                  if len(s.source) > len(unit.source)]  # fmt: skip
        likeness, o = max(inside, default=(0.0, -1))
        if likeness >= INSIDE:
            pairs.append((unit, spare[o], "split"))
    return pairs


def _join(
    loose: list[Unit],
    spare: list[Unit],
    placed: dict[str, Unit],
    used: set[str],
    found: dict[str, list[str]],
) -> None:
    """New paragraphs that hold several old ones get the old targets one after the other."""
    from rapidfuzz import fuzz

    for unit in loose:
        parts = [
            before
            for before in spare
            if len(before.source.split()) >= 5
            and len(before.source) < len(unit.source)
            and fuzz.partial_ratio(before.source, unit.source) >= INSIDE * 100
        ]
        if len(parts) < 2 and (unit.id in placed or not parts):
            continue
        parts.sort(key=lambda part: unit.source.find(part.source[:20]))
        start = _edited(unit, parts[0])
        placed[unit.id] = replace(
            start,
            target="".join(part.target for part in parts),
            previous_source=" ".join(part.source for part in parts),
        )
        used.update(part.source for part in parts)
        if unit.id in found["edited"]:
            found["edited"].remove(unit.id)
        found["joined"].append(unit.id)
