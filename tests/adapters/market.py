"""A marketplace and a carrier as the tests of their clients use them: doubles that begin anew, clients whose time a test moves."""

from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Any, NamedTuple

import pytest

from local.doubles import canada_post as carrier_double
from local.doubles import mirakl as market_double
from ordak.canada_post.client import CanadaPost
from ordak.canada_post.new_shipment import NewShipment, Parcel, Party
from ordak.http.outcome import CallError
from ordak.mirakl.client import Mirakl
from ordak.setting_values import CanadaPostAccess, MiraklAccess
from tests.clock import Clock

STORE = "bestbuyca"
SENDER = Party("", "Example Shop", "613-555-0100", ("1 Example Street",), "Ottawa", "ON", "K1A0B1")
DESTINATION = Party("Robin Example", "", "514-555-0101", ("2 rue Exemple",), "Montréal", "QC", "H2B1A0")
PARCEL = Parcel(Decimal("1.25"), Decimal(30), Decimal(20), Decimal("10.5"))


class Failing(NamedTuple):
    """A failure, what the caller is told, and whether the call was applied all the same."""

    kind: str
    how: dict[str, Any]
    code: str
    outcome: str  # of a change; a read is never unknown
    done: bool = False
    systemic: bool = False
    wait: float = 0.0


_PAGE = "<html><body>We are down for maintenance</body></html>"
FAILURES = [
    Failing("reset before", {}, "ANSWER_LOST", "unknown"),
    Failing("reset after", {}, "ANSWER_LOST", "unknown", done=True),
    Failing("silence", {"seconds": 30}, "ANSWER_LOST", "unknown"),
    Failing("latency", {"seconds": 30}, "ANSWER_LOST", "unknown", done=True),
    Failing("status", {"status": 500}, "HTTP_500", "unknown"),
    Failing("status", {"status": 502}, "HTTP_502", "unknown"),
    Failing("status", {"status": 503, "retry_after": "120"}, "HTTP_503", "unknown", systemic=True, wait=120),
    Failing("status after", {"status": 500}, "HTTP_500", "unknown", done=True),
    Failing("status", {"status": 408}, "HTTP_408", "unknown"),
    Failing("status", {"status": 200, "body": ""}, "BAD_ANSWER", "unknown"),
    Failing("status", {"status": 200, "body": _PAGE}, "BAD_ANSWER", "unknown"),
    Failing("status after", {"status": 200, "body": ""}, "BAD_ANSWER", "unknown", done=True),
    Failing("status after", {"status": 200, "body": _PAGE}, "BAD_ANSWER", "unknown", done=True),
    Failing("status", {"status": 302}, "HTTP_302", "unknown", systemic=True),
    Failing("status", {"status": 400, "body": "{}"}, "HTTP_400", "refused"),
    Failing("status", {"status": 400, "body": _PAGE}, "HTTP_400", "refused"),
    Failing("status", {"status": 404, "body": ""}, "HTTP_404", "refused"),
    Failing("status", {"status": 403}, "FORBIDDEN", "not_sent", systemic=True),
    Failing("status", {"status": 429, "retry_after": "30"}, "THROTTLED", "not_sent", systemic=True, wait=30),
    Failing("status", {"status": 429}, "THROTTLED", "not_sent", systemic=True, wait=60),
]
each_failure = pytest.mark.parametrize(
    "failing", FAILURES, ids=lambda one: f"{one.kind} {one.how.get('status', '')} {str(one.how.get('body', ''))[:6]}"
)


def error_of(ask: Callable[[], object]) -> CallError:
    """Return what a call raises."""
    with pytest.raises(CallError) as error:
        ask()
    return error.value


def expected(failing: Failing, *, changes: bool) -> tuple[str, str, float, bool]:
    """Return what a failure means for a change, or for a read."""
    outcome = "not_sent" if failing.outcome == "unknown" and not changes else failing.outcome
    return failing.code, outcome, failing.wait, failing.systemic


def told(error: CallError) -> tuple[str, str, float, bool]:
    """Return what an error says."""
    return error.code, error.outcome, error.wait_seconds, error.systemic


def asked(request_id: str = "BB-1-P1-A1", **changed: Any) -> NewShipment:
    """Return a shipment that the double sells."""
    usual: dict[str, Any] = {
        "request_id": request_id,
        "service": "DOM.EP",
        "sender": SENDER,
        "destination": DESTINATION,
        "parcel": PARCEL,
        "paid_by": carrier_double.Settings().customer,
        "payment": "CreditCard",
        "options": ("SO",),
        "reference": "BBY-10001-A",
    }
    return NewShipment(**usual | changed)


@pytest.fixture(scope="session")
def listening_market() -> Iterator[market_double.Mirakl]:
    started = market_double.Mirakl()
    started.start()
    yield started
    started.stop()


@pytest.fixture(scope="session")
def listening_carrier() -> Iterator[carrier_double.CanadaPost]:
    started = carrier_double.CanadaPost()
    started.start()
    yield started
    started.stop()


@pytest.fixture
def market(listening_market: market_double.Mirakl) -> market_double.Mirakl:
    """A marketplace without an order."""
    listening_market.forget()
    return listening_market


@pytest.fixture
def carrier(listening_carrier: carrier_double.CanadaPost) -> carrier_double.CanadaPost:
    """A carrier that has sold nothing."""
    listening_carrier.forget()
    return listening_carrier


@pytest.fixture
def clock() -> Clock:
    """The clock that the clients wait by."""
    return Clock()


@pytest.fixture
def mirakl(market: market_double.Mirakl, clock: Clock) -> Mirakl:
    """A client of the marketplace."""
    access = MiraklAccess(STORE, market.url, market.settings.key)
    return Mirakl(access, deadline=clock.monotonic() + 600, clock=clock)


def access_to(url: str) -> CanadaPostAccess:
    """Return the double's account, at this address."""
    one = carrier_double.Settings()
    return CanadaPostAccess(STORE, url, one.client_id, one.client_secret, one.customer)


@pytest.fixture
def canada_post(carrier: carrier_double.CanadaPost, clock: Clock) -> CanadaPost:
    """A client of the carrier."""
    return CanadaPost(access_to(carrier.url), deadline=clock.monotonic() + 600, clock=clock)
