"""Languages by code: how they are written and called.

Lives here: the table and `info`. Takes a BCP 47 code, gives a Language; an unknown code gets
defaults that hurt nobody (spaced, left to right, full stop).
May import: the standard library.
Apart from its neighbours because every room asks it and it must cost nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache


@dataclass(frozen=True, slots=True)
class Language:
    """How a language is written."""

    code: str
    """The primary subtag: `en` for `en-GB`."""
    name: str
    native: str
    spaced: bool = True
    """Words are separated by spaces; sentences too."""
    rtl: bool = False
    enders: str = ".!?…"
    plurals: str = "nplurals=2; plural=(n != 1);"


_ONE = "nplurals=1; plural=0;"
_TABLE = {
    language.code: language
    for language in (
        Language("ar", "Arabic", "العربية", rtl=True, enders=".!؟…"),
        Language("de", "German", "Deutsch"),
        Language("en", "English", "English"),
        Language("es", "Spanish", "Español"),
        Language("fr", "French", "Français", plurals="nplurals=2; plural=(n > 1);"),
        Language("he", "Hebrew", "עברית", rtl=True),
        Language("hi", "Hindi", "हिन्दी", enders="।.!?…"),
        Language("id", "Indonesian", "Bahasa Indonesia", plurals=_ONE),
        Language("it", "Italian", "Italiano"),
        Language("ja", "Japanese", "日本語", spaced=False, enders="。！？!?…", plurals=_ONE),
        Language("km", "Khmer", "ខ្មែរ", spaced=False, enders="។!?…", plurals=_ONE),
        Language("ko", "Korean", "한국어", plurals=_ONE),
        Language("lo", "Lao", "ລາວ", spaced=False, plurals=_ONE),
        Language("my", "Burmese", "မြန်မာ", spaced=False, enders="။!?…", plurals=_ONE),
        Language("nl", "Dutch", "Nederlands"),
        Language(
            "pl", "Polish", "Polski",
            plurals="nplurals=3; plural=(n==1 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20)"
            " ? 1 : 2);",
        ),
        Language("pt", "Portuguese", "Português"),
        Language(
            "ru", "Russian", "Русский",
            plurals="nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 &&"
            " (n%100<10 || n%100>=20) ? 1 : 2);",
        ),
        Language("sv", "Swedish", "Svenska"),
        Language("th", "Thai", "ไทย", spaced=False, enders=".!?…", plurals=_ONE),
        Language("tr", "Turkish", "Türkçe"),
        Language("uk", "Ukrainian", "Українська"),
        Language("vi", "Vietnamese", "Tiếng Việt", plurals=_ONE),
        Language("zh", "Chinese", "中文", spaced=False, enders="。！？!?…", plurals=_ONE),
    )
}  # fmt: skip


@lru_cache(maxsize=1024)
def info(code: str) -> Language:
    """The language of a code such as `ja`, `en-GB` or `pt_BR`; defaults for one not listed."""
    primary = code.replace("_", "-").split("-")[0].lower()
    return _TABLE.get(primary) or Language(primary, code, code)
