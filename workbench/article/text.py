"""Plain text: where its paragraphs are.

Lives here: `text_paragraphs`. Takes decoded text; where it has blank lines they separate
paragraphs, and lines inside one are wrapped text; where it has none every line is a paragraph.
May import: model, language.
Apart from `read` because this is one format's grammar.
"""

from __future__ import annotations

import re

from workbench.language import info
from workbench.model import Kind, Paragraph

_BLOCK = re.compile(r"[^\n]*\S[^\n]*(?:\n[^\n]*\S[^\n]*)*")
_LINE = re.compile(r"[^\n]*\S[^\n]*")
_WRAP = re.compile(r"[ \t]*\n[ \t]*")


def text_paragraphs(text: str, language: str | None = None) -> list[Paragraph]:
    """The paragraphs of a plain text; lines without a letter or digit are not paragraphs."""
    wrapped = re.search(r"\n[ \t]*\n", text.strip()) is not None
    joint = " " if info(language or "en").spaced else ""
    found: list[Paragraph] = []
    line = 1
    at = 0
    for match in (_BLOCK if wrapped else _LINE).finditer(text):
        line += text.count("\n", at, match.start())
        at = match.start()
        start = at + len(match.group()) - len(match.group().lstrip())
        content = match.group().strip()
        if any(char.isalnum() for char in content):
            found.append(
                Paragraph(
                    text=_WRAP.sub(joint, content),
                    kind=Kind.PARAGRAPH,
                    place=len(found) + 1,
                    line=line,
                    span=(start, start + len(content)),
                )
            )
    return found
