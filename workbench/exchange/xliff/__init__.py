"""XLIFF 1.2 and 2.0 to 2.2, with the dialects of other tools: the harmless guest.

Lives here: XliffFormat. Takes a file's bytes, gives its segments; takes what they shall say, gives the file
back, byte for byte the same outside targets and state attributes, because it is never serialised again.
May import: `bilingual` of this room and the modules of this folder, each when it is needed.
A folder of its own because it has a reader, a writer and a table of dialects.
Sources: XLIFF 1.2 (OASIS Standard, 2008-02-01), 2.1 (OASIS Standard, 2018-02-13), 2.2 (CS 01, 2025-03-13).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from workbench.exchange.bilingual import Bilingual, Segment, Wanted, Written

_ROOT = re.compile(rb"<(?:[A-Za-z_][\w.-]*:)?xliff[\s>]")
_SUFFIXES = (".xlf", ".xliff", ".sdlxliff", ".mqxliff", ".mxliff")


class XliffFormat:
    """The format, as `exchange.bilingual` asks for it."""

    name = "xliff"
    home = True
    suffixes = _SUFFIXES

    def recognises(self, head: bytes, name: str) -> bool:
        """By its root element, in UTF-16 too, else by its suffix."""
        return bool(_ROOT.search(head.replace(b"\0", b""))) or name.lower().endswith(_SUFFIXES)

    def read(self, data: bytes, name: str) -> Bilingual:
        """Its segments one by one. Raises ExchangeError."""
        from workbench.exchange.xliff.scan import Scan, working_copy

        scan = Scan(working_copy(data, name).data, name)
        segments = scan.segments()
        first = next(segments, None)

        def all_() -> Iterator[Segment]:
            if first is not None:
                yield first
                yield from segments

        return Bilingual(name, scan.form, scan.source_language, scan.target_language, all_())

    def write(self, data: bytes, name: str, wanted: Mapping[str, Wanted]) -> Written:
        """The file with what is wanted. Raises ExchangeError."""
        from workbench.exchange.xliff.write import write

        return write(data, name, wanted)
