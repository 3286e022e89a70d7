"""OR11, OR21, OR23 and OR24: orders are listed, decided, given a tracking number, and leave."""

import re
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from local.doubles.kit import Asked, Operation, RefusedError, Reply
from local.doubles.kit.shape import ListOf, Text, check
from local.doubles.mirakl.books import Books, Held
from local.doubles.mirakl.lifecycle import SHIPPED, SHIPPING, STATES, WAITING, Lifecycle
from local.doubles.mirakl.listing import MOST, PAGING, page_of
from local.doubles.mirakl.platform import carrier
from local.doubles.mirakl.replies import found, nothing, sent_json
from local.doubles.mirakl.settings import Settings

BACK = timedelta(minutes=1)  # how much further back than asked changes are searched
_STAMP = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,3})?Z")
_QUERY = frozenset({
    *("order_ids", "order_state_codes", "sort", "order"),
    *("start_update_date", "end_update_date", "start_date", "end_date"),
})  # fmt: skip
_DECISION = {"order_lines": ListOf({"accepted": bool, "id": Text(100)})}
_TRACKING = {
    "carrier_code?": Text(100),
    "carrier_name?": Text(100),
    "carrier_standard_code?": Text(100),
    "carrier_url?": Text(255),
    "tracking_number?": Text(100),
}


class Orders:
    """The operations on orders."""

    def __init__(self, books: Books, lifecycle: Lifecycle, settings: Settings) -> None:
        self._books, self._lifecycle, self._settings = books, lifecycle, settings
        self.operations = (
            Operation("OR11", "GET", "/api/orders", self._list, _QUERY | PAGING),
            Operation("OR21", "PUT", "/api/orders/{}/accept", self._decide, changes=True),
            Operation("OR23", "PUT", "/api/orders/{}/tracking", self._track, changes=True),
            Operation("OR24", "PUT", "/api/orders/{}/ship", self._ship, changes=True),
        )

    def _list(self, asked: Asked) -> Reply:
        self._lifecycle.pass_time()
        chosen = self._chosen(asked)
        chosen.sort(key=lambda held: str(held.body["created_date"]), reverse=_descending(asked))
        page = page_of(asked, chosen)
        answer = found({"orders": [held.body for held in page], "total_count": len(chosen)})
        for held in page:
            self._lifecycle.read(held)
        return answer

    def _chosen(self, asked: Asked) -> list[Held]:
        ids, states = _listed(asked, "order_ids"), _listed(asked, "order_state_codes")
        if unknown := (states or frozenset()) - STATES:
            raise RefusedError(400, f"There is no state {sorted(unknown)}.", "VALIDATION_ERROR")
        changed = _moment(asked, "start_update_date")
        since = changed and changed - BACK
        until, made, made_until = (_moment(asked, name) for name in ("end_update_date", "start_date", "end_date"))
        return [
            held
            for order_id, held in self._books.orders.items()
            if (ids is None or order_id in ids)
            and (states is None or held.body["order_state"] in states)
            and _within(held.body["last_updated_date"], since, until)
            and _within(held.body["created_date"], made, made_until)
        ]

    def _decide(self, asked: Asked) -> Reply:
        body = sent_json(asked)
        check(body, _DECISION)
        held = self._books.order(asked.parts[0])
        there = [line["order_line_id"] for line in held.body["order_lines"]]
        ids = [line["id"] for line in body["order_lines"]]
        answers = {line["accepted"] for line in body["order_lines"]}
        _refuse_if(len(set(ids)) < len(ids), "ORDER_LINE_DUPLICATE_ID")
        _refuse_if(not set(ids) <= set(there), "ORDER_LINE_NOT_FOUND")
        _refuse_if(held.body["order_state"] != WAITING, "ORDER_INVALID_STATE")
        _refuse_if(set(ids) != set(there), "ORDER_LINE_ACCEPTANCE_DECISION_MISSING")
        _refuse_if(len(answers) > 1, "ORDER_PARTIAL_ACCEPTANCE_DISABLED")
        self._lifecycle.decide(held, accepted=answers == {True})
        return nothing()

    def _track(self, asked: Asked) -> Reply:
        body = sent_json(asked)
        check(body, _TRACKING)
        held = self._books.order(asked.parts[0])
        code, name = body.get("carrier_code"), body.get("carrier_name")
        registered = carrier(code)
        if registered is None and (code or not name or self._settings.registered_carriers_only):
            raise RefusedError(400, "The carrier is not registered.")
        if registered and "{trackingId}" in registered["tracking_url"] and not body.get("tracking_number"):
            raise RefusedError(400, "The tracking number is missing.")
        if held.body["order_state"] not in {SHIPPING, SHIPPED}:
            raise RefusedError(400, "The order has no tracking in this state.")
        if held.body["order_state"] == SHIPPING:  # later it is taken, and nothing comes of it
            held.body["shipping_carrier_code"] = code or ""
            held.body["shipping_company"] = registered["label"] if registered else name
            held.body["shipping_tracking"] = body.get("tracking_number", "")
            self._lifecycle.touch(held)
        return nothing()

    def _ship(self, asked: Asked) -> Reply:
        if asked.request.body:
            raise RefusedError(400, "OR24 has no body.")
        held = self._books.order(asked.parts[0])
        if held.body["order_state"] != SHIPPING:
            raise RefusedError(400, "The order is not to be shipped in this state.")
        if not held.body.get("shipping_tracking"):
            raise RefusedError(
                400, "This double ships nothing before its tracking is known: the customer is mailed once."
            )
        self._lifecycle.ship(held)
        return nothing()


def _refuse_if(wrong: bool, code: str) -> None:  # noqa: FBT001 - what is wrong is its one argument
    if wrong:
        raise RefusedError(400, f"The decision is refused: {code}.", code)


def _listed(asked: Asked, name: str) -> frozenset[str] | None:
    given = asked.query.get(name)
    if given is None:
        return None
    names = given.split(",")
    if not all(names) or len(names) > MOST:
        raise RefusedError(400, f"{name} has 1 to {MOST} values.", "VALIDATION_ERROR")
    return frozenset(names)


def _descending(asked: Asked) -> bool:
    if asked.query.get("sort", "dateCreated") != "dateCreated" or asked.query.get("order", "asc") not in {
        "asc",
        "desc",
    }:
        raise RefusedError(400, "Orders are sorted by dateCreated, asc or desc.", "VALIDATION_ERROR")
    return asked.query.get("order") == "desc"


def _moment(asked: Asked, name: str) -> datetime | None:
    given = asked.query.get(name)
    if given is None:
        return None
    if not _STAMP.fullmatch(given):
        raise RefusedError(400, f"{name} is a time like 2026-11-30T09:00:00Z.", "VALIDATION_ERROR")
    return datetime.fromisoformat(given).astimezone(UTC)


def _within(stamped: str, first: datetime | None, last: datetime | None) -> bool:
    at = datetime.fromisoformat(stamped)
    return (first is None or at >= first) and (last is None or at <= last)


def shipped(orders: Iterable[Held]) -> int:
    """Count the orders that have left."""
    return sum(held.body["order_state"] == SHIPPED for held in orders)
