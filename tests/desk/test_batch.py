"""Many articles: one order, one engine, nothing twice, nothing lost."""

from __future__ import annotations

import contextlib
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from tests.drafting.tiny import tiny_package
from workbench.catalog import read_po
from workbench.config import Config
from workbench.desk.batch import Done, Job, Ledger, jobs_of, run_batch
from workbench.desk.cluster import on_cluster
from workbench.errors import UsageError

WORDS = (
    "The court ruled .",
    "The mayor said no .",
    "A new law .",
    "The city will register couples .",
)


@pytest.fixture
def package(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tiny_package(tmp_path_factory.mktemp("tiny"))


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("WORKBENCH_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    made = tmp_path / "articles"
    made.mkdir()
    for number in range(6):
        lines = [f"<p>{WORDS[(number + n) % 4]} Part {number}.{n} .</p>" for n in range(3)]
        (made / f"article{number}.html").write_text("".join(lines), "utf-8")
    return made


def settled(tmp_path: Path, package: Path, name: str = "locales") -> Config:
    return Config(locales=tmp_path / name, package=package)


def plain_jobs(*names: Path) -> list[Job]:
    return jobs_of(names, terms=False, memory=False)


def texts(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in sorted(folder.rglob("*.po"))}


def test_folders_are_searched_and_the_order_is_fixed(folder: Path) -> None:
    (folder / "notes.pdf").write_bytes(b"%PDF")
    (folder / "deep").mkdir()
    (folder / "deep" / "z.md").write_text("# A head", "utf-8")
    names = [Path(job.article).name for job in jobs_of([folder / "article3.html", folder])]
    assert names == [*(f"article{n}.html" for n in range(6)), "z.md"]


def test_two_articles_never_share_a_catalog(folder: Path) -> None:
    (folder / "article0.md").write_text("# Another", "utf-8")
    with pytest.raises(UsageError, match="share one catalog"):
        jobs_of([folder])


def test_no_article_is_said(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no article"):
        jobs_of([tmp_path])


def test_every_article_gets_its_catalog_and_a_line(
    folder: Path, tmp_path: Path, package: Path
) -> None:
    seen: list[tuple[int, int]] = []
    results = run_batch(
        plain_jobs(folder), settled(tmp_path, package), on_progress=lambda a, b: seen.append((a, b))
    )
    assert [Path(done.article).name for done in results] == [f"article{n}.html" for n in range(6)]
    assert all((done.units, done.drafted, done.failure) == (3, 3, "") for done in results)
    assert seen[-1] == (6, 6)
    assert all(unit.target for unit in read_po(Path(results[0].catalogs[0])).live)


def test_a_bad_article_is_a_line_not_the_end(folder: Path, tmp_path: Path, package: Path) -> None:
    (folder / "article2.html").write_bytes(b"\x00\x01\x02")
    results = run_batch(plain_jobs(folder), settled(tmp_path, package))
    assert [bool(done.failure) for done in results] == [False, False, True, False, False, False]
    assert "article2.html" in results[2].failure


def test_an_interrupted_batch_goes_on_where_it_stopped(
    folder: Path, tmp_path: Path, package: Path
) -> None:
    config = settled(tmp_path, package)

    def stop(done: int, _all: int) -> None:
        if done == 3:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run_batch(plain_jobs(folder), config, on_progress=stop)
    done_before = texts(config.locales)
    done_again: list[str] = []

    def counting(jobs: list[Job], config: Config) -> object:
        from workbench.desk.batch import here

        done_again.extend(job.article for job in jobs)
        return here(jobs, config)

    results = run_batch(plain_jobs(folder), config, work=counting)  # type: ignore[arg-type]
    assert len(done_again) == 3
    assert len(results) == 6
    after = texts(config.locales)
    assert {name: after[name] for name in done_before} == done_before
    other = settled(tmp_path, package, "other")
    run_batch(plain_jobs(folder), other)
    assert texts(other.locales) == after, "as if it had never been stopped"


def test_an_article_changed_meanwhile_is_done_again(
    folder: Path, tmp_path: Path, package: Path
) -> None:
    config = settled(tmp_path, package)

    def stop(done: int, _all: int) -> None:
        if done == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run_batch(plain_jobs(folder), config, on_progress=stop)
    (folder / "article0.html").write_text("<p>The judge ruled .</p>", "utf-8")
    results = run_batch(plain_jobs(folder), config)
    assert results[0].units == 1


def test_a_ledger_cut_off_by_a_crash_is_read_as_far_as_it_goes(tmp_path: Path) -> None:
    ledger = Ledger(tmp_path)
    ledger.add("k1", Done("a", ("x.po",), 3))
    with (tmp_path / ".batch.jsonl").open("a") as file:
        file.write('{"key": "k2", "done": {"arti')
    assert ledger.done() == {"k1": Done("a", ("x.po",), 3)}


def test_kill_loses_no_finished_article(folder: Path, tmp_path: Path, package: Path) -> None:
    words = [
        sys.executable, "-m", "workbench", "batch", str(folder), "--locales", str(tmp_path / "out"),
        "--package", str(package), "--no-terms", "--no-memory", "--quiet",
    ]  # fmt: skip
    process = subprocess.Popen(words, stdout=subprocess.DEVNULL)
    ledger = tmp_path / "out" / ".batch.jsonl"
    limit = time.monotonic() + 300
    while time.monotonic() < limit and not (
        ledger.exists() and ledger.read_text().count("\n") >= 2
    ):
        time.sleep(0.01)
    process.send_signal(signal.SIGKILL)
    process.wait()
    finished = Ledger(tmp_path / "out").done()
    assert len(finished) >= 2
    for done in finished.values():
        assert all(unit.target for unit in read_po(Path(done.catalogs[0])).live)
    assert subprocess.run(words, check=False, stdout=subprocess.DEVNULL).returncode == 0
    whole = settled(tmp_path, package, "whole")
    run_batch(plain_jobs(folder), whole)
    assert texts(tmp_path / "out") == texts(whole.locales)


def test_a_cluster_gives_the_same_catalogs(
    folder: Path, tmp_path: Path, package: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("distributed", reason="the extra `cluster` is not installed")
    root = str(Path(__file__).resolve().parents[2])
    monkeypatch.setenv("PYTHONPATH", root)
    single, several = settled(tmp_path, package), settled(tmp_path, package, "cluster")
    first = run_batch(plain_jobs(folder), single)
    second = run_batch(plain_jobs(folder), several, work=on_cluster("local", workers=2))
    assert [(d.article, d.units, d.drafted) for d in second] == [
        (d.article, d.units, d.drafted) for d in first
    ]
    assert texts(several.locales) == texts(single.locales)


def test_a_scheduler_that_is_not_there_is_said(
    folder: Path, tmp_path: Path, package: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("distributed", reason="the extra `cluster` is not installed")
    monkeypatch.setattr("workbench.desk.cluster._WAIT", 1)
    with pytest.raises(UsageError, match="no scheduler"):
        run_batch(
            plain_jobs(folder), settled(tmp_path, package), work=on_cluster("tcp://127.0.0.1:9")
        )


def test_a_killed_worker_loses_nothing(
    folder: Path, tmp_path: Path, package: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("distributed", reason="the extra `cluster` is not installed")
    import psutil

    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).resolve().parents[2]))
    killed: list[int] = []

    def spawned(process: psutil.Process) -> bool:
        with contextlib.suppress(psutil.Error):
            return "spawn_main" in " ".join(process.cmdline())
        return False

    def work(jobs: Sequence[Job], config: Config) -> Iterator[Done]:
        for done in on_cluster("local", workers=2)(jobs, config):
            workers = [child for child in psutil.Process().children(True) if spawned(child)]
            if workers and not killed:
                killed.append(workers[0].pid)
                workers[0].kill()
            yield done

    whole, again = settled(tmp_path, package), settled(tmp_path, package, "killed")
    run_batch(plain_jobs(folder), whole)
    results = run_batch(plain_jobs(folder), again, work=work)
    assert killed
    assert [done.failure for done in results] == [""] * 6
    assert texts(again.locales) == texts(whole.locales)
