"""Accepts orders: all lines or none, claimed before it is sent, and accepted only when the marketplace says so."""

from collections.abc import Sequence
from typing import Any

from account import open_account
from ordak.mirakl.client import Mirakl, MiraklError
from ordak.mirakl.error import DECIDED
from ordak.runs import Run
from passing_over import pass_over, passing_over
from taking_in import take_all_in


def accept_orders(run: Run) -> None:
    """Decide what is to be decided, the most urgent first, then read again what was, until it shows."""
    run.ask_store("watch_acceptance")
    account = open_account(run)
    while orders := run.ask_store("get_orders_to_accept")["orders"]:
        waiting = [order for order in orders if order["action"] == "reread"]
        for order in orders:
            with passing_over(run, pass_over(run, order["order_gid"])):
                if order["action"] != "reread" and _decide(run, account, order):
                    waiting.append(order)
            run.keep()
        _read_again(run, account, waiting)


def _decide(run: Run, account: Mirakl, order: dict[str, Any]) -> bool:
    """Send a decision, once; whether its result is to be read. One that certainly was not sent is sent again later."""
    gid = order["order_gid"]
    if run.ask_store("claim_acceptance", order_gid=gid, action=order["action"])["already_done"]:
        return False
    try:
        account.accept(order["mirakl_id"], order["line_ids"], accepted=order["action"] == "accept")
    except MiraklError as error:
        if error.outcome == "not_sent":
            run.ask_store("drop_acceptance", order_gid=gid, wait_seconds=int(error.wait_seconds))
            if error.systemic:
                raise
            return False
        if error.outcome == "refused" and error.code != DECIDED:
            run.ask_store("fail_acceptance", order_gid=gid, code=error.code)
            return False
    return True


def _read_again(run: Run, account: Mirakl, orders: Sequence[dict[str, Any]]) -> None:
    """Read orders of which a decision was sent; those that wait for it still are read again in a later run."""
    if orders:
        take_all_in(run, account.orders([order["mirakl_id"] for order in orders]).values())
        run.ask_store("note_rereads", order_gids=[order["order_gid"] for order in orders])
        run.keep()
