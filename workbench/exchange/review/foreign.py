"""Review tables of other tools as bilingual files: a catalog of their own, and back into the very document.

Lives here: TableFormat. Takes a .docx of Trados, memoQ, Phrase or CafeTran, gives its rows as segments; gives
the document back in which the cells of changed targets say something else and every other byte of every part
is as it was. Tags keep the character style by which their tool knows them.
May import: article, errors, wording, `bilingual` of this room and `table`, `word` of this folder.
Apart from `word` because that makes tables of our own, and this must leave others' alone.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections import Counter
from collections.abc import Iterator, Mapping
from xml.sax.saxutils import escape, unescape

from workbench.article.package import Package, is_package
from workbench.errors import ExchangeError
from workbench.exchange.bilingual import Bilingual, Refusal, Segment, Wanted, Written
from workbench.exchange.review.table import Row, Table, has_form, kept, stage_of
from workbench.exchange.review.word import read
from workbench.wording import _

_LIMIT = 128 * 1024 * 1024
_ATTRIBUTES = r"""(?:[^"'<>]|"[^"<]*"|'[^'<]*')*"""
_ASIDE = re.compile(r"<!--.*?-->|<!\[CDATA\[(.*?)\]\]>", re.DOTALL)
_PLACE = re.compile(rf"<(/?)w:(tbl|tr|tc)(?=[\s/>]){_ATTRIBUTES}>")
_PARAGRAPH = re.compile(rf"<w:p(?=[\s/>])({_ATTRIBUTES}?)(/?)>")
_RUN = re.compile(rf"<w:r(?=[\s>]){_ATTRIBUTES}>\s*(<w:rPr>.*?</w:rPr>)?(.*?)</w:r>", re.DOTALL)
_TEXT = re.compile(rf"<w:t(?=[\s>]){_ATTRIBUTES}>([^<]*)</w:t>")
_TAG = re.compile(r"</?\d+/?>|\{\d+>|<\d+\}|[\[{]\d+[\]}]")
"""Tags of Trados, Phrase and memoQ, one by one: several may stand in one run."""
_CELL = re.compile(r"\s*(?:<w:tcPr\s*/>|<w:tcPr>.*?</w:tcPr>)?", re.DOTALL)
_OF_PARAGRAPH = re.compile(r"\s*(<w:pPr>.*?</w:pPr>)", re.DOTALL)


class TableFormat:
    """Tables of other tools."""

    name = "table"
    home = True

    def recognises(self, head: bytes, name: str) -> bool:
        """Never by its first bytes: an article is a document, too. Who opens the file asks the table."""
        return False

    def read(self, data: bytes, name: str) -> Bilingual:
        """The rows as segments. Raises ExchangeError: no such table, a damaged id, one that stands
        twice."""
        table = _table(data, name)
        return Bilingual(name, f"table {table.layout}", segments=_segments(table))

    def write(self, data: bytes, name: str, wanted: Mapping[str, Wanted]) -> Written:
        """The document with these targets. Raises ExchangeError."""
        table = _table(data, name)
        with Package(data, name, ExchangeError) as package:
            part = package.related("", "officeDocument") or "word/document.xml"
            with package.part(part) as stream:
                raw = stream.read(_LIMIT + 1)
        try:
            text = raw.decode("utf-8")
        except UnicodeDecodeError:
            text = ""
        if not text or len(raw) > _LIMIT or "<w:tbl" not in text:
            raise ExchangeError(
                _("is laid out in a way that cannot be written back"), where=name,
                hint=_("open it in Word, save it, and import that"),
            )  # fmt: skip
        places = _places(_ASIDE.sub(lambda aside: " " * len(aside[0]), text))
        edits: list[tuple[int, int, str]] = []
        refused: list[Refusal] = []
        for row in table.rows:
            want = wanted.get(key_of(row))
            if want is None or kept(want.target) == row.target:
                continue
            answer = _refusal(row, want, places)
            cells = places.get(row.at[:2], ())
            if not answer:
                start, end = cells[row.at[2]]
                source = text[slice(*cells[row.at[3]])]
                made = _cell(_bare(text[start:end]), _bare(source), kept(want.target))
                if isinstance(made, str):
                    edits.append((start, end, made))
                    continue
                answer = _("the tag {tag} is missing or stands too often").format(tag=made[0])
            refused.append(Refusal(key_of(row), f"{row.where}: {answer}"))
        out = _with_part(data, part, _spliced(text, edits).encode()) if edits else data
        return Written(out, len(edits), tuple(refused))


def key_of(row: Row) -> str:
    """What a row is known by."""
    return "".join(row.id.split())


def _table(data: bytes, name: str) -> Table:
    if not is_package(data, name, ExchangeError):
        raise ExchangeError(_("is no Word document"), where=name)
    with Package(data, name, ExchangeError) as package:
        table = read(package)
    if table.layout == "workbench":
        raise ExchangeError(
            _("is a table of our own: say which catalog it comes back to"), where=name,
            hint="workbench import FILE --into CATALOG",
        )  # fmt: skip
    return table


def _segments(table: Table) -> Iterator[Segment]:
    count = Counter(map(key_of, table.rows))
    for row in table.rows:
        key = key_of(row)
        where = f"{table.name}: {row.where}"
        if not has_form(table.layout, key):
            raise ExchangeError(_("its id is damaged"), where=where, hint=_("ask for it again"))
        if count[key] > 1:
            raise ExchangeError(
                _("its id stands {count} times").format(count=count[key]), where=where,
                hint=_("ask for it again"),
            )  # fmt: skip
        if not row.source.strip():
            continue
        stage = stage_of(row.status)
        word = stage.value if stage else ("translated" if row.target else "empty")
        if not row.target:
            word = "empty"
        elif word == "empty":
            word = "draft"
        notes = [row.comment] if row.comment.strip() else []
        for note in row.notes:
            who = " ".join(filter(None, (note.by, note.on[:10])))
            notes.append(f"{who}: {note.text}" if who else note.text)
        yield Segment(
            key, row.at[1], row.source, row.target, word, row.status,
            notes=tuple(" ".join(note.split()) for note in notes),
        )  # fmt: skip


def _places(text: str) -> dict[tuple[int, int], tuple[tuple[int, int], ...]]:
    """(table, row), both from 1 → where the content of each cell lies; tables inside cells are passed
    over."""
    found: dict[tuple[int, int], list[tuple[int, int]]] = {}
    depth = table = row = start = 0
    for match in _PLACE.finditer(text):
        closes, name = bool(match[1]), match[2]
        if match[0].endswith("/>"):
            continue
        if name == "tbl":
            depth += -1 if closes else 1
            if depth == 1 and not closes:
                table, row = table + 1, 0
        elif depth == 1 and name == "tr" and not closes:
            row += 1
        elif depth == 1 and name == "tc":
            if closes:
                found.setdefault((table, row), []).append((start, match.start()))
            else:
                start = match.end()
    return {place: tuple(cells) for place, cells in found.items()}


def _refusal(row: Row, want: Wanted, places: Mapping[tuple[int, int], tuple[object, ...]]) -> str:
    if kept(want.source) != row.source:
        return _("its source is another now")
    if row.odd:
        return row.odd
    if row.edits:
        return _("it holds tracked changes; accept or refuse them first")
    if len(places.get(row.at[:2], ())) <= max(row.at[2:]):
        return _("its cells were merged, added or taken away")
    return ""


def _cell(old: str, source: str, text: str) -> str | tuple[str]:
    """The content of a cell that says `text`, laid out as the old one; or the tag that is wrong."""
    styles: dict[str, str] = {}
    tags: Counter[str] = Counter()
    for run in (*_RUN.finditer(source), *_RUN.finditer(old)):
        if not run[1] or "<w:rStyle" not in run[1]:
            continue
        said = unescape("".join(_TEXT.findall(run[2])))
        for tag in _TAG.findall(said) or ([said] if said.strip() else []):
            styles.setdefault(tag, run[1])
            tags[tag] += run.string is source
    pieces = [text]
    if styles:
        known = "|".join(map(re.escape, sorted(styles, key=len, reverse=True)))
        pieces = re.split(f"({known})", text)
    found = Counter(pieces[1::2])
    for tag in tags.keys() | found.keys():
        if tags[tag] != found[tag]:
            return (tag,)
    head = _CELL.match(old)
    paragraph = _PARAGRAPH.search(old)
    attributes = paragraph[1] if paragraph else ""
    layout = _OF_PARAGRAPH.match(old, paragraph.end()) if paragraph and not paragraph[2] else None
    of_paragraph = layout[1] if layout and "Change" not in layout[1] else ""
    longest = max(
        (run for run in _RUN.finditer(old) if "<w:rStyle" not in (run[1] or "")),
        key=lambda run: len("".join(_TEXT.findall(run[2]))), default=None,
    )  # fmt: skip
    plain = (longest[1] or "") if longest else ""
    plain = "" if "Change" in plain else plain
    runs = "".join(
        f"<w:r>{styles.get(piece, '') if number % 2 else plain}{_said(piece)}</w:r>"
        for number, piece in enumerate(pieces)
        if piece
    )
    return f"{head[0] if head else ''}<w:p{attributes.rstrip()}>{of_paragraph}{runs}</w:p>"


def _bare(xml: str) -> str:
    """XML without comments, and with character data as text."""
    return _ASIDE.sub(lambda aside: escape(aside[1] or ""), xml)


def _said(text: str) -> str:
    """Text with its line ends and tabs as Word says them."""
    marks = {"\n": "<w:br/>", "\t": "<w:tab/>"}
    return "".join(
        marks.get(piece) or f'<w:t xml:space="preserve">{escape(piece)}</w:t>'
        for piece in re.split(r"([\n\t])", text)
        if piece
    )


def _spliced(text: str, edits: list[tuple[int, int, str]]) -> str:
    """The text with stretches replaced, in one pass."""
    out, at = [], 0
    for start, end, made in sorted(edits):
        out += [text[at:start], made]
        at = end
    return "".join([*out, text[at:]])


def _with_part(data: bytes, part: str, content: bytes) -> bytes:
    """The archive with one part replaced; the others hold what they held."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for entry in old.infolist():
            same = entry.filename.lower().lstrip("/") == part.lower()
            new.writestr(entry, content if same else old.read(entry))
    return out.getvalue()
