"""Answers to customers: the automatic ones that are due, and what people wrote; each is sent once."""

from functools import partial
from typing import Any

from account import open_account
from ordak.mirakl.client import Mirakl
from ordak.mirakl.error import MiraklError
from ordak.mirakl.threads import CUSTOMER, Participant
from ordak.runs import Run
from passing_over import passing_over
from taking_threads import read_thread


def answer_customers(run: Run) -> None:
    """Write the automatic replies that are due, then send what waits. One that fails stops no other."""
    account = open_account(run)
    run.ask_store("claim_auto_replies")
    looked_up: set[int] = set()
    while (message := run.ask_store("open_message")["message"]) is not None:
        number = message["message_no"]
        # What failed while it was sent may have been; what fails while it is looked up is for a person.
        outcome = "refused" if message["is_looked_up"] else "unknown"
        with passing_over(run, partial(_fail, run, message, outcome)):
            if message["is_looked_up"] or number not in looked_up:
                # Also before its first call: a database that was restored does not know of the one that was made.
                _look_up(run, account, message)
                looked_up.add(number)
            else:
                looked_up.remove(number)
                _send(run, account, message)
        run.keep()


def _send(run: Run, account: Mirakl, message: dict[str, Any]) -> None:
    """Make the one call. That it begins is committed: whatever becomes of us, it is looked up before another."""
    to = [Participant(CUSTOMER, message["customer_id"])]
    try:
        number = account.reply(message["thread_id"], message["body"], to)
    except MiraklError as error:
        _close(run, message, error.outcome, code=error.code, wait_seconds=int(error.wait_seconds))
        if error.systemic:
            raise
        return
    _close(run, message, "sent", message_id=number)


def _look_up(run: Run, account: Mirakl, message: dict[str, Any]) -> None:
    """Read the conversation, in which the message is found if it was sent; else it may be sent. Unread: later again."""
    reading = read_thread(run, account, message["thread_id"])
    if reading == "read":
        _close(run, message, "not_found" if message["is_looked_up"] else "unsent")
    elif reading == "gone":
        _close(run, message, "refused", code="NO_THREAD")


def _fail(run: Run, message: dict[str, Any], outcome: str, code: str) -> None:
    _close(run, message, outcome, code=code)


def _close(run: Run, message: dict[str, Any], outcome: str, **more: object) -> None:
    run.ask_store("close_message", message_no=message["message_no"], outcome=outcome, **more)
