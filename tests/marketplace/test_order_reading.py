"""order_values: an order of OR11, as it may be written, becomes what api.ingest_marketplace_order takes."""

from typing import Any

import pytest

from ordak.mirakl.orders import read_order
from order_reading import UnreadableError, order_values


def line(no: int = 1, **fields: Any) -> dict[str, Any]:
    """Return a line as the marketplace writes it."""
    given = {"order_line_id": f"L{no}", "order_line_state": "SHIPPING", "offer_sku": "MUG", "quantity": 2}
    return {**given, "product_title": "A mug", "price_unit": "12.5", **fields}


def values(*lines: dict[str, Any], **fields: Any) -> dict[str, Any]:
    """Read an order of these lines."""
    given: dict[str, Any] = {
        "order_id": "7-A",
        "order_state": "SHIPPING",
        "currency_iso_code": "CAD",
        "total_price": 25,
    }
    given |= {"created_date": "2026-11-20T12:00:00Z", "last_updated_date": "2026-11-20T13:00:00.5Z"}
    read = read_order({**given, "order_lines": list(lines or (line(),)), **fields})
    assert read is not None
    return order_values(read)


def test_an_order_is_read_whole() -> None:
    customer = {"customer_id": "C1", "firstname": "Zoé", "lastname": "O’Hara 🎂", "locale": "fr_CA"}
    found = values(customer={**customer, "shipping_address": {"street_1": "1, rue de l'Église", "zip_code": "K1A 0B1"}})
    assert found == {
        "order_gid": "gid://mirakl/Order/7-A",
        "mirakl_id": "7-A",
        "commercial_id": None,
        "state": "SHIPPING",
        "created_at": "2026-11-20T12:00:00+00:00",
        "updated_at": "2026-11-20T13:00:00.500000+00:00",
        "ship_by": None,
        "can_shop_ship": False,
        "has_incident": False,
        "refunded": False,
        "currency": "CAD",
        "total_amount": "25.00",
        "customer": {"id": "C1", "name": "Zoé O’Hara 🎂", "locale": "fr_CA"},
        "address": {"street_1": "1, rue de l'Église", "zip_code": "K1A 0B1"},
        "lines": [{"line_id": "L1", "sku": "MUG", "title": "A mug", "quantity": 2, "unit_amount": "12.50"}],
        "flags": [],
    }


@pytest.mark.parametrize("state", ["REFUSED", "CANCELED", "REFUNDED", "WAITING_REFUND", "WAITING_REFUND_PAYMENT"])
def test_of_a_line_that_is_gone_there_are_no_pieces(state: str) -> None:
    found = values(line(1), line(2, order_line_state=state))
    assert [each["quantity"] for each in found["lines"]] == [2, 0]
    assert (found["refunded"], found["flags"]) == (False, [])


@pytest.mark.parametrize(
    ("states", "refunded"),
    [
        (("REFUNDED", "REFUNDED"), True),
        (("REFUNDED", "CANCELED"), True),
        (("REFUNDED", "SHIPPING"), False),
        (("CANCELED", "CANCELED"), False),
    ],
)
def test_an_order_is_refunded_when_nothing_of_it_is_left(states: tuple[str, str], *, refunded: bool) -> None:
    found = values(*(line(no, order_line_state=state) for no, state in enumerate(states)))
    assert found["refunded"] == refunded


def test_one_that_is_said_to_be_refunded_is() -> None:
    assert values(fully_refunded=True)["refunded"]
    assert values(order_state="WAITING_REFUND")["refunded"]


@pytest.mark.parametrize(
    ("lines", "flags"),
    [
        ([line(offer_sku=None)], ["sku_missing"]),
        ([line(offer_sku="  ")], ["sku_missing"]),
        ([line(quantity=0)], ["no_pieces"]),
        ([line(quantity=0, offer_sku=None)], ["no_pieces"]),
        ([line(order_line_state="INVENTED_TOMORROW")], ["unknown_state"]),
        ([line(order_line_state="INCIDENT_OPEN")], []),
        ([line(order_line_state="INVENTED_TOMORROW", offer_sku=None)], ["sku_missing", "unknown_state"]),
    ],
)
def test_what_is_unclear_is_flagged_while_it_matters(lines: list[dict[str, Any]], flags: list[str]) -> None:
    assert values(*lines)["flags"] == flags
    for over in ("SHIPPED", "RECEIVED", "CLOSED", "CANCELED", "REFUSED"):
        assert values(*lines, order_state=over)["flags"] == []


@pytest.mark.parametrize(
    ("lines", "fields", "blamed"),
    [
        ([line()], {"order_state": None}, "order_state"),
        ([line()], {"created_date": "yesterday"}, "created_date"),
        ([line()], {"last_updated_date": None}, "last_updated_date"),
        ([line()], {"order_lines": None}, "order_lines"),
        ([line(1), line(1)], {}, "order_lines"),
        ([line(order_line_state=None)], {}, "order_line_state"),
        ([line(quantity=None)], {}, "quantity"),
        ([line(quantity="two")], {}, "quantity"),
        ([line(quantity=-1)], {}, "quantity"),
        ([line(quantity=10**9)], {}, "quantity"),
    ],
)
def test_what_lacks_what_every_order_has_is_unreadable_and_says_which(
    lines: list[dict[str, Any]], fields: dict[str, Any], blamed: str
) -> None:
    with pytest.raises(UnreadableError, match=f"^{blamed}$"):
        values(*lines, **fields)


def test_amounts_are_money_or_nothing() -> None:
    found = values(line(price_unit="12.345"), total_price=10**15)
    assert (found["lines"][0]["unit_amount"], found["total_amount"]) == ("12.34", None)
