"""Imports: what has changed at the marketplace since the last time, and each night all that is open there."""

from datetime import datetime

from account import open_account
from ordak.mirakl.orders import OrderPage
from ordak.runs import Run
from taking_in import take_all_in

_OPEN = ("STAGING", "WAITING_ACCEPTANCE", "WAITING_DEBIT", "WAITING_DEBIT_PAYMENT", "SHIPPING")


def import_changed(run: Run) -> None:
    """Read the orders that changed since the last import, page by page. How far it came is kept when all are here."""
    account = open_account(run)
    since = run.checkpoint.get("since") or run.ask_store("open_import")["since"]
    offset: int | None = run.checkpoint.get("offset", 0)
    until = run.checkpoint.get("until", "")
    while offset is not None:
        page = account.orders_changed(datetime.fromisoformat(since), offset)
        _take_page(run, page)
        # By the marketplace's clock: ours may differ.
        moments = [order.last_updated_at.isoformat() for order in page.orders if order.last_updated_at]
        until, offset = max([until, *moments]), page.next_offset
        if offset is not None:
            run.keep(since=since, offset=offset, until=until)
    run.ask_store("close_import", until=until or None)


def import_open(run: Run) -> None:
    """Read every order that is open there, then those that are open here alone, and those that could not be read."""
    account = open_account(run)
    offset: int | None = run.checkpoint.get("offset", 0)
    while offset is not None and not run.checkpoint.get("paged"):
        page = account.orders_in(_OPEN, offset)
        _take_page(run, page)
        offset = page.next_offset
        run.keep(offset=offset, paged=offset is None)
    after = run.checkpoint.get("after", "")
    while ours := run.ask_store("list_orders_to_read", after=after)["mirakl_ids"]:
        take_all_in(run, account.orders(ours).values())
        after = ours[-1]
        run.keep(after=after)


def _take_page(run: Run, page: OrderPage) -> None:
    take_all_in(run, page.orders)
    if page.unreadable:
        run.ask_store("note_unread_order", mirakl_id="", code="order_id")
