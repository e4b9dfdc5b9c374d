"""What a text copies and never translates: code, addresses, links' ends, placeholders.

Lives here: `verbatim`, which finds such stretches, `blanked`, which hides them from rules about words and
marks, and the patterns of code, addresses and Markdown links. Takes texts, gives half-open spans; nothing
here is slower than a text is long.
May import: tags; the standard library.
Apart from `tags` because tags stand around words and these stand in their place.
"""

from __future__ import annotations

import re

from workbench.language.tags import TAG

CODE = re.compile(r"(?<![`\\])(?P<fence>`{1,3})(?!`)(?P<code>[^`]{1,2000}?)(?<!`)(?P=fence)(?!`)")
"""`code`, ``code`` and ```code```, also over several lines."""
LINK_END = re.compile(
    r"\]\((?P<to>[^\s()\[\]（）]{0,1000}(?:\([^\s()]{0,200}\)[^\s()\[\]]{0,1000})?)"
    r"(?P<title>\s+(?:\"[^\"\n]{0,300}\"|'[^'\n]{0,300}'))?\)"
)
"""What closes a Markdown link or picture: `](place "title")`."""
ADDRESS = re.compile(
    r"(?:https?://|www\.)[!#-&(*-;=?-~\u00a1-\u024f]+|[\w.+-]{1,64}@[\w-]+(?:\.[\w-]+)+", re.ASCII
)
"""Letters of Europe may stand in an address; Japanese ends it."""
_PLACEHOLDER = re.compile(
    r"\{\{[^{}\n]{0,200}\}\}|[$%#]?\{[^{}\n]{0,200}\}|%\(\w{1,80}\)[-+0 #]{0,3}\d{0,4}[A-Za-z]"
    r"|%(?:\d+\$)?[-+0#]{0,3}\d{0,4}(?:\.\d{1,3})?[A-Za-z](?![A-Za-z])"
)
_MARKS = re.compile(r"!\[|\]\[[^\[\]\n]{0,200}\]|\[\^[^\[\]\n]{1,80}\]|\*\*|~~|:[a-z]{2,20}:(?=`)")
"""Marks of Markdown and reStructuredText that stand around words."""
_CODE_LINE = re.compile(r"^(?: {4,}|\t|>>> ?|\.\.\. |\$ |\.\. )[^\n]*", re.M)
"""Lines of code in documentation: indented, of a Python session, of a shell."""
_NUMBERED = re.compile(r"</?\d{1,4}\s?/?>")
_SIGNS = ("`", "](", "![", "][", "[^", "://", "www.", "@", "{", "%", "<", "**", "~~", ">>>", "\n")


def verbatim(text: str) -> list[tuple[int, int]]:
    """Spans of what must come out as it went in; they may overlap."""
    if not any(map(text.__contains__, _SIGNS)):
        return []
    patterns = [CODE, LINK_END, ADDRESS, _PLACEHOLDER, _MARKS, TAG, _NUMBERED]
    if "\n" in text or text.startswith(">>>"):
        patterns.append(_CODE_LINE)
    return [match.span() for pattern in patterns for match in pattern.finditer(text)]


def blanked(text: str, fill: str = " ") -> str:
    """The text with such stretches filled by a character; offsets stay."""
    spans = verbatim(text)
    if not spans:
        return text
    letters = list(text)
    for start, end in spans:
        letters[start:end] = fill * (end - start)
    return "".join(letters)
