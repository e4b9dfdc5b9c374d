"""The safety net: what it catches, and what it must leave alone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.growth import grows_at_most
from workbench.drafting.safety import SEVERE, closed, cost, doubled, warnings_of

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
    "a phrase said twice": (
        "Changes would recognise same-sex partnerships.",
        "パートナーシップを認める法改正の同性パートナーシップを変える。", "doubled",
    ),
    "a name said twice, once otherwise": (
        "“It is open,” said Marta Lisiecka.", "マルタ・リシェリさんは「開いた」とマルタ・リシェツカ語を話した。", "doubled",
    ),
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
    "a word that the source says twice": (
        "Same-sex couples are couples.",
        "同性カップルもカップルである。",
    ),
    "an ending that comes again": (
        "It was cold and it was wet.",
        "寒かったということで、濡れたということだ。",
    ),
    "amounts in one currency": (
        "He paid £10,000, then £100,000.",
        "1万ポンドを払い、後に10万ポンドを払った。",
    ),
    "one word kept": ("Grindr", "Grindr"),
}


@pytest.mark.parametrize(("source", "target", "code"), BROKEN.values(), ids=BROKEN)
def test_what_is_broken_is_named(source: str, target: str, code: str) -> None:
    assert code in warnings_of(source, target, "en", "ja")


@pytest.mark.parametrize(("source", "target"), SOUND.values(), ids=SOUND)
def test_what_is_sound_is_left_alone(source: str, target: str) -> None:
    assert warnings_of(source, target, "en", "ja") == []


@given(st.text("あいの性国パトA 。、1", max_size=80))
def test_what_is_doubled_stands_there_twice(target: str) -> None:
    """A phrase that is named can be found twice, and a text beside itself always is."""
    for phrase in doubled("It said so.", target, "en", "ja"):
        assert target.count(phrase) > 1
    assert doubled("It said so.", "国際刑事裁判所、" + target + "、国際刑事裁判所", "en", "ja")


def test_a_long_target_is_read_once() -> None:
    """Hundreds of thousands of characters cost what their number says."""
    phrase = "国際法廷の判断は"
    grows_at_most(
        9,
        lambda n: doubled(f"It said so {n}.", phrase * 15_000, "en", "ja"),
        lambda n: doubled(f"It said so {n}.", phrase * 60_000, "en", "ja"),
    )


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
