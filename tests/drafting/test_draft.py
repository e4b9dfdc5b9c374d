"""Paragraphs become drafts: whole articles at once, provenance, what an interruption keeps."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest

from tests.drafting.tiny import tiny_package
from workbench.article import cut, segmenter
from workbench.drafting.alternatives import redraft
from workbench.drafting.argos import ArgosEngine
from workbench.drafting.draft import TextDraft, draft_texts, mended
from workbench.model import Draft, Origin, TermChoice


def cutting(text: str) -> Any:
    return cut(text, segmenter("en"))


class Counting:
    """An engine that counts its calls and may break some drafts."""

    def __init__(self, engine: ArgosEngine, *broken: str) -> None:
        self._engine, self._broken = engine, list(broken)
        self.calls: list[list[str]] = []

    def __getattr__(self, name: str) -> Any:
        return getattr(self._engine, name)

    def translate(self, sentences: Sequence[str], **options: Any) -> list[Draft]:
        self.calls.append(list(sentences))
        out = self._engine.translate(sentences, **options)
        if self._broken:
            out[0] = Draft(sentences[0], self._broken.pop(0), "argos", "p", 0.0)
        return out


PARAGRAPHS = ["The court ruled. The city will register couples.", "The court ruled.", "A new law."]


def test_the_article_is_one_batch_of_distinct_sentences(engine: ArgosEngine) -> None:
    counting = Counting(engine)
    out = draft_texts(counting, PARAGRAPHS, cut=cutting)
    assert counting.calls[0] == [
        "The court ruled.",
        "The city will register couples.",
        "A new law.",
    ]
    assert out[0].target.startswith(out[1].target)
    assert len(out) == 3


def test_provenance_says_what_made_the_draft_and_what_it_missed(engine: ArgosEngine) -> None:
    asked = TermChoice((4, 9), ("大審院に似た何か",), "law.court")
    made = draft_texts(
        engine, ["The court ruled."], cut=cutting, choose=lambda text: (asked,) * ("court" in text)
    )[0]
    assert made.provenance.origin is Origin.MT
    assert (made.provenance.engine, made.provenance.package) == ("argos", "en_ja-1.0")
    assert made.provenance.terms in {(0, 1), (1, 1)}
    assert ("terms" in made.provenance.warnings) == (made.provenance.terms == (0, 1))


def test_a_broken_draft_is_drafted_again_until_it_is_better(engine: ArgosEngine) -> None:
    counting = Counting(engine, "<unk><unk>", "<unk>")
    made = draft_texts(counting, ["The court ruled."], cut=cutting)[0]
    assert "<unk>" not in made.target
    assert made.target == draft_texts(engine, ["The court ruled."], cut=cutting)[0].target


def test_a_sound_draft_is_not_drafted_again(engine: ArgosEngine) -> None:
    counting = Counting(engine)
    drafts = engine.translate(["The court ruled."])
    assert mended(counting, drafts, [()]) == drafts
    assert counting.calls == []


def test_tags_stay_with_their_words(engine: ArgosEngine) -> None:
    made = draft_texts(engine, ["The <b>court</b> ruled."], cut=cutting)[0]
    assert "<b>裁判所</b>" in made.target
    assert "markup" not in made.provenance.warnings


@pytest.mark.parametrize("text", ["", "   ", "***", "12345", "<br>"])
def test_what_has_no_words_does_no_harm(engine: ArgosEngine, text: str) -> None:
    assert isinstance(draft_texts(engine, [text], cut=cutting)[0], TextDraft)


def test_what_is_finished_is_kept_when_the_work_is_stopped(
    engine: ArgosEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("workbench.drafting.draft._GROUP", 2)
    texts = [f"The court ruled {n} couples." for n in range(6)]
    kept: dict[int, TextDraft] = {}

    def stop(done: int, _all: int) -> None:
        if done >= 4:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        draft_texts(engine, texts, cut=cutting, on_progress=stop, keep=kept.__setitem__)
    whole = draft_texts(engine, texts, cut=cutting)
    assert 2 <= len(kept) < 6
    assert kept == {number: whole[number] for number in kept}


def test_progress_ends_with_everything(engine: ArgosEngine) -> None:
    seen: list[tuple[int, int]] = []
    draft_texts(engine, PARAGRAPHS, cut=cutting, on_progress=lambda a, b: seen.append((a, b)))
    assert seen[-1] == (3, 3)


def test_any_pair_works(tmp_path: Any) -> None:
    german = {"Das": "▁The", "Gericht": "▁court", "entschied": "▁ruled", ".": "."}
    engine = ArgosEngine("de", "en", tiny_package(tmp_path, source="de", target="en", words=german))
    made = draft_texts(
        engine, ["Das Gericht entschied. Das Gericht entschied."],
        cut=lambda text: cut(text, segmenter("de")),
    )  # fmt: skip
    assert made[0].target == "The court ruled. The court ruled."


def test_one_paragraph_in_several_ways(engine: ArgosEngine) -> None:
    found = redraft(engine, "The court ruled. A <b>new</b> law.", cut=cutting, n=4)
    assert 1 <= len(found) <= 4
    assert len({draft.target for draft in found}) == len(found)
    assert found[0] == draft_texts(engine, ["The court ruled. A <b>new</b> law."], cut=cutting)[0]
    assert all(draft.provenance.engine == "argos" for draft in found)


@pytest.mark.parametrize("text", ["", "  "])
def test_nothing_has_no_other_ways(engine: ArgosEngine, text: str) -> None:
    assert len(redraft(engine, text, cut=cutting)) <= 1
