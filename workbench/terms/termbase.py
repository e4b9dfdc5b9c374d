"""The termbase of a language pair, ready to match.

Lives here: Termbase. Takes files, gives hits on a source, verdicts on a target, choices for an
engine.
May import: model, errors, wording, language and the modules of this room.
Apart from `tsv` because files are one thing and matching another.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from workbench.errors import TermbaseError
from workbench.language import column_for, info, with_script
from workbench.model import Span, TermChoice, TermHit, Verdict
from workbench.terms.concept import Concept, Matcher
from workbench.terms.layers import Overridden, in_register, layered
from workbench.terms.renderings import (
    Renderings,
    is_sources,
    language_of,
    merged,
    read_renderings,
    wanted,
)
from workbench.terms.tsv import Problem, read_rows, without_repeats
from workbench.wording import _

if TYPE_CHECKING:
    from workbench.terms.longer_terms import LongerTerms

_REMEMBERED = 16_384
"""Sources whose hits are kept: the screen, checks and drafting ask for the same ones."""


Foreign = Callable[[Path], list[Concept]]
"""Reads a file of another format; raises an error with file:line."""


@dataclass(frozen=True, slots=True)
class Layer:
    """One of the termbases that were loaded."""

    path: str
    concepts: int


class Termbase:
    """Concepts with terms in both languages of a pair."""

    def __init__(
        self,
        concepts: Iterable[Concept],
        source: str,
        target: str,
        *,
        problems: Sequence[str] = (),
    ) -> None:
        """`source` and `target` are the codes of columns; concepts lacking one of them only inform."""
        self.source = source if "-" in source else info(source).code
        self.target = target if "-" in target else info(target).code
        self.problems = tuple(problems)
        """What `lenient` passed over, as `file:line: message`."""
        self.concepts: Mapping[str, Concept] = MappingProxyType({c.id: c for c in concepts})
        self.layers: tuple[Layer, ...] = ()
        """What was loaded, the first named first."""
        self.languages: tuple[str, ...] = ()
        """Languages that the files have terms in, read or not."""
        self.overridden: tuple[Overridden, ...] = ()
        """Source forms on which layers disagree."""
        self._matched: dict[str, tuple[TermHit, ...]] = {}
        self._rivals: dict[tuple[str, str], bool] = {}
        self._last: (
            tuple[tuple[object, ...], Mapping[str, str] | None, tuple[Verdict, ...]] | None
        ) = None

    @classmethod
    def load(
        cls,
        paths: Iterable[Path],
        source: str,
        target: str,
        *,
        lenient: bool = False,
        register: str = "",
        foreign: Foreign | None = None,
    ) -> Termbase:
        """Read files and folders of `*.tsv`, each of them a layer, the first named first. Raises
        TermbaseError at the first bad row, with file:line; `lenient` keeps the good rows and lists the
        bad ones in `problems`. A bad row is also a second one of an id in the same layer.
        `register` is what the project prefers, `foreign` reads files that are none of ours."""
        problems: list[str] = []
        given = list(dict.fromkeys(paths))
        files = termbase_files(given)
        read = [
            _layer(
                path, (source, target), problems,
                lenient=lenient, alone=len(files) == 1, foreign=foreign,
            ) for path in given
        ]  # fmt: skip
        stack = with_renderings(read)
        there = {code for layer in stack for concept in layer for code in concept.terms}
        codes = tuple(column_for(code, there) or with_script(code) for code in (source, target))
        concepts, lost = layered(stack, *codes)
        made = cls(in_register(concepts, codes[1], register), *codes, problems=problems)
        made.languages = _languages(given, there)
        made.layers = tuple(
            Layer(str(path), len(layer)) for path, layer in zip(given, stack, strict=True)
        )
        made.overridden = tuple(lost)
        return made

    @cached_property
    def _matcher(self) -> Matcher:
        from workbench.terms.source_matcher import matcher

        wanted = [c for c in self.concepts.values() if c.in_(self.target).approved]
        return matcher(wanted, self.source)

    @cached_property
    def _longer(self) -> LongerTerms:
        from workbench.terms.longer_terms import LongerTerms

        return LongerTerms(self.concepts.values(), self.source, self.target)

    def match(self, text: str) -> tuple[TermHit, ...]:
        """Terms of the source language in `text`, longest first, not overlapping, in order."""
        known = self._matched.get(text)
        if known is None:
            if len(self._matched) >= _REMEMBERED:
                self._matched.clear()
            known = self._matched[text] = self._told_apart(self._matcher.match(text))
        return known

    def _told_apart(self, hits: tuple[TermHit, ...]) -> tuple[TermHit, ...]:
        """Hits of several concepts without those that only share a base form (high, highest)."""
        if all(len(hit[0]) < 2 for hit in hits):
            return hits
        from workbench.terms.verdicts import worded

        return tuple(
            hit if len(hit.concepts) < 2 else worded(self.concepts, hit, self.source)
            for hit in hits
        )

    def verdicts(
        self,
        source: str,
        target: str,
        *,
        hits: Sequence[TermHit] | None = None,
        choices: Mapping[str, str] | None = None,
    ) -> tuple[Verdict, ...]:
        """One verdict per hit. `choices` is what the document said before, by concept."""
        from workbench.terms.verdicts import verdicts

        asked = (source, target, hits)
        kept = self._last  # checks and panes ask the same of a unit, one after another
        if kept is not None and kept[0] == asked and kept[1] is choices:
            return kept[2]
        found = self.match(source) if hits is None else hits
        answer = tuple(
            verdicts(
                self.concepts,
                found,
                (source, target),
                (self.source, self.target),
                choices or {},
                self._longer.pieces,
            )
        )
        self._last = (asked, choices, answer)
        return answer

    def find_targets(self, concept: str, target: str) -> tuple[tuple[str, Span], ...]:
        """(form, span) of each approved form of a concept in a target, preferred forms first."""
        from workbench.terms.find_target import find_form

        terms = self.concepts[concept].in_(self.target)
        return tuple(
            (form, span)
            for form in terms.approved
            for written in terms.written(form)
            for span in find_form(written, target, self.target)
        )

    def chosen(self, hit: TermHit, concept: str, target: str) -> str:
        """The first approved form of a concept in a target; '' where there is none, or no two that compete."""
        from workbench.terms.find_target import find_form
        from workbench.terms.verdicts import rivals

        known = self._rivals.get((concept, hit.term))
        if known is None:
            row = self.concepts[concept]
            known = rivals(row, hit, (self.source, self.target))
            self._rivals[concept, hit.term] = known
        approved = self.concepts[concept].in_(self.target).approved if known else ()
        return next((form for form in approved if find_form(form, target, self.target)), "")

    def choices(self, hits: Sequence[TermHit]) -> tuple[TermChoice, ...]:
        """What an engine is asked to say for each hit: any target of the concepts that may be meant,
        the one whose preferred term was written first."""
        from workbench.terms.verdicts import meant

        out: list[TermChoice] = []
        for hit in hits:
            ids, clear = meant(self.concepts, hit, self.source, self.target)
            terms = [self.concepts[concept].in_(self.target) for concept in ids]
            targets = dict.fromkeys(
                [t.preferred for t in terms if t.preferred] + [a for t in terms for a in t.admitted]
            )
            forbidden = [form for t in terms for form, _why in t.forbidden if form not in targets]
            span = (hit.spans[0][0], hit.spans[-1][1])
            out.append(TermChoice(span, tuple(targets), ids[0], tuple(forbidden), clear))
        return tuple(out)


def is_ours(path: Path) -> bool:
    """Whether a file is in the termbase's own format: a TSV with a column `id`, in UTF-8."""
    if path.suffix.lower() != ".tsv":
        return False
    try:
        with path.open("rb") as file:
            first = file.readline(65536).decode("utf-8-sig")
    except (OSError, UnicodeDecodeError):
        return True  # reading it says what is wrong
    return "id" in first.rstrip("\r\n").split("\t")


Read = tuple[list[Concept], list[Renderings]]
"""What a layer holds: concepts, and terms in one language each for concepts of this layer or another."""


def with_renderings(stack: Sequence[Read]) -> list[list[Concept]]:
    """The concepts of each layer with the terms that its files of renderings give them. What a layer says
    of a concept that only another has, the nearest below it first, stands in this layer."""
    if not any(files for _concepts, files in stack):
        return [concepts for concepts, _files in stack]
    made: list[list[Concept]] = []
    below: dict[str, Concept] = {}
    for number in range(len(stack) - 1, -1, -1):
        concepts, files = stack[number]
        above = {c.id: c for layer, _files in stack[:number] for c in layer}
        own = merged(concepts, files, {**above, **below})[0] if files else concepts
        below |= {concept.id: concept for concept in own}
        made.append(own)
    return made[::-1]


def _languages(paths: Iterable[Path], known: Iterable[str]) -> tuple[str, ...]:
    """Languages met in concepts, and those of files of renderings that nobody asked for."""
    files = (file for path in paths if path.is_dir() for file in path.glob("*.tsv"))
    return tuple(sorted({*known, *filter(None, map(language_of, files))}))


def _layer(
    path: Path,
    pair: tuple[str, str],
    problems: list[str],
    *,
    lenient: bool,
    alone: bool,
    foreign: Foreign | None,
) -> Read:
    """What one file or folder holds of a pair; what is passed over goes to `problems`."""
    held: dict[str, Concept] = {}
    renderings: list[Renderings] = []
    for file in sorted(path.glob("*.tsv")) if path.is_dir() else [path]:
        if is_sources(file):
            continue
        if language_of(file):
            if wanted(file, pair):
                renderings += _renderings(file, problems, lenient=lenient, alone=alone)
            continue
        if foreign is not None and file.exists() and not is_ours(file):
            for concept in foreign(file):
                held.setdefault(concept.id, concept)
            continue
        try:
            rows = read_rows(file)
        except TermbaseError as error:
            if not lenient or alone:
                raise
            problems.append(str(error))
            continue
        _pass_over([*rows.problems, *without_repeats(rows, held)], problems, lenient=lenient)
    return list(held.values()), renderings


def _renderings(file: Path, problems: list[str], *, lenient: bool, alone: bool) -> list[Renderings]:
    try:
        found = read_renderings(file)
    except TermbaseError as error:
        if not lenient or alone:
            raise
        problems.append(str(error))
        return []
    _pass_over(found.problems, problems, lenient=lenient)
    return [found]


def _pass_over(bad: Sequence[Problem], problems: list[str], *, lenient: bool) -> None:
    if bad and not lenient:
        raise TermbaseError(
            bad[0].message,
            where=f"{bad[0].path}:{bad[0].line}",
            hint=_("mend the row, or go on without it with --lenient"),
        )
    problems += map(str, bad)


def termbase_files(paths: Iterable[Path]) -> list[Path]:
    """The TSV files that `paths` name, folders expanded in order. Raises TermbaseError if none."""
    files: list[Path] = []
    given = list(paths)
    for path in given:
        files += sorted(path.glob("*.tsv")) if path.is_dir() else [path]
    if not files:
        raise TermbaseError(
            _("no termbase found"),
            where=", ".join(map(str, given)),
            hint=_("a termbase is a .tsv file or a folder of them"),
        )
    return files
