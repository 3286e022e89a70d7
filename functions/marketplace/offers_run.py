"""Offers: how many of each thing the marketplace may sell, set by an import of stock and read again from its report."""

from account import open_account
from ordak.mirakl.client import Mirakl
from ordak.mirakl.error import MiraklError
from ordak.mirakl.stock import StockImport
from ordak.runs import Run

_NO_REPORT = "REPORT_UNREADABLE"


def send_offers(run: Run) -> None:
    """See what became of the import before, list the offers once a day, then send the figures that are to change."""
    account = open_account(run)
    begun = run.ask_store("open_offers")
    if begun["sending"]:
        _conclude(run, account, begun["import_id"])
    if begun["list"]:
        _list(run, account)
    if figures := run.ask_store("claim_offers")["figures"]:
        _send(run, account, figures)


def _list(run: Run, account: Mirakl) -> None:
    """Read all offers, page by page; what was not among them is offered no more."""
    begun = run.checkpoint.get("list_begun", run.at)
    offset: int | None = run.checkpoint.get("offset", 0)
    while offset is not None:
        at = run.at
        page = account.offers(offset)
        offers = [{"sku": offer.sku, "quantity": offer.quantity} for offer in page.offers]
        offset = page.next_offset
        run.ask_store("note_offers", offers=offers, at=at, since=begun if offset is None else None)
        run.keep(list_begun=begun, offset=offset)


def _send(run: Run, account: Mirakl, figures: dict[str, int]) -> None:
    """Make the one call. Its figures are absolute: whatever became of it, they can be sent again."""
    try:
        number = account.import_stock(figures)
    except MiraklError as error:
        _note(run, "unknown" if error.outcome == "unknown" else "not_sent")
        raise
    _note(run, "sent", import_id=number)
    _conclude(run, account, number)


def _conclude(run: Run, account: Mirakl, import_id: str | None) -> None:
    """Read what became of an import; of one whose answer was lost nothing can be."""
    found = None if import_id is None else _status(account, import_id)
    if import_id is None or found is None:
        _note(run, "unknown")
    elif not found.done:
        _note(run, "waits")
    elif found.failed:
        _note(run, "unknown", code=f"IMPORT_{found.status}")
    else:
        refused = _refused(account, import_id) if found.has_report or found.refused else []
        unnamed = bool(found.refused) and not refused
        _note(run, "done", refused=refused, code=_NO_REPORT if unnamed else None)
    run.keep()


def _status(account: Mirakl, import_id: str) -> StockImport | None:
    try:
        return account.stock_import(import_id)
    except MiraklError as error:
        if error.missing:
            return None
        raise


def _refused(account: Mirakl, import_id: str) -> list[str]:
    """Read which SKUs were refused. A report that is not there, or cannot be read, names none and stops nothing."""
    try:
        return account.refused_stock(import_id)
    except MiraklError as error:
        if error.systemic or error.outcome != "refused":
            raise
        return []


def _note(run: Run, outcome: str, **more: object) -> None:
    run.ask_store("note_stock_import", outcome=outcome, **more)
