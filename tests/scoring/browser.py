"""A headless Chromium driven over the DevTools protocol, for tests that look at a page."""

from __future__ import annotations

import json
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


class Browser:
    """One tab. `requests` are the addresses that the page asked for, `log` what it complained."""

    def __init__(self, address: str) -> None:
        import websocket

        self._socket = websocket.create_connection(address, timeout=60, suppress_origin=True)
        self._number = 0
        self.requests: list[str] = []
        self.log: list[str] = []
        for domain in ("Page", "Runtime", "Network", "Log"):
            self.call(f"{domain}.enable")

    def call(self, method: str, **given: Any) -> dict[str, Any]:
        """One command and its answer; events that come between are kept."""
        self._number += 1
        self._socket.send(json.dumps({"id": self._number, "method": method, "params": given}))
        while True:
            said = json.loads(self._socket.recv())
            if said.get("id") == self._number:
                assert "error" not in said, said
                result: dict[str, Any] = said["result"]
                return result
            self._event(said)

    def _event(self, said: dict[str, Any]) -> None:
        given = said.get("params", {})
        if said["method"] == "Network.requestWillBeSent":
            self.requests.append(given["request"]["url"])
        elif said["method"] == "Runtime.exceptionThrown":
            self.log.append(str(given["exceptionDetails"]))
        elif said["method"] == "Log.entryAdded":
            self.log.append(given["entry"]["text"])
        elif said["method"] == "Page.javascriptDialogOpening":
            self.log.append("dialog: " + given["message"])
            self.call("Page.handleJavaScriptDialog", accept=True)

    def ask(self, expression: str) -> Any:
        """The value of an expression on the page."""
        found = self.call(
            "Runtime.evaluate", expression=expression, returnByValue=True, awaitPromise=True
        )
        assert "exceptionDetails" not in found, found
        return found["result"].get("value")

    def until(self, expression: str, seconds: float = 120.0) -> None:
        """Wait until an expression is true."""
        end = time.monotonic() + seconds
        while not self.ask(expression):
            assert time.monotonic() < end, f"never true: {expression}"
            time.sleep(0.02)

    def open(self, page: Path) -> float:
        """Open a file; seconds until the page says that it is ready and has been painted."""
        started = time.monotonic()
        self.call("Page.navigate", url=page.as_uri())
        self.until("document.documentElement?.dataset.ready === '1'", 180)
        self.ask("new Promise(done => requestAnimationFrame(() => setTimeout(done)))")
        return time.monotonic() - started

    def press(self, key: str, text: str = "") -> None:
        """A key, down and up."""
        given = {"key": key, **({"text": text or key} if len(key) == 1 or text else {})}
        self.call("Input.dispatchKeyEvent", type="keyDown", **given)
        self.call("Input.dispatchKeyEvent", type="keyUp", key=key)

    def click(self, selector: str) -> None:
        """A real click in the middle of an element."""
        place = self.ask(
            f"(() => {{ const node = document.querySelector({json.dumps(selector)});"
            "node.scrollIntoView({block: 'center'}); const box = node.getBoundingClientRect();"
            "return [box.x + box.width / 2, box.y + box.height / 2]; })()"
        )
        for kind in ("mousePressed", "mouseReleased"):
            self.call(
                "Input.dispatchMouseEvent", type=kind, x=place[0], y=place[1],
                button="left", clickCount=1,
            )  # fmt: skip

    def close(self) -> None:
        """Hang up."""
        self._socket.close()


@contextmanager
def browser(folder: Path) -> Iterator[Browser]:
    """A browser with an empty profile in `folder`; the test is skipped where there is none."""
    program = next((found for name in NAMES if (found := shutil.which(name))), None)
    if program is None:
        pytest.skip(f"no Chromium on this machine (looked for {', '.join(NAMES)})")
    process = subprocess.Popen(
        [program, "--headless=new", "--no-sandbox", "--disable-gpu", "--no-first-run",
         "--disable-dev-shm-usage", "--disable-background-networking", "--disable-sync",
         "--remote-debugging-port=0", "--remote-allow-origins=*", "--window-size=1200,900",
         f"--user-data-dir={folder}", "about:blank"],
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True,
    )  # fmt: skip
    tab = None
    try:
        tab = Browser(_address(folder / "DevToolsActivePort"))
        yield tab
    finally:
        if tab:
            tab.close()
        process.terminate()
        process.wait(20)


def _address(port_file: Path) -> str:
    from urllib.request import urlopen

    end = time.monotonic() + 120
    while not (port_file.exists() and port_file.read_text().count("\n")):
        assert time.monotonic() < end, "Chromium did not open its debugging port"
        time.sleep(0.05)
    port = port_file.read_text().split("\n")[0]
    while True:
        with urlopen(f"http://127.0.0.1:{port}/json/list", timeout=10) as answer:
            tabs = [tab for tab in json.loads(answer.read()) if tab["type"] == "page"]
        if tabs:
            return str(tabs[0]["webSocketDebuggerUrl"])
        assert time.monotonic() < end
        time.sleep(0.05)
