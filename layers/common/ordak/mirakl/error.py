"""How a call of Mirakl's seller API fails."""

from ordak.http.outcome import CallError

DECIDED = "ORDER_INVALID_STATE"  # of OR21: the order was accepted or refused before


class MiraklError(CallError):
    """A call of Mirakl's without a usable answer: `outcome` says what may follow.

    `code` is Mirakl's own where it gave one (ORDER_INVALID_STATE, …), else HTTP_<status> or one of NOT_SENT, NO_TIME,
    ANSWER_LOST, BAD_ANSWER, THROTTLED, UNAUTHORIZED, FORBIDDEN.
    """
