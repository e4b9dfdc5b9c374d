"""HTTP to a server on this machine, and to no other.

Lives here: Loopback. Takes an address and JSON, gives JSON. The name is looked up once, every address it
leads to must be a loopback one, and that number itself is connected to, so that no later answer of a name
server can send a text elsewhere. No proxy is asked, no redirect is followed.
May import: errors, wording.
Apart from `servers` because where a text may go is decided in one place, whatever is said there.
"""

from __future__ import annotations

import ipaddress
import json
import socket
from http.client import HTTPConnection, HTTPException
from typing import Any
from urllib.parse import urlsplit

from workbench.errors import EngineError
from workbench.wording import _

_LARGEST = 8 * 1024 * 1024
"""Bytes of an answer; a sentence has thousands at most."""


class Loopback:
    """A server on this machine. Safe to call from several threads: each call has its own connection."""

    def __init__(self, address: str, *, timeout: float = 300.0) -> None:
        """`address` is such as http://localhost:11434; `timeout` in seconds, for each answer.

        Raises EngineError where the address is none, or leads off this machine.
        """
        parts = urlsplit(address)
        try:
            port = parts.port or 80
        except ValueError:
            port = 0
        if parts.scheme != "http" or not parts.hostname or not port or parts.username:
            raise EngineError(
                _("{address} is no address of a local server").format(address=address),
                hint=_("such as http://localhost:11434"),
            )
        self.address = address.rstrip("/")
        self._host, self._port, self._path = parts.hostname, port, parts.path.rstrip("/")
        self._number = _on_this_machine(parts.hostname, port, address)
        self._timeout = timeout

    def get(self, path: str) -> Any:
        """The JSON at a path below the address. Raises EngineError."""
        return self._asked("GET", path, None)

    def post(self, path: str, value: object) -> Any:
        """The JSON that answers `value`. Raises EngineError."""
        return self._asked("POST", path, json.dumps(value).encode())

    def _asked(self, verb: str, path: str, body: bytes | None) -> Any:
        connection = HTTPConnection(self._number, self._port, timeout=self._timeout)
        head = {"Host": f"{self._host}:{self._port}", "Content-Type": "application/json"}
        try:
            connection.request(verb, self._path + path, body, head)
            answer = connection.getresponse()
            data = answer.read(_LARGEST + 1)
        except TimeoutError as error:
            raise self._failed(_("no answer in {n:.0f} s").format(n=self._timeout)) from error
        except ConnectionRefusedError as error:
            raise self._failed(
                _("nothing listens there"), hint=_("start the server, or say where it is")
            ) from error
        except (OSError, HTTPException) as error:
            raise self._failed(str(error) or type(error).__name__) from error
        finally:
            connection.close()
        if 300 <= answer.status < 400:
            raise self._failed(_("it sends elsewhere, and nothing is sent after it"))
        if answer.status != 200:
            said = data[:200].decode("utf-8", "replace")
            raise self._failed(f"{answer.status} {answer.reason}: {said}")
        if len(data) > _LARGEST:
            raise self._failed(_("the answer is too long"))
        try:
            return json.loads(data)
        except (ValueError, RecursionError) as error:
            raise self._failed(_("the answer is not JSON")) from error

    def _failed(self, why: str, hint: str = "") -> EngineError:
        return EngineError(f"{self.address}: {why}", hint=hint)


def _on_this_machine(host: str, port: int, address: str) -> str:
    """The loopback number of a host. Raises EngineError."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise EngineError(_("{address}: the name is not known").format(address=address)) from error
    numbers = [str(entry[4][0]) for entry in found]
    if not numbers or not all(ipaddress.ip_address(n.split("%")[0]).is_loopback for n in numbers):
        raise EngineError(
            _("{address} is not on this machine, and nothing is sent off it").format(
                address=address
            )
        )
    return next((n for n in numbers if "." in n), numbers[0])
