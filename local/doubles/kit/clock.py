"""The double's time: the machine's, moved ahead by tests that need a day to pass."""

from datetime import UTC, datetime, timedelta


class Clock:
    """Now, and how far ahead of the machine it is."""

    def __init__(self) -> None:
        self._ahead = timedelta()

    def now(self) -> datetime:
        """Return the double's time, in UTC."""
        return datetime.now(UTC) + self._ahead

    def advance(self, **passed: float) -> None:
        """Let time pass: `hours=25`."""
        self._ahead += timedelta(**passed)

    def reset(self) -> None:
        """Be the machine's time again."""
        self._ahead = timedelta()


def stamp(moment: datetime | None) -> str | None:
    """Write a time as JSON mostly has it: in UTC, to the second."""
    return None if moment is None else moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
