"""The memory kept as the catalog is, in a thread: no key waits for a database.

Lives here: MemoryWriter. Takes what the desk's Remembering has heard, writes it down, posts what goes wrong.
May import: desk; textual.
Apart from `inspector` because that asks a memory and this changes it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from textual.message import Message
from textual.widget import Widget

from workbench.desk.remember import Remembering


class MemoryWriter:
    """Writes down for a node that is told what goes wrong."""

    @dataclass
    class Failed(Message):
        """It could not be written; editing goes on."""

        problem: str

    def __init__(
        self,
        node: Widget,
        remembering: Callable[[Callable[[str], None], Callable[[], None]], Remembering],
    ) -> None:
        """`remembering` makes one of who hears problems and who is told that there is something to write."""
        self._node = node
        self.remembering = remembering(self._fails, self._begin)

    def _begin(self) -> None:
        self._node.run_worker(self.remembering.write, thread=True, group="remember")

    def _fails(self, problem: str) -> None:
        """From the thread that writes; where the screen is gone, nobody is left to read it."""
        self._node.post_message(self.Failed(problem))
