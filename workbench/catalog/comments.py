"""The comments of an entry: provenance, silenced checks, bookmarks, places.

Lives here: the one place that knows how they are written. Takes comment lines, gives fields, and
back again. Each is one line, so that msgmerge, Poedit and Weblate carry it along:

    # workbench: origin=mt engine=argos package=en_ja-1.0 score=-0.412 terms=3/4 warnings=number
    # workbench-off: numbers.value house style writes the year in kanji
    # workbench-mark
    #. p12 p39 list item

May import: model.
Apart from `syntax` because the form of these lines is a promise of ours, not gettext's.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from workbench.model import Kind, Origin, Provenance, Reference

_PROVENANCE = "workbench: "
_OFF = "workbench-off: "
_MARK = "workbench-mark"
_PLACES = re.compile(r"((?:p\d+(?:\.\d+)* )+)(" + "|".join(k.value for k in Kind) + r")$")
_NUMBER = re.compile(r"[0-9]{1,9}")
_UNSAFE = re.compile(r"[\s%\x00-\x1f\x7f\udc80-\udcff]+")
_TERMS = re.compile(r"(\d{1,6})/(\d{1,6})$")


@dataclass(frozen=True, slots=True)
class Comments:
    """What the translator comments of one entry say."""

    free: tuple[str, ...] = ()
    provenance: Provenance | None = None
    silenced: tuple[tuple[str, str], ...] = ()
    bookmarked: bool = False


NONE = Comments()


def read_comments(lines: Sequence[str]) -> Comments:
    """The fields of an entry's translator comments; lines not ours stay free text."""
    if not lines:
        return NONE
    free: list[str] = []
    silenced: list[tuple[str, str]] = []
    provenance = None
    marked = False
    for line in lines:
        if line.startswith(_PROVENANCE) and (read := read_provenance(line[len(_PROVENANCE) :])):
            provenance = read
        elif line.startswith(_OFF):
            check, _, reason = line[len(_OFF) :].strip().partition(" ")
            silenced.append((check, reason.strip()))
        elif line.strip() == _MARK:
            marked = True
        else:
            free.append(line)
    return Comments(tuple(free), provenance, tuple(silenced), marked)


def merged_notes(
    lines: Sequence[str],
    free: Sequence[str],
    provenance: Provenance | None,
    silenced: Sequence[tuple[str, str]],
    bookmarked: bool,
) -> list[str]:
    """Comment lines that say all this; of `lines`, those that say it already stay where they stand."""
    texts = [_one_line(line) for line in free]
    ours = [f"{_OFF}{check} {reason}".rstrip() for check, reason in silenced]
    ours = [_one_line(line) for line in ours] + ([_MARK] if bookmarked else [])
    said = _PROVENANCE + write_provenance(provenance) if provenance else ""
    stays = _free(lines) == texts
    made: list[str] = []
    for line in lines:
        if line.startswith(_PROVENANCE) and read_provenance(line[len(_PROVENANCE) :]):
            if said:
                same = read_provenance(line[len(_PROVENANCE) :]) == provenance
                made.append(line if same else said)
                said = ""
        elif line.startswith(_OFF) or line.strip() == _MARK:
            alike = line.rstrip() if line.startswith(_OFF) else _MARK
            if alike in ours:
                ours.remove(alike)
                made.append(line)
        elif stays:
            made.append(line)
        elif texts:
            made += texts
            texts = []
    if not stays and texts:
        made[:0] = texts
    return [*made, *([said] if said else []), *ours]


def _free(lines: Sequence[str]) -> list[str]:
    return list(read_comments(lines).free)


def _one_line(text: str) -> str:
    return text.replace("\r", " ").replace("\n", " ")


def write_provenance(provenance: Provenance) -> str:
    """`key=value` pairs in a fixed order; values hold no white space."""
    pairs: list[tuple[str, str]] = [("origin", provenance.origin.value)]
    if provenance.engine:
        pairs.append(("engine", provenance.engine))
    if provenance.package:
        pairs.append(("package", provenance.package))
    if provenance.rate is not None:
        pairs.append(("rate", str(provenance.rate)))
    if provenance.score is not None:
        pairs.append(("score", f"{provenance.score:.3f}"))
    if provenance.terms is not None:
        pairs.append(("terms", "{}/{}".format(*provenance.terms)))
    if provenance.risk is not None:
        pairs.append(("risk", f"{provenance.risk:.2f}"))
    if provenance.warnings:
        pairs.append(("warnings", ",".join(provenance.warnings)))
    return " ".join(f"{key}={re.sub(r'[^!-~]+', '_', value)}" for key, value in pairs)


def read_provenance(text: str) -> Provenance | None:
    """What `write_provenance` wrote; None where the line is not of that form."""
    pairs = dict(word.partition("=")[::2] for word in text.split())
    try:
        origin = Origin(pairs.get("origin", ""))
        score = float(pairs["score"]) if "score" in pairs else None
        risk = float(pairs["risk"]) if "risk" in pairs else None
        rate = int(pairs["rate"]) if "rate" in pairs else None
    except ValueError:
        return None
    terms = _TERMS.match(pairs.get("terms", ""))
    return Provenance(
        origin,
        engine=pairs.get("engine", ""),
        package=pairs.get("package", ""),
        score=score,
        rate=rate,
        terms=(int(terms[1]), int(terms[2])) if terms else None,
        risk=risk,
        warnings=tuple(filter(None, pairs.get("warnings", "").split(","))),
    )


def is_place(line: str) -> bool:
    """Whether an extracted comment is ours and names a place."""
    return _PLACES.match(line) is not None


def read_places(line: str) -> tuple[tuple[str, ...], Kind] | None:
    """(`p12`, `p39`) and the kind, from an extracted comment line; None if not ours."""
    match = _PLACES.match(line)
    return (tuple(match[1].split()), Kind(match[2])) if match else None


def write_places(names: Iterable[str], kind: Kind) -> str:
    """The extracted comment line."""
    return " ".join([*names, kind.value])


def read_reference(word: str) -> Reference:
    """The place that one word of a `#:` line names; percent signs encode bytes of a path."""
    path, colon, line = word.rpartition(":")
    if not colon or not _NUMBER.fullmatch(line):
        path, line = word, ""
    if "%" in path:
        from urllib.parse import unquote

        path = unquote(path, errors="surrogateescape")
    return Reference(path, int(line) if line else None)


def write_reference(reference: Reference) -> str:
    """A place as a word: white space, percent signs, and bytes of a file name that are no UTF-8 are
    percent-encoded."""
    path = _UNSAFE.sub(
        lambda match: "".join(
            f"%{byte:02X}" for byte in match[0].encode("utf-8", "surrogateescape")
        ),
        reference.path,
    )
    return path if reference.line is None else f"{path}:{reference.line}"
