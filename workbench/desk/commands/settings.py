"""The settings, as a command.

Lives here: what of `workbench.toml` can be changed while one works. May import: checks, config, wording and `change`,
`command`, `desk`, `settings`, `session` of this room.
Apart from `view` because what is settled here stays so.
"""

from __future__ import annotations

from collections.abc import Generator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, TypeAlias

from workbench.config import PANES, REGISTERS, THEMES, Config
from workbench.desk.change import Outcome
from workbench.desk.commands.command import Command, Dialogue, Line, Offer, Pick, Verb, spelled
from workbench.desk.desk import Desk
from workbench.desk.session import Session
from workbench.desk.settings import file_of, settle
from workbench.wording import _

Asking: TypeAlias = Generator[Line | Pick, Any, Config | None]
"""A question about one setting; the answer as a Config, or None where all stays."""


@dataclass(frozen=True, slots=True)
class _Choice:
    """A setting with few values: value → what it is called, in English."""

    key: str
    title: str
    values: Mapping[Any, str]

    def now(self, config: Config) -> object:
        """Its present value."""
        return getattr(config, self.key.replace("-", "_"))

    def said(self, config: Config) -> str:
        """Its present value in words."""
        return _(self.values.get(self.now(config), str(self.now(config))))

    def asked(self, config: Config) -> Asking:
        """Choose a value."""
        values = list(self.values)
        offers = [Offer(_(self.values[value]), _now(value == self.now(config))) for value in values]
        taken = yield Pick(_(self.title), offers)
        if taken is None:
            return None
        value = values[offers.index(taken)]
        return settle(config, self.key, None if value == "" else value)


_YES = MappingProxyType({True: "yes", False: "no"})
_CHOICES: Sequence[_Choice] = (
    _Choice("theme", "Theme", {"": "by terminal", **{name: name for name in THEMES}}),
    _Choice("pane", "The pane that leads", {"": "terms", **{n: n for n in PANES if n != "terms"}}),
    _Choice("register", "Which form of a term is preferred", {"": "as listed", **{n: n for n in REGISTERS}}),
    _Choice("completion", "Offer terms, names and figures while a word is typed", _YES),
    _Choice("type-ahead", "Offer how a sentence could go on", _YES),
    _Choice("confirm-errors", "Confirm a unit with an error without a warning", _YES),
)  # fmt: skip


def sentences() -> list[str]:
    """What this module says by tables."""
    return [c.title for c in _CHOICES] + [said for c in _CHOICES for said in c.values.values()]


def _now(so: bool) -> str:
    return _("as it is now") if so else ""


class Settings(Verb):
    """Settings.

    Theme, panes, offers, checks, keys: choose one, then its value; it is written to workbench.toml and holds
    at once, keys from the next opening on."""

    id, standard, group, word, changes = "settings", ("alt+apostrophe",), "view", "set", False

    def run(self, session: Session, desk: Desk) -> Dialogue:
        """List them, ask for one, write it, and list them again until none is wanted."""
        settled: list[str] = []
        while True:
            offers = [Offer(f"{_(c.title)}: {c.said(desk.config)}") for c in _CHOICES]
            offers += [Offer(f"{_('Checks')}: {_checks_said(desk.config)}")]
            offers += [Offer(f"{_('Keys')}: {_keys_said(desk.config)}")]
            taken = yield Pick(_("Settings") + " · " + str(file_of(desk.config)), offers)
            if taken is None:
                break
            number = offers.index(taken)
            asked = [*(c.asked for c in _CHOICES), _check_asked, _key_asked][number]
            config = yield from asked(desk.config)
            if config is not None:
                desk.settle(config)
                settled.append(taken.text.partition(":")[0])
        if not settled:
            return Outcome()
        said = _("settled: {what}; written to {path}")
        return Outcome(
            notice=said.format(
                what=", ".join(dict.fromkeys(settled)), path=file_of(desk.config).name
            )
        )


def _checks_said(config: Config) -> str:
    return _("{count} switched off").format(count=len(config.checks_off))


def _keys_said(config: Config) -> str:
    return _("{count} of your own").format(count=len(config.keys))


def _check_asked(config: Config) -> Asking:
    """Choose a check, then how grave it is, or none."""
    from workbench.checks import registry

    known = registry()
    ids = list(known)
    graver = {"error": _("error"), "warning": _("warning"), "note": _("note")}

    def said(check: str) -> str:
        if check in config.checks_off or check.split(".")[0] in config.checks_off:
            return _("off")
        return graver.get(config.severities.get(check, ""), "")

    offers = [
        Offer(check, " · ".join(filter(None, (said(check), _(known[check].title())))))
        for check in ids
    ]
    taken = yield Pick(_("Checks"), offers)
    if taken is None:
        return None
    check = taken.text
    values = {"": _("as the check says"), **graver, "off": _("off")}
    levels = [Offer(name, _now(name == said(check))) for name in values.values()]
    level = yield Pick(check, levels)
    if level is None:
        return None
    value = list(values)[levels.index(level)]
    off = [name for name in config.checks_off if name != check]
    family = check.split(".")[0]
    if value != "off" and family in off:  # the others of the family stay off
        off.remove(family)
        off += [other for other in ids if other.startswith(family + ".") and other != check]
    if value == "off" and family not in off:
        off.append(check)
    if tuple(off) != config.checks_off:
        config = settle(config, "checks-off", off or None)
    own = config.severities.get(check, "")
    if value in graver or (own and value == ""):
        config = settle(config, "severities", value or None, part=check)
    return config


def _key_asked(config: Config) -> Asking:
    """Choose a verb, then press its key by name."""
    from workbench.desk.commands import commands

    known: Sequence[Command] = commands(config.keys)
    offers = [
        Offer(f"{_(c.title)}  {' '.join(spelled(key) for key in c.keys)}", c.id) for c in known
    ]
    taken = yield Pick(_("Keys"), offers)
    if taken is None:
        return None
    command = known[offers.index(taken)]
    label = _("Key for {command}, such as f12 or alt+g; empty: as it was meant")
    own = config.keys.get(command.id, "")
    key = yield Line(label.format(command=_(command.title)), own)
    key = key.strip().lower()
    if key == own:
        return None
    commands(
        {
            **{k: v for k, v in config.keys.items() if k != command.id},
            **({command.id: key} if key else {}),
        }
    )
    return settle(config, "keys", key or None, part=command.id)


COMMANDS: tuple[type[Command], ...] = (Settings,)
