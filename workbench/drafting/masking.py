"""What is copied, taken out before an engine reads a sentence and put back into what it wrote.

Lives here: Masked, `masked`, STYLES. An address, a handle, code or a placeholder becomes a stand-in that
tokenizers keep whole; emoji and footnote marks are left out and put back by place. A stand-in is taken for
restored only where it came back once.
May import: model, language.
Apart from `markup` because tags stand around words, and these are words.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from workbench.language import info
from workbench.language.protected import Kept, verbatim

STYLES: tuple[tuple[bool, tuple[str, ...], tuple[str, ...]], ...] = (
    (True, ("XA", "XB", "XC", "XD", "XE", "XF"), ()),
    (True, ("Zelda", "Orino", "Belva", "Tamsin", "Quill", "Fenwick"),
     ("ゼルダ", "オリノ", "ベルバ", "タムシン", "クイル", "フェンウィック")),
    (False, ("ABC", "XYZ", "KLM", "PQR", "UVW", "DEF"), ()),
    (False, ("QX", "QZ", "QJ", "QV", "QK", "QW"), ()),
    (False, ("4817", "5923", "6038", "7249", "8351", "9467"), ()),
)  # fmt: skip
"""(Whether it is asked for by annotation, the words put into the source, what they are in the target where
that differs), best first: of 20 sentences each came back in 20, 20, 19, 20 and 20."""
_FLOATING = frozenset([Kept.EMOJI, Kept.NOTE])
_END = re.compile(r"[\s.!?。！？…\"”’'」』）)]*$")
_JOINT = re.compile(r"(?<=[、。！？；])|(?=[。！？]?[」』）]?$)")


@dataclass(frozen=True, slots=True)
class Masked:
    """A sentence as an engine reads it, and what is missing from it."""

    source: str
    text: str
    holes: tuple[tuple[str, str, str], ...] = ()
    """(Stand-in in the source, what it is in the target, what stood there)."""
    marks: tuple[tuple[tuple[int, int], str], ...] = ()
    """Stand-ins to be asked for by annotation: span in `text`, target."""
    before: str = ""
    after: str = ""
    floating: tuple[tuple[float, str], ...] = ()
    """(Place in the source from 0 to 1, what stood there)."""
    offsets: tuple[int, ...] = ()
    """For each offset of `text` the offset in `source`; empty where they are the same."""

    def complete(self, target: str) -> bool:
        """Whether each stand-in came back once."""
        return all(_count(target, said) == 1 for _word, said, _text in self.holes)

    def restored(self, target: str, language: str) -> tuple[str, tuple[str, ...]]:
        """(The target with everything in its place, what had no place and stands at the end)."""
        lost = []
        for _word, said, text in self.holes:
            spans = list(_spans(target, said))
            if len(spans) != 1:
                lost.append(text)
                for start, end in reversed(spans):
                    target = target[:start] + target[end:]
                continue
            start, end = spans[0]
            if said.isdigit() and target[end : end + 1] == "年":
                end += 1
            left, right = target[:start], target[end:]
            if not info(language).spaced:
                left = left if left[-2:-1].isascii() else left.rstrip(" ")
                right = right if right.lstrip(" ")[:1].isascii() else right.lstrip(" ")
            target = left + text + right
        for text in lost:
            target = _at_end(target, text, info(language).spaced)
        for place, text in self.floating:
            target = _at_place(target, place, text)
        return (self.before + target + self.after if target else ""), tuple(lost)

    def span(self, span: tuple[int, int]) -> tuple[int, int]:
        """A span of `text` in `source`."""
        if not self.offsets:
            return span
        return self.offsets[span[0]], self.offsets[span[1] - 1] + 1 if span[1] else 0


def masked(sentence: str, style: int, language: str) -> Masked:
    """The sentence with what must be copied taken out. `style` is a number of STYLES."""
    found = verbatim(sentence)
    if not found:
        return Masked(sentence, sentence)
    spaced = info(language).spaced
    _annotated, words, targets = STYLES[style]
    free = [n for n, word in enumerate(words) if word not in sentence]
    start, end = 0, len(sentence)
    before = after = ""
    while found and found[0].kind in _FLOATING and not sentence[start : found[0].span[0]].strip():
        before += found[0].text + (" " if spaced else "")
        start = found.pop(0).span[1]
    tail: list[str] = []
    while (
        found and found[-1].kind in _FLOATING and _END.fullmatch(sentence, found[-1].span[1], end)
    ):
        one = found[-1]
        if sentence[one.span[1] : end].strip():
            break
        tail.append(one.text)
        end = found.pop().span[0]
    after = (" " if spaced and tail else "") + "".join(reversed(tail))
    parts: list[str] = []
    offsets: list[int] = []
    holes: list[tuple[str, str, str]] = []
    marks: list[tuple[tuple[int, int], str]] = []
    floating: list[tuple[float, str]] = []
    last = start + len(sentence[start:end]) - len(sentence[start:end].lstrip())
    for one in found:
        a, b = one.span
        parts.append(sentence[last:a])
        offsets += range(last, a)
        last = b
        if one.kind in _FLOATING or not free:
            if one.kind in _FLOATING:
                floating.append(((a - start) / max(1, end - start), one.text))
                if parts[-1].endswith(" ") and sentence[b : b + 1] in {" ", ".", ",", ""}:
                    parts[-1] = parts[-1][:-1]
                    offsets.pop()
            else:
                parts.append(one.text)
                offsets += range(a, b)
            continue
        number = free.pop(0)
        said = targets[number] if targets else words[number]
        at = sum(map(len, parts))
        parts.append(words[number])
        offsets += [a] * (len(words[number]) - 1) + [b - 1]
        holes.append((words[number], said, one.text))
        marks.append(((at, at + len(words[number])), said))
    rest = sentence[last:end].rstrip()
    parts.append(rest)
    offsets += range(last, last + len(rest))
    text = "".join(parts)
    asked = tuple(marks) if STYLES[style][0] else ()
    return Masked(
        sentence, text, tuple(holes), asked, before, after, tuple(floating), tuple(offsets)
    )


def _spans(target: str, said: str) -> list[tuple[int, int]]:
    left = r"(?<![A-Za-z0-9])" if said.isascii() else "(?<![ァ-ヺー])"
    right = r"(?![A-Za-z0-9])" if said.isascii() else "(?![ァ-ヺー])"
    return [m.span() for m in re.finditer(left + re.escape(said) + right, target)]


def _count(target: str, said: str) -> int:
    return len(_spans(target, said))


def _at_end(target: str, text: str, spaced: bool) -> str:
    """In brackets before the last stop: nothing is lost, and an editor sees it."""
    body = target.rstrip("。．.！!？?")
    stop = target[len(body) :]
    return f"{body} ({text}){stop}" if spaced else f"{body}（{text}）{stop}"


def _at_place(target: str, place: float, text: str) -> str:
    """At the joint that is nearest to its place in the source."""
    joints = [m.start() for m in _JOINT.finditer(target)]
    at = min(joints or [len(target)], key=lambda at: abs(at - place * len(target)))
    if at == len(target) and target[-1:] in "。.！!？?" and target:
        at -= 1
    return target[:at] + text + target[at:]


def styles(annotates: bool) -> Sequence[int]:
    """The numbers of STYLES that an engine can be asked with, best first."""
    return [n for n, style in enumerate(STYLES) if annotates or not style[0]]
