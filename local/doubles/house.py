"""All that is outside of the local stack, as doubles: shops, a marketplace, a carrier, and what we only send to."""

from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from local.doubles import marketplace, storefront
from local.doubles.canada_post import CanadaPost
from local.doubles.mirakl import Mirakl
from local.doubles.outside import Outside
from local.doubles.shopify import Shopify
from local.doubles.storefront import SHOPS


class Doubles(NamedTuple):
    """Each of them; the sign-in is a process of its own."""

    shopify: Shopify
    outside: Outside
    mirakl: Mirakl
    canada_post: CanadaPost


def make(state: Path, secrets: Mapping[str, str], url: str) -> Doubles:
    """Make all of them. What they keep is below `state`; the shops' webhooks go to `url`."""
    shopify = storefront.storefront(state / "shopify", SHOPS, _by_store(secrets), url)
    return Doubles(shopify, Outside(), *marketplace.marketplace(state))


def variables(doubles: Doubles, secrets: Mapping[str, str]) -> dict[str, str]:
    """Return what functions are given to reach them."""
    shops = storefront.variables(doubles.shopify, _by_store(secrets))
    return {**shops, **doubles.outside.variables, **marketplace.variables(doubles.mirakl, doubles.canada_post)}


def addresses(doubles: Doubles) -> dict[str, str]:
    """Return where each is, for people and tests."""
    return {f"ORDAK_{name.upper()}_URL": double.url for name, double in doubles._asdict().items()}


def _by_store(secrets: Mapping[str, str]) -> dict[str, str]:
    """Return each store's client secret, which signs its webhooks too."""
    return {store: secrets[f"SHOPIFY_WEBHOOK_SECRET_{store.upper()}"] for store in SHOPS}
