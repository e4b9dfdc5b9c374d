"""Scripted revisions of our own sample article, each with what should become of its paragraphs.

A revision is a list of operations on the paragraphs; every paragraph remembers which old ones it is
made of, so that the right pairing is known without a person's judgment. Old paragraph n is translated
as 《n》, and a target shows which translations it carries.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from random import Random

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


def cut(text: str, at: int) -> tuple[str, str]:
    """A text before and from its word number `at`."""
    words = text.split(" ")
    return " ".join(words[:at]), " ".join(words[at:])


def places(text: str) -> range:
    """Where a text can be cut in two."""
    return range(1, len(text.split(" ")))


def split_at(draft: Draft, at: int, word: int) -> Draft:
    piece = draft[at]
    return [
        *draft[:at],
        *(Piece(half, piece.origins) for half in cut(piece.text, word)),
        *draft[at + 1 :],
    ]


def joined_at(draft: Draft, at: int) -> Draft:
    one, two = draft[at : at + 2]
    both = Piece(f"{one.text} {two.text}", one.origins | two.origins)
    return [*draft[:at], both, *draft[at + 2 :]]


def moved_to(draft: Draft, at: int, to: int) -> Draft:
    rest = [*draft[:at], *draft[at + 1 :]]
    return [*rest[:to], draft[at], *rest[to:]]


def edited_at(draft: Draft, at: int, word: int) -> Draft:
    """Another word at one place."""
    words = draft[at].text.split(" ")
    words[word] = "otherwise" if words[word] != "otherwise" else "elsewhere"
    return [*draft[:at], replace(draft[at], text=" ".join(words)), *draft[at + 1 :]]


def at_random(rng: Random, texts: Sequence[str]) -> Draft:
    """One to six steps of any kind at any place, one after the other."""
    draft = [Piece(text, frozenset([n])) for n, text in enumerate(texts)]
    for _step in range(rng.randint(1, 6)):
        at = rng.randrange(len(draft))
        words = len(draft[at].text.split(" "))
        match rng.choice("ssjjmmeeera"):
            case "s" if words > 1:
                draft = split_at(draft, at, rng.randrange(1, words))
            case "j" if at + 1 < len(draft):
                draft = joined_at(draft, at)
            case "m":
                draft = moved_to(draft, at, rng.randrange(len(draft)))
            case "e":
                for _word in range(1 + words // 12):
                    draft = edited_at(draft, at, rng.randrange(words))
            case "r" if len(draft) > 2:
                draft = [*draft[:at], *draft[at + 1 :]]
            case "a":
                new = f"{rng.choice(NEW)} It was the {rng.randrange(10**6)}th time this year."
                draft = [*draft[:at], Piece(new, frozenset()), *draft[at:]]
    return draft


def confirmed(texts: Sequence[str]) -> Catalog:
    """A catalog of paragraphs, the nth confirmed as 《n》; of equal ones the first counts."""
    made = build_catalog(article(list(texts)), "en", "ja")
    numbers = {text: n for n, text in reversed(list(enumerate(texts)))}
    return made.replace(
        *(replace(u, target=f"《{numbers[u.source]}》", state=State.CONFIRMED) for u in made.units)
    )


def told_as(draft: Draft, texts: Sequence[str]) -> Draft:
    """The pieces with origins as `confirmed` numbers them, and equal ones as one: a catalog has one entry
    for them, and any of their origins is right."""
    first = {text: n for n, text in reversed(list(enumerate(texts)))}
    found: dict[str, Piece] = {}
    for piece in draft:
        named = frozenset(first[texts[n]] for n in piece.origins)
        if piece.text in first:
            named = frozenset([first[piece.text]])
        found.setdefault(piece.text, Piece(piece.text, named))
    return list(found.values())


def faults(before: Catalog, after: Catalog, draft: Draft) -> list[str]:
    """What a merge must never do: a paragraph in no unit or in two, a unit of no paragraph, a confirmed
    text that is neither in a unit nor obsolete, one still confirmed for another source."""
    wrong: list[str] = []
    held = sorted(place for unit in after.live for place in unit.places)
    if held != list(range(1, len(draft) + 1)):
        wrong.append(f"places {held[:9]} for {len(draft)} paragraphs")
    for unit in after.live:
        texts = {draft[place - 1].text for place in unit.places if place <= len(draft)}
        if texts != {unit.source}:
            wrong.append(f"{unit.id} is not its paragraph")
    targets = "\0".join(unit.target for unit in after.units)
    wrong += [f"gone: {u.target}" for u in before.units if u.target and u.target not in targets]
    sure = {(unit.source, unit.target) for unit in before.units}
    wrong += [
        f"{unit.id} confirmed for another source"
        for unit in after.live
        if unit.state is State.CONFIRMED and (unit.source, unit.target) not in sure
    ]
    return wrong
