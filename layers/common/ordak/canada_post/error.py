"""How a call of Canada Post's Shipping API fails, and what its codes are about."""

from typing import Literal

from ordak.http.outcome import CallError, Outcome

type About = Literal[
    "access",  # our app's key
    "payment",  # the account's way of paying
    "contract",
    "group",  # of shipments, or a manifest that is not ready
    "date",
    "address",
    "service",  # not to this country, or not at all
    "parcel",
    "transmitted",  # too late to void: ask for a refund
    "refunded",  # it was asked for before
    "look-up",
    "duplicate",  # the request id was used before
]

DUPLICATE = "DUPLICATE"
TRANSMITTED = "8064"
REFUNDED = "7292"
# Canada Post's table of codes, as far as it matters to a merchant.
ABOUT: dict[str, About] = {
    "AA001": "access",
    "AA002": "access",
    "AA003": "access",
    "AA004": "access",
    "E002": "access",
    "1156": "address",
    "1157": "address",
    "1159": "address",
    "1622": "date",
    "1653": "payment",
    "1711": "payment",
    "2506": "contract",
    "3000": "service",
    REFUNDED: "refunded",
    TRANSMITTED: "transmitted",
    "9108": "group",
    "9109": "group",
    "9110": "group",
    "9111": "service",
    "9153": "payment",
    "9154": "payment",
    "9162": "parcel",
    "9173": "contract",
    "9174": "payment",
    "9183": "look-up",
    "9185": "look-up",
    DUPLICATE: "duplicate",
}
# What every shipment of the account would fail by.
SYSTEMIC: frozenset[About] = frozenset({"access", "payment", "contract", "group", "date"})


class CarrierError(CallError):
    """A call of the carrier's without a usable answer: `outcome` says what may follow, `about` what a person looks at.

    `code` is the carrier's own where it gave one ("9174"), else HTTP_<status> or one of NOT_SENT, NO_TIME, ANSWER_LOST,
    BAD_ANSWER, THROTTLED, UNAUTHORIZED, FORBIDDEN, DUPLICATE, FOREIGN_LINK.
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
        self.about = ABOUT.get(code)
        wide = systemic or self.about in SYSTEMIC
        super().__init__(code, outcome=outcome, wait_seconds=wait_seconds, systemic=wide, status=status)
