"""OF21: what the shop offers, page by page."""

from typing import Any

from local.doubles.kit import Asked, Operation, Reply
from local.doubles.mirakl.books import Books, Offer
from local.doubles.mirakl.listing import PAGING, page_of
from local.doubles.mirakl.replies import found


class Offers:
    """The offers of the shop, in the order in which they came."""

    def __init__(self, books: Books) -> None:
        self._books = books
        self.operations = (Operation("OF21", "GET", "/api/offers", self._list, frozenset({"sku"}) | PAGING),)

    def _list(self, asked: Asked) -> Reply:
        sku = asked.query.get("sku")
        chosen = [each for each in enumerate(self._books.offers.items(), 1) if sku in {None, each[1][0]}]
        page = page_of(asked, chosen)
        return found({"offers": [_body(*one) for one in page], "total_count": len(chosen)})


def _body(number: int, offered: tuple[str, Offer]) -> dict[str, Any]:
    """Write an offer, everything that Mirakl's document requires."""
    sku, offer = offered
    price = float(offer.price)
    return {
        "active": offer.quantity > 0,
        "all_prices": [{"price": price, "unit_origin_price": price, "volume_prices": []}],
        **dict.fromkeys(
            ("category_code", "category_label", "description", "min_shipping_type", "min_shipping_zone"), ""
        ),
        **dict.fromkeys(("max_order_quantity", "min_quantity_alert", "package_quantity"), 0),
        **dict.fromkeys(("min_shipping_price", "min_shipping_price_additional"), 0),
        "channels": [],
        "currency_iso_code": "CAD",
        "fulfillment": {"center": {"code": "DEFAULT"}},
        "inactivity_reasons": [] if offer.quantity > 0 else ["ZERO_QUANTITY"],
        "leadtime_to_ship": 2,
        "logistic_class": {"code": "S", "label": "Small"},
        "min_order_quantity": 1,
        "offer_id": 2000 + number,
        "product_references": [],
        "product_sku": f"MKP{number:08}",
        "product_title": offer.title,
        "quantity": offer.quantity,
        "shipping_deadline": "2030-01-01T00:00:00Z",
        "shop_sku": sku,
        "state_code": "11",
    }
