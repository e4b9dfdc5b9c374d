"""Distributions as inline SVG.

Lives here: `histogram`. Takes numbers from 0 to 100 and a caption, gives a figure whose bars are
buttons: the report filters by the one that is pressed.
May import: the standard library; wording.
Apart from `report` because a drawing has rules of its own.
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from workbench.wording import _

BINS = 10
_WIDTH, _HEIGHT, _BASE = 320, 110, 86
"""Size of the drawing and the height of its base line, in user units."""


def counts(values: Sequence[float | None]) -> list[int]:
    """How many values lie in each tenth of 0 to 100; what lies beyond counts in the last."""
    found = [0] * BINS
    for value in values:
        if value is not None:
            found[min(BINS - 1, max(0, int(value * BINS / 100)))] += 1
    return found


def histogram(values: Sequence[float | None], caption: str, measure: int) -> str:
    """A figure; `measure` is the number that its bars hand to the page's filter."""
    found = counts(values)
    most = max(found) or 1
    step = _WIDTH / BINS
    bars = "".join(_bar(n, count, most, step, measure, caption) for n, count in enumerate(found))
    ticks = "".join(
        f'<text x="{n * step:.0f}" y="{_BASE + 20}" text-anchor="{_anchor(n)}">{n * 10}</text>'
        for n in range(0, BINS + 1, 2)
    )
    return (
        f'<figure><figcaption>{escape(caption)}</figcaption><svg viewBox="-6 0 {_WIDTH + 12} '
        f'{_HEIGHT}" role="group" aria-label="{escape(caption)}">{bars}'
        f'<line x1="0" x2="{_WIDTH}" y1="{_BASE}" y2="{_BASE}"/>{ticks}</svg></figure>'
    )


def _anchor(tick: int) -> str:
    return "start" if tick == 0 else "end" if tick == BINS else "middle"


def _bar(place: int, count: int, most: int, step: float, measure: int, caption: str) -> str:
    low, high, last = place * 10, (place + 1) * 10, place == BINS - 1
    tall = (_BASE - 14) * count / most
    x = place * step
    label = _("{measure} {low}–{high}: {count} units").format(
        measure=caption, low=low, high=f"{high}+" if last else high, count=count
    )
    return (
        f'<g role="button" tabindex="0" aria-pressed="false" aria-label="{escape(label)}" '
        f'data-measure="{measure}" data-low="{low}" data-high="{high}" data-last="{int(last)}">'
        f"<title>{escape(label)}</title>"
        f'<rect class="room" x="{x:.1f}" y="0" width="{step:.1f}" height="{_BASE}"/>'
        f'<rect x="{x + 2:.1f}" y="{_BASE - tall:.1f}" width="{step - 4:.1f}" height="{tall:.1f}"/>'
        f'<text x="{x + step / 2:.1f}" y="{_BASE - tall - 3:.1f}" text-anchor="middle">'
        f"{count or ''}</text></g>"
    )
