"""What the user has settled: `workbench.toml`, the environment, the usual folders.

Lives here: the only reader of environment variables and of `workbench.toml`; where shipped data
lies. Takes a folder to look in, gives a frozen Config.
May import: errors, the standard library; platformdirs when a user folder is asked for.
On floor 0 because every room may be handed a Config and none should go and look for itself.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from types import MappingProxyType

from workbench.errors import UsageError

FILE_NAME = "workbench.toml"
_EMPTY: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Config:
    """Everything that may be settled once. Paths are absolute."""

    source: str = "en"
    """Language of the articles."""
    target: str = "ja"
    """Language of the catalogs."""
    locales: Path = Path("locales")
    """Where catalogs are written."""
    glossary: tuple[Path, ...] = ()
    """Termbase files or folders, the first wins, `shipped` is what ships; empty = `./glossary` if
    there is one, and what ships below it."""
    register: str = ""
    """Which renderings are preferred where terms say so: `law` or `news`; empty = as listed."""
    engine: tuple[str, ...] = ()
    """Engines, the first choice first: `argos`, `ollama:MODEL`, `chat:MODEL@ADDRESS`, `process:COMMAND`,
    `ct2:NAME`; empty = argos. What one cannot do, the next is asked."""
    package: Path | None = None
    """An .argosmodel file or unpacked folder to use before any installed one."""
    memory: Path | None = None
    """Folder of the translation memories; None = the user's data folder."""
    main: bool | None = None
    """Whether what stands around the main text of a page (navigation, footer, adverts) is left out;
    None: as the catalog was made, else no."""
    attributes: bool | None = None
    """Whether texts of attributes and front matter are units; None: as the catalog was made, else those
    of images and tooltips."""
    baseline: Path | None = None
    """Findings already accepted."""
    checks_off: tuple[str, ...] = ()
    """Check ids or families switched off."""
    severities: Mapping[str, str] = field(default_factory=lambda: _EMPTY)
    """Check id → `error`, `warning` or `note`."""
    segmenters: Mapping[str, str] = field(default_factory=lambda: _EMPTY)
    """Language → segmenter name, where the default is not wanted."""
    sentence_exceptions: tuple[Path, ...] = ()
    """Files of abbreviations and names whose mark ends no sentence, beside the shipped ones."""
    house_style: tuple[Path, ...] = ()
    """Lists of words as the house writes them, then as it does not."""
    keys: Mapping[str, str] = field(default_factory=lambda: _EMPTY)
    """Command id → key."""
    theme: str = ""
    """Name of the editor's theme; empty = by terminal."""
    pane: str = ""
    """The editor's pane that leads when it opens: `terms`, `findings`, `memory` or `history`."""
    interface: str = ""
    """Language of the program itself; empty = by locale."""
    draft_floor: float | None = None
    """Risk, 0 to 1, above which pretranslation leaves a unit empty; 1 keeps every draft. None: as the
    package was fitted."""
    type_ahead: bool = True
    """Whether the editor offers how a sentence could go on."""
    completion: bool = True
    """Whether terms, names and figures are offered while a word is typed."""
    confirm_errors: bool = False
    """Whether a unit with an error is confirmed without a warning first."""
    author: str = ""
    """Name written into memories and catalog headers."""
    path: Path | None = None
    """The file these were read from."""


def load_config(folder: Path | None = None, *, file: Path | None = None) -> Config:
    """Read `workbench.toml` from `file`, or from `folder` and its parents; defaults if none.

    Relative paths in it are relative to it. Raises UsageError with file and key for an unknown or
    mistyped setting, naming the nearest known one.
    """
    folder = (folder or Path.cwd()).absolute()
    path = file.absolute() if file else _nearest(folder)
    if path is None:
        return Config(locales=folder / "locales")
    try:
        return read_config(path.read_bytes().decode("utf-8-sig"), path)
    except OSError as error:
        raise UsageError("cannot be read: " + (error.strerror or "?"), where=str(path)) from error
    except UnicodeDecodeError as error:
        where = f"{path}:{error.object[: error.start].count(10) + 1}"
        raise UsageError("is not valid TOML: it is not UTF-8", where=where) from error


def read_config(text: str, path: Path) -> Config:
    """The settings of a file's text; relative paths in it are relative to `path`. Raises UsageError."""
    import tomllib

    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        where = f"{path}:{_line(str(error), text)}"
        raise UsageError(f"is not valid TOML: {error}", where=where) from error
    return _settled(table, path, text)


def _line(said: str, text: str) -> int:
    """The line that a parser complains of, from 1; the last one where it met the end of the file."""
    import re

    found = re.search(r"at line (\d+)", said)
    return int(found[1]) if found else max(1, len(text.splitlines()))


def _nearest(folder: Path) -> Path | None:
    for place in (folder, *folder.parents):
        if (place / FILE_NAME).is_file():
            return place / FILE_NAME
    return None


REGISTERS = ("law", "news")
THEMES = ("workbench-dark", "workbench-light", "workbench-16", "workbench-plain")
"""Those of ours; one may also name one of Textual's."""
PANES = ("terms", "findings", "memory", "history")
_CHOICES = {
    "register": REGISTERS, "severities": ("error", "warning", "note"), "pane": ("", *PANES),
}  # fmt: skip
"""Setting → what it, or each value in it, may say."""


def _place(path: Path, text: str, key: str) -> str:
    """`file:line` of a setting."""
    import re

    found = re.search(rf"^[ \t]*\[?[ \t]*[\"']?{re.escape(key)}[\"']?[ \t]*[]=.]", text, re.M)
    return f"{path}:{text.count(chr(10), 0, found.start()) + 1}" if found else str(path)


def _settled(table: dict[str, object], path: Path, text: str) -> Config:
    known = {f.name: str(f.type) for f in fields(Config) if f.name != "path"}
    values: dict[str, object] = {"locales": path.parent / "locales", "path": path}
    for key, value in table.items():
        name = key.replace("-", "_")
        if name not in known:
            from difflib import get_close_matches

            near = get_close_matches(name, known, 1)
            hint = f"did you mean `{near[0]}`?" if near else "known: " + ", ".join(sorted(known))
            raise UsageError(f"unknown setting `{key}`", where=_place(path, text, key), hint=hint)
        values[name] = _typed(known[name], key, value, path, _place(path, text, key))
        told = list(value.items()) if isinstance(value, dict) else [(key, value)]
        for part, said in told if name in _CHOICES else ():
            if said not in _CHOICES[name]:
                raise UsageError(
                    f"`{part}` should be one of {', '.join(_CHOICES[name])}, not {said!r}",
                    where=_place(path, text, part),
                )
    return Config(**values)  # type: ignore[arg-type]


def _typed(kind: str, key: str, value: object, path: Path, where: str) -> object:
    """`value` as the setting's type: str, bool, a path, a list of paths or words, or a table."""
    base = path.parent
    if kind.startswith("bool") and isinstance(value, bool):
        return value
    if kind.startswith("float") and isinstance(value, int | float) and not isinstance(value, bool):
        if 0 <= value <= 1:
            return float(value)
        raise UsageError(f"`{key}` should be from 0 to 1, not {value!r}", where=where)
    if kind == "str" and isinstance(value, str):
        return value
    if kind.startswith("Path") and isinstance(value, str):
        return base / Path(value).expanduser()
    if kind.startswith("tuple"):
        words = [value] if isinstance(value, str) else value
        if isinstance(words, list) and all(isinstance(word, str) for word in words):
            as_path = kind.startswith("tuple[Path")
            return tuple(base / Path(w).expanduser() if as_path else w for w in words)
    if kind.startswith("Mapping") and isinstance(value, dict):
        return MappingProxyType({str(k): str(v) for k, v in value.items()})
    wanted = kind.split("[")[0].replace("Mapping", "a table").replace("tuple", "a list")
    wanted = wanted.replace("float | None", "a number from 0 to 1")
    raise UsageError(f"`{key}` should be {wanted.lower()}, not {value!r}", where=where)


def shipped(*parts: str) -> Path:
    """A file or folder that ships with the workbench (`glossary`, `locales`, `data/...`).

    In a wheel the glossary and the catalogs lie inside the package; in a checkout beside it.
    """
    inside = Path(__file__).resolve().parent / "data"
    place = inside.joinpath(*parts)
    if place.exists() or parts[0] not in {"glossary", "locales"}:
        return place
    return inside.parent.parent.joinpath(*parts)


def user_data() -> Path:
    """The user's own data folder for the workbench (not created here)."""
    if override := os.environ.get("WORKBENCH_DATA"):
        return Path(override).absolute()
    from platformdirs import user_data_path

    return user_data_path("translation-workbench", appauthor=False)


def user_cache() -> Path:
    """Where what can be made again lies (not created here)."""
    if override := os.environ.get("WORKBENCH_DATA"):
        return Path(override).absolute() / "cache"
    from platformdirs import user_cache_path

    return user_cache_path("translation-workbench", appauthor=False)


def environment(name: str, default: str = "") -> str:
    """An environment variable; the one door to them (`NO_COLOR`, `SOURCE_DATE_EPOCH`, `LANG`…)."""
    return os.environ.get(name, default)


def locale_language() -> str:
    """The language of the environment, as POSIX orders the variables; English where none is set."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        code = os.environ.get(name, "").split(".")[0].split("_")[0]
        if code:
            return "en" if code in {"C", "POSIX"} else code
    return "en"
