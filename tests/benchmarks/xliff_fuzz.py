"""XLIFF from an enemy: mutated files are read, left alone, edited; nothing crashes and nothing hangs.

    python tests/benchmarks/xliff_fuzz.py [COUNT] [--seed N] [--from FOLDER]

Every file is made of a good one (of each dialect, or of FOLDER) by some of: bytes flipped, cut, doubled,
moved; tags, entities, encodings, huge numbers put in. It is either refused in one line, or comes back byte for byte
without an edit, and with edits in what is edited alone. Prints what became of them; exits 1 at the first
crash (anything that is no error of ours), hang (ten seconds) or broken promise, and keeps that file.
"""

from __future__ import annotations

import argparse
import contextlib
import random
import re
import signal
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from workbench.errors import ExchangeError
from workbench.exchange.bilingual import STAGES, Wanted
from workbench.exchange.xliff import XliffFormat

XLIFF = XliffFormat()
CORE = "urn:oasis:names:tc:xliff:document:"
SEEDS = (
    f"""<?xml version="1.0" encoding="UTF-8"?>
<xliff version="1.2" xmlns="{CORE}1.2">
<file original="a.html" source-language="en" target-language="ja" datatype="html"><header><note>n</note></header><body>
<group id="g"><trans-unit id="1" resname="r" approved="no"><source xml:lang="en">A <g id="1" ctype="bold">b</g> &amp; <x id="2"/></source>
<target state="needs-review-translation">甲 <g id="1">乙</g> <x id="2"/></target><note from="m">n</note>
<alt-trans match-quality="80%"><source>A</source><target>甲</target></alt-trans></trans-unit></group>
<trans-unit id="2" translate="no"><source>L</source></trans-unit>
<trans-unit id="2b"><source>C</source><target state="new">C</target></trans-unit>
<trans-unit id="3"><source><![CDATA[<b>x</b>]]></source><!-- c --><?p i?></trans-unit>
<trans-unit id="4"><source>A. B.</source><seg-source><mrk mtype="seg" mid="1">A.</mrk> <mrk mtype="seg" mid="2">B<bpt id="1">&lt;i></bpt>c<ept id="1">&lt;/i></ept>.</mrk></seg-source></trans-unit>
<trans-unit id="5"><source>A. B.</source><seg-source><mrk mtype="seg" mid="1">A.</mrk> <mrk mtype="seg" mid="2">B.</mrk></seg-source><target><mrk mtype="seg" mid="2">乙</mrk></target></trans-unit>
</body></file></xliff>
""",
    f"""<?xml version="1.0"?>
<xliff xmlns="{CORE}2.0" version="2.1" srcLang="en" trgLang="ja" xmlns:mtc="urn:oasis:names:tc:xliff:matches:2.0"><file id="f1"><group id="g">
<unit id="u1" name="n"><mtc:matches><mtc:match ref="#s1" matchQuality="90"><source>A</source><target>甲</target></mtc:match></mtc:matches>
<notes><note category="c">n</note></notes><originalData><data id="d1">&lt;b></data><data id="d2">&lt;/b></data></originalData>
<segment id="s1" state="initial" subState="a:b"><source>A <pc id="1" dataRefStart="d1" dataRefEnd="d2">b</pc><ph id="2"/> <sc id="3"/>c<ec startRef="3"/></source></segment>
<ignorable><source> </source></ignorable><segment id="s2" state="final"><source>B<cp hex="0007"/></source><target>乙<cp hex="0007"/></target></segment></unit>
</group></file></xliff>
""",
    f"""<xliff xmlns:sdl="http://sdl.com/FileTypes/SdlXliff/1.0" xmlns="{CORE}1.2" version="1.2" sdl:version="1.0"><file original="a.docx" source-language="en-GB" target-language="ja-JP" datatype="x"><header><sdl:ref-files/></header><body>
<trans-unit id="g-1"><source><g id="5">Court</g></source><seg-source><g id="5"><mrk mtype="seg" mid="1">Court</mrk></g></seg-source><target><g id="5"><mrk mtype="seg" mid="1">法廷<mrk mtype="x-sdl-comment" sdl:cid="1">x</mrk></mrk></g></target><sdl:seg-defs><sdl:seg id="1" conf="Draft" origin="mt"><sdl:value key="k">v</sdl:value></sdl:seg></sdl:seg-defs></trans-unit>
<trans-unit id="g-2"><source>B</source><seg-source><mrk mtype="seg" mid="2">B</mrk></seg-source><target><mrk mtype="seg" mid="2"/></target><sdl:seg-defs><sdl:seg id="2" locked="true"/></sdl:seg-defs></trans-unit>
</body></file></xliff>
""",
    f"""<xliff version="1.2" xmlns="{CORE}1.2" xmlns:mq="MQXliff"><file original="a" source-language="en" target-language="ja" datatype="x-memoq"><body>
<trans-unit id="1" mq:status="PartiallyEdited" mq:percent="0"><source xml:space="preserve">A <bpt id="1" rid="1" ctype="bold">{{}}</bpt>b<ept id="2" rid="1">{{}}</ept></source><target xml:space="preserve">甲</target><mq:minorversions><mq:historical-unit><target>古</target></mq:historical-unit></mq:minorversions></trans-unit>
<trans-unit id="2" mq:status="NotStarted" mq:locked="locked"><source>B</source><target/></trans-unit></body></file></xliff>
""",
    """<x:xliff version='1.2' xmlns:x='urn:oasis:names:tc:xliff:document:1.2'><x:file original='a' source-language='en' target-language='ja' datatype='x'><x:body><x:trans-unit id='1'>\r\n\t<x:source>A<y:z xmlns:y='q'>b</y:z></x:source>\r\n</x:trans-unit></x:body></x:file></x:xliff>""",
)  # fmt: skip
TOKENS = (
    b"<", b">", b"</", b"/>", b"&", b"&amp;", b"&#0;", b"&#x110000;", b"&evil;", b"<![CDATA[", b"]]>", b"<!--", b"-->",
    b"<!DOCTYPE x [<!ENTITY a 'aaaa'>]>", b"<?xml version='1.0' encoding='utf-16'?>", b'"', b"'", b"\0", b"\xff\xfe",
    b"\xef\xbb\xbf", b"<g id='1'>", b"</g>", b"<x id='1'/>", b"<mrk mtype='seg' mid='1'>", b"</mrk>", b"<target>", b"</target>",
    b"<source>", b"</source>", b"<target/>", b"<trans-unit id='1'>", b"</trans-unit>", b"<segment>", b"</segment>", b"<unit id='u1'>",
    b"<ept id='1'/>", b"<bpt id='1'/>", b"<ec startRef='3'/>", b" xmlns='urn:oasis:names:tc:xliff:document:2.0'", b" id='1'", b" state='x'",
    b"&lt;x1/&gt;", b"&lt;/x1&gt;", b" translate='no'", b"<g>" * 40, b"A" * 5000, b" a='b'" * 200, b"\r", b"\xe3\x81", "語".encode(),
)  # fmt: skip
GENTLE = (
    b"&amp;", b"&#x2028;", b"&#13;", b" ", b"\n\t", b"text", "語".encode(), b"<![CDATA[<b>]]>", b"<!-- <target>c</target> -->",
    b"<?p <source>?>", b"<g id='1'/>", b"<x id='1'/>", b"<bpt id='7'>a</bpt>", b"<ept id='7'/>", b"<bx id='8'/>", b"<ex id='8'/>",
    b"<sc id='9'/>", b"<ec startRef='9'/>", b"<mrk mtype='seg' mid='1'>m</mrk>", b"<mrk mtype='x-sdl-deleted'>m</mrk>", b"<target/>",
    b"<target>t</target>", b"<source>s</source>", b"<seg-source><mrk mtype='seg' mid='1'>A</mrk></seg-source>", b"&lt;x1&gt;", b"&lt;/x2&gt;",
    b"<q xmlns='u'><target>q</target></q>", b"<trans-unit id='n'><source>n</source></trans-unit>", b"<ph id='3'>a<sub>b</sub></ph>",
)  # fmt: skip
ENCODINGS = (
    "utf-8",
    "utf-8",
    "utf-8",
    "utf-8-sig",
    "utf-16",
    "utf-16-le",
    "shift_jis",
    "iso-8859-1",
)


ELEMENT = re.compile(rb"<([\w:.-]+)(?:\s[^<>]*)?(?:/>|>(?:[^<]|<(?!/\1>))*?</\1>)", re.S)
OUTER = re.compile(rb"(.*?<(?:x:)?(?:body|group)\b[^>]*>)(.*)(</(?:x:)?(?:body|group)>.*)", re.S)
VALUE = re.compile(rb"=\s*([\"'])([^\"'<]*)\1")


def gently(data: bytes, dice: random.Random) -> bytes:
    """An element, a value or a text moved, doubled, dropped or exchanged: most often still XML."""
    outer = OUTER.match(data)
    if outer is not None and dice.random() < 0.95:
        return outer[1] + inside(outer[2], dice) + outer[3]
    return inside(data, dice)


def inside(data: bytes, dice: random.Random) -> bytes:
    """The same, anywhere in it."""
    elements = list(ELEMENT.finditer(data))
    values = list(VALUE.finditer(data))
    kind = dice.randrange(6)
    if kind < 3 and elements:
        one, other = dice.choice(elements), dice.choice(elements)
        if kind == 0:
            return data[: one.start()] + data[one.end() :]
        at = other.start() if kind == 1 else other.end()
        return data[:at] + one[0] + data[at:]
    if kind == 3 and values:
        one, other = dice.choice(values), dice.choice(values)
        return data[: one.start(2)] + other[2] + data[one.end(2) :]
    gaps = [match.end() for match in re.finditer(rb">", data)]
    at = dice.choice(gaps) if gaps else 0
    return data[:at] + dice.choice(GENTLE) + data[at:]


def mutated(data: bytes, dice: random.Random) -> bytes:
    """The file with one to six things wrong."""
    if dice.random() < 0.6:
        for _time in range(dice.randint(1, 5)):
            data = gently(data, dice)
        return data
    for _time in range(dice.randint(1, 6)):
        at = dice.randrange(len(data) + 1)
        length = dice.choice((1, 2, 5, 20, 100, 400))
        kind = dice.randrange(6)
        if kind == 0:
            data = data[:at] + dice.choice(TOKENS) + data[at:]
        elif kind == 1:
            data = data[:at] + data[at + length :]
        elif kind == 2:
            data = data[:at] + data[at : at + length] + data[at:]
        elif kind == 3 and at < len(data):
            data = data[:at] + bytes([dice.randrange(256)]) + data[at + 1 :]
        elif kind == 4:
            to = dice.randrange(len(data) + 1)
            data = data[:to] + data[at : at + length] + data[to:]
        elif dice.random() < 0.2:
            data = data[:at]
    return data


def tried(data: bytes, dice: random.Random) -> str:
    """What became of a file; raises what is no error of ours, AssertionError for a broken promise."""
    name = "f.xlf"
    try:
        segments = list(XLIFF.read(data, name).segments)
    except ExchangeError as error:
        assert "\n" not in str(error)
        return "refused"
    wanted = {s.key: Wanted(s.source, s.target, s.stage) for s in segments}
    made = XLIFF.write(data, name, wanted)
    assert made.data == data and not made.changed and not made.refused, "not identical"
    if not segments:
        return "empty"
    edits: set[str] = set()
    for segment in dice.sample(segments, dice.randint(1, len(segments))):
        text = dice.choice(
            (segment.source + "訳", segment.target + "<", "", segment.source, "<x1>", "</x2>甲&")
        )
        wanted[segment.key] = Wanted(segment.source, text, dice.choice(STAGES))
        edits.add(segment.key)
    written = XLIFF.write(data, name, wanted)
    refused = {refusal.key for refusal in written.refused}
    after = {s.key: s for s in XLIFF.read(written.data, name).segments}
    assert list(after) == [s.key for s in segments], "other units"
    for segment in segments:
        now = after[segment.key]
        assert now.source == segment.source, "another source"
        if segment.key not in edits or segment.key in refused or segment.locked:
            assert now.target == segment.target, "an edit in another unit"
        elif now.target or wanted[segment.key].target.strip(" \t\r\n") != now.source:
            assert now.target == wanted[segment.key].target.strip(" \t\r\n"), "another target"
    return "edited" if written.changed else "unchanged"


class Hung(Exception):
    """It took too long."""


def _alarm(_number: int, _frame: object) -> None:
    raise Hung


def fuzz(count: int, seed: int, seeds: Sequence[bytes] = (), *, watch: bool = True) -> Counter[str]:
    """Try so many files. Raises at the first that is not handled, and says where it is kept."""
    dice = random.Random(seed)
    seen: Counter[str] = Counter()
    if watch:
        signal.signal(signal.SIGALRM, _alarm)
    for number in range(count):
        data = dice.choice(seeds) if seeds else dice.choice(SEEDS).encode()
        data = mutated(data, dice)
        if dice.random() < 0.2:
            with contextlib.suppress(UnicodeDecodeError):
                data = data.decode().encode(dice.choice(ENCODINGS), "xmlcharrefreplace")
        if watch:
            signal.alarm(10)
        try:
            seen[tried(data, dice)] += 1
        except BaseException as error:
            path = Path(tempfile.gettempdir()) / f"xliff-fuzz-{seed}-{number}.xlf"
            path.write_bytes(data)
            raise AssertionError(f"{path}: {type(error).__name__}: {error}") from error
        finally:
            if watch:
                signal.alarm(0)
    return seen


def main() -> int:
    """Print what became of them."""
    asked = argparse.ArgumentParser()
    asked.add_argument("count", type=int, nargs="?", default=10_000)
    asked.add_argument("--seed", type=int, default=1)
    asked.add_argument("--from", dest="folder", type=Path)
    arguments = asked.parse_args()
    files = sorted(arguments.folder.rglob("*")) if arguments.folder else []
    seeds = [p.read_bytes() for p in files if p.is_file() and p.stat().st_size < 40_000]
    started = time.monotonic()
    try:
        seen = fuzz(arguments.count, arguments.seed, seeds)
    except AssertionError:
        traceback.print_exc()
        return 1
    said = ", ".join(f"{n} {what}" for what, n in seen.most_common())
    print(f"{seen.total()} files: {said}; 0 crashes, 0 hangs; {time.monotonic() - started:.0f} s")
    return 0


if __name__ == "__main__":
    sys.exit(main())
