"""How much of a draft survives: what the features see, what a model makes of them."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.config import shipped
from workbench.drafting.chain import Chain
from workbench.drafting.risk import (
    FEATURES,
    RiskModel,
    features,
    risk_model,
    whole,
    with_risk,
)
from workbench.model import Draft, TermChoice

BAND = (-0.8, 0.2)
GOOD = Draft(
    "The court in Osaka ruled on 3 May.", "大阪の裁判所は5月3日に判断した。", "argos", "en_ja-0", -0.3
)  # fmt: skip
SURE = [-0.1] * 12
TERM = TermChoice((0, 3), ("裁判所",), "x")


def seen(draft: Draft = GOOD, tokens: Sequence[float] = SURE) -> dict[str, float]:
    return features(draft, tokens, BAND, "en")


@pytest.mark.parametrize(
    ("name", "draft", "tokens"),
    [
        ("mean", GOOD, [-2.0] * 12),
        ("lowest", GOOD, [-0.1] * 11 + [-6.0]),
        ("spread", GOOD, [-0.1] * 11 + [-6.0]),
        ("unlikely", GOOD, [-0.1] * 6 + [-4.0] * 6),
        ("longer", replace(GOOD, target=GOOD.target * 4), SURE),
        ("shorter", replace(GOOD, target="判断した。"), SURE),
        ("size", replace(GOOD, source=GOOD.source * 3), SURE),
        ("rare", replace(GOOD, source="The quokka in Osaka ruled on 3 May."), SURE),
        ("names", replace(GOOD, source="The Court in Osaka ruled on 3 May."), SURE),
        ("figures", replace(GOOD, source="The 2 in Osaka ruled on 3 May."), SURE),
        ("speech", replace(GOOD, source="We in Osaka, you said."), SURE),
        ("asked", replace(GOOD, honoured=(TERM,)), SURE),
        ("kanji", replace(GOOD, target="おおさかのさいばんしょ"), SURE),
        ("katakana", replace(GOOD, target="オーサカの裁判所"), SURE),
        ("latin", replace(GOOD, target="Osakaの裁判所"), SURE),
        ("missed", replace(GOOD, missed=(TERM,)), SURE),
        ("warned", replace(GOOD, warnings=("number",)), SURE),
    ],
)
def test_each_feature_sees_its_kind(name: str, draft: Draft, tokens: list[float]) -> None:
    """And there is none beside these."""
    assert seen()[name] != seen(draft, tokens)[name]
    assert set(seen()) == set(FEATURES)


@given(
    st.lists(st.floats(-50, 0), max_size=30),
    st.text(max_size=60),
    st.text(max_size=60),
)
def test_a_risk_is_a_chance(tokens: list[float], source: str, target: str) -> None:
    """0 to 1 whatever the draft."""
    model = RiskModel("x", BAND, 0.1, dict.fromkeys(FEATURES, (0.0, 0.01, 3.0)), 0.9)
    draft = Draft(source, target, "a", "x", -1.0)

    assert 0 <= model.risk(features(draft, tokens, BAND, "en")) <= 1


@pytest.mark.parametrize("package", ["en_ja-none", "", "../packages/CARD", "a+b", "a/b"])
def test_a_package_without_a_model_has_no_risk(package: str) -> None:
    """Nor has one whose name is a path."""
    assert risk_model(package) is None


def fitted() -> list[str]:
    return sorted(path.stem for path in shipped("risk").glob("*.json"))


@pytest.mark.parametrize("package", fitted())
def test_a_shipped_model_is_better_than_what_it_is_beside(package: str) -> None:
    """It knows every feature; in its field and outside its figures beat log-probability alone and length alone."""
    model = risk_model(package)
    assert model is not None and set(model.weights) == set(FEATURES) and 0.5 <= model.floor <= 1
    measured = json.loads(shipped("risk", f"{package}.json").read_text("utf-8"))["figures"]
    for field, most in {"in its field": 0.06, "outside": 0.1}.items():
        figures = measured[field]
        ours = figures["all features"]
        for other in ("log-probability alone", "length alone"):
            assert ours["auc"] > figures[other]["auc"]
            assert ours["pearson"] > figures[other]["pearson"]
        assert ours["ece"] < most


@pytest.mark.parametrize("package", fitted())
def test_an_unlikely_draft_has_more_risk(package: str) -> None:
    """The same draft, once sure of every token, once of none."""
    model = risk_model(package)
    assert model is not None
    high, low = seen(tokens=[-3.0] * 12), seen()
    assert model.risk(high) > model.risk(low) + 0.2


class Silent:
    """An engine of a package with a model, which tells of no tokens."""

    name, source, target, annotates = "silent", "en", "ja", False

    def __init__(self, package: str, tokens: bool) -> None:
        self.package = package
        if tokens:
            self.token_scores = lambda sources, targets: [()] * len(sources)


@pytest.mark.parametrize("tokens", [False, True])
def test_an_engine_that_tells_nothing_has_no_risk(tokens: bool) -> None:
    """Its drafts stay as they are."""
    for package in [*fitted(), "other"]:
        drafts = with_risk(Silent(package, tokens), [GOOD])  # type: ignore[arg-type]
        assert drafts == [GOOD] and whole(drafts) is None


class Sure(Silent):
    """An engine that is unsure of every token."""

    def __init__(self, package: str) -> None:
        super().__init__(package, tokens=True)
        self.token_scores = lambda sources, targets: [(-3.0,) * 9] * len(sources)


def test_of_a_longer_sentence_than_any_it_was_fitted_on_a_model_says_nothing() -> None:
    """No risk, so no floor: a provision of 170 words keeps its draft."""
    long = replace(GOOD, source="word " * 170)
    for package in fitted():
        made = [replace(draft, package=package) for draft in (GOOD, long)]
        short, tall = with_risk(Sure(package), made)  # type: ignore[arg-type]
        assert short.risk is not None and tall.risk is None


def test_in_a_chain_a_model_judges_the_drafts_of_its_own_engine() -> None:
    """Those of the next engine have no risk, rather than one that was fitted on something else."""
    for package in fitted():
        mine, other = replace(GOOD, package=package), replace(GOOD, engine="chat", package="small")
        made = with_risk(Chain([Sure(package)]), [mine, other, mine])  # type: ignore[list-item]
        assert [draft.risk is not None for draft in made] == [True, False, True]


def test_a_paragraph_weighs_its_sentences_by_length() -> None:
    """Sentences of which nothing is known weigh nothing."""
    long, short = replace(GOOD, risk=0.2), replace(GOOD, source="No.", risk=0.8)
    assert whole([long, short, GOOD]) == pytest.approx(
        (0.2 * len(long.source) + 0.8 * 3) / (len(long.source) + 3)
    )
