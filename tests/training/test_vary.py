"""Exchanged figures and terms: always on both sides, never of another length."""

from __future__ import annotations

import pytest

numpy = pytest.importorskip("numpy")

from hypothesis import given  # noqa: E402
from hypothesis import strategies as st  # noqa: E402

from workbench.training.vary import Variation, marked_words  # noqa: E402

DIGITS = list(range(10, 20))
OPEN, CLOSE, SPACE, COMMA, STOP = 1, 2, 3, 4, 5
MARKS, JOINTS = (OPEN, CLOSE, SPACE), (COMMA, STOP)
WORDS = [(30, 31), (32, 33), (34,)]


class Always:
    """A source of chance that always asks for one kind of change."""

    def __init__(self, chance: float) -> None:
        self._chance = chance
        self._numbers = numpy.random.default_rng(7)

    def random(self) -> float:
        return self._chance

    def integers(self, *bounds: int) -> int:
        return int(self._numbers.integers(*bounds))


def varied(source: list[int], target: list[int], chance: float) -> tuple[list[int], list[int]]:
    made = Variation(DIGITS, MARKS, JOINTS, WORDS).vary(
        numpy.asarray(source, numpy.uint16), numpy.asarray(target, numpy.uint16), Always(chance)
    )
    return made[0].tolist(), made[1].tolist()


def test_a_number_changes_on_both_sides_alike() -> None:
    source, target = varied([40, 15, 17, 41], [42, 15, 17, 43, 44], 0.99)
    assert source[1:3] == target[1:3] != [15, 17]
    assert (source[0], source[3], target[3:]) == (40, 41, [43, 44])


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ([11, COMMA, 15, 18, 17], [11, 15, 18, 17]),
        ([11, STOP, 15, 40], [11, 15, 10, 41]),
        ([12, 40], [12, 41, 12]),
        ([12, 40], [41]),
    ],
    ids=["thousands", "decimals", "twice on one side", "on one side only"],
)
def test_a_number_without_its_like_stays(source: list[int], target: list[int]) -> None:
    assert varied(source, target, 0.99) == (source, target)


def test_a_marked_term_changes_on_both_sides() -> None:
    source, target = varied([40, OPEN, SPACE, 50, 51, SPACE, CLOSE, 41], [50, 51, 60], 0.0)
    word = source[3:5]
    assert tuple(word) in WORDS
    assert target == [*word, 60]
    assert source[:3] + source[5:] == [40, OPEN, SPACE, SPACE, CLOSE, 41]


def test_a_marked_term_that_is_not_in_the_target_stays() -> None:
    source = [OPEN, SPACE, 50, SPACE, CLOSE]
    assert varied(source, [60], 0.0) == (source, [60])


def test_marked_words_are_found_without_their_spaces() -> None:
    row = numpy.asarray([40, OPEN, SPACE, 50, 51, SPACE, CLOSE, OPEN, 60, CLOSE, OPEN, 61])
    assert marked_words(row, MARKS) == {(50, 51), (60,)}


@given(
    st.lists(st.integers(1, 60), max_size=30),
    st.lists(st.integers(1, 60), max_size=30),
    st.sampled_from([0.0, 0.5, 0.99]),
)
def test_lengths_stay_so_that_links_stay_true(
    source: list[int], target: list[int], chance: float
) -> None:
    made = varied(source, target, chance)
    assert (len(made[0]), len(made[1])) == (len(source), len(target))
