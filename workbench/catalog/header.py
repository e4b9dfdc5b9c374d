"""The header entry of a catalog.

Lives here: its fields, its first form, the two that move when content moved, and the language they or
the file's place name.
May import: config (the clock of SOURCE_DATE_EPOCH, the language that is settled), errors, language, wording, the package
version and `catalog`, `strings`, `syntax` of this room.
Apart from `files` because dates and names in headers are what makes diffs noisy: one place, one rule.
"""

from __future__ import annotations

import re
import time
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

from workbench import __version__
from workbench.catalog.catalog import Catalog
from workbench.catalog.strings import quoted
from workbench.catalog.syntax import Entry, read_entries
from workbench.config import environment, load_config
from workbench.errors import CatalogError
from workbench.language import CODES, info, with_script
from workbench.wording import _

_CODE = re.compile(r"([A-Za-z]{2,3})(?:[-_@.][\w.@-]*)?")
_LAST = re.compile(
    r"(?:\.([a-z]{2,3}(?:[_-]\w+)?)|[_-]([a-z]{2,3}_[A-Z]{2})|-(ar|de|en|es|fr|ja|ko|nl|pl|pt|ru|sv|th|tr|uk|vi|zh))$"
)
"""`guide.ja`, `guide-pt_BR`, `guide-ja`; the last only where it is no English word, as in `how-to`."""


BOUND = "X-Bilingual-"
"""How fields begin that name the file a catalog is written back to."""
EXTRACTED = "X-Extracted"
"""The field that remembers which parts of a page are units: `main`, `attributes`, `no-attributes`, `all`."""
CARRIED = (BOUND, EXTRACTED)
"""Fields that a catalog's own metadata say anew when it is written."""


def now() -> str:
    """The time as gettext writes it; SOURCE_DATE_EPOCH is honoured."""
    return time.strftime("%Y-%m-%d %H:%M+0000", _clock())


def minute() -> str:
    """The time as reviews write it, `2026-12-01T09:30Z`; SOURCE_DATE_EPOCH is honoured."""
    return time.strftime("%Y-%m-%dT%H:%MZ", _clock())


def _clock() -> time.struct_time:
    epoch = environment("SOURCE_DATE_EPOCH")
    return time.gmtime(float(epoch) if epoch.isdigit() else time.time())


def new_header(
    catalog: Catalog, newline: str = "\n", charset: str = "utf-8", *, template: bool = False
) -> Entry:
    """The header of a catalog that has none yet."""
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
        "Content-Type": f"text/plain; charset={charset.upper()}",
        "Content-Transfer-Encoding": "8bit",
        **({} if template else {"Plural-Forms": language.plurals}),
        "X-Source-Language": catalog.source_language,
        "X-Generator": f"translation-workbench {__version__}",
        **(
            {} if template else {n: v for n, v in catalog.metadata.items() if n.startswith(CARRIED)}
        ),
    }
    text = "".join(f"{name}: {_one_line(value)}\n" for name, value in fields.items())
    lines = [*(["#, fuzzy"] if template else []), 'msgid ""', "msgstr " + quoted(text, newline), ""]
    ((entry,), _tail) = read_entries(newline.join(lines), charset)
    return entry


def _one_line(value: str) -> str:
    """A value as a header can hold it: on one line, in characters."""
    return " ".join(value.encode("utf-8", "replace").decode().split("\n"))


def fields(text: str) -> dict[str, str]:
    """The fields of a header's text, in order."""
    found: dict[str, str] = {}
    for line in text.split("\n"):
        name, colon, value = line.partition(":")
        if colon and name.strip():
            found[name.strip()] = value.strip()
    return found


def touched(entry: Entry, bound: Mapping[str, str] = MappingProxyType({})) -> Entry:
    """The header with the revision date and generator of this moment, where it has these fields, and
    with what the catalog says of files and pages now."""
    lines = entry.targets[0].split("\n")
    if bound:
        there = {line.partition(":")[0] for line in lines}
        lines = [
            f"{name}: {_one_line(bound[name])}"
            if (name := line.partition(":")[0]) in bound
            else line
            for line in lines
        ]
        new = [f"{name}: {_one_line(v)}" for name, v in bound.items() if name not in there]
        lines[len(lines) - (not lines[-1]) : len(lines) - (not lines[-1])] = new
    for place, line in enumerate(lines):
        if line.startswith("PO-Revision-Date:"):
            lines[place] = f"PO-Revision-Date: {now()}"
        elif line.startswith("X-Generator:"):
            lines[place] = f"X-Generator: translation-workbench {__version__}"
    return entry.with_target_lines("\n".join(lines))


def language_of(metadata: Mapping[str, str], path: Path) -> str:
    """The language of a catalog: what its header names by code or in English, else what the file's
    place does (`ja.po`, `guide.ja.po`, `ja/LC_MESSAGES/…`, `ja/…`), else what `workbench.toml` says;
    empty where nobody knows."""
    said = metadata.get("Language", "").strip()
    if match := _CODE.fullmatch(said):
        return with_script(match[0])
    for name in (said, metadata.get("X-Poedit-Language", "").strip()):
        if name and (code := _named(name)):
            return code
    return _placed(path) or _settled(path)


def no_language(catalog: Catalog) -> CatalogError | None:
    """What to say of a catalog of which nobody knows the language; None where it is known."""
    if catalog.target_language:
        return None
    return CatalogError(
        _("names no language: what depends on one is neither checked nor drafted"),
        where=str(catalog.path or catalog.name),
        hint=_(
            "write `Language: ja` into its header, name the file ja.po, or set `target` in workbench.toml"
        ),
    )


def _named(name: str) -> str:
    from workbench.language import by_name

    return by_name(re.split(r"[^\w\s]", name)[0].strip())


def _placed(path: Path) -> str:
    """The language that a file's name or its folders' names say."""
    parts = path.absolute().parts
    if len(parts) > 2 and parts[-2] == "LC_MESSAGES" and (match := _CODE.fullmatch(parts[-3])):
        return with_script(match[0])
    last = _LAST.search(path.stem)
    for name in (path.stem, last[last.lastindex or 0] if last else "", *parts[-2:-1]):
        match = _CODE.fullmatch(name)
        if match and match[1] in CODES:
            return with_script(match[0])
    return ""


def _settled(path: Path) -> str:
    """What a `workbench.toml` near the file, or where we stand, says."""
    for folder in (path.absolute().parent, None):
        config = load_config(folder)
        if config.path is not None:
            return with_script(config.target)
    return ""
