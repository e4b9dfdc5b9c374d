"""Step 5: the model for CTranslate2.

Lives here: `convert`. Takes averaged weights and the tokenizer, gives a CTranslate2 model folder
(int8) that Argos loads.
May import: the modules of this room; torch, transformers, ctranslate2.
Apart from `train` because a conversion can be repeated with another quantisation.
"""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import torch
from ctranslate2.converters.transformers import PegasusLoader

from workbench.training.recipe import CLOSE, OPEN, Recipe
from workbench.training.tokenizer import load
from workbench.training.train import new_model

NEVER = ("<pad>", "<unk>", "<s>", OPEN, CLOSE)
"""Pieces that no translation may contain: their bias is so low that decoding never takes them."""


def convert(recipe: Recipe, work: Path, *, quantisation: str = "int8") -> Path:
    """Write `<work>/model`; returns it. The vocabulary is the tokenizer's, in its order."""
    tokenizer = load(work / "sentencepiece.model", normalising=True)
    pieces = [tokenizer.id_to_piece(number) for number in range(tokenizer.get_piece_size())]
    model = new_model(recipe, len(pieces))
    weights = torch.load(work / "averaged.pt", map_location="cpu", weights_only=True)
    model.load_state_dict(weights)
    model.eval()
    for piece in NEVER:
        model.final_logits_bias[0, tokenizer.piece_to_id(piece)] = -1e4
    model.config.normalize_before = True  # the loader asks; Pegasus is always so
    model.config.normalize_embedding = False
    spec = PegasusLoader().get_model_spec(model)
    spec.register_source_vocabulary(pieces)
    spec.register_target_vocabulary(pieces)
    spec.config.bos_token, spec.config.eos_token = "<s>", "</s>"
    spec.config.unk_token = "<unk>"
    spec.config.decoder_start_token = "<pad>"
    spec.config.add_source_bos = False
    spec.config.add_source_eos = True
    size = sum(tensor.numel() for tensor in model.parameters())
    (work / "convert.json").write_text(json.dumps({"parameters": size}))
    folder = work / "model"
    shutil.rmtree(folder, ignore_errors=True)
    spec.validate()
    spec.optimize(quantization=quantisation)
    folder.mkdir()
    spec.save(str(folder))
    return folder
