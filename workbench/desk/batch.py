"""Many articles: the main job on each, once.

Lives here: Job, Done, Ledger, `jobs_of`, `one`, `run_batch`. Takes article files, gives their catalogs
and a line about each. One engine and one memory for all, in a fixed order; what is done is written down
at once, so that a killed batch goes on where it stopped.
May import: article, catalog, config, drafting, errors, model, wording and `articles`, `check`,
`extract`, `matches`, `paths`, `pretranslate`, `terms` of this room.
Apart from `pretranslate` because one article knows nothing of the others.
"""

from __future__ import annotations

import hashlib
import json
import os
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Any

from workbench.article import suffixes
from workbench.catalog import read_po
from workbench.config import Config
from workbench.desk.articles import Home, homes
from workbench.desk.check import findings_of
from workbench.desk.extract import extract
from workbench.desk.matches import open_memory
from workbench.desk.pretranslate import pretranslate
from workbench.desk.terms import open_termbase
from workbench.drafting import Engine, load_engine
from workbench.errors import UsageError, WorkbenchError
from workbench.model import Severity
from workbench.wording import _

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Job:
    """One article and how it is to be drafted. JSON-able, so that it can go to another process."""

    article: str
    encoding: str = ""
    engine: tuple[str, ...] = ("argos",)
    terms: bool = True
    memory: bool = True
    lenient: bool = False
    name: str = ""
    stem: str = ""
    """`name` and `stem` as in `articles.Home`; settled for all articles before the first is done."""

    @property
    def home(self) -> Path | Home:
        """What `extract` takes."""
        return Home(Path(self.article), self.name, self.stem) if self.stem else Path(self.article)


@dataclass(frozen=True, slots=True)
class Done:
    """What became of one article."""

    article: str
    catalogs: tuple[str, ...] = ()
    units: int = 0
    drafted: int = 0
    remembered: int = 0
    honoured: int = 0
    asked: int = 0
    errors: int = 0
    seconds: float = 0.0
    failure: str = ""
    """Why it could not be done; empty where it was."""

    def fields(self) -> dict[str, Any]:
        """As JSON-able fields."""
        return {**asdict(self), "catalogs": list(self.catalogs)}


def jobs_of(
    names: Iterable[Path], config: Config | None = None, *, encoding: str = "",
    engine: Sequence[str] = ("argos",), terms: bool = True, memory: bool = True, lenient: bool = False,
) -> list[Job]:  # fmt: skip
    """A job for each article, folders searched for articles, in the order of their paths; without a
    config each finds its catalog's name when it is done.

    Raises UsageError: no article, or two whose catalogs would be one file.
    """
    known = suffixes()
    found: dict[str, Path] = {}
    for name in names:
        files = sorted(p for p in name.rglob("*") if p.suffix.lower() in known and p.is_file()) \
            if name.is_dir() else [name]  # fmt: skip
        for file in files:
            found.setdefault(os.path.normpath(file), file)
    if not found:
        raise UsageError(
            _("no article found"), hint=_("articles end in {known}").format(known=" ".join(sorted(known)))
        )  # fmt: skip
    settled = homes(map(Path, sorted(found)), config or Config(), encoding=encoding or None)
    jobs = [
        Job(str(home.path), encoding, tuple(engine), terms, memory, lenient, home.name, home.stem)
        for home in settled
    ]
    return jobs if config else [replace(job, name="", stem="") for job in jobs]


class Ledger:
    """The list of finished articles beside the catalogs, one JSON line each, fsynced."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / ".batch.jsonl"

    def done(self) -> dict[str, Done]:
        """Key → what was done; a line cut off by a crash is passed over."""
        out: dict[str, Done] = {}
        if not self._path.exists():
            return out
        for line in self._path.read_text("utf-8", "replace").splitlines():
            try:
                row = json.loads(line)
                key, fields = row["key"], row["done"]
                out[key] = Done(**{**fields, "catalogs": tuple(fields["catalogs"])})
            except (ValueError, KeyError, TypeError):
                continue
        return out

    def add(self, key: str, done: Done) -> None:
        """Write one down, durably."""
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            with self._path.open("a", encoding="utf-8") as file:
                row = {"key": key, "done": done.fields()}  # ASCII: a file name may be no UTF-8
                file.write(json.dumps(row) + "\n")
                file.flush()
                os.fsync(file.fileno())
        except OSError as error:
            raise UsageError(
                _("cannot be written: {reason}").format(reason=error.strerror or error),
                where=str(self._path),
            ) from error

    def clear(self) -> None:
        """Everything is done: the next batch starts anew."""
        self._path.unlink(missing_ok=True)


def key_of(job: Job, config: Config) -> str:
    """What makes a job the same: the article's bytes, the pair, how it is drafted."""
    try:
        content = hashlib.sha256(Path(job.article).read_bytes()).hexdigest()
    except OSError:
        content = ""
    told = [
        job.article,
        content,
        config.source,
        config.target,
        str(config.package or ""),
        "\n".join(job.engine),
    ]
    told += [str(job.terms), str(job.memory), str(config.main), str(config.attributes)]
    return hashlib.sha256("\0".join(told).encode("utf-8", "surrogateescape")).hexdigest()[:32]


@lru_cache(maxsize=4)
def _engine(source: str, target: str, names: tuple[str, ...], package: Path | None) -> Engine:
    """One model for each process."""
    return load_engine(source, target, engine=names, package=package)


def one(job: Job, config: Config) -> Done:
    """Do one article; an error is its result, not the batch's end."""
    started = time.monotonic()
    counts: dict[str, Any] = dict.fromkeys(
        ("units", "drafted", "remembered", "honoured", "asked", "errors"), 0
    )
    catalogs: list[str] = []
    try:
        for made in extract(job.home, config, encoding=job.encoding or None):
            catalogs.append(str(made.path))
            counts["units"] += made.units
            for name, value in _drafted(made.path, job, config).items():
                counts[name] += value
    except WorkbenchError as error:
        return Done(job.article, tuple(catalogs), failure=str(error))
    seconds = round(time.monotonic() - started, 3)
    return replace(Done(job.article, tuple(catalogs), seconds=seconds), **counts)


def _drafted(path: Path, job: Job, config: Config) -> dict[str, int]:
    catalog = read_po(path)
    pair = (catalog.source_language, catalog.target_language)
    termbase = open_termbase(config, *pair, lenient=job.lenient) if job.terms else None
    memory = open_memory(config, *pair, readonly=True) if job.memory else None
    try:
        report = pretranslate(
            path, config, termbase=termbase, memory=memory,
            engine=_engine(*pair, job.engine, config.package),
        )  # fmt: skip
    finally:
        if memory:
            memory.close()
    grave = [
        f for f in findings_of(read_po(path), config, termbase) if f.severity is Severity.ERROR
    ]
    return {
        "drafted": report.drafted, "remembered": report.remembered,
        "honoured": report.honoured, "asked": report.asked, "errors": len(grave),
    }  # fmt: skip


Work = Callable[[Sequence[Job], Config], Iterator[Done]]
"""Does jobs, here or elsewhere, in any order."""


def here(jobs: Sequence[Job], config: Config) -> Iterator[Done]:
    """Do the jobs in this process, one after another."""
    for job in jobs:
        yield one(job, config)


def run_batch(
    jobs: Sequence[Job], config: Config, *, work: Work = here, on_progress: Progress | None = None
) -> list[Done]:
    """Do all jobs that an interrupted batch has not done; their results in the jobs' order."""
    ledger = Ledger(config.locales)
    before = ledger.done()
    keys: Mapping[str, str] = {job.article: key_of(job, config) for job in jobs}
    results = {
        job.article: before[keys[job.article]]
        for job in jobs
        if keys[job.article] in before
        and all(Path(path).exists() for path in before[keys[job.article]].catalogs)
    }
    left = [job for job in jobs if job.article not in results]
    for done in work(left, config):
        results[done.article] = done
        if not done.failure:
            ledger.add(keys[done.article], done)
        if on_progress:
            on_progress(len(results), len(jobs))
    ledger.clear()
    return [results[job.article] for job in jobs]
