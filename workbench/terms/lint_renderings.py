"""What is wrong with renderings in one language.

Lives here: `lint_renderings`. Takes a file of renderings, the concepts and sources there are, gives Problems with
file:line; what no source bears out is one note a file. May import: errors, language, wording and the modules of this room.
Apart from `linting` because there rows are concepts, and apart from `renderings` because a file that can be
used may still be doubtful.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping

from workbench.errors import printable
from workbench.language import with_script
from workbench.language.fold import fold
from workbench.terms.concept import Concept, Rendering
from workbench.terms.renderings import STATUS, Renderings
from workbench.terms.tsv import Problem
from workbench.wording import _

_SCRIPTS = {
    "ko": re.compile("[가-힣]"), "zh-Hans": re.compile("[\u3400-\u9fff]"), "zh-Hant": re.compile("[\u3400-\u9fff]"),
    "fr": re.compile("[A-Za-zÀ-ÿ]"), "es": re.compile("[A-Za-zÀ-ÿ]"),
}  # fmt: skip
"""What a term in a language has, unless it is an initialism."""
_YEAR = re.compile(r"\d{4}(?:-\d\d){0,2}$")
_COUNTED = {"two sources": 2, "one source": 1, "general knowledge": 0}


def lint_renderings(
    file: Renderings, concepts: Mapping[str, Concept], sources: Collection[str] | None
) -> list[Problem]:
    """Every problem of a file. `sources` is None where no list of sources lies beside it."""
    problems = list(file.problems)
    by_id: dict[str, list[Rendering]] = defaultdict(list)
    last: tuple[str, int] = ("", 0)
    for row in file.rows:
        by_id[row.id].append(row)
        problems += (_at(row, *said) for said in _of_row(row, file.language, concepts, sources))
        place = (row.id, STATUS.index(row.status))
        if place < last:
            said = _("rows are sorted by id, then preferred, admitted, forbidden")
            problems.append(_at(row, "order", said))
        last = place
    if bare := [row for row in file.rows if not row.source]:
        said = _(
            "{count} of {all} renderings name no source, this is the first; `workbench glossary sources"
            " FILE` lists them"
        ).format(count=len(bare), all=len(file.rows))
        problems.append(_at(bare[0], "no-source", said, "note"))
    for rows in by_id.values():
        problems += (_at(row, *said) for row, *said in _of_concept(rows, file.language))
    return sorted(problems, key=lambda problem: problem.line)


def _at(row: Rendering, code: str, message: str, severity: str = "error") -> Problem:
    path, _sep, line = row.where.rpartition(":")
    return Problem(path, int(line), code, message, severity)


def _of_row(
    row: Rendering,
    language: str,
    concepts: Mapping[str, Concept],
    sources: Collection[str] | None,
) -> Iterator[tuple[str, str]]:
    if row.id not in concepts:
        yield "unknown-id", _("no concept has the id {id}").format(id=row.id)
    for source in row.source:
        if sources is not None and source not in sources:
            yield "unknown-source", _("sources.tsv has no {id}").format(id=source)
    wanted = _COUNTED.get(row.support)
    if wanted is not None and wanted != min(len(row.source), 2):
        yield (
            "support",
            _("support is {support!r}, and {count} sources are named").format(
                support=row.support, count=len(row.source)
            ),
        )
    if row.year and not _YEAR.match(row.year):
        yield "year", _("year is {year!r}; write 2024").format(year=row.year)
    for text in (row.term, row.reason, row.note, *row.forms):
        if printable(text) != text:
            yield "control", _("a control character in '{text}'").format(text=printable(text))
    for form in (row.term, *row.forms):
        yield from _script(form, row, language)


def _script(form: str, row: Rendering, language: str) -> Iterator[tuple[str, str]]:
    code = with_script(language)
    pattern = _SCRIPTS.get(code)
    initials = sum(char.isupper() or char.isdigit() for char in form) >= 2
    if pattern and not pattern.search(form) and not initials and row.status != "forbidden":
        yield (
            "script",
            _("{form!r} is not written as {language} is").format(form=form, language=language),
        )
    if code in ("zh-Hans", "zh-Hant"):
        from workbench.language.chinese import written_in

        other = "Hant" if code == "zh-Hans" else "Hans"
        if wrong := written_in(form)[other]:
            yield (
                "script",
                _("{form!r} has {characters}, which {language} does not write").format(
                    form=form, characters=wrong, language=language
                ),
            )


def _of_concept(rows: list[Rendering], language: str) -> Iterator[tuple[Rendering, str, str]]:
    if not any(row.status == "preferred" for row in rows):
        yield rows[0], "preferred", _("no preferred term in {language}").format(language=language)
    seen: dict[str, Rendering] = {}
    for row in rows:
        key = fold(row.term, language)[0]
        first = seen.setdefault(key, row)
        if first is row:
            continue
        if {first.status, row.status} > {"forbidden"}:
            said = _("{form!r} is both approved and forbidden").format(form=row.term)
            yield row, "contradiction", said
        else:
            said = _("{form!r} stands twice in {language}").format(form=row.term, language=language)
            yield row, "repeated", said
