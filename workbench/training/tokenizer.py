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
from workbench.training.dictionary import Dictionary
from workbench.training.marks import Lexicon, Marker, annotated
from workbench.training.prepare import rows, triples
from workbench.training.recipe import CLOSE, OPEN, WORD_LISTS, Recipe

PAD, UNK, BOS, EOS = 0, 1, 2, 3


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
    authored, general = list(rows(work / "authored.tsv")), list(rows(work / "general.tsv"))
    sample = rng.sample(general, min(len(general), 120_000)) + authored * 4
    sides = [text for pair in sample for text in pair[1:3]]
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


def encode_all(
    recipe: Recipe, work: Path, glossary: Sequence[Path], corpus: Path
) -> dict[str, int]:
    """Write `authored.npz` and `general.npz`: general pairs plain, and once more where they have
    terms; authored ones as Marker chooses. Returns the number of sentences of each."""
    rng = random.Random(recipe.seed)
    general, authored = list(rows(work / "general.tsv")), list(rows(work / "authored.tsv"))
    lists = ((row[1], row[2]) for row in general if row[0] in WORD_LISTS)
    lexicon = Lexicon(glossary, lists)
    dictionary = Dictionary(triples(corpus), ((row[1], row[2]) for row in authored))
    marker = Marker(lexicon, dictionary, recipe.seed)
    pools: dict[str, list[tuple[str, str]]] = {"authored": [], "general": []}
    for row in authored:
        for source in marker.versions(row[1], row[2], row[3] if len(row) > 3 else ""):
            pools["authored"].append((source, row[2]))
    for row in general:
        pools["general"].append((row[1], row[2]))
        terms = lexicon.aligned(row[1], row[2]) if len(row[1]) > 12 else []
        if terms:
            pools["general"].append((annotated(row[1], terms, rng), row[2]))
    for name, sentences in pools.items():
        _save(work / f"{name}.npz", work / "sentencepiece.model", sentences)
    return {name: len(sentences) for name, sentences in pools.items()}


def _save(path: Path, model: Path, sentences: list[tuple[str, str]]) -> None:
    arrays: dict[str, Any] = {}
    for number, side in enumerate(("source", "target")):
        processor = load(model, normalising=side == "source")
        ids = processor.encode([pair[number] for pair in sentences], num_threads=1)
        arrays[f"{side}_ends"] = numpy.cumsum([len(row) for row in ids], dtype=numpy.int64)
        arrays[side] = numpy.concatenate([numpy.asarray(row, dtype=numpy.uint16) for row in ids])
    numpy.savez_compressed(path, **arrays)
