"""The recipe, in little: from pairs to a package that translates. Needs the extra `train`."""

from __future__ import annotations

import importlib.util
import json
import random
from pathlib import Path

import pytest

from workbench.language.normalise import normalise
from workbench.training.marks import Lexicon, annotated
from workbench.training.recipe import CLOSE, OPEN, RECIPES

torch_missing = any(
    importlib.util.find_spec(name) is None for name in ("torch", "transformers", "eflomal")
)


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("“Same-sex” couples’ rights…", '"Same-sex" couples\' rights...'),
        ("１２％ of ＬＧＢＴＱ", "12% of LGBTQ"),
        ("a\u00a0b \u2014 c", "a b - c"),
        ("non\u00adbreaking\u200b", "nonbreaking"),
        ("plain text", "plain text"),
        (f"{OPEN} 訳語 {CLOSE}", f"{OPEN} 訳語 {CLOSE}"),
    ],
)
def test_an_engine_reads_one_spelling(written: str, read: str) -> None:
    """Quotes, widths, dashes, invisible characters; the annotation marks survive."""
    assert read == normalise(written)


def test_terms_are_marked_where_the_target_has_them(tmp_path: Path) -> None:
    """The surface form of the aligned sentence stands between the marks."""
    table = tmp_path / "terms.tsv"
    table.write_text(
        "id\ten\tja\tja_admitted\nx\tdistrict court\t地方裁判所\t地裁\ny\tappeal\t控訴する\t\n",
        "utf-8",
    )
    lexicon = Lexicon([table])
    english = "The state appealed after district courts ruled."
    terms = lexicon.aligned(english, "地裁の判断を受けて国は控訴した。")

    assert [target for _a, _b, target in terms] == ["控訴", "地裁"]
    assert (
        f"The state appealed {OPEN} 控訴 {CLOSE} after district courts {OPEN} 地裁 {CLOSE} ruled."
        == annotated(english, terms)
    )
    assert 1 <= annotated(english, terms, random.Random(1)).count(OPEN) <= 2
    assert lexicon.aligned(english, "東京は晴れた。") == []


@pytest.mark.skipif(
    torch_missing, reason="the extra `train` (torch, transformers, eflomal) is not installed"
)
def test_the_smoke_recipe_yields_a_working_package(tmp_path: Path) -> None:
    """prepare → tokenizer → annotate → train → convert → shortlist → package, and the engine loads it."""
    from workbench.drafting.argos import ArgosEngine
    from workbench.training.__main__ import main

    subjects = {
        "The judge": "裁判官",
        "The mayor": "市長",
        "A couple": "カップル",
        "The court": "裁判所",
    }
    verbs = {"spoke": "話した", "agreed": "同意した", "left": "去った", "smiled": "笑った"}
    days = {
        "on Monday": "月曜日に",
        "on Friday": "金曜日に",
        "today": "きょう",
        "in 2022": "2022年に",
    }
    pairs = [
        f"x\t{s} {v} {d}.\t{js}は{jd}{jv}。\n"
        for s, js in subjects.items()
        for v, jv in verbs.items()
        for d, jd in days.items()
    ]
    corpus, authored = tmp_path / "corpus.tsv", tmp_path / "authored.tsv"
    corpus.write_text("".join(line.replace("x\t", "tatoeba\t", 1) for line in pairs * 4), "utf-8")
    authored.write_text("".join(pairs), "utf-8")
    table = tmp_path / "terms.tsv"
    table.write_text("id\ten\tja\nx\tcourt\t裁判所\n", "utf-8")
    work, out = tmp_path / "work", tmp_path / "out"
    common = ["--recipe", "smoke", "--work", str(work), "--out", str(out), "--corpus", str(corpus)]
    for step in ("prepare", "tokenizer", "annotate", "train", "convert", "shortlist", "package"):
        assert main([step, *common, "--authored", str(authored), "--glossary", str(table)]) == 0

    (archive,) = out.glob("*.argosmodel")
    engine = ArgosEngine("en", "ja", archive)
    drafts = engine.translate(["The court agreed today."])
    assert engine.annotates and isinstance(drafts[0].target, str)
    assert json.loads((work / "train.json").read_text())["step"] > 3
    assert {"smoke", "cpu", "gpu"} == set(RECIPES)
