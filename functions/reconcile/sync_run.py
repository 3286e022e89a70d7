"""A run that a worker has: where it was left, and how it goes on after the worker."""

import time
from typing import Any

from ordak.service import Service


class LostRunError(Exception):
    """Another worker has the run: this one was too slow."""


class OutOfTimeError(Exception):
    """The rest of the run is for the next invocation."""


class SyncRun:
    """One run. `checkpoint` is what it needs to go on; it is kept with every page."""

    def __init__(
        self, service: Service, worker: str, deadline: float, lease_seconds: int, found: dict[str, Any]
    ) -> None:
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
        self._worker = worker
        self._deadline = deadline
        self._lease_seconds = lease_seconds

    def ask(self, function: str, **arguments: object) -> dict[str, Any]:
        """Call a function about this run."""
        return self.service.ask(function, run_id=self.run_id, **arguments)

    def keep(self, **checkpoint: object) -> None:
        """Keep how far the run is, and go on if there is time."""
        self.hold(**checkpoint, failures=0)

    def hold(self, **checkpoint: object) -> None:
        """Keep the run for longer, and what it needs, though it is no further: its failures still count."""
        self.checkpoint = {**self.checkpoint, **checkpoint}
        self._save(self._lease_seconds)
        if time.monotonic() > self._deadline:
            raise OutOfTimeError

    def count_failure(self) -> int:
        """Count one more failure in a row, and return how many there are."""
        self.checkpoint["failures"] = self.checkpoint.get("failures", 0) + 1
        return int(self.checkpoint["failures"])

    def leave(self, seconds: float) -> None:
        """Leave the run to whoever comes next, not before so many seconds."""
        self._save(self._lease_seconds)
        self._save(int(seconds))

    def finish(self, error: str | None) -> None:
        """The run is over."""
        self.ask("finish_sync", worker=self._worker, error=error)

    def _save(self, lease_seconds: int) -> None:
        saved = self.ask("save_sync", worker=self._worker, checkpoint=self.checkpoint, lease_seconds=lease_seconds)
        if saved["already_done"]:
            raise LostRunError
        self.at = saved["at"]
