"""The Argos engine: a package, or several in a row through other languages.

Lives here: ArgosEngine. Takes sentences and term choices, gives Drafts. The whole list is sorted by
length and batched; terms are written into the source where the package was trained to read them.
With `plain=True` the settings are Argos' own and so is the output, character for character (a test
proves it).
May import: model, language and the modules of this room.
Apart from `runtime` because a way through several models is more than one model.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from workbench.drafting.engine import Progress
from workbench.drafting.packages import PackageInfo
from workbench.drafting.route import locate
from workbench.drafting.runtime import POSITIONS, Hypotheses, LoadedPackage
from workbench.drafting.sentencepieces import joined, split_long
from workbench.language import info
from workbench.model import Draft, TermChoice

_CAREFUL: dict[str, Any] = {"no_repeat_ngram_size": 3, "repetition_penalty": 1.2, "beam_size": 5}
_QUICK = 2
"""Beam for going on after a given beginning: many are tried, or a person waits."""
_LONGEST = 150
"""Source tokens of one piece; CTranslate2 would cut what is far longer off, and no model learnt it."""
_CHUNK = 12_000
"""Characters between two progress reports, some 3,000 tokens or a second: what Ctrl-C waits for."""


_TARGET_JOINT = re.compile(r"[、。；;,.]\s*")
_WIDE = {"⦅": "｟", "⦆": "｠"}
"""Characters that a tokenizer's NFKC turns into marks."""


class ArgosEngine:
    """An Argos package, or a chain of them."""

    def __init__(
        self,
        source: str,
        target: str,
        package: Path | None = None,
        threads: int | None = None,
        *,
        plain: bool = False,
        models: Sequence[LoadedPackage] = (),
        name: str = "argos",
    ) -> None:
        """Find the package, or take the `models` given; they are loaded with the first sentence. Raises
        PackageError."""
        self.source, self.target, self.name = source, target, name
        found = models or [LoadedPackage(one, threads) for one in locate(source, target, package)]
        self._models = list(found)
        self._plain = plain

    @property
    def package(self) -> str:
        """`en_ja-1.0`, or `de_en-1.0+en_ja-1.0`."""
        return "+".join(f"{one.code}-{one.version}" for one in self.packages)

    @property
    def packages(self) -> list[PackageInfo]:
        """What it runs."""
        return [model.package for model in self._models]

    @property
    def annotation(self) -> tuple[str, str] | None:
        """The marks around an asked-for target, where the model was trained to read them."""
        table = self._models[0].settings.get("annotation")
        if len(self._models) != 1 or not isinstance(table, dict) or self._plain:
            return None
        marks = (str(table.get("open", "")), str(table.get("close", "")))
        return marks if all(marks) else None

    @property
    def annotates(self) -> bool:
        """Whether the model was trained to read term annotations."""
        return self.annotation is not None

    def load(self) -> None:
        """Load the models now rather than with the first sentence. Raises PackageError."""
        for model in self._models:
            model.load()

    def translate(
        self,
        sentences: Sequence[str],
        *,
        terms: Sequence[Sequence[TermChoice]] | None = None,
        prefix: Sequence[str] | None = None,
        hypotheses: int = 1,
        careful: bool = False,
        avoid: Sequence[str] = (),
        on_progress: Progress | None = None,
    ) -> list[Draft]:
        """One Draft per sentence, in order. Raises PackageError, EngineError."""
        inputs = list(sentences)
        if self.annotation:
            asked = terms if terms is not None else [()] * len(inputs)
            inputs = [annotated(s, t, self.annotation) for s, t in zip(inputs, asked, strict=True)]
        for model in self._models[:-1]:
            inputs = [found[0][0] for found in self._all(model, inputs, None, 1, {}, None)]
        last = self._models[-1]
        options: dict[str, Any] = dict(_CAREFUL) if careful and not self._plain else {}
        if prefix is not None and hypotheses == 1 and not self._plain:
            options.setdefault("beam_size", _QUICK)
        if avoid:
            options["suppress_sequences"] = _spellings(last, avoid)
        found = self._all(last, inputs, prefix, hypotheses, options, on_progress)
        return [
            Draft(
                source, texts[0][0], self.name, self.package, texts[0][1],
                alternatives=tuple(dict.fromkeys(text for text, _score in texts[1:])),
            )
            for source, texts in zip(sentences, found, strict=True)
        ]  # fmt: skip

    def _all(
        self,
        model: LoadedPackage,
        texts: Sequence[str],
        prefix: Sequence[str] | None,
        hypotheses: int,
        options: dict[str, Any],
        on_progress: Progress | None,
    ) -> list[Hypotheses]:
        """Hypotheses per text. Long texts go in pieces; all pieces are sorted by length, batched."""
        pieces: list[tuple[int, str]] = []
        for number, text in enumerate(texts):
            head = prefix[number] if prefix is not None else ""
            whole = self._plain or bool(head)
            cut = [text] if whole else split_long(text, model.length, _LONGEST)
            if head and not self._plain and model.length(text) > POSITIONS:
                cut = []  # what was forced belongs to one part of it, and nobody knows to which
            pieces += [(number, piece) for piece in cut if piece.strip()]
        order = sorted(range(len(pieces)), key=lambda n: -len(pieces[n][1]))
        done: dict[int, Hypotheses] = {}
        for chunk in _chunks(order, [len(piece) for _number, piece in pieces]):
            heads = None
            if prefix is not None:
                heads = [model.pieces(prefix[pieces[n][0]])[: POSITIONS - 50] for n in chunk]
            found = model.run(
                [pieces[n][1] for n in chunk], heads, hypotheses=hypotheses, plain=self._plain,
                **options,
            )  # fmt: skip
            done.update(zip(chunk, found, strict=True))
            if on_progress:
                on_progress(len(done), len(pieces))
        parts: list[list[Hypotheses]] = [[] for _text in texts]
        for n, (number, _piece) in enumerate(pieces):
            parts[number].append(done[n])
        target = model.package.target
        return [_whole(found, target) for found in parts]

    def score(self, sources: Sequence[str], targets: Sequence[str]) -> list[float]:
        """Mean log probability per target token; of the last model's, where there are several."""
        sources = [self._bare(source) for source in sources]
        for model in self._models[:-1]:
            sources = [found[0][0] for found in self._all(model, sources, None, 1, {}, None)]
        return self._models[-1].score(sources, targets)

    def token_scores(self, sources: Sequence[str], targets: Sequence[str]) -> list[Sequence[float]]:
        """Log probability of each target token; none where a way through several models is taken."""
        if len(self._models) > 1:
            return [()] * len(sources)
        return self._models[0].token_scores([self._bare(s) for s in sources], targets)

    def alternatives(self, source: str, prefix: str = "", n: int = 5) -> list[str]:
        """Whole targets that start with `prefix`, best first, each going on in another way."""
        source = self._bare(source)
        for model in self._models[:-1]:
            source = self._all(model, [source], None, 1, {}, None)[0][0][0]
        if not source.strip():
            return []
        last = self._models[-1]
        parts = split_long(source, last.length, _LONGEST)
        if len(parts) == 1:
            return self._going_on(last, source, prefix, n)
        done, part = _so_far(parts, prefix, last.package.target)
        return [done + text for text in self._going_on(last, part, prefix[len(done) :], n)]

    @staticmethod
    def _going_on(last: LoadedPackage, source: str, prefix: str, n: int) -> list[str]:
        heads = _heads(last.pieces(prefix)[: POSITIONS - 50])
        found: list[tuple[str, float]] = []
        for result in last.run(
            [source] * len(heads), heads, hypotheses=n, return_alternatives=True
        ):
            found += result
        found.sort(key=lambda pair: -pair[1])
        texts = dict.fromkeys(text for text, _score in found if text.startswith(prefix))
        return list(texts)[:n]

    def _bare(self, source: str) -> str:
        """The source without characters that a trained model would take for annotations."""
        return annotated(source, (), self.annotation) if self.annotation else source

    def with_plain_options(self) -> ArgosEngine:
        """The same package with Argos' own settings and no annotations."""
        twin = ArgosEngine.__new__(ArgosEngine)
        twin.__dict__.update(self.__dict__, _plain=True)
        return twin


def _heads(pieces: list[str]) -> list[list[str]]:
    """The typed tokens; and without the last one, as typing stops in the middle of words."""
    return [pieces, pieces[:-1]] if len(pieces) > 1 else [pieces]


def _so_far(parts: Sequence[str], prefix: str, language: str) -> tuple[str, str]:
    """Of a sentence too long for a model: (what of the target belongs to its earlier parts, the part
    that is being typed), judged by length and by the joints of the target."""
    ratio = 1.0 if info(language).spaced else 0.5
    place = len(prefix) / ratio / max(1, sum(map(len, parts))) * len(parts)
    number = min(len(parts) - 1, int(place))
    joints = [m.end() for m in _TARGET_JOINT.finditer(prefix)]
    wanted = number / len(parts) * sum(map(len, parts)) * ratio
    at = min([0, *joints], key=lambda at: abs(at - wanted)) if number else 0
    return prefix[:at], parts[number]


def _chunks(order: Sequence[int], lengths: Sequence[int]) -> list[list[int]]:
    """`order` in runs of about _CHUNK characters, padding counted."""
    out: list[list[int]] = []
    widest = 0
    for n in order:
        if not out or widest * (len(out[-1]) + 1) > _CHUNK:
            out.append([])
            widest = max(1, lengths[n])
        out[-1].append(n)
    return out


def _whole(parts: list[Hypotheses], language: str) -> Hypotheses:
    """The hypotheses of a text's pieces, joined rank by rank; scores weighted by length."""
    if len(parts) <= 1:
        return parts[0] if parts and parts[0] else [("", 0.0)]
    out: Hypotheses = []
    for rank in range(min(map(len, parts))):
        texts = [part[rank][0] for part in parts]
        weight = sum(map(len, texts)) or 1
        total = sum(part[rank][1] * len(part[rank][0]) for part in parts)
        out.append((joined(texts, language), total / weight))
    return out


def _spellings(model: LoadedPackage, words: Sequence[str]) -> list[list[str]]:
    """Token sequences that spell the words, at the start of a text and inside one."""
    out: list[list[str]] = []
    for word in words:
        pieces = model.pieces(word)
        inside = [pieces[0].removeprefix("▁"), *pieces[1:]] if pieces else []
        out += [row for row in (pieces, [p for p in inside if p]) if row and row not in out]
    return out


def annotated(sentence: str, terms: Sequence[TermChoice], marks: tuple[str, str]) -> str:
    """The sentence with each term of clear meaning followed by its preferred target between the marks.

    Marks that stand in the text of the article, or in a term, are not marks and are left out.
    """
    opening, closing = marks
    parts: list[str] = []
    last = 0
    for choice in sorted(terms, key=lambda c: c.span):
        start, end = choice.span
        if not choice.targets or not choice.clear or start < last or end > len(sentence):
            continue
        target = choice.targets[0].removesuffix("する") or choice.targets[0]
        parts += [_unmarked(sentence[last:end], marks)]
        parts += [f" {opening} {_unmarked(target, marks)} {closing}"]
        last = end
    return "".join([*parts, _unmarked(sentence[last:], marks)])


def _unmarked(text: str, marks: tuple[str, str]) -> str:
    for mark in marks:
        text = text.replace(mark, "").replace(_WIDE.get(mark, mark), "")
    return text
