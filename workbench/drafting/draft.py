"""Paragraphs become drafts: the whole article in one batch.

Lives here: TextDraft and `draft_texts`. Takes paragraphs, an engine, a way to cut them and a way to
find their terms; gives targets with provenance.
May import: model and the modules of this room.
Apart from `argos` because no engine knows what a paragraph is.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from workbench.drafting.constrain import honour, judged
from workbench.drafting.engine import CutLike, Engine, Progress
from workbench.drafting.markup import inner_texts, plain, with_markup
from workbench.drafting.safety import SEVERE, warnings_of
from workbench.model import Draft, Origin, Provenance, TermChoice

Choose = Callable[[str], Sequence[TermChoice]]
"""The terms that a sentence must honour."""


@dataclass(frozen=True, slots=True)
class TextDraft:
    """The draft of one paragraph."""

    target: str
    provenance: Provenance
    drafts: tuple[Draft, ...]


def draft_texts(
    engine: Engine,
    texts: Sequence[str],
    *,
    cut: Callable[[str], CutLike],
    choose: Choose | None = None,
    on_progress: Progress | None = None,
) -> list[TextDraft]:
    """One TextDraft per paragraph, in order. Raises EngineError; `on_progress` may raise to stop."""
    cuts = [cut(plain(text)) for text in texts]
    inner = inner_texts(list(texts))
    sentences = [sentence for piece in cuts for sentence in piece.inputs]
    distinct = list(dict.fromkeys([*sentences, *inner]))
    drafts = dict(zip(distinct, _drafts(engine, distinct, choose, on_progress), strict=True))
    known = {text: drafts[text].target for text in inner}
    return [
        _whole(engine, text, piece, [drafts[sentence] for sentence in piece.inputs], known)
        for text, piece in zip(texts, cuts, strict=True)
    ]


def _drafts(
    engine: Engine, sentences: Sequence[str], choose: Choose | None, on_progress: Progress | None
) -> list[Draft]:
    """Drafts of distinct sentences: first try, net, ladder."""
    terms = [tuple(choose(sentence)) if choose else () for sentence in sentences]
    asked = terms if choose else None
    drafts = engine.translate(sentences, terms=asked, on_progress=on_progress)
    drafts = _mended(engine, drafts, terms)
    if choose:
        drafts = honour(engine, drafts, terms)
    out: list[Draft] = []
    for draft in drafts:
        codes = warnings_of(draft.source, draft.target, engine.source, engine.target)
        out.append(replace(draft, warnings=tuple(codes)))
    return out


def _mended(
    engine: Engine, drafts: list[Draft], terms: Sequence[Sequence[TermChoice]]
) -> list[Draft]:
    """Broken drafts drafted again, first carefully, then without annotations."""
    for asked in (terms, None):
        broken = [n for n, draft in enumerate(drafts) if _broken(engine, draft)]
        if not broken:
            break
        again = engine.translate(
            [drafts[n].source for n in broken],
            terms=[asked[n] for n in broken] if asked is not None else None,
            careful=True,
        )
        for n, draft in zip(broken, again, strict=True):
            if not _broken(engine, draft):
                drafts[n] = draft
    return drafts


def _broken(engine: Engine, draft: Draft) -> bool:
    codes = warnings_of(draft.source, draft.target, engine.source, engine.target)
    return bool(SEVERE & set(codes))


def _whole(
    engine: Engine, text: str, piece: CutLike, drafts: list[Draft], known: dict[str, str]
) -> TextDraft:
    """The paragraph put together, its tags put back, its provenance summed."""
    target = piece.join([draft.target for draft in drafts], engine.target)
    target, placed = with_markup(text, target, known)
    codes = list(dict.fromkeys(code for draft in drafts for code in draft.warnings))
    if not placed:
        codes.append("markup")
    asked = sum(len(draft.honoured) + len(draft.missed) for draft in drafts)
    good = sum(len(draft.honoured) for draft in drafts)
    if good < asked:
        codes.append("terms")
    scores = [draft.score for draft in drafts]
    provenance = Provenance(
        Origin.MT,
        engine=engine.name,
        package=engine.package,
        score=sum(scores) / len(scores) if scores else None,
        terms=(good, asked) if asked else None,
        warnings=tuple(codes),
    )
    return TextDraft(target, provenance, tuple(drafts))


__all__ = ["Choose", "TextDraft", "draft_texts", "judged"]
