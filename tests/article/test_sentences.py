"""Sentences: where they end, how an engine gets them, how targets join again."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.article import cut, segmenter
from workbench.errors import UsageError
from workbench.language.tags import unmatched

LEGAL = """Smith v. Jones, 42 U.S.C. § 1983, applies.
The court (9th Cir. 2010) agreed.
See Fed. R. Civ. P. 23.
No. 3:09-cv-02292 was filed at 3 p.m. Tuesday.
Under Art. 24 and para. 3 it held so.
Perry v. Schwarzenegger, 704 F. Supp. 2d 921 (N.D. Cal. 2010), came first.
Cal. Const. art. I was cited.
The U.N. said so.
Dr. Smith left early.
Mr. Sato, Jr. spoke for $1.5 million.
Gov. Koike met Sen. Lee at 5 a.m. on Jan. 3.
“We won,” she said."""


@pytest.mark.parametrize("count", range(2, 13))
def test_legal_and_news_abbreviations_do_not_split(count: int) -> None:
    """Any run of these sentences comes apart into exactly these sentences."""
    wanted = LEGAL.split("\n")[:count]

    assert wanted == [s.text for s in segmenter("en").sentences(" ".join(wanted))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("一文目。二文目。", ["一文目。", "二文目。"]),
        ("「はい。そうです。」と話した。次の文。", ["「はい。そうです。」と話した。", "次の文。"]),
        ("「はい。」「いいえ。」", ["「はい。」", "「いいえ。」"]),
        ("本当か！？ そうだ。", ["本当か！？", "そうだ。"]),
        ("（注。）を含む文。次。", ["（注。）を含む文。", "次。"]),
        ("モーニング娘。のライブ。", ["モーニング娘。のライブ。"]),
        ("「なぜ？」と聞いた。「さあ」", ["「なぜ？」と聞いた。", "「さあ」"]),
        ("開いた「括弧。次の文。", ["開いた「括弧。", "次の文。"]),
        ("どうする？と聞いた。", ["どうする？と聞いた。"]),
        ("終わりがない文", ["終わりがない文"]),
        ("見出し\n本文。", ["見出し", "本文。"]),
        ("", []),
    ],
)
def test_japanese_ends_outside_brackets_only(text: str, expected: list[str]) -> None:
    """A 。 inside 「…」 or （…） does not split."""
    assert expected == [s.text for s in segmenter("ja").sentences(text)]


@pytest.mark.parametrize(
    "expected",
    [
        ["“We won!” Miki said.", "They left."],
        ['"Is it fair?" she asked reporters in Tokyo.'],
        ['"We won!"', "The crowd cheered."],
        ["They met.", "On Nov. 30, the court ruled."],
        ["He lives at No. 5.", "In May he moved."],
    ],
)
def test_who_says_it_stays_with_what_is_said(expected: list[str]) -> None:
    """A quotation that asks or exclaims does not end its sentence; a short verb does."""
    assert expected == [s.text for s in segmenter("en").sentences(" ".join(expected))]


@pytest.mark.parametrize(
    ("language", "name"),
    [("en-GB", "nupunkt"), ("ja", "japanese"), ("fr", "sentencex"), ("xx", "sentencex")],
)
def test_every_language_has_a_segmenter(language: str, name: str) -> None:
    """And it can be overridden by name."""
    assert name == segmenter(language).name
    assert [s.text for s in segmenter(language, "paragraph").sentences("A b. C d.")] == [
        "A b. C d."
    ]


def test_an_unknown_segmenter_is_answered_with_the_nearest() -> None:
    """A typing error in workbench.toml."""
    with pytest.raises(UsageError, match="known: nupunkt"):
        segmenter("en", "nupunk")


@given(
    st.sampled_from(["en", "ja", "fr"]),
    st.text(alphabet='Ab. "“”?!「」。（）x\n<em></em>日', max_size=80),
)
def test_sentences_leave_only_white_space_between_them(language: str, text: str) -> None:
    """Nothing lost: the spans are in order, tags of one name apart everything is covered."""
    covered = list(text)
    last = 0
    for sentence in segmenter(language).sentences(text):
        start, end = sentence.span
        assert last <= start < end and sentence.text == text[start:end]
        covered[start:end] = [" "] * (end - start)
        last = end

    left = "".join(covered).replace("<em>", "").replace("</em>", "")
    assert left.strip() == ""


SPEECH = '"Marriage is different. That should be legal," said Yuri. It was late.'


def test_a_split_quotation_is_whole_for_the_engine() -> None:
    """Each piece gets the quotation mark that the cut took from it."""
    assert cut(SPEECH, segmenter("en")).inputs == (
        '"Marriage is different."',
        '"That should be legal," said Yuri.',
        "It was late.",
    )


@pytest.mark.parametrize(
    ("targets", "language", "expected"),
    [
        (
            ["「結婚は別だ。」", "「合法に」とユリは話した。", "遅かった。"],
            "ja",
            "「結婚は別だ。合法に」とユリは話した。遅かった。",
        ),
        (
            ["「結婚は別だ。」", "ユリは「合法に」と話した。", "遅かった。"],
            "ja",
            "「結婚は別だ。」ユリは「合法に」と話した。遅かった。",
        ),
        (["", "「合法に」", ""], "ja", "「合法に」"),
        (["«A.»", "«B», dit Y.", "C."], "fr", "«A. B», dit Y. C."),
        (["「NHK", "AFP", "UN"], "ja", "「NHKAFP UN"),
    ],
)
def test_targets_join_as_the_source_was(targets: list[str], language: str, expected: str) -> None:
    """One quotation again, no spaces in Japanese, the source's gaps elsewhere."""
    assert expected == cut(SPEECH, segmenter("en")).join(targets, language)


@pytest.mark.parametrize(
    ("text", "alone"),
    [
        ("<b>x</b>", []),
        ("<b>x", [(0, 3)]),
        ("x</b>", [(1, 5)]),
        ("<b><i>x</b></i>", [(3, 6), (11, 15)]),
        ("a<br>b<img src=x>", []),
        ("<table>x", []),
    ],
)
def test_tags_without_a_partner_are_found(text: str, alone: list[tuple[int, int]]) -> None:
    """Void and block tags need none."""
    assert alone == unmatched(text)
