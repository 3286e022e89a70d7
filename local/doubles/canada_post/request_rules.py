"""What a request for a shipment has to be: its shape, and the rules that have a code."""

from typing import Any

from local.doubles.canada_post.settings import Settings
from local.doubles.kit import RefusedError
from local.doubles.kit.shape import ListOf, Number, OneOf, Text, check

LONGEST_LOOK_UP = 32
SERVICES = {"DOM.RP": 9.21, "DOM.EP": 10.21, "DOM.XP": 14.87, "DOM.PC": 24.35}
OPTIONS = frozenset({"DC", "SO", "COV", "COD", "PA18", "PA19", "HFP", "DNS", "LAD", "D2PO", "RASE", "RTS", "ABAN"})
PROVINCES = frozenset(["AB", "BC", "MB", "NB", "NL", "NS", "NT", "NU", "ON", "PE", "QC", "SK", "YT"])
_POSTAL = Text(6, r"[A-Z]\d[A-Z]\d[A-Z]\d")
_NAME, _LINE, _PHONE = Text(44), Text(44), Text(25)
_ADDRESS = {
    "addressLine1": _LINE,
    "addressLine2?": _LINE,
    "city": Text(40),
    "provState": OneOf(PROVINCES),
    "countryCode": OneOf(frozenset({"CA"})),
    "postalZipCode": _POSTAL,
}
_SIDE = Number(0.1, 999.9, 1)
_CHARACTERISTICS = {
    "weight": Number(0.001, 999.999, 3),
    "dimensions?": {"length": _SIDE, "width": _SIDE, "height": _SIDE},
}
_OPTIONS = ListOf({"optionCode": OneOf(OPTIONS)}, least=0)
_SPEC = {
    "serviceCode": Text(20),
    "sender": {"name?": _NAME, "company": _NAME, "contactPhone": _PHONE, "addressDetails": _ADDRESS},
    "destination": {"name?": _NAME, "company?": _NAME, "clientVoiceNumber?": _PHONE, "addressDetails": _ADDRESS},
    "options?": _OPTIONS,
    "parcelCharacteristics": _CHARACTERISTICS,
    "printPreferences": {
        "outputFormat": OneOf(frozenset({"4x6", "8.5x11"})),
        "encoding": OneOf(frozenset({"PDF", "ZPL"})),
    },
    "preferences": {"showPackingInstructions": bool, "showPostageRate": bool, "showInsuredValue": bool},
    "references?": {"customerRef1": Text(35), "customerRef2?": Text(35), "costCentre?": Text(30)},
    "settlementInfo": {"paidByCustomer": Text(10, r"\d{10}"), "contractId?": Text(10), "intendedMethodOfPayment?": str},
}
SHIPMENT = {
    "customerRequestId": Text(35, r"[A-Za-z0-9_-]+"),
    "transmitShipment?": bool,
    "groupId?": Text(32),
    "requestedShippingPoint": _POSTAL,
    "providePricingInfo": bool,
    "deliverySpec": _SPEC,
}
REFUND = {"email": Text(60, r"[^@\s]+@[^@\s]+")}
QUOTE = {
    "quoteType": OneOf(frozenset({"commercial", "counter"})),
    "customerNumber?": Text(10, r"\d{10}"),
    "contractId?": Text(10),
    "options?": _OPTIONS,
    "parcelCharacteristics": _CHARACTERISTICS,
    "originPostalCode": _POSTAL,
    "destination": {"domestic": {"postalCode": _POSTAL}},
    "services?": ListOf(Text(20)),
}
HEAVIEST = 30


def judge(body: Any, settings: Settings) -> None:
    """Refuse what is no shipment, or not one of this account."""
    check(body, SHIPMENT)
    spec, by_group = body["deliverySpec"], "groupId" in body
    options = {one["optionCode"] for one in spec.get("options", [])}
    paid = spec["settlementInfo"]
    rules = (
        ("1711", "Please select a different Method of Payment.", _paid_wrong(paid, settings)),
        ("2506", "The contract number is not valid.", paid.get("contractId") != settings.contract),
        ("9173", "Contract customers must use a contract.", settings.contract is not None and not by_group),
        ("9108", "The group is not valid.", by_group == (body.get("transmitShipment") is True)),
        ("9111", "No service is available.", spec["serviceCode"] not in SERVICES),
        ("9162", "Length, Height and Width are mandatory.", "dimensions" not in spec["parcelCharacteristics"]),
        ("1630", "The weight exceeds 30 kg.", spec["parcelCharacteristics"]["weight"] > HEAVIEST),
        ("1645", "The options are in conflict.", options >= {"SO", "LAD"}),
        ("1156", "The name or company is missing.", not {"name", "company"} & spec["destination"].keys()),
        ("9191", "The encoding and the format are in conflict.", _print_wrong(spec["printPreferences"])),
    )
    for code, message, wrong in rules:
        if wrong:
            raise RefusedError(400, message, code)


def judge_quote(body: Any, settings: Settings) -> None:
    """Refuse what is no question for a price, or not of this account."""
    check(body, QUOTE)
    if (body["quoteType"] == "commercial") != (body.get("customerNumber") == settings.customer):
        raise RefusedError(400, "The customer number is not valid.", "9177")
    if body.get("contractId") not in {None, settings.contract}:
        raise RefusedError(400, "The contract number is not valid.", "2506")


def _paid_wrong(paid: dict[str, Any], settings: Settings) -> bool:
    kinds = {"Account", "SupplierAccount"} if settings.contract else {"CreditCard", "SupplierAccount"}
    return paid.get("intendedMethodOfPayment") not in kinds or paid["paidByCustomer"] != settings.customer


def _print_wrong(preferences: dict[str, str]) -> bool:
    return preferences["encoding"] == "ZPL" and preferences["outputFormat"] != "4x6"
