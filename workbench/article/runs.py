"""A paragraph of a formatted document ⇄ a text with numbered tags.

Lives here: Text, Code, `shown`, Shown. Takes what stands in a paragraph, in order: texts, each with its form (bold,
a font), halves of pairs (a link), things that stand alone (an image, a note's mark, a bookmark). Gives a text in
which the usual form has no tag, another one is `<x1>…</x1>` and a thing `<x2/>`; what stands at the ends and around
the whole is not shown. Takes a target, gives what stands in the paragraph then.
May import: errors, model, wording.
Apart from the formats because those only say what their elements are.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from workbench.errors import DocumentError
from workbench.model import Span
from workbench.wording import _

Raw = tuple[bytes | Span, ...]
"""Bytes, and stretches of the part to be copied."""
_TAG = re.compile(r"<(?P<end>/?)x(?P<number>[1-9]\d{0,4})(?P<alone>/?)>")
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Text:
    """Characters in one form; `form` is what the format knows it by."""

    text: str
    form: bytes = b""


@dataclass(frozen=True, slots=True)
class Code:
    """A thing, or half of a pair."""

    role: str
    """`o` opens, `c` closes, `a` stands alone."""
    raw: Raw
    form: bytes | None = None
    """Of a half that stands for a form: that of the texts inside."""
    said: str = ""
    """What a format has to know of it until it is shown."""


Token = Text | Code
Emit = Callable[[str, bytes], bytes]
"""The bytes of a text in a form."""


@dataclass(frozen=True, slots=True)
class Shown:
    """What a translator sees of a paragraph, and what is needed to write it again."""

    text: str
    before: tuple[Token, ...]
    after: tuple[Token, ...]
    form: bytes
    pairs: dict[int, tuple[Code, Code]]
    things: dict[int, Code]

    def written(self, target: str, emit: Emit, where: str) -> list[bytes | Span]:
        """What stands in the paragraph with this target. A form or link whose tags the target lost is gone; a
        thing that it lost stands at its end. Raises DocumentError: tags doubled, crossed or without partner."""
        out: list[bytes | Span] = []
        _add(out, self.before, emit)
        forms: list[bytes] = [self.form]
        open_: list[int] = []
        seen: Counter[tuple[str, str]] = Counter()
        last = 0
        target = _ILLEGAL.sub("", target)

        def say(text: str) -> None:
            if text:
                out.append(emit(text, forms[-1]))

        for tag in _TAG.finditer(target):
            number = int(tag["number"])
            known = number in self.things if tag["alone"] else number in self.pairs
            if not known or (tag["alone"] and tag["end"]):
                continue  # so it says in the text itself
            say(target[last : tag.start()])
            last = tag.end()
            seen[tag["end"], tag["number"]] += 1
            if seen[tag["end"], tag["number"]] > 1:
                raise _wrong(_("the tag {tag} stands twice").format(tag=tag[0]), where)
            if tag["alone"]:
                out += self.things[number].raw
                continue
            begin, end = self.pairs[number]
            if tag["end"]:
                if not open_ or open_.pop() != number:
                    raise _wrong(_("the tag {tag} crosses another").format(tag=tag[0]), where)
                forms.pop()
                out += end.raw
            else:
                open_.append(number)
                forms.append(forms[-1] if begin.form is None else begin.form)
                out += begin.raw
        say(target[last:])
        if open_:
            raise _wrong(_("the tag {tag} is not closed").format(tag=f"<x{open_[-1]}>"), where)
        for number, thing in self.things.items():
            if not seen["", str(number)]:
                out += thing.raw
        _add(out, self.after, emit)
        return out


def shown(tokens: Sequence[Token]) -> Shown | None:
    """What is seen of these; None where no letter or digit is."""
    tokens = _joined(_without_empty(tokens))
    before, tokens, after = _peeled(tokens)
    if not any(any(map(str.isalnum, token.text)) for token in tokens if isinstance(token, Text)):
        return None
    usual: Counter[bytes] = Counter()
    for at, token in enumerate(tokens):
        if isinstance(token, Text):  # a link's look is its own
            usual[token.form] += 0 if _alone(tokens, at) else len(token.text)
    form = usual.most_common(1)[0][0]
    literal = {
        int(n) for t in tokens if isinstance(t, Text) for n in re.findall(r"</?x(\d{1,5})", t.text)
    }
    out: list[str] = []
    pairs: dict[int, tuple[Code, Code]] = {}
    things: dict[int, Code] = {}
    open_: list[tuple[int, Code]] = []
    number = 0

    def following() -> int:
        nonlocal number
        number += 1
        while number in literal:
            number += 1
        return number

    for at, token in enumerate(tokens):
        if isinstance(token, Text):
            if token.form == form:
                out.append(token.text)
            elif open_ and _alone(tokens, at):
                n, begun = open_.pop()
                open_.append((n, Code("o", begun.raw, token.form)))
                out.append(token.text)
            else:
                n = following()
                pairs[n] = (Code("o", (), token.form), Code("c", ()))
                out += (f"<x{n}>", token.text, f"</x{n}>")
        elif token.role == "a":
            n = following()
            things[n] = token
            out.append(f"<x{n}/>")
        elif token.role == "o":
            n = following()
            open_.append((n, token))
            out.append(f"<x{n}>")
        else:
            n, begun = open_.pop()
            pairs[n] = (begun, token)
            out.append(f"</x{n}>")
    return Shown("".join(out), before, after, form, pairs, things)


def _alone(tokens: Sequence[Token], at: int) -> bool:
    """Whether a text is all that stands in a pair."""
    around = (tokens[at - 1], tokens[at + 1]) if 0 < at < len(tokens) - 1 else ()
    return [t.role for t in around if isinstance(t, Code)] == ["o", "c"]


def _add(out: list[bytes | Span], tokens: Sequence[Token], emit: Emit) -> None:
    for token in tokens:
        out += [emit(token.text, token.form)] if isinstance(token, Text) else token.raw


def _without_empty(tokens: Sequence[Token]) -> list[Token]:
    """Pairs without a text inside are things."""
    out: list[Token] = []
    open_: list[int] = []
    for token in tokens:
        out.append(token)
        if isinstance(token, Text):
            continue
        if token.role == "o":
            open_.append(len(out) - 1)
        elif token.role == "c":
            begun = open_.pop()
            if not any(isinstance(inside, Text) for inside in out[begun:]):
                raw = tuple(
                    part
                    for inside in out[begun:]
                    if isinstance(inside, Code)
                    for part in inside.raw
                )
                out[begun:] = [Code("a", raw)]
    return out


def _joined(tokens: Sequence[Token]) -> list[Token]:
    """Neighbours of one form are one text; a single blank takes the form before it."""
    out: list[Token] = []
    for token in tokens:
        last = out[-1] if out else None
        if isinstance(token, Text) and isinstance(last, Text):
            if last.form == token.form or token.text == " ":
                out[-1] = Text(last.text + token.text, last.form)
                continue
        out.append(token)
    return out


def _peeled(
    tokens: Sequence[Token],
) -> tuple[tuple[Token, ...], Sequence[Token], tuple[Token, ...]]:
    """What stands before and behind the text, and around all of it."""
    start, end = 0, len(tokens)
    partner: dict[int, int] = {}
    open_: list[int] = []
    for at, token in enumerate(tokens):
        if isinstance(token, Code) and token.role == "o":
            open_.append(at)
        elif isinstance(token, Code) and token.role == "c":
            partner[open_.pop()] = at

    def outside(token: Token) -> bool:
        return token.role == "a" if isinstance(token, Code) else not token.text.strip()

    while start < end:
        if outside(tokens[start]):
            start += 1
        elif outside(tokens[end - 1]):
            end -= 1
        elif partner.get(start) == end - 1:
            start, end = start + 1, end - 1
        else:
            break
    before, inside, after = list(tokens[:start]), list(tokens[start:end]), list(tokens[end:])
    if inside and isinstance(first := inside[0], Text):
        bare = first.text.lstrip()
        if bare != first.text:
            before.append(Text(first.text[: -len(bare)], first.form))
            inside[0] = Text(bare, first.form)
    if inside and isinstance(last := inside[-1], Text):
        bare = last.text.rstrip()
        if bare != last.text:
            after.insert(0, Text(last.text[len(bare) :], last.form))
            inside[-1] = Text(bare, last.form)
    return tuple(before), inside, tuple(after)


def _wrong(message: str, where: str) -> DocumentError:
    return DocumentError(message, where=where, hint=_("mend this unit; nothing was written"))
