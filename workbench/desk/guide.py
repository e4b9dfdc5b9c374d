"""The manual: its pages, and what in them is taken from the program itself.

Lives here: `topics`, `page`, `document`. A page is Markdown in `data/guide/<language>/`; a line such as
`<!-- editor -->` in it stands for what the program knows best: its verbs with their keys, its checks, its
commands with their options. Takes a topic, gives Markdown, or all of them as one HTML page.
May import: config, errors, wording, checks, exchange, language; `commands` of this room.
Apart from the doors because the command line prints it, the screen shows it and tests run what stands in it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType

from workbench.config import shipped
from workbench.errors import UsageError, printable
from workbench.wording import _

Filler = Callable[[str], str]
"""Takes what stands behind the name, gives Markdown."""
_PLACE = re.compile(r"^<!-- (\w+) ?([\w-]*) -->$", re.M)
_NONE: Mapping[str, Filler] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Topic:
    """A page of the manual."""

    name: str
    """What it is called on the command line, the same in every language."""
    title: str
    about: str
    """Its first sentence."""
    path: Path


def languages() -> tuple[str, ...]:
    """Languages in which the manual is written."""
    return tuple(sorted(folder.name for folder in shipped("guide").iterdir() if folder.is_dir()))


@cache
def topics(language: str) -> tuple[Topic, ...]:
    """The pages in reading order; in English where the manual does not speak `language`."""
    folder = shipped("guide", language if language in languages() else "en")
    return tuple(_topic(path) for path in sorted(folder.glob("*.md")))


def _topic(path: Path) -> Topic:
    head, _gap, rest = path.read_text("utf-8").partition("\n\n")
    about = " ".join(rest.partition("\n\n")[0].split("\n"))
    return Topic(path.stem.partition("-")[2], head.lstrip("# "), about, path)


def topic(name: str, language: str) -> Topic:
    """The page of this name, or of this number from 1. Raises UsageError with the nearest."""
    known = {each.name: each for each in topics(language)}
    if name.isdecimal() and 0 < int(name) <= len(known):
        return list(known.values())[int(name) - 1]
    if name in known:
        return known[name]
    from difflib import get_close_matches

    near = get_close_matches(name, known, 1)
    raise UsageError(
        _("the guide has no page {name}").format(name=name),
        hint=_("did you mean {near}?").format(near=near[0])
        if near
        else _("known: {names}").format(names=", ".join(known)),
    )


def page(name: str, language: str, fillers: Mapping[str, Filler] = _NONE) -> str:
    """A page as Markdown, complete. `fillers` add to what this room can say itself."""
    found = topic(name, language)
    every = {"editor": _editor, "checks": _checks, "states": _states, **fillers}

    def filled(place: re.Match[str]) -> str:
        filler = every.get(place[1])
        return filler(place[2]) if filler else ""

    return _PLACE.sub(filled, found.path.read_text("utf-8"))


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", "<br>") or "–"


def table(rows: Sequence[Sequence[str]]) -> str:
    """Rows, the first of them the head, as a Markdown table."""
    head, *body = [[_cell(cell) for cell in row] for row in rows]
    lines = [head, ["---"] * len(head), *body]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def _editor(_rest: str) -> str:
    """Every verb of the editor by group: key, what it is called, what it does."""
    from workbench.desk.commands import COMMANDS
    from workbench.desk.commands.command import Verb, group_title, spelled

    groups: dict[str, list[Sequence[str]]] = {}
    for command in COMMANDS:
        word = f"`:{command.word}`" if isinstance(command, Verb) and command.word else ""
        keys = " ".join(f"`{spelled(key).replace('^', 'Ctrl+')}`" for key in command.keys)
        row = (keys, _(command.title), _(command.help), word, f"`{command.id}`")
        groups.setdefault(command.group, []).append(row)
    head = (_("key"), _("verb"), _("what it does"), _("line mode"), _("in settings"))
    return "\n\n".join(
        f"### {group_title(group)}\n\n{table([head, *rows])}" for group, rows in groups.items()
    )


def _checks(_rest: str) -> str:
    """Every check by family, with a bad and a good example."""
    from workbench.checks import registry

    families: dict[str, list[str]] = {}
    for check in registry().values():
        where = ", ".join(check.languages) or _("all")
        lines = [
            f"#### `{check.id}`",
            f"{_(check.title())} {_(check.about())}".strip(),
            f"{_(check.severity.value)} · {_('languages')}: {where}",
        ]
        if check.bad.target:
            rows = [("", _("source"), _("target"))]
            rows += [("✗", *_shown(check.bad)), ("✓", *_shown(check.good))]
            lines.append(table(rows))
        families.setdefault(check.family, []).append("\n\n".join(lines))
    return "\n\n".join(
        f"### {_(family)}\n\n" + "\n\n".join(texts) for family, texts in families.items()
    )


def _states(_rest: str) -> str:
    """What states of XLIFF files mean here, and what is written for ours."""
    from workbench.exchange.xliff.dialects import state_table

    head = (_("dialect"), _("place"), _("value"), _("means"), _("written for"))
    rows = [
        (row.dialect, row.place, f"`{row.value}`", row.means, ", ".join(row.written))
        for row in state_table()
    ]
    return table([head, *rows])


def _shown(pair: tuple[str, str]) -> tuple[str, str]:
    """Both sides as code, so that markup in them is seen and not obeyed."""
    source, target = ("`` " + printable(text) + " ``" if text else "" for text in pair)
    return source, target


def document(language: str, fillers: Mapping[str, Filler] = _NONE) -> str:
    """The whole manual as one HTML page that needs nothing else."""
    from html import escape

    from markdown_it import MarkdownIt

    made = MarkdownIt("commonmark", {"html": False}).enable("table")
    parts = [(each, page(each.name, language, fillers)) for each in topics(language)]
    entries = "".join(f'<li><a href="#{t.name}">{escape(t.title)}</a></li>' for t, _text in parts)
    bodies = "".join(
        f'<section id="{t.name}">{made.render(_linked(text))}</section>' for t, text in parts
    )
    style = shipped("guide", "guide.css").read_text("utf-8")
    title = _("Translation & Glossary Workbench: the guide")
    return (
        f'<!doctype html>\n<html lang="{escape(language)}"><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width">'
        f"<title>{escape(title)}</title><style>{style}</style>"
        f"<nav><ol>{entries}</ol></nav><main>{bodies}</main></html>\n"
    )


def _linked(text: str) -> str:
    """Links between pages (`03-glossary.md`) as links within the one."""
    return re.sub(r"\]\(\d\d-([\w-]+)\.md\)", r"](#\1)", text)
