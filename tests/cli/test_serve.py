"""`workbench serve`: the screen in a browser, on this machine alone, for whoever has the address."""

from __future__ import annotations

import asyncio
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from workbench.catalog import build_catalog, read_po, save_po
from workbench.model import Article, Kind, Paragraph

aiohttp = pytest.importorskip("aiohttp")
pytest.importorskip("textual_serve")
CHROMIUM = shutil.which("chromium") or shutil.which("google-chrome")
SOURCES = ("It rained.", "Nobody came.")


@pytest.fixture
def catalog(tmp_path: Path) -> Path:
    paragraphs = tuple(Paragraph(t, Kind.PARAGRAPH, n, n, (0, 1)) for n, t in enumerate(SOURCES, 1))
    article = Article("a.html", "html", "en", "utf-8", "", paragraphs)
    save_po(build_catalog(article, "en", "ja"), tmp_path / "a.po")
    return tmp_path / "a.po"


@pytest.fixture
def address(catalog: Path) -> Iterator[str]:
    """The address that a real server printed; it must end well."""
    process = subprocess.Popen(
        [sys.executable, "-m", "workbench", "serve", str(catalog), "--quiet"],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert process.stdout is not None
    said = process.stdout.readline().strip()
    assert said.startswith("http://127.0.0.1:"), process.communicate()
    try:
        yield said
    finally:
        process.send_signal(signal.SIGINT)
        _out, err = process.communicate(timeout=60)
        assert process.returncode == 0 and "Traceback" not in err, err


def test_nobody_comes_in_without_the_address(address: str) -> None:
    """403 without the token, with a wrong one, for a second use, under another name or from another page."""
    base = address.split("/?")[0]
    port = base.rpartition(":")[2]

    async def knock() -> None:
        async with aiohttp.ClientSession(cookie_jar=aiohttp.CookieJar(unsafe=True)) as client:

            async def status(path: str, **headers: str) -> int:
                async with client.get(base + path, headers=headers, allow_redirects=False) as said:
                    return int(said.status)

            for path in (
                "/",
                "/?token=",
                "/?token=wrong",
                "/ws",
                "/static/js/textual.js",
                "/nowhere",
            ):
                assert await status(path) == 403, path
            token = address.removeprefix(base)
            assert await status(token, Host=f"evil.example:{port}") == 403
            assert await status(token) == 303
            assert await status("/") == 200
            assert await status("/ws", Origin="http://evil.example") == 403
            assert await status("/", Host=f"evil.example:{port}") == 403
        async with aiohttp.ClientSession() as other, other.get(address) as said:
            assert said.status == 403, "the token works once"

    asyncio.run(knock())


def test_the_page_asks_nobody_else(address: str) -> None:
    """No font and no script from elsewhere; a policy forbids it as well."""
    base = address.split("/?")[0]

    async def look() -> None:
        async with aiohttp.ClientSession(cookie_jar=aiohttp.CookieJar(unsafe=True)) as client:
            async with client.get(address) as said:
                page = await said.text()
                assert "default-src 'self'" in said.headers["Content-Security-Policy"]
            assert "googleapis" not in page and base in page

    asyncio.run(look())


def test_it_listens_on_loopback_alone(address: str) -> None:
    """No other address of this machine answers."""
    port = int(address.split(":")[2].split("/")[0])
    table = Path("/proc/net/tcp")
    if not table.exists():
        pytest.skip("no /proc/net/tcp here")
    listening = [
        line.split()[1] for line in table.read_text().splitlines()[1:] if line.split()[3] == "0A"
    ]
    assert [a for a in listening if a.endswith(f":{port:04X}")] == [f"0100007F:{port:04X}"]


def test_what_is_typed_in_the_page_is_in_the_journal(address: str, catalog: Path) -> None:
    """Over the web socket, as the page does it: the screen comes, keys go, Ctrl+S saves."""
    base = address.split("/?")[0]

    async def edit() -> None:
        async with aiohttp.ClientSession(cookie_jar=aiohttp.CookieJar(unsafe=True)) as client:
            async with client.get(address):
                pass
            async with client.ws_connect(f"{base}/ws?width=80&height=24") as socket:
                drawn = b""
                while b"Nobody came." not in drawn:
                    drawn += bytes((await asyncio.wait_for(socket.receive(), 60)).data)
                await socket.send_json(["stdin", "雨が降った。\x13"])
                until = time.monotonic() + 180
                while read_po(catalog).unit("p1").target != "雨が降った。":
                    assert time.monotonic() < until
                    await asyncio.sleep(0.1)

    asyncio.run(edit())


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["nowhere.po"], "nowhere.po"),
        (["a.po", "--port", "99999"], "port 99999 cannot be had"),
        (["a.po", "--at", "p9"], "has no unit p9"),
    ],
)
def test_what_cannot_be_served_is_said_at_once(catalog: Path, words: list[str], says: str) -> None:
    """One line and status 2, before any page."""
    made = subprocess.run(
        [sys.executable, "-m", "workbench", "serve", *words],
        cwd=catalog.parent, capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert made.returncode == 2 and says in made.stderr and made.stdout == ""
    assert "Traceback" not in made.stderr


class Browser:
    """A headless Chromium, spoken to over its debugging socket."""

    def __init__(self, folder: Path, address: str) -> None:
        self.process = subprocess.Popen(
            [str(CHROMIUM), "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run",
             "--remote-debugging-port=0", "--remote-allow-origins=*", f"--user-data-dir={folder}",
             address],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True,
        )  # fmt: skip
        self.number = 0
        until = time.monotonic() + 180
        while not (folder / "DevToolsActivePort").exists():
            assert time.monotonic() < until, "no browser"
            time.sleep(0.1)
        self.port = (folder / "DevToolsActivePort").read_text().split()[0]

    async def __call__(self, socket: Any, method: str, **given: object) -> Any:
        self.number += 1
        await socket.send_json({"id": self.number, "method": method, "params": given})
        while True:
            said = json.loads((await asyncio.wait_for(socket.receive(), 60)).data)
            if said.get("id") == self.number:
                return said.get("result", {})

    def page(self) -> str:
        """The debugging socket of the one page."""
        with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/json") as said:
            pages = [p for p in json.loads(said.read()) if p["type"] == "page"]
        return str(pages[0]["webSocketDebuggerUrl"])

    def close(self) -> None:
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()


@pytest.mark.slow
@pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine")
def test_a_browser_shows_the_screen_and_types_into_it(address: str, catalog: Path) -> None:
    """Headless Chromium opens the address; what an input method would commit arrives in the journal."""
    folder = Path(tempfile.mkdtemp(prefix="browser-", dir=catalog.parent))
    browser = Browser(folder, address)

    async def use() -> None:
        async with (
            aiohttp.ClientSession() as client,
            client.ws_connect(browser.page(), max_msg_size=0) as socket,
        ):
            until = time.monotonic() + 180
            shown = "document.body.classList.contains('-first-byte')"
            while True:
                said = await browser(socket, "Runtime.evaluate", expression=shown)
                if said.get("result", {}).get("value"):
                    break
                assert time.monotonic() < until, "the page shows nothing"
                await asyncio.sleep(0.2)
            for width, height in ((800, 480), (1280, 800)):
                size = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": False}
                await browser(socket, "Emulation.setDeviceMetricsOverride", **size)
                while not await whole(socket):
                    assert time.monotonic() < until, f"not the whole page at {width}×{height}"
                    await asyncio.sleep(0.2)
            focus = "document.querySelector('.xterm-helper-textarea').focus()"
            await browser(socket, "Runtime.evaluate", expression=focus)
            while "雨" not in await typed(socket):
                assert time.monotonic() < until, "nothing arrives"
            await browser(socket, "Page.close")

    async def whole(socket: Any) -> bool:
        """The screen begins at the window's top and leaves less than two rows of it free."""
        asked = (
            "(() => { const box = document.querySelector('.xterm-screen').getBoundingClientRect();"
            " return box.top >= 0 && box.top < 1 && box.bottom <= innerHeight + 1"
            " && box.bottom > innerHeight - 40 && box.right > innerWidth - 40; })()"
        )
        said = await browser(socket, "Runtime.evaluate", expression=asked)
        return bool(said.get("result", {}).get("value"))

    async def typed(socket: Any) -> str:
        await browser(socket, "Input.insertText", text="雨")
        await asyncio.sleep(1)
        journal = catalog.with_name(f".{catalog.name}.journal").read_text("utf-8")
        units = [json.loads(line).get("unit") for line in journal.splitlines()]
        return "".join(unit["target"] for unit in units if unit)

    try:
        asyncio.run(use())
    finally:
        browser.close()
