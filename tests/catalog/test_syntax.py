"""A PO file as gettext reads it: nothing of it is lost, an edit changes what it must and nothing else."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from random import Random

import polib
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.catalog.grammar import Said, catalog, words
from workbench.catalog import syntax
from workbench.catalog.syntax import Comment, Entry, Field, Previous, Refused, read_entries

gettext = pytest.mark.skipif(not shutil.which("msgfmt"), reason="GNU gettext is not installed")
SEEDS = st.integers(0, 2**32)


def said(entry: Entry) -> Said:
    previous = entry.previous
    return Said(
        entry.context, entry.source, entry.plural, entry.targets, entry.obsolete, entry.fuzzy,
        tuple(previous) if previous else None,
    )  # fmt: skip


@given(SEEDS)
@example(2468)  # a line that goes on before an escape: refused with CPython 3.11.2
@settings(deadline=None, max_examples=300)
def test_every_byte_is_of_one_part_and_every_value_is_read(seed: int) -> None:
    """I1, I2: entries, their parts and the tail joined are the file; what they say is what was put in."""
    text, wanted = catalog(Random(seed))
    entries, tail = read_entries(text)

    assert "".join(entry.raw for entry in entries) + tail == text
    for entry in entries:
        assert "".join(part.raw for part in entry.parts) == entry.raw
        fields = [p for p in entry.parts if isinstance(p, Field) and not p.previous]
        assert [p.keyword for p in fields].count("msgid") == 1
    assert [said(entry) for entry in entries[1:]] == wanted


@given(SEEDS)
@settings(deadline=None, max_examples=200)
def test_the_short_way_and_the_long_way_see_the_same(seed: int) -> None:
    """An entry read by one pattern is the entry that is read token by token."""
    text, _wanted = catalog(Random(seed))
    short = read_entries(text)
    pattern, syntax._PLAIN = syntax._PLAIN, re.compile("(?!)")
    try:
        long = read_entries(text)
    finally:
        syntax._PLAIN = pattern

    assert short[1] == long[1]
    for one, two in zip(short[0], long[0], strict=True):
        assert (one.raw, one.line, one.head, said(one), one.said) == (
            two.raw, two.line, two.head, said(two), two.said
        )  # fmt: skip


Edit = Callable[[Entry, Random], Entry]
EDITS: dict[str, Edit] = {
    "target": lambda e, r: e.with_target(
        words(r, 0), None if e.plural is None else len(e.targets) - 1
    ),
    "source": lambda e, r: e.with_source("new" + words(r, 0)),
    "context": lambda e, r: e.with_context(r.choice([None, "new" + words(r, 0)])),
    "fuzzy": lambda e, r: e.with_fuzzy(r.random() < 0.5),
    "previous": lambda e, r: e.with_previous(
        r.choice([None, Previous(None, words(r, 0)), Previous("c", "b", "a")])
    ),
    "obsolete": lambda e, r: e.with_obsolete(not e.obsolete),
    "notes": lambda e, r: e.with_lines(
        "", [r.choice(["a", " b ", "", "c\\", ". d"]) for _n in range(r.randrange(4))]
    ),
    "references": lambda e, r: e.with_lines(
        ":", [r.choice(["a:1", "b"]) for _n in range(r.randrange(3))]
    ),
}
MEANT = {
    "target": "targets", "source": "source", "context": "context", "fuzzy": "fuzzy", "previous": "previous",
    "obsolete": "obsolete",
}  # fmt: skip
"""Edit → the one value that it may change."""


@given(SEEDS, st.sampled_from(sorted(EDITS)))
@settings(deadline=None, max_examples=600)
def test_an_edit_changes_what_it_must_and_nothing_else(seed: int, what: str) -> None:
    """I3, I4, I6: parts that need no change are the same objects, in their order; what is written reads
    back as what was meant, and the entries around it as they were."""
    chance = Random(seed)
    text, _wanted = catalog(chance)
    entries, tail = read_entries(text)
    place = chance.randrange(1, len(entries))
    before = entries[place]
    after = EDITS[what](before, chance)
    around = [e.raw for e in entries]
    around[place] = after.raw
    again, rest = read_entries("".join(around) + tail)

    assert rest == tail
    wanted = [said(e) for e in entries]
    wanted[place] = said(after)
    assert [said(e) for e in again] == wanted
    same = (
        replace(said(before), **{MEANT[what]: getattr(said(after), MEANT[what])})
        if what in MEANT
        else said(before)
    )
    assert said(after) == same
    kept = [part for part in before.parts if any(part is other for other in after.parts)]
    assert kept == [part for part in after.parts if any(part is other for other in before.parts)]
    lost = [part for part in before.parts if not any(part is other for other in kept)]
    if what in ("target", "source"):
        assert len(lost) <= 1
    elif what in ("fuzzy", "notes", "references"):
        assert all(isinstance(part, Comment) for part in lost)
    if what == "obsolete":
        assert [p for p in lost if not isinstance(p, Field)] == []
        assert said(after.with_obsolete(before.obsolete)) == said(before)


@given(SEEDS)
@settings(deadline=None, max_examples=200)
def test_notes_are_what_was_asked_for(seed: int) -> None:
    """Comments after the last blank line become these; those before it stand."""
    chance = Random(seed)
    entry = read_entries(catalog(chance)[0])[0][-1]
    lines = [
        "".join(chance.choices([*"aB .:,\\", "裁"], k=chance.randrange(6))).rstrip()
        for _n in range(3)
    ]
    after = read_entries(entry.with_lines("", lines).raw)[0][0]

    assert [s.text for s in after.said if s.own and not s.sign] == lines
    assert [s for s in after.said if s.sign or not s.own] == [
        s for s in entry.said if s.sign or not s.own
    ]


def run(*words: str | Path) -> tuple[bool, str]:
    done = subprocess.run(words, capture_output=True, check=False)
    return done.returncode == 0, done.stdout.decode("utf-8", "replace")


@gettext
@pytest.mark.parametrize("seed", range(25))
def test_gettext_sees_one_entry_differ(tmp_path: Path, seed: int) -> None:
    """What gettext reads we read; after one edit it still does, and msgcat's two outputs differ in that
    entry alone."""
    chance = Random(seed)
    text, _wanted = catalog(chance)
    path, edited = tmp_path / "a.po", tmp_path / "b.po"
    path.write_bytes(text.encode())
    taken, before = run("msgcat", "--no-wrap", path)
    entries, tail = read_entries(text)
    assert taken
    place = chance.randrange(1, len(entries))
    source = entries[place].source  # gettext wants a line feed where the source has one
    value = (
        "\n" * source.startswith("\n") + words(chance).strip("\n") + "\n" * source.endswith("\n")
    )
    after = entries[place].with_target(value, None if entries[place].plural is None else 0)
    whole = [*entries[:place], after, *entries[place + 1 :]]
    edited.write_bytes(("".join(e.raw for e in whole) + tail).encode())
    taken, now = run("msgcat", "--no-wrap", edited)

    assert taken
    assert (
        run("msgfmt", "-o", "/dev/null", edited)[0] or not run("msgfmt", "-o", "/dev/null", path)[0]
    )
    one, two = (read_entries(out)[0] for out in (before, now))
    assert sum(a.raw.strip() != b.raw.strip() for a, b in zip(one, two, strict=True)) <= 1
    live = [e for e in whole if not e.obsolete]
    assert {(e.context, e.source): e.targets for e in two if not e.obsolete} == {
        (e.context, e.source): e.targets for e in live
    }


REFUSED = [
    ('msgid "a"\n# x\nmsgstr "b"\n', 2, "a comment stands inside an entry"),
    ('#| msgid "x"\n#, fuzzy\nmsgid "a"\nmsgstr "b"\n', 2, "a comment stands inside an entry"),
    ('msgid "a"\n#~ msgstr "b"\n', 2, "`#~` stands before some lines"),
    ('#| msgid "x"\n#~ msgid "a"\n#~ msgstr "b"\n', 2, "`#~` stands before some lines"),
    ('\nmsgid "a\\q"\nmsgstr "b"\n', 2, r"the escape \\q means nothing"),
    ('msgid "a\\u0041"\nmsgstr "b"\n', 1, r"the escape \\u means nothing"),
    ('msgid "a"\nmsgid_plural "b"\nmsgstr[1] "b"\n', 3, "not numbered 0, 1, 2"),
    ('msgid "a"\nmsgid_plural "b"\nmsgstr[0] "x"\nmsgstr[2] "y"\n', 4, "not numbered 0, 1, 2"),
    ('msgid "a"\nmsgstr[0] "b"\n', 2, r"msgstr\[n\] without msgid_plural"),
    ('msgid "a"\nmsgid_plural "b"\n', 3, "msgstr is missing"),
    ('msgctxt "a"\nmsgstr "b"\n', 2, "msgid is missing"),
    ('#| msgctxt "x"\nmsgid "a"\nmsgstr "b"\n', 2, "msgid is missing"),
    ('msgid "a"\nmsgstr\n', 3, "a string is missing"),
    ('msgid "a"\nmsgstr "b', 2, "a string is not closed"),
    ('msgfoo "a"\n', 1, "the keyword msgfoo is unknown"),
    ('msgid "a"\nmsgstr "b"\n"c" .\n', 3, "not PO syntax"),
    ('msgid "a"\nmsgstr "b"\nmsgstr "c"\n', 3, "not PO syntax"),
    ('msgid "a\\4"\nmsgstr "b"\n', 1, "EOT"),
    ('msgid "a"\nmsgstr "b"\n\nmsgid "a"\nmsgstr "b"\n', 4, "there already, at line 1"),
]


@pytest.mark.parametrize(("text", "line", "says"), REFUSED)
def test_what_gettext_refuses_is_refused_with_its_line(
    tmp_path: Path, text: str, line: int, says: str
) -> None:
    """The line is where the wrong thing stands; msgfmt refuses each of them, too."""
    with pytest.raises(Refused, match=says) as caught:
        read_entries(text)

    assert caught.value.line == line
    if shutil.which("msgfmt"):
        (tmp_path / "a.po").write_text(text, "utf-8")
        assert not run("msgfmt", "-o", "/dev/null", tmp_path / "a.po")[0]


def test_polib_agrees_where_it_reads() -> None:
    """An independent reader of everyday catalogs sees the same values."""
    text = (
        'msgid ""\nmsgstr "Language: ja\\n"\n\n# note\n#. p1\n#: a.c:1\n#, fuzzy, c-format\n#| msgid "old"\n'
        'msgctxt "c"\nmsgid "a\\n"\n"b"\nmsgid_plural "bs"\nmsgstr[0] "x\\"\\\\"\nmsgstr[1] ""\n"y\\t"\n\n'
        '#~ msgid "gone"\n#~ msgstr "away"\n'
    )
    theirs = polib.pofile(text)
    ours = [entry for entry in read_entries(text)[0] if not entry.is_header]

    for our, their in zip(ours, theirs, strict=True):
        targets = tuple(their.msgstr_plural.values()) if their.msgid_plural else (their.msgstr,)
        assert (our.context, our.source, our.plural or "", our.targets, our.obsolete, our.fuzzy) == (
            their.msgctxt, their.msgid, their.msgid_plural, targets, bool(their.obsolete), their.fuzzy
        )  # fmt: skip


def test_nothing_is_quadratic() -> None:
    """A megabyte of the worst: one string, comments without an entry, blank lines, signs."""
    for text in (
        'msgid "' + "\\n" * 500_000 + '"\nmsgstr ""\n', "# x\n" * 250_000, "\n" * 1_000_000, "#~\n" * 300_000,
        'msgid "a"\nmsgstr ""\n' + '"b"\n' * 250_000, "#|" * 400_000,
    ):  # fmt: skip
        entries, tail = read_entries(text)
        assert "".join(e.raw for e in entries) + tail == text
