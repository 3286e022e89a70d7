"""Takes conversations into the database. One that cannot be read stops no other, and is read again next time."""

from functools import partial
from typing import Literal

from ordak.mirakl.client import Mirakl
from ordak.mirakl.error import MiraklError
from ordak.mirakl.threads import Thread
from ordak.runs import Run
from ordak.service import RefusedError
from ordak.soft_values import as_json
from passing_over import passing_over

_IMPOSSIBLE = "ING001"
_NO_ID = ""

type Reading = Literal["read", "unread", "gone"]


def take_thread(run: Run, account: Mirakl, thread: Thread) -> None:
    """Bring a conversation to what it is there. The listing has a hundred messages: a longer one is read whole."""
    answer = _ingest(run, thread)
    if answer is not None and not answer["whole"]:
        read_thread(run, account, thread.id)


def read_thread(run: Run, account: Mirakl, thread_id: str) -> Reading:
    """Read a conversation with all its messages. A failure of this one is noted, a systemic one raised."""
    try:
        thread = account.thread(thread_id)
    except MiraklError as error:
        if error.systemic:
            raise
        _note_unread(run, thread_id, error.code)
        return "unread"
    if thread is None:
        _note_unread(run, thread_id, "NO_THREAD")
        return "gone"
    return "unread" if _ingest(run, thread) is None else "read"


def note_nameless(run: Run, count: int) -> None:
    """Show a person that the listing had conversations without an id."""
    if count:
        _note_unread(run, _NO_ID, "thread_id")


def _note_unread(run: Run, thread_id: str, code: str) -> None:
    run.ask_store("note_unread_thread", thread_id=thread_id, code=code)


def _ingest(run: Run, thread: Thread) -> dict[str, object] | None:
    """Return what is here of it now; None if it cannot be, which is noted."""
    note = partial(_note_unread, run, thread.id)
    with passing_over(run, note):
        try:
            return run.ask_store("ingest_thread", thread=as_json(thread))
        except RefusedError as error:
            if str(error) != _IMPOSSIBLE:
                raise
            note(_IMPOSSIBLE)
    return None
