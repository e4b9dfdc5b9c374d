"""The gold set of term matches: reading it and counting on it.

Lives here: Case, `read_gold`, `found`, `tally`; used by the gold test and by the benchmark, so that both
count alike. May import: terms.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from workbench.terms import Termbase
from workbench.terms.concept import Concept, Terms
from workbench.terms.find_target import find_form
from workbench.terms.source_matcher import matcher

FILE = Path(__file__).resolve().parents[1] / "data" / "terms_gold.tsv"
FOLDER = FILE.parent / "terms_gold"
"""Further languages, a file each; the pair of a verdict stands in its column language: `en>ko`."""
LANGUAGES = ("ko", "zh-Hans", "zh-Hant", "fr", "es")


@dataclass(frozen=True)
class Case:
    """One labelled case."""

    side: str
    language: str
    form: str
    pos: str
    exact: bool
    text: str
    expect: tuple[str, ...]


@dataclass
class Tally:
    """Right, superfluous and missed spans; the cases that were not wholly right."""

    right: int = 0
    extra: int = 0
    missed: int = 0
    wrong: list[tuple[Case, list[str]]] = field(default_factory=list)

    @property
    def precision(self) -> float:
        """Right spans among those found; 1 where none were found."""
        return self.right / ((self.right + self.extra) or 1)

    @property
    def recall(self) -> float:
        """Right spans among those expected."""
        return self.right / ((self.right + self.missed) or 1)


def read_gold(path: Path = FILE) -> list[Case]:
    """All cases, in file order."""
    cases: list[Case] = []
    for line in path.read_text("utf-8").splitlines()[1:]:
        side, language, form, text, expect = line.split("\t")
        form, _at, mark = form.partition("@") if side != "verdict" else (form, "", "")
        spans = () if expect == "-" else tuple(expect.split("|"))
        pos = "" if mark == "exact" else mark
        cases.append(Case(side, language, form, pos, mark == "exact", text, spans))
    return cases


def tally(cases: Iterable[Case], found: Callable[[Case], list[str]]) -> Tally:
    """Counts over cases; spans are compared as multisets of texts."""
    total = Tally()
    for case in cases:
        got = found(case)
        right = (Counter(got) & Counter(case.expect)).total()
        total.right += right
        total.extra += len(got) - right
        total.missed += len(case.expect) - right
        if got != list(case.expect):
            total.wrong.append((case, got))
    return total


def found(case: Case) -> list[str]:
    """What we find, written as the gold set writes it."""
    if case.side == "verdict":
        source, _arrow, target = case.text.partition(" ⇒ ")
        termbase = _termbase(case.form, case.language)
        return [str(verdict.kind) for verdict in termbase.verdicts(source, target)]
    if case.side == "target":
        return [case.text[slice(*span)] for span in find_form(case.form, case.text, case.language)]
    concept = Concept(
        "c",
        pos=case.pos,
        case="exact" if case.exact else "smart",
        terms={case.language: Terms(preferred=case.form)},
    )
    hits = matcher([concept], case.language).match(case.text)
    return [" … ".join(case.text[slice(*span)] for span in hit.spans) for hit in hits]


@cache
def _termbase(rows: str, languages: str) -> Termbase:
    """A termbase of rows `en=ja|admitted!forbidden`, with `@` and a part of speech after the English."""
    one, _sep, two = (languages if ">" in languages else "en>ja").partition(">")
    concepts = []
    for number, row in enumerate(rows.split(";")):
        source, _sep, target = row.partition("=")
        en, _at, pos = source.partition("@")
        good, *bad = target.split("!")
        first, *more = good.split("|")
        terms = {
            one: Terms(en),
            two: Terms(first, tuple(more), tuple((b, "誤訳。") for b in bad)),
        }
        concepts.append(Concept(f"c{number}", pos=pos or "noun", terms=terms))
    return Termbase(concepts, one, two)
