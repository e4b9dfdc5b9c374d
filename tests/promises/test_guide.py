"""The manual is true: every command and every Python example in it is run, in both languages.

A page's blocks are carried out in order in an empty folder: `html court.html` is a file to write, `sh` holds
commands (each ends with 0 unless `# exits with N` says otherwise), `text` what they print (`…` stands for
anything), `python` goes on where the last one ended. `sh once` takes long and is run in English alone; `sh
terminal` and `sh network` are left to people.
"""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path
from typing import NamedTuple

import pytest

from workbench.config import Config, shipped
from workbench.desk import guide
from workbench.wording import speak

_FENCE = re.compile(r"^```(\w+) ?([^\n]*)\n(.*?)^```$", re.M | re.S)
_PAGES = [(language, t.name) for language in guide.languages() for t in guide.topics(language)]


class Block(NamedTuple):
    """One fenced block."""

    language: str
    name: str
    text: str


def blocks(language: str, name: str) -> list[Block]:
    """The blocks of a page, in order."""
    text = guide.topic(name, language).path.read_text("utf-8")
    return [Block(*found.groups()) for found in _FENCE.finditer(text)]


@pytest.fixture
def spoken_in(request: pytest.FixtureRequest) -> Iterator[None]:
    """English again, whatever a page was read in."""
    yield
    speak("en", Path())


@pytest.mark.parametrize(("language", "name"), _PAGES, ids=lambda value: value)
@pytest.mark.usefixtures("spoken_in")
def test_what_a_page_tells_people_to_do_works(
    language: str, name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    """A newcomer who types what stands there gets what stands there."""
    from workbench.cli import main

    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    monkeypatch.setenv("WORKBENCH_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("LC_ALL", "ja_JP.UTF-8" if language == "ja" else "C.UTF-8")
    monkeypatch.setenv("COLUMNS", "100")
    said = ""
    names: dict[str, object] = {"__name__": "guide"}
    for block in blocks(language, name):
        if block.language == "sh" and (not block.name or (block.name, language) == ("once", "en")):
            said = ""
            for line in filter(None, block.text.splitlines()):
                program, *words = shlex.split(line, comments=True)
                assert program == "workbench", line
                wanted = re.search(r"# exits with (\d+)", line)
                status = main(words)
                out, err = capsys.readouterr()
                said += out + err
                assert status == int(wanted[1] if wanted else 0), f"{line}\n{out}{err}"
        elif block.language == "text" and not block.name and said:
            shows(said, block.text)
        elif block.language == "python":
            exec(compile(block.text, f"{name}.md", "exec"), names)
        elif block.name and block.language != "sh":
            path = Path(block.name)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(block.text, encoding="utf-8")
    capsys.readouterr()


def shows(said: str, promised: str) -> None:
    """Each promised line is in what was said."""
    lines = [" ".join(line.split()) for line in said.splitlines()]
    for line in promised.splitlines():
        form = ".*".join(re.escape(part.strip()) for part in line.split("…"))
        form = form.replace(r"\ ", r"\s+")
        assert any(re.search(form, each) for each in lines), f"{line!r} is not in\n{said}"


@pytest.mark.parametrize("name", [t.name for t in guide.topics("en")])
def test_pages_say_the_same_in_every_language(name: str) -> None:
    """Same files, same commands, same examples, same places to fill; only what is said differs."""
    comparable = {"sh", "python", "html", "toml", "tsv", "csv", "yaml"}
    place = re.compile(r"<!-- [\w -]+ -->")
    english = guide.topic(name, "en").path.read_text("utf-8")
    for language in guide.languages():
        ours = [b for b in blocks(language, name) if b.language in comparable]
        theirs = [b for b in blocks("en", name) if b.language in comparable]
        uncommented = [(b.language, b.name, re.sub(r" +#(?! exits).*", "", b.text)) for b in ours]
        assert uncommented == [
            (b.language, b.name, re.sub(r" +#(?! exits).*", "", b.text)) for b in theirs
        ]
        text = guide.topic(name, language).path.read_text("utf-8")
        assert place.findall(text) == place.findall(english)
        assert text.count("\n## ") == english.count("\n## ")


def test_every_setting_is_in_it() -> None:
    """No setting that the program knows is missing, none is made up."""
    for language in guide.languages():
        text = guide.page("settings", language)
        rows = [line.split("|")[1] for line in text.splitlines() if line.startswith("| `")]
        told = {name for row in rows for name in re.findall(r"`([\w-]+)`", row)}
        assert told == {f.name.replace("_", "-") for f in fields(Config) if f.name != "path"}


def test_links_between_pages_lead_somewhere() -> None:
    """A link names a page that is there, in the terminal and in the browser."""
    for language in guide.languages():
        for each in guide.topics(language):
            for link in re.findall(r"\]\(([^)h][^)]*)\)", each.path.read_text("utf-8")):
                assert (each.path.parent / link).is_file(), (each.name, link)
        html = guide.document(language)
        targets = set(re.findall(r'id="([\w-]+)"', html))
        assert set(re.findall(r'href="#([\w-]+)"', html)) <= targets


def test_the_page_for_browsers_needs_nothing_else(tmp_path: Path) -> None:
    """One file: no script, nothing fetched."""
    html = guide.document("ja")
    assert '<html lang="ja">' in html
    assert not re.search(r"<script|src=|@import|url\(|http-equiv", html)


def test_a_page_that_is_not_there_names_the_nearest() -> None:
    """A slip of the finger is answered with the page that was meant."""
    from workbench.errors import UsageError

    with pytest.raises(UsageError, match="chekcs") as caught:
        guide.page("chekcs", "en")
    assert "checks" in str(caught.value)


def test_the_manual_ships() -> None:
    """Both languages have every page."""
    english, japanese = ({t.name for t in guide.topics(code)} for code in ("en", "ja"))
    assert english == japanese
    assert shipped("guide", "guide.css").is_file()
