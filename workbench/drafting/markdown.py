"""Markdown inside a paragraph, as tags, so that it goes where tags go.

Lives here: `tagged`, `untagged`. `[text](address)`, `![text](address)`, `**text**`, `*text*`, `_text_` and
`~~text~~` become pairs of a tag that no article uses; code is left alone.
May import: the standard library.
Apart from `markup` because that knows tags and nothing of Markdown.
"""

from __future__ import annotations

import re

_CODE = re.compile(r"(`+)(?!`)[^\n]{1,2000}?(?<!`)\1(?!`)")
_LINK = re.compile(
    r"(!?\[)((?:[^\[\]\n\\]|\\.){1,2000}?)(\]\((?:<[^<>\n]{0,2000}>|[^()\s]{0,2000}(?:\([^()\s]{0,200}\)[^()\s]{0,2000})?)"
    r"(?:\s+(?:\"[^\"\n]{0,300}\"|'[^'\n]{0,300}'))?\)|\]\[[^\[\]\n]{0,200}\])"
)
_STRONG = re.compile(
    r"(?<![\w*~\\])(\*\*\*|\*\*|__|~~)(?=[^\s*_~])([^\n]{1,2000}?)(?<=[^\s])\1(?![\w*~])"
)
_WEAK = re.compile(r"(?<![\w*_\\])([*_])(?=[^\s*_])([^\n*_]{1,2000}?)(?<=[^\s])\1(?![\w*_])")
_PAIR = re.compile(r'<bdo k="(\d+)">|</bdo>')
_HELD = re.compile("\ue0f0(\\d+)\ue0f1")
Table = list[tuple[str, str]]
"""What stands for the opening and the closing tag of each pair."""


def tagged(text: str) -> tuple[str, Table]:
    """The text with Markdown as tags, and what they stand for."""
    if not any(sign in text for sign in ("](", "][", "*", "_", "~~")) or "<bdo" in text:
        return text, []
    table: Table = []
    held: list[str] = []

    def hold(match: re.Match[str]) -> str:
        held.append(match[0])
        return f"\ue0f0{len(held) - 1}\ue0f1"

    def pair(opening: str, inner: str, closing: str) -> str:
        table.append((opening, closing))
        return f'<bdo k="{len(table) - 1}">{inner}</bdo>'

    if "\ue0f0" in text:
        return text, []
    text = _CODE.sub(hold, text)
    text = (
        re.sub(r"(?:https?://|www\.)[^\s()<>\[\]]+(?![^\s]*\]\()", hold, text)
        if "]" not in text
        else text
    )
    text = _LINK.sub(lambda m: pair(m[1], m[2], m[3]), text)
    text = _STRONG.sub(lambda m: pair(m[1], m[2], m[1]), text)
    text = _WEAK.sub(lambda m: pair(m[1], m[2], m[1]), text)
    return _HELD.sub(lambda m: held[int(m[1])], text), table


def untagged(text: str, table: Table) -> str:
    """The tags as Markdown again."""
    stack: list[int] = []

    def one(match: re.Match[str]) -> str:
        if match[1]:
            stack.append(int(match[1]))
            return table[stack[-1]][0] if stack[-1] < len(table) else ""
        number = stack.pop() if stack else len(table)
        return table[number][1] if number < len(table) else ""

    return _PAIR.sub(one, text) if table else text


def links(text: str, table: Table) -> list[tuple[str, str, str]]:
    """(Opening, inner text, closing) of each link and image of a tagged text."""
    out = []
    for number, (opening, closing) in enumerate(table):
        if opening.endswith("["):
            match = re.search(rf'<bdo k="{number}">(.*?)</bdo>', text, re.S)
            out.append((opening, match[1] if match else "", closing))
    return out
