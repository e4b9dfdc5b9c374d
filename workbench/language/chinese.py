"""The two scripts of Chinese.

Lives here: `written_in`, which says what characters of a text only one of them has, and `simplified`. Takes and
gives strings; which characters pair off is data (`data/terms/zh-characters.txt`).
May import: config.
Apart from `fold` because the scripts are never one another's variants when texts are compared.
"""

from __future__ import annotations

from functools import lru_cache

from workbench.config import shipped


@lru_cache(maxsize=1)
def _characters() -> tuple[dict[int, str], frozenset[str]]:
    """Simplified by traditional characters, and those that only simplified texts have."""
    lines = shipped("terms", "zh-characters.txt").read_text("utf-8").splitlines()
    rows = [line for line in lines if line and line[0] != "#"]
    only = {row[1] for row in rows} - {row[1] for row in rows if row[2:]}
    return {ord(row[0]): row[1] for row in rows}, frozenset(only)


def simplified() -> dict[int, str]:
    """Simplified by traditional characters, for `str.translate`."""
    return _characters()[0]


def written_in(text: str) -> dict[str, str]:
    """The characters of a text that only traditional (`Hant`) and only simplified ones (`Hans`) have."""
    traditional, simplified = _characters()
    return {
        "Hant": "".join(c for c in text if ord(c) in traditional and not _in("gb2312", c)),
        "Hans": "".join(c for c in text if c in simplified and not _in("big5", c)),
    }


def _in(standard: str, char: str) -> bool:
    """Whether a character stands in the standard of one script: 群 and 真 are in both."""
    return bool(char.encode(standard, "ignore"))
