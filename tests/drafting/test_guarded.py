"""One bad sentence costs itself, never the others."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from tests.drafting.tiny import tiny_package
from workbench.article import cut, segmenter
from workbench.drafting.argos import ArgosEngine
from workbench.drafting.draft import draft_texts
from workbench.drafting.guarded import Guarded
from workbench.drafting.runtime import POSITIONS
from workbench.drafting.sentencepieces import in_two
from workbench.drafting.typeahead import TypeAhead
from workbench.errors import EngineError
from workbench.model import Draft, TermChoice


class Choking:
    """Says 訳（…） of anything, but fails on batches that hold one of some texts."""

    name, package, source, target, annotates = "choking", "c-1", "en", "ja", False

    def __init__(self, *bad: str, longest: int = 10_000) -> None:
        self._bad, self._longest, self.calls = bad, longest, 0

    def _look(self, texts: Sequence[str]) -> None:
        self.calls += 1
        for text in texts:
            if any(bad in text for bad in self._bad) or len(text) > self._longest:
                raise EngineError("the engine stopped: no position")

    def translate(self, sentences: Sequence[str], **_options: Any) -> list[Draft]:
        self._look(sentences)
        return [Draft(s, f"訳（{s.strip()}）", self.name, self.package, -0.5) for s in sentences]

    def score(self, sources: Sequence[str], targets: Sequence[str]) -> list[float]:
        self._look([*sources, *targets])
        return [-0.5] * len(sources)

    def alternatives(self, source: str, prefix: str = "", n: int = 5) -> list[str]:
        self._look([source, prefix])
        return [prefix + "訳"]


SENTENCES = ["The court ruled.", "The poison came.", "A law passed.", "She said so.", "They left."]


@pytest.mark.parametrize("place", range(5))
def test_a_sentence_that_fails_is_empty_and_says_so(place: int) -> None:
    """Wherever it stands in the batch, the other four are drafted."""
    sentences = [s for s in SENTENCES if "poison" not in s]
    sentences.insert(place, "The poison came.")

    made = Guarded(Choking("poison")).translate(sentences)

    assert [d.source for d in made] == sentences
    assert [bool(d.target) for d in made] == ["poison" not in s for s in sentences]
    assert made[place].warnings == ("engine",)


def test_a_paragraph_keeps_its_other_sentences() -> None:
    made = draft_texts(
        Choking("poison"),
        ["The court ruled on Monday. The poison came out. They left.", "All is well here."],
        cut=lambda text: cut(text, segmenter("en")),
    )

    assert "The court ruled on Monday." in made[0].target and "They left." in made[0].target
    assert "engine" in made[0].provenance.warnings
    assert "engine" not in made[1].provenance.warnings and made[1].target


def test_what_is_too_long_is_cut_at_clauses() -> None:
    """Semicolons first, then commas; the terms of a part are asked of that part."""
    text = "The first clause stands here; the second clause follows it, and the third ends it all."
    asked = TermChoice((text.index("third"), text.index("third") + 5), ("三",), "t")

    made = Guarded(Choking(longest=40)).translate(["Short.", text], terms=[[], [asked]])

    assert made[1].target.startswith("訳（The first clause stands here;）")
    assert made[1].target.endswith("ends it all.）")


def test_an_engine_that_answers_nothing_raises() -> None:
    """A broken package is the user's to mend; a catalog of empty units would hide it."""
    for sentences in (["One."], SENTENCES):
        engine = Choking(longest=0)
        with pytest.raises(EngineError):
            Guarded(engine).translate(sentences)
        assert engine.calls < 10


def test_scores_and_offers_are_guarded_too() -> None:
    guarded = Guarded(Choking("poison"))

    assert guarded.score(SENTENCES, SENTENCES)[0] == -0.5
    assert guarded.score(SENTENCES, SENTENCES)[1] < -90
    assert guarded.alternatives("The poison came.", "そ") == []


def test_the_cost_of_one_bad_sentence_is_logarithmic() -> None:
    engine = Choking("poison")
    Guarded(engine).translate([*(f"Sentence {n}." for n in range(300)), "The poison came."])
    assert engine.calls < 40


def test_no_cut_goes_through_an_annotation() -> None:
    text = "one two three four ⦅ 五 六 七 八 九 十 ⦆ five"
    assert "⦅" not in text[: in_two(text)] or "⦆" in text[: in_two(text)]


@pytest.fixture
def small(tmp_path: Path) -> ArgosEngine:
    return ArgosEngine("en", "ja", tiny_package(tmp_path / "p"), threads=1)


LONG = "The court ruled on the law and the city opens a register, " * 60


def test_every_path_of_the_engine_keeps_its_length(small: ArgosEngine) -> None:
    """Thousands of tokens: drafts, forced beginnings, scores, offers, choices, type-ahead."""
    length = small._models[-1].length(LONG)
    assert length > 2 * POSITIONS

    assert small.translate([LONG])[0].target
    assert len(small.translate([LONG, "A law."], prefix=["その", "ある"])) == 2
    assert len(small.score([LONG, "A law."], [LONG, "ある法。"])) == 2
    assert isinstance(small.alternatives(LONG, "その裁判所判断した、" * 40), list)
    assert isinstance(TypeAhead(small, lambda t: cut(t, segmenter("en"))).rest(LONG, "その"), str)
