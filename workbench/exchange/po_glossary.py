"""Gettext glossaries as Weblate keeps them: a term is msgid, its translation msgstr.

Lives here: `write` and `read`. In our files msgctxt is the concept's id (`id#2` for its second pair and
on); in others it may say anything, such as the part of speech. `#.` lines are notes, the flag
`forbidden` marks what not to use. A glossary has no references, plurals or history, which is why the
catalog room is not asked.
May import: errors, wording, `reading` of this room, terms through `pairs`.
A module of its own because it is a format of its own.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from workbench.errors import ExchangeError
from workbench.exchange.pairs import ADMITTED, FORBIDDEN, PREFERRED, Pair, gathered, pairs_of
from workbench.exchange.reading import Reading
from workbench.terms.concept import Concept
from workbench.terms.tsv import POS
from workbench.wording import _

LOST = ("subject", "case", "confidence", "definition", "source", "reading", "use", "except",
        "forbidden source")  # fmt: skip
_ESCAPES = {"n": "\n", "t": "\t", "r": "\r", '"': '"', "\\": "\\"}
_KEYWORD = re.compile(r'(msgctxt|msgid_plural|msgid|msgstr(?:\[\d+\])?)\s+(".*)$')
_LATER = re.compile(r"(.+)#\d+$")
"""The context of a concept's second pair and on."""
_STRING = re.compile(r'"((?:[^"\\]|\\.)*)"\s*$')


@dataclass
class _Entry:
    """An entry as it is read."""

    line: int = 0
    fields: dict[str, str] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    flags: set[str] = field(default_factory=set)
    spoiled: bool = False
    """A line of it could not be read, and that has been told."""

    @property
    def context(self) -> str:
        """Its msgctxt."""
        return self.fields.get("msgctxt", "")

    @property
    def term(self) -> str:
        """Its msgid; '' for the header."""
        return self.fields.get("msgid", "")

    @property
    def translation(self) -> str:
        """Its msgstr, the first of several."""
        return self.fields.get("msgstr", self.fields.get("msgstr[0]", ""))


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


def read(text: str, where: str, languages: tuple[str, str], reading: Reading) -> list[Concept]:
    """The concepts of a PO glossary; the header names the languages where it can. Raises
    ExchangeError with file:line."""
    source, target = languages
    kept: list[_Entry] = []
    for entry in _entries(text, where, reading):
        if not entry.term:
            source = _header(entry.translation, "X-Source-Language") or source
            target = _header(entry.translation, "Language") or target
        elif "fuzzy" in entry.flags:
            reading.passed(f"{where}:{entry.line}", _("is fuzzy; confirm it and import again"))
        elif not entry.translation:
            reading.passed(f"{where}:{entry.line}", _("has no translation"))
        else:
            kept.append(entry)
    ids = _ids(kept)
    return gathered((_pair(entry, ids, where) for entry in kept), source, target)


def _ids(entries: Sequence[_Entry]) -> set[str]:
    """The contexts that are ids: words of their own that no second term has. Weblate's users write
    parts of speech and explanations there, which say nothing of what belongs together."""
    first = {(e.context, e.term) for e in entries if not _LATER.match(e.context)}
    shared = Counter(context for context, _term in first)
    named = {_LATER.sub(r"\1", entry.context) for entry in entries}
    words = {name for name in named if name.lower() not in POS and not re.search(r"\s", name)}
    return {name for name in words if shared[name] <= 1}


def _pair(entry: _Entry, ids: set[str], where: str) -> Pair:
    status = next((s for s in (FORBIDDEN, ADMITTED) if s in entry.flags), PREFERRED)
    pos = next((n[5:] for n in entry.notes if n.startswith("pos: ")), "")
    notes = [note for note in entry.notes if not note.startswith("pos: ")]
    first = _LATER.sub(r"\1", entry.context)
    place = f"{where}:{entry.line}"
    if first in ids:
        return Pair(entry.term, entry.translation, status, first, " ".join(notes), pos, place)
    if entry.context.lower() in POS:
        pos = pos or entry.context.lower()
    elif status == PREFERRED:
        notes.insert(0, entry.context)
    return Pair(
        entry.term, entry.translation, status, "", " ".join(notes), pos, place, entry.context
    )


def _header(text: str, name: str) -> str:
    found = re.search(rf"^{name}:[ \t]*([A-Za-z]+)", text, re.M)
    return found[1].lower() if found else ""


def _entries(text: str, where: str, reading: Reading) -> Iterator[_Entry]:
    """Entries in order, without those that have a line which cannot be read."""
    entry = _Entry()
    current = ""
    for number, raw in enumerate([*text.split("\n"), ""], 1):
        line = raw.strip()
        keyword = _KEYWORD.match(line)
        name = keyword[1] if keyword else ""
        begins = name == "msgctxt" or (name == "msgid" and current != "msgctxt")
        if current and (begins or not line or line.startswith("#")):
            if not entry.spoiled:
                yield entry
            entry, current = _Entry(), ""
        if line.startswith("#") or not line:
            _comment(entry, line)
            continue
        try:
            current = _field(entry, current, line, keyword)
        except ExchangeError as error:
            reading.bad(ExchangeError(error.message, where=f"{where}:{number}", hint=error.hint))
            if not current and not keyword:  # between entries it spoils none
                continue
            entry.spoiled = True
            current = name or current
        entry.line = entry.line or number


def _field(entry: _Entry, current: str, line: str, keyword: re.Match[str] | None) -> str:
    """Put a line into its field; the field's name."""
    if keyword:
        entry.fields[keyword[1]] = _unquoted(keyword[2])
        return keyword[1]
    if not current or not line.startswith('"'):
        raise ExchangeError(
            _("is no line of a PO file"),
            hint=_("write msgid or msgstr and a text in quotes, or # before a comment"),
        )
    entry.fields[current] = entry.fields.get(current, "") + _unquoted(line)
    return current


def _comment(entry: _Entry, line: str) -> None:
    if line.startswith("#,"):
        entry.flags.update(flag.strip() for flag in line[2:].split(","))
    elif line.startswith(("#.", "# ")) and line[2:].strip():
        entry.notes.append(line[2:].strip())


def _unquoted(text: str) -> str:
    match = _STRING.match(text)
    if match is None:
        raise ExchangeError(
            _("the string does not end"), hint=_('close it with ", and write \\" for one inside it')
        )
    return re.sub(r"\\(.)", lambda found: _ESCAPES.get(found[1], found[1]), match[1])
