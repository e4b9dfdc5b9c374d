"""Inline tags around a draft.

Lives here: `Layout`, `plain`, `inner_texts`, `with_markup`. Takes a paragraph with tags, gives the
lines an engine reads, and puts the tags back around what it wrote. Tags around the whole go around
the whole; `<br>`, `<img>` and line feeds cut the paragraph into lines that are drafted each for itself; an inner
pair goes around the target of its text, if that can be found in the draft: the honoured term, the
engine's translation of the inner text alone (as Argos' own tag injection does), or the same words.
What cannot be placed is left out and said. The result is always balanced.
May import: language.
Apart from `draft` because tags are the article's and not the engine's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import product

from workbench.language.tags import TAG, VOID, is_empty, stripped, unmatched

_BREAK = re.compile(rf"(?:[ \t\r]*\n)+[ \t]*(?:(?:[-*•·‣–]|\(?\d{{1,3}}[.)])[ \t]+)?|{TAG.pattern}")
"""Line feeds, with the sign of a list item behind them; or a tag."""
_JOINT = re.compile(
    "[、。，！？」』）, ]|[\u3041-\u3096](?![\u3041-\u3096ー、。，！？」』）])|[^、。](?=[「『（])"
)
"""Where words of Japanese, or of a language with spaces, meet: what stands before the place."""
_MOST = 100
"""Stand-ins of one line for which a place is sought."""
_EDGE = " 。、.,「」『』\"'“”"


@dataclass(frozen=True, slots=True)
class Pair:
    """One inline element: its tags and the text between them."""

    opening: str
    closing: str
    inner: str
    span: tuple[int, int]
    """Of the inner text, in the text without tags."""


@dataclass(frozen=True, slots=True)
class Layout:
    """A paragraph in lines, with the tags that stand around them all and between them."""

    before: str
    lines: tuple[str, ...]
    breaks: tuple[str, ...]
    """One fewer than lines."""
    after: str
    whole: bool = True
    """False where tags were left out because they make no sense."""

    def filled(self, lines: Sequence[str]) -> str:
        """The paragraph with other lines in place of these."""
        parts = [self.before, *lines[:1]]
        for between, line in zip(self.breaks, lines[1:], strict=True):
            parts += [between, line]
        return "".join([*parts, self.after])


def layout(text: str) -> Layout:
    """The paragraph's lines. Unbalanced tags are left out."""
    feeds = "\n" in text
    if "<" not in text and not feeds:
        return Layout("", (text,), (), "")
    before, text, after = _unwrapped(text)
    for pattern in (_BREAK, TAG) if feeds else (TAG,):
        lines, breaks, last = [], [], 0
        for match in pattern.finditer(text):
            if match[0].strip()[:1] != "<" or _breaks(match[0]):
                line = text[last : match.start()]
                lines.append(line.strip())
                breaks.append(match.group())
                last = match.end()
        lines.append(text[last:].strip())
        if not any(unmatched(line) for line in lines):
            return Layout(before, tuple(lines), tuple(breaks), after)
    return Layout(before, (plain(text),), (), after, whole=False)


def _breaks(tag: str) -> bool:
    match = TAG.match(tag.strip())
    return match is not None and match["name"].lower() in VOID - {"wbr"}


def _unwrapped(text: str) -> tuple[str, str, str]:
    """The tags that stand around the whole text, and what is inside."""
    before, after = "", ""
    while (match := TAG.match(text)) and not match["end"]:
        name, depth, closing = match["name"].lower(), 0, None
        for tag in TAG.finditer(text):
            if tag["name"].lower() == name and not tag["attributes"].endswith("/"):
                depth += -1 if tag["end"] else 1
                if not depth:
                    closing = tag
                    break
        if closing is None or closing.end() != len(text) or name in VOID:
            break
        before, after = before + match.group(), closing.group() + after
        text = text[match.end() : closing.start()].strip()
    return before, text, after


def plain(text: str) -> str:
    """The text without inline tags, as an engine reads it."""
    if "<" in text:
        text = stripped(text)[0]
    return text.replace("&lt;", "<") if "&lt;" in text else text


def pairs(text: str) -> list[Pair]:
    """The inline elements of a text, inner ones first."""
    stack: list[tuple[str, str, int]] = []
    found: list[Pair] = []
    at = last = 0
    bare = stripped(text)[0]
    for match in TAG.finditer(text):
        at += len(stripped(text[last : match.start()])[0])
        last = match.end()
        name = match["name"].lower()
        if match["end"]:
            if stack and stack[-1][0] == name:
                _name, opening, start = stack.pop()
                found.append(Pair(opening, match.group(), bare[start:at], (start, at)))
        elif not is_empty(match):
            stack.append((name, match.group(), at))
    return found


def inner_texts(lines: Sequence[str]) -> list[str]:
    """Texts between inner tags, to be translated alone, so that they can be found again."""
    tagged = (line for line in lines if "<" in line)
    inner = (pair.inner.strip() for line in tagged for pair in pairs(line))
    return list(dict.fromkeys(text for text in inner if any(map(str.isalpha, text))))


def with_markup(source: str, target: str, known: Mapping[str, Sequence[str]]) -> tuple[str, bool]:
    """(target with the source's tags, whether all of them found a place).

    `known` maps inner texts to what may stand for them in the target, likeliest first.
    """
    target = target.replace("<", "&lt;") if "&lt;" in source else stripped(target)[0]
    if "<" not in source:
        return target, True
    bare = stripped(source)[0]
    complete = True
    for pair in pairs(source):
        inner = pair.inner.strip()
        if not inner:
            complete = complete and not pair.opening.startswith("<a")
            if complete:  # an icon, a place to jump to
                share = pair.span[0] / max(1, len(bare))
                target = _put(target, pair.opening + pair.closing, share, "")
            continue
        start = pair.span[0] + len(pair.inner) - len(pair.inner.lstrip())
        place = _place(stripped(target)[0], inner, known.get(inner, ()), bare, start)
        tagged = _tagged(target, place, pair) if place else None
        target = tagged or target
        complete = complete and tagged is not None
    return _with_stand_ins(source, target, bare), complete


def _with_stand_ins(source: str, target: str, bare: str) -> str:
    """The target with what has no text (`<svg/>`): beside the tag it follows, else at its relative
    place. A `<wbr>` says where English may be cut and is left out."""
    at = last = count = 0
    opened = ""
    for match in TAG.finditer(source):
        between = stripped(source[last : match.start()])[0]
        at, last = at + len(between), match.end()
        opened = opened if not between.strip() else ""
        if match["end"]:
            opened = ""
        elif not is_empty(match):
            opened = match.group()
        elif match["name"].lower() != "wbr":
            count += 1
            if count > _MOST:  # no sentence: at the end they are not lost
                target += match.group()
                continue
            share = 1.0 if not bare[at:].strip() else at / max(1, len(bare))
            target = _put(target, match.group(), share if bare[:at].strip() else 0.0, opened)
    return target


def _put(target: str, tag: str, share: float, opened: str) -> str:
    """The target with a tag behind another one, or where words meet nearest to a share of its text."""
    if opened and target.count(opened) == 1:
        place = target.index(opened) + len(opened)
    else:
        text, offsets = stripped(target)
        joints = [k for k in range(1, len(text)) if _JOINT.match(text, k - 1)]
        wanted = share * len(text)
        near = min([0, *joints, len(text)], key=lambda k: abs(k - wanted))
        place = 0 if not near else offsets[near] if near < len(text) else len(target)
    return target[:place] + tag + target[place:]


def _place(
    target: str, inner: str, known: Sequence[str], source: str, start: int
) -> tuple[int, int] | None:
    """Where the inner text's target stands; of several places the one of the same number."""
    if source.strip() == inner:
        return 0, len(target)
    candidates = [*known, *(text.strip(_EDGE) for text in known), inner]
    for candidate in dict.fromkeys(c for c in candidates if c.strip()):
        spans = list(_found(target, candidate))
        same = list(_found(source, inner))
        if len(spans) == 1:
            return spans[0]
        if spans and len(spans) == len(same) and (start, start + len(inner)) in same:
            return spans[same.index((start, start + len(inner)))]
    for candidate in known:
        match = SequenceMatcher(None, candidate, target, autojunk=False).find_longest_match()
        if match.size >= max(2, 0.6 * len(candidate.strip(_EDGE))):
            common = candidate[match.a : match.a + match.size].strip(_EDGE)
            spans = list(_found(target, common)) if len(common) > 1 else []
            if len(spans) == 1:
                return spans[0]
    return None


def _found(text: str, wanted: str) -> Iterator[tuple[int, int]]:
    """Where `wanted` stands; Latin letters and digits only as whole words."""
    left = r"(?<![A-Za-z0-9])" if wanted[0].isascii() and wanted[0].isalnum() else ""
    right = r"(?![A-Za-z0-9])" if wanted[-1].isascii() and wanted[-1].isalnum() else ""
    for match in re.finditer(left + re.escape(wanted) + right, text):
        yield match.span()


def _tagged(target: str, place: tuple[int, int], pair: Pair) -> str | None:
    """The target with the pair at a place of its plain text, if that leaves it balanced."""
    offsets = stripped(target)[1]
    start, end = offsets[place[0]], offsets[place[1] - 1] + 1
    starts, ends = [start], [end]
    tags = list(TAG.finditer(target))
    for tag in reversed(tags):  # tags that stand right there may go inside or outside
        if tag.end() == starts[-1]:
            starts.append(tag.start())
    for tag in tags:
        if tag.start() == ends[-1]:
            ends.append(tag.end())
    for first, last in product(reversed(starts), reversed(ends)):  # inner pairs came first
        made = "".join(
            [target[:first], pair.opening, target[first:last], pair.closing, target[last:]]
        )
        if not unmatched(made):
            return made
    return None
