"""Catalogs of everything gettext's grammar allows, for property tests.

`catalog(random)` gives (text, what it says): entries with contexts, plural forms, previous texts,
obsolete ones, comments of every sign with and without a space, blank lines wherever white space may stand,
strings in any number of literals on one line or many, every escape, CRLF, lines that go on after a
backslash. Drawn from a Random, as a file takes thousands of choices.
"""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

CHARS = [*'aB %{}1~#|[]"\\\n\t\r\a\b\f\v\x1b\x7f', "é", "裁", "ー", "\u2028", "\x85", "😀"]
NAMES = {
    "\n": "n",
    "\t": "t",
    "\r": "r",
    "\a": "a",
    "\b": "b",
    "\f": "f",
    "\v": "v",
    '"': '"',
    "\\": "\\",
}
FLAGS = ["c-format", "no-wrap", "fuzzy", "range: 0..9"]
HEAD = (
    'msgid ""\nmsgstr ""\n"Language: ja\\n"\n"Content-Type: text/plain; charset=UTF-8\\n"\n'
    '"Plural-Forms: nplurals=2; plural=(n != 1);\\n"\n'
)


@dataclass(frozen=True)
class Said:
    """What an entry says, however it is written."""

    context: str | None
    source: str
    plural: str | None
    targets: tuple[str, ...]
    obsolete: bool
    fuzzy: bool
    previous: tuple[str | None, str, str | None] | None


def words(chance: Random, least: int = 1, most: int = 12) -> str:
    """A text."""
    return "".join(chance.choices(CHARS, k=chance.randint(least, most)))


def spelled(chance: Random, char: str) -> str:
    """A character between quotation marks, in one of the ways there are."""
    wild = chance.randrange(12)
    if wild == 0:
        return "".join(f"\\{byte:03o}" for byte in char.encode())
    if wild == 1:  # a hexadecimal escape goes on as long as it can: the string is closed after it
        return "".join(f'\\x{byte:02x}" "' for byte in char.encode())
    if char in NAMES and (char in '"\\\n' or wild < 9):
        return "\\" + NAMES[char]
    return char + ("\\\n" if wild == 11 and not chance.randrange(4) else "")


def literals(chance: Random, text: str, sign: str) -> str:
    """A text as one literal or several."""
    pieces = [""] if not text or chance.random() < 0.4 else []
    while text:
        size = chance.randint(1, len(text))
        pieces.append(text[:size])
        text = text[size:]
    gaps = [" ", "", f"\n{sign}", f"\n{sign}", f"\n{sign}\t", f"\n\n{sign}"]
    made = ['"' + "".join(spelled(chance, char) for char in piece) + '"' for piece in pieces]
    return "".join(literal + chance.choice(gaps) for literal in made[:-1]) + made[-1]


def comment(chance: Random) -> tuple[str, bool]:
    """A comment's line and whether it says fuzzy."""
    sign = chance.choice(["", ".", ":", ",", "=", "!"])
    body = "".join(chance.choices([*'aB ,.:=!#~|"\\', "裁"], k=chance.randrange(8))).rstrip("\\")
    fuzzy = False
    if sign and sign in ",=!":
        flags = chance.choices(FLAGS, k=chance.randrange(3))
        body, fuzzy = chance.choice([", ", ",", " , "]).join(flags), "fuzzy" in flags
    space = chance.choice(["", " "])
    if not sign and body[:1] in tuple(".:,=!~|"):
        space = " "
    return f"#{sign}{space}{body}", fuzzy


def entry(chance: Random, source: str, obsolete: bool) -> tuple[str, Said]:
    """An entry's text and what it says."""
    context = None if chance.random() < 0.6 else words(chance)
    plural = None if chance.random() < 0.7 else words(chance)
    targets = tuple(words(chance, 0) for _n in range(1 if plural is None else chance.randint(1, 4)))
    fuzzy, lines = False, []
    for _n in range(chance.randrange(5)):
        line, flagged = comment(chance)
        fuzzy = fuzzy or flagged
        lines += [line, *[""] * (not chance.randrange(5))]
    sign, old = ("#~ ", "#~| ") if obsolete else ("", "#| ")
    previous = None
    if not chance.randrange(4):
        previous = (
            chance.choice([None, words(chance)]),
            words(chance),
            chance.choice([None, words(chance)]),
        )
        for keyword, text in zip(("msgctxt", "msgid", "msgid_plural"), previous, strict=True):
            if text is not None:
                lines.append(f"{old}{keyword} {literals(chance, text, old)}")
    fields = [] if context is None else [("msgctxt", context)]
    fields.append(("msgid", source))
    if plural is None:
        fields.append(("msgstr", targets[0]))
    else:
        fields.append(("msgid_plural", plural))
        fields += [(f"msgstr[{n}]", target) for n, target in enumerate(targets)]
    for keyword, text in fields:
        gap = chance.choice([" ", " ", "", "  ", f"\n{sign}"])
        lines.append(f"{sign}{keyword}{gap}{literals(chance, text, sign)}")
        lines += [""] * (not chance.randrange(5))
    said = Said(context, source, plural, targets, obsolete, fuzzy, previous)
    return "\n".join(lines) + "\n", said


def catalog(chance: Random) -> tuple[str, list[Said]]:
    """A whole file: a header, entries, perhaps comments at its end, perhaps no line feed there."""
    text, said = HEAD, []
    sources = {words(chance) for _n in range(chance.randint(1, 5))}
    for source in sorted(sources):
        made, what = entry(chance, source, not chance.randrange(5))
        text += chance.choice(["\n", "\n", "", "\n\n", "# standing\n\n", " \t\n"]) + made
        said.append(what)
    text += chance.choice(["", "", "\n", "# the end\n", "# the end", "#~\n"])
    if not chance.randrange(5):
        text = text.rstrip("\n")
    if not chance.randrange(4) and "\\\n" not in text:
        text = text.replace("\n", "\r\n")
    return text, said
