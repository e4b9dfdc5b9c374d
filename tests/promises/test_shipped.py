"""What ships is whole and true: sample article, reference, termbase, package, catalogs."""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from workbench.article import cut, read_article, segmenter
from workbench.catalog import build_catalog, read_po
from workbench.checks import CheckContext, run_checks
from workbench.config import Config, shipped
from workbench.desk.terms import open_termbase
from workbench.drafting import draft_texts, find_packages, load_engine
from workbench.drafting.safety import warnings_of
from workbench.language.tags import stripped
from workbench.model import Severity, State
from workbench.terms import lint

SAMPLE = shipped("sample")
NAME = "tokyo-certificates"


def lines(suffix: str) -> list[str]:
    return (SAMPLE / f"{NAME}{suffix}").read_text("utf-8").rstrip("\n").split("\n")


def test_the_sample_article_is_read_as_its_lines() -> None:
    """About thirty paragraphs, one line each, the same inline tags on both sides."""
    catalog = build_catalog(read_article(SAMPLE / f"{NAME}.html"), "en", "ja")

    assert lines(".en.txt") == [unit.source for unit in catalog.units]
    assert len(lines(".en.txt")) == len(lines(".ja.txt")) >= 25


def test_the_reference_catalog_is_the_reference_text() -> None:
    """Confirmed throughout, no error by our own checks."""
    catalog = read_po(SAMPLE / f"{NAME}.ja.po")
    termbase = open_termbase(Config(glossary=(shipped("glossary"),)), "en", "ja")
    context = CheckContext("en", "ja", catalog.live, termbase)

    assert lines(".ja.txt") == [unit.target for unit in catalog.live]
    assert {State.CONFIRMED} == {unit.state for unit in catalog.live}
    errors = [f for f in run_checks(catalog.live, context) if f.severity is Severity.ERROR]
    assert errors == []


def test_nothing_of_the_agency_article_is_in_the_sample(shared: Path) -> None:
    """No run of nine words in common."""
    real = read_article(shared / "article" / "tokyo-partnership.txt")

    def runs(texts: list[str]) -> set[tuple[str, ...]]:
        found: set[tuple[str, ...]] = set()
        for text in texts:
            words = "".join(c if c.isalnum() else " " for c in stripped(text)[0].lower()).split()
            found |= {tuple(words[n : n + 9]) for n in range(len(words) - 8)}
        return found

    assert not runs([p.text for p in real.paragraphs]) & runs(lines(".en.txt"))


def test_the_termbase_is_clean_and_large_enough() -> None:
    """Strict lint finds nothing, but says how many renderings in other languages name no source; law,
    government and identities are all there."""
    termbase = open_termbase(Config(glossary=(shipped("glossary"),)), "en", "ja")

    assert {problem.code for problem in lint([shipped("glossary")])} <= {"no-source"}
    assert len(termbase.concepts) >= 300
    assert {"lgbtq", "law", "government", "name"} <= {c.subject for c in termbase.concepts.values()}


def package() -> Path:
    found = sorted(shipped("packages").glob("*.argosmodel"))
    assert len(found) == 1, "one package ships"
    return found[0]


def test_the_shipped_package_is_what_its_hash_says() -> None:
    """Under 60 MB, with its card beside and inside."""
    archive = package()
    digest = archive.with_name(archive.name + ".sha256").read_text().split()[0]

    assert hashlib.sha256(archive.read_bytes()).hexdigest() == digest
    assert archive.stat().st_size <= 60 * 1024**2
    info = next(p for p in find_packages() if p.origin == "shipped")
    assert info.card == (archive.parent / "CARD.md").read_text("utf-8")
    assert "CC BY-SA" in info.card and "annotation" in json.dumps(info.metadata)


def drafted(sources: list[str]) -> list[str]:
    termbase = open_termbase(Config(glossary=(shipped("glossary"),)), "en", "ja")
    engine = load_engine("en", "ja", package=package())
    by = segmenter("en")
    made = draft_texts(
        engine, sources, cut=lambda text: cut(text, by),
        choose=lambda text: termbase.choices(termbase.match(text)),
    )  # fmt: skip
    return [draft.target for draft in made]


def sound(sources: list[str], targets: list[str]) -> None:
    """Japanese everywhere, no empties, no loops, no leftovers, every number kept."""
    for source, target in zip(sources, targets, strict=True):
        codes = warnings_of(stripped(source)[0], stripped(target)[0], "en", "ja")
        assert set(codes) & {"empty", "copied", "loop", "junk", "number"} == set(), (source, target)
        assert any("\u3041" <= char <= "\u9fff" for char in target), target
        assert not any(code in target for code in ("<unk>", "<0x", "▁", "⦅", "⦆"))


def test_every_sample_paragraph_is_drafted() -> None:
    """The shipped package writes Japanese for all of it."""
    sources = lines(".en.txt")
    sound(sources, drafted(sources))


def test_every_paragraph_of_the_real_article_is_drafted(shared: Path) -> None:
    """No empties, no untranslated paragraph."""
    article = read_article(shared / "article" / "tokyo-partnership.txt")
    sources = [p.text for p in article.paragraphs[:27]]
    sound(sources, drafted(sources))


def test_it_works_in_plain_argostranslate(tmp_path: Path) -> None:
    """Installed and run by argostranslate itself; only the sentence splitter is a stand-in, as the
    real ones are not installed here."""
    script = """
import sys, types
for name in ("stanza", "minisbd"):
    module = types.ModuleType(name)
    module.SBDetect = module.Pipeline = object
    module.models = types.SimpleNamespace(cache_dir="")
    sys.modules[name] = sys.modules[name + ".models"] = module
from argostranslate import package, translate
package.install_from_path(sys.argv[1])
(installed,) = package.get_installed_packages()
made = translate.PackageTranslation.__new__(translate.PackageTranslation)
splitter = types.SimpleNamespace(split_sentences=lambda text: [text])
made.pkg, made.translator, made.sentencizer = installed, None, splitter
sys.stdout.buffer.write(made.hypotheses("The court ruled on Tuesday.", 1)[0].value.encode())
"""
    done = subprocess.run(
        [sys.executable, "-c", script, str(package())], capture_output=True, check=True,
        env={**os.environ, "ARGOS_PACKAGES_DIR": str(tmp_path), "HOME": str(tmp_path)},
    )  # fmt: skip
    assert "火曜日" in done.stdout.decode()


def test_the_committed_catalog_is_the_tools_own(root: Path) -> None:
    """Same units as a fresh extraction, drafts marked fuzzy with their origin, msgcat changes nothing."""
    path = root / "locales" / "ja" / "LC_MESSAGES" / f"{NAME}.po"
    catalog = read_po(path)
    fresh = build_catalog(read_article(SAMPLE / f"{NAME}.html"), "en", "ja")

    assert [(u.id, u.source) for u in fresh.units] == [(u.id, u.source) for u in catalog.live]
    assert all(
        u.provenance and u.provenance.package for u in catalog.live if u.state is State.FUZZY
    )
    if shutil.which("msgcat"):
        said = subprocess.run(["msgcat", "--no-wrap", path], capture_output=True, check=True)
        assert said.stdout == path.read_bytes()
        subprocess.run(["msgfmt", "-c", "-o", "/dev/null", path], check=True)


@pytest.mark.parametrize("folder", ["glossary", "locales"])
def test_the_translators_drawers_hold_no_python(root: Path, folder: str) -> None:
    """Plain data with a README that a translator can follow."""
    assert (root / folder / "README.md").is_file()
    assert not list((root / folder).rglob("*.py"))


def test_drafts_that_honour_terms_are_still_japanese(root: Path) -> None:
    """No term said twice running, no bracket left alone, no particle doubled by what was put in."""
    rows = [
        line.split("\t")
        for line in (root / "tests/data/term_sentences.tsv").read_text("utf-8").splitlines()[1:121]
    ]
    termbase = open_termbase(Config(glossary=(shipped("glossary"),)), "en", "ja")
    engine = load_engine("en", "ja", package=package())
    by = segmenter("en")
    texts = [row[1] for row in rows]
    plain, asked = (
        draft_texts(engine, texts, cut=lambda text: cut(text, by), choose=choose)
        for choose in (None, lambda text: termbase.choices(termbase.match(text)))
    )
    doubled = re.compile(r"([ァ-ヶー一-龥]{3,})\1|([をがは])\2")

    def broken(target: str) -> bool:
        odd = any(target.count(a) != target.count(b) for a, b in ("「」", "『』", "（）"))
        return odd or bool(doubled.search(target))

    worse = [
        (before.target, after.target)
        for before, after in zip(plain, asked, strict=True)
        if broken(after.target) and not broken(before.target)
    ]
    assert worse == []
