"""kill -9 at random moments: every confirmed unit is found again, and at most the key being typed is lost.

WORKBENCH_KILLS sets how often (default 12; 200 for a long run).
"""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

from workbench.catalog import build_catalog, read_po, save_po
from workbench.desk.session import Session
from workbench.model import Article, Kind, Paragraph, State

KILLS = int(os.environ.get("WORKBENCH_KILLS", "12"))
UNITS = 30
TEXT = "裁判所は訴えを認めた。"
TYPIST = f"""
import pathlib, sys
from workbench.desk.session import Session
session = Session.open(pathlib.Path(sys.argv[1]))
print("open", flush=True)
for n, unit in enumerate(session.units):
    session.goto(unit.id)
    for end in range(1, {len(TEXT)} + 1):
        session.edit({TEXT!r}[:end])
        print(unit.id, end, flush=True)
    session.confirm(go_on=False)
    print(unit.id, "confirmed", flush=True)
    if n % 5 == 4:
        session.save()
"""


def catalog(path: Path) -> None:
    paragraphs = tuple(
        Paragraph(f"Sentence {n}.", Kind.PARAGRAPH, n, n, (0, 1)) for n in range(1, UNITS + 1)
    )
    article = Article("a.txt", "text", "en", "utf-8", "", paragraphs)
    save_po(build_catalog(article, "en", "ja"), path)


def killed(path: Path, after: float) -> list[list[str]]:
    """Type in a real process, kill it, give what it had acknowledged."""
    process = subprocess.Popen(
        [sys.executable, "-c", TYPIST, str(path)], stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    assert process.stdout.readline().strip() == "open"
    time.sleep(after)
    process.send_signal(signal.SIGKILL)
    said = process.stdout.read().splitlines()
    process.wait()
    process.stdout.close()
    return [line.split() for line in said if len(line.split()) == 2]


def test_nothing_acknowledged_is_lost(tmp_path: Path) -> None:
    """After each kill the next session has every acknowledged key and every confirmation."""
    rng = random.Random(7)
    for number in range(KILLS):
        path = tmp_path / f"{number}.po"
        catalog(path)
        said = killed(path, rng.uniform(0.0, 0.12))
        typed = {unit: int(end) for unit, end in said if end != "confirmed"}
        confirmed = {unit for unit, end in said if end == "confirmed"}
        read_po(path)  # whatever happened, the file is a whole catalog
        with Session.open(path) as session:
            for unit, count in typed.items():
                assert session.catalog.unit(unit).target.startswith(TEXT[:count])
            for unit in confirmed:
                assert session.catalog.unit(unit).state == State.CONFIRMED
