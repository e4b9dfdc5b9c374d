"""The words of the program in the user's language.

Lives here: `_`, through which every sentence a person may read passes, and `speak`, which chooses
the language. Takes English, gives the interface language's wording from `locales/`.
May import: the standard library, config (lazily, for the place of the catalogs).
On floor 0 because every room words its messages. gettext is loaded on the first real translation.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

_translate: Callable[[str], str] | None = None
_language = "en"


def speak(language: str, folder: Path) -> bool:
    """Word everything in `language` from now on; False where `folder` holds no such catalog.

    `folder` is a gettext locale folder (`<language>/LC_MESSAGES/workbench.mo` below it).
    """
    global _translate, _language
    if language == "en":
        _translate, _language = None, "en"
        return True
    import gettext

    found = gettext.find("workbench", str(folder), [language])
    if not found:
        return False
    with Path(found).open("rb") as file:
        _translate, _language = gettext.GNUTranslations(file).gettext, language
    return True


def spoken() -> str:
    """The interface language in use, a BCP 47 code."""
    return _language


def _(text: str) -> str:
    """`text` in the interface language; English where no translation is loaded."""
    return text if _translate is None or not text else _translate(text)
