"""Paragraphs become drafts: the whole article in one batch.

Lives here: TextDraft and `draft_texts`. Takes paragraphs, an engine, a way to cut them and a way to
find their terms; gives targets with provenance. Distinct sentences are drafted once; what must be copied
is taken out before and put back after; what the safety net catches is drafted again with other settings;
terms, names and values that are still missed climb the ladder.
May import: model, language and the modules of this room.
Apart from `argos` because no engine knows what a paragraph is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from workbench.drafting.answers import UNUSABLE
from workbench.drafting.constrain import honour, judged
from workbench.drafting.engine import CutLike, Engine, Progress
from workbench.drafting.guarded import LOST, Guarded
from workbench.drafting.lost_numbers import ages_in_place, converted, lost_figures, repaired
from workbench.drafting.markdown import Table, links, tagged, untagged
from workbench.drafting.markup import Layout, inner_texts, layout, plain, with_markup
from workbench.drafting.masking import Masked, masked, styles
from workbench.drafting.naming import NAME, Naming
from workbench.drafting.risk import whole, with_risk
from workbench.drafting.safety import DROPPED, SEVERE, closed, cost, warnings_of
from workbench.language.protected import invented, only_verbatim, values, verbatim
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
    table: Table
    """What stands for the tags that Markdown was made to."""
    fixed: str = ""
    """The target, where there is nothing to translate."""

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
    document: Sequence[str] = (),
    done: Sequence[tuple[str, str]] = (),
) -> list[TextDraft]:
    """One TextDraft per paragraph, in order. Raises EngineError.

    `document` are all paragraphs of the document, where `texts` are some of them; `done` are sources with
    translations that a person confirmed: what they call a name, it is called.

    `on_progress` gets (sentences done, all) and may raise to stop; what `keep` was given before is
    finished then.
    """
    engine = Guarded(engine)
    prepared = [_prepared(text, cut, engine) for text in texts]
    naming = Naming([plain(text) for text in document or texts], engine.source, engine.target, done)
    total = len({s for one in prepared for s in (*one.inputs, *one.inner)})
    known: dict[str, Draft] = {}
    out: list[TextDraft] = []
    for group in _groups(prepared):
        wanted = [s for one in group for s in (*one.inputs, *one.inner) if s not in known]
        wanted = list(dict.fromkeys(wanted))
        drafts = _drafts(engine, wanted, choose, naming, _offset(on_progress, len(known), total))
        known.update(zip(wanted, drafts, strict=True))
        for made in _placed(engine, group, known, naming):
            out.append(made)
            if keep:
                keep(len(out) - 1, out[-1])
    return out


def _prepared(text: str, cut: Callable[[str], CutLike], engine: Engine) -> _Text:
    text, table = tagged(text)
    laid = layout(text)
    bare = plain(text)
    fixed = untagged(text, table) if only_verbatim(bare) or not any(map(str.isalpha, bare)) else ""
    found = values(bare, engine.source, engine.target) if len(bare) < 60 else []
    if len(found) == 1 and bare.strip() == found[0].text and found[0].forms:
        fixed = text.replace(found[0].text, found[0].forms[0])
    if fixed:
        return _Text(laid, (), (), table, fixed)
    cuts = tuple(cut(plain(line)) for line in laid.lines)
    return _Text(laid, cuts, tuple(inner_texts(laid.lines)), table)


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
    engine: Engine,
    sentences: Sequence[str],
    choose: Choose | None,
    naming: Naming,
    on_progress: Progress | None,
) -> list[Draft]:
    """Drafts of distinct sentences: first try, net, ladder, repairs, risk."""
    copied = [n for n, sentence in enumerate(sentences) if only_verbatim(sentence)]
    masks = _masks(engine, [s for n, s in enumerate(sentences) if n not in set(copied)])
    texts = [one.text for one in masks]
    terms = [tuple(choose(text)) if choose else () for text in texts]
    for text, own in zip(texts, terms, strict=True):
        naming.told(text, own)
    names = [_names(naming, one, t) for one, t in zip(masks, terms, strict=True)]
    asked = [
        _apart(*rows, converted(text, engine.source, engine.target))
        for *rows, text in zip(terms, names, texts, strict=True)
    ]
    drafts = engine.translate(texts, terms=asked if any(asked) else None, on_progress=on_progress)
    drafts = mended(engine, drafts, asked)
    wanted = [_with_figures(engine, d, t) for d, t in zip(drafts, asked, strict=True)]
    if any(wanted):
        drafts = honour(engine, drafts, wanted)
    out = {sentence: Draft(sentence, sentence, engine.name, engine.package, 0.0)
           for sentence in (sentences[n] for n in copied)}  # fmt: skip
    told = [
        _restored(engine, judged(_told(engine, draft, called, naming), own, engine.target), mask)
        for draft, mask, own, called in zip(drafts, masks, terms, names, strict=True)
    ]
    for draft, mask in zip(with_risk(engine, told), masks, strict=True):
        kept = mask.source != mask.text  # what is copied survives, whatever becomes of the words
        out[mask.source] = replace(draft, risk=None) if kept else draft
    return [out[sentence] for sentence in sentences]


def _masks(engine: Engine, sentences: Sequence[str]) -> list[Masked]:
    """Each sentence without what must be copied, in the first style whose stand-ins come back once."""
    known = styles(engine.annotates)
    out = [masked(sentence, known[0], engine.target) for sentence in sentences]
    open_ = [n for n, one in enumerate(out) if one.holes]
    for number, style in enumerate(known):
        if not open_:
            break
        tried = [masked(sentences[n], style, engine.target) for n in open_]
        marks = [_asked_for(one) for one in tried]
        drafts = engine.translate(
            [one.text for one in tried], terms=marks if any(marks) else None, careful=number > 0
        )
        good = {n: one for n, one, d in zip(open_, tried, drafts, strict=True)
                if one.complete(d.target)}  # fmt: skip
        for n, one in good.items():
            out[n] = one
        open_ = [n for n in open_ if n not in good]
    return out


def _asked_for(mask: Masked) -> tuple[TermChoice, ...]:
    return tuple(TermChoice(span, (said,), NAME + said) for span, said in mask.marks)


def _names(naming: Naming, mask: Masked, taken: Sequence[TermChoice]) -> tuple[TermChoice, ...]:
    """Stand-ins to be asked for, and names outside the terms."""
    own = _asked_for(mask)
    holes = [
        (m, m + len(word)) for word, _said, _text in mask.holes for m in [mask.text.find(word)]
    ]
    spans = [choice.span for choice in taken] + holes
    return (*own, *naming.choices(mask.text, spans))


def _apart(*rows: Sequence[TermChoice]) -> tuple[TermChoice, ...]:
    """The choices of all rows; of two that overlap the one of the earlier row."""
    out: list[TermChoice] = []
    for row in rows:
        spans = [choice.span for choice in out]
        out += [c for c in row if not any(a < c.span[1] and c.span[0] < b for a, b in spans)]
    return tuple(out)


def _restored(engine: Engine, draft: Draft, mask: Masked) -> Draft:
    """The draft of the sentence as it stands in the document."""
    if mask.source == mask.text:
        return draft
    target, lost = mask.restored(draft.target, engine.target)
    codes = [c for c in draft.warnings if c != "name" or lost]
    return replace(
        draft,
        source=mask.source,
        target=target,
        honoured=tuple(replace(c, span=mask.span(c.span)) for c in draft.honoured),
        missed=tuple(replace(c, span=mask.span(c.span)) for c in draft.missed),
        warnings=(*codes, *(["moved"] if lost and target else [])),
    )


def _told(engine: Engine, draft: Draft, names: Sequence[TermChoice], naming: Naming) -> Draft:
    """The draft with marks and values put right where that is certain, and what is still wrong."""
    target = closed(draft.source, draft.target)
    target = repaired(draft.source, target, engine.source, engine.target)
    said = [
        (draft.source[slice(*c.span)], next(t for t in c.targets if t in target))
        for c in names
        if any(t in target for t in c.targets)
    ]
    target = ages_in_place(draft.source, target, said)
    codes = _codes(engine, draft.source, target)
    if target and len(said) < len(names) and "name" not in codes:
        codes.append("name")
    if any(c.targets[0] in target and naming.kanji_wanted(c, draft.source) for c in names):
        codes.append("kanji")
    lost = [code for code in draft.warnings if code in UNUSABLE and (not target or code != LOST)]
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
    return _without_strays(engine, out, terms)


def _without_strays(
    engine: Engine, drafts: Sequence[Draft], terms: Sequence[Sequence[TermChoice]]
) -> list[Draft]:
    """Drafts with made-up numbers drafted again, those numbers forbidden; each only while it gets better."""
    out = list(drafts)
    for n, draft in enumerate(drafts):
        strays: dict[str, None] = {}
        for _try in range(_TRIES):
            found = _strays(engine, out[n])
            if not found or set(found) <= strays.keys():
                break
            strays |= dict.fromkeys(found)
            (again,) = engine.translate(
                [draft.source], terms=[terms[n]] if terms[n] else None,
                hypotheses=_TRIES, avoid=tuple(strays),
            )  # fmt: skip
            out[n] = _best(engine, out[n], again)
    return out


def _strays(engine: Engine, draft: Draft) -> list[str]:
    """Made-up numbers of a draft as they stand, but for those that are part of one that is wanted."""
    wanted = " ".join(
        [
            draft.source,
            *(f for one in values(draft.source, engine.source, engine.target) for f in one.forms),
        ]
    )
    found = invented(draft.source, draft.target, engine.source, engine.target)
    said = dict.fromkeys(draft.target[slice(*number.span)] for number in found)
    return [one for one in said if one not in wanted]


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


def _whole(engine: Engine, text: _Text, known: Mapping[str, Draft], naming: Naming) -> TextDraft:
    """The paragraph put together, its tags put back, its provenance summed."""
    if text.fixed:
        return TextDraft(text.fixed, provenance_of(engine, ()), ())
    lines: list[str] = []
    complete = text.layout.whole
    drafts = [known[sentence] for sentence in text.inputs]
    forms = _forms(drafts, known, text.inner, naming)
    for line, piece in zip(text.layout.lines, text.cuts, strict=True):
        joined = piece.join([known[sentence].target for sentence in piece.inputs], engine.target)
        target, placed = with_markup(line, joined, forms)
        if not placed and joined:
            target = _with_links(line, target, text.table, forms)
        lines.append(untagged(target, text.table))
        complete = complete and placed
    provenance = provenance_of(engine, drafts, () if complete else ("markup",))
    target = text.layout.filled(lines) if any(lines) else ""
    return TextDraft(untagged(target, text.table), provenance, tuple(drafts))


def _placed(
    engine: Engine, group: Sequence[_Text], known: Mapping[str, Draft], naming: Naming
) -> list[TextDraft]:
    """The paragraphs of a group; where a tag found no place, the sentences are drafted once more with what
    the engine says for the tag's text alone asked of it, and taken if they are no worse."""
    out = [_whole(engine, one, known, naming) for one in group]
    open_ = [n for n, made in enumerate(out) if "markup" in made.provenance.warnings]
    asked: dict[str, tuple[TermChoice, ...]] = {}
    for text in (group[n] for n in open_ if engine.annotates and group[n].layout.whole):
        for sentence in text.inputs:
            inner = [
                TermChoice((at, at + len(one)), (said,), NAME + said)
                for one in text.inner
                if sentence.count(one) == 1 and one != sentence
                for at, said in [(sentence.find(one), known[one].target.strip("。「」、 "))]
                if said
            ]
            if inner and not verbatim(sentence):
                old = known[sentence]
                more = converted(sentence, engine.source, engine.target)
                terms = (*old.honoured, *old.missed)
                asked[sentence] = _apart(inner, terms, naming.choices(sentence), more)
    if not asked:
        return out
    better = dict(known)
    for draft in engine.translate(list(asked), terms=list(asked.values())):
        old = known[draft.source]
        new = judged(_told(engine, draft, (), naming), (*old.honoured, *old.missed), engine.target)
        if len(new.missed) <= len(old.missed) and cost(list(new.warnings)) <= cost(
            list(old.warnings)
        ):
            better[draft.source] = new
    for n in open_:
        made = _whole(engine, group[n], better, naming)
        if "markup" not in made.provenance.warnings:
            out[n] = made
    return out


def _with_links(line: str, target: str, table: Table, forms: Mapping[str, Sequence[str]]) -> str:
    """Links of Markdown that found no place stand in brackets at the end: an address is not lost."""
    for opening, inner, closing in links(line, table):
        pair = f'<bdo k="{table.index((opening, closing))}">'
        if pair in line and pair not in target:
            said = next(iter(forms.get(plain(inner).strip(), ())), plain(inner)).strip("。")
            body = target.rstrip("。.")
            target = f"{body}（{pair}{said}</bdo>）{target[len(body) :]}"
    return target


def provenance_of(engine: Engine, drafts: Sequence[Draft], more: Sequence[str] = ()) -> Provenance:
    """What made a paragraph of these sentences, and what it missed; `more` are further warnings."""
    codes = list(dict.fromkeys(code for draft in drafts for code in draft.warnings)) + list(more)
    asked = sum(len(draft.honoured) + len(draft.missed) for draft in drafts)
    good = sum(len(draft.honoured) for draft in drafts)
    scores = [draft.score for draft in drafts if draft.target]
    made = dict.fromkeys((draft.engine, draft.package) for draft in drafts if draft.target)
    names = made or {(engine.name, engine.package): None}
    known = getattr(engine, "scores", True)
    return Provenance(
        Origin.MT,
        engine="+".join(dict.fromkeys(name for name, _package in names)),
        package="+".join(dict.fromkeys(package for _name, package in names)),
        score=sum(scores) / len(scores) if scores and known else None,
        terms=(good, asked) if asked else None,
        risk=whole(drafts),
        warnings=tuple(codes + (["terms"] if good < asked else [])),
    )


def _forms(
    drafts: Sequence[Draft], known: Mapping[str, Draft], inner: Sequence[str], naming: Naming
) -> dict[str, list[str]]:
    """What may stand for the text of each inner tag: terms honoured for it, what a name is called, a value in
    its Japanese form, its own translation."""
    out: dict[str, list[str]] = {text: [] for text in inner}
    for draft in drafts:
        for choice in draft.honoured:
            text = draft.source[slice(*choice.span)]
            if text in out:
                out[text] += choice.targets
    for text in inner:
        names = naming.choices(text)
        if len(names) == 1 and names[0].span == (0, len(text)):
            out[text] += names[0].targets
        out[text].append(known[text].target)
    return out


__all__ = ["Choose", "Keep", "TextDraft", "draft_texts", "judged", "mended"]
