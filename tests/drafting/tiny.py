"""A tiny Argos package that any test can build in a second: real formats, made-up weights.

    from tests.drafting.tiny import tiny_package
    path = tiny_package(tmp_path)                      # translate-en_ja-1_0.argosmodel

The model is a CTranslate2 Transformer whose weights are written down rather than trained: position n
of the target looks at position n of the source and says the word that `WORDS` (or `words=`) gives
for it; whatever has no entry is copied, byte by byte if need be. `The court ruled .` becomes
`その裁判所判断した。`. With `seed=` the weights are random and the output is noise.
"""

from __future__ import annotations

import hashlib
import io
import json
import tempfile
import zipfile
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

WORDS: Mapping[str, str] = {
    "The": "その", "the": "その", "court": "裁判所", "city": "市", "law": "法", "ruled": "判断した",
    "ruling": "判決", "Tokyo": "東京", "Osaka": "大阪", "couples": "カップル", "couple": "カップル",
    "marriage": "結婚", "same-sex": "同性", "partner": "相手", "partnership": "提携", "not": "ない",
    "is": "は", "was": "だった", "said": "述べた", "in": "で", "on": "に", "of": "の", "and": "と",
    "to": "へ", "a": "ある", "A": "ある", "new": "新しい", "people": "人々", "mayor": "市長",
    "judge": "裁判官", "rights": "権利", "Tuesday": "火曜日", "Monday": "月曜日", "will": "だろう",
    "opens": "開く", "register": "登録", "percent": "パーセント", "survey": "調査", "she": "彼女",
    "She": "彼女", "He": "彼", "transgender": "性転換", "lesbian": "レズ", "gay": "ゲイ",
    ".": "。", ",": "、", "!": "！", "?": "？", "(": "（", ")": "）",
}  # fmt: skip
"""Word → word, English to Japanese; some on purpose not what a termbase would ask for."""

TERMS = ("トランスジェンダー", "レズビアン", "制度", "同性婚", "パートナー")
"""Words that the model can say but never says of itself."""
_MARKS = {"⦅": "「", "⦆": "」"}
"""What this model makes of term annotations: it says the term, in quotation marks."""
_POSITIONS, _LENGTH = 16, 1_024
_CODE = 96
_SIZE = 2 * (2 * _POSITIONS + _CODE)


def tiny_package(
    folder: Path,
    *,
    source: str = "en",
    target: str = "ja",
    version: str = "1.0",
    words: Mapping[str, str] | None = None,
    workbench: Mapping[str, Any] | None = None,
    seed: int | None = None,
    bpe: bool = False,
    extra: Mapping[str, bytes] | None = None,
    target_prefix: str = "",
) -> Path:
    """Write `translate-<source>_<target>-<version>.argosmodel` into `folder`; returns its path.

    `workbench` is our table in the metadata (annotation marks, decoding defaults); `extra` are
    further entries of the archive; `bpe` makes a package of Argos' older kind.
    """
    table = tuple((WORDS if words is None else words).items())
    pieces, tokenizer = _bpe(table) if bpe else _sentencepiece(table, target_prefix)
    name = f"translate-{source}_{target}-{version.replace('.', '_')}"
    metadata = {
        "package_version": version, "argos_version": "1.9.0",
        "from_code": source, "from_name": source.upper(),
        "to_code": target, "to_name": target.upper(),
        **({"target_prefix": target_prefix} if target_prefix else {}),
        **({"workbench": dict(workbench)} if workbench is not None else {}),
    }  # fmt: skip
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{name}.argosmodel"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(f"{name}/metadata.json", json.dumps(metadata, ensure_ascii=False))
        archive.writestr(f"{name}/README.md", f"# {source} to {target}\n\nNo real model.\n")
        archive.writestr(f"{name}/{'bpe' if bpe else 'sentencepiece'}.model", tokenizer)
        for part, data in _model(pieces, table, seed).items():
            archive.writestr(f"{name}/model/{part}", data)
        for part, data in (extra or {}).items():
            archive.writestr(f"{name}/{part}", data)
    return path


def write_hash(archive: Path) -> str:
    """Write `<archive>.sha256` as the training recipe does; returns the hash."""
    digest = hashlib.sha256(archive.read_bytes()).hexdigest()
    archive.with_name(archive.name + ".sha256").write_text(f"{digest}  {archive.name}\n")
    return digest


@lru_cache(maxsize=8)
def _sentencepiece(table: tuple[tuple[str, str], ...], prefix: str) -> tuple[list[str], bytes]:
    """(pieces, model): the table's words are whole pieces; bytes stand in for unknown letters."""
    import sentencepiece

    mine = dict.fromkeys(
        [("▁" if word[0].isalnum() else "") + word for word, _target in table]
        + [target for _word, target in table] + [*_MARKS, *_MARKS.values(), *TERMS] + ([prefix] if prefix else [])
    )  # fmt: skip
    letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789,.'\"-%"
    out = io.BytesIO()
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=iter(" ".join(letters) for _ in range(20)),
        model_writer=out, model_type="bpe", vocab_size=400 + len(mine), hard_vocab_limit=False,
        user_defined_symbols=list(mine), byte_fallback=True, minloglevel=2,
    )  # fmt: skip
    data = out.getvalue()
    read = sentencepiece.SentencePieceProcessor(model_proto=data)
    return [read.id_to_piece(number) for number in range(read.get_piece_size())], data


def _bpe(table: tuple[tuple[str, str], ...]) -> tuple[list[str], bytes]:
    """(tokens, codes file) in the manner of subword-nmt: every word falls into its letters first,
    then the merges join the table's words again."""
    merges: dict[str, None] = {}
    for word, _target in table:
        done = word[0]
        for number, letter in enumerate(word[1:], 2):
            end = "</w>" if number == len(word) else ""
            merges[f"{done} {letter}{end}"] = None
            done += letter
    letters = [chr(n) for n in range(33, 127)]
    words = [word for pair in table for word in pair] + list(TERMS)
    tokens = ["<unk>", "<s>", "</s>", *words, *letters, *(f"{letter}@@" for letter in letters)]
    return list(dict.fromkeys(tokens)), "\n".join(["#version: 0.2", *merges, ""]).encode()


@lru_cache(maxsize=16)
def _built(
    pieces: tuple[str, ...], table: tuple[tuple[str, str], ...], seed: int | None
) -> dict[str, bytes]:
    import numpy
    from ctranslate2.specs import TransformerSpec

    rng = numpy.random.default_rng(seed or 0)
    spec = TransformerSpec.from_config((1, 1), 1, pre_norm=True)
    made = _Weights(rng, noise=seed is not None)
    codes = rng.choice([-1.0, 1.0], size=(len(pieces), _CODE)).astype("float32")
    answer = _answers(pieces, dict(table))
    for side in (spec.encoder, spec.decoder):
        side.scale_embeddings = False
        side.position_encodings.encodings = made.positions()
        made.norm(side.layer_norm)
        made.feed_forward(side.layer[0].ffn)
        made.attention(side.layer[0].self_attention, fused=True)
    spec.encoder.embeddings[0].weight = made.doubled(codes[answer])
    spec.decoder.embeddings.weight = made.doubled(0.01 * codes)
    made.attention(spec.decoder.layer[0].attention, fused=False)
    spec.decoder.projection.weight = made.doubled(codes)
    never = numpy.array([p in {"<unk>", "<s>", "⦅", "⦆"} for p in pieces])
    spec.decoder.projection.bias = numpy.where(never, -1e4, 0).astype("float32")
    spec.register_source_vocabulary(list(pieces))
    spec.register_target_vocabulary(list(pieces))
    spec.config.add_source_eos = True
    spec.config.decoder_start_token = "<s>"
    spec.validate()
    with tempfile.TemporaryDirectory() as folder:
        spec.save(folder)
        return {path.name: path.read_bytes() for path in sorted(Path(folder).iterdir())}


def _model(
    pieces: list[str], table: tuple[tuple[str, str], ...], seed: int | None
) -> dict[str, bytes]:
    return _built(tuple(pieces), table, seed)


def _answers(pieces: tuple[str, ...], words: dict[str, str]) -> list[int]:
    """For each source piece the target piece that answers it: itself, or its word's translation."""
    number = {piece: n for n, piece in enumerate(pieces)}
    answer = list(range(len(pieces)))
    for word, target in {**words, **_MARKS}.items():
        for piece in (word, "▁" + word):
            if piece in number and target in number:
                answer[number[piece]] = number[target]
    return answer


class _Weights:
    """Matrices that do what the docstring above says. Vectors are doubled (x, -x), so that their
    mean is 0 and their norm fixed, and layer normalisation is a mere factor."""

    def __init__(self, rng: Any, *, noise: bool) -> None:
        self.rng, self.noise = rng, noise

    def _matrix(self, rows: int, columns: int) -> Any:
        import numpy

        if self.noise:
            return self.rng.normal(0, 0.2, size=(rows, columns)).astype("float32")
        return numpy.zeros((rows, columns), dtype="float32")

    def doubled(self, codes: Any) -> Any:
        """Token codes in the token half of the vector."""
        import numpy

        gap = numpy.zeros((len(codes), 2 * _POSITIONS), dtype="float32")
        half = numpy.concatenate([gap, codes.astype("float32")], axis=1)
        return numpy.concatenate([half, -half], axis=1)

    def positions(self) -> Any:
        """Sine and cosine of sixteen frequencies, in the position half of the vector."""
        import numpy

        speeds = 2.0 * 0.6 ** numpy.arange(_POSITIONS)
        angles = numpy.arange(_LENGTH)[:, None] * speeds[None, :]
        waves = 4 * numpy.concatenate([numpy.sin(angles), numpy.cos(angles)], axis=1)
        half = numpy.concatenate([waves, numpy.zeros((_LENGTH, _CODE))], axis=1)
        return numpy.concatenate([half, -half], axis=1).astype("float32")

    def norm(self, spec: Any) -> None:
        import numpy

        spec.gamma = numpy.ones(_SIZE, dtype="float32")
        spec.beta = numpy.zeros(_SIZE, dtype="float32")

    def feed_forward(self, spec: Any) -> None:
        import numpy

        self.norm(spec.layer_norm)
        spec.linear_0.weight, spec.linear_0.bias = self._matrix(8, _SIZE), numpy.zeros(8, "float32")
        spec.linear_1.weight = self._matrix(_SIZE, 8)
        spec.linear_1.bias = numpy.zeros(_SIZE, "float32")

    def attention(self, spec: Any, *, fused: bool) -> None:
        """Self-attention adds nothing; attention to the source finds the same position."""
        import numpy

        self.norm(spec.layer_norm)
        sizes = [3 * _SIZE, _SIZE] if fused else [_SIZE, 2 * _SIZE, _SIZE]
        matrices = [self._matrix(size, _SIZE) for size in sizes]
        if not fused:
            where = numpy.zeros(_SIZE, "float32")
            half = _SIZE // 2
            where[: 2 * _POSITIONS] = where[half : half + 2 * _POSITIONS] = 1
            matrices[0] += 30 * numpy.diag(where)
            matrices[1][:_SIZE] += numpy.diag(where)
            matrices[1][_SIZE:] += 10 * numpy.diag(1 - where)
            matrices[2] += numpy.eye(_SIZE, dtype="float32")
        for linear, matrix in zip(spec.linear, matrices, strict=True):
            linear.weight, linear.bias = matrix, numpy.zeros(len(matrix), "float32")
