"""`engine install` over the network, against an index on the loopback."""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from workbench.drafting import download
from workbench.drafting.index import install_from_index
from workbench.drafting.packages import find_packages
from workbench.errors import PackageError


class Mirror:
    """An index and its packages, with the faults that a network has."""

    def __init__(self, archive: Path) -> None:
        self.package = archive.read_bytes()
        self.entry: dict[str, Any] = {}
        self.index: bytes | None = None
        self.ranges = True
        self.break_after = 0
        self.open = True
        self.asked: list[tuple[str, str]] = []
        mirror = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                mirror.answer(self)

            def log_message(self, *_words: object) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.address = f"http://127.0.0.1:{self.server.server_port}/"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def close(self) -> None:
        if self.open:
            self.server.shutdown()
            self.server.server_close()
        self.open = False

    def answer(self, handler: BaseHTTPRequestHandler) -> None:
        self.asked.append((handler.path, handler.headers.get("Range", "")))
        if handler.path == "/index.json":
            index = self.index if self.index is not None else json.dumps([self.made()]).encode()
            handler.send_response(200)
            handler.end_headers()
            handler.wfile.write(index)
        elif handler.path == "/en_ja.argosmodel":
            self.send(handler)
        else:
            handler.send_error(404)

    def made(self) -> dict[str, Any]:
        return {
            "from_code": "en", "to_code": "ja", "package_version": "1.0", "type": "translate",
            "links": [f"{self.address}en_ja.argosmodel"], **self.entry,
        }  # fmt: skip

    def send(self, handler: BaseHTTPRequestHandler) -> None:
        tag = f'"{hashlib.md5(self.package).hexdigest()}"'
        start = 0
        wanted = handler.headers.get("Range", "")
        if self.ranges and wanted and handler.headers.get("If-Range") == tag:
            start = int(wanted.removeprefix("bytes=").rstrip("-"))
            if start >= len(self.package):
                handler.send_response(416)
                handler.send_header("Content-Range", f"bytes */{len(self.package)}")
                handler.end_headers()
                return
        handler.send_response(206 if start else 200)
        if start:
            last = len(self.package) - 1
            handler.send_header("Content-Range", f"bytes {start}-{last}/{last + 1}")
        handler.send_header("Content-Length", str(len(self.package) - start))
        if self.ranges:
            handler.send_header("ETag", tag)
        handler.end_headers()
        data = self.package[start:]
        if self.break_after:
            data, self.break_after = data[: self.break_after], 0
        handler.wfile.write(data)


@pytest.fixture
def mirror(archive: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Mirror]:
    """A mirror that ARGOS_PACKAGE_INDEX names; argostranslate reads it when it is imported."""
    made = Mirror(archive)
    monkeypatch.setattr("argostranslate.settings.remote_package_index", made.address + "index.json")
    yield made
    made.close()


def test_the_variable_that_argos_reads_names_the_index(tmp_path: Path) -> None:
    code = "from workbench.drafting.index import index_address; print(index_address())"
    said = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True,
        env={"HOME": str(tmp_path), "ARGOS_PACKAGE_INDEX": "http://127.0.0.1:9/mirror/"},
        cwd=Path(__file__).parents[2],
    )  # fmt: skip
    assert said.stdout.strip() == "http://127.0.0.1:9/mirror/index.json"


def left(folder: Path) -> list[str]:
    return sorted(p.name for p in (folder / "data" / "downloads").glob("*"))


def test_install_with_progress(mirror: Mirror, tmp_path: Path) -> None:
    seen: list[tuple[int, int]] = []
    package = install_from_index("en", "ja", on_progress=lambda a, b: seen.append((a, b)))
    assert (package.code, package.version, package.origin) == ("en_ja", "1.0", "installed")
    assert seen[-1] == (len(mirror.package), len(mirror.package))
    assert left(tmp_path) == []
    assert [p.code for p in find_packages()] == ["en_ja"]


def test_a_broken_download_goes_on_where_it_stopped(mirror: Mirror, tmp_path: Path) -> None:
    mirror.break_after = 300_000
    with pytest.raises(PackageError, match=r"broke off.*run it again"):
        install_from_index("en", "ja")
    assert any(name.endswith(".part") for name in left(tmp_path))
    assert install_from_index("en", "ja").code == "en_ja"
    assert mirror.asked[-1] == ("/en_ja.argosmodel", "bytes=300000-")
    assert left(tmp_path) == []


def test_an_interrupted_download_goes_on_where_it_stopped(mirror: Mirror) -> None:
    def stop(done: int, _all: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        install_from_index("en", "ja", on_progress=stop)
    assert install_from_index("en", "ja").code == "en_ja"
    assert mirror.asked[-1][1].startswith("bytes=")


def test_a_server_that_cannot_resume_is_asked_for_all(mirror: Mirror) -> None:
    mirror.ranges = False
    mirror.break_after = 100_000
    with pytest.raises(PackageError):
        install_from_index("en", "ja")
    assert install_from_index("en", "ja").code == "en_ja"


def test_another_file_under_the_same_name_is_not_glued_on(mirror: Mirror, tmp_path: Path) -> None:
    from tests.drafting.tiny import tiny_package

    mirror.break_after = 200_000
    with pytest.raises(PackageError):
        install_from_index("en", "ja")
    mirror.package = tiny_package(tmp_path / "new", seed=5).read_bytes()
    assert install_from_index("en", "ja").sha256 == hashlib.sha256(mirror.package).hexdigest()


def test_a_download_that_was_complete_is_not_fetched_again(mirror: Mirror, tmp_path: Path) -> None:
    """The process died between the download and the installation."""
    part = tmp_path / "data" / "downloads" / "translate-en_ja-1.0.argosmodel.part"
    part.parent.mkdir(parents=True)
    part.write_bytes(mirror.package)
    tag = hashlib.md5(mirror.package).hexdigest()
    part.with_name(part.name + ".etag").write_text(f'"{tag}"')
    assert install_from_index("en", "ja").code == "en_ja"
    assert mirror.asked[-1] == ("/en_ja.argosmodel", f"bytes={len(mirror.package)}-")


SIZES = {"size": {"size": 17}, "hash": {"sha256": "0" * 64}}


@pytest.mark.parametrize("entry", SIZES.values(), ids=SIZES)
def test_what_the_index_promises_is_proved(
    mirror: Mirror, tmp_path: Path, entry: dict[str, Any]
) -> None:
    mirror.entry = entry
    with pytest.raises(PackageError, match="damaged"):
        install_from_index("en", "ja")
    assert left(tmp_path) == []
    assert find_packages() == []
    mirror.entry = {
        "size": len(mirror.package), "sha256": hashlib.sha256(mirror.package).hexdigest()
    }  # fmt: skip
    assert install_from_index("en", "ja")


def test_the_users_own_hash_counts_most(mirror: Mirror) -> None:
    with pytest.raises(PackageError, match="damaged: its hash is another one"):
        install_from_index("en", "ja", sha256="1" * 64)
    assert install_from_index("en", "ja", sha256=hashlib.sha256(mirror.package).hexdigest())


def test_the_newest_version_is_taken_and_the_next_address_tried(mirror: Mirror) -> None:
    good = mirror.made()
    old = {**good, "package_version": "1.0", "links": [mirror.address + "old"]}
    new = {**good, "package_version": "1.10", "links": [mirror.address + "gone", *good["links"]]}
    mirror.index = json.dumps([old, new, {**old, "package_version": "1.9"}]).encode()
    assert install_from_index("en", "ja").code == "en_ja"
    assert [path for path, _range in mirror.asked[1:]] == ["/gone", "/en_ja.argosmodel"]


INDEXES: dict[str, tuple[bytes, str]] = {
    "not JSON": (b"<html>", "is not JSON"),
    "not UTF-8": (b"\xff\xfe\x00", "is not JSON"),
    "deep": (b"[" * 200_000, "is not JSON"),
    "not a list": (b"{}", "is not a list"),
    "empty": (b"[]", "no package from en to ja"),
    "strange entries": (b'[1, null, "x", {}]', "no package from en to ja"),
    "another pair": (b'[{"from_code": "en", "to_code": "fr"}]', "it has en_fr"),
    "no links": (b'[{"from_code": "en", "to_code": "ja"}]', "no address"),
    "links are no addresses": (
        b'[{"from_code": "en", "to_code": "ja", "links": ["file:///etc/passwd", 3]}]', "no address",
    ),
    "a dead link": (
        b'[{"from_code": "en", "to_code": "ja", "links": ["http://127.0.0.1:9/x"]}]', "broke off",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("index", "reason"), INDEXES.values(), ids=INDEXES)
def test_strange_indexes(mirror: Mirror, index: bytes, reason: str) -> None:
    mirror.index = index
    with pytest.raises(PackageError, match=reason) as said:
        install_from_index("en", "ja")
    assert "\n" not in str(said.value)


def test_an_absurd_index_or_package_is_refused(
    mirror: Mirror, monkeypatch: pytest.MonkeyPatch
) -> None:
    mirror.index = b"[" + b" " * (17 * 1024**2) + b"]"
    with pytest.raises(PackageError, match="absurdly large"):
        install_from_index("en", "ja")
    mirror.index = None
    monkeypatch.setattr(download, "MOST_BYTES", 1_000)
    with pytest.raises(PackageError, match="larger than 2 GB"):
        install_from_index("en", "ja")


def test_a_hostile_package_is_refused_like_any_other(mirror: Mirror, tmp_path: Path) -> None:
    mirror.package = b"PK\x03\x04 not a zip"
    with pytest.raises(PackageError, match="not a whole zip"):
        install_from_index("en", "ja")
    assert left(tmp_path) == []
    assert find_packages() == []


def test_a_package_for_another_pair_than_promised(mirror: Mirror, tmp_path: Path) -> None:
    from tests.drafting.tiny import tiny_package

    mirror.package = tiny_package(tmp_path, source="de", target="fr").read_bytes()
    with pytest.raises(PackageError, match="promised en_ja and sent de_fr"):
        install_from_index("en", "ja")


def test_offline_says_what_to_do(mirror: Mirror) -> None:
    mirror.close()
    with pytest.raises(PackageError) as said:
        install_from_index("en", "ja")
    assert "cannot be reached" in str(said.value)
    assert "workbench engine install FILE.argosmodel" in str(said.value)
