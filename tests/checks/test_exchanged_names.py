"""Names that changed places: who does what to whom, from where to where, whose title it is."""

from __future__ import annotations

import pytest

from workbench.checks import CheckContext, run_checks
from workbench.model import State, Unit

RIGHT_AND_WRONG = [
    # source, right, wrong
    (
        "Judge Okafor asked Mr Lindqvist whether he had read it.",
        "オカフォー判事はリンドクビスト氏に、それを読んだかと尋ねた。",
        "リンドクビスト判事はオカフォー氏に、それを読んだかと尋ねた。",
    ),
    (
        "Norway recognised the marriage, but Italy refused to register it.",
        "ノルウェーはその婚姻を承認したが、イタリアは登録を拒んだ。",
        "イタリアはその婚姻を承認したが、ノルウェーは登録を拒んだ。",
    ),
    (
        "They moved from Nairobi to Kampala last spring.",
        "二人は昨春、ナイロビからカンパラに移り住んだ。",
        "二人は昨春、カンパラからナイロビに移り住んだ。",
    ),
    (
        "Maria Costa sued Daniel Weber for defamation.",
        "マリア・コスタ氏はダニエル・ウェーバー氏を名誉毀損で訴えた。",
        "ダニエル・ウェーバー氏はマリア・コスタ氏を名誉毀損で訴えた。",
    ),
    (
        "Tanaka praised Novak.",
        "田中さんはノバクさんをたたえた。",
        "ノバクさんは田中さんをたたえた。",
    ),
]
RIGHT = [
    # another order that says the same
    ("Maria Costa sued Daniel Weber.", "ダニエル・ウェーバー氏はマリア・コスタ氏に訴えられた。"),
    ("Maria Costa sued Daniel Weber.", "ダニエル・ウェーバー氏をマリア・コスタ氏が訴えた。"),
    ("Maria Costa married Daniel Weber.", "ダニエル・ウェーバー氏はマリア・コスタ氏と結婚した。"),
    ("They flew from Nairobi to Kampala.", "カンパラへはナイロビから空路で入った。"),
    ("Judge Okafor met Judge Lindqvist.", "リンドクビスト判事にオカフォー判事が会った。"),
]


def said(source: str, target: str) -> list[str]:
    unit = Unit("p1", source, target, State.CONFIRMED)
    context = CheckContext("en", "ja", [unit])
    return [f.check for f in run_checks([unit], context, only=["names.exchanged"])]


@pytest.mark.parametrize(("source", "right", "wrong"), RIGHT_AND_WRONG)
def test_what_changed_places_is_found_and_what_did_not_is_left(
    source: str, right: str, wrong: str
) -> None:
    assert said(source, right) == []
    assert said(source, wrong) == ["names.exchanged"]


@pytest.mark.parametrize(("source", "target"), RIGHT)
def test_japanese_may_turn_a_sentence_round(source: str, target: str) -> None:
    assert said(source, target) == []
