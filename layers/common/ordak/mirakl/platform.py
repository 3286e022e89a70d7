"""What the operator of the marketplace has set: PC01, and the carriers of SH21."""

from dataclasses import dataclass
from typing import Any

from ordak.soft_values import flag, record, text


@dataclass(frozen=True)
class Carrier:
    """A registered carrier; {trackingId} in its address means that a tracking number has to be given."""

    code: str
    label: str | None
    standard_code: str | None
    tracking_url: str | None


@dataclass(frozen=True)
class Configuration:
    """The operator's settings that change what we do; None where Mirakl did not say."""

    order_acceptance: str | None
    address_before_acceptance: bool | None
    multi_shipment: bool | None
    registered_carriers_only: bool | None
    no_reply_needed: bool | None
    timezone: str | None


def read_carrier(given: dict[str, Any]) -> Carrier | None:
    """Read a carrier; None if it has no code."""
    code = text(given.get("code"))
    if code is None:
        return None
    return Carrier(code, *(text(given.get(name)) for name in ("label", "standard_code", "tracking_url")))


def read_configuration(given: dict[str, Any]) -> Configuration:
    """Read PC01."""
    features = record(given.get("features"))
    workflows = record(features.get("order_workflows"))
    return Configuration(
        order_acceptance=text(workflows.get("order_acceptance")),
        address_before_acceptance=flag(workflows.get("shipping_and_billing_details_before_acceptance")),
        multi_shipment=flag(record(features.get("shipment")).get("multi_shipment")),
        registered_carriers_only=flag(features.get("disable_seller_alternative_carrier")),
        no_reply_needed=flag(features.get("no_reply_needed")),
        timezone=text(given.get("timezone")),
    )
