"""A store's account at its marketplace, for the length of a run."""

from ordak import settings
from ordak.mirakl.client import Mirakl
from ordak.runs import Run

_CALL_MARGIN_SECONDS = 15.0  # a call that was begun may end after the run's slice, before the time-out


def open_account(run: Run) -> Mirakl:
    """Return the marketplace of a run's store."""
    return Mirakl(settings.mirakl_access(run.store), deadline=run.deadline + _CALL_MARGIN_SECONDS)
