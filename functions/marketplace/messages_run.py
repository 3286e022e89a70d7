"""Messages: the conversations with customers that have changed at the marketplace since the last time."""

from datetime import datetime

from account import open_account
from ordak.mirakl.client import Mirakl
from ordak.mirakl.error import MiraklError
from ordak.mirakl.threads import ThreadPage
from ordak.runs import Run
from taking_threads import note_nameless, read_thread, take_thread


def read_messages(run: Run) -> None:
    """Read what changed, page by page. How far it came is kept when all of it is here, by the marketplace's clock."""
    account = open_account(run)
    if "since" not in run.checkpoint:
        begun = run.ask_store("open_messages")
        for thread_id in begun["unread"]:
            read_thread(run, account, thread_id)
        run.keep(since=begun["since"], token=None, until="")
    token: str | None = run.checkpoint["token"]
    until: str = run.checkpoint["until"]
    while True:
        page = _page(run, account, token)
        for thread in page.threads:
            take_thread(run, account, thread)
        note_nameless(run, page.unreadable)
        until = max([until, *(thread.updated_at.isoformat() for thread in page.threads if thread.updated_at)])
        token = page.next_token
        if token is None:
            break
        run.keep(token=token, until=until)
    if until:
        run.ask_store("close_messages", until=until)


def _page(run: Run, account: Mirakl, token: str | None) -> ThreadPage:
    try:
        return account.threads(datetime.fromisoformat(run.checkpoint["since"]), token)
    except MiraklError as error:
        if token is not None and error.outcome == "refused":
            run.hold(token=None)  # the place in the listing is not there any more: from the beginning
        raise
