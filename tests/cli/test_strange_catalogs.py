"""Catalogs that gettext allows and few write: one unit is typed and confirmed, saved, and nothing else moves.

Each row names what is odd about a file; the property tests of `tests/catalog` draw all such oddities at
random, these say them one by one.
"""

from __future__ import annotations

import gettext
import io
import json
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from calling import Cli, one_line

from workbench.catalog import read_po
from workbench.cli.plain import run
from workbench.config import Config

HEAD = 'msgid ""\nmsgstr ""\n"Language: {}\\n"\n"Content-Type: text/plain; charset={}\\n"\n"Plural-Forms: nplurals=1; plural=0;\\n"\n\n'
JA = HEAD.format("ja", "UTF-8")
BOATS = '#: lib/%E6%B8%AF/a.html:3\n#: lib/50%.html:4\nmsgid "Boats"\nmsgstr ""\n'

# What is odd: (the file below its header, unit, typed, a stretch of the file, what it becomes).
ODD = {
    "a line of sticky flags": ('#= no-wrap, range: 0..9\nmsgid "Two"\nmsgstr ""\n', "e1", "二", 'msgstr ""\n', 'msgstr "二"\n'),
    "sticky and other flags beside fuzzy": (
        '#, c-format, fuzzy\n#= no-wrap\nmsgid "%d boats"\nmsgstr "船"\n\n#=c-format\nmsgid "x %s"\nmsgstr ""\n',
        "e1", "%d艘", '#, c-format, fuzzy\n#= no-wrap\nmsgid "%d boats"\nmsgstr "船"', '#, c-format\n#= no-wrap\nmsgid "%d boats"\nmsgstr "%d艘"',
    ),
    "comments without a blank": (
        '#mine\n#.theirs\n#:a.c:1\n#,no-wrap\nmsgid "Tide"\nmsgstr ""\n', "e1", "潮", 'msgstr ""\n', 'msgstr "潮"\n',
    ),
    "fuzzy without a blank": ('#,fuzzy\nmsgid "Ebb"\nmsgstr "潮"\n', "e1", "引き潮", '#,fuzzy\nmsgid "Ebb"\nmsgstr "潮"', 'msgid "Ebb"\nmsgstr "引き潮"'),
    "blank lines in an entry": (
        '#. note\n\nmsgctxt "sea"\n\n\nmsgid "Wave"\n\n" high"\n\nmsgstr ""\n\n"a"\n\nmsgid "Low"\n\nmsgstr ""\n',
        "e2", "低い", 'msgid "Low"\n\nmsgstr ""', 'msgid "Low"\n\nmsgstr "低い"',
    ),
    "comments that belong to nothing": (
        '# == Harbour ==\n\n# by the pilots\n\nmsgid "Pier"\nmsgstr "桟橋"\n\n# == Beach ==\n\n#\n\nmsgid "Sand"\nmsgstr ""\n\n# the end\n',
        "e2", "砂", 'msgid "Sand"\nmsgstr ""', 'msgid "Sand"\nmsgstr "砂"',
    ),
    "empty comment lines in any order": (
        '#. b\n#.\n#: z.c:9\n#\n#. a\n#.\nmsgid "Net"\nmsgstr ""\n', "e1", "網", 'msgstr ""\n', 'msgstr "網"\n',
    ),
    "octal, hexadecimal and bell": (
        'msgid "\\033[7m\\a\\x41" "\\v"\nmsgstr ""\n\nmsgid "Gull"\nmsgstr "\\101"\n', "e1", "鳥", 'msgstr ""\n', 'msgstr "鳥"\n',
    ),
    "several literals on a line": ('msgid "Sal" "mon"\nmsgstr "" ""\n', "e1", "鮭", 'msgstr "" ""', 'msgstr "鮭"'),
    "references with percent signs": (BOATS, "e1", "船", 'msgstr ""\n', 'msgstr "船"\n'),
    "a previous context": (
        '#, fuzzy\n#| msgctxt "old"\n#| msgid "Rope"\nmsgctxt "new"\nmsgid "Ropes"\nmsgstr "縄"\n', "e1", "縄々",
        '#, fuzzy\n#| msgctxt "old"\n#| msgid "Rope"\nmsgctxt "new"\nmsgid "Ropes"\nmsgstr "縄"', 'msgctxt "new"\nmsgid "Ropes"\nmsgstr "縄々"',
    ),
    "previous texts of an obsolete entry": (
        'msgid "Oar"\nmsgstr ""\n\n#~ #| msgid "x"\n#~| msgid "Helm"\n#~ msgid "Wheel"\n#~ msgstr "舵"\n'.replace('#~ #| msgid "x"\n', ""),
        "e1", "櫂", 'msgid "Oar"\nmsgstr ""', 'msgid "Oar"\nmsgstr "櫂"',
    ),
    "wrapped beside unwrapped": (
        f'msgid ""\n"{"fog " * 15}"\n"bank"\nmsgstr ""\n"霧"\n\nmsgid "{"mist " * 40}"\nmsgstr ""\n', "e2", "靄",
        f'msgid "{"mist " * 40}"\nmsgstr ""', f'msgid "{"mist " * 40}"\nmsgstr "靄"',
    ),
}  # fmt: skip
MADE = "# workbench: origin=human"


def typed(path: Path, *lines: str) -> None:
    """Type lines into the line mode and save."""
    out = io.StringIO()
    given = io.StringIO("\n".join([*lines, ":q", ""]))
    assert run(path, Config(memory=path.parent / "memory"), given, out) == 0, out.getvalue()


def without_origin(data: bytes, newline: str) -> str:
    """A file's text without the comment that says who typed."""
    return "".join(
        line for line in data.decode("utf-8-sig").splitlines(keepends=True)
        if line.rstrip("\r\n") != MADE
    )  # fmt: skip


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("name", ODD)
def test_what_was_typed_is_all_that_differs(
    tmp_path: Path, name: str, mark: bytes, newline: str
) -> None:
    """In files of either line end, with and without a byte order mark; gettext takes them before and
    after."""
    body, unit, text, before, after = ODD[name]
    path = tmp_path / "sea.po"
    whole = (JA + body).replace("\n", newline)
    path.write_bytes(mark + whole.encode())
    typed(path, f":g {unit}", text, "")
    data = path.read_bytes()
    assert data.startswith(mark)
    wanted = (JA + body.replace(before, after)).replace("\n", newline)
    assert without_origin(data, newline) == wanted
    assert read_po(path).unit(unit).target == text
    if shutil.which("msgfmt") and not mark:
        old = tmp_path / "old.po"
        old.write_bytes(whole.encode())
        takes = [subprocess.run(["msgfmt", "-o", os.devnull, p], check=False, capture_output=True).returncode
                 for p in (old, path)]  # fmt: skip
        assert takes[1] <= takes[0]


@pytest.mark.parametrize("name", ODD)
def test_a_bookmark_leaves_the_texts_alone(tmp_path: Path, name: str) -> None:
    """What is no text of an entry can change without its msgid being spelled anew."""
    body, unit, *_rest = ODD[name]
    path = tmp_path / "sea.po"
    path.write_text(JA + body, "utf-8")
    typed(path, f":g {unit}", ":b")
    lines = path.read_text("utf-8").splitlines()
    assert [line for line in lines if not line.startswith("# ")] == [
        line for line in (JA + body).splitlines() if not line.startswith("# ")
    ]


COMPILED = {
    "escapes": (JA + 'msgid "\\033[7mOn\\a"\nmsgstr "\\033[7m点\\a"\n\nmsgid "a\\x09" "b"\nmsgstr "\\\\033"\n').encode(),
    "EUC-JP": (HEAD.format("ja", "EUC-JP") + 'msgid "Harbour"\nmsgstr "港湾"\n').encode("euc-jp"),
    "Shift_JIS": (HEAD.format("ja", "Shift_JIS") + 'msgid "Table"\nmsgstr "表と構え"\n').encode("shift_jis"),
    "Latin-9": (HEAD.format("fr", "ISO-8859-15") + 'msgid "Eye"\nmsgstr "Œil à 3 €"\n').encode("iso-8859-15"),
    "contexts and plural forms": (
        JA + 'msgctxt "sea"\nmsgid "bank"\nmsgstr "瀬"\n\nmsgctxt "money"\nmsgid "bank"\nmsgstr "銀行"\n\n'
        'msgid "%d oar"\nmsgid_plural "%d oars"\nmsgstr[0] "%d本"\n'
    ).encode(),
}  # fmt: skip


@pytest.mark.parametrize("name", COMPILED)
@pytest.mark.skipif(shutil.which("msgfmt") is None, reason="msgfmt is not installed")
def test_what_is_compiled_is_what_msgfmt_compiles(cli: Cli, tmp_path: Path, name: str) -> None:
    """The same pairs under the same declared charset."""
    path = tmp_path / "sea.po"
    path.write_bytes(COMPILED[name])
    assert cli("export", path, "--to", "mo", "-o", "ours.mo").status == 0
    subprocess.run(["msgfmt", "-o", "theirs.mo", str(path)], check=True)
    read = []
    for made in ("ours.mo", "theirs.mo"):
        with Path(made).open("rb") as file:
            spoken = gettext.GNUTranslations(file)
        read.append(({k: v for k, v in spoken._catalog.items() if k}, spoken.charset().lower()))  # type: ignore[attr-defined]
    assert read[0] == read[1]


SLAVIC = (
    'msgid ""\nmsgstr ""\n"Language: uk\\n"\n"Content-Type: text/plain; charset=UTF-8\\n"\n\n'
    'msgid "%d ship"\nmsgid_plural "%d ships"\nmsgstr[0] "А"\nmsgstr[1] ""\nmsgstr[2] "В"\n\n'
    'msgid "Ship"\nmsgstr ""\n\n#~ msgid "Ship"\n#~ msgstr "стара"\n\n#~ msgid "Ship"\n#~ msgstr "дуже стара"\n'
)
EDITOR = """
import sys
from pathlib import Path
from workbench.cli.plain import run
from workbench.config import Config
run(Path(sys.argv[1]), Config(memory=Path("memory")), sys.stdin, sys.stdout)
"""


def test_what_was_typed_before_a_kill_comes_back_where_it_was_typed(tmp_path: Path) -> None:
    """Plural forms of one entry, and a text whose obsolete twins stand in the file: kill -9, open again."""
    path = tmp_path / "ships.po"
    path.write_text(SLAVIC, "utf-8")
    with subprocess.Popen(
        [sys.executable, "-c", EDITOR, str(path)], cwd=tmp_path, stdin=subprocess.PIPE,
        stdout=subprocess.PIPE, text=True, encoding="utf-8",
    ) as editor:  # fmt: skip
        assert editor.stdin is not None and editor.stdout is not None
        for line in (":g e1.1", "Б", ":g e1.2", "Г", ":g e2", "корабель", ":g e1.0"):
            editor.stdin.write(line + "\n")
        editor.stdin.flush()
        seen = ""
        while "корабель" not in seen or "e1.0 (1/" not in seen[seen.index("корабель") :]:
            seen += editor.stdout.readline()
        editor.send_signal(signal.SIGKILL)
    assert path.read_text("utf-8") == SLAVIC
    typed(path)
    assert [u.target for u in read_po(path).units] == [
        "А",
        "Б",
        "Г",
        "корабель",
        "стара",
        "дуже стара",
    ]
    live = path.read_text("utf-8").partition("#~")[0]
    assert 'msgid "Ship"\nmsgstr "корабель"' in live


NONE = '"Content-Type: text/plain; charset=UTF-8\\n"\n\nmsgid "Ship ahoy."\nmsgstr "船が来た."\n'


@pytest.mark.parametrize(
    ("name", "header", "known"),
    [
        ("ja.po", 'msgid ""\nmsgstr ""\n', True),
        ("sea.ja.po", 'msgid ""\nmsgstr ""\n"Language: \\n"\n', True),
        ("ja/LC_MESSAGES/sea.po", 'msgid ""\nmsgstr ""\n', True),
        ("sea.po", 'msgid ""\nmsgstr ""\n"Language: Japanese\\n"\n', True),
        ("sea.po", 'msgid ""\nmsgstr ""\n"X-Poedit-Language: Japanese\\n"\n', True),
        ("sea.po", 'msgid ""\nmsgstr ""\n', False),
        ("sea.po", 'msgid ""\nmsgstr ""\n"Language: \\n"\n', False),
    ],
)  # fmt: skip
def test_the_language_is_found_or_it_is_said_what_cannot_be_done(
    cli: Cli, name: str, header: str, known: bool
) -> None:
    """Never silently no checks: from header, name, folder; else one line with the way to mend it."""
    path = Path(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(header + NONE, "utf-8")
    said = cli("check", path, "--format", "json", "--no-terms")
    checks = {finding["check"] for finding in json.loads(said.out)["findings"]}
    assert ("punctuation.western" in checks) is known
    assert ("names no language" in said.err) is not known
    if not known:
        draft = cli("pretranslate", path, "--only", "all")
        assert draft.status in {2, 3} and "language" in one_line(draft)
        Path("workbench.toml").write_text('target = "ja"\n', "utf-8")
        assert "names no language" not in cli("check", path, "--no-terms").err


@pytest.mark.parametrize(
    "body",
    [
        'msgid "%d net"\nmsgid_plural "%d nets"\nmsgstr[0] "мережа"\nmsgstr[1] "мережі"\nmsgstr[2] "мереж"\n',
        'msgctxt "sea"\nmsgid "bank"\nmsgstr "мілина"\n\nmsgctxt "money"\nmsgid "bank"\nmsgstr "банк"\n',
        'msgctxt "verb"\nmsgid "Sail"\nmsgstr "плисти"\n\nmsgid "Sail"\nmsgstr "вітрило"\n',
        'msgid "Hold"\nmsgstr "трюм"\n\n#~ msgid "Hold"\n#~ msgstr "тримати"\n',
    ],
)
def test_what_is_told_apart_on_purpose_is_not_translated_in_two_ways(
    cli: Cli, tmp_path: Path, body: str
) -> None:
    """Plural forms, contexts, an obsolete twin. (That two units which nothing tells apart are found is in
    `tests/checks`.)"""
    path = tmp_path / "sea.po"
    head = SLAVIC[: SLAVIC.index('msgid "%d ship"')]
    path.write_text(head + body, "utf-8")
    words = ("check", path, "--no-terms", "--only", "consistency.same-source", "--format", "json")
    assert json.loads(cli(*words).out)["findings"] == []
