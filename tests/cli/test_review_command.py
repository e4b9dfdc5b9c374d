"""`review` and `status --fail-under`: what waits for whom, and a gate for it."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from pathlib import Path

import pytest
from calling import Cli, one_line

from workbench.catalog import read_po, save_po
from workbench.desk import states
from workbench.desk.session import Session
from workbench.model import State

MIA, JO = ("Mia", "2026-12-01T09:30Z"), ("Jo", "2026-12-02T10:05Z")


def judge(catalog: Path) -> int:
    """The first unit reviewed, the second rejected, the third signed off, the rest translated; how many."""
    read = read_po(catalog)
    made = []
    for number, unit in enumerate(read.live):
        done = states.confirmed(replace(unit, target=unit.target or "x", state=State.FUZZY), *MIA)
        if number == 0:
            done = states.approved(done, *JO)
        elif number == 1:
            done = states.rejected(done, *JO, "accuracy", "major", "the wrong court")
        elif number == 2:
            done = states.signed_off(states.approved(done, *JO), *MIA)
        made.append(done)
    save_po(read.replace(*made), catalog)
    return len(made)


def test_what_waits_for_whom(cli: Cli, catalog: Path) -> None:
    """Rejected ones for the translator by name, translated ones for a reviewer, reviewed ones for the last word."""
    judge(catalog)
    said = cli("review", catalog)

    assert said.status == 0
    assert "waits for the translator: 1" in said.out
    assert (
        "rejected (accuracy, major): the wrong court · Jo 2026-12-02 10:05 · translated by Mia"
        in said.out
    )
    assert "waits for the last word: 1" in said.out
    one, two = (unit.id for unit in read_po(catalog).live[:2])
    rows = json.loads(cli("review", catalog, "--format", "json").out)
    assert {(row["unit"], row["stage"], row["waits_for"]) for row in rows} >= {
        (one, "reviewed", "sign-off"), (two, "rejected", "translator"),
    }  # fmt: skip
    assert all(row["stage"] != "signed-off" for row in rows)
    only = json.loads(cli("review", catalog, "--for", "sign-off", "--format", "json").out)
    assert [row["unit"] for row in only] == [one]
    by = json.loads(cli("review", catalog, "--by", "Jo", "--format", "json").out)
    assert {row["unit"] for row in by} == {one, two}


def test_the_history_of_a_unit(cli: Cli, catalog: Path) -> None:
    """Each text with whose it was and what differs; the journal has it, the catalog who reviewed."""
    unit = read_po(catalog).live[1].id
    with Session.open(catalog, author="Mia") as session:
        session.goto(unit)
        session.edit("裁判所は<em>火曜日</em>に判断した。")
        session.confirm()
        session.save()
    with Session.open(catalog, author="佐藤") as session:
        session.goto(unit)
        session.edit("最高裁は<em>火曜日</em>に判断した。")
        session.save()
    said = cli("review", catalog, "--history", unit).out

    assert "Mia · confirming · translated" in said
    assert "佐藤 · typing · draft" in said and "[-裁判所-][+最高裁+]は" in said
    told = json.loads(cli("review", catalog, "--history", unit, "--format", "json").out)
    assert [version["by"] for version in told["versions"]][-2:] == ["Mia", "佐藤"]
    assert "no unit p99" in one_line(cli("review", catalog, "--history", "p99"))


GATES = [
    ("translated:60", 0), ("translated:100", 1), ("reviewed:100", 1), ("reviewed:40", 0), ("signed-off:0", 0),
    ("signed-off", 1), ("translated:60,signed-off:100", 1), ("translated:50%", 0),
]  # fmt: skip


@pytest.mark.parametrize(("asked", "status"), GATES)
def test_a_gate(cli: Cli, catalog: Path, asked: str, status: int) -> None:
    """1 where a catalog is not as far as was asked, 0 where it is; the figures are printed all the same."""
    assert judge(catalog) == 3
    said = cli("status", catalog, "--fail-under", asked)

    assert said.status == status
    assert str(catalog) in said.out
    assert bool(said.err) == bool(status)


@pytest.mark.parametrize(
    "asked", ["reviewed:101", "confirmed:10", "reviewed:x", "", ":5", "draft:5", "reviewed:-1"]
)
def test_a_gate_that_means_nothing_is_refused(cli: Cli, catalog: Path, asked: str) -> None:
    """Never green by a slip of the pen."""
    said = cli("status", catalog, "--fail-under", asked)
    assert said.status == 2 and "is not understood" in said.err


def test_a_rejected_unit_is_no_translated_one(cli: Cli, catalog: Path) -> None:
    """Even where another tool took the flag away; figures in JSON and CSV agree."""
    judge(catalog)
    catalog.write_text(catalog.read_text("utf-8").replace("#, fuzzy\n", ""), "utf-8")
    told = json.loads(cli("status", catalog, "--format", "json").out)[0]
    row = next(csv.DictReader(io.StringIO(cli("status", catalog, "--format", "csv").out)))

    assert (told["translated"], told["reviewed"], told["signed_off"], told["rejected"]) == (
        2,
        1,
        1,
        1,
    )
    assert (row["reviewed"], row["signed_off"], row["rejected"]) == ("1", "1", "1")
    assert cli("status", catalog, "--fail-under", "translated:100").status == 1
