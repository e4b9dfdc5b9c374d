"""A project in one step.

Lives here: `begin`, `standing`, Made, Stands. Takes a folder and a pair, writes what a project of translations starts
with: settings with every one explained, a termbase of one's own with its header, a pre-commit hook, a
workflow for CI. What is there already is not touched. And says of a folder which of them it has.
May import: add_term (its file's name), catalog (`write_atomic`), config, errors, language, terms (its columns), wording.
Apart from `paths` because that finds what is there, this makes what is not.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from workbench.catalog import write_atomic
from workbench.config import FILE_NAME
from workbench.desk.add_term import FILE
from workbench.errors import UsageError
from workbench.language import with_script
from workbench.terms.tsv import COLUMNS
from workbench.wording import _

HOOKS = ".pre-commit-config.yaml"
WORKFLOW = Path(".github", "workflows", "translations.yml")
_PARTS = ("", "_admitted", "_forbidden", "_reading", "_use", "_except")


@dataclass(frozen=True, slots=True)
class Made:
    """A file of the project and whether it was written now."""

    path: Path
    what: str
    new: bool


@dataclass(frozen=True, slots=True)
class Stands:
    """Whether a folder has one of them, and what to do where it has not."""

    what: str
    good: bool
    said: str


def begin(folder: Path, source: str, target: str) -> list[Made]:
    """Write what is missing. Raises UsageError: no folder, languages that are one, what cannot be written;
    CatalogError from the disk."""
    source, target = with_script(source), with_script(target)
    if source == target:
        raise UsageError(_("source and target are one language: {code}").format(code=source))
    if os.path.lexists(folder) and not folder.is_dir():
        raise UsageError(_("is no folder"), where=str(folder))
    made: list[Made] = []
    for name, what, text in _files(source, target):
        path = folder / name
        new = not os.path.lexists(path)
        if new:
            try:
                path.parent.mkdir(parents=True, exist_ok=True)
            except OSError as error:
                reason = error.strerror or str(error)
                raise UsageError(
                    _("cannot be made: {reason}").format(reason=reason), where=str(path.parent)
                ) from error
            write_atomic(path, text.encode())
        made.append(Made(path, what, new))
    return made


def _files(source: str, target: str) -> Iterator[tuple[Path, str, str]]:
    yield Path(FILE_NAME), _("settings, each explained"), settings(source, target)
    yield (
        Path("glossary", FILE),
        _("your own terms; they count before those that ship"),
        header(source, target),
    )
    yield Path(HOOKS), _("checks before each commit"), _HOOKS_TEXT
    yield WORKFLOW, _("checks in CI"), _WORKFLOW_TEXT


def header(source: str, target: str) -> str:
    """The first line of a termbase."""
    names = [code + part for code in (source, target) for part in _PARTS]
    return "\t".join([*COLUMNS, *names]) + "\n"


def settings(source: str, target: str) -> str:
    """`workbench.toml` with every setting: those of the project set, the others as comments."""
    lines = [
        "# "
        + _("Settings of this folder and those below it; `workbench doctor` shows what counts.")
    ]
    for line, said in _settings(source, target):
        lines += ["", *("# " + part for part in said.split("\n")), line]
    return "\n".join(lines) + "\n"


def _settings(source: str, target: str) -> Iterator[tuple[str, str]]:
    """(line, what it does); tables last, as TOML wants them."""
    yield f'source = "{source}"', _("Language of the articles.")
    yield f'target = "{target}"', _("Language of the catalogs.")
    yield 'locales = "locales"', _("Where catalogs are written.")
    yield (
        'glossary = ["glossary", "shipped"]',
        _(
            "Termbases, files or folders; the first counts, `shipped` is what comes with the workbench."
        ),
    )
    yield (
        '# register = "news"',
        _("Which renderings are preferred where terms say so: law or news."),
    )
    yield '# author = ""', _("Your name in memories, reviews and catalog headers.")
    yield '# memory = "memory"', _("Folder of translation memories; else that of your account.")
    yield (
        '# engine = ["ollama:MODEL", "argos"]',
        _("Engines, the first choice first; the next is asked what one cannot do."),
    )
    yield (
        '# package = "en_ja.argosmodel"',
        _("An Argos package to draft with before any installed one."),
    )
    yield (
        "# draft-floor = 0.9",
        _("Risk, 0 to 1, above which a unit is left empty instead of drafted."),
    )
    yield "# main = false", _("Whether navigation, footer and adverts of a page are left out.")
    yield (
        "# attributes = true",
        _("Whether all texts of attributes are units; else images and tooltips."),
    )
    yield '# baseline = "baseline.json"', _("Findings that were accepted (check --write-baseline).")
    yield "# checks-off = []", _("Checks or families that are switched off.")
    yield (
        '# house-style = ["house.ja.txt"]',
        _("Lists of words as the house writes them, then as it does not."),
    )
    yield '# sentence-exceptions = ["abbreviations.txt"]', _("Abbreviations that end no sentence.")
    yield '# theme = ""', _("Theme of the editor; empty: by terminal.")
    yield '# pane = "terms"', _("The pane that leads: terms, findings, memory or history.")
    yield '# interface = "ja"', _("Language of the program: en or ja.")
    yield "# type-ahead = true", _("Whether the engine offers how a sentence could go on.")
    yield (
        "# completion = true",
        _("Whether terms, names and figures are offered while a word is typed."),
    )
    yield (
        "# confirm-errors = false",
        _("Whether a unit with an error is confirmed without a warning first."),
    )
    yield "# [severities]", _('How grave a check is: "terms.missing" = "error".')
    yield "# [segmenters]", _('Who cuts sentences of a language: en = "nupunkt".')
    yield "# [keys]", _('Keys of the editor by command: save = "f12".')


def standing(folder: Path) -> Iterator[Stands]:
    """Which of a project's parts a folder has."""
    hint = _("`workbench init` writes it")
    glossary = folder / "glossary"
    own = sorted(glossary.glob("*.tsv")) if glossary.is_dir() else []
    yield Stands("glossary", bool(own), str(glossary) if own else hint)
    for what, places in (
        ("hook", [folder / HOOKS]),
        ("workflow", sorted((folder / WORKFLOW).parent.glob("*.y*ml"))),
    ):
        found = next((place for place in places if _names_us(place)), None)
        yield Stands(what, found is not None, str(found) if found else hint)


def _names_us(path: Path) -> bool:
    """Whether a file says that our checks are run; what cannot be read does not."""
    try:
        return "workbench" in path.read_text("utf-8", "replace")
    except OSError:
        return False


_HOOKS_TEXT = """\
# Run by pre-commit (https://pre-commit.com): `pre-commit install` once.
repos:
  - repo: local
    hooks:
      - id: workbench-check
        name: translation checks
        entry: workbench check
        language: system
        files: \\.po$
      - id: workbench-glossary-lint
        name: termbase lint
        entry: workbench glossary lint
        language: system
        files: ^glossary/.*\\.tsv$
"""
_WORKFLOW_TEXT = """\
name: Translations
on:
  push:
  pull_request:
permissions:
  contents: read
env:
  # The git address of the workbench, and the version of it that you use.
  WORKBENCH: ""
  WORKBENCH_VERSION: main
jobs:
  check:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - uses: actions/setup-python@v5
        with:
          python-version: "3.12"
      - name: Install the workbench
        run: |
          test -n "$WORKBENCH" || { echo "::error::name the git address of the workbench in this file"; exit 2; }
          git clone --depth 1 --branch "$WORKBENCH_VERSION" "$WORKBENCH" "$RUNNER_TEMP/workbench"
          pip install --no-deps -r "$RUNNER_TEMP/workbench/requirements.txt" "$RUNNER_TEMP/workbench"
      - run: workbench glossary lint glossary
      - run: workbench check locales --format github
"""
