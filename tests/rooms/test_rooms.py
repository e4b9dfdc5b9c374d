"""The plan of the house, proved: door signs, floors, foreigners, what an import costs."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "workbench"
MODULES = sorted(p for p in PACKAGE.rglob("*.py") if "data" not in p.parts)

FLOORS = {
    "model": 0, "errors": 0, "config": 0, "wording": 0, "extensions": 0, "gc_tuning": 0, "__init__": 0,
    "language": 1,
    "article": 2, "terms": 2, "memory": 2, "drafting": 2, "checks": 2, "catalog": 2,
    "scoring": 3, "exchange": 3,
    "desk": 4,
    "cli": 5, "tui": 5, "batch": 5, "training": 5, "__main__": 6,
}  # fmt: skip
SAME_FLOOR = {
    ("checks.terms", "terms"),
    ("drafting.constrain", "terms"),
    ("cli", "tui"),
    ("cli", "batch"),
}
"""Module (or room) → room of the same floor that the plan lets it import."""
FOREIGNERS = {
    "textual": "tui",
    "polib": "tests",
    "sacrebleu": "scoring",
    "argostranslate": "drafting",
    "ctranslate2": "drafting",
    "sentencepiece": "drafting",
    "MeCab": "language",
    "simplemma": "language",
    "nupunkt": "article",
    "sentencex": "article",
    "torch": "training",
    "transformers": "training",
    "distributed": "batch",
    "docx": "",
    "platformdirs": "config",
    "rapidfuzz": "",
}
"""Foreign library → the one room it is reached from ('' = any room)."""
TRAINING_MAY = {"ctranslate2", "sentencepiece", "sacrebleu", "simplemma"}


def name_of(path: Path) -> str:
    parts = path.relative_to(PACKAGE).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" and len(parts) > 1 else parts)


def room_of(name: str) -> str:
    return name.split(".")[0]


def imports(path: Path) -> Iterator[str]:
    """Every module a file imports, deferred imports included, type checking ones left out."""
    tree = ast.parse(path.read_text("utf-8"))
    skipped: set[int] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test):
            skipped.update(id(inner) for inner in ast.walk(node))
    for node in ast.walk(tree):
        if id(node) in skipped:
            continue
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative imports hide which floor they reach"
            yield node.module or ""
            if node.module == "workbench":
                yield from (f"workbench.{alias.name}" for alias in node.names)


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_a_module_opens_with_a_door_sign(path: Path) -> None:
    """What lives here, what it may import; long enough to be a sign."""
    sign = ast.get_docstring(ast.parse(path.read_text("utf-8"))) or ""

    assert len(sign) >= 60, "no door sign"
    if path.name != "__init__.py" or path.parent != PACKAGE:
        assert "import" in sign.lower(), "the sign does not say what it may import"


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_imports_run_one_way(path: Path) -> None:
    """A room imports from lower floors; the exceptions are listed above and in the plan."""
    name = name_of(path)
    room = room_of(name)
    assert room in FLOORS, f"{room} is not in the plan"
    for target in imports(path):
        if not target.startswith("workbench.") or room == "__main__":
            continue
        other = room_of(target.removeprefix("workbench."))
        if other == room or (other not in FLOORS):
            continue
        allowed = FLOORS[other] < FLOORS[room] or any(
            (name == who or name.startswith(who + ".")) and other == what
            for who, what in SAME_FLOOR
        )
        assert allowed or FLOORS[room] == FLOORS[other] == 0, f"{name} imports {target}"


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_a_sign_names_what_the_module_imports(path: Path) -> None:
    """Every room imported is named on the sign, so that a newcomer need not read the imports."""
    name = name_of(path)
    sign = ast.get_docstring(ast.parse(path.read_text("utf-8"))) or ""
    for target in imports(path):
        other = (
            room_of(target.removeprefix("workbench.")) if target.startswith("workbench.") else ""
        )
        if not other or other in {"wording", "__init__", "__version__"} or other == room_of(name):
            continue
        assert other in sign, f"{name} imports {other} and its sign does not say so"


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_a_foreign_library_is_reached_from_one_room(path: Path) -> None:
    """textual from the screen, and so on; polib from nowhere, it is the witness of our own reader."""
    room = room_of(name_of(path))
    for target in imports(path):
        library = target.split(".")[0]
        home = FOREIGNERS.get(library)
        if home and home != room and not (room == "training" and library in TRAINING_MAY):
            pytest.fail(f"{library} lives in {home}, not in {room}")


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_public_functions_say_what_they_do(path: Path) -> None:
    """Every public function and class of a room has a docstring."""
    tree = ast.parse(path.read_text("utf-8"))
    for node in tree.body:
        if isinstance(node, ast.ClassDef | ast.FunctionDef) and not node.name.startswith("_"):
            assert ast.get_docstring(node), f"{node.name} has no docstring"


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_only_the_front_doors_print(path: Path) -> None:
    """Rooms of the flow answer; the doors speak."""
    if room_of(name_of(path)) in {"cli", "training", "__main__"}:
        return
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            assert node.func.id != "print", f"line {node.lineno} prints"


ROOMS = sorted({room_of(name_of(p)) for p in MODULES} - {"__main__", "__init__"})
HEAVY = ("textual", "ctranslate2", "argostranslate", "sacrebleu", "MeCab", "simplemma", "polib",
         "lxml", "nupunkt", "torch", "stanza", "spacy", "minisbd", "numpy", "rich")  # fmt: skip


@pytest.mark.parametrize("room", [r for r in ROOMS if r not in {"tui", "training", "batch"}])
def test_opening_a_room_costs_nothing_heavy(room: str) -> None:
    """In a fresh interpreter, `import workbench.<room>` loads no heavy library."""
    code = f"import sys, workbench.{room}; print(*sys.modules)"
    loaded = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT
    ).stdout.split()

    assert [name for name in HEAVY if name in loaded] == []
