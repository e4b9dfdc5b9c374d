"""Which units to look at.

Lives here: Filter and `parse_filter`. Takes what a person types, such as `state:fuzzy court`; says of a
unit whether it is meant. All words must hold:
    state:empty|fuzzy|confirmed|unfinished|draft|translated|reviewed|signed-off|rejected   finding[:CHECK]   term:WORD   bookmarked   repeated
    risk:>0.5 (or <): drafts that have to be written anew with more than this chance
    by:risk: no condition; the list begins with what has to be written anew most likely
    /regular expression/   "words in a row"   anything else: text in source or target, in any case
May import: errors, model, wording.
Apart from `place` because the list, the search and the line mode ask the same question.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from workbench.errors import UsageError
from workbench.model import Finding, State, TermHit, Unit
from workbench.wording import _

_WORDS = re.compile(r'/(?:\\.|[^/])+/|"[^"]*"|\S+')
_STATES = {
    "empty": {State.EMPTY},
    "fuzzy": {State.FUZZY},
    "confirmed": {State.CONFIRMED},
    "unfinished": {State.EMPTY, State.FUZZY},
}
_STAGES = ("draft", "translated", "reviewed", "signed-off", "rejected")


@dataclass(frozen=True, slots=True)
class Asking:
    """What a filter may ask about a unit; each is asked only where a word needs it."""

    findings: Callable[[Unit], Sequence[Finding]]
    hits: Callable[[Unit], Sequence[TermHit]]


BY_RISK = "by:risk"
Test = Callable[[Unit, Asking], bool]


@dataclass(frozen=True, slots=True)
class Filter:
    """A parsed filter; without words it lets everything pass."""

    text: str
    tests: tuple[Test, ...]
    by_risk: bool = False
    """Whether the riskiest drafts come first."""

    def passes(self, unit: Unit, asking: Asking) -> bool:
        """Whether the unit is meant."""
        return all(test(unit, asking) for test in self.tests)

    def ids(self, units: Iterable[Unit], asking: Asking) -> frozenset[str]:
        """The units that are meant."""
        return frozenset(unit.id for unit in units if self.passes(unit, asking))


def parse_filter(text: str) -> Filter:
    """Raises UsageError: a state that there is not, a regular expression that is none."""
    words = sorted(_WORDS.findall(text), key=_costly)
    asked = [word for word in words if word != BY_RISK]
    return Filter(text.strip(), tuple(_test(word) for word in asked), len(asked) < len(words))


def risk_of(unit: Unit) -> float:
    """The chance that its draft has to be written anew; -1 where nothing is known, as of what a person wrote."""
    risk = unit.provenance.risk if unit.provenance else None
    return -1.0 if risk is None else risk


def _costly(word: str) -> bool:
    return word.startswith(("finding", "term:"))


def _test(word: str) -> Test:
    name, colon, rest = word.partition(":")
    if name == "state" and colon:
        return _state(rest)
    if name == "finding":
        return lambda unit, ask: any(f.check.startswith(rest) for f in ask.findings(unit))
    if name == "term" and rest:
        return _term(rest.casefold())
    if name == "risk" and colon:
        return _risk(rest)
    if word == "bookmarked":
        return lambda unit, _ask: unit.bookmarked
    if word == "repeated":
        return lambda unit, _ask: len(unit.places) > 1 or len(unit.references) > 1
    if len(word) > 2 and word[0] == word[-1] == "/":
        return _pattern(word[1:-1])
    wanted = (word[1:-1] if word[0] == word[-1] == '"' and len(word) > 1 else word).casefold()
    return lambda unit, _ask: wanted in unit.source.casefold() or wanted in unit.target.casefold()


def _state(name: str) -> Test:
    if name in _STAGES:
        return lambda unit, _ask: unit.stage.value == name
    if name not in _STATES:
        raise UsageError(
            _("there is no state {name}").format(name=name or "“”"),
            hint=_("name one of {known}").format(known=", ".join([*_STATES, *_STAGES])),
        )
    states = _STATES[name]
    return lambda unit, _ask: unit.state in states


def _risk(said: str) -> Test:
    match = re.fullmatch(r"([<>]?)=?(0?\.\d+|[01](?:\.0+)?)", said)
    if match is None:
        raise UsageError(
            _("there is no risk {said}").format(said=said or "“”"),
            hint=_("a number from 0 to 1: risk:>0.5 or risk:<0.2"),
        )
    bound, below = float(match[2]), match[1] == "<"

    def holds(unit: Unit, _ask: Asking) -> bool:
        risk = risk_of(unit)
        return risk >= 0 and (risk <= bound if below else risk >= bound)

    return holds


def _term(wanted: str) -> Test:
    def holds(unit: Unit, ask: Asking) -> bool:
        return any(
            wanted in hit.text.casefold()
            or any(wanted in concept.casefold() for concept in hit.concepts)
            for hit in ask.hits(unit)
        )

    return holds


def _pattern(text: str) -> Test:
    found = compiled(text)
    return lambda unit, _ask: bool(found.search(unit.source) or found.search(unit.target))


def compiled(text: str, *, case: bool = True) -> re.Pattern[str]:
    """A person's regular expression. Raises UsageError with what is wrong and where."""
    try:
        return re.compile(text, 0 if case else re.IGNORECASE)
    except (re.error, RecursionError, OverflowError) as error:
        raise UsageError(
            _("/{pattern}/ is no regular expression: {reason}").format(
                pattern=text, reason=str(error)
            )
        ) from error
