"""Termbases out to other formats and back; hostile and broken files."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from types import MappingProxyType

import pytest

from workbench.exchange import FORMATS, export_terms, import_terms, lost
from workbench.terms import Termbase
from workbench.terms.concept import Concept, Terms

CONCEPTS = [
    Concept(
        id="lgbtq.gay-man",
        subject="lgbtq",
        pos="noun",
        confidence="high",
        definition='A man drawn to men; "gay" <as adjective> & noun.',
        note="ゲイ alone serves in headlines.",
        source="a style guide; another",
        terms=MappingProxyType(
            {
                "en": Terms("gay man", ("gay men's group",), (("homosexual", "dated; use gay"),)),
                "ja": Terms(
                    "ゲイ男性",
                    ("ゲイ", "男性同性愛者"),
                    (("ホモ", "蔑称。ゲイを使う"),),
                    "げいだんせい",
                ),
            }
        ),
    ),
    Concept(
        id="law.appeal",
        subject="law",
        pos="verb",
        case="fold",
        definition="To ask a higher court.",
        source="general knowledge",
        terms=MappingProxyType(
            {"en": Terms("appeal"), "ja": Terms("控訴する", reading="こうそする")}
        ),
    ),
    Concept(
        id="names.supreme-court",
        subject="names",
        pos="proper noun",
        definition="The highest court.",
        source="its own site",
        terms=MappingProxyType(
            {"en": Terms("Supreme Court", ("SCOJ",)), "ja": Terms("最高裁", ("最高裁判所",))}
        ),
    ),
    Concept(
        id="names.who",
        pos="abbreviation",
        terms=MappingProxyType({"en": Terms("WHO"), "ja": Terms("世界保健機関", ("WHO",))}),
    ),
]
SUFFIX = {"tbx-dct": ".tbx", "omegat": ".txt"}


def held(concept: Concept, format_name: str) -> Concept:
    """What a format can hold of a concept, by what it says it loses."""
    gone = set(lost(format_name))
    plain = {"subject", "case", "confidence", "definition", "source", "pos"} & gone
    changed = {name: "smart" if name == "case" else "" for name in plain}
    terms = {}
    for code, one in concept.terms.items():
        if "reading" in gone:
            one = replace(one, reading="")
        if "forbidden" in gone or ("forbidden source" in gone and code == "en"):
            one = replace(one, forbidden=())
        if "admitted source" in gone and code == "en":
            one = replace(one, admitted=())
        terms[code] = one
    return replace(concept, terms=MappingProxyType(terms), where="", **changed)


def through(tmp_path: Path, concepts: list[Concept], format_name: str) -> list[Concept]:
    path = tmp_path / f"t{SUFFIX.get(format_name, '.' + format_name)}"
    path.write_text(export_terms(concepts, ["en", "ja"], format_name), "utf-8")
    return import_terms(path, format_name)


def bare(concept: Concept) -> Concept:
    return replace(concept, where="", terms=MappingProxyType(dict(concept.terms)))


@pytest.mark.parametrize("format_name", FORMATS)
def test_a_round_trip_loses_what_the_format_says_and_no_more(
    tmp_path: Path, format_name: str
) -> None:
    back = [bare(concept) for concept in through(tmp_path, CONCEPTS, format_name)]
    wanted = [held(concept, format_name) for concept in CONCEPTS]
    if "id" in lost(format_name):
        names = {concept.in_("en").preferred for concept in wanted}
        back = [concept for concept in back if concept.in_("en").preferred in names]
        back = [replace(b, id=w.id) for b, w in zip(back, wanted, strict=True)]

    assert back == wanted


@pytest.mark.parametrize("format_name", FORMATS)
def test_a_second_round_trip_changes_nothing(tmp_path: Path, format_name: str) -> None:
    once = through(tmp_path, CONCEPTS, format_name)

    assert list(map(bare, through(tmp_path, once, format_name))) == list(map(bare, once))


@pytest.mark.parametrize("format_name", FORMATS)
def test_the_glossary_that_ships_goes_through(root: Path, tmp_path: Path, format_name: str) -> None:
    folder = root / "glossary"
    if not list(folder.glob("*.tsv")):
        pytest.skip("no glossary/*.tsv in this checkout")
    concepts = list(Termbase.load([folder], "en", "ja").concepts.values())

    back = through(tmp_path, concepts, format_name)

    if "id" not in lost(format_name):
        assert [concept.id for concept in back] == [concept.id for concept in concepts]
        for one, other in zip(concepts, back, strict=True):
            assert other.in_("ja").approved == one.in_("ja").approved


def test_tsv_is_the_termbase_format_itself(tmp_path: Path) -> None:
    path = tmp_path / "t.tsv"
    path.write_text(export_terms(CONCEPTS, ["en", "ja"], "tsv"), "utf-8")

    assert list(Termbase.load([path], "en", "ja").concepts) == [c.id for c in CONCEPTS]


@pytest.mark.parametrize("format_name", ["tbx", "tbx-dct"])
def test_hostile_characters_stay_text(tmp_path: Path, format_name: str) -> None:
    odd = Concept("odd id/1", terms={"en": Terms("a\x00b <c> & \ud800"), "ja": Terms("]]>え")})

    back = through(tmp_path, [odd], format_name)

    assert back[0].in_("en").preferred == "a\ufffdb <c> & \ufffd"
    assert back[0].in_("ja").preferred == "]]>え"
