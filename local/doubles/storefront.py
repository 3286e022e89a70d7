"""The local stack's Shopify: one shop for each store, which sells what the store room has."""

from collections.abc import Mapping
from pathlib import Path

import psycopg

from local.doubles.shopify import AppSubscription, Settings, Shopify, ShopSettings
from local.doubles.webhook_sender import WEBHOOK

CLIENT_ID = "ordak-local"
SHOPS = {"bannos": "bannos-dev.myshopify.com", "flourlane": "flourlane-dev.myshopify.com"}
FIRST_NUMBER = 1002  # 1001 is the order of the demo data
# What the shops have of ours at their first start: title, variant, and what can be sold.
_ON_SALE = """
select k.store, k.sku, split_part(i.title, ', ', 1), array_to_string((string_to_array(i.title, ', '))[2:], ' / '),
  stock.available(k.sku)
from core.shop_skus k join core.inventory_items i using (organisation, sku) order by k.store, k.sku
"""


def storefront(state: Path, domains: Mapping[str, str], secrets: Mapping[str, str], url: str) -> Shopify:
    """Make the shops (`domains` by store); their webhooks go to `url`, signed with each store's secret."""
    subscription = AppSubscription(url + WEBHOOK)
    shops = tuple(
        ShopSettings(
            domain=domain,
            client_id=CLIENT_ID,
            client_secrets=(secrets[store],),
            token=None,
            app=(subscription,),
            name=store.capitalize(),
            first_number=FIRST_NUMBER,
        )
        for store, domain in domains.items()
    )
    return Shopify(Settings(shops=shops, state=state))


def stock_up(shopify: Shopify, domains: Mapping[str, str], owner_url: str) -> None:
    """Put on sale what is not on sale yet."""
    with psycopg.connect(owner_url) as connection:
        rows = connection.execute(_ON_SALE.encode()).fetchall()
    for store, sku, title, variant, available in rows:
        shop = shopify.shop(domains[store])
        if not shop.books.with_sku(sku):
            shop.add_variant(sku, available, title=title, variant_title=variant.title())


def variables(shopify: Shopify, secrets: Mapping[str, str]) -> dict[str, str]:
    """Return what functions that call the shops are given."""
    # The shops deliver by the app's own configuration: subscriptions of ours would deliver everything twice.
    access = {"SHOPIFY_URL": shopify.url, "SHOPIFY_WEBHOOK_URL": ""}
    for store, secret in secrets.items():
        access |= {f"SHOPIFY_CLIENT_ID_{store.upper()}": CLIENT_ID, f"SHOPIFY_CLIENT_SECRET_{store.upper()}": secret}
    return access
