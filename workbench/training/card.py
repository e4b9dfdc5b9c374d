"""The model card.

Lives here: `card`. Takes what the steps wrote down, gives Markdown: data and licences, size, schedule,
hardware, scores beside other systems, term success, failures.
May import: `recipe` of this room.
Apart from `package` because a card is prose.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from workbench.training.recipe import EXCLUDED, Recipe

LICENCES = {
    "kftt": "Kyoto Free Translation Task corpus, NICT; CC BY-SA 3.0",
    "kyoto_lexicon": "Kyoto Lexicon, NICT; CC BY-SA 3.0",
    "ud_pud": "Parallel Universal Dependencies (Google, DFKI, Mynavi and others); CC BY-SA 3.0",
    "udhr": "Universal Declaration of Human Rights, United Nations; free to reproduce",
    "jlt_examples": "Standard Legal Terms Dictionary, Ministry of Justice of Japan; CC BY 4.0 compatible",
    "jlt_terms": "Standard Legal Terms Dictionary, Ministry of Justice of Japan; CC BY 4.0 compatible",
    "jlt_radio_act": "Radio Act, Japanese Law Translation; CC BY 4.0 compatible",
    "gov_orgs": "English names of government bodies, Cabinet Secretariat of Japan; CC BY 4.0 compatible",
    "cc_legalcode": "Creative Commons licence texts; CC0",
    "mozilla_legal": "Mozilla legal documents; CC BY-SA 3.0",
    "mozilla_org": "mozilla.org strings, Mozilla localizers; MPL 2.0",
    "contributor_covenant": "Contributor Covenant, Organization for Ethical Source; CC BY 4.0",
    "jec": "Japanese-English-Chinese basic sentences, Kyoto University and NICT; CC BY 3.0",
    "tatoeba": "Tatoeba contributors; CC BY 2.0 FR",
    "tanaka": "Tanaka Corpus, as kept by Tatoeba; CC BY 2.0 FR",
    "covost2_ja": "CoVoST 2, Facebook and Kyoto University; CC BY 4.0",
    "ami": "AMI Meeting Parallel Corpus; CC BY 4.0",
    "opensource_guide": "Open Source Guides, GitHub and contributors; CC BY 4.0",
    "covid19_sites": "Tokyo COVID-19 site, Tokyo Metropolitan Government and contributors; MIT",
    "innersource": "InnerSource Patterns, InnerSource Commons; CC BY-SA 4.0",
    "bitcoin_org": "bitcoin.org contributors; MIT",
    "cncf_glossary": "CNCF Glossary contributors; CC BY 4.0",
    "gnome_docs": "GNOME Documentation Project; CC BY-SA 3.0",
    "libreoffice_help": "The Document Foundation and contributors; MPL 2.0",
    "rust_book_ja": "The Rust Programming Language and rust-lang-ja; MIT or Apache-2.0",
    "python_docs_ja": "Python Software Foundation and python-docs-ja; PSF 2 and CC0",
    "docker_docs_ja": "Docker documentation and its Japanese translators; Apache-2.0",
    "angular_ja": "Angular documentation, Google and Angular Japan User Group; CC BY 4.0",
    "owasp_top10": "OWASP Top 10; CC BY-SA 4.0",
    "jmdict": "JMdict, Electronic Dictionary Research and Development Group; CC BY-SA",
    "jmdict_rare": "JMdict, Electronic Dictionary Research and Development Group; CC BY-SA",
    "jmnedict": "JMnedict, Electronic Dictionary Research and Development Group; CC BY-SA",
    "cldr": "Unicode CLDR; Unicode License 3",
}


_FAILURES = """## Known failures
Read every sentence; these were seen again and again on texts it was not trained on:

- Two names, ages or figures of one sentence are exchanged.
- A quotation is cut in two, its speech tag said twice; in long sentences a clause is said twice or lost.
- *While* and *with* clauses are attached to the wrong noun; idioms come out word by word.
- A name it was not told becomes katakana of its own making, or somebody else's name.
- A rare noun becomes a frequent one of the same field, above all outside news on law and society."""


def card(recipe: Recipe, work: Path, figures: dict[str, Any], version: str) -> str:
    """The card's text."""
    prepared = _json(work / "prepare.json")
    trained = {**_json(work / "train.json"), **_json(work / "convert.json")}
    parts = [
        f"# English → Japanese {version}, the package that ships",
        "A small Transformer for first drafts of news on law and society, trained by the recipe in"
        " `workbench/training/`. **A draft it writes is a start: some sentences stand as they are, many"
        " are near, long ones still go astray. It was trained on two CPU threads for"
        f" {trained.get('seconds', 0) / 3600:.1f} hours, as no accelerator was to be had.** For texts"
        " outside its field a larger package is better (`workbench engine install en ja`), which is"
        " then used before this one.",
        _schedule(
            recipe, prepared, trained, figures, shortlist=(work / "model" / "vmap.txt").exists()
        ),
        _scores(figures),
        _terms(figures),
        _FAILURES,
        _examples(figures),
        _data(prepared),
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


def _json(path: Path) -> dict[str, Any]:
    return json.loads(path.read_text()) if path.exists() else {}


def _schedule(
    recipe: Recipe,
    prepared: dict[str, Any],
    trained: dict[str, Any],
    figures: dict[str, Any],
    *,
    shortlist: bool,
) -> str:
    lines = [
        "## Model",
        f"- recipe `{recipe.name}`: {recipe.encoder_layers} + {recipe.decoder_layers} layers, width"
        f" {recipe.width}, feed-forward {recipe.feed_forward}, {recipe.heads} heads, one vocabulary of"
        f" {recipe.vocabulary} pieces, normalisation before each layer, shared embeddings"
        f" ({trained.get('parameters', 0) / 1e6:.1f} M parameters), int8",
        f"- {trained.get('step', 0)} steps, {trained.get('tokens', 0) / 1e6:.1f} M target tokens,"
        f" {trained.get('seconds', 0) / 60:.0f} minutes on {trained.get('threads', 1)} CPU threads"
        f" beside other work ({trained.get('device', 'cpu')}), seed {recipe.seed}",
        f"- label smoothing {recipe.smoothing}, dropout {recipe.dropout}, Muon on matrices and AdamW on"
        f" the rest, constant rate {recipe.rate}, alignment loss {recipe.guided} on one head, mean of"
        f" {trained.get('averaged', recipe.average)} snapshots",
        f"- pairs: {prepared.get('general', 0)} general, {prepared.get('authored', 0)} in-domain,"
        f" {prepared.get('heldback', 0)} in-domain held back as a test set",
        "- annotation: `source ⦅ 訳 ⦆` for terms, names, figures that change their form, and rare words"
        " with a dictionary's likeliest translation, right or wrong",
    ]
    if shortlist:
        lines.append(
            "- a shortlist: which target pieces a source piece can become (`vmap.txt`, by word alignment and"
            " by standing in the same pairs); the workbench weighs only those, plain Argos all"
        )
    if notes := trained.get("notes"):
        lines.append(f"- {notes}")
    if curve := trained.get("curve"):
        lines += ["", "BLEU as training went on (mean of snapshots): " + curve]
    size = f"{figures.get('size', 0) / 1e6:.1f} MB packed (Argos' weights: 132 MB)"
    if speed := figures.get("speed"):
        size += (
            f"; {speed:.0f} sentences a second on FLORES-dev, two threads, as decoded by default"
        )
    lines.append(f"- {size}")
    return "\n".join(lines)


def _scores(figures: dict[str, Any]) -> str:
    rows = figures.get("scores", {})
    if not rows:
        return ""
    out = ["## Scores", "| set | system | BLEU | chrF |", "| --- | --- | ---: | ---: |"]
    for name, systems in rows.items():
        for system, values in systems.items():
            out.append(f"| {name} | {system} | {values['bleu']:.1f} | {values['chrf']:.1f} |")
    out += ["", "Signatures: " + "; ".join(f"`{s}`" for s in figures.get("signatures", []))]
    out.append("Outputs of the other systems as published by Mozilla's Firefox translation models.")
    return "\n".join(out)


def _terms(figures: dict[str, Any]) -> str:
    rows = figures.get("terms", {})
    if not rows:
        return ""
    out = [
        "## Terms",
        "Share of terms in the output, on `tests/data/term_sentences.tsv`, asked for in three ways;"
        " `right` counts the termbase's form, `wrong` the deliberately different one asked for.",
        "",
        "| asked | first try | after the ladder | chrF |",
        "| --- | ---: | ---: | ---: |",
    ]
    for name, row in rows.items():
        ladder = f"{row['ladder']:.1f} %" if "ladder" in row else "–"
        out.append(f"| {name} | {row['success']:.1f} % | {ladder} | {row['chrf']:.1f} |")
    return "\n".join(out)


def _examples(figures: dict[str, Any]) -> str:
    rows = figures.get("examples", [])
    if not rows:
        return ""
    out = ["## What it writes", "Held-back sentences, not chosen:"]
    for row in rows:
        out += [
            "",
            f"- {row['source']}",
            f"  - draft: {row['draft']}",
            f"  - person: {row['reference']}",
        ]
    return "\n".join(out)


def _data(prepared: dict[str, Any]) -> str:
    out = [
        "## Data and licences",
        "The weights are licensed CC BY-SA 4.0. They were learnt from these sources, credited as their"
        f" licences ask; {', '.join(sorted(EXCLUDED))} (GPL, GFDL, LGPL) were left out:",
        "",
    ]
    for source, count in sorted(prepared.get("sources", {}).items()):
        out.append(f"- {source}: {LICENCES.get(source, source)} ({count} pairs used)")
    out.append("- in-domain pairs written for this project; CC0")
    return "\n".join(out)
