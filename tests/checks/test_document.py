"""One search looks through all texts of a document, and overlooks none that a check would have found."""

from __future__ import annotations

import random
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.checks import CheckContext, registry, run_checks
from workbench.checks.prefilter import Document, Texts
from workbench.model import Origin, Provenance, State, Unit

ALPHABET = st.sampled_from("ab\n 「。漢ァ𠮟\ud800")
TEXTS = st.lists(st.text(ALPHABET, max_size=12), max_size=8)
PATTERNS = (r"a", r"ab|b", r"[「。]", r"(.)\1", r"漢(?!a)", r"(?<=a)b", r"\bab\b")
PIECES = (
    "12", "3万", "１２", "令和4年", "大正", "%", "$5", "「", "」", "（", "<b>", "</b>", "です。", "ます。",
    "1.5 million", "三十", "半分", "3:30 p.m.", "No. 10", "COVID-19", "1,234", "'90s", "  ", "\n", "\t",
    "\0", "さん", "氏", "not ", "n't ", "ない", "ケイティー", "ケイティ", "子供", "子ども", "をを", "the the ",
    "https://a.example/1", "a@b.example", "&#12;", "!!", "，", "ｶﾞ", "か\u3099", "\u200b", "<unk>", "▁",
    "dollars", "percent", "5割", "三分の二", "10時半", "twenty-five", "half", "İ", "May ", "裁判所は認めた。",
    "裁判所は裁判所は", "東京東京", "ああああ", "かきかきかきかき", "{name}", "%s", "𠮟", "\ud800", ".", "、、",
)  # fmt: skip


@given(TEXTS)
def test_every_text_in_which_a_pattern_matches_is_named(texts: list[str]) -> None:
    """A text too many may be, where a match runs on into the next; none too few."""
    for pattern in map(re.compile, PATTERNS):
        named = Texts(texts).holding(pattern)

        assert named == sorted(set(named))
        assert {n for n, text in enumerate(texts) if pattern.search(text)} <= set(named)


@given(TEXTS)
def test_the_texts_that_say_a_word_are_named(texts: list[str]) -> None:
    """Those, in order, and no others."""
    for words in (("a",), ("ab", "。"), ("漢ァ", "b\n")):
        expected = [n for n, text in enumerate(texts) if any(word in text for word in words)]
        named = Texts(texts).saying(words)
        assert named == expected or any("\n" in word for word in words)
        assert set(expected) <= set(named)


@given(TEXTS)
def test_matches_come_with_the_number_of_their_text(texts: list[str]) -> None:
    """All of them, in order, where none can cross a border."""
    pattern = re.compile("[ab]+")

    assert [(n, match[0]) for n, match in Texts(texts).matches(pattern)] == [
        (n, match[0]) for n, text in enumerate(texts) for match in pattern.finditer(text)
    ]


@given(
    st.lists(st.text(ALPHABET, max_size=9), max_size=4),
    st.text(ALPHABET, max_size=6),
    st.text(ALPHABET, min_size=1, max_size=40),
)
def test_a_loop_is_never_overlooked(others: list[str], before: str, period: str) -> None:
    """Wherever it begins, with letters of any width, among whatever other texts."""
    times = 4 if len(period) < 6 else 3
    texts = [*others, before + period * times, *others]

    assert len(others) in Texts(texts).looping()


@pytest.mark.parametrize("period", range(1, 41))
@pytest.mark.parametrize("after", ["", "z", "1"])
def test_a_loop_of_every_length_is_found(period: int, after: str) -> None:
    """Four times up to five letters, three times from six; its neighbours are not named."""
    letters = "".join(chr(ord("あ") + n) for n in range(period))
    times = 4 if period < 6 else 3
    texts = ["なし。", f"x{letters * times}{after}", "次の文。"]

    assert Texts(texts).looping() == [1]


@given(
    st.lists(st.text(ALPHABET, max_size=9), max_size=4),
    st.text(ALPHABET, max_size=6),
    st.text(ALPHABET, min_size=2, max_size=15),
    st.text(ALPHABET, max_size=2),
)
def test_what_stands_twice_is_never_overlooked(
    others: list[str], before: str, word: str, after: str
) -> None:
    """Wherever it begins, with letters of any width, among whatever other texts."""
    texts = [*others, before + 2 * word + after, *others]

    assert len(others) in Texts(texts).doubling(2, 15)


def test_a_text_in_which_nothing_stands_twice_is_passed_over() -> None:
    """So that few are asked about."""
    assert Texts(["裁判所は認めた。", "裁判所は裁判所は認めた。", "次の文。"]).doubling(2, 15) == [
        1
    ]


def _asked_of_all(units: list[Unit], context: CheckContext) -> list[str]:
    return [
        repr(finding)
        for unit in units
        for check in registry().values()
        if (not check.languages or context.target_language in check.languages)
        and (unit.target or check.empty)
        for finding in check.check(unit, context)
    ]


@pytest.mark.parametrize("pair", [("en", "ja"), ("ja", "en"), ("en", "zh"), ("de", "fr")])
@pytest.mark.parametrize("seed", range(6))
def test_a_unit_that_is_passed_over_would_have_been_left_alone(
    seed: int, pair: tuple[str, str]
) -> None:
    """Texts made of everything that checks look for: asked about each unit, they find the same."""
    picker = random.Random(seed)

    def text() -> str:
        return "".join(picker.choices(PIECES, k=picker.randrange(7)))

    made = (None, Provenance(Origin.MT, warnings=("name",)), Provenance(Origin.MEMORY, rate=80))
    units = [
        Unit(
            f"p{n}", picker.choice(["The court ruled. ", ""]) + text(), target := text(),
            picker.choice([State.CONFIRMED, State.FUZZY]) if target else State.EMPTY,
            provenance=picker.choice(made), previous_source=picker.choice([None, "Old."]),
            silenced=picker.choice([(), (("none.such", ""),), (("words.doubled", ""),)]),
        )
        for n in range(250)
    ]  # fmt: skip
    units = [*units, *(Unit(f"q{n}", u.source, u.target, u.state) for n, u in enumerate(units[:9]))]
    context = CheckContext(*pair, units)
    found = [f for f in run_checks(units, context) if f.check != "not-checked"]
    silenced = {u.id for u in units if ("words.doubled", "") in u.silenced}
    expected = _asked_of_all(units, CheckContext(*pair, units))

    assert len(found) > 100
    assert [repr(f) for f in found] == [
        row for row in expected
        if not ("'words.doubled'" in row and any(f"unit='{name}'" in row for name in silenced))
    ]  # fmt: skip


def test_tagged_units_are_those_with_a_tag_on_either_side() -> None:
    """Offsets and comparisons need care there."""
    document = Document(
        [Unit("p1", "a", "b"), Unit("p2", "<b>a</b>", "b"), Unit("p3", "a", "1 < 2")]
    )

    assert document.tagged == {1, 2}
