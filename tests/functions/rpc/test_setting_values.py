"""Settings of a marketplace are refused by their field when they are set, and what is taken can be read by the steps."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parcel import shape_of
from parcel_setting import ParcelSetting
from setting_values import fault_of
from tests.functions.marketplace.asked import SETTING

_TEXTS = {"en": "We have your message.", "fr": "Nous avons votre message."}
TAKEN: list[tuple[str, dict[str, Any]]] = [
    ("acceptance", {}),
    ("acceptance", {"hours": 48, "ask_hours": 1.5, "short": "refuse"}),
    ("fulfilment", {"verify_parcels": "show", "ship_when": "packed"}),
    ("auto_reply", {"mode": "off"}),
    ("auto_reply", {"mode": "on", "templates": _TEXTS}),
    ("message_templates", {"fr": {"En route": "Il est en route."}}),
    ("parcel", SETTING),
    ("parcel", SETTING | {"most_price": 20, "most_labels": 5, "most_sum": "99.50", "contract": None, "options": []}),
]
_DECIMAL = "Input should be a number, as 12 or 0.5"
_PATTERN = "String should match pattern "
# key, what is set, the field that is to blame and the beginning of why.
REFUSED: list[tuple[str, Any, str, str]] = [
    ("acceptance", {"hours": 0}, "hours", "Input should be greater than 0"),
    ("acceptance", {"hours": "24"}, "hours", "Input should be a valid number"),
    ("acceptance", {"ask_hours": -1}, "ask_hours", "Input should be greater than or equal to 0"),
    ("acceptance", {"short": "wait"}, "short", "Input should be 'ask' or 'refuse'"),
    ("acceptance", {"until": 1}, "until", "Extra inputs are not permitted"),
    ("fulfilment", {"verify_parcels": "no"}, "verify_parcels", "Input should be 'refuse' or 'show'"),
    ("fulfilment", {"ship_when": None}, "ship_when", "Input should be 'label' or 'packed'"),
    ("auto_reply", {"mode": "on"}, "", "Value error, templates are missing"),
    ("auto_reply", {"mode": "sometimes"}, "mode", "Input should be 'off', 'draft' or 'on'"),
    ("auto_reply", {"mode": "on", "templates": {"en": "x"}}, "templates.fr", "Field required"),
    ("message_templates", {"de": {}}, "de", "Extra inputs are not permitted"),
    ("message_templates", {"en": {"a": " "}}, "en.a", "String should have at least 1 character"),
    ("message_templates", {"en": {"": "x"}}, "en..[key]", "String should have at least 1 character"),
    ("parcel", {}, "sender", "Field required"),
    ("parcel", SETTING | {"service": "EXPRESS"}, "service", _PATTERN),
    ("parcel", SETTING | {"options": ["signature"]}, "options.0", _PATTERN),
    ("parcel", SETTING | {"weight_kg": 31}, "weight_kg", "Input should be less than or equal to 30"),
    ("parcel", SETTING | {"weight_kg": "heavy"}, "weight_kg", _DECIMAL),
    ("parcel", SETTING | {"weight_kg": 0.0001}, "weight_kg", "Decimal input should have no more than 3 decimal places"),
    ("parcel", SETTING | {"size_cm": [30, 20]}, "size_cm", "List should have at least 3 items"),
    ("parcel", SETTING | {"size_cm": [30, 20, 0]}, "size_cm.2", "Input should be greater than 0"),
    (
        "parcel",
        SETTING | {"payment": "Cash"},
        "payment",
        "Input should be 'CreditCard', 'Account' or 'SupplierAccount'",
    ),
    ("parcel", SETTING | {"contract": "C1"}, "contract", _PATTERN),
    ("parcel", SETTING | {"refunds_to": "nobody"}, "refunds_to", _PATTERN),
    ("parcel", SETTING | {"most_price": 0}, "most_price", "Input should be greater than 0"),
    ("parcel", SETTING | {"most_labels": "5"}, "most_labels", "Input should be a valid integer"),
    ("parcel", SETTING | {"most_sum": True}, "most_sum", _DECIMAL),
    ("parcel", SETTING | {"sender": SETTING["sender"] | {"postal_code": "90210"}}, "sender.postal_code", _PATTERN),
    ("parcel", SETTING | {"sender": SETTING["sender"] | {"phone": "call us"}}, "sender.phone", _PATTERN),
    ("parcel", SETTING | {"sender": SETTING["sender"] | {"province": "Ontario"}}, "sender.province", "Input should be"),
    ("parcel", SETTING | {"sender": SETTING["sender"] | {"city": ""}}, "sender.city", "String should have at least 1"),
    (
        "parcel",
        SETTING | {"sender": SETTING["sender"] | {"line_1": "x" * 45}},
        "sender.line_1",
        "String should have at most 44",
    ),
    ("parcel", SETTING | {"colour": "red"}, "colour", "Extra inputs are not permitted"),
]


@pytest.mark.parametrize(("key", "value"), TAKEN)
def test_what_the_steps_can_read_is_taken(key: str, value: dict[str, Any]) -> None:
    assert fault_of(key, value) is None


@pytest.mark.parametrize(("key", "value", "field", "why"), REFUSED)
def test_what_they_cannot_is_refused_by_its_field(key: str, value: Any, field: str, why: str) -> None:
    fault = fault_of(key, value) or ""
    assert fault.startswith(f"value{'.' if field else ''}{field}: {why}"), fault


_NAMES = st.from_regex(r"\A[A-Za-z0-9][A-Za-zÀ-ÿ0-9 '#-]{0,38}[A-Za-z0-9]\Z")
_SENDERS = st.fixed_dictionaries(
    {
        "company": _NAMES,
        "phone": st.from_regex(r"\A\+?[0-9]([ ().-]?[0-9]){6,11}\Z"),
        "line_1": _NAMES,
        "line_2": st.one_of(st.just(""), _NAMES),
        "city": _NAMES,
        "province": st.sampled_from(["ON", "QC", "NU"]),
        "postal_code": st.from_regex(r"\A[ABCEGHJ][0-9][A-C] ?[0-9][A-C][0-9]\Z"),
    }
)


@settings(max_examples=100)
@given(sender=_SENDERS, weight=st.decimals("0.001", 30, places=3), most=st.none() | st.integers(1, 10_000))
def test_every_parcel_that_is_taken_is_one_that_labels_can_be_bought_by(
    sender: dict[str, Any], weight: Any, most: int | None
) -> None:
    setting = SETTING | {"sender": sender, "weight_kg": str(weight), "most_price": most}
    ParcelSetting.model_validate(setting)
    assert shape_of(setting).usual.weight == weight
