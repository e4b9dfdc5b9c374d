"""The Argos engine: the only module that runs CTranslate2.

Lives here: ArgosEngine. Takes sentences and term choices, gives Drafts. Packages are read through
`argostranslate.package` and run on `ctranslate2.Translator` directly: `argostranslate.translate`
imports stanza and torch, and translates paragraph by paragraph. With `plain=True` the settings are
Argos' own and so is the output, character for character (a test proves it).
May import: model, errors, wording and the modules of this room; argostranslate, ctranslate2.
Apart from `engine` because it knows the foreigners.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from workbench.drafting.engine import Progress
from workbench.drafting.packages import PackageInfo, locate
from workbench.errors import EngineError, PackageError
from workbench.model import Draft, TermChoice
from workbench.wording import _

ARGOS_OPTIONS: dict[str, Any] = {
    "beam_size": 4, "length_penalty": 0.2, "replace_unknowns": True,
    "max_batch_size": 32, "batch_type": "tokens",
}  # fmt: skip
"""What argostranslate 1.11 passes (translate.py, apply_packaged_translation), one hypothesis aside."""
_DEFAULTS: dict[str, Any] = {"beam_size": 4, "length_penalty": 0.6}
_CAREFUL: dict[str, Any] = {"no_repeat_ngram_size": 3, "repetition_penalty": 1.2, "beam_size": 5}
_CHUNK = 256
"""Sentences between two progress reports."""
_BATCH_TOKENS = 2_048


@dataclass
class _Model:
    """One loaded package."""

    package: PackageInfo

    @cached_property
    def argos(self) -> Any:
        """argostranslate's own reading of the package: its tokenizer class and prefix."""
        from argostranslate.package import Package

        try:
            return Package(self.package.path)
        except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
            raise PackageError(
                _("cannot be read by Argos: {reason}").format(reason=error),
                where=str(self.package.path),
            ) from error

    @cached_property
    def settings(self) -> dict[str, Any]:
        """The `workbench` table of the metadata; empty in packages of others."""
        table = self.package.metadata.get("workbench")
        return table if isinstance(table, dict) else {}


class ArgosEngine:
    """An Argos package, or two in a row through a third language."""

    name = "argos"

    def __init__(
        self,
        source: str,
        target: str,
        package: Path | None = None,
        threads: int | None = None,
        *,
        plain: bool = False,
    ) -> None:
        """Find the package; the model is loaded with the first sentence. Raises PackageError."""
        self.source, self.target = source, target
        self._models = [_Model(info) for info in locate(source, target, package)]
        self._threads = threads
        self._plain = plain
        self._loaded: dict[int, Any] = {}

    @property
    def package(self) -> str:
        """`en_ja-1.0`, or `de_en-1.0+en_ja-1.0`."""
        return "+".join(f"{m.package.code}-{m.package.version}" for m in self._models)

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

    def _translator(self, number: int) -> Any:
        if number not in self._loaded:
            import ctranslate2

            folder = self._models[number].package.path / "model"
            options: dict[str, Any] = {"compute_type": "auto", "device": "cpu"}
            if self._threads:
                options["intra_threads"] = self._threads
            try:
                self._loaded[number] = ctranslate2.Translator(str(folder), **options)
            except (RuntimeError, ValueError, OSError) as error:
                raise PackageError(
                    _("its model cannot be loaded: {reason}").format(reason=_line(error)),
                    where=str(folder),
                    hint=_("install the package again"),
                ) from error
        return self._loaded[number]

    def translate(
        self,
        sentences: Sequence[str],
        *,
        terms: Sequence[Sequence[TermChoice]] | None = None,
        prefix: Sequence[str] | None = None,
        hypotheses: int = 1,
        careful: bool = False,
        never: Sequence[str] = (),
        on_progress: Progress | None = None,
    ) -> list[Draft]:
        """One Draft per sentence, in order; the whole list is sorted by length and batched."""
        inputs = list(sentences)
        if terms is not None and self.annotation:
            inputs = [annotated(s, t, self.annotation) for s, t in zip(inputs, terms, strict=True)]
        options = dict(_CAREFUL) if careful else {}
        if never:
            encode = self._models[-1].argos.tokenizer.encode
            options["suppress_sequences"] = [s for s in map(encode, never) if s]
        scores: list[float] = [0.0] * len(inputs)
        results: list[list[str]] = [[text] for text in inputs]
        for number in range(len(self._models)):
            last = number == len(self._models) - 1
            found = self._run(
                number,
                [texts[0] for texts in results],
                prefix if last else None,
                hypotheses if last else 1,
                options,
                on_progress if last else None,
            )
            results = [texts for texts, _score in found]
            scores = [score for _texts, score in found]
        return [
            Draft(source, texts[0], self.name, self.package, score, alternatives=tuple(texts[1:]))
            for source, texts, score in zip(sentences, results, scores, strict=True)
        ]

    def _run(
        self,
        number: int,
        texts: Sequence[str],
        prefix: Sequence[str] | None,
        hypotheses: int,
        options: dict[str, Any],
        on_progress: Progress | None,
    ) -> list[tuple[list[str], float]]:
        """(hypotheses, score of the best) per text, for one model."""
        out: list[tuple[list[str], float]] = [([""], 0.0)] * len(texts)
        order = sorted(range(len(texts)), key=lambda n: -len(texts[n]))
        order = [n for n in order if texts[n].strip()]
        done = 0
        for start in range(0, len(order), _CHUNK):
            chunk = order[start : start + _CHUNK]
            heads = [prefix[n] for n in chunk] if prefix is not None else None
            found = self._batch(number, [texts[n] for n in chunk], heads, hypotheses, options)
            for n, result in zip(chunk, found, strict=True):
                out[n] = result
            done += len(chunk)
            if on_progress:
                on_progress(done, len(order))
        return out

    def _batch(
        self,
        number: int,
        texts: Sequence[str],
        heads: Sequence[str] | None,
        hypotheses: int,
        options: dict[str, Any],
    ) -> list[tuple[list[str], float]]:
        model = self._models[number]
        tokenizer = model.argos.tokenizer
        given = self._options(model, hypotheses, options)
        prefixes = self._prefixes(model, tokenizer, texts, heads)
        try:
            tokens = [tokenizer.encode(text) for text in texts]
            found = self._translator(number).translate_batch(
                tokens, target_prefix=prefixes, num_hypotheses=hypotheses, **given
            )
        except (RuntimeError, ValueError, MemoryError, RecursionError) as error:
            raise EngineError(
                _("the engine stopped: {reason}").format(reason=_line(error)),
                where=model.package.code,
                hint=_("`workbench doctor` shows what is installed"),
            ) from error
        return [
            (
                [self._decoded(model, tokenizer, hypothesis) for hypothesis in result.hypotheses],
                result.scores[0] if result.scores else 0.0,
            )
            for result in found
        ]

    def _options(self, model: _Model, hypotheses: int, options: dict[str, Any]) -> dict[str, Any]:
        if self._plain:
            given = dict(ARGOS_OPTIONS)
        else:
            table = model.settings.get("decoding")
            tuned = (
                {k: v for k, v in table.items() if k in _KNOWN} if isinstance(table, dict) else {}
            )
            given = {**_DEFAULTS, **tuned, "replace_unknowns": True, **options}
            given.update(max_batch_size=_BATCH_TOKENS, batch_type="tokens", return_scores=True)
        given["beam_size"] = max(given["beam_size"], hypotheses)
        return {"return_scores": True, **given}

    @staticmethod
    def _prefixes(
        model: _Model, tokenizer: Any, texts: Sequence[str], heads: Sequence[str] | None
    ) -> list[list[str]] | None:
        """Target prefixes: the package's own (multilingual models) and what was typed."""
        own = getattr(model.argos, "target_prefix", "") or ""
        if heads is None:
            return [[own]] * len(texts) if own else None
        return [([own] if own else []) + (list(tokenizer.encode(h)) if h else []) for h in heads]

    @staticmethod
    def _decoded(model: _Model, tokenizer: Any, tokens: list[str]) -> str:
        """Text as Argos decodes it: its prefix and one leading space taken off."""
        text = str(tokenizer.decode(tokens))
        own = getattr(model.argos, "target_prefix", "") or ""
        if own and text.startswith(own):
            text = text[len(own) :]
        return text[1:] if text.startswith(" ") else text

    def alternatives(self, source: str, prefix: str = "", n: int = 5) -> list[str]:
        """Whole targets that start with `prefix`, best first."""
        drafts = self.translate([source], prefix=[prefix], hypotheses=n)
        texts = [drafts[0].target, *drafts[0].alternatives]
        return list(dict.fromkeys(text for text in texts if text))

    def with_plain_options(self) -> ArgosEngine:
        """The same package with Argos' own settings and no annotations."""
        twin = ArgosEngine.__new__(ArgosEngine)
        twin.__dict__.update(self.__dict__, _plain=True)
        return twin


_KNOWN = frozenset(
    ["beam_size", "length_penalty", "coverage_penalty", "repetition_penalty",
     "no_repeat_ngram_size", "patience", "max_decoding_length"]
)  # fmt: skip


def annotated(sentence: str, terms: Sequence[TermChoice], marks: tuple[str, str]) -> str:
    """The sentence with each term followed by its preferred target between the marks."""
    opening, closing = marks
    for choice in sorted(terms, key=lambda c: -c.span[1]):
        if choice.targets:
            target = choice.targets[0].removesuffix("する") or choice.targets[0]
            end = choice.span[1]
            sentence = f"{sentence[:end]} {opening} {target} {closing}{sentence[end:]}"
    return sentence


def _line(error: BaseException) -> str:
    return str(error).strip().split("\n")[0][:200] or type(error).__name__
