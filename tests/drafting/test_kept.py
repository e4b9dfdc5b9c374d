"""What must not change comes out of a draft as it should: copies, names, ages, line feeds, Markdown."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.article import cut, segmenter
from workbench.drafting.draft import draft_texts
from workbench.drafting.lost_numbers import ages_in_place
from workbench.drafting.markdown import tagged, untagged
from workbench.drafting.masking import STYLES, masked, styles
from workbench.drafting.naming import Naming
from workbench.model import Draft, TermChoice


class Echo:
    """Says what it read in corner brackets; `eats` drops words, as engines do."""

    name, package, source, target = "echo", "e-1", "en", "ja"

    def __init__(self, *eats: str, annotates: bool = False) -> None:
        self._eats, self.annotates, self.read = eats, annotates, list[str]()

    def translate(self, sentences: Sequence[str], **_options: Any) -> list[Draft]:
        self.read += sentences
        out = []
        for sentence in sentences:
            text = sentence.rstrip(".")
            for word in self._eats:
                text = text.replace(word, "")
            out.append(Draft(sentence, f"訳は{text}である。", self.name, self.package, -0.5))
        return out

    def score(self, sources: Sequence[str], targets: Sequence[str]) -> list[float]:
        return [-0.5] * len(sources)

    def alternatives(self, source: str, prefix: str = "", n: int = 5) -> list[str]:
        return []


def drafted(engine: Any, *texts: str, **more: Any) -> list[str]:
    made = draft_texts(engine, texts, cut=lambda text: cut(text, segmenter("en")), **more)
    return [one.target for one in made]


WHOLE = {
    "an address": ("https://example.org/a?b=1", "https://example.org/a?b=1"),
    "mail": ("desk@example.org", "desk@example.org"),
    "code": ("`make all`", "`make all`"),
    "emoji": ("🎉🏳️‍🌈", "🎉🏳️‍🌈"),
    "figures": ("1,234 / 56", "1,234 / 56"),
    "a date": ("3 November 2022", "2022年11月3日"),
    "a sum": ("$75", "75ドル"),
}


@pytest.mark.parametrize(("text", "wanted"), WHOLE.values(), ids=WHOLE)
def test_units_with_nothing_to_translate_never_reach_the_engine(text: str, wanted: str) -> None:
    engine = Echo()
    assert drafted(engine, text) == [wanted]
    assert engine.read == []


KEPT = {
    "an address": "The list is at https://example.org/a_b?c=1 today.",
    "two": "Ask desk@example.org or @ward_desk today.",
    "code": "Type `wards --list` to see them.",
    "placeholders": "Hello %(name)s, you have {count} new messages.",
    "emoji inside": "We won 🎉 in court.",
    "emoji at the end": "We won in court. 🏳️‍🌈",
    "a note": "The court agreed.[12]",
}


@pytest.mark.parametrize("annotates", [True, False])
@pytest.mark.parametrize(
    "eats",
    [
        (),
        ("XA",),
        ("XA", "ABC", "Zelda"),
        (*STYLES[0][1], *STYLES[1][1], *STYLES[2][1], *STYLES[3][1], *STYLES[4][1]),
    ],
)
@pytest.mark.parametrize("text", KEPT.values(), ids=KEPT)
def test_copies_survive_an_engine_that_eats_stand_ins(
    text: str, eats: tuple[str, ...], annotates: bool
) -> None:
    """The next stand-in is tried; when all are eaten, it stands at the end and is said."""
    from workbench.language.protected import verbatim

    target = drafted(Echo(*eats, annotates=annotates), text)[0]
    assert all(target.count(one.text) == 1 for one in verbatim(text)), target
    assert not any(word in target for words in STYLES for word in words[1])


def test_an_engine_never_reads_an_emoji() -> None:
    engine = Echo()
    drafted(engine, "We won 🎉 in court.")
    assert set(engine.read) == {"We won in court."}


@pytest.mark.parametrize(
    "text", ["One.\nTwo.\n", "\nOne.\n\nTwo.", "- one\n- two", "One.\r\nTwo.", "1. a\n2. b"]
)
def test_line_feeds_stay(text: str) -> None:
    target = drafted(Echo(), text)[0]
    assert target.count("\n") == text.count("\n")
    assert target.startswith("\n") == text.startswith("\n")
    assert target.endswith("\n") == text.endswith("\n")


MARKDOWN = [
    "The court [struck down the ban](https://example.org/ban_2023) on Friday.",
    "![Two women](images/flag-2.jpg)",
    "It **upheld** the *old* ban, `a*b*c` and ~~more~~.",
    'See [the list](x.md "Title") and [that][ref].',
]


@pytest.mark.parametrize("text", MARKDOWN)
def test_markdown_becomes_tags_and_comes_back(text: str) -> None:
    made, table = tagged(text)
    assert made != text and untagged(made, table) == text


def test_a_link_without_a_place_is_not_lost() -> None:
    target = drafted(Echo("struck down the ban"), MARKDOWN[0])[0]
    assert "](https://example.org/ban_2023)" in target


class Obeying(Echo):
    """Says 何か of all, and whatever it is asked to say."""

    def translate(self, sentences: Sequence[str], **options: Any) -> list[Draft]:
        self.read += sentences
        asked = options.get("terms") or [()] * len(sentences)
        return [
            Draft(s, "何か" + "".join(c.targets[0] for c in row) + "だ。", "o", "o-1", -0.5)
            if " " in s and "Blue" in s[4:]
            else Draft(s, "青い庭。", "o", "o-1", -0.5)
            for s, row in zip(sentences, asked, strict=True)
        ]


@pytest.mark.parametrize("annotates", [True, False])
def test_a_tag_without_a_place_is_asked_for(annotates: bool) -> None:
    """What the engine says for the tag's text alone is asked of it in the sentence."""
    made = drafted(Obeying(annotates=annotates), "The old <em>Blue Garden</em> opened again.")[0]
    assert (made == "何か<em>青い庭</em>だ。") == annotates


@given(st.text(alphabet="ab *_[]()!~`<>k\n", max_size=60))
def test_any_text_survives_the_way_to_tags_and_back(text: str) -> None:
    made, table = tagged(text)
    assert untagged(made, table) == text


AGES = {
    "exchanged": ("アンナさん（34）とカイさん（52）", "アンナさん（52）とカイさん（34）"),
    "lost": ("アンナさんとカイさん（34）", "アンナさん（52）とカイさん（34）"),
    "one behind nobody": ("アンナさん（34）が、男性（52）と", "アンナさん（52）が、男性（34）と"),
    "behind no name": (
        "アンナさんは市に（52）と話し、カイさん（34）も来た",
        "アンナさん（52）は市にと話し、カイさん（34）も来た",
    ),
    "in place": ("カイさん（34）とアンナさん（52）", "カイさん（34）とアンナさん（52）"),
}


@pytest.mark.parametrize(("target", "wanted"), AGES.values(), ids=AGES)
def test_ages_stand_behind_their_names(target: str, wanted: str) -> None:
    source = "Anna, 52, and Kai, 34, came."
    assert ages_in_place(source, target, [("Anna", "アンナ"), ("Kai", "カイ")]) == wanted


PEOPLE = {
    "a foreigner": ("Philippa Aldous spoke.", ["フィリッパ・オールダス"]),
    "a Japanese": ("Soyoka Kanazashi spoke.", ["ソヨカ・カナザシ"]),
    "with a title": ("Prime Minister Katie Thistlewood came.", ["ケイティ・シスルウッド"]),
    "a possessive": ("They met Yoriko's friend Katie.", ["ヨリコ", "ケイティ"]),
    "no names": ("The Supreme Court ruled on Monday in Article 9.", []),
    "words at the start": ("Marriage Equality Campaigners Gathered Here.", []),
}


@pytest.mark.parametrize(("text", "wanted"), PEOPLE.values(), ids=PEOPLE)
def test_names_are_found(text: str, wanted: list[str]) -> None:
    found = Naming([text], "en", "ja").choices(text)
    assert [choice.targets[0] for choice in found] == wanted


def test_a_name_is_the_same_throughout_the_document() -> None:
    """Termbase first, then what is confirmed, then the rule; a part is called as in the whole."""
    texts = ["Soyoka Yamamoto spoke.", "Sabine Thistlewood came.", "Yamamoto and Thistlewood left."]
    done = [("Sabine Thistlewood laughed.", "サビーヌ・シッスルウッドさんは笑った。")]
    naming = Naming(texts, "en", "ja", done)
    naming.told(texts[0], [TermChoice((0, 15), ("山本そよか",), "name.yamamoto")])

    assert [c.targets[0] for c in naming.choices(texts[1])] == ["サビーヌ・シッスルウッド"]
    assert [c.targets[0] for c in naming.choices(texts[2])] == ["山本", "シッスルウッド"]


@given(st.text(alphabet="aA `@x.org/🎉[1]%d{}", max_size=50), st.sampled_from(range(len(STYLES))))
def test_what_is_taken_out_is_put_back(text: str, style: int) -> None:
    """An engine that copies gives the sentence back but for white space."""
    one = masked(text, style, "ja")
    target = one.text
    for word, said, _what in one.holes:
        target = target.replace(word, said, 1)
    if one.complete(target) and target:
        back, lost = one.restored(target, "ja")
        assert not lost
        assert sorted(back.replace(" ", "")) == sorted(text.replace(" ", ""))
    assert set(styles(False)) < set(styles(True))
