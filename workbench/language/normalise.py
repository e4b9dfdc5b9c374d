"""What an engine of ours reads: one spelling for what newsrooms write in several.

Lives here: `normalise`, used on the training corpus, built into the package's tokenizer and thereby
in force at run time, in plain Argos too. Takes source text, gives it with NFKC widths, straight
quotes, plain hyphens and single spaces.
May import: the standard library.
Apart from `fold` because an engine must still see case and punctuation.
"""

from __future__ import annotations

import unicodedata

_SAME = {
    **dict.fromkeys("‘’‚‛′`´", "'"),
    **dict.fromkeys("“”„‟″«»", '"'),
    **dict.fromkeys("‐‑‒−", "-"),
    "–": "-",
    "—": " - ",
    "―": " - ",
    "…": "...",
    "\u00ad": "",
    "\u200b": "",
    "\ufeff": "",
}


def normalise_character(char: str) -> str:
    """One character as an engine reads it."""
    if char in _SAME:
        return _SAME[char]
    if unicodedata.category(char) in {"Cc", "Zs", "Zl", "Zp"}:
        return " "
    return unicodedata.normalize("NFKC", char)


def normalise(text: str) -> str:
    """A text as an engine reads it; white space collapsed."""
    if text.isascii() and "`" not in text and "  " not in text:
        return text.strip()
    return " ".join("".join(map(normalise_character, text)).split())
