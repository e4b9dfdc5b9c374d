"""Engines that the user added: folders of converted models, each under a name.

Lives here: Added, `add`, `added`, `take_away` and `load_added`, which is the engine `ct2:NAME`. Takes a folder, keeps a
small JSON file about it in `engines/added` of the data folder; the model stays where it is.
May import: config, errors, wording and the modules of this room.
Apart from `converted` because that one looks at folders and this one remembers them.
"""

from __future__ import annotations

import json
import re
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from workbench.config import user_data
from workbench.drafting.converted import Folder, Layout, converted, layout_of, recognised
from workbench.drafting.engine import Engine
from workbench.errors import EngineError, PackageError, UsageError
from workbench.wording import _

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")
_LICENCE = re.compile(r"^license:[ \t]*[\"']?([A-Za-z0-9.+_-]{2,40})", re.M)
_CARD_LIMIT = 1024**2
_PROBE = ("en", "ja")


@dataclass(frozen=True)
class Added:
    """An engine's manifest: what it is, where it lies, what may be done with it."""

    name: str
    folder: Path
    layout: Layout
    licence: str = ""
    """As its card says; empty where nobody does."""

    @property
    def called(self) -> str:
        """What `--engine` takes."""
        return f"ct2:{self.name}"

    @property
    def pairs(self) -> str:
        """`en_ja`, or `*` for a model that is told the pair."""
        one, other = self.layout.source, self.layout.target
        return f"{one}_{other}" if one and other else "*"

    @property
    def commercial(self) -> bool | None:
        """Whether commercial use is allowed; None where nobody says."""
        if not self.licence:
            return None
        return not re.search(r"(?:^|[-_])nc(?:$|[-_])|non-?commercial", self.licence.lower())

    @property
    def size(self) -> int:
        """Bytes on disk."""
        files = self.folder.glob("*") if self.folder.is_dir() else ()
        return sum(file.stat().st_size for file in files if file.is_file())

    understands = ("terms", "prefix", "n-best", "scores")
    """What this family can be told and tells: terms are asked for by forced beginnings and by trying."""


def add(
    folder: Path,
    *,
    name: str = "",
    layout: Layout | None = None,
    licence: str = "",
    replace: bool = False,
) -> Added:
    """Recognise a folder, prove that it translates and remember it. Raises PackageError: it is no converted
    model or does not run; UsageError: the name is none or, without `replace`, another folder's, or the pair is
    not known."""
    found = recognised(folder.resolve(), layout)
    called = name or re.sub(r"[^A-Za-z0-9._-]+", "-", found.path.name).strip("-.")
    if not _NAME.fullmatch(called):
        raise UsageError(
            _("{name} is no name for an engine").format(name=repr(called)),
            hint=_("--name NAME: letters, digits, points and dashes"),
        )
    held = next((one for one in added() if one.name == called), None)
    if held and held.folder != found.path and not replace:
        raise UsageError(
            _("{name} is the engine of {path}").format(name=held.called, path=held.folder),
            hint=_("--name OTHER, or --force to replace it"),
        )
    if not found.multilingual and not (found.layout.source and found.layout.target):
        raise UsageError(
            _("nothing in the folder says which languages it translates"),
            hint=_("say it: --from en --to ja"),
        )
    _proved(found)
    one = Added(called, found.path, found.layout, licence or _licence(found))
    place = _place(called)
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        table = {"folder": str(one.folder), "licence": one.licence, **asdict(one.layout)}
        place.write_text(json.dumps(table, ensure_ascii=False, indent=1) + "\n", "utf-8")
    except OSError as error:
        raise PackageError(error.strerror or "?", where=str(place)) from error
    return one


def added() -> list[Added]:
    """Those that were added, by name; files that cannot be read are left out."""
    folder = _place("x").parent
    found = [_read(place) for place in sorted(folder.glob("*.json"))] if folder.is_dir() else []
    return [one for one in found if one]


def take_away(name: str) -> Added | None:
    """Forget an engine; its folder stays. None where there is none of this name."""
    name = name.removeprefix("ct2:")
    one = next((one for one in added() if one.name == name), None)
    if one:
        _place(one.name).unlink(missing_ok=True)
    return one


def load_added(
    source: str, target: str, package: Path | None, threads: int | None, what: str = ""
) -> Engine:
    """`ct2:NAME`, or `ct2:PATH/OF/FOLDER`. Raises EngineError (nothing of this name), PackageError."""
    for one in added():
        if one.name == what:
            return converted(
                source, target, recognised(one.folder, one.layout), threads, version=one.name
            )
    if Path(what).name != what and Path(what).is_dir():  # a path, and no name that was forgotten
        return converted(source, target, recognised(Path(what)), threads)
    raise EngineError(
        _("there is no engine {name}").format(name=f"ct2:{what}"),
        hint=_("`workbench engine add FOLDER` adds one; added: {names}").format(
            names=", ".join(one.called for one in added()) or "-"
        ),
    )


def _proved(folder: Folder) -> None:
    """A sentence goes through it. Raises PackageError."""
    pair = folder.layout.source or _PROBE[0], folder.layout.target or _PROBE[1]
    try:
        converted(*pair, folder, threads=1).translate(["a"])
    except EngineError as error:
        raise PackageError(
            _("refused: {reason}").format(reason=error), where=str(folder.path)
        ) from error


def _licence(folder: Folder) -> str:
    for name in ("README.md", "CARD.md"):
        try:
            with (folder.path / name).open("rb") as file:
                head = file.read(_CARD_LIMIT).decode("utf-8", "replace")
        except OSError:
            continue
        if found := _LICENCE.search(head):
            return found[1]
    return "cc-by-nc-4.0" if folder.layout.family == "nllb" else ""


def _place(name: str) -> Path:
    return user_data() / "engines" / "added" / f"{name}.json"


def _read(place: Path) -> Added | None:
    try:
        table: Any = json.loads(place.read_text("utf-8"))
    except (OSError, ValueError, RecursionError):
        return None
    if not isinstance(table, dict) or not isinstance(table.get("folder"), str):
        return None
    licence = table.get("licence")
    return Added(
        place.stem, Path(table["folder"]), layout_of(table), licence if isinstance(licence, str) else ""
    )  # fmt: skip
