"""A service of ours that calls the database: no person, a name, and the id of what it was woken by."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import Any

from ordak.aws.wake import wake_workers
from ordak.database import DatabaseError, database


class RefusedError(Exception):
    """The database answered and refused. Carries the code."""


@dataclass(frozen=True)
class Service:
    """Who acts: a row of core.services; `worker` is what it is called where workers are counted, "" for who is none."""

    name: str
    correlation_id: str
    worker: str = ""
    _failures: Counter[str] = field(default_factory=Counter, compare=False, repr=False)

    def ask(self, function: str, **arguments: object) -> dict[str, Any]:
        """Call an api function; wake the workers of what it left to do; return its answer, raise for a refusal."""
        actor = {"kind": "service", "id": self.name, "correlation_id": self.correlation_id}
        if self.worker:
            actor["worker"] = self.worker
        try:
            body = database().call(function, actor=actor, **arguments)
        except DatabaseError as error:
            self._failures["away" if error.unreachable else "broken off"] += 1
            raise
        if not body["ok"]:
            raise RefusedError(body["code"])
        wake_workers(body)  # it is committed
        return body

    @contextmanager
    def run(self) -> Iterator[None]:
        """Be one run of a worker: however it ends, Postgres notes that, and how many calls it broke off."""
        try:
            yield
        except Exception:
            self._note_run()
            raise
        self._note_run()

    def _note_run(self) -> None:
        if self._failures["away"]:
            return  # who was not there a moment ago is not waited for again
        with suppress(DatabaseError, RefusedError):
            self.ask("note_run", crashed=self._failures["broken off"])
