"""English lemmas and spelling, Japanese morphemes, the table of languages."""

from __future__ import annotations

import pytest

from workbench.language import english, info, japanese


@pytest.mark.parametrize(
    ("word", "base"),
    [
        ("couples", "couple"), ("couple's", "couple"), ("couples'", "couple"), ("wives", "wife"),
        ("legalised", "legalize"), ("legalized", "legalize"), ("recognising", "recognize"),
        ("colours", "color"), ("judgement", "judgment"), ("struck", "strike"),
        ("marriages", "marriage"), ("plaintiff’s", "plaintiff"), ("women", "woman"),
        ("LGBTs", "lgbt"), ("programmes", "program"), ("came", "come"),
    ],
)  # fmt: skip
def test_inflected_and_british_forms_share_a_lemma(word: str, base: str) -> None:
    """Plural, possessive, verb forms, -ise/-ize and -our/-or meet in one base form."""
    assert base in english.lemmas(word)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("author", "authority"), ("minor", "minority"), ("rule", "ruling"), ("sex", "sexual"),
        ("promise", "promize"), ("hour", "hor"), ("constitution", "constitutional"),
        ("wise", "wize"), ("court", "cort"),
    ],
)  # fmt: skip
def test_different_words_do_not_meet(one: str, other: str) -> None:
    """Lemmas are words, not stems."""
    assert not english.lemmas(one) & english.lemmas(other)


def test_tokens_split_at_hyphens_and_keep_apostrophes() -> None:
    """`same-sex couples'` is three words; the trailing apostrophe is not part of one."""
    text = "same-sex couples' don't U.S."

    assert [text[a:b] for a, b in english.tokens(text)] == [
        "same",
        "sex",
        "couples",
        "don't",
        "U",
        "S",
    ]


def test_morphemes_carry_offsets_and_base_forms() -> None:
    """控訴した is 控訴 + し (する) + た, at its own place after a line feed."""
    text = "原告は\n控訴した。"

    found = [(m.surface, m.base, text[m.start : m.end]) for m in japanese.morphemes(text)]
    assert found[2:5] == [("控訴", "控訴", "控訴"), ("し", "する", "し"), ("た", "た", "た")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("最高裁判所", "さいこうさいばんしょ"),
        ("カップル", "かっぷる"),
        ("LGBTの人", "LGBTのひと"),
        ("", ""),
    ],
)
def test_readings_are_hiragana(text: str, expected: str) -> None:
    """What the dictionary does not know stays as written."""
    assert japanese.reading(text) == expected


@pytest.mark.parametrize("text", ["\0\0", " ", "\n", "a\tb", "👩‍💻", "，,，"])
def test_odd_text_breaks_nothing(text: str) -> None:
    """Every morpheme lies where it says, whatever the text."""
    assert all(
        text.replace("\0", " ")[m.start : m.end] == m.surface for m in japanese.morphemes(text)
    )


@pytest.mark.parametrize(
    ("code", "name", "spaced"),
    [
        ("ja", "Japanese", False),
        ("en-GB", "English", True),
        ("pt_BR", "Portuguese", True),
        ("tlh", "tlh", True),
    ],
)
def test_any_language_code_is_answered(code: str, name: str, spaced: bool) -> None:
    """Region subtags are ignored; unknown codes get harmless defaults."""
    assert (info(code).name, info(code).spaced) == (name, spaced)
