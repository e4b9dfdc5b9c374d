"""Which target goes where in the finished document.

Lives here: `targets_of`. Takes a catalog and its article as it is now, gives targets by place.
May import: catalog, model.
Apart from `export` because it is a rule: a paragraph gets the target of its own text, never of its number,
so that an article that was revised, or read in another way than before, gets no text of another paragraph.
"""

from __future__ import annotations

from collections.abc import Collection

from workbench.catalog import Catalog
from workbench.model import Article, State, Unit


def targets_of(
    catalog: Catalog, article: Article, states: Collection[State] = (State.CONFIRMED,)
) -> dict[int, str]:
    """Targets by place, of units in one of these states. Where several units have a paragraph's text
    (split on purpose), the one of its place, else the first."""
    units: dict[str, list[Unit]] = {}
    for unit in catalog.live:
        units.setdefault(unit.source, []).append(unit)
    found: dict[int, str] = {}
    for paragraph in article.paragraphs:
        same = units.get(paragraph.text, [])
        for one in [*(u for u in same if paragraph.place in u.places), *same][:1]:
            if one.state in states and one.target:
                found[paragraph.place] = one.target
    return found
