"""Tiny random models in the layouts of others' converters, made with CTranslate2's own specifications.

    from tests.drafting.folders import KINDS, tiny_folder
    path = tiny_folder(tmp_path, "nllb")

The weights are random and the output is noise; that it is the same noise as `ctranslate2.Translator` makes is what
the tests ask.
"""

from __future__ import annotations

import io
import json
from functools import lru_cache
from pathlib import Path
from typing import Any

SIZE, HEADS, INNER = 32, 4, 48
SPECIAL = {
    "marian": [],
    "marian, two vocabularies": [],
    "marian, many targets": [">>jpn<<", ">>fra<<"],
    "quickmt": [],
    "m2m100": ["__en__", "__ja__", "__fr__"],
    "nllb": ["eng_Latn", "jpn_Jpan", "fra_Latn"],
    "mbart": ["en_XX", "ja_XX", "fr_XX"],
    "t5": ["<2en>", "<2ja>", "<2fr>"],
}
KINDS = tuple(SPECIAL)
FILES = {
    "marian": ("source.spm", "target.spm"),
    "marian, two vocabularies": ("source.spm", "target.spm"),
    "marian, many targets": ("source.spm", "target.spm"),
    "quickmt": ("src.spm.model", "tgt.spm.model"),
    "t5": ("spiece.model",),
}
_SHARED = ("sentencepiece.bpe.model",)
_TEXTS = (
    "The court ruled on Tuesday that the law was unconstitutional.",
    "Couples in the city may register a partnership, the mayor said.",
    "裁判所は火曜日、この法律は違憲だと判断した。", "市長は、カップルが登録できると述べた。",
)  # fmt: skip


@lru_cache
def _pieces(vocabulary: int) -> bytes:
    import sentencepiece

    out = io.BytesIO()
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=iter(_TEXTS * 5), model_writer=out, model_type="unigram", vocab_size=vocabulary,
        hard_vocab_limit=False, minloglevel=2,
    )  # fmt: skip
    return out.getvalue()


def tiny_folder(folder: Path, kind: str, *, seed: int = 1, size: int = SIZE) -> Path:
    """Write a folder of the kind; returns its path, whose name says no pair."""
    import sentencepiece
    from ctranslate2.specs import TransformerSpec
    from ctranslate2.specs.common_spec import Activation

    files = FILES.get(kind, _SHARED)
    models = [_pieces(110 + 15 * number) for number in range(len(files))]
    parts = []
    for model in models:
        read = sentencepiece.SentencePieceProcessor(model_proto=model)
        parts.append([read.id_to_piece(n) for n in range(read.get_piece_size())])
    tail = [*SPECIAL[kind], "<pad>"]
    apart = kind in {"marian, two vocabularies", "quickmt"}
    source = [*parts[0], *tail] if apart else list(dict.fromkeys([*parts[0], *parts[-1], *tail]))
    target = [*parts[-1], *tail] if apart else source
    t5, marian = kind == "t5", kind.startswith("marian")
    spec = TransformerSpec.from_config(
        (1, 1), HEADS, pre_norm=not marian, activation=Activation.GELU if t5 else Activation.RELU,
        ffn_glu=t5, relative_attention_bias=t5, rms_norm=t5,
    )  # fmt: skip
    if marian:
        spec.decoder.start_from_zero_embedding = True
    _Random(seed, size).fill(spec, len(source), len(target), relative=t5)
    if apart:
        spec.register_source_vocabulary(source)
        spec.register_target_vocabulary(target)
    else:
        spec.register_source_vocabulary(source)
        spec.register_target_vocabulary(source)
    spec.config.add_source_eos = kind == "marian, two vocabularies"
    spec.config.decoder_start_token = "<pad>" if t5 else "<s>" if kind == "quickmt" else "</s>"
    spec.validate()
    folder.mkdir(parents=True, exist_ok=True)
    spec.save(str(folder))
    for name, model in zip(files, models, strict=True):
        (folder / name).write_bytes(model)
    return folder


class _Random:
    def __init__(self, seed: int, size: int) -> None:
        import numpy

        self.rng, self.size = numpy.random.default_rng(seed), size

    def matrix(self, *shape: int) -> Any:
        return self.rng.normal(0, 0.3, size=shape).astype("float32")

    def norm(self, spec: Any, *, rms: bool) -> None:
        import numpy

        spec.gamma = numpy.ones(self.size, dtype="float32")
        if not rms:
            spec.beta = self.matrix(self.size)

    def linear(self, spec: Any, rows: int, columns: int, *, bare: bool) -> None:
        spec.weight = self.matrix(rows, columns)
        if not bare:
            spec.bias = self.matrix(rows)

    def attention(self, spec: Any, *, fused: bool, bare: bool) -> None:
        import numpy

        size = self.size
        self.norm(spec.layer_norm, rms=bare)
        for one, rows in zip(
            spec.linear, [3 * size, size] if fused else [size, 2 * size, size], strict=True
        ):
            self.linear(one, rows, size, bare=bare)
        if bare and fused:
            spec.relative_attention_bias = self.matrix(32, HEADS)
            spec.relative_attention_max_distance = numpy.dtype("int32").type(128)

    def fill(self, spec: Any, sources: int, targets: int, *, relative: bool) -> None:
        spec.encoder.embeddings[0].weight = self.matrix(sources, self.size)
        spec.decoder.embeddings.weight = self.matrix(targets, self.size)
        self.linear(spec.decoder.projection, targets, self.size, bare=relative)
        for side in (spec.encoder, spec.decoder):
            if not relative:
                side.position_encodings.encodings = self.matrix(512, self.size)
            if hasattr(side, "layer_norm"):
                self.norm(side.layer_norm, rms=relative)
            layer = side.layer[0]
            self.attention(layer.self_attention, fused=True, bare=relative)
            if side is spec.decoder:
                self.attention(layer.attention, fused=False, bare=relative)
            self.norm(layer.ffn.layer_norm, rms=relative)
            self.linear(layer.ffn.linear_0, INNER, self.size, bare=relative)
            if relative:
                self.linear(layer.ffn.linear_0_noact, INNER, self.size, bare=True)
            self.linear(layer.ffn.linear_1, self.size, INNER, bare=relative)


def card(folder: Path, licence: str) -> None:
    """A card as model hubs write it."""
    (folder / "README.md").write_text(f"---\nlanguage: en\nlicense: {licence}\n---\n# A model\n")


def broken(folder: Path, name: str, content: bytes | None) -> Path:
    """One of a folder's files replaced, or taken away."""
    place = folder / name
    place.unlink() if content is None else place.write_bytes(content)
    return folder


__all__ = ["KINDS", "broken", "card", "json", "tiny_folder"]
