"""Languages by code: how they are written and called.

Lives here: the table, `info`, `with_script`, `column_for`, `by_name` and `CODES`. Takes a BCP 47 code or one of three letters, gives
a Language; an unknown code gets defaults that hurt nobody (spaced, left to right, full stop).
May import: the standard library.
Apart from its neighbours because every room asks it and it must cost nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
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

CODES = frozenset(
    """
    aa ab ae af ak am an ar as av ay az ba be bg bh bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de dv dz ee
    el en eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ie ig ii ik io is
    it iu ja jv ka kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn mr ms
    mt my na nb nd ne ng nl nn no nr nv ny oc oj om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg si sk
    sl sm sn so sq sr ss st su sv sw ta te tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi
    yo za zh zu ast ckb dsb fil hsb kab nds szl yue
    """.split()
)
"""Codes of languages (ISO 639) that a file's name may be taken for."""


def by_name(name: str) -> str:
    """The code of a language by its English or its own name; empty for one not listed."""
    wanted = name.casefold()
    return next(
        (
            language.code
            for language in _TABLE.values()
            if wanted in (language.name.casefold(), language.native.casefold())
        ),
        "",
    )


_LONG_CODES = {
    "ara": "ar", "deu": "de", "ger": "de", "eng": "en", "spa": "es", "fra": "fr", "fre": "fr",
    "heb": "he", "hin": "hi", "ind": "id", "ita": "it", "jpn": "ja", "khm": "km", "kor": "ko",
    "lao": "lo", "mya": "my", "bur": "my", "nld": "nl", "dut": "nl", "pol": "pl", "por": "pt",
    "rus": "ru", "swe": "sv", "tha": "th", "tur": "tr", "ukr": "uk", "vie": "vi", "zho": "zh",
    "chi": "zh",
}  # fmt: skip
"""Codes of three letters (ISO 639-2), as term databases write them."""


_SCRIPTS = {
    "zh": "Hans", "zh-cn": "Hans", "zh-sg": "Hans", "zh-my": "Hans",
    "zh-tw": "Hant", "zh-hk": "Hant", "zh-mo": "Hant", "yue": "Hant",
}  # fmt: skip
"""The script a code means that does not name one."""


@lru_cache(maxsize=1024)
def with_script(code: str) -> str:
    """The code by which texts of a language are told apart: its primary subtag, for Chinese with the
    script (`zh-Hant` for zh_TW, `zh-Hans` for zh), which decides what is written."""
    code = re.split("[.@]", code)[0]  # zh_CN.UTF-8
    parts = code.replace("_", "-").split("-")
    primary = info(code).code
    if primary != "zh" and primary != "yue":
        return primary
    named = next((part.title() for part in parts[1:] if len(part) == 4 and part.isalpha()), "")
    region = next((part.lower() for part in parts[1:] if len(part) == 2), "")
    script = named or _SCRIPTS.get(f"zh-{region}") or _SCRIPTS.get(primary, "Hans")
    return f"zh-{script}"


def column_for(code: str, columns: Iterable[str]) -> str:
    """Of some codes the one that serves a language best: the same, of the same script, the language
    without more; empty where none does. Traditional Chinese never serves simplified, nor the other way."""
    wanted = code.replace("_", "-").lower()
    best, least = "", 4
    for column in columns:
        name = column.replace("_", "-").lower()
        if name == wanted:
            return column
        if with_script(name) != with_script(wanted):
            continue
        rank = 1 if name == with_script(wanted).lower() else 2 if "-" not in name else 3
        if rank < least:
            best, least = column, rank
    return best


@lru_cache(maxsize=1024)
def info(code: str) -> Language:
    """The language of a code such as `ja`, `en-GB` or `pt_BR`; defaults for one not listed."""
    primary = code.replace("_", "-").split("-")[0].lower()
    primary = _LONG_CODES.get(primary, primary)
    return _TABLE.get(primary) or Language(primary, code, code)
