"""kill -9 at random moments over typing, confirming, saving, splitting, joining, updating and importing.

Run: `python tests/benchmarks/kill_recovery.py [--kills 10000] [--minutes 15] [--seed 1]`. A forked child
works on a catalog through the session, as the editor does, and acknowledges on a pipe what is done; it is
killed at a random moment, the catalog is opened again and compared with what was acknowledged. The next
child goes on where it was. Prints kills, confirmations, what was lost and what stands in a wrong place.
Exits 1 where either is not 0.

Every target names its source, so that a text in a wrong place gives itself away.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import signal
import tempfile
import time
from contextlib import suppress
from pathlib import Path

from workbench.catalog import build_catalog, save_po
from workbench.desk.extract import revise
from workbench.desk.session import Session
from workbench.errors import WorkbenchError
from workbench.model import Article, Kind, Origin, Paragraph, Provenance, State

UNITS = 24
LIVES = 25
"""Kills one catalog lives through."""


def article(version: int) -> Article:
    """Paragraphs, two of them twice; a later version drops and adds some."""
    texts = [
        f"Sentence {n} of the ruling stands here for a while."
        for n in range(version, UNITS + version)
    ]
    texts[5] = texts[7] = "This paragraph stands in two places of the article."
    paragraphs = tuple(Paragraph(t, Kind.PARAGRAPH, n, n, (0, 1)) for n, t in enumerate(texts, 1))
    return Article("a.txt", "text", "en", "utf-8", "\n".join(texts), paragraphs)


def target(source: str, number: int) -> str:
    """A translation that says of what it is one."""
    return f"訳{number}「{source}」"


def work(path: Path, chance: random.Random, version: int, say: int) -> None:
    """Verbs at random until killed."""

    def done(*row: object) -> None:
        os.write(say, json.dumps(row).encode() + b"\n")

    number = 0
    while True:
        with Session.open(path) as session:
            done("open")
            for _verb in range(chance.randint(5, 40)):
                number += 1
                unit = chance.choice(session.units)
                session.goto(unit.id)
                verb = chance.choice(
                    "type type confirm confirm confirm save split merge import undo".split()
                )
                if verb == "undo":
                    if number % 3 == 0:
                        done(
                            "undo"
                        )  # what it takes back may be any confirmation: they no longer count
                        session.undo()
                elif verb == "type":
                    done("touch", unit.source)
                    for end in range(1, 6):
                        session.edit(target(unit.source, number)[: end * 9])
                elif verb == "confirm":
                    text = target(unit.source, number)
                    done("touch", unit.source)
                    session.edit(text)
                    if not session.confirm(go_on=False).failed:
                        done("confirmed", unit.source, text)
                elif verb == "save":
                    session.save()
                elif verb in ("split", "merge"):
                    done("touch", unit.source)  # joining keeps one of two texts, by rule
                    session.split() if verb == "split" else session.merge()
                else:
                    made = Provenance(Origin.MT)
                    session.take_drafts(
                        {u.id: (target(u.source, number), made) for u in session.units}
                    )
            session.save()
        with suppress(WorkbenchError):
            version += 1
            done("update")
            revise(path, article(version))


def lives(path: Path, chance: random.Random, version: int) -> tuple[list[list[str]], float]:
    """What a child acknowledged before it was killed."""
    read, write = os.pipe()
    pid = os.fork()
    if pid == 0:  # pragma: no cover
        os.close(read)
        with suppress(BaseException):
            work(path, random.Random(chance.random()), version, write)
        os._exit(70)
    os.close(write)
    chance.random()
    with os.fdopen(read, "rb") as heard:
        first = heard.readline()
        wait = chance.uniform(0.0, 0.08)
        time.sleep(wait)
        os.kill(pid, signal.SIGKILL)
        said = [first, *heard.readlines()]
    _pid, status = os.waitpid(pid, 0)
    assert os.WIFSIGNALED(status), "the child fell over by itself"
    return [json.loads(line) for line in said if line.endswith(b"\n")], wait


def run(kills: int, minutes: float, seed: int, folder: Path) -> tuple[int, int, int, int]:
    """(kills, confirmations, lost, in a wrong place)."""
    chance = random.Random(seed)
    ended = time.monotonic() + minutes * 60
    count = confirmed = lost = wrong = 0
    path, sure, version = folder / "0.po", {}, 0
    while count < kills and time.monotonic() < ended:
        if count % LIVES == 0:
            path, sure, version = folder / f"{count}.po", {}, 0
            save_po(build_catalog(article(0), "en", "ja"), path)
        said, _wait = lives(path, chance, version)
        count += 1
        for kind, *row in said:
            if kind == "confirmed":
                sure[row[0]] = row[1]
                confirmed += 1
            elif kind == "touch":
                sure.pop(row[0], None)
            elif kind == "undo":
                sure.clear()
            elif kind == "update":
                version += 1
        with Session.open(path) as session:
            units = session.catalog.units
            for source, text in sure.items():
                mine = [u for u in units if u.source == source and u.target == text]
                held = any(u.state in (State.CONFIRMED, State.OBSOLETE) for u in mine)
                kept = held or (version and any(u.target == text for u in units))
                if not kept:
                    lost += 1
                    print(f"lost after kill {count}: {source!r}", flush=True)
            for unit in units:
                if unit.state is State.CONFIRMED and f"「{unit.source}」" not in unit.target:
                    wrong += 1
                    print(f"wrong place after kill {count}: {unit.key} {unit.target!r}", flush=True)
            if chance.random() < 0.5:
                session.save()
    return count, confirmed, lost, wrong


def main() -> int:
    """Print the figures."""
    made = argparse.ArgumentParser(description=__doc__)
    made.add_argument("--kills", type=int, default=10_000)
    made.add_argument("--minutes", type=float, default=15)
    made.add_argument("--seed", type=int, default=1)
    arguments = made.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        count, confirmed, lost, wrong = run(
            arguments.kills, arguments.minutes, arguments.seed, Path(folder)
        )
    print(f"{count} kills, {confirmed} confirmations: {lost} lost, {wrong} in a wrong place")
    return int(bool(lost or wrong))


if __name__ == "__main__":
    raise SystemExit(main())
