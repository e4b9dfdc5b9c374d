"""Inline tags: what an engine reads, and where the tags go in what it wrote."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.drafting.markup import layout, pairs, plain, with_markup
from workbench.language.tags import unmatched

PLACED = {
    "around everything": ("<b>law</b>", "法", {}, "<b>法</b>"),
    "a term known": ("the <i>law</i> of it", "その法の", {"law": ["法"]}, "その<i>法</i>の"),
    "a name kept": ("by <a href='x'>BBC</a> today", "今日BBCで", {}, "今日<a href='x'>BBC</a>で"),
    "nested": (
        "a <a href='x'><b>law</b></a> is", "法がある", {"law": ["法"]},
        "<a href='x'><b>法</b></a>がある",
    ),
    "the second of two": (
        "law and <b>law</b>", "法と法", {"law": ["法"]}, "法と<b>法</b>",
    ),
    "known with its full stop": ("so <b>it ends</b>", "こう終わる", {"it ends": ["終わる。"]}, "こう<b>終わる</b>"),
    "nearly as known": (
        "the <b>new partnership system</b> began", "新しい提携制度が始まった",
        {"new partnership system": ["新しい提携制度。"]}, "<b>新しい提携制度</b>が始まった",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("source", "target", "known", "wanted"), PLACED.values(), ids=PLACED)
def test_tags_find_their_words(
    source: str, target: str, known: dict[str, list[str]], wanted: str
) -> None:
    assert with_markup(source, target, known) == (wanted, True)


def test_a_tag_without_its_word_is_left_out_and_said() -> None:
    assert with_markup("see <a href='x'>here</a> now", "今すぐ参照", {"here": ["こちら"]}) == (
        "今すぐ参照", False,
    )  # fmt: skip


def test_tags_that_the_engine_made_up_are_taken_out() -> None:
    assert with_markup("law", "<b>法", {}) == ("法", True)


def test_breaks_are_lines_and_outer_tags_stay_outside() -> None:
    laid = layout("<p class='x'>one<br>two <b>three</b></p>")
    assert laid.lines == ("one", "two <b>three</b>")
    assert laid.filled(["一", "二 <b>三</b>"]) == "<p class='x'>一<br>二 <b>三</b></p>"


def test_unbalanced_tags_are_left_out_and_said() -> None:
    laid = layout("one <b>two")
    assert (laid.lines, laid.whole) == (("one two",), False)


def test_engines_read_no_tags_and_no_entities_of_them() -> None:
    assert plain("a <b>b</b> &lt; c") == "a b < c"


@given(
    st.lists(st.sampled_from(["<b>", "</b>", "<i>", "</i>", "<br>", "a", " ", "法", "&lt;"]), max_size=14),
    st.text(alphabet="法律a <>/b", max_size=14),
)  # fmt: skip
def test_the_result_is_always_balanced(parts: list[str], target: str) -> None:
    laid = layout("".join(parts))
    lines = [with_markup(line, target, {})[0] for line in laid.lines]
    assert not any(unmatched(line) for line in lines)
    assert all(pair.opening.startswith("<") for line in laid.lines for pair in pairs(line))


@pytest.mark.parametrize(
    ("source", "target", "made"),
    [
        ("<svg/> The port shut.", "港は閉まった。", "<svg/>港は閉まった。"),
        ("The port shut. <svg/>", "港は閉まった。", "港は閉まった。<svg/>"),
        ("Read the <svg/> report of the port.", "港の報告を読む。", "港の<svg/>報告を読む。"),
        ("See <a><svg/>the port</a> now.", "今港を見る。", "今<a><svg/>港</a>を見る。"),
        ("One <i class=x></i> and two.", "一つと二つ。", "一つと<i class=x></i>二つ。"),
        ("<x1/>One<x2/> two<x3/>", "一、二", "<x1/>一、<x2/>二<x3/>"),
        ("On <wbr>Friday.", "金曜。", "金曜。"),
        ("A <svg/> b.", "", "<svg/>"),
    ],
)
def test_what_has_no_text_keeps_its_place(source: str, target: str, made: str) -> None:
    """Icons and other stand-ins are the page's: a draft has each once, between words."""
    assert with_markup(source, target, {"the port": ["港"]})[0] == made
