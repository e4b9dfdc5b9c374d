"""The header entry of a catalog.

Lives here: its first form and the two fields that move when content moved.
May import: config (the clock of SOURCE_DATE_EPOCH), language, the package version.
Apart from `po` because dates and names in headers are what makes diffs noisy: one place, one rule.
"""

from __future__ import annotations

import re
import time

from workbench import __version__
from workbench.catalog.catalog import Catalog
from workbench.config import environment
from workbench.language import info

_DATE = re.compile(r'^"PO-Revision-Date: [^"\\]*\\n"$', re.M)
_FIELD = re.compile(r'^"([\w-]+): ?([^\n]*?)\\n"$', re.M)
_GENERATOR = re.compile(r'^"X-Generator: [^"\\]*\\n"$', re.M)


def now() -> str:
    """The time as gettext writes it; SOURCE_DATE_EPOCH is honoured."""
    epoch = environment("SOURCE_DATE_EPOCH")
    seconds = float(epoch) if epoch.isdigit() else time.time()
    return time.strftime("%Y-%m-%d %H:%M+0000", time.gmtime(seconds))


def new_header(catalog: Catalog, *, template: bool = False) -> str:
    """The header block of a catalog that is written for the first time."""
    language = info(catalog.target_language)
    date = now()
    fields = {
        "Project-Id-Version": catalog.metadata.get("Project-Id-Version", catalog.name),
        "POT-Creation-Date": catalog.metadata.get("POT-Creation-Date", date),
        "PO-Revision-Date": "YEAR-MO-DA HO:MI+ZONE" if template else date,
        "Last-Translator": "" if template else catalog.metadata.get("Last-Translator", ""),
        "Language-Team": "",
        "Language": "" if template else catalog.target_language,
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        **({} if template else {"Plural-Forms": language.plurals}),
        "X-Source-Language": catalog.source_language,
        "X-Generator": f"translation-workbench {__version__}",
    }
    lines = [f'"{name}: {_escaped(value)}\\n"' for name, value in fields.items()]
    return "\n".join([*(["#, fuzzy"] if template else []), 'msgid ""', 'msgstr ""', *lines])


def fields(header: str) -> dict[str, str]:
    """The fields of a header block, in order."""
    return {name: _unescaped(value) for name, value in _FIELD.findall(header)}


def _unescaped(value: str) -> str:
    return value.replace('\\"', '"').replace("\\\\", "\\")


def _escaped(value: str) -> str:
    return value.replace("\\", "\\\\").replace('"', '\\"').replace("\n", " ")


def touched(header: str) -> str:
    """The header block with the revision date and generator of this moment."""
    header = _DATE.sub(lambda _: f'"PO-Revision-Date: {now()}\\n"', header)
    return _GENERATOR.sub(
        lambda _: f'"X-Generator: translation-workbench {__version__}\\n"', header
    )
