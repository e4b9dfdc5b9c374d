"""Scripted revisions of our own sample article, each with what should become of its paragraphs.

A revision is a list of operations on the paragraphs; every paragraph remembers which old ones it is
made of, so that the right pairing is known without a person's judgment. Old paragraph n is translated
as 《n》, and a target shows which translations it carries.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cache

from workbench.article import segmenter
from workbench.catalog import Catalog, build_catalog
from workbench.config import shipped
from workbench.model import Article, Kind, Paragraph, State


@dataclass(frozen=True)
class Piece:
    """A paragraph of the revised article."""

    text: str
    origins: frozenset[int]
    """Old paragraphs it is made of; none for a new one."""


Draft = list[Piece]
Step = Callable[[Draft], Draft]


@cache
def originals() -> tuple[str, ...]:
    """The sample article's paragraphs."""
    text = shipped("sample", "tokyo-certificates.en.txt").read_text("utf-8")
    return tuple(text.rstrip("\n").split("\n"))


def start() -> Draft:
    return [Piece(text, frozenset([n])) for n, text in enumerate(originals())]


def _sentences(text: str) -> list[str]:
    return [s.text for s in segmenter("en").sentences(text)]


def _at(number: int, change: Callable[[str], str]) -> Step:
    def step(draft: Draft) -> Draft:
        return [replace(p, text=change(p.text)) if number in p.origins else p for p in draft]

    return step


def typo(number: int) -> Step:
    """Two letters of the longest word change places."""

    def change(text: str) -> str:
        word = max(re.findall(r"[a-z]{5,}", text), key=len)
        return text.replace(word, word[0] + word[2] + word[1] + word[3:], 1)

    return _at(number, change)


def reword(number: int, every: int = 6) -> Step:
    """Every so manieth word is another one."""
    return _at(
        number,
        lambda text: " ".join(
            "indeed" if n % every == every - 1 else word for n, word in enumerate(text.split())
        ),
    )


def figure(number: int) -> Step:
    return _at(number, lambda text: re.sub(r"\d+", "77", text, count=1))


def punctuation(number: int) -> Step:
    return _at(number, lambda text: text.replace(", ", " – ", 1).rstrip(".") + "!")


def longer(number: int) -> Step:
    return _at(number, lambda text: text + " Nobody at the ward office had expected so many.")


def shorter(number: int) -> Step:
    return _at(number, lambda text: " ".join(_sentences(text)[:-1]) or text[: len(text) * 2 // 3])


def tagged(number: int) -> Step:
    return _at(number, lambda text: re.sub(r"(\w{6,})", r"<em>\1</em>", text, count=1))


def split(number: int, after: int = 1) -> Step:
    """The paragraph becomes two, after a sentence."""

    def step(draft: Draft) -> Draft:
        out: Draft = []
        for piece in draft:
            parts = _sentences(piece.text) if number in piece.origins else []
            if len(parts) > after:
                halves = (" ".join(parts[:after]), " ".join(parts[after:]))
                out += [Piece(half, piece.origins) for half in halves]
            else:
                out.append(piece)
        return out

    return step


def joined(number: int) -> Step:
    """The paragraph and the next become one."""

    def step(draft: Draft) -> Draft:
        at = next(n for n, p in enumerate(draft) if number in p.origins)
        one, two = draft[at : at + 2]
        both = Piece(f"{one.text} {two.text}", one.origins | two.origins)
        return [*draft[:at], both, *draft[at + 2 :]]

    return step


def moved(number: int, to: int) -> Step:
    def step(draft: Draft) -> Draft:
        piece = next(p for p in draft if number in p.origins)
        rest = [p for p in draft if p is not piece]
        return [*rest[:to], piece, *rest[to:]]

    return step


def removed(number: int) -> Step:
    return lambda draft: [p for p in draft if number not in p.origins]


def added(to: int, text: str) -> Step:
    return lambda draft: [*draft[:to], Piece(text, frozenset()), *draft[to:]]


NEW = (
    "Ferries to the islands were cancelled on Sunday as a typhoon drew near the coast of Kyushu.",
    "Correction: an earlier version misspelt the name of the lawyer.",
)
REVISIONS: Mapping[str, list[Step]] = {
    "nothing changed": [],
    **{f"a typo in {n}": [typo(n)] for n in (3, 6, 11)},
    **{f"a figure in {n}": [figure(n)] for n in (4, 5, 7)},
    **{f"punctuation of {n}": [punctuation(n)] for n in (6, 9)},
    **{f"a sixth of {n} reworded": [reword(n)] for n in (4, 8, 12)},
    **{f"a third of {n} reworded": [reword(n, 3)] for n in (6, 10)},
    **{f"a sentence more in {n}": [longer(n)] for n in (3, 7, 13)},
    **{f"a sentence less in {n}": [shorter(n)] for n in (4, 6, 9)},
    **{f"a tag in {n}": [tagged(n)] for n in (7, 12)},
    **{f"{n} split": [split(n)] for n in (3, 4, 6)},
    **{f"{n} split late": [split(n, 2)] for n in (4, 6)},
    **{f"{n} and the next joined": [joined(n)] for n in (5, 9, 14)},
    **{f"{n} moved to {to}": [moved(n, to)] for n, to in ((4, 20), (18, 2))},
    **{f"{n} removed": [removed(n)] for n in (5, 16)},
    **{f"a new paragraph at {to}": [added(to, text)] for to, text in zip((0, 12), NEW, strict=True)},
    "moved and edited": [moved(6, 15), longer(6)],
    "two neighbours edited": [reword(8), reword(9)],
    "edited beside a new one": [typo(10), added(10, NEW[0])],
    "one removed, its neighbour edited": [removed(7), longer(8)],
    "split and edited": [split(6), typo(6)],
    "joined and moved": [joined(9), moved(9, 3)],
    "two swapped": [moved(8, 9)],
    "the end cut off": [removed(n) for n in range(24, 32)],
    "all figures changed": [figure(n) for n in range(32)],
    "half of it reworded": [reword(n) for n in range(3, 30, 2)],
    "everything at once": [
        typo(3), split(4), joined(9), moved(18, 2), removed(16), longer(13), added(12, NEW[0]),
    ],
}  # fmt: skip


def revised(name: str) -> Draft:
    """The paragraphs after a revision's steps."""
    draft = start()
    for step in REVISIONS[name]:
        draft = step(draft)
    return draft


def article(texts: list[str]) -> Article:
    paragraphs = tuple(
        Paragraph(text, Kind.PARAGRAPH, n, n, (0, 1)) for n, text in enumerate(texts, 1)
    )
    return Article("a.html", "html", "en", "utf-8", "", paragraphs)


def translated() -> Catalog:
    """The catalog of the first version: paragraph n is confirmed as 《n》."""
    made = build_catalog(article(list(originals())), "en", "ja")
    numbers = {text: n for n, text in enumerate(originals())}
    return made.replace(
        *(
            replace(unit, target=f"《{numbers[unit.source]}》", state=State.CONFIRMED)
            for unit in made.units
        )
    )


def carried(target: str) -> frozenset[int]:
    """Which old translations a target is made of."""
    return frozenset(int(n) for n in re.findall(r"《(\d+)》", target))


@dataclass(frozen=True)
class Tally:
    """How the paragraphs of a revision fared."""

    right: int
    wrong: int
    """Somebody else's translation."""
    lost: int
    """No translation, or only part of it, though there is one."""


def tally(draft: Draft, targets: Mapping[str, str]) -> Tally:
    """Judge targets by source."""
    right = wrong = lost = 0
    for piece in draft:
        found = carried(targets.get(piece.text, ""))
        if found == piece.origins:
            right += 1
        elif found - piece.origins:
            wrong += 1
        else:
            lost += 1
    return Tally(right, wrong, lost)
