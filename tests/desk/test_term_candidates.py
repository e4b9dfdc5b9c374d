"""What a terminologist should look at: proposed, counted, shown in context, with what was said for it."""

from __future__ import annotations

from pathlib import Path

import pytest

from workbench.desk.term_candidates import candidates, written
from workbench.terms import Termbase
from workbench.terms.concept import Concept, Terms

EMPTY = Termbase([], "en", "ja")
TEXTS = [
    "The family register office refused the certificate. The family register is kept by the ward.",
    "A copy of the family register costs 450 yen, said Aiko Sato of the Ward Office.",
    "UNHCR and Aiko Sato agreed. UNHCR keeps no family registers.",
]


def phrases(termbase: Termbase, texts: list[str], limit: int = 30) -> dict[str, tuple[int, str]]:
    return {c.phrase: (c.count, c.kind) for c in candidates(termbase, texts, limit)}


def test_phrases_names_and_abbreviations_are_proposed() -> None:
    """Plural and singular are one; a part that only stands inside a longer one is not proposed."""
    found = phrases(EMPTY, TEXTS)

    assert found["family register"] == (4, "phrase")
    assert found["Aiko Sato"] == (2, "name")
    assert found["UNHCR"] == (2, "abbreviation")
    assert "family" not in found
    assert "register" not in found
    assert "the" not in found


def test_what_a_layer_has_is_not_proposed() -> None:
    concept = Concept("r", terms={"en": Terms("family register"), "ja": Terms("戸籍")})
    found = phrases(Termbase([concept], "en", "ja"), TEXTS)

    assert not [phrase for phrase in found if "register" in phrase]
    assert "Aiko Sato" in found


def test_contexts_and_count() -> None:
    (best, *_rest) = candidates(EMPTY, TEXTS, 1)

    assert best.phrase == "family register"
    assert len(best.contexts) == 3
    assert all("family register" in context for context in best.contexts)


@pytest.mark.parametrize(
    ("targets", "wanted"),
    [
        (["戸籍を見た。", "戸籍は古い。", "彼は戸籍を捨てた。"], {"戸籍": 3}),
        (["家族登録を見た。", "戸籍は古い。", "彼は戸籍を捨てた。"], {"戸籍": 2, "家族登録": 1}),
    ],
)
def test_renderings_of_confirmed_units(targets: list[str], wanted: dict[str, int]) -> None:
    """Several renderings mean that it was said in several ways."""
    sources = [
        "He saw the family register.",
        "The family register is old.",
        "He left the family register.",
    ]
    others = [("The cat sleeps.", "猫が眠る。"), ("He saw the sea.", "彼は海を見た。")]
    (best,) = candidates(EMPTY, sources, 1, [*zip(sources, targets, strict=True), *others])

    assert dict(best.renderings).items() >= wanted.items()


def test_what_is_written_is_a_termbase_to_curate(tmp_path: Path) -> None:
    path = tmp_path / "new.tsv"
    path.write_text(written(candidates(EMPTY, TEXTS), "en", "ja"), "utf-8")

    base = Termbase.load([path], "en", "ja")

    assert base.concepts["family-register"].in_("en").preferred == "family register"
    assert base.concepts["aiko-sato"].pos == "proper noun"
    assert "# " in path.read_text("utf-8")


def test_long_and_odd_texts() -> None:
    assert candidates(EMPTY, []) == []
    assert candidates(EMPTY, ["", "1 2 3", "…", "<b>the</b>"]) == []
    assert candidates(EMPTY, ["register " * 20_000], 3)[0].phrase
