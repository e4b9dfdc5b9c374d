"""XLIFF comes in as segments and goes back byte for byte, but for what was wanted."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from workbench.errors import ExchangeError
from workbench.exchange.bilingual import STAGES, Segment, Wanted, Written, recognised
from workbench.exchange.xliff import XliffFormat
from workbench.exchange.xliff.dialects import state_table

XLIFF = XliffFormat()
HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2">\n'
    ' <file original="a.html" source-language="en" target-language="ja" datatype="html">\n'
    "  <header><note>not for us</note></header>\n  <body>\n"
)
TAIL = "  </body>\n </file>\n</xliff>\n"
HEAD_2 = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<xliff xmlns="urn:oasis:names:tc:xliff:document:2.0" version="2.1" srcLang="en" trgLang="ja">\n'
    ' <file id="f1">\n'
)
TAIL_2 = " </file>\n</xliff>\n"
SDL_HEAD = HEAD.replace(
    'version="1.2"',
    'version="1.2" xmlns:sdl="http://sdl.com/FileTypes/SdlXliff/1.0" sdl:version="1.0"',
)
MQ_HEAD = HEAD.replace('version="1.2"', 'version="1.2" xmlns:mq="MQXliff"')


def one(units: str) -> bytes:
    return (HEAD + units + TAIL).encode()


def two(units: str) -> bytes:
    return (HEAD_2 + units + TAIL_2).encode()


def sdl(units: str) -> bytes:
    return (SDL_HEAD + units + TAIL).encode()


def mq(units: str) -> bytes:
    return (MQ_HEAD + units + TAIL).encode()


def read(data: bytes) -> list[Segment]:
    return list(XLIFF.read(data, "a.xlf").segments)


def write(data: bytes, **targets: str | tuple[str, str]) -> Written:
    """The file with some targets (by key, `_` for `/`), confirmed unless said otherwise; all other
    segments are wanted as they are."""
    wanted = {s.key: Wanted(s.source, s.target, s.stage) for s in read(data)}
    for name, said in targets.items():
        key = name.removeprefix("u").replace("_", "/")
        text, stage = said if isinstance(said, tuple) else (said, "translated")
        wanted[key] = wanted[key]._replace(target=text, stage=stage)
    return XLIFF.write(data, "a.xlf", wanted)


def edited(data: bytes, was: str, now: str) -> bytes:
    """The file with one place changed by hand."""
    assert data.count(was.encode()) == 1
    return data.replace(was.encode(), now.encode())


EDITS = {
    "no target yet, on lines of their own": (
        one('<trans-unit id="1">\n    <source>Court</source>\n    <note>n</note></trans-unit>'),
        {"u1": "裁判所"},
        ("Court</source>", "Court</source>\n    <target>裁判所</target>"),
    ),
    "an empty target keeps its attributes": (
        one('<trans-unit id="1"><source>Court</source><target state="new" xml:lang="ja"/></trans-unit>'),
        {"u1": "裁判所"},
        ('new" xml:lang="ja"/>', 'translated" xml:lang="ja">裁判所</target>'),
    ),
    "text alone, the state being true": (
        one("<trans-unit id='1'><source>Court</source><target  state = 'translated' >法廷</target></trans-unit>"),
        {"u1": "裁判所"},
        ("法廷", "裁判所"),
    ),
    "a state alone": (
        one('<trans-unit id="1"><source>Court</source><target state="needs-review-translation">裁判所</target></trans-unit>'),
        {"u1": "裁判所"},
        ("needs-review-translation", "translated"),
    ),
    "approved alone, where that is the unit's state": (
        one('<trans-unit id="1" approved="no"><source>Court</source><target>裁判所</target></trans-unit>'),
        {"u1": "裁判所"},
        ('"no"', '"yes"'),
    ),
    "what was signed off falls back when its text changes": (
        one('<trans-unit id="1" approved="yes"><source>Court</source><target state="final">法廷</target></trans-unit>'),
        {"u1": ("裁判所", "draft")},
        ('yes"><source>Court</source><target state="final">法廷', 'no"><source>Court</source><target state="needs-review-translation">裁判所'),
    ),
    "white space at the ends and entities": (
        one('<trans-unit id="1"><source>\n  A &amp; B\n  </source><target>\n  x\n  </target></trans-unit>'),
        {"u1": "甲 & 乙 <丙>"},
        (" x\n", " 甲 &amp; 乙 &lt;丙&gt;\n"),
    ),
    "CDATA stays CDATA": (
        one('<trans-unit id="1"><source><![CDATA[<b>Court</b>]]></source><target><![CDATA[<b>法</b>]]></target></trans-unit>'),
        {"u1": "<b>裁判所</b>"},
        ("<b>法", "<b>裁判所"),
    ),
    "codes with the bytes they have": (
        one("<trans-unit id=\"1\"><source>A <g  id='1' ctype=\"bold\">b</g> <x id='2'/><bpt id=\"3\">&lt;i></bpt>c<ept id=\"3\">&lt;/i></ept></source><target/></trans-unit>"),
        {"u1": "<x3>丙</x3><x2/><x1>乙</x1>"},
        ("<target/", "<target><bpt id=\"3\">&lt;i></bpt>丙<ept id=\"3\">&lt;/i></ept><x id='2'/><g  id='1' ctype=\"bold\">乙</g></target"),
    ),
    "a prefix": (
        b'<x:xliff version="1.2" xmlns:x="urn:oasis:names:tc:xliff:document:1.2"><x:file original="a" source-language="en" target-language="ja" datatype="x"><x:body><x:trans-unit id="1"><x:source>Court</x:source></x:trans-unit></x:body></x:file></x:xliff>',
        {"u1": "裁判所"},
        ("</x:source>", "</x:source><x:target>裁判所</x:target>"),
    ),
    "segments in their marks": (
        one('<trans-unit id="1"><source>A. B.</source><seg-source><g id="9"><mrk mtype="seg" mid="1">A.</mrk> <mrk mtype="seg" mid="2">B.</mrk></g></seg-source>'
            '<target><g id="9"><mrk mtype="seg" mid="1">甲。</mrk> <mrk mtype="seg" mid="2"/></g></target></trans-unit>'),
        {"u1_2": "乙。"},
        ('"2"/>', '"2">乙。</mrk>'),
    ),
    "a segmented unit without a target": (
        one('<trans-unit id="1"><source>A. B.</source><seg-source><g id="9"><mrk mtype="seg" mid="1">A.</mrk> <mrk mtype="seg" mid="2">B.</mrk></g></seg-source></trans-unit>'),
        {"u1_1": "甲。", "u1_2": "乙。"},
        ("</seg-source>", '</seg-source><target><g id="9"><mrk mtype="seg" mid="1">甲。</mrk> <mrk mtype="seg" mid="2">乙。</mrk></g></target>'),
    ),
    "a state that segments share is the least of theirs": (
        one('<trans-unit id="1"><source>A. B.</source><seg-source><mrk mtype="seg" mid="1">A.</mrk> <mrk mtype="seg" mid="2">B.</mrk></seg-source>'
            '<target state="new"><mrk mtype="seg" mid="1"/> <mrk mtype="seg" mid="2"/></target></trans-unit>'),
        {"u1_1": "甲。", "u1_2": ("乙。", "signed-off")},
        ('"new"><mrk mtype="seg" mid="1"/> <mrk mtype="seg" mid="2"/>', '"translated"><mrk mtype="seg" mid="1">甲。</mrk> <mrk mtype="seg" mid="2">乙。</mrk>'),
    ),
    "a target that was never cut": (
        one('<trans-unit id="1"><source>A.</source><seg-source><mrk mtype="seg" mid="1">A.</mrk></seg-source><target>甲</target></trans-unit>'),
        {"u1_1": "甲。"},
        ("<target>甲<", "<target>甲。<"),
    ),
    "a segment that the target lacks": (
        one('<trans-unit id="1"><source>A. B.</source><seg-source><mrk mtype="seg" mid="1">A.</mrk> <mrk mtype="seg" mid="2">B.</mrk></seg-source>'
            '<target state="translated"><mrk mtype="seg" mid="1">甲。</mrk></target></trans-unit>'),
        {"u1_2": "乙。"},
        ("甲。</mrk>", '甲。</mrk><mrk mtype="seg" mid="2">乙。</mrk>'),
    ),
    "2.x: a segment and its state": (
        two('<unit id="u"><segment id="s" state="initial" subState="x:y"><source>Court</source></segment></unit>'),
        {"uu_s": "裁判所"},
        ('initial" subState="x:y"><source>Court</source>', 'translated"><source>Court</source><target>裁判所</target>'),
    ),
    "2.x: a state where there was none": (
        two('<unit id="u"><segment><source>Court</source><target>裁判所</target></segment></unit>'),
        {"uu": "裁判所"},
        ("<segment>", '<segment state="translated">'),
    ),
    "Trados: the text in its mark, the state in seg-defs": (
        sdl('<trans-unit id="g"><source>Court</source><seg-source><mrk mtype="seg" mid="7">Court</mrk></seg-source>'
            '<target><mrk mtype="seg" mid="7">法廷</mrk></target><sdl:seg-defs><sdl:seg id="7" conf="Draft" origin="mt"/></sdl:seg-defs></trans-unit>'),
        {"ug_7": "法廷"},
        ("Draft", "Translated"),
    ),
    "memoQ: the unit's own state": (
        mq('<trans-unit id="1" mq:status="PartiallyEdited" mq:percent="0"><source xml:space="preserve">Court</source><target xml:space="preserve">法廷</target></trans-unit>'),
        {"u1": "法廷"},
        ("PartiallyEdited", "ManuallyConfirmed"),
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", EDITS)
def test_an_edit_changes_its_target_and_state_and_no_other_byte(name: str) -> None:
    """The difference between the two files, as bytes, is the whole of what the table says."""
    data, targets, (was, now) = EDITS[name]
    written = write(data, **targets)
    assert written.refused == ()
    assert written.data == edited(data, was, now)


@pytest.mark.parametrize("name", EDITS)
def test_what_nobody_edited_goes_back_as_it_came(name: str) -> None:
    data = EDITS[name][0]
    written = write(data)
    assert (written.data, written.changed, written.refused) == (data, 0, ())


SOURCE = 'A <g id="1">b</g> <x id="2"/> <bpt id="3">i</bpt>c<ept id="3">/i</ept>'
DAMAGED = {
    "甲 <x1>乙</x1> <x3>丙</x3>": "<x2/> is lost",
    "甲 乙</x1> <x2/> <x3>丙</x3>": "<x1> is lost",
    "甲 <x1>乙</x1><x1>乙</x1> <x2/> <x3>丙</x3>": "<x1> is doubled",
    "甲 <x2/><x2/> <x1>乙</x1> <x3>丙</x3>": "<x2/> is doubled",
    "甲 <x1>乙<x3></x1> <x2/>丙</x3>": "crosses",
    "甲 </x1>乙<x1> <x2/> <x3>丙</x3>": "the wrong way round",
    "甲 <x1>乙</x1> <x2/> <x3>丙</x3><x4/>": "<x4/> is no code of it",
    "甲\x0b <x1>乙</x1> <x2/> <x3>丙</x3>": "XML cannot hold",
}


@pytest.mark.parametrize("target", DAMAGED)
def test_codes_lost_doubled_or_crossed_are_refused_with_the_unit(target: str) -> None:
    """The unit stays as it is in the file; the others are written."""
    data = one(
        f'<trans-unit id="1"><source>{SOURCE}</source></trans-unit>'
        '<trans-unit id="2"><source>B</source></trans-unit>'
    )
    written = write(data, u1=target, u2="乙")
    ((key, reason),) = written.refused
    assert key == "1"
    assert DAMAGED[target] in reason
    assert written.data == edited(
        data, "<source>B</source>", "<source>B</source><target>乙</target>"
    )


def test_a_source_that_changed_under_the_catalog_is_refused_with_the_unit() -> None:
    data = one('<trans-unit id="1"><source>Court</source></trans-unit>')
    wanted = {"1": Wanted("Courts", "裁判所", "translated"), "2": Wanted("B", "乙", "draft")}
    written = XLIFF.write(data, "a.xlf", wanted)
    assert written.data == data
    assert [key for key, _reason in written.refused] == ["1", "2"]


LOCKED = {
    "a unit": one('<trans-unit id="1" translate="no"><source>A</source><target>a</target></trans-unit>'),
    "a group": one('<group translate="no"><trans-unit id="1"><source>A</source><target>a</target></trans-unit></group>'),
    "a file of 2.x": two('<unit id="1" translate="no"><segment><source>A</source><target>a</target></segment></unit>'),
    "Trados": sdl('<trans-unit id="1"><source>A</source><target>a</target><sdl:seg-defs><sdl:seg id="1" locked="true"/></sdl:seg-defs></trans-unit>'),
    "memoQ": mq('<trans-unit id="1" mq:locked="locked"><source>A</source><target>a</target></trans-unit>'),
}  # fmt: skip


@pytest.mark.parametrize("name", LOCKED)
def test_what_is_locked_says_so_and_is_never_written(name: str) -> None:
    data = LOCKED[name]
    assert read(data)[0].locked
    written = write(data, u1="b")
    assert written.data == data
    assert "locked" in written.refused[0].reason


PLACES = {
    "target state": lambda value: one(f'<trans-unit id="1"><source>A</source><target{value}>a</target></trans-unit>'),
    "unit approved": lambda value: one(f'<trans-unit id="1"{value}><source>A</source><target>a</target></trans-unit>'),
    "segment state": lambda value: two(f'<unit id="1"><segment{value}><source>A</source><target>a</target></segment></unit>'),
    "sdl:seg conf": lambda value: sdl(f'<trans-unit id="1"><source>A</source><target>a</target><sdl:seg-defs><sdl:seg id="1"{value}/></sdl:seg-defs></trans-unit>'),
    "unit mq:status": lambda value: mq(f'<trans-unit id="1" mq:percent="0"{value}><source>A</source><target>a</target></trans-unit>'),
}  # fmt: skip


def stated(place: str, value: str, dialect: str = "") -> bytes:
    name = place.split()[1]
    data = PLACES[place]("" if value == "-" else f' {name}="{value}"')
    old = (b'1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2', b'1.1" xmlns="urn:oasis:names:tc:xliff:document:1.1')  # fmt: skip
    return data.replace(*old) if dialect == "xliff 1.1" else data


@pytest.mark.parametrize("row", state_table(), ids=lambda row: f"{row.place} {row.value}")
def test_states_come_in_as_the_table_says(row: object) -> None:
    data = stated(row.place, row.value, row.dialect)  # type: ignore[attr-defined]
    assert read(data)[0].stage == row.means  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("row", "stage"),
    [(row, stage) for row in state_table() for stage in row.written if stage != "empty"],
    ids=lambda value: value if isinstance(value, str) else f"{value.place} {value.value}",
)
def test_states_go_out_as_the_table_says(row: object, stage: str) -> None:
    """From every other value of the place, with another text, so that nothing finer need survive."""
    place, dialect = row.place, row.dialect  # type: ignore[attr-defined]
    for other in state_table():
        if (other.place, other.dialect) != (place, dialect) or other.value == "-":
            continue
        made = write(stated(place, other.value, dialect), u1=("b", stage)).data
        (segment,) = read(made)
        assert segment.target == "b"
        if other.means == stage or (stage == "draft" and other.means == "draft"):
            assert segment.said == other.value
        else:
            assert segment.said == row.value, other.value  # type: ignore[attr-defined]


@pytest.mark.parametrize("place", PLACES)
def test_a_state_that_nobody_knows_survives(place: str) -> None:
    """It counts as a draft; a draft stays what the file calls it, a confirmed text is what we call it."""
    data = stated(place, "x-house:odd")
    assert read(data)[0].stage == "draft"
    assert b"x-house:odd" in write(data, u1=("b", "draft")).data
    assert b"x-house:odd" not in write(data, u1="b").data


def test_every_stage_of_ours_can_be_written_in_every_dialect() -> None:
    for dialect in {row.dialect for row in state_table()}:
        first = next(row.place for row in state_table() if row.dialect == dialect)
        rows = [row for row in state_table() if (row.dialect, row.place) == (dialect, first)]
        assert sorted(stage for row in rows for stage in row.written) == sorted(STAGES), dialect


@pytest.mark.parametrize("state", ["new", "needs-translation"])
def test_a_copy_of_the_source_that_waits_is_no_translation(state: str) -> None:
    """Many tools fill targets so. A word that is the same in both languages can be confirmed."""
    data = one(
        f'<trans-unit id="1"><source>ABC</source><target state="{state}">ABC</target></trans-unit>'
    )
    assert (read(data)[0].target, read(data)[0].stage) == ("", "empty")
    assert write(data).data == data
    assert write(data, u1=("ABC", "draft")).data == data
    assert write(data, u1="ABC").data == edited(data, f'"{state}"', '"translated"')
    made = write(data, u1=("甲", "draft")).data
    assert read(made)[0].target == "甲"


ENCODINGS = ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "iso-8859-1", "us-ascii", "shift_jis", "windows-1252"]  # fmt: skip


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_encodings_and_marks_stay(encoding: str) -> None:
    """What an encoding cannot hold is written as a character reference."""
    name = {"utf-8-sig": "utf-8", "utf-16-le": "utf-16"}.get(encoding, encoding)
    text = HEAD.replace("UTF-8", name) + '<trans-unit id="1"><source>Court</source></trans-unit>\r\n' + TAIL  # fmt: skip
    data = text.encode(encoding)
    assert write(data).data == data
    made = write(data, u1="裁判所 🏳").data
    assert read(made)[0].target == "裁判所 🏳"
    before, after = data.decode(encoding), made.decode(encoding)
    at = after.index("<target>")
    assert before == after[:at] + after[after.index("</target>") + 9 :]


BAD = {
    "empty root": (b"<html/>", "not <xliff>"),
    "no XML": (b"PK\x03\x04 xliff", "no well-formed XML"),
    "entities": (b'<!DOCTYPE xliff [<!ENTITY a "b">]><xliff version="1.2"/>', "DTD"),
    "an entity of elsewhere": (
        b'<!DOCTYPE xliff SYSTEM "x.dtd"><xliff version="1.2"><file original="a" source-language="en" target-language="ja"><body><trans-unit id="1"><source>&evil;</source></trans-unit></body></file></xliff>',
        "entity evil",
    ),
    "truncated": (one('<trans-unit id="17"><source>A</source></trans-unit>')[:-40], "breaks off"),
    "truncated in a unit": (HEAD.encode() + b'<trans-unit id="17"><source>A</sou', "unit 17"),
    "an unknown version": (b'<xliff version="3.0"/>', "3.0"),
    "no version": (b"<xliff/>", "is not read"),
    "version and namespace at odds": (
        b'<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:2.0"/>', "mixes versions",
    ),
    "a unit of the other version": (
        one('<unit id="7"><segment><source>A</source></segment></unit>'), "mixes versions",
    ),
    "an element of another version": (
        one('<trans-unit id="7"><y:source xmlns:y="urn:oasis:names:tc:xliff:document:2.0">A</y:source></trans-unit>'),
        "unit 7",
    ),
    "one id twice": (
        one('<trans-unit id="7"><source>A</source></trans-unit>\n<trans-unit id="7"><source>B</source></trans-unit>'),
        "7 is given twice, first in line 6",
    ),
    "another language in a unit": (
        one('<trans-unit id="7"><source>A</source><target xml:lang="fr">a</target></trans-unit>'),
        "target of unit 7 is in fr, not in ja",
    ),
    "another language in a file": (
        one('<trans-unit id="1"><source>A</source></trans-unit></body></file><file original="b" source-language="en" target-language="fr"><body>'),
        "b in it is fr, the first one ja",
    ),
    "nested without end": (one('<group>' * 300 + "</group>" * 300), "more than 200 deep"),
    "nested without end in a text": (
        one('<trans-unit id="1"><source>' + '<g id="1">' * 300 + "</g>" * 300 + "</source></trans-unit>"),
        "more than 200 deep",
    ),
    "nested without end elsewhere": (
        one('<x xmlns="y">' * 300 + "</x>" * 300), "more than 200 deep",
    ),
    "an unknown encoding": (b'<?xml version="1.0" encoding="klingon"?><xliff version="1.2"/>', "klingon"),
    "a binary codec": (b'<?xml version="1.0" encoding="zlib"?><xliff version="1.2"/>', "zlib"),
    "another encoding than it says": (
        '<?xml version="1.0" encoding="us-ascii"?><xliff version="1.2">é</xliff>'.encode(), "ascii",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", BAD)
def test_bad_files_are_refused_in_one_line_that_says_where(name: str) -> None:
    data, reason = BAD[name]
    with pytest.raises(ExchangeError) as raised:
        read(data)
    assert reason in str(raised.value)
    assert str(raised.value).startswith("a.xlf")


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (one(""), "job"),
        (two(""), "job.xml"),
        (one("").decode().encode("utf-16"), "job"),
        (b"anything", "job.sdlxliff"),
        (b"anything", "job.MQXLIFF"),
    ],
)
def test_a_file_is_known_by_its_root_or_its_suffix(data: bytes, name: str) -> None:
    assert recognised(data, name).name == "xliff"


def test_another_file_is_no_bilingual_file() -> None:
    with pytest.raises(ExchangeError, match="no bilingual file"):
        recognised(b"<html>", "page.html")


def test_notes_places_codes_and_matches_come_along() -> None:
    (segment,) = read(
        one(
            '<trans-unit id="1" resname="key.court"><source>The <g id="1" ctype="bold">court</g><x id="2" equiv-text="[br]"/></source>'
            '<alt-trans match-quality="84.5%" origin="house TM"><source>A <g id="1">court</g></source><target>ある<g id="1">法廷</g></target></alt-trans>'
            '<alt-trans alttranstype="rejected"><target>没</target></alt-trans>'
            '<context-group purpose="location"><context context-type="sourcefile">a.c</context><context context-type="linenumber">12</context></context-group>'
            '<note from="Mia">short,\nplease</note></trans-unit>'
        )
    )  # fmt: skip
    assert segment.source == "The <x1>court</x1><x2/>"
    assert segment.notes == (
        "resname: key.court",
        "Mia: short,",
        "please",
        "<x1> bold",
        "<x2/> [br]",
    )
    assert segment.places == (("a.c", 12),)
    assert segment.offers == ((84, "house TM", "A <x1>court</x1>", "ある<x1>法廷</x1>"),)


def test_native_codes_of_2x_and_matches_by_segment() -> None:
    first, second = read(
        two(
            '<unit id="u"><mtc:matches xmlns:mtc="urn:oasis:names:tc:xliff:matches:2.0"><mtc:match ref="#s2" matchQuality="97" origin="tm"><source>B!</source><target>乙！</target></mtc:match></mtc:matches>'
            "<notes><note>n</note></notes><originalData><data id='d1'>&lt;b></data></originalData>"
            "<segment id='s1'><source><pc id='1' dataRefStart='d1'>A</pc>.</source></segment><ignorable><source> </source></ignorable>"
            "<segment id='s2'><source>B<cp hex='0007'/></source></segment></unit>"
        )
    )  # fmt: skip
    assert (first.key, first.source, first.offers) == ("u/s1", "<x1>A</x1>.", ())
    assert first.notes == ("n", "<x1> <b>")
    assert (second.key, second.source, second.notes) == ("u/s2", "B<x1/>", ("n", "<x1/> U+0007"))
    assert second.offers == ((97, "tm", "B!", "乙！"),)


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ('<bx id="1"/>a<ex id="2"/>', "<x1/>a<x2/>"),
        ('<bx id="1" rid="5"/>a<ex id="2" rid="5"/>', "<x1>a</x1>"),
        (
            '<bpt id="1">a</bpt><bpt id="2">b</bpt>x<ept id="1">/a</ept>y<ept id="2">/b</ept>',
            "<x1><x2/>x</x1>y<x3/>",
        ),
        ('<g id="1"><bpt id="2">a</bpt>x</g>y<ept id="2">/a</ept>', "<x1><x2/>x</x1>y<x3/>"),
        ('<g id="1"/>a<g id="2"></g>', "<x1/>a<x2/>"),
        ('<x id="1"/><x id="1"/>a', "<x1/><x2/>a"),
        ("&lt;x1/&gt; <x id='1'/>a", "<x1/> <x2/>a"),
        ('a<mrk mtype="x-sdl-deleted">gone</mrk>b', "a<x1/>b"),
        ('<ph id="1">n <sub>a</sub></ph>b', "<x1/>b"),
    ],
)
def test_inline_codes_are_numbered_tags(source: str, text: str) -> None:
    """Halves without a partner, or that cross, stand alone; a text that looks like a tag stays a text."""
    data = one(f'<trans-unit id="1"><source>{source}</source></trans-unit>')
    assert read(data)[0].source == text
    written = write(data, u1=text)
    assert written.refused == ()
    assert f"<target>{source}".replace("</g>", "").split("&")[0][:12].encode() in written.data
    assert read(written.data)[0].target == text


@pytest.mark.parametrize(
    ("source", "target", "shown", "written"),
    [
        (
            '<g id="1">a</g>b',
            '<g id="1" /><g id="9"/>',
            "<x1></x1><x2/>",
            '<g id="1">甲</g><g id="9"/>',
        ),
        ('<g id="1"/>a', '<g id="1">x</g>', "<x2>x</x2>", None),
        ('<bx id="1"/>a', '<bx id="1"/>甲<ex id="1"/>', "<x1/>甲<x2/>", None),
        ('<x id="1"/>a', '<x id="2"/>甲<x id="1"/>', "<x2/>甲<x1/>", None),
        ('<g id="1">a</g>', '<g id="1" class="theirs">x</g>', "<x1>x</x1>", '<g id="1" class="theirs">甲</g>'),
    ],
)  # fmt: skip
def test_codes_of_a_target_keep_their_numbers_and_their_bytes(
    source: str, target: str, shown: str, written: str | None
) -> None:
    """Whether they hold a text on one side only, or are not in the source at all."""
    data = one(
        f'<trans-unit id="1"><source>{source}</source><target>{target}</target></trans-unit>'
    )
    assert read(data)[0].target == shown
    if written is not None:
        text = shown.replace("<x1></x1>", "<x1>甲</x1>").replace(">x<", ">甲<")
        made = write(data, u1=text)
        assert (made.refused, made.data) == ((), edited(data, target, written))


def test_units_of_several_files_and_odd_ids_have_keys_of_their_own() -> None:
    data = one(
        '<trans-unit id="a/1"><source>A</source></trans-unit><trans-unit id="b c"><source>B</source></trans-unit>'
        '<trans-unit resname="name"><source>C</source></trans-unit></body></file>'
        '<file original="C:\\dir\\b.html" source-language="en-GB" target-language="ja-JP"><body><trans-unit id="a/1"><source>D</source></trans-unit>'
    )  # fmt: skip
    assert [s.key for s in read(data)] == ["a%2F1", "b%20c", "name", "b.html#a%2F1"]


def test_what_other_tools_keep_in_a_unit_is_not_its_target() -> None:
    """memoQ keeps earlier versions with targets of their own in it."""
    (segment,) = read(
        mq(
            '<trans-unit id="1"><source>A</source><target>甲</target><mq:minorversions><mq:historical-unit><target>古</target></mq:historical-unit></mq:minorversions>'
            "<mq:insertedmatch><source>Z</source><target>乙</target></mq:insertedmatch></trans-unit>"
        )
    )  # fmt: skip
    assert (segment.source, segment.target) == ("A", "甲")


def test_ten_thousand_mutations_in_small() -> None:
    """`tests/benchmarks/xliff_fuzz.py` does it at length: no crash, no hang, no byte that nobody wanted."""
    from tests.benchmarks.xliff_fuzz import fuzz

    seen = fuzz(300, 11, watch=False)
    assert seen["refused"] and seen["edited"] and seen["unchanged"]


TEXT = st.text(st.characters(exclude_categories=["Cs", "Cc"]) | st.sampled_from("<>&\"'\t\n\rxg/"), max_size=20)  # fmt: skip


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(TEXT, TEXT, st.sampled_from([one, two, sdl, mq]))
def test_any_text_comes_back_as_it_was_written(source: str, target: str, form: object) -> None:
    """Whatever characters there are, and nothing else in the file changes."""
    from xml.sax.saxutils import escape

    if "\ufffe" in source + target or "\uffff" in source + target or not source.strip(" \t\r\n"):
        return
    inner = f"<source>{escape(source, {chr(13): '&#13;'})}</source>"
    unit = f"<segment>{inner}</segment>" if form is two else inner
    name = "unit" if form is two else "trans-unit"
    data = form(f'<{name} id="1">{unit}</{name}>')  # type: ignore[operator]
    written = write(data, u1=target)
    if written.refused:
        assert "<x" in target or "</x" in target
        return
    (segment,) = read(written.data)
    assert segment.target == target.strip(" \t\r\n")
    at = written.data.find(b"<target")
    if at >= 0:
        end = written.data.index(b"</target>") + 9
        rest = (written.data[:at] + written.data[end:]).replace(b' state="translated"', b"")
        assert rest == data
