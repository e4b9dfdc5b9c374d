"""One paragraph, drafted in several ways to choose from.

Lives here: `redraft`. Takes a paragraph and an engine; gives the draft that drafting would make, then
other ones: the engine's next hypotheses of each sentence, put together rank by rank.
May import: model, language and the modules of this room.
Apart from `draft` because an article wants one draft of everything and a person several of one thing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from workbench.drafting.constrain import judged
from workbench.drafting.draft import Choose, TextDraft, draft_texts, provenance_of
from workbench.drafting.engine import CutLike, Engine
from workbench.drafting.guarded import Guarded
from workbench.drafting.markup import layout, plain, with_markup
from workbench.drafting.safety import SEVERE, warnings_of
from workbench.language.protected import verbatim


def redraft(
    engine: Engine,
    text: str,
    *,
    cut: Callable[[str], CutLike],
    choose: Choose | None = None,
    n: int = 5,
) -> list[TextDraft]:
    """At most `n` distinct drafts of a paragraph, best first. Raises EngineError."""
    engine = Guarded(engine)
    first = draft_texts(engine, [text], cut=cut, choose=choose)[0]
    found = {first.target: first} if first.target else {}
    for other in _others(engine, text, cut, choose, n):
        if len(found) >= n:
            break
        if other.target and other.target not in found:
            found[other.target] = other
    return list(found.values())


def _others(
    engine: Engine, text: str, cut: Callable[[str], CutLike], choose: Choose | None, n: int
) -> Iterator[TextDraft]:
    laid = layout(text)
    cuts = [cut(plain(line)) for line in laid.lines]
    sentences = list(dict.fromkeys(s for piece in cuts for s in piece.inputs))
    if not sentences:
        return
    terms = [tuple(choose(sentence)) if choose else () for sentence in sentences]
    drafts = engine.translate(sentences, terms=terms if choose else None, hypotheses=n)
    ranked = {
        draft.source: [
            judged(replace(draft, target=target, alternatives=()), asked, engine.target)
            for target in (draft.target, *draft.alternatives)
            if not SEVERE & set(warnings_of(draft.source, target, engine.source, engine.target))
            and all(one.text in target for one in verbatim(draft.source))
        ]
        for draft, asked in zip(drafts, terms, strict=True)
    }
    for rank in range(n):
        known = {s: row[min(rank, len(row) - 1)] for s, row in ranked.items() if row}
        if len(known) < len(ranked):
            return
        lines = []
        for line, piece in zip(laid.lines, cuts, strict=True):
            joined = piece.join([known[s].target for s in piece.inputs], engine.target)
            lines.append(with_markup(line, joined, {})[0])
        chosen = [known[sentence] for sentence in sentences]
        yield TextDraft(laid.filled(lines), provenance_of(engine, chosen), tuple(chosen))
