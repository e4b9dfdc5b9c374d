"""The comments of an entry: provenance, silenced checks, bookmarks, places.

Lives here: the one place that knows how they are written. Takes comment lines, gives fields, and
back again. Each is one line, so that msgmerge, Poedit and Weblate carry it along:

    # workbench: origin=mt engine=argos package=en_ja-1.0 score=-0.412 terms=3/4 warnings=number
    # workbench-off: numbers.value house style writes the year in kanji
    # workbench-mark
    #. p12 p39 list item

May import: model.
Apart from `po` because the form of these lines is a promise to other tools, polib's is not.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from workbench.model import Kind, Origin, Provenance

_PROVENANCE = "workbench: "
_OFF = "workbench-off: "
_MARK = "workbench-mark"
_PLACES = re.compile(r"((?:p\d+(?:\.\d+)* )+)(" + "|".join(k.value for k in Kind) + r")$")
_TERMS = re.compile(r"(\d{1,6})/(\d{1,6})$")


@dataclass(frozen=True, slots=True)
class Comments:
    """What the translator comments of one entry say."""

    free: tuple[str, ...] = ()
    provenance: Provenance | None = None
    silenced: tuple[tuple[str, str], ...] = ()
    bookmarked: bool = False


NONE = Comments()


def read_comments(text: str) -> Comments:
    """The fields of an entry's translator comments; lines not ours stay free text."""
    if not text:
        return NONE
    free: list[str] = []
    silenced: list[tuple[str, str]] = []
    provenance = None
    marked = False
    for line in text.split("\n"):
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


def write_comments(comments: Comments) -> str:
    """The lines of an entry's translator comments, free text first."""
    lines = list(comments.free)
    if comments.provenance:
        lines.append(_PROVENANCE + write_provenance(comments.provenance))
    lines.extend(f"{_OFF}{check} {reason}".rstrip() for check, reason in comments.silenced)
    if comments.bookmarked:
        lines.append(_MARK)
    return "\n".join(line.replace("\r", " ").replace("\n", " ") for line in lines)


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
    if provenance.warnings:
        pairs.append(("warnings", ",".join(provenance.warnings)))
    return " ".join(f"{key}={re.sub(r'[^!-~]+', '_', value)}" for key, value in pairs)


def read_provenance(text: str) -> Provenance | None:
    """What `write_provenance` wrote; None where the line is not of that form."""
    pairs = dict(word.partition("=")[::2] for word in text.split())
    try:
        origin = Origin(pairs.get("origin", ""))
        score = float(pairs["score"]) if "score" in pairs else None
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
        warnings=tuple(filter(None, pairs.get("warnings", "").split(","))),
    )


def read_places(text: str) -> tuple[tuple[str, ...], Kind] | None:
    """(`p12`, `p39`) and the kind, from the first extracted comment line; None if not ours."""
    match = _PLACES.match(text.split("\n", 1)[0])
    return (tuple(match[1].split()), Kind(match[2])) if match else None


def write_places(names: Iterable[str], kind: Kind) -> str:
    """The extracted comment line."""
    return " ".join([*names, kind.value])
