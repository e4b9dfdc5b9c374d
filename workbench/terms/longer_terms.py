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
        low = source.lower()
        found: set[Span] = set()
        for span in spans:
            around = [c for c in self._around(span, target) if c.pos != "proper noun"]
            if any(concept.id in hit.concepts for concept in around):
                continue
            forms = (form for concept in around for form in concept.in_(self._source).approved)
            if any(self._says_more(form, hit.term.lower(), low) for form in forms):
                found.add(span)
        return found

    def _around(self, span: Span, target: str) -> Iterator[Concept]:
        """Concepts of longer forms that end with the stretch, in one compound."""
        start, end = span
        for at in range(start - 1, max(-1, start - _REACH), -1):
            if _IN_NO_COMPOUND.match(target, at):
                return
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


def points_back(hit: TermHit, source: str) -> bool:
    """Whether a reader of the source knows which one is meant: the court, their injunction."""
    start = hit.spans[0][0]
    return bool(_POINTS_BACK.search(source[max(0, start - _BEFORE) : start]))
