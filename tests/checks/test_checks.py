"""Every check: its bad example is found, its good one is not, its repair repairs."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest

from workbench.checks import (
    CheckContext,
    accepted,
    check_unit,
    explain,
    read_findings_baseline,
    registry,
    run_checks,
    write_findings_baseline,
)
from workbench.checks.baseline import mark_of
from workbench.checks.house_list import HouseList
from workbench.errors import CheckError, UsageError
from workbench.model import SHOWN, Finding, Kind, Origin, Provenance, Severity, State, Unit
from workbench.terms import Concept, Termbase, Terms

TERMBASE = Termbase(
    [
        Concept("x.couple", terms={"en": Terms("same-sex couple"), "ja": Terms("同性カップル")}),
        Concept(
            "x.union",
            terms={
                "en": Terms("same-sex union"),
                "ja": Terms("同性間の結び付き", forbidden=(("同性組合", "組合は労働組合の意味"),)),
            },
        ),
        Concept(
            "x.minority",
            terms={
                "en": Terms("sexual minority"),
                "ja": Terms("性的少数者", ("性的マイノリティー",)),
            },
        ),
        Concept(
            "x.gay",
            terms={
                "en": Terms("gay person", forbidden=(("homosexual", "dated as a noun"),)),
                "ja": Terms("同性愛者"),
            },
        ),
    ],
    "en",
    "ja",
)


def units_of(source: str, target: str) -> list[Unit]:
    """Pairs separated by ` / ` become units of one document."""
    sources, targets = source.split(" / "), target.split(" / ")
    sources += [sources[-1]] * (len(targets) - len(sources))
    return [
        Unit(
            f"p{n}", s, t, State.CONFIRMED, provenance=Provenance(Origin.MT, warnings=("negation",))
        )
        for n, (s, t) in enumerate(zip(sources, targets, strict=True), 1)
    ]


def language_of(check: str) -> str:
    """The language of a check's examples: Japanese, or the first of those it is for."""
    languages = registry()[check].languages if check in registry() else ()
    return "ja" if not languages or "ja" in languages else languages[0]


def found(check: str, source: str, target: str, kind: Kind = Kind.PARAGRAPH) -> list[Finding]:
    units = [replace(unit, kind=kind) for unit in units_of(source, target)]
    if check == "completeness.fuzzy-unchanged":
        made = Provenance(Origin.MEMORY, rate=88)
        units = [*units[:-1], replace(units[-1], provenance=made)]
    if check == "completeness.silenced":
        reason = "" if "翌年" in target else "the style book says so"
        units = [replace(unit, silenced=(("numbers.value", reason),)) for unit in units]
    if check == "subtitles.speed":
        units = [replace(unit, notes=(f"{SHOWN}1.5",)) for unit in units]
    if check == "machine.marked":
        made = Provenance(Origin.MT, warnings=() if target else ("engine",))
        units = [replace(unit, state=State.FUZZY, provenance=made) for unit in units]
    target_language = language_of(check)
    termbase = TERMBASE if target_language == "ja" else None
    house = HouseList([("子ども", "子供")])
    known = {"x.minority": "性的少数者"}
    context = CheckContext("en", target_language, units, termbase, known, house)
    return run_checks(units, context, only=[check])


@pytest.mark.parametrize("check_id", registry())
def test_the_bad_example_is_found_and_the_good_one_is_not(check_id: str) -> None:
    """The examples users read are true."""
    check = registry()[check_id]

    assert found(check_id, *check.bad), "the bad example is not found"
    if check_id != "completeness.confirmed-draft":
        assert not found(check_id, *check.good), "the good example is flagged"


@pytest.mark.parametrize("check_id", registry())
def test_a_repair_repairs_and_is_idempotent(check_id: str) -> None:
    """After the fix the check has nothing more to say."""
    check = registry()[check_id]
    for finding in found(check_id, *check.bad):
        if finding.fix is None:
            continue
        unit = next(u for u in units_of(*check.bad) if u.id == finding.unit)
        mended = finding.fix.apply(unit.target)
        assert mended != unit.target
        assert not found(check_id, unit.source, mended)


@pytest.mark.parametrize("check_id", registry())
def test_a_check_explains_itself(check_id: str) -> None:
    """Title, severity, a bad and a good example."""
    text = explain(check_id)

    assert check_id in text and registry()[check_id].bad.target in text
    assert (
        registry()[check_id].title().endswith((".", ")")) or len(registry()[check_id].title()) > 15
    )


NUMBERS = [
    ("About 1.5 million people", "約150万人", True),
    ("About 1.5 million people", "約15万人", False),
    ("57 percent were in favour, 37 percent against", "賛成57%、反対37%", True),
    ("57 percent were in favour, 37 percent against", "賛成57%、反対73%", False),
    ("Miki, 36, and Katie, 31", "ミキさん（36）とケイティさん（31）", True),
    ("the 39-year-old man", "39歳の男性", True),
    ("two kids", "子ども2人", True),
    ("two kids", "子ども二人", True),
    ("two kids", "子どもたち", True),
    ("in 2022", "令和4年に", True),
    ("in 2022", "2023年に", False),
    ("Article 24", "第24条", True),
    ("Article 24", "憲法二十四条", True),
    ("on Nov. 1", "11月1日に", True),
    ("at 3 p.m.", "午後3時に", True),
    ("at 2:30", "2時半に", True),
    ("at 2:30 p.m.", "午後2時半に", True),
    ("at 3:30", "2時半に", False),
    ("at 2:15", "2時半に", False),
    ("at 5.30pm", "午後5時30分に", True),
    ("at 5.30pm", "17時30分に", True),
    ("at 5.30pm", "午後5.30に", True),
    ("at 5.30pm", "午後6時30分に", False),
    ("a score of 5.30", "5点", False),
    ("for 6 decades", "60年間", True),
    ("for 6 decades", "6世代", True),
    ("for six decades", "60年間", True),
    ("for 6 decades", "50年間", False),
    ("No 10 declined to comment", "首相官邸はコメントしなかった", True),
    ("at 10 Downing Street", "首相官邸で", True),
    ("the world No 10 won", "世界ランキングの選手が勝った", False),
    ("all 10 declined", "全員が断った", False),
    ("at 3 p.m.", "15時に", True),
    ("$2.3 billion", "23億ドル", True),
    ("$2.3 billion", "2億3000万ドル", False),
    ("12,500 yen", "1万2500円", True),
    ("120 million people", "1億2000万人", True),
    ("half of them", "半数が", True),
    ("nearly 50 percent", "5割近く", True),
    ("the 1990s", "1990年代", True),
    ("No. 3:09-cv-02292", "第3:09-cv-02292号", True),
    ("more than 200 authorities", "２００以上の自治体", True),
    ("for more than a decade", "10年以上", True),
    ("two-thirds of voters", "有権者の3分の2", True),
    ("twenty-one judges", "21人の裁判官", True),
    ("visit https://example.org/2022/15", "https://example.org/2022/15を参照", True),
    ("He was 3rd", "彼は3位だった", True),
    ("a first step", "第一歩", True),
    ("35,000 marched", "3万5千人が行進", True),
    ("35,000 marched", "3万人が行進", False),
    ("Dozens gathered", "数十人が集まった", True),
]


@pytest.mark.parametrize(("source", "target", "same"), NUMBERS)
def test_numbers_are_compared_by_value(source: str, target: str, same: bool) -> None:
    """Across scripts, scales, eras, clocks and shares."""
    assert same == (not found("numbers.value", source, target))


@pytest.mark.parametrize(
    ("check", "source", "target"),
    [
        ("quotes.unpaired", "1) First, 2) second", "1）まず、2）次に"),
        ("quotes.straight", 'He is "out".', "彼は公表している。"),
        ("register.mixed", '"I am glad," she said. / He left. / It ended. / All.', "「うれしいです」と話した。 / 去った。 / 終わった。 / すべてだ。"),
        ("punctuation.western", "Version 2.0, U.S.", "バージョン2.0、U.S.の"),
        ("punctuation.end", "The end.", "終わり"),
        ("machine.loop", "ha ha ha ha ha!", "ははははは！"),
        ("machine.negation", "She is not here.", "彼女は不在だ。"),
        ("words.doubled", "Mother is well.", "母は元気だ。"),
        ("completeness.untranslated", "NHK", "NHK"),
        ("completeness.language", "AFP, 2022", "AFP, 2022"),
        ("terms.forbidden", "same-sex union", "同性間の結び付き（労働組合ではない）"),
        ("spacing.latin", "Tokyo Pride", "Tokyo Prideの"),
        ("names.dot", "Drawing: Hana Whitcombe", "イラスト＝ハナ・ウィットコム"),
        ("names.dot", "Norton Security Deluxe is here.", "ノートンセキュリティ デラックスが登場。"),
        ("names.dot", "Jean-Paul Martin (36) came.", "ジャン＝ポール・マルタンさん（36）が来た。"),
        ("names.honorific", "Aoba came. / Aoba left.", "青葉さんが来た。 / 「青葉氏は去った」と話した。"),
        ("names.honorific", "Customers came. / Mr Guest left.", "客さんが来た。 / 客氏は去った。"),
        ("names.katakana", "Crystal A. / Crystal B. / Crystal C.", "クリスタルだ。 / クリスタルだ。 / クリスタルマウンテンだ。"),
        ("consistency.variants", "Two men. / Twelve.", "男性2人が来た。 / 十二人が来た。"),
        ("words.doubled", "A graduate of Tokyo University's school", "東京大学大学院の出身"),
        ("words.doubled", "He began as a boy.", "通称ははじめ源蔵という。"),
        ("numbers.unit", "Half, 50 percent, said so.", "半数がそう答えた。"),
        ("numbers.unit", "The film of 2022 won a prize.", "2022年の映画が賞を取った。"),
        ("numbers.value", "It opened an hour late.", "1時間遅れて開いた。"),
        ("machine.negation", "Why don't you ask?", "聞いてみたらどうですか。"),
        ("machine.negation", "We cannot guarantee it.", "保証はできかねます。"),
        ("machine.negation", "You are right, aren't you?", "その通りですよ。"),
        ("completeness.fuzzy-unchanged", "One. / Two.", "一つだ。 / 二つだ。"),
    ],
)  # fmt: skip
def test_good_translations_are_left_alone(check: str, source: str, target: str) -> None:
    """The false alarms that make people switch checks off."""
    assert not found(check, source, target)


def test_headings_need_no_full_stop() -> None:
    """News headlines end in nouns or bare verbs."""
    assert not found("punctuation.end", "Court rules.", "裁判所が判断した", kind=Kind.HEADING)


def test_checks_are_switched_off_by_id_family_and_unit() -> None:
    """In the settings for all units, in a comment for one."""
    unit = Unit("p1", "In 2022", "2023年に", State.FUZZY)
    context = CheckContext("en", "ja", [unit])

    assert run_checks([unit], context, only=["numbers"])
    assert not run_checks([unit], context, only=["numbers"], off=["numbers.value"])
    silenced = replace(unit, silenced=(("numbers", "house style"),))
    assert not [f for f in check_unit(silenced, context) if f.check == "numbers.value"]
    with pytest.raises(UsageError, match="did you mean numbers"):
        run_checks([unit], context, off=["nubmers"])


def test_severities_can_be_set() -> None:
    """By check or by family."""
    unit = Unit("p1", "In 2022", "2023年に", State.FUZZY)
    weighed = run_checks(
        [unit], CheckContext("en", "ja", [unit]), only=["numbers"], severities={"numbers": "note"}
    )

    assert [f.severity.value for f in weighed] == ["note"]


def test_a_baseline_accepts_what_was_there_and_nothing_more(tmp_path: Path) -> None:
    """Known findings pass, a new one does not; order and other units do not matter."""
    old = Unit("p1", "In 2022", "2023年に", State.FUZZY)
    new = Unit("p2", "In 1999", "2000年に", State.FUZZY)
    path = tmp_path / "baseline.txt"
    by_id = {"p1": old, "p2": new}
    first = run_checks([old], CheckContext("en", "ja", [old]), only=["numbers"])
    path.write_text(write_findings_baseline((finding, old) for finding in first))
    both = run_checks([new, old], CheckContext("en", "ja", [new, old]), only=["numbers"])

    assert [f.unit for f in accepted(both, by_id, read_findings_baseline(path))] == ["p2"]
    path.write_text("nonsense\n")
    with pytest.raises(CheckError, match=r"baseline.txt:1"):
        read_findings_baseline(path)


def test_what_a_baseline_accepts_is_used_up() -> None:
    """Once, in whichever catalog comes first: the same mistake made again is new."""
    unit = Unit("p1", "In 2022", "2023年に", State.FUZZY)
    found = run_checks([unit], CheckContext("en", "ja", [unit]), only=["numbers"])
    left = Counter(mark_of(finding, unit) for finding in found)

    assert accepted(found, {"p1": unit}, left) == []
    assert accepted(found, {"p1": unit}, left) == found


def test_a_mark_tells_what_is_meant_in_the_source() -> None:
    """A number that is missing marks nothing in the target."""
    unit = Unit("p1", "1.5 million people, 3 dogs", "人々と犬", State.FUZZY)
    marks = {
        mark_of(Finding("numbers.value", Severity.ERROR, "p1", "missing", (span,), ()), unit)
        for span in ((0, 11), (20, 21))
    }

    assert len(marks) == 2


def test_a_check_that_breaks_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    """Never green by failing."""
    check = registry()["machine.loop"]
    monkeypatch.setattr(type(check), "check", lambda *a: [][1])
    unit = Unit("p1", "a", "待った、待った、待った、待った、", State.FUZZY)

    assert [
        f.check for f in run_checks([unit], CheckContext("en", "ja", [unit]), only=["machine.loop"])
    ] == ["not-checked"]


def test_a_check_that_cannot_say_where_to_look_is_asked_everywhere(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Its failure passes over no unit."""
    check = registry()["machine.loop"]
    monkeypatch.setattr(type(check), "worth", lambda *a: [][1])
    unit = Unit("p1", "a", "待った、待った、待った、待った、", State.FUZZY)

    assert [
        f.check for f in run_checks([unit], CheckContext("en", "ja", [unit]), only=["machine.loop"])
    ] == ["machine.loop"]


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "「" * 500,
        "ああ" * 3000,
        "<b>" * 200,
        "%" * 300,
        "{" * 300,
        "\u0000",
        "1" * 400,
        "万" * 300,
        "Katie said ・・・・",
        "Katie Brown さん・氏＝様",
    ],
)
def test_hostile_text_breaks_no_check(text: str) -> None:
    """Every check runs on anything."""
    for source, target in ((text, "裁判所。"), ("The court.", text), (text, text)):
        units = [Unit(f"p{n}", source, target, State.FUZZY) for n in range(3)]
        results = run_checks(units, CheckContext("en", "ja", units, TERMBASE))
        assert "not-checked" not in {f.check for f in results}


def test_what_fails_for_the_document_fails_once() -> None:
    """A table over all units is not made again for each of them."""
    asked = []

    def make(units: object) -> int:
        asked.append(units)
        raise ValueError("no table")

    context = CheckContext("en", "ja")
    for _n in range(3):
        with pytest.raises(ValueError, match="no table"):
            context.once("table", make)
    assert len(asked) == 1


@pytest.mark.parametrize(
    ("text", "looped"),
    [
        ("待った、待った、待った、待った、", True),
        ("のだのだのだのだ", True),
        ("あああああ", True),
        ("彼らは彼女の彼らは彼女の彼らは彼女の", True),
        ("裁判所は判決を裁判所は判決を", False),
        ("彼女は待った。", False),
    ],
)
def test_a_loop_is_told_from_a_repeated_word(text: str, looped: bool) -> None:
    """Four times in a row, or six characters three times, wherever in the target it stands."""
    for before in ("", "そ", "それ", "😀"):
        assert bool(found("machine.loop", "They waited.", before + text)) is looped


def test_a_unit_being_edited_is_not_another_unit() -> None:
    """What it said before the last key is no second translation of its source."""
    before = Unit("p1", "Applications are open.", "申請を受け付けている。", State.FUZZY)
    other = replace(before, id="p2", target="申し込みが始まった。")
    typed = replace(before, target="申請を受け付けている。こ")

    def said(*units: Unit) -> list[str]:
        found = check_unit(typed, CheckContext("en", "ja", units))
        return [f.message for f in found if f.check == "consistency.same-source"]

    assert said(before) == []
    assert said(before, other) == ["elsewhere the same source is “申し込みが始まった。”"]
