"""A revised article, whatever was done to it: each of its paragraphs is one unit, no confirmed text is gone.

The long run, beside msgmerge and over twenty more articles, is tests/benchmarks/update_revisions.py.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest

from tests.catalog.revisions import (
    Draft,
    Piece,
    article,
    at_random,
    confirmed,
    edited_at,
    faults,
    joined_at,
    moved_to,
    originals,
    places,
    split_at,
    tally,
    told_as,
)
from workbench.catalog import Catalog, merge_revised, read_po, save_po
from workbench.model import State

START = [Piece(text, frozenset([n])) for n, text in enumerate(originals())]


def merged(before: Catalog, draft: Draft) -> Catalog:
    after, _report = merge_revised(before, article([piece.text for piece in draft]))
    assert faults(before, after, draft) == []
    return after


def every(kind: str) -> list[Draft]:
    """The sample article with one step of a kind, at every place (every third word of a split)."""
    made: list[Draft] = []
    for at, piece in enumerate(START):
        if kind == "split":
            made += [split_at(START, at, word) for word in list(places(piece.text))[::3]]
        elif kind == "edited":
            made += [edited_at(START, at, word) for word in list(places(piece.text))[::6]]
        elif kind == "joined" and at + 1 < len(START):
            made.append(joined_at(START, at))
        elif kind == "moved":
            made += [moved_to(START, at, to) for to in range(0, len(START), 5)]
    return made


@pytest.mark.parametrize("kind", ["split", "joined", "moved", "edited"])
def test_at_every_place(kind: str) -> None:
    """Nobody gets somebody else's translation; of a hundred paragraphs at most one starts without its own."""
    before = confirmed(originals())
    right = wrong = lost = 0
    for draft in every(kind):
        after = merged(before, draft)
        told = told_as(draft, originals())
        found = tally(told, {unit.source: unit.target for unit in after.live})
        right, wrong, lost = right + found.right, wrong + found.wrong, lost + found.lost
    assert wrong == 0
    assert lost * 100 <= right


@pytest.mark.parametrize("seed", range(12))
def test_at_random_again_and_again_through_files(seed: int, tmp_path: Path) -> None:
    """Revision upon revision, each saved and read back; then the first version again, whole."""
    rng, path = Random(seed), tmp_path / "a.po"
    first = confirmed(originals())
    texts = originals()
    save_po(first, path)
    for _round in range(4):
        draft = at_random(rng, texts)
        before = read_po(path)
        save_po(merged(before, draft), path)
        texts = tuple(piece.text for piece in draft)
        again, report = merge_revised(read_po(path), article(list(texts)))
        assert not again.moved
        assert not any((report.new, report.edited, report.split, report.joined, report.gone))
    written = path.read_text("utf-8")
    assert all(f"《{n}》" in written for n in range(len(originals())))
    save_po(merged(read_po(path), START), path)
    assert [unit.source for unit in read_po(path).live] == list(originals())


def test_places_a_translator_keeps_apart_stay_apart() -> None:
    """Equal paragraphs with a context each: every one keeps its own text, a new place goes to the last, and
    one whose place is gone is obsolete."""
    texts = ["Yes.", "No.", "Yes.", "Perhaps."]
    made = confirmed(texts)
    yes = next(unit for unit in made.units if unit.source == "Yes.")
    one, two = (
        replace(yes, id=f"p{place}", places=(place,), context=f"p{place}", target=f"はい{place}")
        for place in yes.places
    )
    before = made.with_units([one, *(u for u in made.units if u is not yes), two])

    def said(draft: list[str]) -> dict[int, str]:
        after = merged(before, [Piece(text, frozenset()) for text in draft])
        return {place: unit.target for unit in after.live for place in unit.places}

    assert said(["No.", "Yes.", "Perhaps.", "Yes."]) == {
        1: "《1》",
        2: "はい1",
        3: "《3》",
        4: "はい3",
    }
    assert said(["Yes.", "Yes.", "Yes."])[3] == "はい3"
    assert said(["Yes.", "No."]) == {1: "はい1", 2: "《1》"}


def test_what_a_translator_noted_is_kept_even_where_nothing_was_translated() -> None:
    before = confirmed(originals())
    first = before.units[3]
    noted = replace(first, target="", state=State.EMPTY, comments=("ask the author",))
    before = before.replace(noted)
    for draft in (START[:3] + START[4:], joined_at(START, 3), split_at(START, 3, 9)):
        after = merged(before, draft)
        assert any("ask the author" in unit.comments for unit in after.units)


def test_what_was_a_draft_for_an_earlier_text_says_so() -> None:
    """Edited twice before anybody looked: the previous source is the one the translation was made for."""
    before = confirmed(originals())
    once = merged(before, edited_at(START, 4, 3))
    twice_over = edited_at(edited_at(START, 4, 3), 4, 7)
    unit = merged(once, twice_over).live[4]
    assert unit.previous_source == originals()[4]
    assert unit.state is State.FUZZY


def test_one_of_several_places_edited_still_helps() -> None:
    texts = [originals()[3], originals()[4], originals()[3]]
    before = confirmed(texts)
    start = [Piece(text, frozenset()) for text in texts]
    after = merged(before, edited_at(start, 2, 5))
    assert [unit.target for unit in after.live] == ["《0》", "《1》", "《0》"]
    assert [unit.state is State.CONFIRMED for unit in after.live] == [True, True, False]


def test_entries_that_no_article_has_become_obsolete_whole(tmp_path: Path) -> None:
    """Plural forms, half translated; an entry with a context; a standing comment; what was obsolete before."""
    path = tmp_path / "ja.po"
    path.write_text(
        'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\nLanguage: fr\\n"\n\n'
        '# of the chapter\n\n#, c-format\nmsgid "%d day"\nmsgid_plural "%d days"\n'
        'msgstr[0] "%d jour"\nmsgstr[1] ""\n\n'
        'msgctxt "menu"\nmsgid "Open"\nmsgstr "Ouvrir"\n\n'
        '#. p1 paragraph\nmsgid "A court ruled."\nmsgstr "Un tribunal a statué."\n\n'
        '#~ msgid "Gone"\n#~ msgstr "Parti"\n',
        "utf-8",
    )
    draft = [Piece("A court ruled.", frozenset()), Piece("Nothing like it.", frozenset())]
    before = read_po(path)
    save_po(merged(before, draft), path)
    text = path.read_text("utf-8")
    for kept in (
        "%d jour",
        "#~ msgid_plural",
        '#~ msgctxt "menu"',
        "Ouvrir",
        "Parti",
        "of the chapter",
    ):
        assert kept in text
    assert [unit.target for unit in read_po(path).live] == ["Un tribunal a statué.", ""]
    if shutil.which("msgfmt"):
        subprocess.run(["msgfmt", "-o", os.devnull, str(path)], check=True)
