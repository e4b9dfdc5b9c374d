"""What is marked in a source sentence, and what a dictionary says of rare words."""

from __future__ import annotations

from pathlib import Path

from workbench.training.dictionary import Dictionary
from workbench.training.marks import Lexicon, Marker
from workbench.training.prepare import is_held_back, named

CORPUS = [
    ("jmdict", "a lantern", "提灯"),
    ("jmdict_rare", "lantern", "洋燈"),
    ("jmdict", "street", "通り"),
    ("kftt", "A lantern hung in the street.", "通りに提灯が下がっていた。"),
    ("kftt", "He lit two lanterns.", "彼は提灯を二つともした。"),
    *[("kftt", "The street was quiet.", "通りは静かだった。")] * 8,
]


def test_a_dictionary_gives_the_likeliest_word_by_what_stands_together() -> None:
    """提灯 stands beside lantern in the corpus, 洋燈 never; inflected forms count for their base."""
    known = Dictionary(CORPUS, [])

    assert known.likely == {"lantern": "提灯", "street": "通り"}
    assert (known.often["lantern"], known.often["street"]) == (2, 9)


def versions(english: str, japanese: str, names: str = "", tries: int = 40) -> set[str]:
    """Every version that forty runs choose."""
    known = Dictionary(CORPUS, [])
    found: set[str] = set()
    for seed in range(tries):
        found.update(Marker(Lexicon([]), known, seed).versions(english, japanese, names))
    return found


def test_names_figures_and_rare_words_are_marked_with_what_the_translation_has() -> None:
    """A figure only where its form changes; a rare word as the dictionary has it, right or wrong."""
    name = versions(
        "Mary Ito, 52, left.", "メアリー・イトー（52）は去った。", "Mary Ito=メアリー・イトー"
    )
    assert name == {"Mary Ito, 52, left.", "Mary Ito ⦅ メアリー・イトー ⦆, 52, left."}
    money = versions("It cost 14 million yen.", "1400万円かかった。")
    assert any("⦅ 1400万" in text for text in money) and "It cost 14 million yen." in money
    assert "She wore a lantern ⦅ 提灯 ⦆." in versions(
        "She wore a lantern.", "彼女はランタンを着けた。"
    )


def test_a_name_in_kanji_is_mostly_shown_marked_only() -> None:
    """Nobody can guess which kanji a name has, so the plain pair would teach guessing."""
    known = Dictionary(CORPUS, [])
    pair = ("Keiko Amano spoke.", "天野恵子さんが話した。", "Keiko Amano=天野恵子")
    marked = "Keiko Amano ⦅ 天野恵子 ⦆ spoke."
    runs = [Marker(Lexicon([]), known, seed).versions(*pair) for seed in range(60)]

    assert 20 <= sum(run == [marked] for run in runs) <= 50
    assert all(set(run) <= {pair[0], marked} for run in runs)


def test_pairs_of_three_and_four_columns_are_read_and_held_back_alike(tmp_path: Path) -> None:
    """The header is no pair; what is held back hangs on the English side alone."""
    path = tmp_path / "pairs.tsv"
    path.write_text("field\ten\tja\tnames\nx\tA “b”.\tあ。\nx\tC.\tい。\tC=い\n", "utf-8")

    assert list(named(path)) == [("x", 'A "b".', "あ。", ""), ("x", "C.", "い。", "C=い")]
    share = sum(is_held_back(f"sentence {n}") for n in range(5_000)) / 5_000
    assert 0.07 < share < 0.13
