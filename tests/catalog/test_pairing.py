"""Which old paragraphs a new one is made of: told from texts alone."""

from __future__ import annotations

from functools import partial
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.catalog.revisions import at_random, originals, told_as
from tests.growth import grows_at_most
from workbench.catalog.pairing import origins

A = "The ward office will open a counter for couples in the first week of October, officials said."
B = "Nobody had expected so many people to apply on the very first morning of the new system."
C = "A lawyer for the plaintiffs called the decision a small but important step toward equality."
H = "Reactions"
JA = "区役所は十月の第一週に窓口を設けると発表した。初日から多くの申請があった。"


def made_of(old: list[str], new: list[str]) -> list[tuple[int, ...]]:
    same = {n: old.index(text) for n, text in enumerate(new) if text in old}
    return origins(old, new, same, spare=[o for o in range(len(old)) if o not in same.values()])


@pytest.mark.parametrize(
    ("old", "new", "wanted"),
    [
        ([A, B], [B, A], [(1,), (0,)]),
        ([A], [A.replace("October", "November")], [(0,)]),
        ([A], [A[:40], A[41:]], [(0,), (0,)]),
        ([A, B], [f"{A} {B}"], [(0, 1)]),
        ([A, B], [f"{B} {A}"], [(1, 0)]),
        ([A, B, C], [f"{A} {B[:43]}", f"{B[44:]} {C}"], [(0, 1), (1, 2)]),
        ([A, H, B], [A, f"{H} {B}"], [(0,), (1, 2)]),
        ([A, B], [f"{A} {H}", B], [(0,), (1,)]),
        ([A], [A.split()[0], A.split(" ", 1)[1]], [(0,), (0,)]),
        ([A, B], [A, C], [(0,), ()]),
        ([A, H], [A, "Reaction"], [(0,), (1,)]),
        ([A], [A, A.replace("October", "November")], [(0,), (0,)]),
        ([JA, A], [JA[:15], JA[15:], A], [(0,), (0,), (1,)]),
        ([A, B], [f"<b>{A}</b>", f"{B}!"], [(0,), (1,)]),
        (["***", A], ["* * *", A], [(0,), (1,)]),
        ([], [A], [()]),
        ([A], [], []),
    ],
)
def test_what_a_paragraph_is_made_of(
    old: list[str], new: list[str], wanted: list[tuple[int, ...]]
) -> None:
    assert made_of(old, new) == wanted


def test_what_is_alike_by_its_form_is_told_apart_by_its_words() -> None:
    """Minutes, statutes, price lists: one sentence over and over with another name in it."""
    names = [
        "Aoba",
        "Minato",
        "Setagaya",
        "Toshima",
        "Nerima",
        "Koto",
        "Ota",
        "Kita",
        "Adachi",
        "Chuo",
    ]
    old = [f"The ward of {n} said on Monday that it would recognise the couples." for n in names]
    new = [text.replace("Monday", "Tuesday") for text in reversed(old)]
    assert made_of(old, new) == [(n,) for n in reversed(range(len(old)))]


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 2**32))
def test_hardly_ever_somebody_elses_and_never_out_of_range(seed: int) -> None:
    texts = originals()
    draft = told_as(at_random(Random(seed), texts), texts)
    found = made_of(list(texts), [piece.text for piece in draft])
    for piece, parts in zip(draft, found, strict=True):
        assert set(parts) <= piece.origins or not piece.origins


@given(st.lists(st.text(max_size=30), max_size=6), st.lists(st.text(max_size=30), max_size=6))
def test_any_texts(old: list[str], new: list[str]) -> None:
    for parts in made_of(list(dict.fromkeys(old)), new):
        assert len(set(parts)) == len(parts)
        assert all(0 <= o < len(old) for o in parts)


@pytest.mark.parametrize("form", ["all edited", "all alike", "one of a million characters"])
def test_time_grows_with_the_text_and_not_with_its_square(form: str) -> None:
    """Four times the text takes little more than four times the time, whatever is in it."""
    words = [f"w{n}" for n in range(4000)]

    def pair(size: int, attempt: int) -> None:
        rng = Random(attempt)
        if form == "one of a million characters":
            old = [" ".join(rng.choice(words) for _ in range(size * 40))]
            new = [old[0].replace("w7", "x7")]
        elif form == "all alike":
            old = [
                f"Section {n} of the act is amended as follows in each of its parts."
                for n in range(size)
            ]
            new = [text.replace("amended", "repealed") for text in old]
        else:
            old = [" ".join(rng.choice(words) for _ in range(25)) for _ in range(size)]
            new = [text.replace(" ", " then ", 1) for text in old]
        origins(old, new, {}, spare=range(len(old)))

    grows_at_most(10, partial(pair, 400), partial(pair, 1600))
