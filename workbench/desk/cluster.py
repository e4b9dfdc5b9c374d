"""The same batch on a dask.distributed cluster (extra `cluster`).

Lives here: `on_cluster`. Takes a scheduler's address, or `local` for workers on this machine; gives a way
to do jobs. Each worker is a process with one model; a job whose worker died is done again elsewhere.
May import: config, errors, wording and `batch` of this room; distributed.
Apart from `batch` because most machines have no cluster.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from importlib import import_module
from typing import Any

from workbench.config import Config
from workbench.desk.batch import Done, Job, Work, one
from workbench.errors import UsageError, WorkbenchError
from workbench.wording import _

_RETRIES = 3
_WAIT = 15


def on_cluster(address: str, *, workers: int = 2) -> Work:
    """A way to do jobs on the cluster at `address`. Raises UsageError: no distributed, no scheduler."""

    def work(jobs: Sequence[Job], config: Config) -> Iterator[Done]:
        if not jobs:
            return
        with _client(address, workers) as client:
            futures = {
                client.submit(one, job, config, retries=_RETRIES, pure=False): job for job in jobs
            }
            for future in _distributed().as_completed(list(futures)):
                yield _result(future, futures[future])

    return work


def _result(future: Any, job: Job) -> Done:
    error = future.exception()
    if error is None:
        found = future.result()
        assert isinstance(found, Done)
        return found
    known = isinstance(error, WorkbenchError)
    return Done(job.article, failure=str(error) if known else f"{type(error).__name__}: {error}")


def _client(address: str, workers: int) -> Any:
    distributed = _distributed()
    logging.getLogger("distributed").setLevel(logging.ERROR)
    try:
        if address == "local":
            cluster = distributed.LocalCluster(
                n_workers=workers, threads_per_worker=1, processes=True, host="127.0.0.1",
                dashboard_address="127.0.0.1:0", silence_logs=logging.ERROR,
            )  # fmt: skip
            return _Closing(distributed.Client(cluster), cluster)
        return _Closing(distributed.Client(address, timeout=_WAIT), None)
    except (OSError, ValueError, TimeoutError) as error:
        raise UsageError(
            _("no scheduler at {address}: {reason}").format(address=address, reason=error),
            hint=_("`--scheduler local` starts workers on this machine"),
        ) from error


def _distributed() -> Any:
    try:
        return import_module("distributed")
    except ImportError as error:
        raise UsageError(
            _("dask.distributed is not installed"),
            hint=_(
                "install the workbench with its extra: pip install 'translation-workbench[cluster]'"
            ),
        ) from error


class _Closing:
    """A client that takes its own cluster down with it."""

    def __init__(self, client: Any, cluster: Any) -> None:
        self._client, self._cluster = client, cluster

    def __enter__(self) -> Any:
        return self._client

    def __exit__(self, *_error: object) -> None:
        self._client.close()
        if self._cluster is not None:
            self._cluster.close()
