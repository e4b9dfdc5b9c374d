"""Many articles: one process beside two workers, one of them killed.

    python tests/benchmarks/batch.py --corpus train.tsv.xz [--articles 1000]

Makes articles of some paragraphs from English sentences of the corpus, runs the batch in one process,
then on a local dask cluster of two workers, then on one where a worker is killed in mid-run. Prints
the times and whether every catalog is the same, byte for byte. Exits 1 where one is not or is missing.
"""

from __future__ import annotations

import argparse
import lzma
import os
import random
import signal
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from workbench.config import Config
from workbench.desk.batch import Done, Job, Work, here, jobs_of, run_batch
from workbench.desk.cluster import on_cluster

ROOT = Path(__file__).resolve().parents[2]


def articles(corpus: Path, count: int, paragraphs: int, folder: Path) -> None:
    """Write articles of sentences of 6 to 30 words."""
    rng = random.Random(7)
    sentences: list[str] = []
    with lzma.open(corpus, "rt", encoding="utf-8") as file:
        for line in file:
            row = line.rstrip("\n").split("\t")
            if len(row) == 3 and 5 < row[1].count(" ") < 30 and "<" not in row[1]:
                sentences.append(row[1])
            if len(sentences) >= 5 * count * paragraphs:
                break
    folder.mkdir()
    for number in range(count):
        chosen = rng.sample(sentences, paragraphs)
        text = "".join(f"<p>{sentence}</p>\n" for sentence in chosen)
        (folder / f"article{number:04d}.html").write_text(text, "utf-8")


def with_a_killed_worker(after: int) -> Work:
    """Two workers; when some articles are done, one of them is killed."""

    def work(jobs: Sequence[Job], config: Config) -> Iterator[Done]:
        results = on_cluster("local", workers=2)(jobs, config)
        for done, result in enumerate(results, 1):
            if done == after:
                threading.Thread(target=_kill_one).start()
            yield result

    return work


def _kill_one() -> None:
    import psutil

    workers = [
        child for child in psutil.Process().children(recursive=True)
        if "spawn_main" in " ".join(child.cmdline())
    ]  # fmt: skip
    if workers:
        os.kill(workers[0].pid, signal.SIGKILL)
        print(f"  killed worker {workers[0].pid}")


def catalogs(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in sorted(folder.rglob("*.po"))}


def main() -> int:
    made = argparse.ArgumentParser(description=__doc__)
    made.add_argument("--corpus", type=Path, required=True)
    made.add_argument("--articles", type=int, default=1_000)
    made.add_argument("--paragraphs", type=int, default=4)
    made.add_argument("--package", type=Path, help="an .argosmodel (default: the shipped one)")
    given = made.parse_args()
    archive = given.package or next((ROOT / "workbench/data/packages").glob("*.argosmodel"))
    folder = Path(tempfile.mkdtemp(prefix="batch-"))
    os.environ.update(SOURCE_DATE_EPOCH="1700000000", WORKBENCH_DATA=str(folder / "data"))
    os.environ["PYTHONPATH"] = str(ROOT)
    articles(given.corpus, given.articles, given.paragraphs, folder / "articles")
    jobs = jobs_of([folder / "articles"], memory=False)
    ways: dict[str, Work] = {
        "one process": here,
        "two workers": on_cluster("local", workers=2),
        "two workers, one killed": with_a_killed_worker(max(1, given.articles // 3)),
    }
    found: dict[str, dict[str, bytes]] = {}
    print(f"{given.articles} articles of {given.paragraphs} paragraphs")
    for name, work in ways.items():
        config = Config(locales=folder / name.replace(" ", "-"), package=archive)
        started = time.perf_counter()
        results = run_batch(jobs, config, work=work)
        seconds = time.perf_counter() - started
        failed = [done for done in results if done.failure]
        found[name] = catalogs(config.locales)
        same = found[name] == found["one process"]
        print(f"{name:<26} {seconds:7.1f} s  {len(found[name])} catalogs, {len(failed)} failed,"
              f" {'identical' if same else 'NOT identical'}")  # fmt: skip
    whole = len(next(iter(found.values()))) == given.articles
    return int(not whole or any(one != found["one process"] for one in found.values()))


if __name__ == "__main__":
    raise SystemExit(main())
