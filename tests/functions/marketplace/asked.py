"""A store's setting `parcel`, and what is asked of the carrier by it."""

from decimal import Decimal
from typing import Any

from ordak.canada_post.new_shipment import Parcel

SETTING: dict[str, Any] = {
    "sender": {
        "company": "Test Bakery",
        "phone": "613-555-0100",
        "line_1": "1 Test Street",
        "city": "Ottawa",
        "province": "ON",
        "postal_code": "K1A 0B1",
    },
    "service": "DOM.EP",
    "options": ["SO"],
    "weight_kg": "0.75",
    "size_cm": [30, 20, 10],
    "refunds_to": "labels@ordak.test",
}
USUAL = Parcel(Decimal("0.75"), Decimal(30), Decimal(20), Decimal(10))
