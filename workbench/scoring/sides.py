"""The two sides of a score: files become aligned segments.

Lives here: Sides, `read_sides`, `prove_script`. Takes PO catalogs or plain text (one segment a
line) in any mix, gives hypotheses, references and sources in one order. Catalogs are matched by
source text; what has no partner is listed, never skipped in silence.
May import: catalog, language, model, errors, wording.
Apart from `metrics` because files are not numbers.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from workbench.catalog import Catalog, read_po
from workbench.errors import ScoreError
from workbench.language import info
from workbench.model import Unit
from workbench.wording import _

_SCRIPTS = {
    "ja": re.compile(r"[\u3041-\u30ff\u3400-\u9fff]"),
    "zh": re.compile(r"[\u3400-\u9fff]"),
    "ko": re.compile(r"[\uac00-\ud7a3]"),
}
"""Letters without which a text is surely not in the language."""


@dataclass(frozen=True, slots=True)
class Sides:
    """Aligned segments. `ids` name them: unit ids, or line numbers from 1."""

    ids: tuple[str, ...]
    hypotheses: tuple[str, ...]
    references: tuple[tuple[str, ...], ...]
    sources: tuple[str, ...] = ()
    target_language: str = ""
    source_language: str = ""
    unmatched: tuple[str, ...] = field(default=())
    """What could not be scored and why, one line each."""


def read_sides(hypothesis: Path, references: Sequence[Path], source: Path | None = None) -> Sides:
    """Read and align. Raises ScoreError: missing, not UTF-8, unequal lengths, nothing in common."""
    hyp = _read(hypothesis)
    refs = [_read(path) for path in references]
    _prove_language(hyp, hypothesis, refs, references)
    if isinstance(hyp, Catalog):
        return _by_source(hyp, hypothesis, refs, references)
    sources = _sources_of(_read(source)) if source else []
    sides = [_lines_of(ref) for ref in refs]
    for path, side in zip(
        [*references, *([source] if source else [])],
        [*sides, *([sources] if source else [])],
        strict=True,
    ):
        if len(side) != len(hyp):
            raise ScoreError(
                _("has {found} lines, {other} has {wanted}").format(
                    found=len(side), other=hypothesis, wanted=len(hyp)
                ),
                where=str(path),
                hint=_("the sides need one segment a line, in one order"),
            )
    return Sides(
        tuple(str(n) for n in range(1, len(hyp) + 1)),
        tuple(hyp),
        tuple(map(tuple, sides)),
        tuple(sources),
    )


def _prove_language(
    hyp: Catalog | list[str], path: Path, refs: Sequence[Catalog | list[str]], paths: Sequence[Path]
) -> None:
    """Raise ScoreError where two catalogs say that they are in different languages."""
    if not isinstance(hyp, Catalog):
        return
    for ref, where in zip(refs, paths, strict=True):
        if isinstance(ref, Catalog) and ref.target_language != hyp.target_language:
            raise ScoreError(
                _("is in {found}, {other} in {wanted}").format(
                    found=ref.target_language, other=path, wanted=hyp.target_language
                ),
                where=str(where),
                hint=_("score catalogs of one language"),
            )


def prove_script(texts: Sequence[str], language: str, where: str) -> None:
    """Raise ScoreError where no segment holds a letter of a script that `language` is written in.

    Only Japanese, Chinese and Korean can be told apart this way.
    """
    wanted = _SCRIPTS.get(info(language).code)
    if wanted and texts and not any(wanted.search(text) for text in texts):
        raise ScoreError(
            _("holds no text in {language}").format(language=language),
            where=where,
            hint=_("are the sides swapped, or is another language meant by --to?"),
        )


def _read(path: Path) -> Catalog | list[str]:
    if path.suffix in {".po", ".pot"}:
        return read_po(path)
    try:
        data = path.read_bytes()
    except OSError as error:
        raise ScoreError(
            _("cannot be read: {reason}").format(reason=error.strerror or error), where=str(path)
        ) from error
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ScoreError(
            _("is not UTF-8: byte {byte:#04x} at offset {offset}").format(
                byte=data[error.start], offset=error.start
            ),
            where=f"{path}:{data.count(10, 0, error.start) + 1}",
        ) from None
    lines = text.replace("\r\n", "\n").split("\n")
    if lines and not lines[-1]:
        lines.pop()
    if not any(line.strip() for line in lines):
        raise ScoreError(_("is empty"), where=str(path))
    return lines


def _lines_of(side: Catalog | list[str]) -> list[str]:
    return [unit.target for unit in side.live] if isinstance(side, Catalog) else side


def _sources_of(side: Catalog | list[str]) -> list[str]:
    return [unit.source for unit in side.live] if isinstance(side, Catalog) else side


_Key = tuple[str | None, str]


def _by_source(
    hyp: Catalog, path: Path, refs: list[Catalog | list[str]], paths: Sequence[Path]
) -> Sides:
    """Units of a catalog against reference catalogs by source text, or against lines in order."""
    units = hyp.live
    tables = [_table(ref, units, where) for ref, where in zip(refs, paths, strict=True)]
    unmatched = [
        f"{where} {unit.id}: " + _("not in {path}").format(path=path)
        for ref, where in zip(refs, paths, strict=True)
        if isinstance(ref, Catalog)
        for unit in ref.live
        if _key(unit) not in {_key(u) for u in units}
    ]
    rows: list[tuple[Unit, tuple[str, ...]]] = []
    for unit in units:
        found = [table.get(_key(unit), "") for table in tables]
        missing = [str(p) for p, text in zip(paths, found, strict=True) if not text]
        if missing:
            say = _("no reference in {paths}").format(paths=", ".join(missing))
            unmatched.append(f"{path} {unit.id}: {say}")
        else:
            rows.append((unit, tuple(found)))
    if not rows:
        raise ScoreError(
            _("has no unit in common with the reference"),
            where=str(path),
            hint=_("are they catalogs of the same article?"),
        )
    return Sides(
        tuple(unit.id for unit, _refs in rows),
        tuple(unit.target for unit, _refs in rows),
        tuple(zip(*(found for _unit, found in rows), strict=True)),
        tuple(unit.source for unit, _refs in rows),
        hyp.target_language,
        hyp.source_language,
        tuple(unmatched),
    )


def _key(unit: Unit) -> _Key:
    return (unit.context, unit.source)


def _table(ref: Catalog | list[str], units: Sequence[Unit], where: Path) -> dict[_Key, str]:
    """Reference text by source."""
    if isinstance(ref, Catalog):
        return {_key(unit): unit.target for unit in ref.live if unit.target}
    if len(ref) != len(units):
        raise ScoreError(
            _("has {found} lines, the catalog has {wanted} units").format(
                found=len(ref), wanted=len(units)
            ),
            where=str(where),
            hint=_("one line per unit, in the catalog's order"),
        )
    return {_key(unit): line for unit, line in zip(units, ref, strict=True)}
