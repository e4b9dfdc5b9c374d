"""Term scores: success and consistency, from verdicts of a real termbase."""

from __future__ import annotations

import pytest

from workbench.scoring import term_scores
from workbench.terms import Concept, Termbase, Terms

TERMBASE = Termbase(
    [
        Concept("x.couple", terms={"en": Terms("couple"), "ja": Terms("カップル", ("二人",))}),
        Concept("x.court", terms={"en": Terms("court"), "ja": Terms("裁判所")}),
    ],
    "en",
    "ja",
)
SOURCES = ["The couple came.", "A couple left.", "One couple spoke.", "The court agreed."]


def scores(*targets: str) -> list[float]:
    found = term_scores(SOURCES[: len(targets)], targets, TERMBASE.verdicts, concepts=2)
    assert [score.metric for score in found] == ["terms", "terms-consistency"]
    return [score.value for score in found]


def test_success_is_the_share_of_terms_said_in_an_approved_way() -> None:
    """Admitted forms count; a missing one does not."""
    assert (
        scores("カップルが来た。", "二人が去った。", "人が話した。", "裁判所が認めた。")[0] == 75.0
    )


def test_consistency_is_the_share_said_in_the_usual_way() -> None:
    """Only concepts that occur twice or more are asked; missing terms are not."""
    assert scores("カップルが来た。", "二人が去った。", "カップルが話した。", "裁判所が認めた。")[
        1
    ] == pytest.approx(200 / 3)
    assert scores("カップルが来た。", "カップルが去った。")[1] == 100.0


def test_nothing_to_say_is_not_a_failure() -> None:
    """No term, no number that cannot be read: 100, and the signature tells how many."""
    found = term_scores(["Hello."], ["こんにちは。"], TERMBASE.verdicts)
    assert [score.value for score in found] == [100.0, 100.0]
    assert found[0].signature.startswith("terms:0|")


def test_each_segment_has_its_share() -> None:
    """For the report's plots."""
    found = term_scores(SOURCES[:2], ["カップル。", "人。"], TERMBASE.verdicts)
    assert found[0].segments == (100.0, 0.0)
