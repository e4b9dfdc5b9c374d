"""Step 6: the package.

Lives here: `package`. Takes the converted model, the tokenizer and the figures of `evaluate`; gives
`translate-<pair>-<version>.argosmodel` with metadata, card and attributions, and its hash beside it.
May import: config and the modules of this room.
Apart from `convert` because a package is made again when only its card changes.
"""

from __future__ import annotations

import hashlib
import json
import zipfile
from pathlib import Path
from typing import Any

from workbench.training.card import card
from workbench.training.recipe import CLOSE, OPEN, Recipe

DECODING: dict[str, Any] = {
    "beam_size": 4,
    "length_penalty": 1.0,
    "repetition_penalty": 1.1,
    "no_repeat_ngram_size": 3,
}
"""Without the two rules against repetition and with length penalty 0.6, version 0.2 gains 0.4 BLEU on 1,000
held-back pairs in a seventh less time, and loses 0.25 on FLORES-dev and WMT22 and 0.9 on the sample."""
_EPOCH = (2026, 1, 1, 0, 0, 0)
"""Date of every entry, so that the same model gives the same bytes."""


def metadata(recipe: Recipe, version: str, *, shortlist: bool = False) -> dict[str, Any]:
    """Argos' own fields and ours; `shortlist` where the model folder has one."""
    return {
        "package_version": version,
        "argos_version": "1.9.0",
        "from_code": "en",
        "from_name": "English",
        "to_code": "ja",
        "to_name": "Japanese",
        "workbench": {
            "recipe": recipe.name,
            "annotation": {"open": OPEN, "close": CLOSE},
            "normalisation": "in the tokenizer (workbench.language.normalise)",
            "decoding": DECODING,
            "shortlist": shortlist,
            "licence": "CC-BY-SA-4.0",
        },
    }


def package(recipe: Recipe, work: Path, folder: Path, version: str) -> Path:
    """Write the archive and `<archive>.sha256` and `CARD.md` beside it; returns the archive."""
    folder.mkdir(parents=True, exist_ok=True)
    figures_file = work / "figures.json"
    figures = json.loads(figures_file.read_text()) if figures_file.exists() else {}
    text = card(recipe, work, figures, version)
    name = f"translate-en_ja-{version}"
    archive = folder / f"{name}.argosmodel"
    shortlist = (work / "model" / "vmap.txt").exists()
    table = (
        json.dumps(metadata(recipe, version, shortlist=shortlist), ensure_ascii=False, indent=2)
        + "\n"
    )
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as file:
        _put(file, f"{name}/metadata.json", table.encode())
        _put(file, f"{name}/README.md", text.encode())
        _put(file, f"{name}/sentencepiece.model", (work / "sentencepiece.model").read_bytes())
        for part in sorted((work / "model").iterdir()):
            _put(file, f"{name}/model/{part.name}", part.read_bytes())
    digest = hashlib.sha256(archive.read_bytes()).hexdigest()
    archive.with_name(archive.name + ".sha256").write_text(f"{digest}  {archive.name}\n")
    (folder / "CARD.md").write_text(text, "utf-8")
    return archive


def _put(file: zipfile.ZipFile, name: str, data: bytes) -> None:
    entry = zipfile.ZipInfo(name, _EPOCH)
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.external_attr = 0o644 << 16
    file.writestr(entry, data)
