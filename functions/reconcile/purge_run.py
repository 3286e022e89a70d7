"""The purge: deletes what is kept no longer, some rows at a time, each time in a transaction of its own."""

from ordak.portion import Portion
from ordak.runs import Run

_portion = Portion(500)


def purge(run: Run) -> None:
    """Delete until nothing is left, or the time is over."""
    more = True
    while more:
        with _portion.taken() as size:
            more = run.service.ask("purge", limit=size)["more"]
        run.keep()
