"""What changed between two termbases.

Lives here: `difference`. Takes two termbases, gives lines by concept.
May import: the modules of this room.
Apart from `linting` because that looks at one termbase, this at two.
"""

from __future__ import annotations

from workbench.terms.concept import Concept
from workbench.terms.termbase import Termbase


def difference(before: Termbase, after: Termbase) -> list[tuple[str, str, str]]:
    """(`+`, `-` or `~`, concept id, what changed) between two termbases, by id."""
    out: list[tuple[str, str, str]] = []
    for name in sorted({*before.concepts, *after.concepts}):
        old, new = before.concepts.get(name), after.concepts.get(name)
        if old is None and new is not None:
            out.append(("+", name, new.in_(after.target).preferred))
        elif new is None and old is not None:
            out.append(("-", name, old.in_(before.target).preferred))
        elif old is not None and new is not None:
            out += [("~", name, text) for text in _changes(old, new)]
    return out


def _changes(old: Concept, new: Concept) -> list[str]:
    lines = []
    for field in ("subject", "pos", "case", "confidence", "definition", "note", "source"):
        a, b = getattr(old, field), getattr(new, field)
        if a != b:
            lines.append(f"{field}: {a!r} → {b!r}")
    mine, theirs = old.terms, new.terms
    for language in sorted({*mine, *theirs}):
        a, b = mine.get(language), theirs.get(language)
        for part in ("preferred", "admitted", "forbidden", "reading"):
            x, y = getattr(a, part, ""), getattr(b, part, "")
            if x != y:
                lines.append(f"{language} {part}: {x!r} → {y!r}")
    return lines
