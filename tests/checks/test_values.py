"""Numbers are compared by value, as people who translate news would: what is right, and what is not."""

from __future__ import annotations

import pytest

from workbench.checks import CheckContext, run_checks
from workbench.model import Finding, State, Unit

RIGHT = """
2-3 million people ‖ 200万〜300万人
between 2 and 3 million people ‖ 200万から300万人
5 to 6 thousand ‖ 5000〜6000
It took 2.5 hours ‖ 2時間半かかった
1.5 years ago ‖ 1年半前
two and a half years ‖ 2年半
1/2 of them ‖ 半数
Half a million people ‖ 50万人
one and a half million ‖ 150万人
two dozen people ‖ 24人
3.5 percent ‖ 三・五パーセント
57 percent ‖ 57%
0 cases ‖ ゼロ件
8 in 10 people ‖ 8割の人
1 in 5 ‖ 5人に1人
0900 GMT ‖ 午前9時
0930 GMT ‖ 午前9時半
Elizabeth II ruled ‖ エリザベス2世が治めた
section (iii) ‖ 第3号
in Q3 ‖ 第3四半期
FY2022 ‖ 2022年度
10 lakh people ‖ 100万人
on 9/11 ‖ 9月11日に
on 12/25/2020 ‖ 2020年12月25日に
$5 million ‖ 500万ドル
$1.2bn ‖ 12億ドル
1.5 million ‖ 百五十万
about 14,000 people ‖ 約1万4000人
the 100m race ‖ 100メートル走
a 5k run ‖ 5キロ走
3 p.m. ‖ 午後3時
3 p.m. ‖ 15時
3:30 p.m. ‖ 午後3時半
3:30 p.m. ‖ 15時30分
in 2022 ‖ 令和4年
in 2022 ‖ 2022年
the 1990s ‖ 90年代
the 1950s ‖ 昭和30年代
the '90s ‖ 1990年代
in '22 ‖ 2022年
a 39-year-old ‖ 三十九歳
6 decades ‖ 60年
2 people ‖ ふたり
2021-22 ‖ 2021〜22年
COVID-19 ‖ 新型コロナウイルス
1,234 ‖ 千二百三十四
<a href="https://a.example/">Akabane</a>, 52, came ‖ <a href="https://a.example/">赤羽さん</a>（52）が来た
about 25 000 people ‖ 約2万5000人
16 months ‖ 1年4カ月
148.60 yen ‖ 148円60銭
two-thirds of them ‖ 3分の2
""".strip().split("\n")
WRONG = """
$5 million ‖ 5ドル
$5m deal ‖ 5ドルの取引
300 million people ‖ 300人
2-3 million ‖ 2〜3人
In 2003 ‖ 平成3年
In 2010 ‖ 平成10年
in 2004 ‖ 令和4年
1,850 people ‖ 50人
57 percent ‖ 75%
in 1990 ‖ 1991年
2.5 hours ‖ 3時間半
1.5 million ‖ 15万
9 in 10 ‖ 8割
1/2 ‖ 3分の1
""".strip().split("\n")


def found(line: str, check: str = "numbers.value") -> list[Finding]:
    source, target = line.split(" ‖ ")
    unit = Unit("p1", source, target, State.CONFIRMED)
    return run_checks([unit], CheckContext("en", "ja", [unit]), only=[check])


@pytest.mark.parametrize("line", RIGHT)
def test_the_same_value_in_another_form_is_right(line: str) -> None:
    """Ranges, halves, shares, scales, clocks, years of emperors, numerals that are names."""
    assert found(line) == []


@pytest.mark.parametrize("line", WRONG)
def test_another_value_is_not(line: str) -> None:
    """However alike its digits are."""
    assert found(line)


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("at 3 p.m. ‖ 午前3時に", "3 p.m.: write 午後3時"),
        ("at 5:30 am ‖ 午後５時30分に", "5:30 am: write 午前5時"),
        ("at 3 p.m. ‖ 午後3時に", ""),
        ("at 3 p.m. ‖ 15時に", ""),
        ("from 9 a.m. to 9 p.m. ‖ 午前9時から午後9時まで", ""),
        ("at 12 p.m. ‖ 午後0時に", ""),
        ("until midnight ‖ 午後0時まで", "midnight: write 午前0時"),
        ("at 3 p.m. GMT ‖ 日本時間の午前0時に", ""),
    ],
)
def test_morning_is_not_afternoon(line: str, message: str) -> None:
    """The hour is the same and the half of the day is not."""
    assert [f.message for f in found(line, "numbers.half-day")] == [message] * bool(message)


def test_a_share_is_shown_whole() -> None:
    """100%, not its last digit."""
    (finding,) = found("100% of them ‖ 全員", "numbers.unit")
    assert finding.message == "100%: write %"
