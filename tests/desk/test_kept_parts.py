"""Tags as things: the next one that is missing, pairs as pairs, parts that nobody types."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.desk.kept_parts import Missing, next_missing, parts

LINK = '<a href="https://example.org/a?b=1">'


@pytest.mark.parametrize(
    ("source", "target", "missing"),
    [
        (f"See {LINK}the <em>ruling</em></a>.", "", Missing(LINK, "</a>")),
        (f"See {LINK}the <em>ruling</em></a>.", f"{LINK}判決</a>", Missing("<em>", "</em>")),
        ("<em>a</em> and <em>b</em>", "<em>あ</em>", Missing("<em>", "</em>")),
        ("<em>a</em>", "<em>あ", Missing("</em>")),
        ("a<br>b", "あい", Missing("<br>")),
        ("<x1>a</x1><x2/>", "<x1>あ</x1>", Missing("<x2/>")),
        ("%s of {count}", "{count}個", Missing("%s")),
        ("Write to a@example.org.", "", Missing("a@example.org")),
        ("a < b and c > d", "", None),
        ("plain", "", None),
        ("<b>a</b>", "<b>あ</b>", None),
        ("</b>a<b>", "", Missing("</b>")),
        ("<b><i>a</b></i>", "", Missing("<b>", "</b>")),
    ],
)
def test_the_next_missing_part_is_offered_in_order(
    source: str, target: str, missing: Missing | None
) -> None:
    assert next_missing(source, target) == missing


def test_a_pair_goes_around_what_is_selected() -> None:
    assert Missing("<em>", "</em>").around("判決") == "<em>判決</em>"
    assert Missing("<br>").around("判決") == "判決<br>"


pieces = st.lists(
    st.sampled_from(
        ["<b>", "</b>", "<i>", "</i>", "<br>", "a ", "%s", "{n}", "<x1/>", "`c`", "<", "&amp;"]
    )
)


@given(pieces)
def test_taking_what_is_missing_again_and_again_ends_with_all_parts(source: list[str]) -> None:
    """Each step writes one part or one pair; in the end as many stand there as in the source."""
    text, target = "".join(source), ""
    for _step in range(len(source) + 1):
        missing = next_missing(text, target)
        if missing is None:
            break
        target += " " + missing.open + " " + missing.close
    assert next_missing(text, target) is None
    assert all(text[slice(*part.span)] == part.text for part in parts(text))


def test_a_long_text_takes_no_longer_than_it_is_long() -> None:
    text = "<b>a</b> %s " * 5_000
    assert len(parts(text)) == 15_000 and next_missing(text, text) is None
