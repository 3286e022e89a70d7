"""The local stack's marketplace, Best Buy Canada's as Mirakl runs it, and the carrier that takes its parcels."""

from collections.abc import Mapping
from pathlib import Path

from local.doubles import canada_post, mirakl
from local.doubles.canada_post import CanadaPost
from local.doubles.mirakl import Mirakl
from local.doubles.mirakl.books import Offer

MARKETPLACES = ("bestbuyca",)
# What of the demo data is offered there.
OFFERS = {
    "CANDLE-10": Offer(100, "Candle pack", "12.00"),
    "BRW-12-SC": Offer(25, "Tray of 12 brownies, salted caramel", "48.00"),
}


def marketplace(state: Path) -> tuple[Mirakl, CanadaPost]:
    """Make both, with what they knew at the last start."""
    market = Mirakl(mirakl.Settings(state=state / "mirakl"))
    for sku, offer in OFFERS.items():
        if sku not in market.offers:
            market.offer(sku, offer.quantity, offer.title, offer.price)
    return market, CanadaPost(canada_post.Settings(state=state / "canada_post"))


def variables(market: Mirakl, carrier: CanadaPost) -> Mapping[str, str]:
    """Return what functions that call them are given."""
    account = carrier.settings
    each = {
        "MIRAKL_API_KEY_": market.settings.key,
        "CANADA_POST_CLIENT_ID_": account.client_id,
        "CANADA_POST_CLIENT_SECRET_": account.client_secret,
        "CANADA_POST_CUSTOMER_": account.customer,
    }
    of_stores = {name + store.upper(): value for store in MARKETPLACES for name, value in each.items()}
    return {"MIRAKL_URL": market.url, "CANADA_POST_URL": carrier.url, **of_stores}
