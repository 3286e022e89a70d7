"""The client of Canada Post buys by one call, looks up what is unknown, and says what a refusal is about."""

import io
import json
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest
from pypdf import PdfReader

from local.doubles.canada_post import CanadaPost as Double
from ordak.canada_post import token as tokens
from ordak.canada_post.client import GAP, CanadaPost
from ordak.canada_post.error import ABOUT, CarrierError
from ordak.canada_post.new_shipment import NewShipment, shipment_body
from tests.adapters.conftest import Lines
from tests.adapters.market import (
    DESTINATION,
    PARCEL,
    Failing,
    access_to,
    asked,
    each_failure,
    error_of,
    expected,
    told,
)
from tests.adapters.wire import Call, wire
from tests.clock import Clock

if TYPE_CHECKING:
    from collections.abc import Callable

CANARY = "Zz-CANARY"
ID = "BB-1-P1-A1"


def elsewhere(url: str, clock: Clock) -> CanadaPost:
    """A client of another server, whose token is there already."""
    access = access_to(url)
    tokens._tokens[url, access.client_id] = tokens._Token("t", 1e12)  # noqa: SLF001 - earned before
    return CanadaPost(access, deadline=clock.monotonic() + 20, clock=clock)


def hurry(client: CanadaPost, clock: Clock) -> None:
    """Let the client's time be nearly over."""
    client._line.pace._deadline = clock.monotonic() + 0.3 + GAP  # noqa: SLF001


def test_a_shipment_is_bought_found_read_and_labelled(carrier: Double, canada_post: CanadaPost) -> None:
    assert canada_post.find(ID) == []
    made = canada_post.create(asked())
    assert (made.request_id, made.status, made.pin) == (ID, "transmitted", carrier.shipments[0].pin)
    (link,) = canada_post.find(ID)
    assert canada_post.shipment(link) == made
    assert made.due == canada_post.price(made.id) == Decimal(str(carrier.shipments[0].due))
    details = canada_post.details(made.id)
    assert (details.request_id, details.pin, details.service) == (ID, made.pin, "DOM.EP")
    assert (details.weight_kg, details.postal_code, details.reference) == (PARCEL.weight, "H2B1A0", "BBY-10001-A")
    assert made.label_link is not None
    label = canada_post.label(made.label_link)
    assert label is not None
    (page,) = PdfReader(io.BytesIO(label)).pages
    assert (list(page.mediabox), str(made.pin) in page.extract_text()) == ([0, 0, 288, 432], True)
    assert carrier.bought(ID) == 1


def test_calls_are_a_quarter_of_a_second_apart(canada_post: CanadaPost, clock: Clock) -> None:
    canada_post.find(ID)
    canada_post.create(asked())
    assert [round(each, 2) for each in clock.sleeps] == [GAP, GAP]  # a token, a look-up, a purchase


def test_label_is_fetched_when_it_is_ready(carrier: Double, canada_post: CanadaPost) -> None:
    link = canada_post.create(asked()).label_link or ""
    carrier.fail("not ready", 2)
    assert [canada_post.label(link) is None for _ in range(3)] == [True, True, False]


def test_what_was_transmitted_is_refunded_and_what_was_not_is_voided(carrier: Double, canada_post: CanadaPost) -> None:
    made = canada_post.create(asked())
    assert canada_post.void(made.id) is False
    assert canada_post.refund(made.id, "shop@example.com") == carrier.shipments[0].refund
    assert canada_post.refund(made.id, "shop@example.com") is None
    carrier.fail("suspended")
    suspended = canada_post.create(asked("BB-2"))
    assert (suspended.status, suspended.label_link, suspended.pin is not None) == ("suspended", None, True)
    (link,) = canada_post.find("BB-2")
    assert canada_post.void(suspended.id) is True
    assert (canada_post.find("BB-2"), canada_post.shipment(link)) == ([], None)
    assert error_of(lambda: canada_post.void(suspended.id)).missing


@each_failure
def test_each_failure_of_a_purchase_says_what_may_have_happened_and_none_is_repeated(
    carrier: Double, canada_post: CanadaPost, clock: Clock, failing: Failing, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ordak.http.pace.LEAST_SECONDS", 0.1)
    canada_post.find(ID)
    carrier.fail(failing.kind, operation="create", **failing.how)
    if failing.how.get("seconds"):
        hurry(canada_post, clock)
    assert told(error_of(lambda: canada_post.create(asked()))) == expected(failing, changes=True)
    assert (carrier.log.count("create"), carrier.bought(ID)) == (1, int(failing.done))


def test_half_an_answer_of_a_purchase_is_unknown(carrier: Double, canada_post: CanadaPost) -> None:
    carrier.fail("garbage", operation="create")
    assert told(error_of(lambda: canada_post.create(asked())))[:2] == ("BAD_ANSWER", "unknown")
    carrier.fail("status after", operation="create", status=202, body="{}")
    assert told(error_of(lambda: canada_post.create(asked())))[:2] == ("BAD_ANSWER", "unknown")
    assert carrier.bought(ID) == 2


@each_failure
@pytest.mark.parametrize("name", ["find", "price", "prices", "label"])
def test_each_failure_of_a_read_changes_nothing(  # noqa: PLR0913, PLR0917 - what a case is made of
    carrier: Double,
    canada_post: CanadaPost,
    clock: Clock,
    failing: Failing,
    name: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("ordak.http.pace.LEAST_SECONDS", 0.1)
    made = canada_post.create(asked())
    carrier.fail(failing.kind, operation=name, **failing.how)
    if failing.how.get("seconds"):
        hurry(canada_post, clock)
    reads: dict[str, Callable[[], object]] = {
        "find": lambda: canada_post.find(ID),
        "price": lambda: canada_post.price(made.id),
        "prices": lambda: canada_post.quote(asked()),
    }
    if name == "label" and failing.how.get("status") == 200:
        assert (canada_post.label(made.label_link or "") or b"")[:5] != b"%PDF-"  # whoever keeps it has to look
        return
    ask = reads.get(name, lambda: canada_post.label(made.label_link or ""))
    assert told(error_of(ask)) == expected(failing, changes=False)


@pytest.mark.parametrize("name", ["void", "refund"])
def test_lost_answer_of_a_void_or_refund_is_unknown(carrier: Double, canada_post: CanadaPost, name: str) -> None:
    if name == "void":
        carrier.fail("suspended")
    made = canada_post.create(asked())
    carrier.fail("reset after", operation=name)

    def deed(shipment_id: str) -> object:
        return canada_post.void(shipment_id) if name == "void" else canada_post.refund(shipment_id, "shop@example.com")

    assert told(error_of(lambda: deed(made.id)))[:2] == ("ANSWER_LOST", "unknown")
    if name == "refund":
        assert deed(made.id) is None


def refusing(code: str, message: str = CANARY, status: int = 400, key: str = "errors") -> dict[str, Any]:
    names = ("errorCode", "message") if key == "errors" else ("code", "description")
    return {"status": status, "body": json.dumps({key: [dict(zip(names, (code, message), strict=True))]})}


@pytest.mark.parametrize("code", sorted(ABOUT.keys() - {"DUPLICATE"}))
@pytest.mark.parametrize("key", ["errors", "messages"])
def test_codes_of_refusals_are_read_in_both_shapes(
    carrier: Double, canada_post: CanadaPost, code: str, key: str
) -> None:
    carrier.fail("status", operation="create", **refusing(code, key=key))
    error = error_of(lambda: canada_post.create(asked()))
    assert isinstance(error, CarrierError)
    systemic = error.about in {"access", "payment", "contract", "group", "date"}
    assert (error.code, error.about, error.outcome, error.systemic) == (code, ABOUT[code], "refused", systemic)


def test_what_is_wrong_with_one_parcel_is_not_systemic(carrier: Double, canada_post: CanadaPost) -> None:
    heavy = asked(parcel=replace(PARCEL, weight=Decimal(31)))
    assert told(error_of(lambda: canada_post.create(heavy)))[1:] == ("refused", 0.0, False)
    carrier.fail("no card")
    assert told(error_of(lambda: canada_post.create(asked()))) == ("9174", "refused", 0.0, True)


@pytest.mark.parametrize(
    "how",
    [
        refusing("9999", "Duplicate customer request id"),
        refusing("1234", "This request id has already been used"),
        refusing("1234", "Existe déjà"),
        {"status": 409, "body": ""},
    ],
)
def test_a_request_id_that_is_known_is_an_unknown_outcome(
    carrier: Double, canada_post: CanadaPost, how: dict[str, Any]
) -> None:
    carrier.fail("status", operation="create", **how)
    assert told(error_of(lambda: canada_post.create(asked()))) == ("DUPLICATE", "unknown", 0.0, False)
    made = canada_post.create(asked())
    carrier.fail("status", operation="refund", **how)
    assert error_of(lambda: canada_post.refund(made.id, "shop@example.com")).outcome == "refused"


@pytest.mark.parametrize("status", [400, 500, 503])
def test_too_many_calls_are_recognised_whatever_the_status(
    carrier: Double, canada_post: CanadaPost, status: int
) -> None:
    carrier.fail("status", operation="create", **refusing("Server", "Rejected by SLM Monitor", status))
    assert told(error_of(lambda: canada_post.create(asked()))) == ("THROTTLED", "not_sent", 60, True)


def test_an_answer_to_a_look_up_that_is_no_list_is_not_an_empty_one(clock: Clock) -> None:
    for body in (b"{}", b"null", b"[7]", b'[{"rel": "shipment"}]', b"<html>"):
        with wire(lambda call, body=body: call.answer(200, body)) as other:  # type: ignore[misc]
            assert error_of(lambda: elsewhere(other.url, clock).find(ID)).code == "BAD_ANSWER"
    with wire(lambda call: call.answer(200, b'{"links": []}')) as other:
        assert elsewhere(other.url, clock).find(ID) == []


@pytest.mark.parametrize(
    "link",
    [
        "{other}/shipping/v1/1/1/shipments/2",
        "{base}/../shipping/v1/x",
        "{base}/shipping/v1/../../x",
        "{base}/shipping/v1/%2e%2e/x",
        "{base}/shipping/v1/x?a=1#y",
        "{base}/tracking/v1/pins/1/details",
        "{base}.example.com/shipping/v1/x",
        "{at}/shipping/v1/x",
        "/shipping/v1/x",
        "javascript:alert(1)",
        "{base}/shipping/v1/x\r\nX-More: 1",
        "{base}/shipping/v1/x\ny",
        "",
    ],
)
def test_no_link_leads_to_another_place_than_ours(clock: Clock, link: str) -> None:
    with wire(lambda call: call.answer(200, b"{}")) as other:
        base = other.url + "/prod"
        client = elsewhere(base, clock)
        host = other.url.removeprefix("http://")
        given = link.format(base=base, other="http://127.0.0.1:9/prod", at=f"http://me@{host}/prod")
        assert told(error_of(lambda: client.label(given))) == ("FOREIGN_LINK", "not_sent", 0.0, False)
        assert other.calls == []


def test_links_of_others_are_left_out_of_what_was_bought(clock: Clock) -> None:
    def sold(call: Call) -> None:
        links = [
            {"rel": "label", "href": "http://127.0.0.1:9/shipping/v1/artifacts/1/shipping/1/0"},
            {"rel": "self", "href": f"http://{call.header('host')}/shipping/v1/1/1/shipments/7"},
        ]
        shipment = {"shipmentId": 7, "shipmentStatus": "Transmitted", "trackingPin": "12 34", "links": links}
        receipt = {"shipmentReceipt": {"ccReceiptDetails": {"chargeAmount": "13.59"}}}
        call.answer(200, json.dumps(shipment | receipt).encode())

    with wire(sold) as other:
        made = elsewhere(other.url, clock).create(asked())
        assert (made.id, made.status, made.pin, made.due) == ("7", "transmitted", "1234", Decimal("13.59"))
        assert (made.label_link, made.link) == (None, f"{other.url}/shipping/v1/1/1/shipments/7")


@pytest.mark.parametrize("request_id", ["", "x" * 33])
def test_a_request_id_that_no_look_up_takes_is_not_sent(
    carrier: Double, canada_post: CanadaPost, request_id: str
) -> None:
    with pytest.raises(ValueError, match="32"):
        canada_post.create(asked(request_id))
    with pytest.raises(ValueError, match="32"):
        canada_post.find(request_id)
    assert carrier.log.count() == 0


def test_a_contract_ships_by_group(carrier: Double) -> None:
    by_group: NewShipment = asked(contract_id="0012345678", group_id="20261130", payment="Account")
    body = shipment_body(by_group)
    assert ("transmitShipment" in body, body["groupId"]) == (False, "20261130")
    assert body["deliverySpec"]["settlementInfo"]["contractId"] == "0012345678"
    assert carrier.shipments == []


def test_nothing_of_a_customer_is_in_an_error_an_address_or_a_log(
    carrier: Double, canada_post: CanadaPost, lines: Lines
) -> None:
    someone = replace(DESTINATION, name=CANARY, phone=CANARY, lines=(CANARY,))
    wanted = asked(destination=someone)
    made = canada_post.create(wanted)
    carrier.fail("status", operation="create", **refusing("1156"))
    error = error_of(lambda: canada_post.create(wanted))
    assert (
        CANARY not in f"{error!r} {error.__cause__!r} {wanted!r} {made!r} {canada_post.details(made.id)!r} {lines.text}"
    )
    assert all(CANARY not in call.request.path + call.request.query for call in carrier.log.of())


def test_a_price_is_what_the_shipment_costs_and_nothing_is_bought(carrier: Double, canada_post: CanadaPost) -> None:
    price = canada_post.quote(asked())
    assert carrier.shipments == []
    assert canada_post.create(asked()).due == price
    assert error_of(lambda: canada_post.quote(asked(service="DOM.LIB"))).code == "NO_QUOTE"
