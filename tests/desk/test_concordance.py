"""Concordance: where words were said before, on both sides, and what they were called."""

from __future__ import annotations

from pathlib import Path

import pytest

from workbench.desk.concordance import Said, renderings, said_before
from workbench.memory import Memory, MemoryEntry
from workbench.model import State, Unit

PAIR = ("en", "ja")
TEXTS = [
    ("The partnership system began in Shibuya.", "パートナーシップ制度は渋谷で始まった。"),
    ("Nobody came.", "誰も来なかった。"),
    (
        "Critics call partnership systems a halfway house.",
        "批判派はパートナーシップ制度を中途半端だと言う。",
    ),
    ("She ran for office.", "彼女は立候補した。"),
    ("The law is the law.", "法は法だ。"),
    ("The partnership system has no force in law.", ""),
]
UNITS = [Unit(f"p{n}", s, t, State.FUZZY) for n, (s, t) in enumerate(TEXTS, 1)]


@pytest.mark.parametrize(
    ("query", "where"),
    [
        ("partnership system", ["p1", "p3"]),
        ("PARTNERSHIP SYSTEMS", ["p1", "p3"]),
        ("run", ["p4"]),
        ("law", ["p5"]),
        ("制度", ["p1", "p3"]),
        ("ﾊﾟｰﾄﾅｰｼｯﾌﾟ", ["p1", "p3"]),
        ("system partnership", []),
        ("  ", []),
        ("(", []),
    ],
)
def test_words_of_either_side_are_found_in_the_document(query: str, where: list[str]) -> None:
    """In any inflection, case and width; what has no target yet has nothing to say."""
    assert [said.where for said in said_before(query, UNITS, None, PAIR)] == where


def test_the_places_are_those_of_the_words() -> None:
    for query, n in (("partnership system", 2), ("制度", 0)):
        said = said_before(query, UNITS, None, PAIR)
        text = said[0].source if said[0].side == "source" else said[0].target
        start, end = said[0].spans[0]
        assert text[start:end].lower().startswith(query) and said[0].other != text
        assert n < len(UNITS)


def test_the_memory_comes_behind_the_document_and_each_pair_once(tmp_path: Path) -> None:
    with Memory(tmp_path / "m.sqlite", *PAIR) as memory:
        memory.add(
            [
                MemoryEntry(*TEXTS[0], document="old.po", unit="p1"),
                MemoryEntry(
                    "A court struck the system down.",
                    "裁判所は制度を退けた。",
                    document="b.po",
                    unit="p9",
                ),
            ]
        )
        found = said_before("system", UNITS, memory, PAIR)
        assert [said.where for said in found] == ["p1", "p3", "b.po"]
        assert said_before("制度", [], memory, PAIR, limit=1)[0].side == "target"


def test_what_the_answers_share_is_what_it_was_called() -> None:
    """The longest words that most answers have and other targets have not; nothing from one answer."""
    found = said_before("partnership system", UNITS, None, PAIR)
    assert renderings(found, UNITS, "ja")[0] == ("パートナーシップ制度", 2)
    back = said_before("制度", UNITS, None, PAIR)
    assert "partnership" in renderings(back, UNITS, "en")[0][0]
    assert renderings(said_before("run", UNITS, None, PAIR), UNITS, "ja") == []
    assert renderings([], UNITS, "ja") == []


def test_what_every_text_has_is_no_rendering() -> None:
    """A place that each paragraph names is not what the phrase was called."""
    units = [
        Unit(f"p{n}", f"{word} in Tokyo", f"東京の{said}", State.CONFIRMED)
        for n, (word, said) in enumerate(
            [("Rain", "雨天"), ("Rain", "雨天だ"), *[("Snow", "降雪")] * 9]
        )
    ]
    assert [
        words for words, _n in renderings(said_before("rain", units, None, PAIR), units, "ja")
    ] == ["雨天"]


def test_a_particle_is_no_part_of_what_a_word_was_called() -> None:
    """And what more rows have goes before what is longer."""
    sources = [f"The certificate {n} was issued." for n in range(5)]
    targets = [
        f"証明書を{end}"
        for end in ("受けた。", "出した。", "見た。", "もらうカップル。", "持つカップル。")
    ]
    rows = [
        Said(s, t, "source", ((4, 15),), f"p{n}")
        for n, (s, t) in enumerate(zip(sources, targets, strict=True))
    ]
    assert renderings(rows, [], "ja")[0] == ("証明書", 5)
    assert not any(words.endswith("を") for words, _n in renderings(rows, [], "ja"))
