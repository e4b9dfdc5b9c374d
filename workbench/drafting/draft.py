"""Paragraphs become drafts: the whole article in one batch.

Lives here: TextDraft and `draft_texts`. Takes paragraphs, an engine, a way to cut them and a way to
find their terms; gives targets with provenance. Distinct sentences are drafted once; what the safety
net catches is drafted again with other settings; terms that are still missed climb the ladder.
May import: model and the modules of this room.
Apart from `argos` because no engine knows what a paragraph is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from workbench.drafting.constrain import honour, judged
from workbench.drafting.engine import CutLike, Engine, Progress
from workbench.drafting.figures import lost_figures, repaired
from workbench.drafting.guarded import LOST, Guarded
from workbench.drafting.markup import Layout, inner_texts, layout, plain, with_markup
from workbench.drafting.safety import DROPPED, SEVERE, closed, cost, warnings_of
from workbench.model import Draft, Origin, Provenance, TermChoice

Choose = Callable[[str], Sequence[TermChoice]]
"""The terms that a sentence must honour."""
Keep = Callable[[int, "TextDraft"], None]
"""Given (number of the paragraph, its draft) as soon as it is finished."""
_GROUP = 400
"""Sentences that are one batch; paragraphs of earlier groups are finished when a later one is
interrupted. An article is one group, a book several."""
_TRIES = 4


@dataclass(frozen=True, slots=True)
class TextDraft:
    """The draft of one paragraph."""

    target: str
    provenance: Provenance
    drafts: tuple[Draft, ...]


@dataclass(frozen=True, slots=True)
class _Text:
    """A paragraph, laid out and cut."""

    layout: Layout
    cuts: tuple[CutLike, ...]
    inner: tuple[str, ...]

    @property
    def inputs(self) -> list[str]:
        return [sentence for piece in self.cuts for sentence in piece.inputs]


def draft_texts(
    engine: Engine,
    texts: Sequence[str],
    *,
    cut: Callable[[str], CutLike],
    choose: Choose | None = None,
    on_progress: Progress | None = None,
    keep: Keep | None = None,
) -> list[TextDraft]:
    """One TextDraft per paragraph, in order. Raises EngineError.

    `on_progress` gets (sentences done, all) and may raise to stop; what `keep` was given before is
    finished then.
    """
    engine = Guarded(engine)
    prepared = [_prepared(text, cut) for text in texts]
    total = len({s for one in prepared for s in (*one.inputs, *one.inner)})
    known: dict[str, Draft] = {}
    out: list[TextDraft] = []
    for group in _groups(prepared):
        wanted = [s for one in group for s in (*one.inputs, *one.inner) if s not in known]
        wanted = list(dict.fromkeys(wanted))
        drafts = _drafts(engine, wanted, choose, _offset(on_progress, len(known), total))
        known.update(zip(wanted, drafts, strict=True))
        for one in group:
            out.append(_whole(engine, one, known))
            if keep:
                keep(len(out) - 1, out[-1])
    return out


def _prepared(text: str, cut: Callable[[str], CutLike]) -> _Text:
    laid = layout(text)
    return _Text(
        laid, tuple(cut(plain(line)) for line in laid.lines), tuple(inner_texts(laid.lines))
    )


def _groups(texts: Sequence[_Text]) -> Iterator[list[_Text]]:
    group: list[_Text] = []
    size = 0
    for one in texts:
        group.append(one)
        size += len(one.inputs)
        if size >= _GROUP:
            yield group
            group, size = [], 0
    if group:
        yield group


def _offset(on_progress: Progress | None, before: int, total: int) -> Progress | None:
    if on_progress is None:
        return None
    told = on_progress

    def tell(done: int, _all: int) -> None:
        told(min(before + done, total), total)

    return tell


def _drafts(
    engine: Engine, sentences: Sequence[str], choose: Choose | None, on_progress: Progress | None
) -> list[Draft]:
    """Drafts of distinct sentences: first try, net, ladder."""
    terms = [tuple(choose(sentence)) if choose else () for sentence in sentences]
    drafts = engine.translate(sentences, terms=terms if choose else None, on_progress=on_progress)
    drafts = mended(engine, drafts, terms)
    asked = [_with_figures(engine, d, t) for d, t in zip(drafts, terms, strict=True)]
    if any(asked):
        drafts = honour(engine, drafts, asked)
        drafts = [judged(d, t, engine.target) for d, t in zip(drafts, terms, strict=True)]
    return [_told(engine, draft) for draft in drafts]


def _told(engine: Engine, draft: Draft) -> Draft:
    """The draft with marks and figures put right where that is certain, and what is still wrong."""
    target = closed(draft.source, draft.target)
    target = repaired(draft.source, target, engine.source, engine.target)
    codes = _codes(engine, draft.source, target)
    lost = [LOST] if LOST in draft.warnings and not target else []
    return replace(draft, target=target, warnings=(*lost, *codes))


def mended(
    engine: Engine, drafts: Sequence[Draft], terms: Sequence[Sequence[TermChoice]]
) -> list[Draft]:
    """Broken drafts drafted again: several hypotheses, then carefully, then without annotations.

    Each try runs only on drafts that are still broken; a draft gives way only to a better one.
    """
    out = list(drafts)
    for number in range(3):
        weighed = DROPPED | SEVERE if number == 0 else SEVERE
        failing = [
            n for n, d in enumerate(out) if weighed & set(_codes(engine, d.source, d.target))
        ]
        if not failing:
            break
        asked = [_with_figures(engine, out[n], terms[n]) for n in failing]
        again = engine.translate(
            [out[n].source for n in failing],
            terms=asked if number < 2 and any(asked) else None,
            hypotheses=_TRIES if number == 0 else 1,
            careful=number > 0,
        )
        for n, draft in zip(failing, again, strict=True):
            out[n] = _best(engine, out[n], draft)
    return out


def _best(engine: Engine, old: Draft, new: Draft) -> Draft:
    """The one of least cost among the old draft and the hypotheses of the new one."""
    best, least = old, cost(_codes(engine, old.source, old.target))
    for target in (new.target, *new.alternatives):
        price = cost(_codes(engine, old.source, target))
        if price < least:
            best, least = replace(new, target=target, alternatives=()), price
    return best


def _with_figures(
    engine: Engine, draft: Draft, asked: Sequence[TermChoice]
) -> tuple[TermChoice, ...]:
    """The terms of a sentence, and the figures its draft lost where no term covers them."""
    lost = lost_figures(draft.source, draft.target, engine.source, engine.target)
    spans = [choice.span for choice in asked]
    free = (c for c in lost if not any(a < c.span[1] and c.span[0] < b for a, b in spans))
    return (*asked, *free)


def _codes(engine: Engine, source: str, target: str) -> list[str]:
    return warnings_of(source, target, engine.source, engine.target)


def _whole(engine: Engine, text: _Text, known: Mapping[str, Draft]) -> TextDraft:
    """The paragraph put together, its tags put back, its provenance summed."""
    lines: list[str] = []
    complete = text.layout.whole
    drafts = [known[sentence] for sentence in text.inputs]
    forms = _forms(drafts, known, text.inner)
    for line, piece in zip(text.layout.lines, text.cuts, strict=True):
        joined = piece.join([known[sentence].target for sentence in piece.inputs], engine.target)
        target, placed = with_markup(line, joined, forms)
        lines.append(target)
        complete = complete and placed
    provenance = provenance_of(engine, drafts, () if complete else ("markup",))
    target = text.layout.filled(lines) if any(lines) else ""
    return TextDraft(target, provenance, tuple(drafts))


def provenance_of(engine: Engine, drafts: Sequence[Draft], more: Sequence[str] = ()) -> Provenance:
    """What made a paragraph of these sentences, and what it missed; `more` are further warnings."""
    codes = list(dict.fromkeys(code for draft in drafts for code in draft.warnings)) + list(more)
    asked = sum(len(draft.honoured) + len(draft.missed) for draft in drafts)
    good = sum(len(draft.honoured) for draft in drafts)
    scores = [draft.score for draft in drafts if draft.target]
    return Provenance(
        Origin.MT,
        engine=engine.name,
        package=engine.package,
        score=sum(scores) / len(scores) if scores else None,
        terms=(good, asked) if asked else None,
        warnings=tuple(codes + (["terms"] if good < asked else [])),
    )


def _forms(
    drafts: Sequence[Draft], known: Mapping[str, Draft], inner: Sequence[str]
) -> dict[str, list[str]]:
    """What may stand for the text of each inner tag: terms honoured for it, its own translation."""
    out: dict[str, list[str]] = {text: [] for text in inner}
    for draft in drafts:
        for choice in draft.honoured:
            text = draft.source[slice(*choice.span)]
            if text in out:
                out[text] += choice.targets
    for text in inner:
        out[text].append(known[text].target)
    return out


__all__ = ["Choose", "Keep", "TextDraft", "draft_texts", "judged", "mended"]
