"""Full width, half width.

Lives here: `toggled_width`. May import: the standard library.
Apart from `cells` because this changes a text and that measures it.
"""

from __future__ import annotations

_HALF = "".join(chr(code) for code in range(0x21, 0x7F))
_FULL = "".join(chr(code + 0xFEE0) for code in range(0x21, 0x7F))
_WIDEN = str.maketrans(_HALF + " ", _FULL + "\u3000")
_NARROW = str.maketrans(_FULL + "\u3000", _HALF + " ")


def toggled_width(text: str) -> str:
    """ASCII full-width where most of it is half-width, else half-width; kana and kanji stay.

    The block U+FF01–FF5E mirrors U+0021–007E (Unicode, Halfwidth and Fullwidth Forms).
    """
    half = sum(char in _HALF for char in text)
    full = sum(char in _FULL for char in text)
    return text.translate(_WIDEN if half >= full and half else _NARROW)
