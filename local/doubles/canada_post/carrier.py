"""The carrier, and what tests see of it."""

from typing import Any

from local.doubles.canada_post.books import Books, Shipment
from local.doubles.canada_post.prices import Prices
from local.doubles.canada_post.replies import refusal
from local.doubles.canada_post.settings import BASE, Settings
from local.doubles.canada_post.shipments import FAILURES, Shipments
from local.doubles.canada_post.tokens import Tokens
from local.doubles.kit import Api, CallLog, Clock, Failure, Keeper, Operation, Reply, Request, Switches

TOKEN = "token"  # noqa: S105 - the operation of asking for one, which a failure of any operation does not mean
_DOOR = f"{BASE}/cpc-api-native-oauth-provider/oauth2/token"


class Carrier:
    """A carrier; every method may be called from any thread. `host` is where it answers."""

    host = ""

    def __init__(self, settings: Settings | None = None) -> None:
        self.settings = settings or Settings()
        self.clock = Clock()
        self.switches = Switches(*FAILURES, by_name=frozenset({TOKEN}))
        self.tokens = Tokens(self.settings, self.clock)
        self._books = Books(self.clock)
        self.keeper = Keeper(self.settings.state)
        shipments = Shipments(self._books, self.settings, self.switches, lambda: self.host)
        prices = Prices(self.settings)
        operations = [Operation(TOKEN, "POST", _DOOR, self.tokens.grant), *shipments.operations, *prices.operations]
        self._api = Api(operations, self._guard, refusal, self.switches, self.clock, self.keeper.changed)
        if (kept := self.keeper.keep("canada_post", self._dump)) is not None:
            self._books.restore(kept)

    def answer(self, request: Request) -> Reply:
        """Answer a merchant."""
        return self._api.answer(request)

    @property
    def shipments(self) -> list[Shipment]:
        """Return every shipment that was bought, oldest first, voided ones too."""
        with self._api.lock:
            return list(self._books.shipments.values())

    def bought(self, request_id: str) -> int:
        """Count the labels that a request id has bought."""
        with self._api.lock:
            return len(self._books.bought(request_id))

    @property
    def log(self) -> CallLog:
        """Return what was asked."""
        return self._api.log

    def fail(self, kind: str, count: int = 1, operation: str | None = None, **how: Any) -> None:
        """Turn a failure on: so many times, for an operation (`create`), or any but `token`."""
        self.switches.set(Failure(kind, count, operation, **how))

    def forget(self) -> None:
        """Begin anew: no shipments, no calls, no tokens, nothing failing. Numbers stay."""
        with self._api.lock:
            self._books.shipments.clear()
            self._api.log.calls.clear()
        self.tokens.revoke_all()
        self.switches.clear()
        self.clock.reset()
        self.keeper.changed()

    def _guard(self, request: Request) -> None:
        if request.path != _DOOR:
            self.tokens.check(request)

    def _dump(self) -> dict[str, Any]:
        with self._api.lock:
            return self._books.dump()
