"""What the editor offers while a sentence is typed."""

from __future__ import annotations

from typing import Any

import pytest

from tests.drafting.test_draft import Counting, cutting
from workbench.drafting.argos import ArgosEngine
from workbench.drafting.typeahead import TypeAhead

SOURCE = "The court ruled. The city will register couples."


@pytest.fixture
def counting(engine: ArgosEngine) -> Counting:
    return Counting(engine)


@pytest.fixture
def ahead(counting: Counting) -> TypeAhead:
    return TypeAhead(counting, cutting)  # type: ignore[arg-type]


def test_nothing_typed_offers_the_whole_sentence(ahead: TypeAhead, engine: ArgosEngine) -> None:
    assert ahead.rest(SOURCE, "") == engine.translate(["The court ruled."])[0].target


def test_the_offer_goes_on_from_what_is_typed(ahead: TypeAhead, engine: ArgosEngine) -> None:
    whole = engine.translate(["The court ruled."], prefix=["その"])[0].target
    assert whole.startswith("その")
    assert "その" + ahead.rest(SOURCE, "その") == whole


def test_a_finished_sentence_leads_to_the_next(ahead: TypeAhead, engine: ArgosEngine) -> None:
    offer = ahead.rest(SOURCE, "その裁判所判断した。")
    assert offer == engine.translate(["The city will register couples."])[0].target


def test_a_finished_target_gets_no_offer(ahead: TypeAhead) -> None:
    assert ahead.rest(SOURCE, "一。二。") == ""


def test_a_full_stop_inside_quotation_marks_ends_nothing(ahead: TypeAhead) -> None:
    assert ahead._at(SOURCE, "「一。二")[1] == "「一。二"


def test_what_was_just_answered_is_not_asked_again(ahead: TypeAhead, counting: Counting) -> None:
    offer = ahead.rest(SOURCE, "")
    asked = len(counting.calls)
    for typed in range(1, len(offer)):
        assert ahead.rest(SOURCE, offer[:typed]) == offer[typed:]
    assert len(counting.calls) == asked


def test_what_nobody_would_wait_for_is_not_offered(ahead: TypeAhead) -> None:
    assert ahead.rest(SOURCE, "長" * 401) == ""


def test_alternatives_all_begin_as_typed(ahead: TypeAhead) -> None:
    found: list[Any] = ahead.alternatives(SOURCE, "その", 4)
    assert found
    assert all(text.startswith("その") for text in found)
