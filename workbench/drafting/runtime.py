"""One package, loaded: the only module that runs CTranslate2.

Lives here: LoadedPackage and Tokens. Takes texts, gives hypotheses with scores. Packages are read through
`argostranslate.package` (its tokenizer classes, its target prefix) and run on `ctranslate2.Translator`
directly: `argostranslate.translate` imports stanza and torch, and works paragraph by paragraph.
May import: errors, wording and the modules of this room; argostranslate, ctranslate2, sentencepiece.
Apart from `argos` because one model is one thing, and a way through several another.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from threading import RLock
from typing import Any, Protocol

from workbench.drafting.packages import PackageInfo, unpacked
from workbench.drafting.sentencepieces import targets_only, whole_bytes
from workbench.errors import EngineError, PackageError
from workbench.wording import _

Hypotheses = list[tuple[str, float]]
"""Texts with their length-normalised log probabilities, best first."""
TUNABLE = frozenset(
    ["beam_size", "length_penalty", "coverage_penalty", "repetition_penalty",
     "no_repeat_ngram_size", "patience"]
)  # fmt: skip
"""Decoding options that a package's metadata may set."""
_DEFAULTS: dict[str, Any] = {"beam_size": 4, "length_penalty": 0.6}
_BATCH_TOKENS = 128
"""Source tokens (padding counted) that a model reads at once: as fast as more of them on two cores, and
a fifth less memory."""
POSITIONS = 250
"""Tokens of one sentence on either side, a forced beginning included. Small models know 256 positions and
stop with an error at the next; none translates sentences that long well."""
_FREE = frozenset(["suppress_sequences"])
"""Options under which any piece may be wanted, as after a forced beginning."""
_BROKEN = (
    OSError, ValueError, LookupError, TypeError, AttributeError, AssertionError, RuntimeError,
)  # fmt: skip


class Tokens(Protocol):
    """How a model's texts become tokens and its tokens text."""

    @property
    def model(self) -> str:
        """Where in the package's folder the model lies."""
        ...

    @property
    def compute(self) -> str:
        """The type to compute in, as CTranslate2 names it; empty = as Argos is set."""
        ...

    @property
    def own(self) -> list[str]:
        """Tokens that each target begins with and no text has: the target language of multilingual models."""
        ...

    def load(self) -> None:
        """Read the tokenizers now. Raises PackageError."""
        ...

    def read(self, text: str) -> list[str]:
        """Tokens of a source, with all that the model wants around them."""
        ...

    def pieces(self, target: str) -> list[str]:
        """Tokens of a target, or of the beginning of one."""
        ...

    def text(self, words: list[str], plain: bool) -> str:
        """The text of an answer's tokens."""
        ...


class LoadedPackage:
    """A package whose tokenizer and model are loaded when first used. Safe to use from threads."""

    def __init__(
        self, package: PackageInfo, threads: int | None = None, tokens: Tokens | None = None
    ) -> None:
        """`threads` is the number of cores to use, None for all of them; `tokens` is how the model's texts
        are cut, None as Argos does."""
        self.package = package
        self._threads = threads
        self._lock = RLock()
        self._tokens: Tokens = tokens or _ArgosTokens(self)

    @cached_property
    def settings(self) -> dict[str, Any]:
        """The `workbench` table of the metadata; empty in packages of others."""
        table = self.package.metadata.get("workbench")
        return table if isinstance(table, dict) else {}

    @cached_property
    def _shortlisted(self) -> bool:
        """Whether the model knows which pieces a source can become, and weighs only those."""
        return (
            bool(self.settings.get("shortlist"))
            and (self.folder / self._tokens.model / "vmap.txt").is_file()
        )

    @cached_property
    def folder(self) -> Path:
        """The unpacked package. Raises PackageError where its hashes do not hold."""
        with self._lock:
            return unpacked(self.package)

    @cached_property
    def _translator(self) -> Any:
        model = self.folder / self._tokens.model
        try:
            import ctranslate2
            from argostranslate import settings

            inter, intra = _cores(self._threads)
            return ctranslate2.Translator(
                str(model), device=settings.device,
                compute_type=self._tokens.compute or settings.compute_type,
                inter_threads=inter, intra_threads=intra,
            )  # fmt: skip
        except (*_BROKEN, MemoryError) as error:
            raise PackageError(
                _("its model cannot be loaded: {reason}").format(reason=_line(error)),
                where=str(model),
                hint=_("install the package again"),
            ) from error

    def load(self) -> None:
        """Load tokenizer and model now. Raises PackageError."""
        with self._lock:
            self._tokens.load()
            _ready = self._translator

    def length(self, text: str) -> int:
        """Number of source tokens of a text."""
        return len(self._read(text))

    def _read(self, text: str) -> list[str]:
        return self._tokens.read(text.encode("utf-8", "replace").decode())

    def pieces(self, target: str) -> list[str]:
        """Tokens of a target, or of the beginning of one."""
        self.load()
        return self._tokens.pieces(target.encode("utf-8", "replace").decode())

    def run(
        self,
        texts: Sequence[str],
        heads: Sequence[Sequence[str]] | None = None,
        *,
        hypotheses: int = 1,
        plain: bool = False,
        **options: Any,
    ) -> list[Hypotheses]:
        """Translate one batch. `heads` are target tokens to begin with; `options` go to CTranslate2
        and win over the package's own. With `plain`, Argos' settings and Argos' decoding.

        Raises PackageError, EngineError.
        """
        self.load()
        own = self._tokens.own
        prefixes = [own + list(head) for head in heads] if heads is not None else None
        if prefixes is None and own:
            prefixes = [own] * len(texts)
        with self._said():
            tokens = [self._read(text) for text in texts]
            room = POSITIONS - max(map(len, prefixes or []), default=0)
            longest = min(room, 24 + 3 * max(map(len, tokens), default=0))
            given = self._options(hypotheses, plain, longest) | options
            given["use_vmap"] = self._shortlisted and not (
                plain or prefixes or options.keys() & _FREE
            )
            found = self._translator.translate_batch(
                tokens, target_prefix=prefixes, num_hypotheses=hypotheses, return_scores=True,
                **given,
            )  # fmt: skip
            return [
                [
                    (self._tokens.text(words, plain), score)
                    for words, score in zip(result.hypotheses, result.scores, strict=True)
                ]
                for result in found
            ]

    def score(self, sources: Sequence[str], targets: Sequence[str]) -> list[float]:
        """Mean log probability per target token, for each pair. Raises EngineError."""
        found = self.token_scores(sources, targets)
        return [sum(logs) / len(logs) if logs else -99.0 for logs in found]

    def token_scores(self, sources: Sequence[str], targets: Sequence[str]) -> list[Sequence[float]]:
        """Log probability of each target token, for each pair. Raises EngineError."""
        self.load()
        own = self._tokens.own
        with self._said():
            found = self._translator.score_batch(
                [self._read(text) for text in sources],
                [own + self.pieces(text) for text in targets],
                max_batch_size=_BATCH_TOKENS, batch_type="tokens", max_input_length=POSITIONS,
            )  # fmt: skip
            return [list(result.log_probs) for result in found]

    def _options(self, hypotheses: int, plain: bool, longest: int) -> dict[str, Any]:
        from argostranslate import settings

        if plain:  # argostranslate 1.11, translate.py, apply_packaged_translation
            return {
                "beam_size": max(hypotheses, settings.beam_size), "length_penalty": 0.2,
                "replace_unknowns": True,
                "max_batch_size": settings.batch_size, "batch_type": "tokens",
            }  # fmt: skip
        table = self.settings.get("decoding")
        tuned = {k: v for k, v in table.items() if k in TUNABLE} if isinstance(table, dict) else {}
        given = {**_DEFAULTS, **tuned}
        given["beam_size"] = max(int(given["beam_size"]), hypotheses)
        return {
            **given, "replace_unknowns": True,
            "max_batch_size": _BATCH_TOKENS, "batch_type": "tokens", "max_input_length": POSITIONS,
            "max_decoding_length": max(1, longest),
        }  # fmt: skip

    @contextmanager
    def _said(self) -> Iterator[None]:
        """What CTranslate2 and the tokenizers raise, in one line."""
        try:
            yield
        except (RuntimeError, ValueError, TypeError, KeyError, IndexError, MemoryError) as error:
            raise EngineError(
                _("the engine stopped: {reason}").format(reason=_line(error)),
                where=self.package.code,
                hint=_("`workbench doctor` shows what is installed"),
            ) from error


class _ArgosTokens:
    """As argostranslate cuts a package's texts."""

    model, compute = "model", ""

    def __init__(self, owner: LoadedPackage) -> None:
        self._owner = owner

    def load(self) -> None:
        """Read the tokenizer now."""
        _ready = self._argos, self._target_pieces

    @cached_property
    def _argos(self) -> Any:
        """argostranslate's own reading of the package."""
        folder = self._owner.folder
        try:
            from argostranslate.package import Package

            package = Package(folder)
            package.tokenizer.encode("a")
        except _BROKEN as error:
            raise PackageError(
                _("cannot be read by Argos: {reason}").format(reason=_line(error)),
                where=str(folder),
                hint=_("install the package again"),
            ) from error
        return package

    @cached_property
    def _target_pieces(self) -> Any:
        """The SentencePiece model that cuts targets; None for packages of other kinds.

        Our own packages normalise their sources inside the tokenizer; their targets were trained
        without, so that ：and （ stay what they are.
        """
        processor = getattr(self._argos.tokenizer, "lazy_processor", None)
        if processor is None:
            return None
        if not self._owner.settings.get("normalisation"):
            return processor()
        import sentencepiece

        try:
            model = targets_only(processor().serialized_model_proto())
            return sentencepiece.SentencePieceProcessor(model_proto=model)
        except (ValueError, RuntimeError) as error:
            raise PackageError(
                _("its tokenizer cannot be read: {reason}").format(reason=_line(error)),
                where=str(self._owner.folder),
            ) from error

    @property
    def own(self) -> list[str]:
        """The target language token of multilingual packages."""
        prefix = getattr(self._argos, "target_prefix", "") or ""
        return [str(prefix)] if prefix else []

    def read(self, text: str) -> list[str]:
        """Tokens of a source."""
        return list(self._argos.tokenizer.encode(text))

    def pieces(self, target: str) -> list[str]:
        """Tokens of a target, or of the beginning of one."""
        if self._target_pieces is None:
            return list(self._argos.tokenizer.encode(target)) if target.strip() else []
        return list(self._target_pieces.encode(target, out_type=str))

    def text(self, words: list[str], plain: bool) -> str:
        """Tokens as text. Argos makes spaces of underscores; we do not."""
        processor = None if plain else getattr(self._argos.tokenizer, "lazy_processor", None)
        if processor is not None:
            text = whole_bytes(processor().decode_pieces(words).replace("▁", " "))
        else:
            text = str(self._argos.tokenizer.decode(words))
        own = "".join(self.own)
        if own and text.startswith(own):
            text = text[len(own) :]
        return text[1:] if text.startswith(" ") else text


def _cores(threads: int | None) -> tuple[int, int]:
    """(batches at once, threads for each). Batches side by side beat one on more threads: small
    models and short sentences do not fill several cores' matrix multiplication."""
    if threads is None:
        affinity = getattr(os, "sched_getaffinity", None)
        threads = len(affinity(0)) if affinity else os.cpu_count() or 1
    inter = max(1, min(threads, 4))
    return inter, max(1, threads // inter)


def _line(error: BaseException) -> str:
    return str(error).strip().split("\n")[0][:200] or type(error).__name__
