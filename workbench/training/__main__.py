"""`python -m workbench.training STEP`: the recipe's command line.

Lives here: one command per step and `all`. May import: config and the modules of this room, each
when its step runs, so that `evaluate` and `package` need no torch.
Apart from the steps because a command line is not a step.

    prepare    corpus and authored pairs → pair files
    tokenizer  pair files → SentencePiece model
    annotate   pair files → token ids, terms marked, word alignments
    train      token ids → averaged weights (goes on from the last checkpoint)
    convert    weights → CTranslate2 model
    shortlist  token ids, alignments → which pieces a source can become
    package    model → .argosmodel with its card
    evaluate   package → figures for the card
    tune       package → a table of decoding options
    all        everything, one after the other
"""

from __future__ import annotations

import argparse
from dataclasses import replace
from pathlib import Path

from workbench.config import shipped
from workbench.training.recipe import RECIPES, Recipe

STEPS = (
    "prepare",
    "tokenizer",
    "annotate",
    "train",
    "convert",
    "shortlist",
    "package",
    "evaluate",
    "tune",
    "all",
)
VERSION = "0.4"


def main(words: list[str] | None = None) -> int:
    """Run the steps asked for."""
    made = argparse.ArgumentParser(prog="python -m workbench.training", allow_abbrev=False)
    made.add_argument("step", choices=STEPS)
    made.add_argument("--recipe", choices=RECIPES, default="cpu")
    made.add_argument("--work", type=Path, required=True, help="folder for everything in between")
    made.add_argument("--corpus", type=Path, help="train.tsv.xz: source_id, en, ja")
    made.add_argument("--authored", type=Path, action="append", default=[],
                      help="in-domain pairs: field, en, ja, names (default: the shipped ones)")  # fmt: skip
    made.add_argument("--forbidden", type=Path, action="append", default=[], help="test sets")
    made.add_argument("--glossary", type=Path, action="append", default=[])
    made.add_argument("--sets", type=Path, help="folder with flores-dev.en, flores-dev.ja …")
    made.add_argument("--terms", type=Path, help="term_sentences.tsv")
    made.add_argument("--out", type=Path, default=shipped("packages"))
    made.add_argument("--version", default=VERSION)
    made.add_argument("--threads", type=int, default=1)
    made.add_argument("--seconds", type=float, help="training time instead of the recipe's")
    arguments = made.parse_args(words)
    recipe = RECIPES[arguments.recipe]
    if arguments.seconds:
        recipe = replace(recipe, seconds=arguments.seconds)
    steps = STEPS[:6] if arguments.step == "all" else (arguments.step,)
    for step in steps:
        print(f"{step}: {_run(step, recipe, arguments)}", flush=True)
    if arguments.step == "all":
        for step in ("package", "evaluate", "package"):  # the card needs the figures
            print(f"{step}: {_run(step, recipe, arguments)}", flush=True)
    return 0


def _run(step: str, recipe: Recipe, arguments: argparse.Namespace) -> object:
    """One step; what it gives is printed."""
    work: Path = arguments.work
    if step == "prepare":
        from workbench.training.prepare import prepare

        own = arguments.authored or sorted(shipped("pairs").glob("en-ja.tsv.xz"))
        sample = shipped("sample")
        forbidden = [*arguments.forbidden, *sample.glob("*.txt")]
        return prepare(recipe, work, arguments.corpus, own, forbidden)
    if step == "tokenizer":
        from workbench.training.tokenizer import train_tokenizer

        return train_tokenizer(recipe, work, arguments.threads)
    if step == "annotate":
        from workbench.training.tokenizer import encode_all

        made = encode_all(recipe, work, arguments.glossary, arguments.corpus)
        if recipe.guided:
            from workbench.training.align import align_all

            made["links"] = align_all(work)
        return made
    if step == "train":
        from workbench.training.tokenizer import load
        from workbench.training.train import train

        size = load(work / "sentencepiece.model", normalising=True).get_piece_size()
        return train(recipe, work, size, threads=arguments.threads)
    return _after(step, recipe, arguments)


def _after(step: str, recipe: Recipe, arguments: argparse.Namespace) -> object:
    """The steps that come after training."""
    work: Path = arguments.work
    archive = arguments.out / f"translate-en_ja-{arguments.version}.argosmodel"
    if step == "convert":
        from workbench.training.convert import convert

        return convert(recipe, work)
    if step == "shortlist":
        from workbench.training.shortlist import write_shortlist

        return write_shortlist(work) if recipe.guided else "needs word alignments"
    if step == "package":
        from workbench.training.package import package

        return package(recipe, work, arguments.out, arguments.version)
    if step == "tune":
        from workbench.training.evaluate import tune

        return "\n".join(map(str, tune(archive, work)))
    from workbench.training.evaluate import evaluate

    sample = shipped("sample", "tokyo-certificates")
    return evaluate(archive, work, arguments.sets, sample, arguments.terms)["scores"]


if __name__ == "__main__":
    raise SystemExit(main())
