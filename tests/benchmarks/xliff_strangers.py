"""XLIFF files of other people: nobody's byte is touched.

    python tests/benchmarks/xliff_strangers.py FOLDER… [--toolkit] [--list]

For every file below the folders: it is read; written without an edit it must be byte-identical; with one unit
edited, what differs must be that unit's target and state, which a second reader (lxml, and translate-toolkit
in a process of its own where asked) finds where it should be. Prints a table by dialect and every reason for
which a file is refused; exits 1 where a byte differs. No file is part of this repository.
"""

from __future__ import annotations

import argparse
import re
import subprocess
import sys
import time
from collections import Counter, defaultdict
from pathlib import Path

from workbench.errors import WorkbenchError
from workbench.exchange.bilingual import HEAD, Segment, Wanted, found
from workbench.exchange.xliff import XliffFormat
from workbench.exchange.xliff.scan import working_copy

XLIFF = XliffFormat()
TARGET = re.compile(
    rb"\s*<((?:[\w.-]+:)?target)\b(?:[^\"'>]|\"[^\"]*\"|'[^']*')*?(?:/>|>.*?</\1\s*>)", re.S
)
STATE = re.compile(rb"""\s(?:state|subState|approved|conf|[\w.-]+:status)\s*=\s*(?:"[^"]*"|'[^']*')""")  # fmt: skip
TOOLKIT = """
import sys
from translate.storage import xliff
store = xliff.xlifffile.parsefile(sys.argv[1])
print(sum(bool(unit.target and sys.argv[2] in str(unit.target)) for unit in store.units))
"""
MARK = "訳文"


def rest(data: bytes) -> bytes:
    """The file without its targets and states, by a regular expression that knows nothing of our reader."""
    return STATE.sub(b"", TARGET.sub(b"", data))


def edit(segments: list[Segment]) -> tuple[str, str] | None:
    """(key, new target) of the unit in the middle that may be edited: its source's codes, another text."""
    free = [segment for segment in segments if not segment.locked]
    if not free:
        return None
    chosen = free[len(free) // 2]
    if chosen.target and any(tag in chosen.target for tag in ("<x", "</x")):
        return chosen.key, chosen.source + MARK
    return chosen.key, chosen.source + MARK


def tried(path: Path, *, toolkit: bool) -> tuple[str, str, str]:
    """(dialect, verdict, detail)."""
    from lxml import etree

    data = path.read_bytes()
    name = path.name
    if found(data[:HEAD], name) is None:
        return "?", "no XLIFF", ""
    try:
        read = XLIFF.read(data, name)
        segments = list(read.segments)
        made = XLIFF.write(
            data, name, {s.key: Wanted(s.source, s.target, s.stage) for s in segments}
        )
    except WorkbenchError as error:
        return "refused", "refused", error.message
    if made.data != data or made.changed or made.refused:
        return read.form, "NOT IDENTICAL", str(made.refused[:1])
    chosen = edit(segments)
    if chosen is None:
        return read.form, "identical, nothing to edit", ""
    key, text = chosen
    wanted = {s.key: Wanted(s.source, s.target, s.stage) for s in segments}
    wanted[key] = wanted[key]._replace(target=text, stage="translated")
    try:
        written = XLIFF.write(data, name, wanted)
    except WorkbenchError as error:
        return read.form, "EDIT FAILED", error.message
    if written.refused:
        return read.form, "EDIT REFUSED", f"{written.refused[0]}"
    before, after = working_copy(data, name).data, working_copy(written.data, name).data
    if rest(before) != rest(after):
        return read.form, "MORE DIFFERS", key
    again = {s.key: s.target for s in XLIFF.read(written.data, name).segments}
    differ = [s.key for s in segments if again[s.key] != s.target]
    if differ != [key]:
        return read.form, "OTHER UNITS DIFFER", " ".join(differ[:3])
    try:
        parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
        tree = etree.fromstring(written.data, parser)
    except etree.XMLSyntaxError as error:
        return read.form, "lxml refuses", str(error)
    texts = ["".join(t.itertext()) for t in tree.iter("{*}target")]
    if sum(MARK in t for t in texts) < 1:
        return read.form, "NOT FOUND BY LXML", key
    if toolkit and read.form.startswith("xliff 1"):
        out = Path("/tmp/strangers-toolkit.xlf")
        out.write_bytes(written.data)
        done = subprocess.run(
            ["/usr/bin/python3", "-c", TOOLKIT, str(out), MARK], capture_output=True, text=True
        )
        if done.returncode or not int(done.stdout or 0):
            return read.form, "toolkit did not find it", (done.stderr.strip().splitlines() or [key])[-1]  # fmt: skip
        return read.form, "one edit, found by lxml and toolkit", ""
    return read.form, "one edit, found by lxml", ""


def main() -> int:
    """Print the table; 1 where anything in capitals was said."""
    asked = argparse.ArgumentParser()
    asked.add_argument("folders", nargs="+", type=Path)
    asked.add_argument("--toolkit", action="store_true")
    asked.add_argument("--list", action="store_true")
    arguments = asked.parse_args()
    table: dict[str, Counter[str]] = defaultdict(Counter)
    reasons: Counter[str] = Counter()
    odd = []
    started = time.monotonic()
    for folder in arguments.folders:
        for path in sorted(p for p in folder.rglob("*") if p.is_file()):
            form, verdict, detail = tried(path, toolkit=arguments.toolkit)
            table[form][verdict] += 1
            if verdict == "refused":
                reasons[re.sub(r"\d+|'[^']*'|<[^>]*>", "…", detail)[:90]] += 1
            if verdict.isupper() or verdict.startswith(("toolkit", "lxml")) or (arguments.list and detail):  # fmt: skip
                odd.append(f"{path}: {verdict}: {detail}")
    for form, counts in sorted(table.items()):
        print(f"{form:<22} {counts.total():>5}  " + ", ".join(f"{n} {v}" for v, n in counts.most_common()))  # fmt: skip
    for reason, count in reasons.most_common():
        print(f"  refused {count:>4}: {reason}")
    print(*odd, sep="\n")
    print(f"{time.monotonic() - started:.0f} s")
    return int(any(v.isupper() for counts in table.values() for v in counts))


if __name__ == "__main__":
    sys.exit(main())
