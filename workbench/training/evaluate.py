"""Step 7: what the model can do.

Lives here: `evaluate` and `tune`. Takes a package and the test sets, gives the figures of the card.
Needs no torch: it translates as the product does.
May import: drafting, language, scoring, terms, model and the modules of this room.
Apart from `package` because figures come before a card.
"""

from __future__ import annotations

import csv
import json
import os
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from workbench.drafting.argos import ArgosEngine
from workbench.drafting.constrain import honour
from workbench.model import TermChoice
from workbench.scoring import score
from workbench.terms.find_target import find_form

SYSTEMS = ("argos", "nllb", "bergamot-base", "google")


def evaluate(
    archive: Path, work: Path, sets: Path | None, sample: Path | None, terms: Path | None
) -> dict[str, Any]:
    """Write `<work>/figures.json` and return it. Sets that are absent are left out."""
    engine = ArgosEngine("en", "ja", archive, threads=2)
    quiet = os.getloadavg()[0] < 0.5  # a speed taken beside other work says nothing
    figures: dict[str, Any] = {"size": archive.stat().st_size, "scores": {}, "signatures": []}
    for name, sources, references, others in _sets(work, sets, sample):
        started = time.monotonic()
        ours = [draft.target for draft in engine.translate(sources)]
        if name == "flores-dev" and quiet:
            figures["speed"] = len(sources) / (time.monotonic() - started)
        systems = {"this package": ours, **others}
        figures["scores"][name] = {}
        for system, hypotheses in systems.items():
            found = score(hypotheses, [references], target_language="ja")
            figures["scores"][name][system] = {s.metric: round(s.value, 2) for s in found}
            figures["signatures"] = [s.signature for s in found]
        if name == "in-domain":
            figures["examples"] = [
                {"source": s, "draft": d, "reference": r}
                for s, d, r in list(zip(sources, ours, references, strict=True))[
                    :: max(1, len(sources) // 8)
                ][:8]
            ]
    if terms is not None and terms.exists():
        figures["terms"] = term_success(engine, terms)
    (work / "figures.json").write_text(json.dumps(figures, ensure_ascii=False, indent=1))
    return figures


def _sets(
    work: Path, sets: Path | None, sample: Path | None
) -> list[tuple[str, list[str], list[str], dict[str, list[str]]]]:
    out: list[tuple[str, list[str], list[str], dict[str, list[str]]]] = []
    for name in ("flores-dev", "wmt22"):
        if sets is None or not (sets / f"{name}.en").exists():
            continue
        others = {
            s: _lines(sets / f"{name}.{s}.ja")
            for s in SYSTEMS
            if (sets / f"{name}.{s}.ja").exists()
        }
        out.append((name, _lines(sets / f"{name}.en"), _lines(sets / f"{name}.ja"), others))
    held = held_back(work)
    out.append(("in-domain", [row[1] for row in held], [row[2] for row in held], {}))
    if sample is not None:
        from workbench.language.tags import stripped

        sides = [
            [stripped(line)[0] for line in _lines(sample.with_suffix(suffix))]
            for suffix in (".en.txt", ".ja.txt")
        ]
        out.append(("sample article", sides[0], sides[1], {}))
    return out


def held_back(work: Path, most: int = 1_000) -> list[list[str]]:
    """Rows kept from training, spread evenly over all of them: enough for a figure, soon decoded."""
    rows = [line.split("\t") for line in _lines(work / "heldback.tsv")]
    return rows[:: max(1, len(rows) // most)][:most]


def _lines(path: Path) -> list[str]:
    return path.read_text("utf-8").rstrip("\n").split("\n")


def term_success(engine: ArgosEngine, path: Path) -> dict[str, dict[str, float]]:
    """Terms in the output when none, the right or wrong ones are asked for."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    sources = [row["en"] for row in rows]
    references = [row["ja"] for row in rows]
    right = [_choices(row["en"], row["terms"]) for row in rows]
    wrong = [_choices(row["en"], row["wrong"]) for row in rows]
    out: dict[str, dict[str, float]] = {}
    for name, asked, counted in (
        ("none", None, right),
        ("right", right, right),
        ("wrong", wrong, wrong),
    ):
        drafts = engine.translate(sources, terms=asked)
        first = [draft.target for draft in drafts]
        out[name] = {"success": _success(first, counted), "chrf": _chrf(first, references)}
        if asked is not None:
            last = [draft.target for draft in honour(engine, drafts, asked)]
            out[name] |= {"ladder": _success(last, counted), "chrf": _chrf(last, references)}
    return out


def _choices(source: str, cell: str) -> list[TermChoice]:
    out: list[TermChoice] = []
    for item in filter(None, cell.split("|")):
        form, _sep, target = item.rpartition("=")
        start = source.find(form)
        if start >= 0:
            out.append(TermChoice((start, start + len(form)), (target,), form))
    return out


def _success(targets: Sequence[str], asked: Sequence[Sequence[TermChoice]]) -> float:
    good = total = 0
    for target, choices in zip(targets, asked, strict=True):
        for choice in choices:
            total += 1
            good += bool(find_form(choice.targets[0], target, "ja"))
    return round(100 * good / max(1, total), 1)


def _chrf(hypotheses: list[str], references: list[str]) -> float:
    return round(
        score(hypotheses, [references], target_language="ja", metrics=["chrf"])[0].value, 2
    )


def tune(archive: Path, work: Path) -> list[tuple[float, float, dict[str, Any]]]:
    """(BLEU, chrF, options) for decoding options on the held-back pairs, best chrF first."""
    rows = held_back(work, 300)
    sources, references = [row[1] for row in rows], [row[2] for row in rows]
    engine = ArgosEngine("en", "ja", archive, threads=2)
    table = engine.packages[0].metadata.setdefault("workbench", {})
    found: list[tuple[float, float, dict[str, Any]]] = []
    for beam in (1, 4, 6):
        for length in (0.6, 1.0):
            for repetition, ngrams in ((1.0, 0), (1.15, 4), (1.1, 3)):
                options = {
                    "beam_size": beam, "length_penalty": length,
                    "repetition_penalty": repetition, "no_repeat_ngram_size": ngrams,
                }  # fmt: skip
                table["decoding"] = options
                targets = [draft.target for draft in engine.translate(sources)]
                bleu, chrf = score(targets, [references], target_language="ja")
                found.append((round(bleu.value, 2), round(chrf.value, 2), options))
    return sorted(found, key=lambda row: -row[1])
