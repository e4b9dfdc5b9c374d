"""Sentences: where they end, how an engine gets them, how targets join again."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.growth import grows_at_most
from workbench.article import cut, segmenter
from workbench.config import user_data
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


@pytest.mark.parametrize("language", ["en", "ja"])
def test_the_cases_by_kind(language: str) -> None:
    """`tests/data/sentences_*.tsv`: at least .98 right over all, and no kind below .90."""
    right: dict[str, list[bool]] = defaultdict(list)
    table = Path(__file__).parent.parent / "data" / f"sentences_{language}.tsv"
    for line in table.read_text("utf-8").splitlines()[1:]:
        kind, marked = line.replace("\\n", "\n").split("\t")
        wanted = [piece.strip() for piece in marked.split("¦") if piece.strip()]
        given_ = [s.text for s in segmenter(language).sentences(marked.replace("¦", ""))]
        right[kind].append(given_ == wanted)
    every = [same for kind in right.values() for same in kind]

    assert len(every) >= 300 and sum(every) / len(every) >= 0.98
    assert not [kind for kind, same in right.items() if sum(same) / len(same) < 0.9]


OWN = "language\tkind\tform\tnote\nen\tname\tZap! Tours\nen\tlast\tKabk.\nja\tname\tピカ！\nde\tshort\tZtsch.\n"


@pytest.mark.parametrize("place", ["named", "folder"])
@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("en", ["She booked with Zap! Tours in May.", "He did not."]),
        ("en", ["It is made by Mori Kabk. and sold here.", "He works for Mori Kabk.", "She left."]),
        ("ja", ["ピカ！誌が報じた。", "反響は大きい。"]),
        ("de", ["Siehe Ztsch. Recht 4.", "Das gilt."]),
    ],
)
def test_a_users_own_exceptions(
    language: str, expected: list[str], place: str, tmp_path: Path
) -> None:
    """From a file that workbench.toml names, or `sentences.tsv` in the data folder."""
    own = (tmp_path if place == "named" else user_data()) / "sentences.tsv"
    own.parent.mkdir(parents=True, exist_ok=True)
    own.write_text(OWN, "utf-8")
    by = segmenter(language, more=[own] if place == "named" else [])
    own.unlink()

    assert expected == [
        s.text for s in by.sentences(("" if language == "ja" else " ").join(expected))
    ]


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ("", ["He left Kabo Corp. Gladly they came."]),
        ("en\tbegins\tGladly", ["He left Kabo Corp.", "Gladly they came."]),
        ("", ["She joined Kabo Corp.", "Trustees met."]),
        ("en\theads\tTrustees", ["She joined Kabo Corp. Trustees met."]),
        ("en\tbegins\tGladly\nen\t-\tGladly", ["He left Kabo Corp. Gladly they came."]),
    ],
)
def test_words_that_begin_a_sentence_or_go_on_with_an_abbreviation_are_data(
    row: str, expected: list[str], tmp_path: Path
) -> None:
    """A row more makes a cut more, or one less."""
    own = tmp_path / "client.tsv"
    own.write_text(row + "\n", "utf-8")
    by = segmenter("en", more=[own])

    assert [s.text.strip() for s in by.sentences(" ".join(expected))] == expected


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"en\tplace\tSt.\n", "sentences.tsv:1: expected language, kind and form"),
        (b"en\tname\n", "sentences.tsv:1: expected"),
        (b"\xff\xfe", "is not UTF-8"),
        (None, "cannot be read"),
    ],
)
def test_a_bad_file_of_exceptions_is_named(
    content: bytes | None, words: str, tmp_path: Path
) -> None:
    """File, line and what belongs there."""
    own = tmp_path / "sentences.tsv"
    if content is not None:
        own.write_bytes(content)
    with pytest.raises(UsageError, match=words):
        segmenter("en", more=[own])


def test_a_form_is_taken_off_the_list(tmp_path: Path) -> None:
    """The kind `-`."""
    text = "She works at Yahoo! Japan is far."
    assert len(segmenter("en").sentences(text)) == 1
    own = tmp_path / "own.tsv"
    own.write_text("en\t-\tYahoo!\nen\t-\tYahoo! Japan\n", "utf-8")
    assert len(segmenter("en", more=[own]).sentences(text)) == 2


@pytest.mark.parametrize("language", ["en", "ja"])
@pytest.mark.parametrize(
    "piece",
    ["a.b c. d ", "( ", "「", "「。」", "No. ", "“A! ", "Yahoo! ", "x\n", "！と", "A. ", "1) ", '" ', "...", "U.S. A", "？a"],
)  # fmt: skip
def test_hostile_paragraphs_take_linear_time(language: str, piece: str) -> None:
    """Four times the text takes about four times as long."""
    cut_up = segmenter(language).sentences
    grows_at_most(9, lambda _: cut_up(piece * 2_000), lambda _: cut_up(piece * 8_000))


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
    [("en-GB", "english"), ("ja", "japanese"), ("fr", "sentencex"), ("xx", "sentencex")],
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
