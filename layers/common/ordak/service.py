"""A service of ours that calls the database: no person, a name, and the id of what it was woken by."""

from dataclasses import dataclass
from typing import Any

from ordak.database import database
from ordak.doorbell import ring


class RefusedError(Exception):
    """The database answered and refused. Carries the code."""


@dataclass(frozen=True)
class Service:
    """Who acts: a row of core.services."""

    name: str
    correlation_id: str

    def ask(self, function: str, **arguments: object) -> dict[str, Any]:
        """Call an api function; ring for what it left to do; return its answer, raise for a refusal."""
        actor = {"kind": "service", "id": self.name, "correlation_id": self.correlation_id}
        body = database().call(function, actor=actor, **arguments)
        if not body["ok"]:
            raise RefusedError(body["code"])
        ring(body)  # it is committed
        return body
