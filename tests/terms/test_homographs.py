"""Words that are several things, judged with the termbase that ships: found where they are meant,
left alone where they are not, and no concept's Japanese passed off as another's.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from workbench.model import VerdictKind
from workbench.terms import Termbase

H, A, M, F = (
    VerdictKind.HONOURED,
    VerdictKind.ADMITTED,
    VerdictKind.MISSING,
    VerdictKind.FORBIDDEN,
)


@pytest.fixture(scope="module")
def base() -> Termbase:
    return Termbase.load([Path(__file__).resolve().parents[2] / "glossary"], "en", "ja")


def found(base: Termbase, text: str) -> list[str]:
    return [concept for hit in base.match(text) for concept in hit.concepts]


ANOTHER_THING = {
    "Results came out as expected.": "lgbtq.come-out",
    "She flew with Trans World Airlines.": "lgbtq.transgender",
    "The city banned trans fat.": "lgbtq.transgender",
    "Visibility fell to 50 metres in the fog.": "lgbtq.visibility",
    "Fog cut visibility on the runway.": "lgbtq.visibility",
    "They met on the tennis court.": "law.court",
    "A family outing ended in the rain.": "lgbtq.outing",
    "The vote begins at 3 PM.": "gov.prime-minister",
    "The vote begins at 3:30PM.": "gov.prime-minister",
    "Pupils take AP classes.": "name.associated-press",
    "Bill Clinton signed it.": "law.bill",
    "It was signed by Bill Clinton.": "law.bill",
    "He spoke without ruling out a vote.": "law.ruling",
    "The ruling party met.": "law.ruling",
    "the ruling conservative Liberal Democratic Party": "law.ruling",
    "The rule applies without prejudice to other laws.": "lgbtq.prejudice",
    "The court dismissed the case without prejudice.": "lgbtq.prejudice",
    "The state granted an amnesty to prisoners.": "name.amnesty-international",
    "Kenji Watanabe, a baker, was there.": "name.noboru-watanabe",
    "Taro Yamamoto spoke.": "name.soyoka-yamamoto",
    "Nurses on the ward were told.": "gov.ward",
    "The patient was moved to another ward.": "gov.ward",
    "They warded off critics; others ward off blame.": "gov.ward",
    "Capital punishment was abolished.": "gov.capital",
    "a trading partner of Japan": "lgbtq.partner",
    "IDAHO VOTES ON A BAN": "lgbtq.international-day-against-homophobia-biphobia-and-transphobia",
    "The ads appeal to young voters and appeal to the public.": "law.appeal-a-ruling",
    "Couples with separate surnames": "law.selective-separate-surnames",
    "They appealed for calm.": "law.appeal-a-ruling",
}

THIS = {
    "She came out as gay.": "lgbtq.come-out",
    "Trans author honoured.": "lgbtq.transgender",
    "Greater visibility helps.": "lgbtq.visibility",
    "They went to court.": "law.court",
    "Outing is harassment.": "lgbtq.outing",
    "The PM apologised.": "gov.prime-minister",
    "He told the AP so.": "name.associated-press",
    "The Bill passed.": "law.bill",
    "the LGBT Equality Bill Committee": "law.bill",
    "Campaigners criticised the ruling.": "law.ruling",
    "The ruling angered conservatives.": "law.ruling",
    "Prejudice is common.": "lgbtq.prejudice",
    "They live without prejudice.": "lgbtq.prejudice",
    "Amnesty International said so.": "name.amnesty-international",
    "The ward issues certificates.": "gov.ward",
    "in a hospital ward": "gov.hospital-ward",
    "The state appealed.": "law.appeal-a-ruling",
    "The state will appeal the ruling.": "law.appeal-a-ruling",
    "An appeal was filed.": "law.appeal",
    "Japan's capital": "gov.capital",
    "her partner": "lgbtq.partner",
    "run by a conservative ruling party": "news.conservative",
}


@pytest.mark.parametrize("text", ANOTHER_THING)
def test_another_thing_of_that_name_is_left_alone(base: Termbase, text: str) -> None:
    assert ANOTHER_THING[text] not in found(base, text)


@pytest.mark.parametrize("text", THIS)
def test_what_is_meant_is_found(base: Termbase, text: str) -> None:
    assert THIS[text] in found(base, text)


def test_one_holding_is_counted_once(base: Termbase) -> None:
    ids = found(base, "The court ruled it constitutional.")

    assert (ids.count("law.rule"), ids.count("law.constitutional")) == (1, 1)


VERDICTS = [
    ("the ruling", "与党", [F]),
    ("the ruling", "判決", [H]),
    ("unconstitutional", "違憲状態だ", [F]),
    ("unconstitutional", "違憲だ", [H]),
    ("a state of unconstitutionality", "違憲状態だ", [H]),
    ("a state of unconstitutionality", "違憲だ", [M]),
    ("the House of Commons", "衆議院", [F]),
    ("the House of Commons", "下院", [H]),
    ("the House of Lords", "参議院", [F]),
    ("the US State Department", "外務省", [F]),
    ("the US State Department", "米国務省", [H]),
    ("an upper house election", "総選挙", [F]),
    ("an upper house election", "参院選", [H]),
    ("a by-election", "補選", [A]),
    ("the European Commission", "欧州連合", [F]),
    ("a senator", "上院議員", [H]),
    ("a standing committee", "常任委員会", [H]),
    ("a standing committee", "特別委員会", [F]),
    ("a coalition government", "連立政権", [H]),
    ("bereavement leave", "結婚休暇", [F]),
    ("bereavement leave", "忌引休暇", [H]),
    ("forced sterilisation", "生殖不能要件", [M]),
    ("forced sterilisation", "強制不妊手術", [H]),
    ("the surgery requirement", "手術要件", [H]),
    ("her maiden name", "旧姓", [H]),
    ("her maiden name", "姓", [M]),
    ("a life sentence", "無期懲役", [H]),
    ("a life sentence", "禁錮", [M]),
    ("an asylum seeker", "難民申請者", [A]),
    ("an asylum seeker", "庇護", [M]),
    ("marriage", "未婚", [M]),
    ("declined to hear", "受理した", [F]),
    ("adoption of children", "採用", [F]),
    ("the European Court of Human Rights", "欧州人権条約", [M]),
    ("the ECHR", "欧州人権条約", [H]),
    ("the ECHR", "欧州人権裁判所", [H]),
    ("not legally binding", "法的拘束力がある", [F]),
    ("not legally binding", "法的拘束力はない", [A]),
    ("the constitution", "合憲", [M]),
    ("lack of understanding", "理解", [M]),
    ("the highest court", "最高裁", [A]),
    ("the highest court", "高裁", [M]),
    ("the High Court", "最高裁", [F]),
    ("a higher court", "最高裁", [M]),
    ("the upper house", "上院", [H]),
    ("the upper house", "参議院", [H]),
    ("use of maiden name", "旧姓の通称使用", [H]),
    ("an anti-outing ordinance", "アウティング禁止条例", [H]),
    ("the former Eugenic Protection Act", "旧優生保護法", [H]),
    ("the METI restroom case", "経済産業省トイレ訴訟", [H]),
    ("the Hiroshima High Court", "広島高裁", [A]),
]


@pytest.mark.parametrize(("source", "target", "kinds"), VERDICTS)
def test_a_verdict(base: Termbase, source: str, target: str, kinds: list[VerdictKind]) -> None:
    assert [verdict.kind for verdict in base.verdicts(source, target)] == kinds


@pytest.mark.parametrize(
    ("source", "first", "clear"),
    [
        ("Campaigners criticised the ruling.", "判決", True),
        ("The ward said so.", "区", True),
        ("The highest court said so.", "最高裁判所", True),
        ("The High Court said so.", "高等裁判所", True),
        ("A higher court said so.", "上級審", True),
        ("The appeal failed.", "控訴", True),
        ("The upper house voted.", "参議院", False),
        ("The DPP voted.", "国民民主党", False),
    ],
)
def test_what_an_engine_is_asked(base: Termbase, source: str, first: str, clear: bool) -> None:
    asked = next(choice for choice in base.choices(base.match(source)) if first in choice.targets)

    assert (asked.targets[0], asked.clear) == (first, clear)


def test_courts_are_told_apart_in_the_hit_itself(base: Termbase) -> None:
    texts = ("the highest court", "the higher court", "the High Court", "high courts")

    assert [found(base, text) for text in texts] == [
        ["law.supreme-court"], ["law.higher-court"], ["law.high-court"], ["law.high-court"],
    ]  # fmt: skip
