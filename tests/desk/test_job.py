"""Several catalogs as one job: one list, totals, the next with work in it, time left at the pace of today."""

from __future__ import annotations

import io
import time
from pathlib import Path

import pytest

from workbench.catalog import build_catalog, read_po, save_po
from workbench.cli.plain import run
from workbench.config import Config
from workbench.desk.history import Step
from workbench.desk.job import Job, Pace, Totals, spoken_time
from workbench.model import Article, Kind, Paragraph, State

SOURCES = {
    "a": ["It rained all day.", "Nobody came."],
    "b": ["The court ruled."],
    "c": ["It closed."],
}


@pytest.fixture
def paths(tmp_path: Path) -> list[Path]:
    made = []
    for name, texts in SOURCES.items():
        paragraphs = tuple(
            Paragraph(t, Kind.PARAGRAPH, n, n, (0, 1)) for n, t in enumerate(texts, 1)
        )
        article = Article(f"{name}.txt", "text", "en", "utf-8", "", paragraphs)
        made.append(tmp_path / f"{name}.po")
        save_po(build_catalog(article, "en", "ja"), made[-1])
    return made


def conversation(paths: list[Path], lines: str, memory: Path) -> str:
    out = io.StringIO()
    config = Config(memory=memory)
    assert run(Job(paths), config, io.StringIO(lines), out) == 0
    return out.getvalue()


def test_totals_are_of_each_and_of_all(paths: list[Path]) -> None:
    job = Job(paths)
    assert job.totals() == [Totals(2, 0, 6, 6), Totals(1, 0, 3, 3), Totals(1, 0, 2, 2)]
    assert job.said() == "3 files · 0/4 units confirmed · 11 words left"


def test_files_are_gone_through_in_line_mode_and_each_is_saved(
    paths: list[Path], tmp_path: Path
) -> None:
    """`:nf` opens the next with work in it, `:files` lists them, a number opens one; at the end that is said."""
    said = conversation(
        paths,
        "雨だった。\n\n:nf\n裁判所は判断した。\n\n:nf\n終わった。\n\n:nf\n誰も。\n\n:nf\n:files\n:2\n:q\n",
        tmp_path,
    )
    assert f"{paths[1]} (2/3)" in said and f"{paths[2]} (3/3)" in said
    assert "1/1 units confirmed · 0 words left" in said
    assert "no other file has anything to confirm" in said
    assert "3 files · 4/4 units confirmed · 0 words left" in said
    assert said.count(f"{paths[1]} (2/3)") == 2
    states = [unit.state for path in paths for unit in read_po(path).units]
    assert states == [State.CONFIRMED] * 4


def test_one_file_is_no_job(paths: list[Path], tmp_path: Path) -> None:
    said = conversation(paths[:1], ":files\n:nf\n:q\n", tmp_path)
    assert said.count("this is the only file") == 2 and "(1/1)" not in said.split("p1")[0]


def test_a_job_begins_where_work_is_and_passes_over_what_cannot_be_read(
    paths: list[Path], tmp_path: Path
) -> None:
    conversation(paths[:1], "雨。\n\n誰も。\n\n:q\n", tmp_path)
    paths[1].write_bytes(b"msgid broken")
    job = Job(paths)
    job.begin()
    assert job.path == paths[2] and job.next_open() is None
    assert job.totals()[1] is None and "2/3 units" in job.said()


def confirmed(when: float, source: str) -> Step:
    form = {"id": "p1", "source": source, "target": "x"}
    return Step("confirm", (form,), (form,), when=when)


def test_the_pace_is_that_of_today_without_pauses() -> None:
    """Yesterday's work and long rests do not count; a text confirmed twice counts once."""
    noon = time.mktime((2026, 12, 1, 12, 0, 0, 0, 0, -1))
    steps = [
        confirmed(noon - 86_400, "one two three four"),
        confirmed(noon, "one two"),
        confirmed(noon + 120, "three four"),
        confirmed(noon + 4_000, "five"),
        confirmed(noon + 4_060, "one two"),
    ]
    pace = Pace.today(steps, "en", noon + 4_100)
    assert pace == Pace(5, 180.0)
    assert pace.left(50) == 1800.0 and spoken_time(1800.0) == "30 min"
    assert spoken_time(7_800) == "2 h 10 min" and spoken_time(3) == "1 min"
    assert Pace(5, 60.0).left(10) is None and Pace(0, 600.0).left(10) is None
