"""Sentences of a unit: each beside its answer; one is replaced and the rest stays."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.article import segmenter
from workbench.desk.sentences import paired, with_sentence

BY = segmenter("en"), segmenter("ja")
SOURCE = (
    "The court ruled on 3 May. Nobody came. Would the city appeal? It said nothing of the kind."
)
TARGET = (
    "裁判所は5月3日に判断した。誰も来なかった。市は控訴するのか。そのようなことは何も言わなかった。"
)


def words(source: str, target: str) -> list[tuple[str, str]]:
    return [
        (source[slice(*p.source)] if p.source else "", target[slice(*p.target)] if p.target else "")
        for p in paired(source, target, BY)
    ]


def test_each_sentence_stands_beside_its_answer() -> None:
    assert words(SOURCE, TARGET) == [
        ("The court ruled on 3 May.", "裁判所は5月3日に判断した。"),
        ("Nobody came.", "誰も来なかった。"),
        ("Would the city appeal?", "市は控訴するのか。"),
        ("It said nothing of the kind.", "そのようなことは何も言わなかった。"),
    ]
    assert all(pair.sure for pair in paired(SOURCE, TARGET, BY))


@pytest.mark.parametrize("done", range(5))
def test_what_is_not_translated_yet_has_no_answer(done: int) -> None:
    """However far one is, sentences are answered in order from the first."""
    target = "".join(part + "。" for part in TARGET.split("。")[:done])
    answers = [answer for _source, answer in words(SOURCE, target)]
    assert [bool(answer) for answer in answers] == [n < done for n in range(4)]


def test_a_sentence_is_put_where_it_belongs() -> None:
    pairs = paired(SOURCE, TARGET, BY)
    assert with_sentence(TARGET, pairs, 1, "雨だ。", "ja") == TARGET.replace(
        "誰も来なかった。", "雨だ。"
    )
    begun = TARGET.split("。")[0] + "。"
    pairs = paired(SOURCE, begun, BY)
    assert with_sentence(begun, pairs, 1, "雨だ。", "ja") == begun + "雨だ。"
    assert with_sentence("", paired(SOURCE, "", BY), 2, "雨だ。", "ja") == "雨だ。"
    back = paired(TARGET, "Nobody came.", (BY[1], BY[0]))
    number = next(n for n, pair in enumerate(back) if pair.target)
    assert with_sentence("Nobody came.", back, number, "It rained.", "en") == "It rained."


texts = st.lists(
    st.sampled_from(["It rained.", "Who came?", "<b>In 3 years,</b> 12 came.", "\n", "“No.”", "a"]),
    max_size=6,
)
answers = st.lists(
    st.sampled_from(
        ["雨だった。", "誰が来たのか。", "<b>3年で</b>12人が来た。", "「いや。」", "\x1b[31m", "x"]
    ),
    max_size=6,
)


@given(texts, answers)
def test_every_sentence_lies_in_one_pair(source: list[str], target: list[str]) -> None:
    """Spans are in order and do not overlap; what lies between sentences is white space."""
    before, after = " ".join(source), "".join(target)
    pairs = paired(before, after, BY)
    for text, spans in (
        (before, [p.source for p in pairs if p.source]),
        (after, [p.target for p in pairs if p.target]),
    ):
        ends = [0, *(at for span in spans for at in span), len(text)]
        assert ends == sorted(ends)
        gaps = [text[a:b] for a, b in zip(ends[::2], ends[1::2], strict=True)]
        assert not "".join(gaps).strip()
