"""A step that fails at one order by a fault of ours passes it over; what every order would fail by ends the run."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from carriers import NoCarrierError
from ordak import log
from ordak.aws.sdk import AwsError
from ordak.database import DatabaseError
from ordak.failure import code_of
from ordak.http.outcome import CallError
from ordak.runs import LostRunError, OutOfTimeError, Run
from ordak.service import RefusedError
from parcel import ParcelError

# Of all orders, or such that each step judges for itself.
_NOT_OURS = (LostRunError, OutOfTimeError, CallError, AwsError, RefusedError, NoCarrierError, ParcelError)
_AGAIN = "40"  # the class of what Postgres asks to be tried again


@contextmanager
def passing_over(run: Run, note: Callable[[str], object]) -> Iterator[None]:
    """Do something about one thing of a run. What fails by a fault of ours is logged, and its code noted."""
    started = time.perf_counter()
    try:
        yield
    except Exception as error:
        if _is_no_fault_of_ours(error):
            raise
        code = code_of(error)
        function, correlation_id = f"marketplace_{run.kind}", run.service.correlation_id
        log.failed(started, error, function=function, store=run.store, code=code, correlation_id=correlation_id)
        note(code)


def pass_over(run: Run, order_gid: str) -> Callable[[str], object]:
    """Return what notes that this step fails at an order: it is taken again later, and a person is alerted."""
    return lambda code: run.ask_store("pass_over_order", order_gid=order_gid, step=run.kind, code=code)


def _is_no_fault_of_ours(error: Exception) -> bool:
    if isinstance(error, DatabaseError):
        return error.unreachable or error.timed_out or (error.sqlstate or "").startswith(_AGAIN)
    return isinstance(error, _NOT_OURS)
