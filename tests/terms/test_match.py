"""Matching with many terms at once: the same answers as one by one, in order, without overlaps."""

from __future__ import annotations

import itertools
import re
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.language.english import lemmas
from workbench.terms.concept import Concept, Terms
from workbench.terms.judge_hits import standing
from workbench.terms.match_spaced import Words
from workbench.terms.source_matcher import matcher
from workbench.terms.split_words import WORD
from workbench.terms.word_classes import NONE, TWO, Classes

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "benchmarks"))

from terms_goldset import Case, found, read_gold

ENGLISH = [
    case
    for case in read_gold()
    if case.side == "source" and case.language == "en" and not case.pos and not case.exact
]
ALL = matcher(
    [Concept(f"c{n}", terms={"en": Terms(case.form)}) for n, case in enumerate(ENGLISH)], "en"
)
WORDS = st.sampled_from(
    "same sex marriage Marriages non binary nonbinary co plaintiff's WHO took it into account"
    " hate-crime laws anti-discrimination strike the law down <b> </b> . , - ’ é 日本".split()
)


ROWS = (
    "court|court order|court order of appeal|district court|noun:ruling|verb:rule|verb:appeal"
    "|noun:appeal|same-sex marriage|marriage|married couple|non-binary|nonbinary person|gender"
    "|gender identity|LGBTQ|LGBTQ+ person|trans|U.S. Supreme Court|Supreme Court|R & D|will"
    "|lesbian, gay and bisexual|gay|bisexual|co-plaintiff|plaintiff|verb:file a suit|filing|WHO"
    "|noun:mapping|verb:map out|colour|organise|anti-discrimination law|law|mother-in-law|NGO"
).split("|")
ROWED = [
    Concept(f"r{n}", pos=row.rpartition(":")[0], terms={"en": Terms(row.rpartition(":")[2])})
    for n, row in enumerate(ROWS)
]
APART = Concept("apart", terms={"en": Terms("take … into account")})
BASES = [Words(ROWED, "en"), Words([*ROWED, APART], "en")]
"""Without and with a term in two parts: only the first may stop at punctuation."""
PIECES = st.one_of(
    st.sampled_from(
        [word for row in ROWS for word in (row.rpartition(":")[2], *row.rpartition(":")[2].split())]
    ).flatmap(lambda form: st.sampled_from([form, form.upper(), form.title(), form + "s"])),
    st.sampled_from(
        "nonbinary coplaintiff's courts’ filed mapped maps ruled ruling rulings NGOs colours took"
        " into account organized the of a to it und 日本 é \U0001f3f3 LGBTs marriages".split()
    ),
)
BETWEEN = st.sampled_from(
    [" "] * 8 + ["  ", "-", "‑", " - ", ", ", ". ", ".", " (", ") ", "/", "\u00a0", "\n", "\u00ad"]
    + ["’s ", "'s ", "' ", " '", '" ', " “", "” ", " & ", "&", "+ ", "_", "…", ""]
)  # fmt: skip


def one_by_one(words: Words, text: str) -> list[tuple[object, ...]]:
    """What every entry tried at every word finds."""
    entries = list({id(entry): entry for key in words._keyed for entry in key}.values())
    tokens = list(WORD.finditer(text))
    found: list[tuple[object, ...]] = []
    free = 0
    for at, token in enumerate(tokens):
        if token.start() >= free and (hit := standing(text, tokens, at, entries, lemmas)):
            found.append((hit.spans, hit.text, set(hit.concepts)))
            free = hit.spans[0][1]
    return found


@settings(max_examples=500, deadline=None)
@given(st.lists(st.tuples(PIECES, BETWEEN), max_size=12))
def test_the_same_is_found_as_by_every_entry_at_every_word(parts: list[tuple[str, str]]) -> None:
    """The short cuts of matching change nothing, on a first or a second reading, in short texts
    or in ones too long for them."""
    text = "".join(itertools.chain.from_iterable(parts))
    for words in BASES:
        expected = one_by_one(words, text)
        for _ in range(2):
            hits = [(hit.spans, hit.text, set(hit.concepts)) for hit in words.match(text)]
            assert hits == expected
        hits = [(hit.spans, hit.text, set(hit.concepts)) for hit in words.match(text + " x" * 200)]
        assert hits == one_by_one(words, text + " x" * 200)


@pytest.mark.parametrize("case", ENGLISH[::3], ids=lambda case: case.text)
def test_among_many_terms_each_is_still_found(case: Case) -> None:
    """A longer or overlapping term may take its place, but nothing is passed over."""
    hits = ALL.match(case.text)

    for text in found(case):
        first = text.split(" … ")[0]
        places = [m.span() for m in re.finditer(re.escape(first), case.text)]
        assert any(h.spans[0][0] < b and a < h.spans[-1][1] for h in hits for a, b in places), (
            text,
            hits,
        )


@settings(max_examples=200, deadline=None)
@given(st.lists(WORDS, max_size=14).map(" ".join))
def test_hits_are_in_order_apart_and_where_they_say(text: str) -> None:
    end = 0
    for hit in ALL.match(text):
        assert hit.text == text[hit.spans[0][0] : hit.spans[-1][1]]
        assert hit.spans[0][0] >= end
        end = hit.spans[0][1]
        assert hit.concepts


def test_tags_are_looked_through() -> None:
    hit = ALL.match("A <em>same-sex</em> marriage.")[0]

    assert hit.text == "same-sex</em> marriage"


def test_words_of_two_classes_are_sought_as_both() -> None:
    """`leaves` may be leaf or leave."""
    classes = Classes(lambda word: frozenset({"leaf", "leave"} if word == "leaves" else {word}))
    one, other = (classes.character(classes.join([word])) for word in ("leaf", "leave"))

    assert classes["leaves"] == TWO
    assert set(classes.readings["leaves"]) == {one, other}
    assert classes["unknown"] == NONE


def test_joined_lemmas_share_a_character() -> None:
    classes = Classes(lemmas)
    member = classes.join(["court", "courts"])
    classes.join(["courts", "courtes"])

    assert classes.character("courtes") == classes.character(member) == classes["courts"]


def test_the_same_is_found_in_a_large_base() -> None:
    """Large ones read the dictionary and look up the words of their terms beforehand."""
    many = [Concept(f"m{n}", terms={"en": Terms(f"filler{n} term")}) for n in range(5000)]
    text = "The Supreme Court’s ruling, co-plaintiffs’ and filler7 terms; GENDER identities."

    hits = Words([*ROWED, *many], "en").match(text)

    assert [hit for hit in hits if hit.text != "filler7 terms"] == list(BASES[0].match(text))
    assert "filler7 terms" in {hit.text for hit in hits}


def test_a_base_without_terms_matches_nothing() -> None:
    assert matcher([], "en").match("Some text, same-sex marriage.") == ()
    assert matcher([], "ja").match("同性婚") == ()
    assert matcher([Concept("x", terms={"en": Terms("!!!")})], "en").match("!!!") == ()


@pytest.mark.parametrize(
    ("form", "text", "hits"),
    [
        ("high court", "The High Court, the highest court and a higher court", ["High Court"]),
        ("highest court", "The High Court and the highest courts", ["highest courts"]),
        ("old person", "an older person", []),
        ("plaintiffs' lawyer", "the plaintiffs’ lawyers", ["plaintiffs’ lawyers"]),
        ("Article 24(1)", "under Article 24(1), too", ["Article 24(1)"]),
        ("Article 13", "Article 13.5 is not Article 13.", ["Article 13"]),
        ("Article 13", "13,000 under Article 13,000", []),
        ("LGBTQ+", "LGBTQ+ and LGBTQ people", ["LGBTQ+"]),
    ],
)
def test_degrees_apostrophes_and_figures_decide(form: str, text: str, hits: list[str]) -> None:
    """Comparatives are words of their own; what ends a form ends its span; figures are read whole."""
    found = matcher([Concept("x", terms={"en": Terms(form)})], "en")

    assert [hit.text for hit in found.match(text)] == hits
    assert [hit.text for hit in found.match(text)] == hits, "the second time, from memory"


def test_one_form_of_two_parts_of_speech_is_two_terms() -> None:
    """The verb where it is one, the noun where it is one, whichever row came first."""
    rows = [("v", "verb"), ("n", "noun")]
    for order in (rows, rows[::-1]):
        found = matcher([Concept(i, pos=p, terms={"en": Terms("appeal")}) for i, p in order], "en")
        said = ("They appealed to the court.", "The appeal was dismissed.", "They will appeal.")
        assert [[hit.concepts for hit in found.match(text)] for text in said] == [
            [("v",)], [("n",)], [("v",)],
        ]  # fmt: skip
