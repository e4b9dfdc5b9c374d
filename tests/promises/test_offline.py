"""Nothing leaves the machine: one module reaches the network, and the daily flow never does."""

from __future__ import annotations

import ast
import json
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from workbench.cli import main

NETWORK = {
    "aiohttp", "asyncio", "ftplib", "http", "httpx", "imaplib", "poplib", "requests", "smtplib",
    "socket", "socketserver", "ssl", "telnetlib", "urllib", "urllib3", "webbrowser", "xmlrpc",
}  # fmt: skip
ALLOWED = {
    "drafting/download.py": {"http", "urllib", "ssl", "socket"},
    "drafting/loopback.py": {"http", "socket"},
    "catalog/journal.py": {"socket"},
    "tui/web.py": {"aiohttp"},
}
"""download.py serves `workbench engine install`; loopback.py reaches servers on this machine and no others
(tests/drafting/test_servers.py); journal.py asks for the machine's own name; web.py
serves the page of `workbench serve` on loopback."""
HARMLESS = {"urllib.parse", "asyncio"}
"""Takes addresses apart; runs the editor's own tasks (no connection is opened with it)."""
OPENERS = {
    "create_connection", "create_server", "getaddrinfo", "open_connection", "start_server",
    "urlopen", "urlretrieve",
}  # fmt: skip


def imported(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module
        elif (
            isinstance(node, ast.Call)
            and getattr(node.func, "id", getattr(node.func, "attr", "")) in ("import_module", "__import__")
            and node.args
            and isinstance(node.args[0], ast.Constant)
        ):  # fmt: skip
            yield str(node.args[0].value)


def modules(root: Path) -> Iterator[tuple[str, ast.AST]]:
    for path in sorted((root / "workbench").rglob("*.py")):
        name = path.relative_to(root / "workbench").as_posix()
        if not name.startswith("training/"):
            yield name, ast.parse(path.read_text("utf-8"))


def test_only_the_package_index_downloads(root: Path) -> None:
    users = {
        name for name, tree in modules(root) if "workbench.drafting.download" in imported(tree)
    }
    assert users == {"drafting/index.py"}


def test_only_the_download_imports_the_network(root: Path) -> None:
    found = {
        (name, module)
        for name, tree in modules(root)
        for module in imported(tree)
        if module.split(".")[0] in NETWORK and module not in HARMLESS
        and module.split(".")[0] not in ALLOWED.get(name, set())
    }  # fmt: skip
    assert found == set()


def test_the_journal_only_asks_for_the_host_name(root: Path) -> None:
    tree = ast.parse((root / "workbench/catalog/journal.py").read_text("utf-8"))
    used = {
        node.attr
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute)
        and isinstance(node.value, ast.Name)
        and node.value.id == "socket"
    }
    assert used == {"gethostname"}


def test_nothing_else_opens_a_connection(root: Path) -> None:
    found = {
        (name, word)
        for name, tree in modules(root)
        if name not in {"drafting/download.py", "drafting/loopback.py"}
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and (word := getattr(node.func, "attr", getattr(node.func, "id", ""))) in OPENERS
    }
    assert found == set()


@pytest.fixture
def no_sockets(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """No socket can be made at all, and no name looked up; what was tried."""
    tried: list[object] = []

    def refuse(*given: object, **named: object) -> object:
        tried.append(given)
        raise AssertionError(f"tried to use the network: {given}")

    monkeypatch.setattr(socket.socket, "__init__", refuse)
    monkeypatch.setattr(socket, "create_connection", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    return tried


def test_the_flow_without_sockets(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, no_sockets: list[object],
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    from workbench.config import shipped

    monkeypatch.chdir(tmp_path)
    article = shipped("sample", "tokyo-certificates.html")
    reference = shipped("sample", "tokyo-certificates.ja.po")
    Path(article.name).write_bytes(article.read_bytes())
    catalog = Path("locales/ja/LC_MESSAGES/tokyo-certificates.po")
    assert main(["extract", article.name]) == 0
    assert main(["status"]) == 0
    catalog.write_bytes(reference.read_bytes())
    assert main(["check", str(catalog), "--fail-on", "never"]) == 0
    assert main(["check", str(catalog), "--fix", "--fail-on", "never"]) == 0
    assert main(["update", str(catalog), article.name]) == 0
    assert main(["glossary", "lookup", "partnership"]) == 0
    assert main(["glossary", "match", article.name]) == 0
    for form in ("html", "mo", "pot"):
        assert main(["export", str(catalog), "--to", form, "-o", f"out.{form}"]) == 0
    assert main(["engine", "list"]) == 0
    assert main(["doctor"]) in (0, 3)
    capsys.readouterr()
    words = [
        "score",
        str(catalog),
        "--reference",
        str(reference),
        "--metrics",
        "bleu,chrf,ter,terms",
    ]
    assert main([*words, "--format", "json"]) == 0
    assert len(json.loads(capsys.readouterr().out)["scores"]) >= 4
    assert no_sockets == []


def test_drafting_without_sockets(
    tmp_path: Path, shared: Path, monkeypatch: pytest.MonkeyPatch, no_sockets: list[object]
) -> None:
    package = shared / "bootstrap" / "translate-en_ja-bootstrap.argosmodel"
    if not package.is_file():
        pytest.skip("the bootstrap package is not beside this checkout")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("WORKBENCH_DATA", str(tmp_path / "data"))
    Path("a.txt").write_text("The court ruled.\n", encoding="utf-8")
    assert main(["run", "a.txt", "--package", str(package)]) == 0
    assert no_sockets == []
