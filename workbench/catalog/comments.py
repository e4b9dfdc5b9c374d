"""The comments of an entry: provenance, reviews, silenced checks, bookmarks, places.

Lives here: the one place that knows how they are written. Takes comment lines, gives fields, and
back again. Each is one line, so that msgmerge, Poedit and Weblate carry it along:

    # workbench: origin=mt engine=argos package=en_ja-1.0 score=-0.412 terms=3/4 warnings=number
    # workbench-off: numbers.value house style writes the year in kanji
    # workbench-mark
    # workbench-review: translated by=Mia on=2026-12-01T09:30Z of=1f3a9c02b7
    # workbench-review: rejected by=Jo%20Li on=2026-12-02T10:05Z as=accuracy:major of=1f3a9c02b7 "the wrong court"
    #. p12 p39 list item
    #. workbench-locked: translate="no"
    #. workbench-match: 85 "client.tmx" "The source it was made for" "その訳文"

`of` is the digest of the text that was judged, so a review is void when anybody changes it, with whatever
tool; `form=1` before it where it is of one plural form. Tools that wrap comments (polib does) make several
lines of one: a reason has quotation marks, so that its end is known.

May import: model.
Apart from `syntax` because the form of these lines is a promise of ours, not gettext's.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from workbench.model import OFFER, Kind, Origin, Provenance, Reference, Review, Stage

_PROVENANCE = "workbench: "
_OFF = "workbench-off: "
_MARK = "workbench-mark"
_REVIEW = "workbench-review: "
_SAID = re.compile(
    r"(\S+)(?: by=(\S*))?(?: on=(\S*))?(?: as=(\S*))?(?: form=([0-9]{1,9}))? of=(\S*)"
    r'(?: +(?:"((?:[^"\\]|\\.)*)"|([^" ].*)))?'
)
_PAIRS = re.compile(r"(?:(?:^| )(?:engine|package|rate|score|terms|risk|warnings)=\S*)+")
_HYPHEN = re.compile(r"[^\W\d_]-$")
_WRAPPED = 40
"""Lines into which a tool may have wrapped one of ours."""
_VERDICTS: Mapping[str, Stage] = {
    stage.value: stage
    for stage in (Stage.TRANSLATED, Stage.REVIEWED, Stage.SIGNED_OFF, Stage.REJECTED)
}
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
    reviews: tuple[tuple[int | None, Review], ...] = ()
    """Each with the plural form it is of."""


NONE = Comments()


def read_comments(lines: Sequence[str]) -> Comments:
    """The fields of an entry's translator comments; lines not ours stay free text."""
    if not lines:
        return NONE
    free: list[str] = []
    silenced: list[tuple[str, str]] = []
    reviews: list[_Said] = []
    provenance = None
    marked = False
    for value, raw in _parts(lines):
        if value is None:
            free += raw
        elif isinstance(value, Provenance):
            provenance = value
        elif isinstance(value, tuple):
            reviews.append(value)
        elif isinstance(value, _Off):
            silenced.append((value.check, value.reason))
        else:
            marked = True
    return Comments(tuple(free), provenance, tuple(silenced), marked, tuple(reviews))


class _Off:
    """A silenced check; a class of its own, so that it is not taken for a review."""

    __slots__ = ("check", "reason")

    def __init__(self, text: str) -> None:
        self.check, _space, reason = text.strip().partition(" ")
        self.reason = reason.strip()


_Said = tuple[int | None, Review]
_Value = Provenance | _Off | bool | _Said | None


def _parts(lines: Sequence[str]) -> Iterator[tuple[_Value, Sequence[str]]]:
    """What each line says, None where it is free text; with its raw lines, as a tool that wraps comments
    makes several of one."""
    at = 0
    while at < len(lines):
        line, end = lines[at], at + 1
        value: _Value = None
        if line.startswith("workbench"):
            if line.startswith(_PROVENANCE):
                value = read_provenance(line[len(_PROVENANCE) :])
                while (
                    value
                    and end < len(lines)
                    and "=" in lines[end]
                    and _PAIRS.fullmatch(lines[end])
                ):
                    end += 1
                if end > at + 1:
                    value = read_provenance(" ".join(lines[at:end])[len(_PROVENANCE) :])
            elif line.startswith(_OFF):
                value = _Off(line[len(_OFF) :])
            elif line.startswith(_REVIEW):
                value, end = _review_at(lines, at)
            elif line.strip() == _MARK:
                value = True
        yield value, lines[at:end]
        at = end


def _review_at(lines: Sequence[str], at: int) -> tuple[_Said | None, int]:
    """The review that begins at a line, and where the next line begins."""
    text = lines[at][len(_REVIEW) :]
    for end in range(at + 1, at + 1 + _WRAPPED):
        if said := read_review(text):
            return said, end
        if end >= len(lines) or lines[end].startswith("workbench"):
            break
        glue = "" if _HYPHEN.search(text) else " "
        text += glue + lines[end]
    return None, at + 1


def merged_notes(
    lines: Sequence[str],
    free: Sequence[str],
    provenance: Provenance | None,
    silenced: Sequence[tuple[str, str]],
    bookmarked: bool,
    reviews: Sequence[tuple[int | None, Review]] = (),
) -> list[str]:
    """Comment lines that say all this; of `lines`, those that say it already stay where they stand."""
    texts = [_one_line(line) for line in free]
    ours = [f"{_OFF}{check} {reason}".rstrip() for check, reason in silenced]
    ours = [_one_line(line) for line in ours] + ([_MARK] if bookmarked else [])
    said = _PROVENANCE + write_provenance(provenance) if provenance else ""
    held = list(reviews)
    stays = list(read_comments(lines).free) == texts
    made: list[str] = []
    for value, raw in _parts(lines):
        if isinstance(value, Provenance):
            if said:
                made += raw if value == provenance else [said]
                said = ""
        elif isinstance(value, _Off) or value is True:
            alike = raw[0].rstrip() if isinstance(value, _Off) else _MARK
            if alike in ours:
                ours.remove(alike)
                made += raw
        elif isinstance(value, tuple):
            if value in held:  # in their order: what stands before one that stays goes before it
                place = held.index(value)
                made += [*(_REVIEW + write_review(*one) for one in held[:place]), *raw]
                del held[: place + 1]
        elif stays:
            made += raw
        elif texts:
            made += texts
            texts = []
    if not stays and texts:
        made[:0] = texts
    new = [_REVIEW + write_review(*one) for one in held]
    return [*made, *([said] if said else []), *ours, *new]


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


def write_review(form: int | None, review: Review) -> str:
    """Verdict, `key=value` pairs in a fixed order, the reason; one line."""
    pairs = [("by", review.by), ("on", review.on)]
    if review.category or review.gravity:
        pairs.append(("as", f"{review.category}:{review.gravity}"))
    if form is not None:
        pairs.append(("form", str(form)))
    said = [f"{key}={_word(value)}" for key, value in pairs if value]
    reason = re.sub(r'(["\\])', r"\\\1", " ".join(review.reason.split()))
    quoted = [f'"{reason}"'] if reason else []
    return " ".join([review.verdict.value, *said, f"of={_word(review.of)}", *quoted])


def read_review(text: str) -> tuple[int | None, Review] | None:
    """(plural form, what `write_review` wrote); None where the line is not of that form: one of a later
    version stays as it is."""
    match = _SAID.fullmatch(text.strip())
    verdict = _VERDICTS.get(match[1]) if match else None
    if match is None or verdict is None:
        return None
    _verdict, by, on, fault, form, of, quoted, plain = match.groups()
    category, _colon, gravity = (fault or "").partition(":")
    reason = re.sub(r"\\(.)", r"\1", quoted) if quoted and "\\" in quoted else quoted or plain or ""
    said = Review(
        verdict,
        _plain(by or ""),
        _plain(on or ""),
        _plain(of),
        _plain(category),
        _plain(gravity),
        reason,
    )
    return int(form) if form else None, said


def _word(text: str) -> str:
    """A text as one word that stays readable: white space, percent signs and what is no character are
    percent-encoded."""
    return _encoded(" ".join(text.split()))


def _plain(word: str) -> str:
    if "%" not in word:
        return word
    from urllib.parse import unquote

    return unquote(word, errors="surrogateescape")


def _encoded(text: str) -> str:
    return _UNSAFE.sub(
        lambda match: "".join(
            f"%{byte:02X}" for byte in match[0].encode("utf-8", "surrogateescape")
        ),
        text,
    )


def write_offer(offer: tuple[int, str, str, str]) -> str:
    """A match that a file brought along: rate, origin, source, target."""
    import json

    rate, *texts = offer
    return f"{OFFER}{rate} " + " ".join(json.dumps(text, ensure_ascii=False) for text in texts)


def read_offers(notes: Iterable[str]) -> tuple[tuple[int, str, str, str], ...]:
    """What `write_offer` wrote, of all notes; lines of another form are passed over."""
    found = []
    for line in notes:
        if line.startswith(OFFER) and (offer := _offer(line[len(OFFER) :])):
            found.append(offer)
    return tuple(found)


def _offer(text: str) -> tuple[int, str, str, str] | None:
    import json

    rate, _space, rest = text.partition(" ")
    texts: list[str] = []
    try:
        while rest:
            made, end = json.JSONDecoder().raw_decode(rest)
            texts.append(str(made))
            rest = rest[end:].lstrip()
        origin, source, target = texts
    except ValueError:
        return None
    return (int(rate), origin, source, target) if _NUMBER.fullmatch(rate) else None


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
    path = _encoded(reference.path)
    return path if reference.line is None else f"{path}:{reference.line}"
