"""The same screen in a browser on this machine.

Lives here: `serve` and the guard before every request. Takes a command line that runs the editor, gives pages
on the loopback address alone. The address printed works once: it turns a one-time token into a cookie,
and whoever has neither gets 403. Nothing is fetched from elsewhere.
May import: errors, wording; aiohttp and textual-serve (extra `serve`).
Apart from `start` because a terminal needs none of it.
"""

from __future__ import annotations

import asyncio
import re
import secrets
import shlex
import signal
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress

from workbench.errors import UsageError
from workbench.wording import _

try:
    from aiohttp import web
    from textual_serve.server import Server
except ImportError as error:
    raise UsageError(
        _("the browser needs textual-serve"),
        hint=_("pip install 'translation-workbench[serve]'"),
    ) from error

LOOPBACK = "127.0.0.1"
_POLICY = (
    "default-src 'self'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data:; font-src 'self' data:; connect-src 'self' ws:; frame-ancestors 'none'"
)
_FROM_ELSEWHERE = re.compile(rb'<link[^>]*"https?://(?!127\.0\.0\.1[:/])[^>]*>', re.DOTALL)
"""A style sheet that is not ours: textual-serve asks a service for a font."""
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


class Guard:
    """Lets in the first who brings the token, and then only the cookie given for it."""

    def __init__(self, port: int) -> None:
        self.token = secrets.token_urlsafe(24)
        self._key = secrets.token_urlsafe(32)
        self._cookie = f"workbench-{port}"
        self._hosts = {f"{LOOPBACK}:{port}", f"localhost:{port}"}

    async def let_in(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        """What comes before every handler: 403, a cookie for the token, or the handler's answer."""
        if not self._from_here(request):
            return web.Response(status=403, text=_("not from this machine"))
        if secrets.compare_digest(
            request.cookies.get(self._cookie, "").encode(), self._key.encode()
        ):
            return await self._answered(request, handler)
        given = request.query.get("token", "")
        if not self.token or not secrets.compare_digest(given.encode(), self.token.encode()):
            return web.Response(status=403, text=_("open the address that the terminal shows"))
        self.token = ""
        response = web.Response(status=303, headers={"Location": "/"})
        response.set_cookie(self._cookie, self._key, httponly=True, samesite="Strict")
        return response

    def _from_here(self, request: web.Request) -> bool:
        """No other name for this machine and no other page (DNS rebinding, foreign web sockets)."""
        origin = request.headers.get("Origin")
        ours = {f"http://{host}" for host in self._hosts}
        return request.host in self._hosts and (origin is None or origin in ours)

    async def _answered(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        response = await handler(request)
        if not response.prepared:
            response.headers["Content-Security-Policy"] = _POLICY
            response.headers["Referrer-Policy"] = "no-referrer"
            if isinstance(response, web.Response) and isinstance(response.body, bytes):
                if response.content_type == "text/html":
                    response.body = _FROM_ELSEWHERE.sub(b"", response.body)
        return response


class Page(Server):
    """textual-serve's page behind the guard, silent about itself."""

    def __init__(self, command: Sequence[str], title: str) -> None:
        super().__init__(shlex.join(command), LOOPBACK, 0, title)
        self.guard = Guard(0)

    async def on_startup(self, app: web.Application) -> None:
        """Say nothing: the door that opened the page does."""

    async def listen(self, port: int) -> web.AppRunner:
        """Answer on the loopback address; 0 is a free port. Raises UsageError where it is taken."""
        app: web.Application = await self._make_app()

        @web.middleware
        async def guarded(request: web.Request, handler: Handler) -> web.StreamResponse:
            return await self.guard.let_in(request, handler)

        app.middlewares.append(guarded)
        runner = web.AppRunner(app, shutdown_timeout=3)
        await runner.setup()
        try:
            await web.TCPSite(runner, LOOPBACK, port, reuse_address=True).start()
        except (OSError, OverflowError) as error:
            await runner.cleanup()
            raise UsageError(
                _("port {port} cannot be had").format(port=port), hint=_("leave --port out")
            ) from error
        self.port = int(runner.addresses[0][1])
        self.public_url = f"http://{LOOPBACK}:{self.port}"
        self.guard = Guard(self.port)
        return runner


def serve(command: Sequence[str], title: str, say: Callable[[str], None], *, port: int = 0) -> int:
    """Serve until interrupted; `say` is given the address. Raises UsageError."""
    asyncio.run(_run(Page(command, title), port, say))
    return 0


async def _run(page: Page, port: int, say: Callable[[str], None]) -> None:
    runner = await page.listen(port)
    ended = asyncio.Event()
    loop = asyncio.get_running_loop()
    for name in ("SIGINT", "SIGTERM", "SIGHUP"):
        with suppress(NotImplementedError, AttributeError):
            loop.add_signal_handler(getattr(signal, name), ended.set)
    say(f"{page.public_url}/?token={page.guard.token}")
    try:
        await ended.wait()
    finally:
        await runner.cleanup()
