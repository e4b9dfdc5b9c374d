"""Repairs: safe together, in any text, and finished when they say so."""

from __future__ import annotations

import csv
import random
import re
from pathlib import Path

from hypothesis import example, given, settings
from hypothesis import strategies as st

from workbench.checks import CheckContext, run_checks
from workbench.checks.check import registry
from workbench.model import Finding, State, Unit

PIECES = [
    "裁判所", "は", "はは", "をを", "カップル", "ﾊﾟｰﾄﾅｰ", "が\u3099", "、", "。", ",", ".", "!", "?", " ", "  ", "　",
    "(", ")", "（", "）", "「", "」", "『", "』", '"', "“", "”", "--", "―", "A", "NHK", "２０", "57", "%", "１．５",
    "<em>", "</em>", "\u200b", "\ufeff", "\t", "ケイティ ブラウンさん", "・", "＝", "した", "です",
]  # fmt: skip
SOURCE = 'Katie Brown said "Yes, (it is) 57," she said. The court ruled.'


def mended(target: str, source: str = SOURCE) -> tuple[str, int]:
    """The text after every repair, one check's at a time, and how many rounds it took."""
    for rounds in range(60):
        unit = Unit("p1", source, target, State.FUZZY)
        fixes = [f for f in run_checks([unit], CheckContext("en", "ja", [unit])) if f.fix]
        if not fixes:
            return target, rounds
        assert fixes[-1].fix is not None
        after = fixes[-1].fix.apply(target)
        assert after != target, fixes[-1].check
        target = after
    raise AssertionError(f"repairs of {target!r} never end")


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=14).map("".join))
@example("ケイティ ブラウンさん(36)は,,「「はい。」」と--話した..")
def test_repairs_come_to_an_end(target: str) -> None:
    """Whatever checks speak, their repairs do not undo each other."""
    once, _rounds = mended(target)
    assert mended(once) == (once, 0)


@settings(max_examples=200, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=14).map("".join))
@example("(裁判所<em>の</em>判断)")
def test_repairs_keep_the_words(target: str) -> None:
    """Only marks, width and spaces change; letters go only where one stands twice."""

    def letters(text: str) -> list[str]:
        import unicodedata

        plain = unicodedata.normalize("NFKC", text)
        return sorted(set(re.findall(r"[A-Za-z0-9\u3041-\u3096\u30a1-\u30fa\u3400-\u9fff]", plain)))

    once, _rounds = mended(target)
    assert letters(once) == letters(target)


def test_repairs_leave_good_sentences_alone(root: Path) -> None:
    """The project's own sentences come out as they went in, as far as errors go."""
    text = (root / "tests/data/term_sentences.tsv").read_text("utf-8")
    rows = list(csv.reader(text.splitlines()[1:], delimiter="\t", quoting=csv.QUOTE_NONE))
    touched = [
        row[0] for row in random.Random(1).sample(rows, 200) if mended(row[2], row[1])[0] != row[2]
    ]
    assert touched == []


def test_every_repair_says_what_it_does() -> None:
    """A title a person can agree to."""
    seen = 0
    for check in registry().values():
        unit = Unit("p1", check.bad.source, check.bad.target, State.CONFIRMED)
        found: list[Finding] = run_checks(
            [unit], CheckContext("en", (*check.languages, "ja")[0], [unit]), only=[check.id]
        )
        for finding in found:
            if finding.fix:
                seen += 1
                assert len(finding.fix.title) > 4 and finding.fix.edits
    assert seen >= 15


VERBATIM = [
    '`f(a,"b")!`', "``x , y``", "`２０をを  ,,`", "![旗,](img/旗 一.png)", "![a](a,b.png)", "[判決](https://x.org/a,b?c=1!)", "](q.md 'a, b')",
    "https://例.example/a,,b?!", "https://x.org/はは,を", "http://x.org/a--b!", "mail,er@x.org", "desk@x.org", "{name!r}", "{{ a , b }}", "${x,y}",
    "%(ある, 名)s", "%(name)s", "<a href='x,y!'>", "<img alt=\"旗, (一)!\"/>", "<x1/>", "</em>", "[^注,]", "~~", "**", "<br/>",
]  # fmt: skip
"""What is copied, with marks in it that repairs would like to mend."""
BLOCKS = [
    "\n\n    x = 'はは,' ; y(\"を\",１)!\n\n", "\n>>> f(\"あ\", 'い')\n", "\n$ run --all ,,\n", "\n\n\tprint(\"裁判所,\")\n\n",
]  # fmt: skip
"""Code of a docstring: indented, of a session, of a shell."""


def _held(text: str) -> list[str]:
    """What a text copies, as it stands."""
    from workbench.language.verbatim import verbatim

    return [text[a:b] for a, b in verbatim(text)]


@settings(max_examples=400, deadline=None)
@given(st.lists(st.sampled_from([*PIECES, *VERBATIM, *BLOCKS]), max_size=12))
@example(["裁判所", "![旗,](img/旗 一.png)", "は", "`２０をを  ,,`", "."])
@example(["裁判所は", "\n\n    x = 'はは,' ; y(\"を\",１)!\n\n", "をを"])
def test_repairs_touch_nothing_that_is_copied(pieces: list[str]) -> None:
    """Code, links, pictures, addresses, placeholders and tags come out as they went in, whatever stands beside."""
    target = "".join(pieces)
    before = _held(target)
    unit = Unit("p1", SOURCE, target, State.FUZZY)
    for finding in run_checks([unit], CheckContext("en", "ja", [unit])):
        if finding.fix and finding.check != "spacing.edges":
            after = finding.fix.apply(target)
            assert [held for held in before if held not in after] == [], finding.check
