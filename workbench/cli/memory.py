"""`workbench memory`: the translation memory, from the shell.

Lives here: import, export, add, search, stats, delete. May import: catalog, config, desk, errors,
exchange, memory, wording and `output`, `options` of this room.
Apart from `glossary` because a memory holds sentences and a termbase concepts.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from workbench.cli import output
from workbench.cli.options import add_force, add_format, add_pair
from workbench.config import Config
from workbench.errors import UsageError, printable
from workbench.wording import _

if TYPE_CHECKING:
    from workbench.memory import Memory, MemoryEntry

ACTIONS = ("add", "import", "export", "search", "match", "stats", "delete")


def options(made: argparse.ArgumentParser, name: str) -> None:
    """ACTION WHAT…"""
    made.add_argument("action", choices=ACTIONS)
    made.add_argument("what", nargs="*", metavar="WHAT",
                      help=_("catalogs to add, a TMX file, words to search, numbers to delete"))  # fmt: skip
    made.add_argument("-o", "--output", type=Path, metavar="FILE", help=_("the file to write"))
    add_force(made)
    made.add_argument("--memory", type=Path, metavar="DIR", help=_("where memories are kept"))
    made.add_argument("--shipped", metavar="PAIR",
                      help=_("import: the memory to start with that ships, such as en-ja"))  # fmt: skip
    made.add_argument("--side", choices=["source", "target", "both"], default="both")
    made.add_argument("--mode", choices=["text", "lemma", "regex"], default="text")
    made.add_argument("--limit", type=int, default=20, metavar="N", help=_("how many at most"))
    made.add_argument("--minimum", type=int, default=70, metavar="PERCENT",
                      help=_("the lowest match rate"))  # fmt: skip
    add_pair(made)
    add_format(made)


def run(arguments: argparse.Namespace, config: Config, name: str) -> int:
    """Do one action."""
    actions = {"add": _add, "import": _import, "export": _export, "search": _search,
               "match": _match, "stats": _stats, "delete": _delete}  # fmt: skip
    return actions[arguments.action](arguments, config)


def _opened(config: Config, *, readonly: bool) -> Memory:
    from workbench.desk.matches import memory_path
    from workbench.memory import Memory

    path = memory_path(config, config.source, config.target)
    return Memory(path, config.source, config.target, readonly=readonly)


def _add(arguments: argparse.Namespace, config: Config) -> int:
    from workbench.catalog import read_po
    from workbench.desk.matches import open_memory, remember
    from workbench.desk.paths import catalogs

    for path in catalogs([Path(word) for word in arguments.what] or [config.locales]):
        catalog = read_po(path)
        memory = open_memory(config, catalog.source_language, catalog.target_language)
        assert memory is not None  # only reading gives none
        with memory:
            count = remember(catalog, memory, config=config)
        output.narrate(_("{path}: {count} segments new or changed").format(path=path, count=count))
    return 0


def _one(arguments: argparse.Namespace, what: str) -> str:
    if len(arguments.what) != 1:
        raise UsageError(what, hint=_("see `workbench memory --help`"))
    return str(arguments.what[0])


def _import(arguments: argparse.Namespace, config: Config) -> int:
    from workbench.desk.import_tmx import import_tmx

    if arguments.shipped:
        return _import_shipped(arguments, config)
    path = Path(_one(arguments, _("import reads one file")))
    with _opened(config, readonly=False) as memory, output.progress(_("importing")) as tick:
        report = import_tmx(path, memory, on_progress=tick)
    output.narrate(
        _("{path}: {count} of {all} segments new or changed").format(
            path=path, count=report.changed, all=report.units
        )
        + ("" if not report.resumed else " · " + _("went on after {n}").format(n=report.resumed))
    )
    return 0


def _import_shipped(arguments: argparse.Namespace, config: Config) -> int:
    from dataclasses import replace

    from workbench.desk.starter import import_starter

    if arguments.what:
        raise UsageError(_("a file or the memory that ships, not both"))
    source, _hyphen, target = arguments.shipped.partition("-")
    pair = replace(config, source=source, target=target)
    with _opened(pair, readonly=False) as memory, output.progress(_("importing")) as tick:
        count, changed = import_starter(memory, tick)
    output.narrate(
        _("{count} of {all} segments new or changed").format(count=changed, all=count)
        + " · "
        + _("they count as origin {origin}, 3 points below your own").format(origin="starter")
    )
    return 0


def _export(arguments: argparse.Namespace, config: Config) -> int:
    from workbench.desk.matches import memory_path
    from workbench.desk.outputs import apart, wrote
    from workbench.exchange.tmx import write_tmx

    if arguments.output is None:
        raise UsageError(_("name the file with -o"), hint="workbench memory export -o memory.tmx")
    apart(
        arguments.output, memory_path(config, config.source, config.target), config.path, command="memory export", option="--output", force=arguments.force,
        ours=lambda data: b'creationtool="translation-workbench"' in data[:2000],
    )  # fmt: skip
    with _opened(config, readonly=True) as memory:
        count = write_tmx(
            arguments.output, memory.entries(), memory.source_language, memory.target_language
        )
    wrote(arguments.output, "memory export")
    output.narrate(
        _("{count} segments written to {path}").format(count=count, path=arguments.output)
    )
    return 0


def _search(arguments: argparse.Namespace, config: Config) -> int:
    query = " ".join(arguments.what)
    if not query.strip():
        raise UsageError(_("search for what?"))
    with _opened(config, readonly=True) as memory:
        found = memory.concordance(
            query, side=arguments.side, mode=arguments.mode, limit=arguments.limit
        )
    if arguments.format == "json":
        output.say_json([
            {**_fields(one.entry), "side": one.side, "spans": [list(s) for s in one.spans]}
            for one in found
        ])  # fmt: skip
        return 0
    for one in found:
        texts = {"source": printable(one.entry.source), "target": printable(one.entry.target)}
        shown = texts[one.side]
        if len(shown) == len(getattr(one.entry, one.side)):
            texts[one.side] = _marked(shown, one.spans)
        _say_pair(one.entry, texts["source"], texts["target"])
    output.narrate(_("{count} found").format(count=len(found)))
    return 0 if found else 1


def _marked(text: str, spans: tuple[tuple[int, int], ...]) -> str:
    for start, end in reversed(spans):
        text = text[:start] + output.paint(text[start:end], "term") + text[end:]
    return text


def _match(arguments: argparse.Namespace, config: Config) -> int:
    text = " ".join(arguments.what)
    if not text.strip():
        raise UsageError(_("match what?"))
    with _opened(config, readonly=True) as memory:
        found = memory.matches(text, limit=arguments.limit, minimum=arguments.minimum)
    if arguments.format == "json":
        output.say_json([
            {**_fields(one.entry), "rate": one.rate, "offered": one.target} for one in found
        ])  # fmt: skip
        return 0
    for one in found:
        output.say(output.paint(f"{one.rate} %", "bold"))
        _say_pair(one.entry, printable(one.entry.source), printable(one.target))
    output.narrate(_("{count} found").format(count=len(found)))
    return 0 if found else 1


def _say_pair(entry: MemoryEntry, source: str, target: str) -> None:
    place = " ".join(part for part in (entry.document or entry.origin, entry.unit) if part)
    output.say(f"{entry.id:>6}  {source}")
    output.say(f"        {target}")
    output.say("        " + output.paint(printable(place), "dim"))


def _fields(entry: MemoryEntry) -> dict[str, object]:
    from dataclasses import fields

    shown = {field.name: getattr(entry, field.name) for field in fields(entry)}
    return {**shown, "properties": dict(entry.properties)}


def _stats(arguments: argparse.Namespace, config: Config) -> int:
    from collections import Counter

    with _opened(config, readonly=True) as memory:
        entries: Iterator[MemoryEntry] = memory.entries()
        documents: Counter[str] = Counter()
        words = 0
        for entry in entries:
            documents[entry.document or entry.origin] += 1
            words += len(entry.source.split())
        path = memory.path
    total = sum(documents.values())
    if arguments.format == "json":
        output.say_json({"path": str(path), "segments": total, "words": words,
                         "documents": dict(documents.most_common())})  # fmt: skip
        return 0
    output.say(printable(str(path)))
    rows = [[_("segments"), str(total)], [_("source words"), str(words)]]
    rows += [[name, str(count)] for name, count in documents.most_common(arguments.limit)]
    output.table(rows, right=[1])
    return 0


def _delete(arguments: argparse.Namespace, config: Config) -> int:
    if not arguments.what or not all(word.isdecimal() for word in arguments.what):
        raise UsageError(
            _("delete which? Name numbers"), hint=_("`workbench memory search` shows them")
        )
    with _opened(config, readonly=False) as memory:
        count = memory.delete(int(word) for word in arguments.what)
    output.narrate(_("{count} deleted").format(count=count))
    return 0 if count else 1
