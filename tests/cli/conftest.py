"""The command line as a test calls it: in a folder of its own, with what it said and its status."""

from __future__ import annotations

from pathlib import Path

import pytest
from calling import Cli, Said

from workbench.cli import main, output
from workbench.wording import speak

PAGE = """<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>Court rules on partners</title></head>
<body><article>
<h1>Court rules on partners</h1>
<p>The court ruled on <em>Tuesday</em> that 57 same-sex couples were wronged.</p>
<p>"We waited 19 years," said Rin Aoba, a bisexual baker.</p>
</article></body></html>
"""
TARGETS = {
    "Court rules on partners": "裁判所、パートナーに関する判断",
    "The court ruled": "裁判所は<em>火曜日</em>、57組の同性カップルが不当に扱われたと判断した。",
    '"We waited': "「19年待ちました」と、バイセクシュアルのパン職人、青葉凛さんは話した。",
}


@pytest.fixture(autouse=True)
def own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Each test stands in an empty folder, with an empty home for packages."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("ARGOS_PACKAGES_DIR", str(tmp_path / "argos"))
    monkeypatch.setenv("WORKBENCH_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    return tmp_path


@pytest.fixture
def cli(capsys: pytest.CaptureFixture[str]) -> Cli:
    """Call a command in this process; settings of output and language are put back."""

    def call(*words: object) -> Said:
        capsys.readouterr()
        try:
            status = main([str(word) for word in words])
        except SystemExit as stop:  # argparse leaves this way after --help
            status = int(stop.code or 0)
        finally:
            output._settings.update(quiet=False, colour=None)  # `settle` would look and remember
            speak("en", Path())
        said = capsys.readouterr()
        return Said(status, said.out, said.err)

    return call


@pytest.fixture
def page(tmp_path: Path) -> Path:
    """A small article."""
    path = tmp_path / "court.html"
    path.write_text(PAGE, encoding="utf-8")
    return path


@pytest.fixture
def empty_catalog(page: Path, cli: Cli) -> Path:
    """Its catalog, untranslated."""
    assert cli("extract", page.name, "--quiet").status == 0
    return Path("locales/ja/LC_MESSAGES/court.po")


@pytest.fixture
def catalog(empty_catalog: Path) -> Path:
    """Its catalog, translated and confirmed."""
    text = empty_catalog.read_text("utf-8")
    for start, target in TARGETS.items():
        head = 'msgid "' + start.replace('"', '\\"')
        before, found, rest = text.partition(head)
        line, _empty, after = rest.partition('\nmsgstr ""')
        assert found
        text = before + found + line + f'\nmsgstr "{target}"' + after
    empty_catalog.write_text(text, encoding="utf-8")
    return empty_catalog
