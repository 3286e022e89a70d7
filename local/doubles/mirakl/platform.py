"""PC01 and SH21: how the operator has set the marketplace up, and its registered carriers."""

from typing import Any

from local.doubles.kit import Asked, Operation, Reply
from local.doubles.mirakl.replies import found
from local.doubles.mirakl.settings import Settings

CARRIERS = (
    {
        "code": "CPCL",
        "label": "Canada Post",
        "standard_code": "CANADA_POST",
        "tracking_url": "https://www.canadapost-postescanada.ca/track-reperage/en#/search?searchFor={trackingId}",
    },
    {
        "code": "PRLA",
        "label": "Purolator",
        "standard_code": "PUROLATOR",
        "tracking_url": "https://www.purolator.com/en/shipping/tracker?pin={trackingId}",
    },
    {"code": "PICK", "label": "Local courier", "standard_code": "", "tracking_url": "https://example.com/courier"},
)


def carrier(code: str | None) -> dict[str, str] | None:
    """Return a registered carrier."""
    return next((one for one in CARRIERS if one["code"] == code), None)


class Platform:
    """What the operator decides."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self.operations = (
            Operation("PC01", "GET", "/api/platform/configuration", self._configuration),
            Operation("SH21", "GET", "/api/shipping/carriers", self._carriers),
        )

    def _carriers(self, _asked: Asked) -> Reply:
        return found({"carriers": list(CARRIERS)})

    def _configuration(self, _asked: Asked) -> Reply:
        return found(configuration(self._settings))


def configuration(settings: Settings) -> dict[str, Any]:
    """Write PC01, everything that its document requires."""
    return {
        "features": _features(settings),
        "modules": {
            **_off("mirakl_catalog_integrator mirakl_catalog_manager mirakl_catalog_transformer promotions quotes"),
            **_off("mirakl_platform_services"),
            "offer_management": True,
            "order_management": True,
            "tax_manager": {"activated": False, "tax_provider": {"avalara": False, "vertex": False}},
        },
        "platform_configuration": {
            "customer_model": {"b2b": False, "b2c": True},
            "enhanced_seller_invoicing": {"enabled": False},
            "platform_model": {"drop_ship": False, "marketplace": True, "one_creditor": False},
        },
        "platform_name": "Example marketplace",
        "tenant_name": "example-local",
        "timezone": "America/Toronto",
    }


def _features(settings: Settings) -> dict[str, Any]:
    tax_number = {"mandatory": False, "validation_regex": ""}
    prices = _off("discount_period_required discount_price_creation_in_the_past_blocked scheduled_pricing")
    catalog = _off(
        "allow_shop_contribution_to_all_channels exclude_invalid_products product_acceptance_by_channel"
        " product_data_validation_by_channel product_import_only_on_leaf"
    )
    workflows = _off("no_customer_payment_confirmation pause_debit_workflow pay_on_due_date pay_on_shipment")
    conditions = _off("lead_time_to_ship maximum_order_quantity minimum_order_quantity package_order_quantity")
    return {
        **_off("circular_economy_data_collection competitive_pricing_tool kyc_status_per_seller multi_currency"),
        **_off("multi_payout_psp_per_seller payment_confirmation product_data_validation_by_channel"),
        "catalog": {**catalog, "list_of_multiple_values_separator": "|"},
        "direct_payment_customer_store": _off("activated refund_cancel_authorized"),
        "disable_seller_alternative_carrier": settings.registered_carriers_only,
        "dropship": _off("retail_pricing_enabled"),
        "lead_time_to_ship_by_sellers_enabled": "NO",
        "no_reply_needed": True,
        "offer_prices_decimals": "2",
        "operator_csv_delimiter": "SEMICOLON",
        "order_conditions": conditions,
        "order_tax_mode": "TAX_EXCLUDED",
        "order_workflows": {
            **workflows,
            "order_acceptance": "NOT_AUTOMATIC",
            "sellers_edit_shipping_origin": False,
            "shipping_and_billing_details_before_acceptance": settings.address_before_acceptance,
        },
        "pricing": {**prices, **_off("volume_discount volume_pricing"), "channel_pricing": "DISABLED"},
        "promotion": _off("cart_promotion_campaign discount_campaign seller_promotion"),
        "returns": _off("drop_ship marketplace one_creditor"),
        "shipment": _off("multi_part_item_shipment multi_shipment"),
        "shop_tax_options": {"local_tax_number": tax_number, "tax_identification_number": tax_number},
        "tax_collection": {"activated": "NO", **_off("product_tax_code_mandatory tax_collection_by_operator")},
        "tax_id_number": {"mandatory": False},
        "warehouses": {"geolocation": False, "restricted_countries": []},
    }


def _off(names: str) -> dict[str, bool]:
    return dict.fromkeys(names.split(), False)
