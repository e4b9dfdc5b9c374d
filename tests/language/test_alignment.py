"""Sentences of two sides: each in exactly one bead, in order; lengths and anchors decide; doubt is said."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.language.alignment import Bead, Piece, aligned

pieces = st.lists(
    st.builds(
        Piece,
        st.integers(1, 300),
        st.dictionaries(
            st.sampled_from(["number 3", "number 12", "asks", "tag <b>"]),
            st.integers(1, 2),
            max_size=2,
        ),
    ),
    max_size=12,
)


def spans(beads: list[Bead]) -> list[tuple[tuple[int, int], tuple[int, int]]]:
    return [(bead.source, bead.target) for bead in beads]


@given(pieces, pieces, st.booleans())
def test_every_sentence_lies_in_one_bead_and_in_order(
    sources: list[Piece], targets: list[Piece], begun: bool
) -> None:
    beads = aligned(sources, targets, begun=begun)
    for side, length in ((0, len(sources)), (1, len(targets))):
        covered = [n for bead in beads for n in range(*bead[side])]
        assert covered == list(range(length))
    assert all(0 <= bead.sure <= 1 for bead in beads)


@given(
    st.lists(st.integers(20, 200), min_size=1, max_size=20), st.sampled_from([0.3, 0.5, 1.0, 2.0])
)
def test_what_is_as_long_throughout_goes_one_to_one(lengths: list[int], ratio: float) -> None:
    sides = [Piece(n) for n in lengths], [Piece(max(1, round(n * ratio))) for n in lengths]
    assert spans(aligned(*sides)) == [((n, n + 1), (n, n + 1)) for n in range(len(lengths))]


@pytest.mark.parametrize(
    ("sources", "targets", "wanted"),
    [
        ([100, 40, 60], [50, 50], [((0, 1), (0, 1)), ((1, 3), (1, 2))]),
        ([100, 100], [50, 20, 30], [((0, 1), (0, 1)), ((1, 2), (1, 3))]),
        ([], [10], [((0, 0), (0, 1))]),
        ([10], [], [((0, 1), (0, 0))]),
        ([100, 40, 100], [50, 50], [((0, 1), (0, 1)), ((1, 2), (1, 1)), ((2, 3), (1, 2))]),
    ],
)
def test_sentences_are_joined_and_left_out_where_lengths_say_so(
    sources: list[int], targets: list[int], wanted: list[object]
) -> None:
    beads = aligned([Piece(n) for n in sources], [Piece(n) for n in targets])
    if sources == [100, 40, 100]:  # left out, or told with a neighbour: never taken for sure
        assert not all(bead.sure > 0.8 for bead in beads)
    else:
        assert spans(beads) == wanted


def test_an_anchor_outweighs_a_length() -> None:
    """Two short sentences and a long one on each side, in other lengths: figures tell them apart."""
    first, second, third = {"number 3": 1}, {"number 12": 1}, {"asks": 1}
    sources = [Piece(60, first), Piece(20, second), Piece(30, third)]
    targets = [Piece(12, first), Piece(30, second), Piece(25, third)]
    beads = aligned(sources, targets)
    assert spans(beads) == [((n, n + 1), (n, n + 1)) for n in range(3)]
    assert all(bead.sure > 0.75 for bead in beads)


def test_what_cannot_be_told_is_uncertain() -> None:
    """Three alike against two alike: which one answers two?"""
    beads = aligned([Piece(50)] * 3, [Piece(36)] * 2)
    assert min(bead.sure for bead in beads) < 0.8


def test_a_translation_that_is_begun_answers_the_beginning() -> None:
    """The rest has no answer yet, and the sentence that is being typed is short."""
    sources = [Piece(100), Piece(80), Piece(120), Piece(90)]
    beads = aligned(sources, [Piece(50), Piece(8)], begun=True)
    assert spans(beads)[:2] == [((0, 1), (0, 1)), ((1, 2), (1, 2))]
    assert spans(beads)[2:] == [((2, 3), (2, 2)), ((3, 4), (2, 2))]


def test_a_thousand_sentences_take_no_longer_than_they_are_many() -> None:
    """Only places near the diagonal are looked at, whatever the two sides are like."""
    for sources, targets in ((1500, 1500), (1500, 10), (10, 1500), (1500, 400)):
        beads = aligned([Piece(50)] * sources, [Piece(25)] * targets)
        assert sum(b.source[1] - b.source[0] for b in beads) == sources
        assert sum(b.target[1] - b.target[0] for b in beads) == targets
