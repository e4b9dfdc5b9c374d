"""The safety net: what it catches, and what it must leave alone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.drafting.safety import SEVERE, closed, cost, warnings_of

BROKEN = {
    "nothing": ("The court ruled on Tuesday.", " ", "empty"),
    "the source again": ("The court ruled on Tuesday.", "The court ruled on Tuesday.", "copied"),
    "most of the source again": (
        "the judges refused to hear the appeal", "the judges refused to hear の appeal", "copied",
    ),
    "one phrase for ever": ("He wept.", "彼は泣いた彼は泣いた彼は泣いた彼は泣いた", "loop"),
    "one letter for ever": ("He said ah.", "あああああああああ", "loop"),
    "an unknown piece": ("The café closed.", "<unk>が閉店した。", "junk"),
    "a byte piece": ("The café closed.", "<0xE3>が閉店した。", "junk"),
    "a number lost": ("It took 39 years.", "長い年月がかかった。", "number"),
    "another number": ("It took 39 years.", "93年かかった。", "number"),
    "a negation lost": ("The state did not appeal.", "国は控訴した。", "negation"),
    "an address lost": ("Write to help@example.org.", "連絡してください。", "name"),
    "an acronym lost": ("The LGBTQ centre opened.", "センターが開設された。", "name"),
    "a name lost": ("The mayor, Maria Silva, wept.", "しちょうはないた。", "name"),
    "a bracket left open": ("“Yes,” she said.", "「はい、と彼女は言った。", "bracket"),
    "far too short": ("The long sentence says a great many things about the city.", "市。", "short"),
    "far too long": ("A short sentence about the courts.", "長い" * 30 + "。", "long"),
}  # fmt: skip
SOUND = {
    "a number by value": ("Some 1.5 million people voted.", "約150万人が投票した。"),
    "a number in words": ("Two men were held.", "男2人が拘束された。"),
    "a negation by its sense": ("The court did not accept the claim.", "裁判所は請求を退けた。"),
    "an acronym that Japanese writes out": ("The UN said so.", "国連がそう述べた。"),
    "laughter in the source": ("hahahahahahaha", "はははははははは"),
    "nothing to translate": ("***", ""),
    "speech that goes on": ("“We waited.", "「私たちは待っていた。"),
    "one word kept": ("Grindr", "Grindr"),
}


@pytest.mark.parametrize(("source", "target", "code"), BROKEN.values(), ids=BROKEN)
def test_what_is_broken_is_named(source: str, target: str, code: str) -> None:
    assert code in warnings_of(source, target, "en", "ja")


@pytest.mark.parametrize(("source", "target"), SOUND.values(), ids=SOUND)
def test_what_is_sound_is_left_alone(source: str, target: str) -> None:
    assert warnings_of(source, target, "en", "ja") == []


CLOSED = {
    "a mark that closes nothing": (
        "It flooded.",
        "洪水の後、ケン」を確立した。",
        "洪水の後、ケンを確立した。",
    ),
    "a mark that is never closed": ("He said so.", "彼は「そう話した。", "彼はそう話した。"),
    "the odd one of three": ("“Yes,” he said.", "「はい」」と話した。", "「はい」と話した。"),
    "as in the source": ("“We waited.", "「待っていた。", "「待っていた。"),
    "all well": ("“Yes,” he said.", "「はい」と話した。", "「はい」と話した。"),
}


@pytest.mark.parametrize(("source", "target", "wanted"), CLOSED.values(), ids=CLOSED)
def test_a_mark_without_a_partner_goes(source: str, target: str, wanted: str) -> None:
    assert closed(source, target) == wanted


def test_severe_failures_weigh_first() -> None:
    assert cost(["loop"]) > cost(["number", "name", "short"]) > cost(["number"]) > cost([])
    assert {"empty", "copied", "loop", "junk"} == SEVERE


@given(st.text(max_size=80), st.text(max_size=80))
def test_any_text_is_judged(source: str, target: str) -> None:
    assert len(warnings_of(source, target, "en", "ja")) <= 9
