"""TMX: read as a stream, written at level 2, nothing it says lost on the way round."""

from __future__ import annotations

import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from workbench.errors import ExchangeError
from workbench.exchange.tmx import read_tmx, write_tmx
from workbench.memory import MemoryEntry

FILE = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE tmx SYSTEM "tmx14.dtd">
<tmx version="1.4">
<header creationtool="x" creationtoolversion="1" datatype="html" segtype="sentence" adminlang="en"
 srclang="en-US" o-tmf="x"/>
<body>
<tu tuid="7" creationdate="20240102T030405Z" creationid="ren" usagecount="4" segtype="paragraph">
 <note>from the court</note><note>twice</note><prop type="file">a.html</prop><prop type="id">p3</prop>
 <prop type="prev">Before.</prop><prop type="next"></prop><prop type="domain">law</prop>
 <tuv xml:lang="EN-us" changedate="20250102T030405Z"><seg>The <bpt i="1" type="bold">&lt;b&gt;</bpt>court<ept i="1">&lt;/b&gt;</ept> ruled<ph x="2">&lt;br/&gt;</ph>.</seg></tuv>
 <tuv xml:lang="fr"><seg>La cour a jugé.</seg></tuv>
 <tuv xml:lang="ja"><seg><bpt i="1">&lt;b&gt;</bpt>裁判所<ept i="1">&lt;/b&gt;</ept>は<hi>判断</hi>した。</seg></tuv>
</tu>
<tu><tuv xml:lang="en"><seg>Only French.</seg></tuv><tuv xml:lang="fr"><seg>Rien.</seg></tuv></tu>
<tu srclang="*all*"><tuv lang="en"><seg>Old style.</seg></tuv><tuv lang="ja"><seg>旧式。</seg></tuv></tu>
<tu><tuv xml:lang="en"><seg></seg></tuv><tuv xml:lang="ja"><seg>空。</seg></tuv></tu>
</body></tmx>
"""


@pytest.fixture
def tmx(tmp_path: Path) -> Path:
    path = tmp_path / "a.tmx"
    path.write_text(FILE, "utf-8")
    return path


def test_units_of_the_pair_are_read_with_what_is_said_of_them(tmx: Path) -> None:
    first, second = read_tmx(tmx, "en", "ja")
    assert (first.source, first.target) == (
        "The <b>court</b> ruled<br/>.",
        "<b>裁判所</b>は判断した。",
    )
    assert (first.document, first.unit, first.previous, first.next) == (
        "a.html",
        "p3",
        "Before.",
        "",
    )
    assert (first.author, first.used) == ("ren", 4)
    assert (first.created, first.changed) == ("2024-01-02T03:04:05Z", "2025-01-02T03:04:05Z")
    assert first.properties["note #2"] == "twice"
    assert first.properties["prop domain"] == "law"
    assert (second.source, second.target, second.previous) == ("Old style.", "旧式。", None)


def test_what_was_read_is_written_again(tmx: Path, tmp_path: Path) -> None:
    first = list(read_tmx(tmx, "en", "ja"))
    again = tmp_path / "b.tmx"
    assert write_tmx(again, first, "en", "ja") == 2
    assert list(read_tmx(again, "en", "ja")) == first
    text = again.read_text("utf-8")
    assert '<bpt i="1" type="bold">&lt;b&gt;</bpt>court' in text
    assert "<hi>判断</hi>" in text
    assert 'tuid="7"' in text


def test_either_direction_of_a_file_can_be_read(tmx: Path) -> None:
    text = FILE.replace('srclang="en-US"', 'srclang="*all*"')
    tmx.write_text(text, "utf-8")
    assert [e.target for e in read_tmx(tmx, "ja", "en")][1] == "Old style."


def test_our_tags_become_inline_elements(tmp_path: Path) -> None:
    entry = MemoryEntry('See <a href="x">it</a>, <br>now</i>.', "<b>今</b>。")
    path = tmp_path / "a.tmx"
    write_tmx(path, [entry], "en", "ja")
    text = path.read_text("utf-8")
    assert re.findall(r"<(bpt|ept|ph|it)\b", text) == ["bpt", "ept", "ph", "it", "bpt", "ept"]
    found = next(read_tmx(path, "en", "ja"))
    assert (found.source, found.target) == (entry.source, entry.target)


BAD = {
    "empty": (b"", "is empty"),
    "no XML": (b"hello", "well-formed"),
    "cut off": (FILE.encode()[:900], "well-formed"),
    "another root": (b"<xliff/>", "<xliff>"),
    "an entity bomb": (
        b'<!DOCTYPE tmx [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><tmx><body><tu><tuv xml:lang="en">'
        b"<seg>&b;</seg></tuv></tu></body></tmx>", "entities",
    ),
    "a foreign file": (
        b'<!DOCTYPE tmx [<!ENTITY a SYSTEM "file:///etc/passwd">]><tmx><body/></tmx>', "entities",
    ),
    "wrong bytes": (b'<?xml version="1.0" encoding="utf-8"?><tmx><body>\xff</body></tmx>', "well-formed"),
}  # fmt: skip


@pytest.mark.parametrize(("data", "says"), BAD.values(), ids=BAD)
def test_bad_files_are_refused_with_their_line(tmp_path: Path, data: bytes, says: str) -> None:
    path = tmp_path / "bad.tmx"
    path.write_bytes(data)
    with pytest.raises(ExchangeError, match=re.escape(says)) as caught:
        list(read_tmx(path, "en", "ja"))
    assert str(path) in str(caught.value)


def test_a_missing_file_and_a_missing_folder_are_said(tmp_path: Path) -> None:
    with pytest.raises(ExchangeError, match="cannot be read"):
        list(read_tmx(tmp_path / "no.tmx", "en", "ja"))
    with pytest.raises(ExchangeError, match="cannot be written"):
        write_tmx(tmp_path / "no" / "a.tmx", [], "en", "ja")


def test_an_interrupted_export_leaves_the_old_file(tmx: Path) -> None:
    def entries() -> object:
        yield MemoryEntry("One.", "一。")
        raise OSError(28, "No space left on device")

    with pytest.raises(ExchangeError, match="No space"):
        write_tmx(tmx, entries(), "en", "ja")  # type: ignore[arg-type]
    assert tmx.read_text("utf-8") == FILE
    assert [p.name for p in tmx.parent.iterdir()] == ["a.tmx"]


def test_utf_16_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a.tmx"
    path.write_bytes(FILE.replace('encoding="UTF-8"', 'encoding="UTF-16"').encode("utf-16"))
    assert len(list(read_tmx(path, "en", "ja"))) == 2


def test_memory_stays_bounded(tmp_path: Path) -> None:
    """A file of 37 MB is read by a process that never holds it."""
    path = tmp_path / "big.tmx"
    write_tmx(
        path,
        (MemoryEntry(f"Sentence {n} of many, {'x' * 300}.", "文。") for n in range(90_000)),
        "en",
        "ja",
    )
    script = (
        "import resource, sys; from pathlib import Path; from workbench.exchange.tmx import read_tmx\n"
        "before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss\n"
        "count = sum(1 for _e in read_tmx(Path(sys.argv[1]), 'en', 'ja'))\n"
        "print(count, (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) // 1024)"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, str(path)], capture_output=True, text=True, check=True
    )
    count, grown = map(int, done.stdout.split())
    assert count == 90_000
    assert path.stat().st_size > 36e6
    assert grown < 30


@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=80
)
@given(
    st.lists(st.sampled_from(["<b>", "</b>", "<i>", "</i>", "<br>", "a", "&", "<", "法", "]]>"]), min_size=1, max_size=8),
    st.dictionaries(
        st.sampled_from(["note", "prop domain", "prop x #2", "source prop q", "target note"]),
        st.text(alphabet="aé法<&", min_size=1, max_size=5), max_size=3,
    ),
)  # fmt: skip
def test_any_entry_survives_the_way_round(
    tmp_path: Path, parts: list[str], properties: dict[str, str]
) -> None:
    if "prop x #2" in properties:
        properties["prop x"] = "1"
    entry = MemoryEntry(
        "s" + "".join(parts), "t" + "".join(reversed(parts)), "p", None, "d", "u", "me", "import",
        "2026-01-02T03:04:05Z", "2026-01-02T03:04:06Z", 2, properties,
    )  # fmt: skip
    path = tmp_path / "x.tmx"
    write_tmx(path, [entry], "en", "ja")
    (found,) = read_tmx(path, "en", "ja")
    told = {k: v for k, v in found.properties.items() if "@" not in k and not k.endswith(" seg")}
    assert told == properties
    assert replace(found, properties={}) == replace(entry, properties={})
    write_tmx(path, [found], "en", "ja")
    assert next(read_tmx(path, "en", "ja")) == found
