"""Lines that translators wrote or might have: what each check says of them, and how it mends them."""

from __future__ import annotations

import pytest

from workbench.checks import CheckContext, run_checks
from workbench.model import Finding, State, Unit

RIGHT = """
words.doubled ‖ A marriage between two men. ‖ 男性と男性との婚姻。
words.doubled ‖ Relations between individuals. ‖ 個人と個人との関係。
words.doubled ‖ Every single day. ‖ 毎日毎日。
words.doubled ‖ It looks like a crab. ‖ かにに似ている。
words.doubled ‖ The mother. ‖ 母ははは葡萄酒と言った。
quotes.straight ‖ A 5"×7" print. ‖ 5"×7"の写真。
spacing.doubled ‖ Type `a  b`. ‖ `a  b`と入力する。
spacing.edges ‖ Usage: run\\n ‖ 使い方: run\\n
spacing.edges ‖  indented ‖  字下げ
spacing.inside ‖ Really! Yes. ‖ 本当！　そうだ。
machine.loop ‖ Ha ha ha ha, she laughed. ‖ ハハハハ、と彼女は笑った。
machine.negation ‖ It did not open until May. ‖ ようやく5月に開いた。
machine.negation ‖ Not only they came. He is not only tall. ‖ 彼は背も高い。
machine.negation ‖ No one was hurt. ‖ 負傷者はいなかった。
machine.negation ‖ She never married. ‖ 生涯独身を通し、結婚しなかった。
completeness.language ‖ The Tokyo High Court dismissed the appeal in full. ‖ 東京高裁、控訴全面棄却。
completeness.untranslated ‖ Use an iPhone app. ‖ iPhoneのアプリを使う。
markup.placeholders ‖ 57% said so. ‖ 57%がそう言う。
numbers.value ‖ %1$s of %2$s and {0} ‖ %2$sの%1$s
markup.placeholders ‖ %1$s of %2$s ‖ %2$sの%1$s
markup.addresses ‖ See https://a.example/en. ‖ https://a.example/en を見よ。
markup.addresses ‖ Write to desk@a.example. ‖ desk@a.exampleまで。
punctuation.brackets ‖ A <b>union</b> (an <b>idea</b>). ‖ <b>組合</b>(an <b>idea</b>)
spacing.latin ‖ New <b>York</b> ‖ New <b>York</b>
spacing.inside ‖ Apple Music ‖ アップル ミュージック
punctuation.dashes ‖ see --help ‖ 「--help」を参照
words.doubled ‖ Thighs. ‖ 子どもも、こどものの
punctuation.western ‖ 1,234 people ‖ １，２３４人
punctuation.full-ascii ‖ 1,234 people ‖ 1,234人
quotes.widths ‖ (a) and (b) ‖ (a)と（い）
""".strip("\n").split("\n")
WRONG = """
words.doubled ‖ To the court. ‖ 裁判所へへ行った。 ‖ 裁判所へ行った。
words.doubled ‖ To Tokyo. ‖ 裁判所へへ東京から行った。 ‖ 裁判所へ東京から行った。
spacing.edges ‖ Usage: run\\n ‖ 使い方: run ‖ 使い方: run\\n
spacing.edges ‖ Usage: run ‖ 使い方: run\\n ‖ 使い方: run
spacing.edges ‖ The court. ‖ 　裁判所。 ‖ 裁判所。
spacing.inside ‖ The court agreed. ‖ 裁判所は　認めた。 ‖ 裁判所は認めた。
spacing.inside ‖ The court agreed. ‖ 裁判所は\u00a0認めた。 ‖ 裁判所は認めた。
spacing.invisible ‖ The court. ‖ 裁判所\u202eは\u2028。 ‖ 裁判所は。
punctuation.half-kana ‖ Yes. ‖ はい､そうです｡ ‖ はい、そうです。
punctuation.western ‖ Yes. ‖ はい，そうです． ‖ はい、そうです。
quotes.straight ‖ "Yes," she said. ‖ ＂はい＂と話した。 ‖ 「はい」と話した。
quotes.widths ‖ In (2015). ‖ その研究（2015)は。 ‖ その研究（2015）は。
quotes.widths ‖ In (2015). ‖ その研究(2015）は。 ‖ その研究（2015）は。
machine.negation ‖ No one was injured. ‖ 誰かが負傷した。 ‖ –
machine.negation ‖ He never said so. ‖ 彼はそう言った。 ‖ –
machine.negation ‖ Without a visa she could not stay. ‖ ビザがなければ滞在できた。 ‖ –
completeness.language ‖ The court rejected this request. ‖ 法院驳回了这一请求。 ‖ –
completeness.untranslated ‖ They dismissed the claim. ‖ claimをdismissした。 ‖ –
markup.placeholders ‖ %ld files ‖ %d個のファイル ‖ –
markup.placeholders ‖ %zu bytes ‖ バイト ‖ –
markup.placeholders ‖ No files ‖ {name}のファイル ‖ –
markup.addresses ‖ Write to desk@a.example. ‖ desk@a.exampleeまで。 ‖ –
markup.addresses ‖ See https://a.example/en. ‖ https://a.example/en/ を見よ。 ‖ –
markup.addresses ‖ See www.a.example. ‖ www.b.example を見よ。 ‖ –
numbers.half-day ‖ Until 4 a.m. ‖ 午後4時まで。 ‖ –
""".strip("\n").split("\n")


def found(line: str) -> tuple[list[Finding], str]:
    """The findings of the line's check on its pair, and the target."""
    check, source, target, *_rest = line.replace("\\n", "\n").split(" ‖ ")
    unit = Unit("p1", source, target, State.CONFIRMED)
    return run_checks([unit], CheckContext("en", "ja", [unit]), only=[check]), target


@pytest.mark.parametrize("line", RIGHT)
def test_what_is_right_is_left_alone(line: str) -> None:
    """A false alarm costs more than a miss: it is why people switch checks off."""
    assert found(line)[0] == []


@pytest.mark.parametrize("line", WRONG)
def test_what_is_wrong_is_found_and_mended_where_that_is_safe(line: str) -> None:
    """The last column is the target after the repair, – where a person has to decide."""
    findings, target = found(line)
    assert findings
    wanted = line.replace("\\n", "\n").split(" ‖ ")[3]
    fixed = target
    for finding in reversed(findings):
        fixed = finding.fix.apply(fixed) if finding.fix else fixed
    assert fixed == (target if wanted == "–" else wanted)
