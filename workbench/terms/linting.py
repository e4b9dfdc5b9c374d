"""What is wrong with a termbase.

Lives here: `lint`, and `lint_row` for one row. Takes files, gives Problems with file:line, all of them.
May import: errors, wording, language and the modules of this room.
Apart from `tsv` because a termbase that can be read may still contradict itself.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

from workbench.errors import TermbaseError, printable
from workbench.language import info
from workbench.language.fold import fold
from workbench.terms.concept import Concept
from workbench.terms.layers import Overridden, layered
from workbench.terms.lint_renderings import lint_renderings
from workbench.terms.renderings import is_sources, language_of, read_renderings
from workbench.terms.sources import Source, read_sources
from workbench.terms.termbase import Foreign, is_ours, termbase_files
from workbench.terms.tsv import COLUMNS, POS, Problem, read_rows
from workbench.wording import _

_ID = re.compile(r"[a-z0-9]+(?:[.-][a-z0-9]+)*$")
_ODD_SPACE = re.compile(r"^\s|\s$|\s{2}|[\u00a0\u3000\u200b]")
_KANJI = re.compile(r"[\u3400-\u9fff々]")
_JAPANESE = re.compile(r"[\u3041-\u30ff\u3400-\u9fff々]")
_READING = re.compile(r"[ぁ-ゖー・\sA-Za-z0-9+＋、。「」()（）/.-]*$")
_PAIRS = (("(", ")"), ("（", "）"), ("「", "」"), ("『", "』"))
CONFIDENCE = frozenset(["", "high", "medium", "low"])
_NOTED = frozenset(["definition"])
"""What a row may lack for a while: a term added while one translates has its place, and no definition yet."""
VAGUE = {"general knowledge", "common knowledge", "own knowledge", "internet", "web", "unknown", ""}
"""What names no source that somebody else could read."""


def lint(
    paths: Iterable[Path],
    pair: tuple[str, str] = ("en", "ja"),
    foreign: Foreign | None = None,
) -> list[Problem]:
    """Every problem of the termbases in `paths`, by file and line, and as notes where a layer says
    other than one above it. `foreign` reads files of other formats. Raises TermbaseError if none."""
    problems: list[Problem] = []
    stack: list[list[Concept]] = []
    given = list(dict.fromkeys(paths))
    termbase_files(given)  # raises where there is none
    sources: dict[str, Source] = {}
    for path in given:
        own: list[Concept] = []
        for file in sorted(path.glob("*.tsv")) if path.is_dir() else [path]:
            if is_sources(file):
                found, bad = read_sources(file)
                sources |= found
                problems += bad
                continue
            if language_of(file):
                continue
            if foreign is not None and file.exists() and not is_ours(file):
                own += foreign(file)
                continue
            try:
                rows = read_rows(file)
            except TermbaseError as error:
                where, _sep, line = error.where.rpartition(":")
                if not line.isdigit():  # the file itself cannot be read
                    raise
                problems.append(Problem(where, int(line), "file", error.message))
                continue
            problems += [*rows.problems, *rows.remarks]
            problems += (_at(c, code, text) for c, code, text in _of_file(rows.concepts))
            own += rows.concepts
        problems += (_at(concept, "duplicate-id", text) for concept, text in _repeated(own))
        for concept in own:
            problems += (_at(concept, code, text) for code, text in _of_one(concept))
        stack.append(list({concept.id: concept for concept in reversed(own)}.values())[::-1])
    problems += _of_renderings(given, {c.id: c for layer in stack for c in layer}, sources)
    counting, lost = layered(stack, *pair)
    problems += (_at(c, code, text) for c, code, text in _between(counting))
    problems += (_disagreement(one, pair[1]) for one in lost)
    return sorted(set(problems), key=lambda p: (p.path, p.line, p.code, p.message))


def _of_renderings(
    paths: Iterable[Path], concepts: dict[str, Concept], sources: dict[str, Source]
) -> Iterator[Problem]:
    for path in paths:
        for file in sorted(path.glob("*.tsv")) if path.is_dir() else [path]:
            if not language_of(file):
                continue
            known = concepts
            if not known:  # a file alone: its concepts stand beside it
                beside = (read_rows(f) for f in file.parent.glob("*.tsv") if _holds_concepts(f))
                known = {concept.id: concept for rows in beside for concept in rows.concepts}
            try:
                yield from lint_renderings(read_renderings(file), known, sources or None)
            except TermbaseError as error:
                where, _sep, line = error.where.rpartition(":")
                if not line.isdigit():
                    raise
                yield Problem(where, int(line), "file", error.message)


def _holds_concepts(file: Path) -> bool:
    return is_ours(file) and not (is_sources(file) or language_of(file))


def _disagreement(one: Overridden, target: str) -> Problem:
    path, _sep, line = one.upper.where.rpartition(":")
    message = _("{form!r} is {mine} here and {other} in {id} ({where}); this row counts").format(
        form=one.form,
        mine=one.upper.in_(target).preferred,
        other=one.lower.in_(target).preferred,
        id=one.lower.id,
        where=one.lower.where,
    )
    return Problem(path, int(line) if line.isdigit() else 0, "layers", message, "note")


def _at(concept: Concept, code: str, message: str) -> Problem:
    path, _sep, line = concept.where.rpartition(":")
    severity = "note" if code in _NOTED else "error"
    return Problem(path, int(line) if line.isdigit() else 0, code, message, severity)


def lint_row(concept: Concept) -> list[Problem]:
    """What a row shows by itself."""
    return [_at(concept, code, message) for code, message in _of_one(concept)]


def _of_one(concept: Concept) -> Iterator[tuple[str, str]]:
    """What a row shows by itself."""
    if not _ID.match(concept.id):
        yield "id", _("the id {id!r} should be lower-case words with . and -").format(id=concept.id)
    if concept.pos not in POS:
        yield (
            "pos",
            _("part of speech {pos!r}; use one of {known}").format(
                pos=concept.pos, known=", ".join(sorted(POS - {""}))
            ),
        )
    if concept.confidence not in CONFIDENCE:
        yield "confidence", _("confidence is high, medium or low")
    if not concept.source:
        yield "source", _("no source is named")
    elif concept.confidence == "high" and all(
        source.strip().casefold() in VAGUE for source in concept.source.split(";")
    ):
        yield (
            "vague",
            _("confidence is high, the source {source!r} names nothing to read").format(
                source=concept.source
            ),
        )
    if not concept.definition:
        yield "definition", _("no definition")
    yield from _controls(concept)
    for name in ("definition", "note", "source"):
        if _ODD_SPACE.search(getattr(concept, name)):
            yield "space", _("odd white space in {column}").format(column=name)
    for language, terms in concept.terms.items():
        yield from _of_terms(concept, language)
        if not terms.preferred:
            yield "preferred", _("no preferred term in {language}").format(language=language)


def _controls(concept: Concept) -> Iterator[tuple[str, str]]:
    """What a terminal would obey, or nobody would see."""
    cells = [getattr(concept, name) for name in COLUMNS]
    for terms in concept.terms.values():
        cells += (*terms.approved, *(text for pair in terms.forbidden for text in pair))
        cells.append(terms.reading)
    for cell in cells:
        if printable(cell) != cell:
            yield "control", _("a control character in '{text}'").format(text=printable(cell))


def _of_file(concepts: list[Concept]) -> Iterator[tuple[Concept, str, str]]:
    """What the rows of a file say of one another: a file that has readings has all of them, and a
    subject of one row, where others share theirs, is a slip."""
    subjects = Counter(concept.subject for concept in concepts)
    usual, count = subjects.most_common(1)[0] if subjects else ("", 0)
    read = {code for c in concepts for code, terms in c.terms.items() if terms.reading}
    for concept in concepts:
        alone = subjects[concept.subject] == 1 and count > 1 and concept.subject != usual
        if usual and alone and not _on_purpose(concept):
            yield (
                concept,
                "subject",
                _(
                    "the subject {subject!r} stands in no other row, the file's is {usual!r}; if that"
                    " is meant, say `on purpose` in the note"
                ).format(subject=concept.subject, usual=usual),
            )
        elif not concept.subject and len(subjects) > 1:
            yield concept, "subject", _("no subject")
        terms = concept.in_("ja")
        if "ja" in read and not terms.reading and _KANJI.search(terms.preferred):
            yield (
                concept,
                "no-reading",
                _("{form!r} has no reading; other rows of the file have").format(
                    form=terms.preferred
                ),
            )


def _repeated(concepts: list[Concept]) -> Iterator[tuple[Concept, str]]:
    ids: dict[str, Concept] = {}
    for concept in concepts:
        first = ids.setdefault(concept.id, concept)
        if first is not concept:
            yield (
                concept,
                _("the id {id} is also at {where}; give one of them another").format(
                    id=concept.id, where=first.where
                ),
            )


def _of_terms(concept: Concept, language: str) -> Iterator[tuple[str, str]]:
    terms = concept.in_(language)
    forms = [*terms.approved, *(form for form, _why in terms.forbidden)]
    seen: dict[str, str] = {}
    for form in forms:
        key = form if info(language).spaced else fold(form, language)[0]
        if key in seen:
            yield (
                "repeated",
                _("{form!r} stands twice in {language}").format(form=form, language=language),
            )
        seen[key] = form
        if _ODD_SPACE.search(form):
            yield "space", _("odd white space in {form!r}").format(form=form)
        if any(form.count(a) != form.count(b) for a, b in _PAIRS):
            yield "balance", _("unbalanced brackets in {form!r}").format(form=form)
        if language == "ja" and not _JAPANESE.search(form) and not _kept_latin(form, concept):
            yield "script", _("{form!r} has no Japanese character").format(form=form)
        if info(language).spaced and _JAPANESE.search(form):
            yield (
                "script",
                _("{form!r} is Japanese in the column {language}").format(
                    form=form, language=language
                ),
            )
    for form, use in terms.uses:
        if form not in terms.approved:
            yield (
                "use",
                _("{form!r} is {use} in {language}, and is no term of the row").format(
                    form=form, use=use, language=language
                ),
            )
    if terms.reading and not _READING.match(terms.reading):
        yield (
            "reading",
            _("the reading {reading!r} should be hiragana").format(reading=terms.reading),
        )


def _kept_latin(form: str, concept: Concept) -> bool:
    """Initialisms stay Latin in Japanese (LGBTQ, NHK); forbidden words may be anything."""
    if form in {bad for bad, _why in concept.in_("ja").forbidden}:
        return True
    return sum(char.isupper() or char.isdigit() for char in form) >= 2


def _between(concepts: list[Concept]) -> Iterator[tuple[Concept, str, str]]:
    """What rows say against one another."""
    preferred: dict[tuple[str, str], list[Concept]] = defaultdict(list)
    for concept in concepts:
        for language, terms in concept.terms.items():
            if terms.preferred:
                preferred[language, _key(terms.preferred, language)].append(concept)
    languages = sorted({language for concept in concepts for language in concept.terms})
    for concept in concepts:
        yield from _overlaps(concept, preferred, languages)


def _overlaps(
    concept: Concept, preferred: dict[tuple[str, str], list[Concept]], languages: list[str]
) -> Iterator[tuple[Concept, str, str]]:
    first = languages[0] if languages else ""
    for language, terms in concept.terms.items():
        for other in preferred.get((language, _key(terms.preferred, language)), ()):
            same_sense = other.pos == concept.pos and language == "en"
            if other.id < concept.id and same_sense and not _on_purpose(concept, other):
                yield (
                    concept,
                    "overlap",
                    _(
                        "{form!r} is also the preferred term of {other} ({where}); if that is"
                        " meant, say `on purpose` in the note"
                    ).format(form=terms.preferred, other=other.id, where=other.where),
                )
        for form, _why in terms.forbidden:
            if form in terms.approved:
                yield (
                    concept,
                    "contradiction",
                    _("{form!r} is both approved and forbidden").format(form=form),
                )
            for other in preferred.get((language, _key(form, language)), ()):
                shared = {_key(f, first) for f in concept.in_(first).approved} & {
                    _key(f, first) for f in other.in_(first).approved
                }
                clash = other.id != concept.id and (shared or language == first)
                if clash and not _on_purpose(concept, other):
                    yield (
                        concept,
                        "contradiction",
                        _("{form!r} is forbidden here and preferred in {other} ({where})").format(
                            form=form, other=other.id, where=other.where
                        ),
                    )


def _key(form: str, language: str) -> str:
    """Capitals tell initialisms from words, so they count in spaced languages."""
    return form if info(language).spaced else fold(form, language)[0]


def _on_purpose(*concepts: Concept) -> bool:
    return any("on purpose" in concept.note.lower() for concept in concepts)
