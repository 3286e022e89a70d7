"""The parcel of an order: weighed by its SKUs, sent as the setting says, or kept for a person."""

from decimal import Decimal
from typing import Any

import pytest

from ordak.canada_post.new_shipment import Parcel
from parcel import ParcelError, parcel_of, shape_of
from tests.functions.marketplace.asked import SETTING, USUAL

SHAPE = shape_of(SETTING)


def line(quantity: int = 1, weight: str | None = None) -> dict[str, Any]:
    return {"sku": "A", "quantity": quantity, "weight": weight}


@pytest.mark.parametrize(
    ("lines", "weight"),
    [
        ([line()], "0.750"),
        ([line(3)], "2.250"),
        ([line(2, "1.25"), line(1)], "3.250"),
        ([line(3, "0.0005")], "0.002"),
        ([line(1, "30")], "30.000"),
    ],
)
def test_parcel_weighs_what_its_pieces_do_and_the_usual_where_that_is_not_known(
    lines: list[dict[str, Any]], weight: str
) -> None:
    assert parcel_of(lines, SHAPE) == Parcel(Decimal(weight), USUAL.length, USUAL.width, USUAL.height)


@pytest.mark.parametrize(
    ("lines", "code"), [([line(1, "30.001")], "PARCEL_TOO_HEAVY"), ([], "PARCEL_EMPTY"), ([line(0)], "PARCEL_EMPTY")]
)
def test_what_the_carrier_does_not_take_is_no_parcel(lines: list[dict[str, Any]], code: str) -> None:
    with pytest.raises(ParcelError, match=code):
        parcel_of(lines, SHAPE)


def test_setting_says_who_sends_how_and_who_pays() -> None:
    assert SHAPE.usual == USUAL
    assert (SHAPE.service, SHAPE.options, SHAPE.payment, SHAPE.contract) == ("DOM.EP", ("SO",), "CreditCard", None)
    assert (SHAPE.sender.company, SHAPE.sender.lines, SHAPE.sender.postal_code) == (
        "Test Bakery",
        ("1 Test Street",),
        "K1A0B1",
    )
    contract = shape_of(SETTING | {"payment": "Account", "contract": "0012345678", "options": []})
    assert (contract.payment, contract.contract, contract.options) == ("Account", "0012345678", ())


@pytest.mark.parametrize(
    "setting",
    [
        None,
        {},
        [],
        SETTING | {"weight_kg": 0},
        SETTING | {"weight_kg": "heavy"},
        SETTING | {"weight_kg": "NaN"},
        SETTING | {"size_cm": [30, 20]},
        SETTING | {"size_cm": [30, 20, 1000]},
        SETTING | {"service": ""},
        SETTING | {"options": [1]},
        SETTING | {"payment": "Cash"},
        SETTING | {"refunds_to": None},
        SETTING | {"sender": SETTING["sender"] | {"postal_code": "90210"}},
        SETTING | {"sender": SETTING["sender"] | {"phone": ""}},
        SETTING | {"sender": "Test Bakery"},
    ],
)
def test_setting_by_which_no_label_can_be_bought_is_one_fault_of_all(setting: object) -> None:
    with pytest.raises(ParcelError, match="PARCEL_SETTING"):
        shape_of(setting)
