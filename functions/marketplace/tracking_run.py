"""Ships orders at their marketplace: tracking number, reading, shipping, reading. Only SHIPPED counts."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from account import open_account
from carriers import carrier_code
from ordak.mirakl.client import Mirakl, MiraklError
from ordak.runs import Run
from passing_over import passing_over
from taking_in import take_in

_LABELLED = "label_created"
_SHIPPING = "SHIPPING"
type Known = dict[str, Any]  # an order of get_orders_to_track


def track_orders(run: Run) -> None:
    """Bring every order with a label to SHIPPED, by batches; what does not get there is tried again later."""
    account = open_account(run)
    while orders := run.ask_store("get_orders_to_track")["orders"]:
        Batch(run, account, orders).work()
        run.keep()


class Batch:
    """Orders that are brought on together: each reading is of all of them."""

    def __init__(self, run: Run, account: Mirakl, orders: Sequence[Known]) -> None:
        self._run, self._account, self._orders = run, account, orders
        self._there = account.orders([])
        self._faults = {order["order_gid"]: "NOT_SHIPPED" for order in orders}

    def work(self) -> None:
        """Look up, write the tracking, look up, ship, look up; note what is not shipped."""
        self._look_up(self._orders)
        untold = [order for order in self._waiting() if not self._is_told(order)]
        if untold:
            self._write("tracking", untold, partial(self._set_tracking, carrier_code(self._run, self._account)))
            self._look_up(untold)
        told = [order for order in self._waiting() if self._is_told(order)]
        if told:
            self._write("ship", told, self._ship)
            self._look_up(told)
        self._run.ask_store("note_untracked", faults=self._faults)

    def _set_tracking(self, carrier: str, order: Known) -> None:
        self._account.set_tracking(order["mirakl_id"], carrier, order["pin"])

    def _ship(self, order: Known) -> None:
        self._account.ship(order["mirakl_id"])

    def _waiting(self) -> list[Known]:
        """Return the orders that still have to be shipped, and may be."""
        return [order for order in self._orders if order["order_gid"] in self._faults and self._may_ship(order)]

    def _may_ship(self, order: Known) -> bool:
        there = self._there.get(order["mirakl_id"])
        return there is not None and there.state == _SHIPPING

    def _is_told(self, order: Known) -> bool:
        return bool(self._there[order["mirakl_id"]].tracking_number == order["pin"])

    def _look_up(self, orders: Sequence[Known]) -> None:
        """Read orders, and follow what became of them; one that needs no tracking any more has no fault."""
        found = self._account.orders([order["mirakl_id"] for order in orders])
        self._there |= found
        for order in orders:
            there = found.get(order["mirakl_id"])
            if there is None:
                self._faults[order["order_gid"]] = "NOT_FOUND"
                continue
            here = take_in(self._run, there)
            if here is not None and here["status"] != _LABELLED:
                self._faults.pop(order["order_gid"], None)
        self._run.keep()

    def _write(self, what: str, orders: Sequence[Known], write: Callable[[Known], None]) -> None:
        """Write something of each order, claimed before. What is refused is for a person, unless it shows."""
        for order in orders:
            gid = order["order_gid"]
            if self._run.ask_store("claim_tracking", order_gid=gid, write=what)["already_done"]:
                self._faults.pop(gid, None)
                continue
            with passing_over(self._run, partial(self._faults.__setitem__, gid)):
                self._write_one(order, write)
            self._run.keep()

    def _write_one(self, order: Known, write: Callable[[Known], None]) -> None:
        try:
            write(order)
        except MiraklError as error:
            self._faults[order["order_gid"]] = error.code
            if error.systemic:
                raise
            if error.outcome == "refused":
                self._refused(order, error.code)

    def _refused(self, order: Known, code: str) -> None:
        self._look_up([order])
        if order["order_gid"] in self._faults:
            self._run.ask_store("fail_tracking", order_gid=order["order_gid"], code=code)
            del self._faults[order["order_gid"]]
