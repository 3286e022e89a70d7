"""What a failed call to the outside means for its caller: refused, not sent, or unknown."""

import re
from datetime import UTC, datetime
from typing import Literal

from ordak.http.client import Answer, HttpError

type Outcome = Literal["refused", "not_sent", "unknown"]

FLOOR = 10.0  # seconds: no pause that the other side asks for is shorter
LONGEST = 3600.0  # nor longer, whatever it writes
USUAL = 60.0  # where it says that there were too many calls, and not for how long
_UNAUTHORIZED, _FORBIDDEN, _NOT_FOUND, _TOO_SLOW, _TOO_MANY, _AWAY = 401, 403, 404, 408, 429, 503
_MOVED, _OUR_FAULT, _THEIR_FAULT, _BEYOND = 300, 400, 500, 600


class CallError(Exception):
    """A call without a usable answer. Carries a code, never words of the other side's: they quote what we sent.

    `refused`: it was judged and not done; the same call would be refused again.
    `not_sent`: nothing was judged or done (no connection, no time, no right, too many calls; a read without an
    answer): the same call may be made again, after `wait_seconds`.
    `unknown`: a change that may have been made: look it up before anything else.
    `systemic`: not specific to the requested item, so that the next one would fail as well.
    `status` is the HTTP status of what was refused.
    """

    def __init__(
        self,
        code: str,
        *,
        outcome: Outcome,
        wait_seconds: float = 0.0,
        systemic: bool = False,
        status: int | None = None,
    ) -> None:
        super().__init__(code)
        self.code = code
        self.outcome = outcome
        self.wait_seconds = wait_seconds
        self.systemic = systemic
        self.status = status

    @property
    def missing(self) -> bool:
        """Whether the answer was that there is no such thing."""
        return self.status == _NOT_FOUND


def without_answer[E: CallError](kind: type[E], error: HttpError, *, changes: bool) -> E:
    """Say what a call that brought no answer means."""
    if error.kind == "connect":
        return kind("NOT_SENT", outcome="not_sent", systemic=True)
    return kind("ANSWER_LOST", outcome=_perhaps(changes=changes))


def unreadable[E: CallError](kind: type[E], *, changes: bool) -> E:
    """Say what an answer that is not the expected one means: a page of a proxy, half a document, an empty body."""
    return kind("BAD_ANSWER", outcome=_perhaps(changes=changes))


def failed[E: CallError](kind: type[E], answer: Answer, *, changes: bool, code: str | None = None) -> E:
    """Say what a status other than the expected one means; `code` is the other side's own, where it gave one."""
    status, named = answer.status, code or f"HTTP_{answer.status}"
    wait = _asked_pause(answer)
    if status == _TOO_MANY:
        return throttled(kind, wait)
    if status in {_UNAUTHORIZED, _FORBIDDEN}:
        named = "UNAUTHORIZED" if status == _UNAUTHORIZED else "FORBIDDEN"
        return kind(named, outcome="not_sent", wait_seconds=wait, systemic=True)
    if _THEIR_FAULT <= status < _BEYOND or status == _TOO_SLOW:
        return kind(named, outcome=_perhaps(changes=changes), wait_seconds=wait, systemic=status == _AWAY)
    if _OUR_FAULT <= status < _THEIR_FAULT:
        return kind(named, outcome="refused", wait_seconds=wait, status=status)
    # A redirection leads to another address than ours, for one call as for the next.
    moved = _MOVED <= status < _OUR_FAULT
    return kind(named if moved else "BAD_ANSWER", outcome=_perhaps(changes=changes), systemic=moved)


def throttled[E: CallError](kind: type[E], wait_seconds: float) -> E:
    """Say that there were too many calls."""
    return kind("THROTTLED", outcome="not_sent", wait_seconds=wait_seconds or USUAL, systemic=True)


def _perhaps(*, changes: bool) -> Outcome:
    return "unknown" if changes else "not_sent"


def _asked_pause(answer: Answer) -> float:
    """Read Retry-After, in seconds or as a date; 0 where there is none that can be read."""
    asked = answer.headers.get("retry-after", "").strip()
    if not asked:
        return 0.0
    if re.fullmatch(r"[0-9]{1,9}(\.[0-9]{1,9})?", asked):
        return min(max(float(asked), FLOOR), LONGEST)
    from email.utils import parsedate_to_datetime  # noqa: PLC0415 - rarely met

    try:
        until = parsedate_to_datetime(asked)
    except ValueError:
        return 0.0
    if until.tzinfo is None:
        until = until.replace(tzinfo=UTC)
    return min(max((until - datetime.now(UTC)).total_seconds(), FLOOR), LONGEST)
