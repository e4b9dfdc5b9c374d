"""A catalog of an article as a new XLIFF, and home again; other tools read it."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.errors import ExchangeError
from workbench.exchange.tmx import write_tmx
from workbench.exchange.xliff import XliffFormat
from workbench.exchange.xliff.new import new_xliff, returned
from workbench.memory import MemoryEntry
from workbench.model import LOCKED, Kind, Reference, Stage, State, Unit

UNITS = (
    Unit("p1", "Court rules", "判断", State.CONFIRMED, kind=Kind.HEADING, places=(1,)),
    Unit(
        "p2", 'The <em>court</em> & <a href="x?a=1&b">the <b>ward</b></a><br>ruled<x1/>.',
        '<a href="x?a=1&b"><b>区</b></a>と<em>裁判所</em>は<x1/><br>判断した。', State.FUZZY,
        references=(Reference("a b.html", 12),), comments=("ask Mia",),
    ),
    Unit("p3", "a < b and <em>never closed", "a < b"), Unit("p4.1", "  spaced\nout  ", context="mine"),
    Unit("e7.0", "ABC", "ABC", State.CONFIRMED, notes=(LOCKED + "no", "said by the maker")),
)  # fmt: skip
VERSIONS = ["1.2", "2.1"]


def made(version: str, units: tuple[Unit, ...] = UNITS) -> bytes:
    return new_xliff(units, "en", "ja", "court <1>.html", form="html", version=version)


@pytest.mark.parametrize("version", VERSIONS)
def test_texts_tags_and_states_come_home(version: str) -> None:
    for unit, back in zip(UNITS, returned(made(version), "x.xlf"), strict=True):
        assert (back.id, back.source, back.target) == (unit.id, unit.source.strip(), unit.target)
        if unit.stage is not Stage.EMPTY:
            assert (back.stage == "translated") == (unit.state is State.CONFIRMED)


@pytest.mark.parametrize("version", VERSIONS)
def test_our_own_reader_takes_it_as_anybodys(version: str) -> None:
    """Tags are codes with the native code said; locks and notes are there."""
    segments = list(XliffFormat().read(made(version), "x.xlf").segments)
    assert segments[1].source == "The <x1>court</x1> & <x2>the <x3>ward</x3></x2><x4/>ruled<x5/>."
    assert segments[1].target == "<x2><x3>区</x3></x2>と<x1>裁判所</x1>は<x5/><x4/>判断した。"
    assert '<x2> <a href="x?a=1&b">' in segments[1].notes
    assert "translator: ask Mia" in segments[1].notes
    assert segments[4].locked
    assert "developer: said by the maker" in segments[4].notes


@pytest.mark.parametrize("version", VERSIONS)
def test_what_xml_cannot_hold_is_refused_with_the_unit(version: str) -> None:
    with pytest.raises(ExchangeError, match="p9"):
        made(version, (Unit("p9", "a\x0bb"),))


PIECES = st.sampled_from(["<em>", "</em>", "<b>", "</b>", "<br>", "<x1/>", "<x2>", "</x2>", "a", "<", "&", "&lt;", " ", "]]>", '"', "語"])  # fmt: skip
TEXT = st.lists(PIECES, max_size=12).map("".join)


@settings(max_examples=200, deadline=None)
@given(TEXT, TEXT, st.sampled_from(VERSIONS))
def test_any_tags_come_home(source: str, target: str, version: str) -> None:
    """However they are nested, crossed, doubled or alone, on either side."""
    if not source.strip():
        return
    units = (Unit("p1", source, target, State.FUZZY if target else State.EMPTY),)
    (back,) = returned(made(version, units), "x.xlf")
    assert (back.source, back.target) == (source.strip(), target.strip())


TOOLKIT = """
import sys
from translate.storage import xliff
for unit in xliff.xlifffile.parsefile(sys.argv[1]).units:
    print(unit.getid().split(chr(4))[-1], bool(unit.source), bool(unit.target), "".join(unit.getnotes().split()))
"""


@pytest.mark.skipif(not shutil.which("po2xliff"), reason="translate-toolkit is not installed")
def test_translate_toolkit_reads_it(tmp_path: Path) -> None:
    path = tmp_path / "x.xlf"
    path.write_bytes(made("1.2"))
    said = subprocess.run(
        ["/usr/bin/python3", "-c", TOOLKIT, str(path)], capture_output=True, text=True, check=True
    ).stdout.splitlines()
    assert [line.split()[:3] for line in said] == [
        [unit.id, "True", str(bool(unit.target))] for unit in UNITS
    ]


@pytest.mark.slow
@pytest.mark.skipif(not shutil.which("omegat"), reason="OmegaT is not installed")
def test_omegat_translates_it_and_it_comes_home(tmp_path: Path) -> None:
    """Its console mode fills the targets from a memory; tags are where they were."""
    units = (
        Unit("p1", "Court rules", "Court rules", State.FUZZY, places=(1,)),
        Unit("p2", SOURCE, SOURCE, State.FUZZY, places=(2,)),
    )
    pairs = [MemoryEntry("Court rules", "裁判所が判断")]  # it works on what has a target
    (tmp_path / "source").mkdir()
    for folder in ("omegat", "target", "glossary", "dictionary", "tm/auto"):
        (tmp_path / folder).mkdir(parents=True)
    (tmp_path / "source/job.xlf").write_bytes(made("1.2", units))
    write_tmx(tmp_path / "tm/auto/ours.tmx", pairs, "en", "ja")
    (tmp_path / "omegat.project").write_text(PROJECT, "utf-8")
    run = ["omegat", str(tmp_path), "--mode=console-translate", "--disable-project-locking", "--quiet"]  # fmt: skip
    env = {"HOME": str(tmp_path), "PATH": "/usr/bin:/bin"}
    subprocess.run(run, capture_output=True, check=True, env=env, timeout=200)
    out = tmp_path / "target/job.xlf"
    first, second = returned(out.read_bytes(), "job.xlf")
    assert (first.id, first.source, first.target) == ("p1", "Court rules", "裁判所が判断")
    assert (second.source, second.target) == (SOURCE, SOURCE)


SOURCE = "The <em>court</em> ruled<br>today."
PROJECT = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<omegat><project version="1.0"><source_dir>__DEFAULT__</source_dir><target_dir>__DEFAULT__</target_dir>
<tm_dir>__DEFAULT__</tm_dir><glossary_dir>__DEFAULT__</glossary_dir><glossary_file>__DEFAULT__</glossary_file>
<dictionary_dir>__DEFAULT__</dictionary_dir><source_lang>en</source_lang><target_lang>ja</target_lang>
<source_tok>org.omegat.tokenizer.LuceneEnglishTokenizer</source_tok><target_tok>org.omegat.tokenizer.LuceneJapaneseTokenizer</target_tok>
<sentence_seg>false</sentence_seg><support_default_translations>true</support_default_translations>
<remove_tags>false</remove_tags></project></omegat>
"""
