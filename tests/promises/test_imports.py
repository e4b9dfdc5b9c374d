"""Each command pays only for what it uses: the foreign modules it loads, in a fresh interpreter."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from workbench.cli import available
from workbench.config import shipped

NEVER = {"torch", "stanza", "spacy", "minisbd", "transformers", "distributed"}
HEAVY = {
    "textual", "rich", "ctranslate2", "argostranslate", "sentencepiece", "sacremoses", "numpy",
    "sacrebleu", "MeCab", "ipadic", "lxml", "polib", "portalocker", "rapidfuzz", "simplemma",
    "ahocorasick_rs", "nupunkt", "sentencex", "charset_normalizer", "markdown_it", "sqlite3",
    "docx", "tomllib", "asyncio",
}  # fmt: skip
PO, MATCHING, JAPANESE = (
    {"portalocker"},
    {"sqlite3", "ahocorasick_rs"},  # base forms are read from disk once they are laid out
    {"MeCab", "ipadic"},
)
SCORES = {"sacrebleu", "lxml", "numpy", *PO}
CATALOG = "locales/ja/LC_MESSAGES/sample.po"
TABLE: dict[str, set[str]] = {
    "--version": set(),
    "--help": set(),
    "extract new.html": {*PO, "rapidfuzz"},
    "extract sample.html": {*PO, "rapidfuzz"},
    "extract notes.md": {*PO, "rapidfuzz", "markdown_it"},
    f"update {CATALOG} sample.html": {*PO, "rapidfuzz"},
    f"check {CATALOG}": {*PO, *MATCHING, *JAPANESE, "rapidfuzz"},
    f"check {CATALOG} --no-terms": {*PO, "rapidfuzz", "sqlite3", *JAPANESE},  # names have readings
    "check --list": set(),
    "check --explain numbers": set(),
    f"status {CATALOG}": PO | MATCHING | JAPANESE,
    f"review {CATALOG}": PO,
    "import job.xlf": PO,
    f"score {CATALOG} --reference {CATALOG}": SCORES | JAPANESE,
    f"score {CATALOG} --reference {CATALOG} --metrics chrf": SCORES,
    f"score {CATALOG} --reference {CATALOG} --metrics terms": PO | MATCHING | JAPANESE,
    "glossary lint": set(),
    "glossary lookup oath": {"rapidfuzz", *MATCHING},
    "glossary match notes.md": {"markdown_it", *MATCHING},
    "glossary stats": MATCHING,
    f"export {CATALOG} --to mo -o out.mo": PO,
    f"export {CATALOG} --to html -o out.html": PO,
    f"analyse {CATALOG}": {*PO, "sqlite3"},
    f"memory add {CATALOG}": {*PO, "sqlite3", "nupunkt", *JAPANESE},  # sentence ends ask for words
    "engine list": set(),
    "init project": {"portalocker"},
    "guide first-hour": set(),
    "guide checks": set(),
    "guide --html guide.html": {"markdown_it"},
    "doctor": set(),
}  # fmt: skip
"""A command line and the heavy modules that it may load."""

PROBE = """
import sys
from workbench.cli import main
try:
    status = main(sys.argv[1:])
except SystemExit as stop:
    status = stop.code
print(status, *sorted({name.split(".")[0] for name in sys.modules}), file=sys.stderr)
"""


def loaded(words: str, folder: Path) -> tuple[int, set[str]]:
    """The status of a command and the top modules it loaded."""
    made = subprocess.run(
        [sys.executable, "-c", PROBE, *words.split()],
        cwd=folder, capture_output=True, encoding="utf-8", timeout=120, check=False,
        env={**os.environ, "WORKBENCH_DATA": str(folder / "data"),
             "ARGOS_PACKAGES_DIR": str(folder / "argos")},
    )  # fmt: skip
    status, *names = made.stderr.splitlines()[-1].split()
    return int(status), set(names)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with an article, its finished catalog and two new articles."""
    made = tmp_path_factory.mktemp("imports")
    page = shipped("sample", "tokyo-certificates.html").read_bytes()
    (made / "sample.html").write_bytes(page)
    (made / "new.html").write_bytes(page)
    (made / "notes.md").write_text("# A head\n\nThe *court* ruled.\n", encoding="utf-8")
    (made / "job.xlf").write_text(
        '<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2"><file original="a" '
        'source-language="en" target-language="ja" datatype="plaintext"><body><trans-unit id="1">'
        "<source>The court ruled.</source></trans-unit></body></file></xliff>",
        encoding="utf-8",
    )
    catalog = made / CATALOG
    catalog.parent.mkdir(parents=True)
    text = shipped("sample", "tokyo-certificates.ja.po").read_text("utf-8")
    catalog.write_text(text.replace("tokyo-certificates.html", "sample.html"), encoding="utf-8")
    loaded("glossary match notes.md", made)
    return made


@pytest.mark.parametrize("words", TABLE)
def test_a_command_loads_no_more_than_it_uses(words: str, folder: Path) -> None:
    status, names = loaded(words, folder)
    assert status in (0, 1, 3)
    assert names & NEVER == set()
    assert (names & HEAVY) - TABLE[words] == set()


@pytest.mark.parametrize("name", sorted(available()))
def test_help_loads_nothing_heavy(name: str, folder: Path) -> None:
    status, names = loaded(f"{name} --help", folder)
    assert status == 0
    assert names & (HEAVY | NEVER) == set()


def test_the_version_loads_almost_nothing(folder: Path) -> None:
    _status, names = loaded("--version", folder)
    assert names & {"argparse", "gettext", "json", "tomllib"} == set()


def test_each_command_of_the_table_is_measured() -> None:
    measured = {words.split()[0] for words in TABLE}
    needs_an_engine_or_a_screen = {
        "demo",
        "run",
        "pretranslate",
        "edit",
        "batch",
        "serve",
    }
    assert set(available()) - measured <= needs_an_engine_or_a_screen
