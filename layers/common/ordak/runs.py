"""Runs that a worker takes: rows, each resumed where it was left. A message on the worker's queue is a wake-up."""

import os
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from ordak import log
from ordak.failure import code_of
from ordak.http.pace import NO_TIME
from ordak.service import Service

SAFETY_SECONDS = 30.0  # a run is left with this much of the time-out to go
LEASE_SECONDS = 120
_TRIES = 10  # after so many calls in a row that failed, a run is over


class LostRunError(Exception):
    """Another worker has the run: this one was too slow."""


class OutOfTimeError(Exception):
    """The rest of the run is for the next invocation."""


class Run:
    """One run. `checkpoint` is what it needs to go on; it is kept with every page."""

    def __init__(self, service: Service, worker: str, deadline: float, found: dict[str, Any]) -> None:
        self.service = service
        self.run_id: int = found["run_id"]
        self.store: str = found["store"] or ""  # empty: the run is of all stores
        self.kind: str = found["kind"]
        self.since: str = found["since"]
        self.dry_run: bool = found["dry_run"]
        self.at: str = found["at"]  # what is read from now on is of this moment, or later
        self.skus: int = found["skus"]
        self.location_gid: str | None = found["location_gid"]
        kept = found["checkpoint"]
        self.checkpoint: dict[str, Any] = kept if isinstance(kept, dict) else {}
        self.deadline = deadline  # of time.monotonic(): its slice ends then
        self._worker = worker

    def ask(self, function: str, **arguments: object) -> dict[str, Any]:
        """Call a function about this run."""
        return self.service.ask(function, run_id=self.run_id, **arguments)

    def ask_store(self, function: str, **arguments: object) -> dict[str, Any]:
        """Call a function about the store of this run."""
        return self.service.ask(function, store=self.store, **arguments)

    def keep(self, **checkpoint: object) -> None:
        """Keep how far the run is, and go on if there is time."""
        self.hold(**checkpoint, failures=0)

    def hold(self, **checkpoint: object) -> None:
        """Keep the run for longer, and what it needs, though it is no further: its failures still count."""
        self.checkpoint = {**self.checkpoint, **checkpoint}
        self._save(LEASE_SECONDS)
        if time.monotonic() > self.deadline:
            raise OutOfTimeError

    def count_failure(self) -> int:
        """Count one more failure in a row, and return how many there are."""
        self.checkpoint["failures"] = self.checkpoint.get("failures", 0) + 1
        return int(self.checkpoint["failures"])

    def leave(self, seconds: float) -> None:
        """Leave the run to whoever comes next, not before so many seconds."""
        self._save(LEASE_SECONDS)
        self._save(int(seconds))

    def finish(self, error: str | None) -> None:
        """The run is over."""
        self.ask("finish_sync", worker=self._worker, error=error)

    def _save(self, lease_seconds: int) -> None:
        saved = self.ask("save_sync", worker=self._worker, checkpoint=self.checkpoint, lease_seconds=lease_seconds)
        if saved["already_done"]:
            raise LostRunError
        self.at = saved["at"]


@dataclass(frozen=True)
class Worker:
    """What takes runs: as whom, until when, what each kind of run does, and what wakes the next invocation for one."""

    service: Service
    deadline: float
    steps: Mapping[str, Callable[[Run], None]]
    wake: Callable[[int], None]

    def take(self, run_id: int) -> None:
        """Take one run, unless another worker leases it. Whatever becomes of it, the next one is taken."""
        started = time.perf_counter()
        name = self.service.worker
        line: log.Line = {"function": name, "correlation_id": self.service.correlation_id}
        try:
            run = self._claim(run_id)
            if run is None:
                return
            line["function"] = f"{name}_{run.kind}"
            if run.store:
                line["store"] = run.store
            line["outcome"] = self._go_on(run)
        except LostRunError:
            line["outcome"] = "lost"
        except Exception as error:  # noqa: BLE001 - one run must not stop the others
            line["code"] = code_of(error)
            log.failed(started, error, **line)
            return
        log.handled(started, **line)

    def _claim(self, run_id: int) -> Run | None:
        worker = f"{self.service.name}:{os.getpid()}:{self.service.correlation_id}"
        found = self.service.ask("claim_sync", run_id=run_id, worker=worker, lease_seconds=LEASE_SECONDS)["run"]
        return found and Run(self.service, worker, self.deadline, found)

    def _go_on(self, run: Run) -> str:
        """Work at a run to its end, or to that of our time; what fails is counted and left to be tried again."""
        try:
            self.steps[run.kind](run)
            run.finish(None)
        except OutOfTimeError:
            return self._cut(run)
        except LostRunError:
            raise
        except Exception as error:
            if code_of(error) == NO_TIME and time.monotonic() > self.deadline:
                return self._cut(run)  # in the middle of something that takes many calls
            if run.count_failure() >= _TRIES:
                run.finish(code_of(error))
            else:
                run.leave(60 + getattr(error, "wait_seconds", 0))
            raise
        return "ok"

    def _cut(self, run: Run) -> str:
        run.leave(0)
        self.wake(run.run_id)
        return "cut"
