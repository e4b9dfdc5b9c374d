"""The ladder: every step on what still fails only, nothing broken for the sake of a term."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest

from workbench.drafting.argos import ArgosEngine
from workbench.drafting.constrain import honour, judged, said
from workbench.model import Draft, TermChoice


class Watched:
    """An engine that notes what it is asked."""

    def __init__(self, engine: ArgosEngine) -> None:
        self._engine = engine
        self.calls: list[tuple[list[str], dict[str, Any]]] = []

    def __getattr__(self, name: str) -> Any:
        return getattr(self._engine, name)

    def translate(self, sentences: Sequence[str], **options: Any) -> list[Draft]:
        self.calls.append((list(sentences), options))
        return self._engine.translate(sentences, **options)


@pytest.fixture
def watched(engine: ArgosEngine) -> Watched:
    return Watched(engine)


def choice(source: str, word: str, *targets: str, forbidden: tuple[str, ...] = ()) -> TermChoice:
    at = source.index(word)
    return TermChoice((at, at + len(word)), targets, f"concept.{word}", forbidden)


def honoured(engine: Any, source: str, *asked: TermChoice) -> Draft:
    first = engine.translate([source], terms=[asked])
    return honour(engine, first, [asked])[0]


TERMS = {
    "already there": ("The court ruled .", "court", ("裁判所",), ()),
    "a noun for a noun": ("The transgender people register .", "transgender", ("トランスジェンダー",), ()),
    "instead of a forbidden word": ("The lesbian couple register .", "lesbian", ("レズビアン",), ("レズ",)),
    "an admitted one counts": ("The court ruled .", "court", ("地裁", "裁判所"), ()),
}  # fmt: skip


@pytest.mark.parametrize(("source", "word", "targets", "forbidden"), TERMS.values(), ids=TERMS)
def test_terms_are_honoured(
    engine: ArgosEngine,
    source: str,
    word: str,
    targets: tuple[str, ...],
    forbidden: tuple[str, ...],
) -> None:
    draft = honoured(engine, source, choice(source, word, *targets, forbidden=forbidden))
    assert [c.concept for c in draft.honoured] == [f"concept.{word}"]
    assert draft.missed == ()
    assert sum(draft.target.count(target) for target in targets[:1]) <= 1, "no doubled term"


class Unwilling(Watched):
    """An engine that finds any other target far less likely than its own."""

    def score(self, sources: Sequence[str], targets: Sequence[str]) -> list[float]:
        own = {draft.source: draft.target for draft in self._engine.translate(sources)}
        return [
            0.0 if own[source] == target else -9.0
            for source, target in zip(sources, targets, strict=True)
        ]


def test_a_term_that_would_make_nonsense_is_said_not_put_in_by_force(engine: ArgosEngine) -> None:
    source = "The court ruled ."
    draft = honoured(Unwilling(engine), source, choice(source, "ruled", "言い渡す"))
    assert [c.concept for c in draft.missed] == ["concept.ruled"]
    assert draft.target == engine.translate([source])[0].target


def test_steps_run_only_on_what_still_fails_in_one_batch(watched: Watched) -> None:
    good, bad = "The court ruled .", "The transgender people register ."
    asked = [[choice(good, "court", "裁判所")], [choice(bad, "transgender", "トランスジェンダー")]]
    first = watched.translate([good, bad], terms=asked)
    watched.calls.clear()
    out = honour(watched, first, asked)
    assert out[0] == judged(first[0], asked[0], "ja")
    assert watched.calls
    assert all(good not in sentences for sentences, _options in watched.calls)


def test_nothing_is_asked_of_the_engine_where_all_is_well(watched: Watched) -> None:
    source = "The court ruled ."
    asked = [[choice(source, "court", "裁判所")]]
    first = watched.translate([source], terms=asked)
    watched.calls.clear()
    honour(watched, first, asked)
    assert watched.calls == []


def test_one_terms_gain_is_not_anothers_loss(engine: ArgosEngine) -> None:
    source = "The transgender judge ruled in the court ."
    asked = (
        choice(source, "transgender", "トランスジェンダー"),
        choice(source, "judge", "裁判官"),
        choice(source, "court", "裁判所"),
    )
    draft = honoured(engine, source, *asked)
    assert len(draft.honoured) >= 2
    for done in draft.honoured:
        assert draft.target.count(done.targets[0]) == 1


@pytest.mark.parametrize(
    ("target", "good"),
    [
        ("222人のレズビアン", True),
        ("レズビアンのカップル", True),
        ("レズのカップル", False),
        ("レズビアンとレズ", False),
    ],
    ids=["beside a figure", "approved", "forbidden", "both"],
)
def test_a_forbidden_word_inside_an_approved_one_is_none(target: str, good: bool) -> None:
    asked = TermChoice((0, 7), ("レズビアン",), "c", ("レズ",))
    assert said(asked, target, "ja") is good


@pytest.mark.parametrize(("target", "good"), [("22歳", True), ("222歳", False), ("122", False)])
def test_a_figure_inside_another_is_none(target: str, good: bool) -> None:
    assert said(TermChoice((0, 2), ("22",), "figure"), target, "ja") is good


def test_where_several_things_may_be_meant_none_is_forced(watched: Watched) -> None:
    """The engine's own word counts if any of the concepts has it; else the miss is said."""
    source = "The court ruled ."
    own = watched.translate([source])[0].target
    unsure = TermChoice((4, 9), ("裁判所", "宮廷"), "c", clear=False)
    lost = TermChoice((4, 9), ("参議院", "上院"), "c", clear=False)

    assert honoured(watched, source, unsure).honoured == (unsure,)
    watched.calls.clear()
    draft = honoured(watched, source, lost)

    assert (draft.target, draft.missed) == (own, (lost,))
    assert all(not options.get("prefix") for _sentences, options in watched.calls)


class Says:
    """An engine whose every hypothesis is known, and that finds all of them equally likely."""

    name = package = "says"
    source, target, annotates = "en", "ja", True

    def __init__(self, *targets: str) -> None:
        self._targets = targets

    def translate(self, sentences: Sequence[str], **options: Any) -> list[Draft]:
        """The same for every sentence; nothing for a bare term, nor that goes on from a beginning."""
        heads = options.get("prefix") or [""] * len(sentences)
        return [
            Draft(s, self._targets[0], "says", "", 0.0, alternatives=self._targets[1:])
            if s.endswith(".") and not head
            else Draft(s, "", "says", "", 0.0)
            for s, head in zip(sentences, heads, strict=True)
        ]

    def score(self, sources: Sequence[str], targets: Sequence[str]) -> list[float]:
        """All the same."""
        return [0.0] * len(sources)


LEAST_EDITS = {
    "a compound without its beginning": (
        "Laws recognise same-sex partnerships.", "same-sex partnerships", "同性パートナーシップ",
        "法律はパートナーシップを認める。", "法律は同性パートナーシップを認める。",
    ),
    "a name spelled otherwise": (
        "It was Marta Lisiecka.", "Marta Lisiecka", "マルタ・リシェツカ",
        "それはマルタ・リシェリカだった。", "それはマルタ・リシェツカだった。",
    ),
    "part of another word is no beginning": (
        "The district court ruled.", "district court", "地方裁判所",
        "最高裁判所が判断した。", "最高裁判所が判断した。",
    ),
    "another name is left alone": (
        "It was Marta Lisiecka.", "Marta Lisiecka", "マルタ・リシェツカ",
        "それはバーバラ・シュミットだった。", "それはバーバラ・シュミットだった。",
    ),
}  # fmt: skip


@pytest.mark.parametrize(
    ("source", "word", "wanted", "said_first", "becomes"), LEAST_EDITS.values(), ids=LEAST_EDITS
)
def test_what_is_nearly_there_is_put_right(
    source: str, word: str, wanted: str, said_first: str, becomes: str
) -> None:
    """Before anything is decoded anew; where it is not sure what is meant, nothing is touched."""
    assert honoured(Says(said_first), source, choice(source, word, wanted)).target == becomes


def test_a_term_beside_the_engines_own_word_for_it_is_no_gain() -> None:
    """A candidate that has the term and says the rest twice loses against the draft without the term."""
    source = "They cover residents and commuters."
    asked = choice(source, "residents and commuters", "都内在住者と通勤・通学者")
    first = "都内在住者と通学者を対象とする。"
    twice = "都内在住者と通学者を対象とする都内在住者と通勤・通学者を対象とする。"
    draft = honoured(Says(first, twice), source, asked)
    assert (draft.target, draft.missed) == (first, (asked,))
    once = "都内在住者と通勤・通学者を対象とする。"
    assert honoured(Says(first, twice, once), source, asked).target == once
