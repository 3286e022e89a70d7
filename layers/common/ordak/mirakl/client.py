"""Mirakl's seller API, as our runs use it."""

import time
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from itertools import batched
from typing import Any

from ordak.http.multipart import Part, multipart
from ordak.http.outcome import unreadable
from ordak.http.pace import Clock, Pace
from ordak.mirakl.call import Call, Line, as_body, ask, ask_text, command, path
from ordak.mirakl.error import MiraklError
from ordak.mirakl.orders import Order, OrderPage, read_order
from ordak.mirakl.platform import Carrier, Configuration, read_carrier, read_configuration
from ordak.mirakl.stock import OfferPage, StockImport, read_import, read_offer, refused_skus, stock_file
from ordak.mirakl.threads import Participant, Thread, ThreadPage, read_thread
from ordak.setting_values import MiraklAccess
from ordak.soft_values import each, text, whole

__all__ = ["Mirakl", "MiraklError"]

PAGE = 100  # orders of one answer, and ids of one question
THREADS = 50  # conversations of one answer
PAGE_GAP = 1.0  # seconds between the pages of one listing
LONGEST_MESSAGE = 50_000


class Mirakl:
    """The shop of one store, for calls that end before `deadline` (the clock's monotonic). One call at a time.

    Every method raises MiraklError, whose `outcome` says what may follow. How often a call may be made at all is the
    caller's to keep: OR11 once a minute, SH21 and OF21 once a day, STO01 once a minute.
    """

    def __init__(self, access: MiraklAccess, *, deadline: float, clock: Clock = time) -> None:
        self._line = Line(access, Pace(deadline, clock=clock))

    def orders_changed(self, since: datetime, offset: int = 0) -> OrderPage:
        """OR11: orders changed since then, oldest first. Mirakl goes back some more: the same orders come again.

        An order that changes while pages are read is in the next listing at the latest.
        """
        return self._orders({"start_update_date": _stamp(since)}, offset)

    def orders_in(self, states: Iterable[str], offset: int = 0) -> OrderPage:
        """OR11: orders in these states, oldest first.

        One that leaves its state while pages are read moves the others up, so that one of them may be passed over.
        """
        return self._orders({"order_state_codes": ",".join(states)}, offset)

    def orders(self, order_ids: Sequence[str]) -> dict[str, Order]:
        """OR11: these orders by id, as many calls as a hundred ids each need; one that is missing is not there."""
        found: dict[str, Order] = {}
        for number, some in enumerate(batched(dict.fromkeys(order_ids), PAGE, strict=False)):
            offset: int | None = 0
            while offset is not None:
                gap = PAGE_GAP if number or offset else 0.0
                page = self._orders({"order_ids": ",".join(some)}, offset, gap=gap)
                found |= {order.id: order for order in page.orders}
                offset = page.next_offset
        return found

    def accept(self, order_id: str, line_ids: Sequence[str], *, accepted: bool = True) -> None:
        """OR21: accept or refuse all lines of an order. `error.DECIDED` is refused: it was decided before."""
        lines = [{"accepted": accepted, "id": one} for one in line_ids]
        self._put(path("orders", order_id, "accept"), {"order_lines": lines})

    def set_tracking(self, order_id: str, carrier_code: str, tracking_number: str) -> None:
        """OR23: say how an order travels, by a carrier of SH21. After OR24 it would change nothing."""
        body = {"carrier_code": carrier_code, "tracking_number": tracking_number}
        self._put(path("orders", order_id, "tracking"), body)

    def ship(self, order_id: str) -> None:
        """OR24: say that an order has left. Only an order in SHIPPING; only SHIPPED, read again, means done."""
        command(self._line, Call("PUT", path("orders", order_id, "ship"), changes=True))

    def carriers(self) -> tuple[Carrier, ...]:
        """SH21: the carriers that the operator has registered."""
        return each(ask(self._line, Call("GET", "/shipping/carriers")).get("carriers"), read_carrier)

    def configuration(self) -> Configuration:
        """PC01: the operator's settings."""
        return read_configuration(ask(self._line, Call("GET", "/platform/configuration")))

    def threads(self, since: datetime, page_token: str | None = None) -> ThreadPage:
        """M11: conversations changed since then, each with its last hundred messages."""
        query = {"updated_since": _stamp(since), "with_messages": "true", "limit": str(THREADS)}
        if page_token:
            query["page_token"] = page_token
        page = ask(self._line, Call("GET", "/inbox/threads", query), gap=PAGE_GAP if page_token else 0.0)
        if not isinstance(page.get("data"), list):
            raise unreadable(MiraklError, changes=False)
        found = each(page["data"], read_thread)
        return ThreadPage(found, text(page.get("next_page_token")), len(page["data"]) - len(found))

    def thread(self, thread_id: str) -> Thread | None:
        """M10: one conversation with all of its messages; None if there is none."""
        try:
            found = read_thread(ask(self._line, Call("GET", path("inbox", "threads", thread_id))))
        except MiraklError as error:
            if error.missing:
                return None
            raise
        if found is None:
            raise unreadable(MiraklError, changes=False)
        return found

    def reply(self, thread_id: str, body: str, to: Sequence[Participant]) -> str:
        """M12: write in a conversation; return the message's id. There is no key: M10 shows whether it was sent."""
        if not 0 < len(body) <= LONGEST_MESSAGE:
            raise ValueError(f"a message has 1 to {LONGEST_MESSAGE} characters")
        written = {"body": body, "to": [_addressed(one) for one in to]}
        kind, sent = multipart([Part("message_input", "application/json", as_body(written))])
        call = Call("POST", path("inbox", "threads", thread_id, "message"), {}, sent, kind, changes=True)
        return self._made(call, "message_id")

    def offers(self, offset: int = 0) -> OfferPage:
        """OF21: what the shop offers. One that is added or ends while pages are read moves the others."""
        page, following = self._page("offers", {}, offset)
        return OfferPage(each(page["offers"], read_offer), following)

    def import_stock(self, figures: Mapping[str, int]) -> str:
        """STO01: set how many of each offer can be sold; return the import's id. At most once a minute."""
        kind, sent = multipart([Part("file", "text/csv", stock_file(figures), "stock.csv")])
        return self._made(Call("POST", "/offers/stock/imports", {}, sent, kind, changes=True), "import_id")

    def stock_import(self, import_id: str) -> StockImport:
        """STO02: how far an import is."""
        return read_import(ask(self._line, Call("GET", path("offers", "stock", "imports", import_id, "status"))))

    def refused_stock(self, import_id: str) -> list[str]:
        """STO03: the SKUs that an import did not take."""
        call = Call("GET", path("offers", "stock", "imports", import_id, "error_report"))
        return refused_skus(ask_text(self._line, call))

    def _orders(self, query: Mapping[str, str], offset: int, *, gap: float | None = None) -> OrderPage:
        page, following = self._page("orders", {**query, "sort": "dateCreated", "order": "asc"}, offset, gap=gap)
        found = each(page["orders"], read_order)
        return OrderPage(found, following, whole(page.get("total_count")), len(page["orders"]) - len(found))

    def _page(
        self, what: str, query: Mapping[str, str], offset: int, *, gap: float | None = None
    ) -> tuple[dict[str, Any], int | None]:
        """Read a page of a listing by offset; return it with the offset of the next one, None after the last."""
        between = PAGE_GAP if offset else 0.0
        paging = {"max": str(PAGE), "offset": str(offset)}
        page = ask(self._line, Call("GET", path(what), {**query, **paging}), gap=between if gap is None else gap)
        if not isinstance(page.get(what), list):
            raise unreadable(MiraklError, changes=False)
        given, total = len(page[what]), whole(page.get("total_count"))
        # A page may be shorter than was asked for: only the total, or nothing more, is the end.
        more_to_come = given > 0 and (total is None or offset + given < total)
        return page, offset + given if more_to_come else None

    def _put(self, where: str, body: Mapping[str, object]) -> None:
        command(self._line, Call("PUT", where, {}, as_body(body), "application/json", changes=True))

    def _made(self, call: Call, name: str) -> str:
        number = text(ask(self._line, call).get(name))
        if number is None:
            raise unreadable(MiraklError, changes=True)
        return number


def _stamp(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _addressed(participant: Participant) -> dict[str, str]:
    return {"type": participant.type} | ({} if participant.id is None else {"id": participant.id})
