"""The shape of the house: no circles, no chains, no holes, no widget that knows the screen it stands on.

Each promise has its list of those that break it today; the lists only shrink: who mends one takes it off.
"""

from __future__ import annotations

import ast
import importlib
from collections import defaultdict
from functools import cache
from pathlib import Path

import pytest
from test_rooms import MODULES, imports, name_of, room_of

CIRCLES: frozenset[frozenset[str]] = frozenset(
    frozenset(f"{room}.{name}" for name in names.split())
    for room, names in {
        "drafting": "packages runtime",
    }.items()
)
ONLY_CHILDREN: frozenset[str] = frozenset()
HOLES = {
    "checks.check.Check.check", "checks.terms._Terms.says",
}  # fmt: skip
WIDGETS: frozenset[str] = frozenset()


@cache
def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"))


def inside(path: Path) -> set[str]:
    """The modules of its own room that a module imports."""
    name, known = name_of(path), {name_of(other) for other in MODULES}
    found = {target.removeprefix("workbench.") for target in imports(path)}
    return {f for f in found & known if room_of(f) == room_of(name) and f not in {name, room_of(f)}}


def circles() -> set[frozenset[str]]:
    """Modules of one room that reach each other: every strongly connected part of two or more."""
    ways = {name_of(path): inside(path) for path in MODULES}

    def reached(start: str) -> set[str]:
        seen: set[str] = set()
        left = list(ways[start])
        while left:
            if (one := left.pop()) not in seen:
                seen.add(one)
                left += ways[one]
        return seen

    far = {name: reached(name) for name in ways}
    return {
        frozenset(other for other in far[name] if name in far[other])
        for name in ways
        if name in far[name]
    }


@cache
def classes() -> dict[str, tuple[ast.ClassDef, Path]]:
    """Every class of the package by its full name."""
    return {
        f"{name_of(path)}.{node.name}": (node, path)
        for path in MODULES
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.ClassDef)
    }


@cache
def origins(path: Path) -> dict[str, str]:
    """Name in a module → full name of what it means there; ours without `workbench.`."""
    found: dict[str, str] = {}
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.ImportFrom) and node.module:
            for alias in node.names:
                whole = f"{node.module}.{alias.name}".removeprefix("workbench.")
                found[alias.asname or alias.name] = whole
        elif isinstance(node, ast.ClassDef):
            found[node.name] = f"{name_of(path)}.{node.name}"
    return found


@cache
def homes() -> dict[str, str]:
    return {name.rsplit(".", 1)[-1]: name for name in classes()}


@cache
def bases(name: str) -> list[str]:
    """What a class of ours inherits, by full name; public names of a room by their home."""
    node, path = classes()[name]
    known = origins(path)
    whole = [known.get(ast.unparse(base).split("[")[0], ast.unparse(base)) for base in node.bases]
    return [
        homes().get(b.rsplit(".", 1)[-1], b) if b not in classes() and b.count(".") == 1 else b
        for b in whole
    ]


def only_children() -> set[str]:
    """Our base classes with one child; Protocols and errors aside."""
    children: defaultdict[str, set[str]] = defaultdict(set)
    for name in classes():
        for base in bases(name):
            if base in classes():
                children[base].add(name)
    return {
        base
        for base, found in children.items()
        if len(found) == 1
        and room_of(base) != "errors"
        and not any(b.endswith("Protocol") for b in bases(base))
    }


def holes() -> set[str]:
    """Methods that do nothing but raise AssertionError, for a child to fill."""
    found = set()
    for name, (node, _path) in classes().items():
        for method in node.body:
            if not isinstance(method, ast.FunctionDef | ast.AsyncFunctionDef):
                continue
            body = [s for s in method.body if not isinstance(s, ast.Expr)]
            if len(body) == 1 and isinstance(body[0], ast.Raise):
                if "AssertionError" in ast.unparse(body[0]):
                    found.add(f"{name}.{method.name}")
    return found


def kinds(name: str) -> set[str]:
    """Every ancestor of a class, to the first that is not ours."""
    found: set[str] = set()
    for base in bases(name):
        found |= {base, *(kinds(base) if base in classes() else ())}
    return found


@cache
def is_kind(whole: str, kind: str) -> bool:
    """Whether a class of Textual is a kind of another."""
    import textual.app
    import textual.screen
    import textual.widget

    module, _dot, name = whole.rpartition(".")
    if not module.startswith("textual"):
        return False
    wanted = {
        "widget": textual.widget.Widget,
        "screen": textual.screen.Screen,
        "app": textual.app.App,
    }
    found = getattr(importlib.import_module(module), name, None)
    return isinstance(found, type) and issubclass(found, wanted[kind])


def of_kind(kind: str) -> set[str]:
    """Modules of the screen that hold a class of this kind."""
    return {
        name_of(path)
        for name, (_node, path) in classes().items()
        if room_of(name_of(path)) == "tui" and any(is_kind(base, kind) for base in kinds(name))
    }


def knowing_widgets() -> set[str]:
    """Modules with a widget that import an app, a screen or the session."""
    screens = of_kind("screen") | of_kind("app")
    above = screens | {"desk.session"}
    widgets = of_kind("widget") - screens | WIDGETS
    found = set()
    for path in MODULES:
        name = name_of(path)
        if name in widgets:
            reached = {target.removeprefix("workbench.") for target in imports(path)}
            if reached & (above - {name}):
                found.add(name)
    return found


BROKEN = {
    "an import circle inside a room": (circles, CIRCLES),
    "a base class of ours with one child": (only_children, ONLY_CHILDREN),
    "a method that only raises AssertionError": (holes, HOLES),
    "a widget that imports an app, a screen or the session": (knowing_widgets, WIDGETS),
}


@pytest.mark.parametrize("what", BROKEN)
def test_the_shape_only_gets_better(what: str) -> None:
    """What breaks it is on its list, and nothing on the list is mended yet."""
    ask, listed = BROKEN[what]
    found = ask()
    new = sorted(map(str, found - listed))
    mended = sorted(map(str, listed - found))
    assert not new, f"{what}: {new}"
    assert not mended, f"{what}: mended, take off the list of this file: {mended}"


def test_the_longest_are_printed_for_a_reviewer() -> None:
    """Size is no rule; `pytest -s` shows the ten longest modules, classes with their bases, functions."""
    modules = sorted((len(p.read_text("utf-8").splitlines()), name_of(p)) for p in MODULES)[-10:]
    own = {n: (c.end_lineno or 0) - c.lineno + 1 for n, (c, _path) in classes().items()}
    whole = sorted(
        (size + sum(own.get(b, 0) for b in kinds(name)), name) for name, size in own.items()
    )
    functions = sorted(
        ((node.end_lineno or 0) - node.lineno + 1, f"{name_of(path)}.{node.name}")
        for path in MODULES
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    )
    for table in (modules, whole[-10:], functions[-10:]):
        assert len(table) == 10
        print("\n".join(f"{size:5d}  {name}" for size, name in reversed(table)), end="\n\n")
