"""Strings in quotation marks ⇄ text, as gettext's lexer reads them and `msgcat --no-wrap` writes them.

Lives here: `unquoted`, which reads literals with every escape gettext knows, octal and hexadecimal
bytes in the file's charset too, and `quoted`, which lays a text out. Takes and gives str.
May import: the standard library only.
Apart from `syntax` because how a text is spelled is one thing and what it stands for another.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

LITERAL = re.compile(r'"([^"\\\n]*+(?:\\(?:\n|(?:\\\n)*.)[^"\\\n]*+)*)"')
_ESCAPE = re.compile(r"\\(?:([0-7]{1,3})|x([0-9A-Fa-f]+)|(.))", re.S)
_BARE = {
    "n": "\n", "t": "\t", "b": "\b", "r": "\r", "f": "\f", "v": "\v", "a": "\a",
    "\\": "\\", '"': '"',
}  # fmt: skip
_SPELLED = {ord(char): "\\" + letter for letter, char in _BARE.items()} | {0: "", 4: ""}
"""What msgcat escapes, no more; NUL and EOT separate strings in compiled catalogs: none can hold them."""
_BYTES = {0xDC00 + byte: f"\\{byte:03o}" for byte in range(0x80, 0x100)}
"""Bytes that are no character, as `unquoted` gives them."""
_SPECIAL = re.compile(r'[\\"\x00\x04\x07-\x0d\udc80-\udcff]')


class BadEscape(ValueError):
    """An escape that gettext refuses, or a text it cannot hold; `offset` is where, in what was read."""

    def __init__(self, offset: int, what: str) -> None:
        super().__init__(what)
        self.offset = offset
        self.what = what


def unquoted(literals: str, charset: str = "utf-8") -> str:
    """The text of one or more literals, whatever stands between them. Raises BadEscape.

    Bytes written as escapes are bytes of the charset; those that make no character there come back as
    lone surrogates, so that they are written again as they were.
    """
    if "\\" not in literals and "\4" not in literals:
        if literals.count('"') == 2:
            return literals[literals.index('"') + 1 : literals.rindex('"')]
        return "".join(LITERAL.findall(literals))
    parts: list[str | bytes] = []
    for match in LITERAL.finditer(literals):
        body = match[1]
        if "\4" in body:
            raise BadEscape(match.start(1), "EOT")
        if "\\" in body:
            parts += _unescaped(body.replace("\\\n", ""), match.start(1))
        else:
            parts.append(body)
    if all(isinstance(part, str) for part in parts):
        return "".join(map(str, parts))
    data = [
        part if isinstance(part, bytes) else part.encode(charset, "surrogateescape")
        for part in parts
    ]
    return b"".join(data).decode(charset, "surrogateescape")


def _unescaped(body: str, offset: int) -> Iterator[str | bytes]:
    """The pieces of one literal, bytes that are no ASCII apart: several make a character, in one literal
    or in neighbours."""
    at = 0
    for match in _ESCAPE.finditer(body):
        if match.start() > at:
            yield body[at : match.start()]
        at = match.end()
        octal, hexadecimal, letter = match.groups()
        if letter is not None:
            if letter not in _BARE:
                raise BadEscape(offset + match.start(), "\\" + letter)
            yield _BARE[letter]
            continue
        code = (int(octal, 8) if octal else int(hexadecimal[-2:], 16)) & 0xFF
        if code == 0:  # a string of C ends here
            return
        if code == 4:
            raise BadEscape(offset + match.start(), "EOT")
        yield chr(code) if code < 0x80 else bytes((code,))
    yield body[at:]


def spelled(text: str) -> str:
    """A text as it stands between quotation marks."""
    if not _SPECIAL.search(text):
        return text
    return text.translate(_SPELLED | _BYTES)


def quoted(text: str, newline: str = "\n", sign: str = "") -> str:
    """A text as literals: one line, or `""` and a line for each line of the text; `sign` (`#~ `)
    opens every line but the first."""
    body = spelled(text)
    if "\n" not in text[:-1]:
        return f'"{body}"'
    lines = [line + "\\n" for line in map(spelled, text.split("\n"))]
    last = lines.pop().removesuffix("\\n")
    if last:
        lines.append(last)
    return f"{newline}{sign}".join(['""', *(f'"{line}"' for line in lines)])
