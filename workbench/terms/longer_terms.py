"""Whether a rendering is a piece of another, longer term.

Lives here: LongerTerms. 差し止め in 仮差し止め renders no `injunction`, nor 差別 in 人種差別 bare
`discrimination`: the target says something that the source does not. Where the source names it in its
own way (`discrimination on grounds of race`), where it points back (`the court`, as 最高裁判所), and
where the longer term is a name, a translator may say it. Takes concepts, then hits with renderings.
May import: model, language and the modules of this room.
Apart from `verdicts` because it asks the whole termbase, not the concepts of a text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from workbench.language.fold import fold
from workbench.model import Span, TermHit
from workbench.terms.concept import Concept

_REACH = 24
"""Characters before a rendering in which a longer term is looked for."""
_POINTS_BACK = re.compile(
    r"(?:\b(?:the|this|that|these|those|its|his|her|their|our|such|same|said)|['’]s?)"
    r"(?:\s+\w+)?\s+$",
    re.I,
)
_BEFORE = 40
"""Characters before a term that may point back."""
_IN_NO_COMPOUND = re.compile(r"[\sぁ-ん、。,.]")
_STEM = 3
"""Letters by which a word is known in another form: racial, race."""


class LongerTerms:
    """The approved terms of one language, by their folded forms."""

    def __init__(self, concepts: Iterable[Concept], source: str, target: str) -> None:
        self._source = source
        self._target = target
        self._forms: dict[str, list[Concept]] = {}
        for concept in concepts:
            for form in concept.in_(target).approved:
                self._forms.setdefault(fold(form, target)[0], []).append(concept)

    def pieces(self, hit: TermHit, source: str, target: str, spans: Iterable[Span]) -> set[Span]:
        """Those of some renderings of a hit that are only pieces of a term which the source does
        not have."""
        low, term = source.lower(), hit.term.lower()
        more: dict[str, bool] = {}
        """By compound before and in a rendering, whether it says more: many places have the same."""
        found: set[Span] = set()
        for span in spans:
            wide = _compound(span, target)
            written = f"{span[1] - span[0]} {target[wide[0] : wide[1]]}"
            if written not in more:
                around = [c for c in self._around(wide, span[0], target) if c.pos != "proper noun"]
                forms = (form for c in around for form in c.in_(self._source).approved)
                more[written] = not any(c.id in hit.concepts for c in around) and any(
                    self._says_more(form, term, low) for form in forms
                )
            if more[written]:
                found.add(span)
        return found

    def _around(self, compound: Span, start: int, target: str) -> Iterator[Concept]:
        """Concepts of longer forms than from `start` on that end with the compound."""
        first, end = compound
        for at in range(start - 1, first - 1, -1):
            yield from self._forms.get(fold(target[at:end], self._target)[0], ())

    def _says_more(self, form: str, term: str, source: str) -> bool:
        """Whether a source form is the term and words that the source has not."""
        low = form.lower()
        if low == term or term not in low or form != low:
            return False
        before, _term, after = low.partition(term)
        if (before and before[-1].isalnum() and before.isascii()) or after[:1].isalpha():
            return False
        words = re.findall(r"\w+", f"{before} {after}")
        return bool(words) and not any(word[:_STEM] in source for word in words)


def _compound(span: Span, target: str) -> Span:
    """A rendering with what stands before it in one compound."""
    start, end = span
    first = start
    while first > 0 and start - first < _REACH - 1 and not _IN_NO_COMPOUND.match(target, first - 1):
        first -= 1
    return first, end


def points_back(hit: TermHit, source: str) -> bool:
    """Whether a reader of the source knows which one is meant: the court, their injunction."""
    start = hit.spans[0][0]
    return bool(_POINTS_BACK.search(source[max(0, start - _BEFORE) : start]))
