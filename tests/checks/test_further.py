"""Checks of Korean, Chinese, French and Spanish targets."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from workbench.checks import CheckContext, run_checks
from workbench.checks.run import without_rules
from workbench.model import State, Unit

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "benchmarks"))

from checks_false_alarms_languages import LANGUAGES, alarms, units_of

FAULTS = [
    ("ko", "About 150,000 people came.", "약 15명이 왔다.", "numbers.value"),
    ("ko", "It cost 1.2 billion won.", "12억 2천만 원이 들었다.", "numbers.value"),
    ("zh-Hans", "About 150,000 people came.", "约15人来了。", "numbers.value"),
    ("zh-Hans", "It cost 300 million yuan.", "耗资3万元。", "numbers.value"),
    ("fr", "About 1.5 million people came.", "Environ 15 millions de personnes sont venues.", "numbers.value"),
    ("fr", "The fee is 12,000 euros.", "Les frais s’élèvent à 1 200 euros.", "numbers.value"),
    ("es", "It cost 2.3 billion dollars.", "Costó 2,3 millones de dólares.", "numbers.value"),
    ("es", "The fee is 20,000 euros.", "La tasa es de 200.000 euros.", "numbers.value"),
    ("ko", "The court ruled on Monday morning.", "The court ruled on Monday.", "completeness.other-language"),
    ("ko", "The court ruled on Monday.", "법원은 月曜日に 판결했다.", "completeness.other-language"),
    ("zh-Hans", "The court ruled on Monday.", "法院週一裁決。", "completeness.other-language"),
    ("zh-Hant", "The court ruled on Monday.", "法院周一作出判决。", "completeness.other-language"),
    ("zh-Hans", "The court ruled on Monday.", "裁判所は月曜日に判断した。", "completeness.other-language"),
    ("fr", "The court ruled that the law is void.", "The court said that the law is not valid.", "completeness.other-language"),
    ("es", "The court ruled.", "El tribunal 판결 dictó.", "completeness.other-language"),
    ("es", "Who won?", "Quién ganó?", "punctuation.opening"),
    ("es", "What a day!", "¿Quién? Qué día!", "punctuation.opening"),
    ("fr", "Who won?", "Qui a gagné?", "spacing.french"),
    ("fr", "He said “yes”.", "Il a dit «oui».", "spacing.french"),
    ("fr", "He said “yes”.", "Il a dit “oui”.", "quotes.own"),
    ("zh-Hant", "He said “yes”.", "他說“是”。", "quotes.own"),
    ("zh-Hans", "He said “yes”.", "他说「是」。", "quotes.own"),
    ("zh-Hans", "Yes, it is.", "是的,没错。", "punctuation.chinese"),
    ("fr", "The court agreed with the plaintiffs.", "Le tribunal a donné raison aux plaignants", "punctuation.unended"),
]  # fmt: skip
GOOD = [
    ("zh-Hant", "He said “yes”.", "他說「是」。"),
    ("zh-Hant", "The court ruled on Monday.", "法院週一作出判決。"),
    ("zh-Hant", "The LGBTQ community came.", "LGBTQ社群來了。"),
    ("fr", "See https://example.org/a?b=1 at 15:30.", "Voir https://example.org/a?b=1 à 15:30."),
    (
        "fr",
        "“He called it ‘a joke’,” she said.",
        "« Il a parlé d’une “plaisanterie” », a-t-elle dit.",
    ),
    ("es", "“Really?” she asked.", "«¿De verdad?», preguntó ella."),
    ("ko", "Article 24 applies.", "제24조가 적용된다."),
    ("ko", "Tokyo", "Tokyo"),
]


def found(language: str, *pairs: tuple[str, str]) -> list[str]:
    units = [Unit(f"p{n}", *pair, State.CONFIRMED) for n, pair in enumerate(pairs)]
    return [f.check for f in run_checks(units, CheckContext("en", language, units))]


@pytest.mark.parametrize(("language", "source", "target", "check"), FAULTS)
def test_a_fault_is_found(language: str, source: str, target: str, check: str) -> None:
    assert check in found(language, (source, target))


@pytest.mark.parametrize(("language", "source", "target"), GOOD)
def test_what_is_right_is_left_alone(language: str, source: str, target: str) -> None:
    assert found(language, (source, target)) == []


@pytest.mark.parametrize(
    ("language", "usual", "other"),
    [
        ("fr", "Vous avez gagné.", "Tu as gagné."),
        ("es", "Usted ha ganado.", "Tú has ganado, y tienes suerte."),
        ("ko", "위원회가 이를 결정했습니다.", "위원회가 이를 결정했어요."),
    ],
)
def test_forms_of_address_are_not_mixed(language: str, usual: str, other: str) -> None:
    """The rarer one is named, and none where a document has two voices."""
    source = "The committee decided."
    said = found(language, (source, usual), (source + " ", usual + " "), (source + "  ", other))

    assert said.count("register.address") == 1
    assert "register.address" not in found(language, (source, usual), (source, other))


@pytest.mark.parametrize(
    ("texts", "wrong"),
    [
        (["The colour.", "A favour.", "The center."], ["center"]),
        (["The color.", "A favor.", "The centre."], ["centre"]),
        (["They recognise it.", "It was legalised.", "We apologize."], ["apologize"]),
        (["The colour.", "A favour.", "They recognize it."], []),
        (["The colour.", "A favour.", "The “Center for Rights”."], []),
        (["The colour.", "The center."], []),
    ],
)
def test_english_is_spelled_one_way(texts: list[str], wrong: list[str]) -> None:
    """The rarer of British and American spelling; Oxford spelling, quotations and two voices are let be."""
    units = [Unit(f"p{n}", f"文{n}。", text, State.CONFIRMED) for n, text in enumerate(texts)]
    said = run_checks(units, CheckContext("ja", "en", units), only=["consistency.english"])
    by_id = {unit.id: unit.target for unit in units}

    assert [by_id[f.unit][slice(*span)] for f in said for span in f.target_spans] == wrong


@pytest.mark.parametrize("language", LANGUAGES)
def test_good_translations_raise_hardly_an_alarm(language: str) -> None:
    """Of 200 pairs at most 1 % with an error, 5 % with anything."""
    units, said = units_of(language), alarms(language)

    assert len(units) >= 200
    assert len({f.unit for f in said if f.severity.value == "error"}) <= 2, said
    assert len({f.unit for f in said}) <= 10, said


@pytest.mark.parametrize(
    ("language", "families"), [("ja", []), ("fr", ["names"]), ("zh-Hant", ["names", "register"])]
)
def test_families_without_a_rule_are_named(language: str, families: list[str]) -> None:
    assert without_rules(language) == families
