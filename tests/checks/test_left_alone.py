"""What looks like an error and is none: right sentences in which checks used to find something, and their
neighbours in which there is something to find."""

from __future__ import annotations

import pytest

from workbench.checks import run_checks
from workbench.checks.check import CheckContext
from workbench.model import State, Unit
from workbench.terms import Concept, Termbase, Terms

TERMBASE = Termbase(
    [Concept("x.harbour", terms={"en": Terms("harbour office"), "ja": Terms("港湾事務所")})],
    "en",
    "ja",
)


def found(check: str, source: str, target: str) -> list[str]:
    unit = Unit("p1", source, target, State.CONFIRMED)
    context = CheckContext("en", "ja", [unit], TERMBASE, {})
    return [finding.message for finding in run_checks([unit], context, only=[check])]


@pytest.mark.parametrize(
    ("check", "source", "right", "wrong"),
    [
        ("markup.placeholders", "It fell from 30% to 20% by dawn.", "夜明けまでに30％から20％に下がった。", ""),
        ("markup.placeholders", "Some 5% to 8% of boats leak.", "船の5～8％が漏れる。", ""),
        ("markup.placeholders", "Sent % to %s.", "%sに送った。", "送った。"),
        ("numbers", "The X-15 and the B52 flew.", "X-15とB52が飛んだ。", ""),
        ("numbers", "Use v2.3 of form A4.", "様式A4のv2.3を使う。", "様式A4のv3.2を使う。"),
        ("numbers", "Some 31\u202f500 boats sailed.", "約3万1500艘が出た。", "約3万艘が出た。"),
        ("numbers", "Some 31\u2009500 boats sailed.", "約3万1500艘が出た。", "約3150艘が出た。"),
        ("numbers", "Some 2\u00a0345\u00a0678 fish.", "約234万5678匹。", "約234匹。"),
        ("words.doubled", "They fish everywhere.", "至る所ででも釣る。どこでも釣る。", ""),
        ("words.doubled", "Absurd, then sudden and red.", "馬鹿馬鹿しく、突然で赤々とした。", ""),
        ("words.doubled", "The boat left.", "船が出た。", "船がが出た。"),
        ("machine.negation", "The port is no longer in use.", "その港は使われなくなった。", "その港は使われている。"),
        ("machine.negation", "She no longer sails.", "彼女はもう船に乗らない。", "彼女は船に乗る。"),
        ("machine.negation", "The rule no longer applied.", "規則は適用されなくなっていた。", "規則は適用された。"),
        ("markup", "Ms. Minato sails.", "<ruby>湊<rt>みなと</rt></ruby>さんが船に乗る。", "<ruby>湊<rt>みなと</ruby>さんが船に乗る。"),
        ("terms.missing", "The harbour office closed.", "<ruby>港湾<rt>こうわん</rt></ruby>事務所は閉まった。", "<ruby>区<rt>く</rt></ruby>役所は閉まった。"),
        ("markup.tags", "When i<n and n>j, stop.", "i<nかつn>jなら止まる。", ""),
        ("markup.tags", "If depth<limit and wind>force, stay.", "depth<limitかつwind>forceなら残る。", ""),
        ("markup.tags", "It is <b>shut</b>.", "<b>閉まって</b>いる。", "閉まっている。"),
    ],
)  # fmt: skip
def test_a_right_sentence_is_left_alone(check: str, source: str, right: str, wrong: str) -> None:
    """And a wrong one beside it, where there is one, is not."""
    assert found(check, source, right) == []
    assert not wrong or found(check, source, wrong)


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("A ![boat](boat.png) lay there.", "そこに![船](boat.png)があった。"),
        ("Stop![^1] They did.", "止まれ![^1]　止まった。"),
        ('Leave it as `""` here.', 'ここは`""`のままにする。'),
        ('Write `a = "b", c` first.', 'まず`a = "b", c`と書く。'),
        ('Set ``x = "`"`` now.', '今``x = "`"``とする。'),
        (
            'See <a href="x.html" title="a, b">this</a>.',
            'これは<a href="x.html" title="a, b">こちら</a>。',
        ),
    ],
)
def test_no_repair_touches_what_is_no_prose(source: str, target: str) -> None:
    """Pictures, code and tags keep their marks; a mark in the prose beside them is repaired."""

    def mended(text: str) -> str:
        for _round in range(9):
            unit = Unit("p1", source, text, State.CONFIRMED)
            found = run_checks([unit], CheckContext("en", "ja", [unit]))
            fixes = [finding.fix for finding in found if finding.fix]
            if not fixes:
                break
            text = fixes[0].apply(text)
        return text

    assert mended(target) == target
    assert mended(target + "港,船。") == target + "港、船。"
