"""Gettext glossaries as Weblate keeps them: a term is msgid, its translation msgstr.

Lives here: `write` and `read`. msgctxt is the concept's id (`id#2` for its second pair and on),
`#.` lines are notes, the flag `forbidden` marks what not to use. A glossary has no references,
plurals or history, which is why the catalog room is not asked.
May import: errors, wording, terms through `pairs`.
A module of its own because it is a format of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from workbench.errors import ExchangeError
from workbench.exchange.pairs import ADMITTED, FORBIDDEN, PREFERRED, Pair, gathered, pairs_of
from workbench.terms.concept import Concept
from workbench.wording import _

LOST = ("subject", "case", "confidence", "definition", "source", "reading", "forbidden source")
_ESCAPES = {"n": "\n", "t": "\t", "r": "\r", '"': '"', "\\": "\\"}
_KEYWORD = re.compile(r'(msgctxt|msgid_plural|msgid|msgstr(?:\[\d+\])?)\s+(".*")\s*$')
_STRING = re.compile(r'"((?:[^"\\]|\\.)*)"\s*$')


@dataclass
class _Entry:
    """An entry as it is read."""

    line: int = 0
    fields: dict[str, str] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    flags: set[str] = field(default_factory=set)


def write(concepts: Iterable[Concept], languages: tuple[str, str]) -> str:
    """A PO file for Weblate."""
    header = (
        f"Language: {languages[1]}\n"
        "MIME-Version: 1.0\nContent-Type: text/plain; charset=UTF-8\n"
        "Content-Transfer-Encoding: 8bit\n"
        f"X-Source-Language: {languages[0]}\n"
    )
    lines = ['msgid ""', 'msgstr ""', *(_quoted(line + "\n") for line in header.splitlines())]
    for concept in concepts:
        for number, pair in enumerate(pairs_of(concept, *languages), 1):
            lines.append("")
            if pair.status == PREFERRED and pair.pos:
                lines.append(f"#. pos: {pair.pos}")
            lines += (f"#. {note}" for note in pair.comment.splitlines())
            if pair.status != PREFERRED:
                lines.append(f"#, {pair.status}")
            lines.append("msgctxt " + _quoted(pair.concept + (f"#{number}" if number > 1 else "")))
            lines += ("msgid " + _quoted(pair.source), "msgstr " + _quoted(pair.target))
    return "\n".join(lines) + "\n"


def _quoted(text: str) -> str:
    for char, mark in (("\\", "\\\\"), ('"', '\\"'), ("\n", "\\n"), ("\t", "\\t"), ("\r", "\\r")):
        text = text.replace(char, mark)
    return f'"{text}"'


def read(text: str, where: str, languages: tuple[str, str]) -> list[Concept]:
    """The concepts of a PO glossary; the header names the languages where it can. Raises
    ExchangeError with file:line."""
    source, target = languages
    pairs: list[Pair] = []
    for entry in _entries(text, where):
        term = entry.fields.get("msgid", "")
        translation = entry.fields.get("msgstr", entry.fields.get("msgstr[0]", ""))
        if not term:
            source = _header(translation, "X-Source-Language") or source
            target = _header(translation, "Language") or target
            continue
        if "fuzzy" in entry.flags or not translation:
            continue  # nobody has confirmed it
        pairs.append(_pair(entry, term, translation, where))
    return gathered(pairs, source, target)


def _pair(entry: _Entry, term: str, translation: str, where: str) -> Pair:
    status = next((s for s in (FORBIDDEN, ADMITTED) if s in entry.flags), PREFERRED)
    pos = next((n[5:] for n in entry.notes if n.startswith("pos: ")), "")
    notes = [note for note in entry.notes if not note.startswith("pos: ")]
    concept = re.sub(r"#\d+$", "", entry.fields.get("msgctxt", ""))
    place = f"{where}:{entry.line}"
    return Pair(term, translation, status, concept, " ".join(notes), pos, place)


def _header(text: str, name: str) -> str:
    found = re.search(rf"^{name}:[ \t]*([A-Za-z]+)", text, re.M)
    return found[1].lower() if found else ""


def _entries(text: str, where: str) -> Iterator[_Entry]:
    entry = _Entry()
    current = ""
    for number, raw in enumerate(text.split("\n"), 1):
        line = raw.strip()
        if line.startswith("#") or not line:
            if current:
                yield entry
                entry, current = _Entry(), ""
            _comment(entry, line)
            continue
        keyword = _KEYWORD.match(line)
        if keyword:
            name = keyword[1]
            if current.startswith("msgstr") and not name.startswith("msgstr"):
                yield entry
                entry = _Entry()
            entry.line = entry.line or number
            current = name
            entry.fields[name] = _unquoted(keyword[2], f"{where}:{number}")
        elif current and line.startswith('"'):
            entry.fields[current] += _unquoted(line, f"{where}:{number}")
        else:
            raise ExchangeError(_("is no line of a PO file"), where=f"{where}:{number}")
    if current:
        yield entry


def _comment(entry: _Entry, line: str) -> None:
    if line.startswith("#,"):
        entry.flags.update(flag.strip() for flag in line[2:].split(","))
    elif line.startswith(("#.", "# ")) and line[2:].strip():
        entry.notes.append(line[2:].strip())


def _unquoted(text: str, where: str) -> str:
    match = _STRING.match(text)
    if match is None:
        raise ExchangeError(_("the string does not end"), where=where)
    return re.sub(r"\\(.)", lambda found: _ESCAPES.get(found[1], found[1]), match[1])
