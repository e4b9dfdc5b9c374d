"""The recipe of the shipped package: corpus → tokenizer → term annotation → model → package.

Lives here: one module per step, run as `python -m workbench.training STEP` (extra `train`).
Takes the corpus and the authored pairs, gives an `.argosmodel` with its card.
May import: config, errors, language, terms; torch, transformers, sentencepiece, ctranslate2,
sacrebleu, numpy.
A room of its own because nothing else in the house may ever import torch.
"""
