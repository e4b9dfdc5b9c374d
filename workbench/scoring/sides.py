"""The two sides of a score: files become aligned segments.

Lives here: Sides, `read_sides`, `prove_script`. Takes PO catalogs or plain text (one segment a
line) in any mix, gives hypotheses, references and sources in one order. What has a source is
matched by it, plain text by its order; what has no partner is listed, never skipped in silence.
May import: catalog, language, model, errors, wording; `align` of this room.
Apart from `metrics` because files are not numbers.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from workbench.catalog import read_po
from workbench.errors import ScoreError
from workbench.language import info
from workbench.scoring.align import Side, in_one_order, partners
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
    unmatched: tuple[str, ...] = ()
    """What could not be scored and why, one line each."""
    second: tuple[str, ...] = ()
    """The second system's segments, where there is one."""


def read_sides(
    hypothesis: Path,
    references: Sequence[Path],
    source: Path | None = None,
    second: Path | None = None,
    *,
    gaps: bool = False,
) -> Sides:
    """Read and align. `second` is another system on the same segments.

    An empty line in a reference or source text is an error, unless there may be `gaps`: then it is
    listed as unmatched. An empty hypothesis is bad output, and stays.
    Raises ScoreError: missing, not UTF-8, unequal lengths, an empty line, nothing in common.
    """
    paths = [hypothesis, *references, *([second] if second else [])]
    read = [_read(path) for path in paths]
    known = _read(source) if source else None
    _prove_language(read)
    for side in [*read[1 : 1 + len(references)], *([known] if known else [])]:
        if not gaps:
            _prove_filled(side)
    hyp, *others = in_one_order(read, known)
    refs, rivals = others[: len(references)], others[len(references) :]
    catalogs = [side for side in read if side.catalog]
    rows, unmatched = _rows(hyp, refs)
    return Sides(
        tuple(hyp.ids[n] for n, _texts in rows),
        tuple(hyp.texts[n] for n, _texts in rows),
        tuple(zip(*(texts for _n, texts in rows), strict=True)),
        tuple(hyp.keys[n][1] for n, _texts in rows) if catalogs or known else (),
        catalogs[0].languages[1] if catalogs else "",
        catalogs[0].languages[0] if catalogs else "",
        tuple(unmatched + [line for side in rivals for line in _left(hyp, side)]),
        tuple(text for side in rivals for text in _same(hyp, side, [n for n, _texts in rows])),
    )


def _rows(hyp: Side, refs: Sequence[Side]) -> tuple[list[tuple[int, tuple[str, ...]]], list[str]]:
    """Places in `hyp` with their references, and what has no partner on either side."""
    tables = [partners(hyp, ref) for ref in refs]
    unmatched = [line for ref in refs for line in _left(hyp, ref)]
    rows: list[tuple[int, tuple[str, ...]]] = []
    for n in range(len(hyp.ids)):
        places = [table[n] for table in tables]
        found = tuple(
            "" if at is None else ref.texts[at] for ref, at in zip(refs, places, strict=True)
        )
        missing = [str(ref.path) for ref, text in zip(refs, found, strict=True) if not text.strip()]
        if missing:
            say = _("no reference in {paths}").format(paths=", ".join(missing))
            unmatched.append(f"{hyp.named(n)}: {say}")
        else:
            rows.append((n, found))
    if not rows:
        raise ScoreError(
            _("has no unit in common with the reference"),
            where=str(hyp.path),
            hint=_("are they catalogs of the same article?"),
        )
    return rows, unmatched


def _left(hyp: Side, other: Side) -> list[str]:
    """The segments of `other` that none of `hyp` goes with."""
    used = set(partners(hyp, other))
    say = _("not in {path}").format(path=hyp.path)
    return [f"{other.named(n)}: {say}" for n in range(len(other.ids)) if n not in used]


def _same(hyp: Side, second: Side, rows: Sequence[int]) -> list[str]:
    """The second system on the rows scored. Raises ScoreError where it lacks one: two systems on
    different segments are no comparison."""
    places = partners(hyp, second)
    texts: list[str] = []
    for n in rows:
        at = places[n]
        if at is None:
            raise ScoreError(
                _("has nothing for {segment}").format(segment=hyp.named(n)),
                where=str(second.path),
                hint=_("two systems are compared on the same segments"),
            )
        texts.append(second.texts[at])
    return texts


def _prove_language(sides: Sequence[Side]) -> None:
    """Raise ScoreError where two catalogs say that they are in different languages."""
    catalogs = [side for side in sides if side.catalog]
    for side in catalogs[1:]:
        if side.languages[1] != catalogs[0].languages[1]:
            raise ScoreError(
                _("is in {found}, {other} in {wanted}").format(
                    found=side.languages[1], other=catalogs[0].path,
                    wanted=catalogs[0].languages[1],
                ),
                where=str(side.path),
                hint=_("score catalogs of one language"),
            )  # fmt: skip


def _prove_filled(side: Side) -> None:
    """Raise ScoreError at the first empty line of a text."""
    for n, text in enumerate(side.texts):
        if not side.catalog and not text.strip():
            raise ScoreError(
                _("is an empty line"),
                where=side.place(n),
                hint=_("fill it, or take the line out of every side"),
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


def _read(path: Path) -> Side:
    if path.suffix in {".po", ".pot"}:
        catalog = read_po(path, to_write=False)
        units = catalog.live
        return Side(
            path,
            tuple(unit.id for unit in units),
            tuple(unit.target for unit in units),
            tuple((unit.context, unit.source) for unit in units),
            catalog=True,
            contexts=True,
            languages=(catalog.source_language, catalog.target_language),
        )
    lines = _lines(path)
    numbers = tuple(str(n) for n in range(1, len(lines) + 1))
    return Side(path, numbers, tuple(lines), tuple((None, number) for number in numbers))


def _lines(path: Path) -> list[str]:
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
