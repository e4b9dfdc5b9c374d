"""Strangers' catalogs: one random entry edited in each, gettext as the judge.

Run: `python tests/benchmarks/catalog_corpus.py FOLDER… [--seed 1]`. Walks the folders for .po files. Of
each that msgfmt reads: reading and writing it untouched is the identity; after one edit msgfmt still
reads it, msgcat's outputs before and after differ in that entry only, and our .mo has msgfmt's pairs.
Fetches nothing; nothing is written beside the files. Prints figures; exits 1 where one is not as promised.
"""

from __future__ import annotations

import argparse
import random
import struct
import subprocess
import tempfile
from collections import Counter
from dataclasses import replace
from pathlib import Path

from workbench.catalog import read_po, save_po, write_mo
from workbench.catalog.syntax import Refused, read_entries
from workbench.errors import CatalogError
from workbench.model import State


def asked(*words: str | Path) -> tuple[bool, bytes]:
    """Whether a program of gettext takes it, and what it gives."""
    done = subprocess.run(words, capture_output=True, check=False)
    return done.returncode == 0, done.stdout


def pairs(path: Path) -> dict[bytes, bytes]:
    """What a compiled catalog says, byte by byte."""
    if not path.exists():  # msgfmt writes none where nothing is translated
        return {}
    data = path.read_bytes()
    count, keys, values = struct.unpack_from("<3I", data, 8)

    def text(table: int, number: int) -> bytes:
        length, start = struct.unpack_from("<2I", data, table + 8 * number)
        return data[start : start + length]

    return {text(keys, n): text(values, n) for n in range(count)}


def judged(path: Path, folder: Path, chance: random.Random) -> str:
    """One file's verdict; empty where all is as promised."""
    copy, mo, their_mo = folder / "a.po", folder / "a.mo", folder / "b.mo"
    data = path.read_bytes()
    copy.write_bytes(data)
    their_mo.unlink(missing_ok=True)
    taken, _out = asked("msgfmt", "-o", their_mo, copy)
    try:
        catalog = read_po(copy)
    except CatalogError as error:
        return f"we refuse it: {error}" if taken else "refused by both"
    if not taken:
        return "read by us alone"
    save_po(catalog, copy)
    if copy.read_bytes() != data:
        return "WRONG: untouched, it is not the same"
    write_mo(catalog, mo)
    if pairs(mo) != pairs(their_mo):
        return "WRONG: other pairs than msgfmt's"
    units = [unit for unit in catalog.live if unit.target]
    if not units:
        return "nothing to edit"
    checked, _out = asked("msgfmt", "-c", "-o", "/dev/null", copy)
    readable, before = asked("msgcat", "--no-wrap", "-t", "UTF-8", copy)
    unit = chance.choice(units)
    head = unit.target.rstrip("\n")
    target = head + "x" + unit.target[len(head) :]
    edited = catalog.replace(replace(unit, target=target, state=State.CONFIRMED))
    try:
        saved = save_po(edited, copy)
    except CatalogError as error:
        return f"WRONG: cannot be saved: {error}"
    if checked and not asked("msgfmt", "-c", "-o", "/dev/null", copy)[0]:
        return "WRONG: msgfmt -c refuses it now"
    if read_po(copy).by_key.get(unit.key, unit).target != target or saved.moved:
        return "WRONG: the edit is not in it"
    if readable:
        try:
            one, two = (
                read_entries(out.decode())[0]
                for out in (before, asked("msgcat", "--no-wrap", "-t", "UTF-8", copy)[1])
            )
        except (Refused, UnicodeError) as error:
            return f"WRONG: msgcat's output: {error}"
        if sum(a.raw != b.raw for a, b in zip(one, two, strict=True) if not a.is_header) != 1:
            return "WRONG: other entries differ"
    lines = Counter(data.split(b"\n"))
    lines.subtract(copy.read_bytes().split(b"\n"))
    if readable and sum(abs(n) for n in lines.values()) > 400:
        return "WRONG: many lines differ"
    return ""


def main() -> int:
    """Print the figures."""
    made = argparse.ArgumentParser(description=__doc__)
    made.add_argument("folders", nargs="+", type=Path)
    made.add_argument("--seed", type=int, default=1)
    arguments = made.parse_args()
    chance = random.Random(arguments.seed)
    found: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as folder:
        for path in sorted(p for top in arguments.folders for p in top.rglob("*.po")):
            verdict = judged(path, Path(folder), chance)
            found[verdict.split(":")[0] if verdict.startswith("WRONG") else verdict[:30]] += 1
            if verdict.startswith(("WRONG", "we refuse")):
                print(f"{path}: {verdict}", flush=True)
    for verdict, count in found.most_common():
        print(f"{count:>6}  {verdict or 'as promised'}")
    return int(any(verdict.startswith(("WRONG", "we refuse")) for verdict in found))


if __name__ == "__main__":
    raise SystemExit(main())
