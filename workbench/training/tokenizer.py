"""Step 3: the SentencePiece model and the token ids.

Lives here: `train_tokenizer`, `encode_all`. Takes the pair files, gives `sentencepiece.model` and
one `.npz` a pool with source and target ids.
The source's normalisation (quotes, widths, dashes) is built into the model, so that plain Argos
reads what we read; targets are encoded without it, as Japanese punctuation must stay full-width.
May import: language, the modules of this room; sentencepiece, numpy.
Apart from `train` because ids can be made anywhere and training wants a fast machine.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy
import sentencepiece
from sentencepiece import sentencepiece_model_pb2 as model_pb2

from workbench.language.normalise import normalise_character
from workbench.training.annotate import Lexicon, annotated
from workbench.training.recipe import CLOSE, OPEN, WORD_LISTS, Recipe

PAD, UNK, BOS, EOS = 0, 1, 2, 3


def _pairs(path: Path) -> list[tuple[str, str, str]]:
    rows = (line.rstrip("\n").split("\t") for line in path.open(encoding="utf-8"))
    return [(row[0], row[1], row[2]) for row in rows if len(row) == 3]


def normalisation_rules(path: Path) -> None:
    """Write `normalise` as SentencePiece's rule table: code points, tab, what they become."""
    lines = []
    for code in [*range(0x20, 0xD800), *range(0xF900, 0xFFFE)]:
        char = chr(code)
        becomes = normalise_character(char)
        if becomes != char and char not in (OPEN, CLOSE):
            lines.append(f"{code:X}\t" + " ".join(f"{ord(c):X}" for c in becomes))
    path.write_text("\n".join(lines) + "\n", "ascii")


def train_tokenizer(recipe: Recipe, work: Path, threads: int = 1) -> Path:
    """One vocabulary for both sides; every character of the authored targets is in it."""
    rng = random.Random(recipe.seed)
    authored, general = _pairs(work / "authored.tsv"), _pairs(work / "general.tsv")
    sample = rng.sample(general, min(len(general), 120_000)) + authored * 4
    sides = [text for pair in sample for text in pair[1:]]
    rng.shuffle(sides)
    rules = work / "normalisation.tsv"
    normalisation_rules(rules)
    needed = "".join(sorted({char for pair in authored for char in pair[2] if not char.isspace()}))
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=iter(sides),
        model_prefix=str(work / "sentencepiece"),
        vocab_size=recipe.vocabulary,
        model_type="unigram",
        character_coverage=0.9990,
        required_chars=needed,
        byte_fallback=len(needed) + 600 < recipe.vocabulary,
        hard_vocab_limit=False,
        user_defined_symbols=[OPEN, CLOSE],
        normalization_rule_tsv=str(rules),
        split_digits=True,
        max_sentencepiece_length=10,
        pad_id=PAD, unk_id=UNK, bos_id=BOS, eos_id=EOS,
        num_threads=threads,
        input_sentence_size=400_000,
        minloglevel=1,
    )  # fmt: skip
    return work / "sentencepiece.model"


def load(model: Path, *, normalising: bool) -> Any:
    """The tokenizer for sources (`normalising`) or for targets."""
    if normalising:
        return sentencepiece.SentencePieceProcessor(model_file=str(model))
    proto = model_pb2.ModelProto()
    proto.ParseFromString(model.read_bytes())
    proto.normalizer_spec.name = "identity"
    proto.normalizer_spec.precompiled_charsmap = b""
    return sentencepiece.SentencePieceProcessor(model_proto=proto.SerializeToString())


def encode_all(recipe: Recipe, work: Path, glossary: Sequence[Path]) -> dict[str, int]:
    """Write `authored.npz` and `general.npz`; each pair plain, and marked where it has terms."""
    model = work / "sentencepiece.model"
    lists = _pairs(work / "general.tsv")
    lexicon = Lexicon(glossary, ((en, ja) for source, en, ja in lists if source in WORD_LISTS))
    rng = random.Random(recipe.seed)
    sizes: dict[str, int] = {}
    for name, share in (("authored", 1.0), ("general", recipe.annotated)):
        sources: list[str] = []
        targets: list[str] = []
        marked = 0
        for _source, english, japanese in _pairs(work / f"{name}.tsv"):
            sources.append(english)
            targets.append(japanese)
            if rng.random() < share and len(english) > 12:
                terms = lexicon.aligned(english, japanese)
                if terms:
                    sources.append(annotated(english, terms, rng))
                    targets.append(japanese)
                    marked += 1
        _save(work / f"{name}.npz", model, sources, targets)
        sizes[name], sizes[f"{name} marked"] = len(sources), marked
    return sizes


def _save(path: Path, model: Path, sources: list[str], targets: list[str]) -> None:
    arrays: dict[str, Any] = {}
    for side, texts in (("source", sources), ("target", targets)):
        processor = load(model, normalising=side == "source")
        ids = processor.encode(texts, num_threads=1)
        arrays[f"{side}_ends"] = numpy.cumsum([len(row) for row in ids], dtype=numpy.int64)
        arrays[side] = numpy.concatenate([numpy.asarray(row, dtype=numpy.uint16) for row in ids])
    numpy.savez(path, **arrays)
