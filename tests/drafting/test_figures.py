"""Figures that a draft lost are asked for as the target writes them."""

from __future__ import annotations

from fractions import Fraction

import pytest

from tests.drafting.test_draft import cutting
from workbench.drafting.argos import ArgosEngine
from workbench.drafting.draft import draft_texts
from workbench.drafting.lost_numbers import figure, lost_figures, repaired

WRITTEN = {
    "small": (57, "57"), "thousands": (1_234, "1234"), "ten thousands": (14_000, "1万4000"),
    "millions": (1_500_000, "150万"), "hundred millions": (123_400_000, "1億2340万"),
    "a fraction": (Fraction(5, 2), "2.5"),
}  # fmt: skip


@pytest.mark.parametrize(("value", "wanted"), WRITTEN.values(), ids=WRITTEN)
def test_figures_are_written_as_japanese_news_do(value: Fraction | int, wanted: str) -> None:
    assert figure(Fraction(value), "ja") == wanted


LOST = {
    "one of two": ("In 2022, 57 percent agreed.", "2022年に賛成した。", ["57%"]),
    "none": ("In 2022, 57 percent agreed.", "2022年に57%が賛成した。", []),
    "a million": ("Some 1.5 million voted.", "多くが投票した。", ["150万"]),
    "a time of day": ("It began at 3:34 p.m.", "始まった。", ["午後3時34分"]),
    "words may be left out": ("Two men came.", "男らが来た。", []),
}


@pytest.mark.parametrize(("source", "target", "wanted"), LOST.values(), ids=LOST)
def test_what_is_lost_is_asked_for(source: str, target: str, wanted: list[str]) -> None:
    found = lost_figures(source, target, "en", "ja")
    assert [choice.targets[0] for choice in found] == wanted


def test_figures_do_not_count_as_terms(engine: ArgosEngine) -> None:
    made = draft_texts(engine, ["The court ruled 57 couples."], cut=cutting)[0]
    assert made.provenance.terms is None
    assert "57" in made.target


REPAIRED = {
    "one made up for one lost": ("She is 22.", "彼女は222歳。", "彼女は22歳。"),
    "a large one": ("Some 14,000 voted.", "約400人が投票した。", "約1万4000人が投票した。"),
    "two lost": ("From 3 to 7.", "9から5。", "9から5。"),
    "one of several made up, the nearest": (
        "200 towns had done so by 2015.", "20015の町が2018年、2015年に行った。",
        "200の町が2018年、2015年に行った。",
    ),
    "none made up": ("She is 22.", "彼女は若い。", "彼女は若い。"),
    "all well": ("She is 22.", "彼女は22歳。", "彼女は22歳。"),
}  # fmt: skip


@pytest.mark.parametrize(("source", "target", "wanted"), REPAIRED.values(), ids=REPAIRED)
def test_a_made_up_figure_gives_way_to_the_lost_one(source: str, target: str, wanted: str) -> None:
    assert repaired(source, target, "en", "ja") == wanted
