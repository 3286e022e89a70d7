"""Alerts of labels that were bought a day ago and are on no parcel yet, some at a time."""

from ordak.runs import Run


def warn_unpacked(run: Run) -> None:
    """Alert until there is no such label more."""
    while not run.ask_store("warn_unpacked")["already_done"]:
        run.keep()
