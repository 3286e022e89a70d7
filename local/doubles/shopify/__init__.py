"""A strict double of Shopify: its Admin API over the real schema, its webhooks, and a counter to sell at."""

from local.doubles.shopify.server import Shopify
from local.doubles.shopify.settings import AppSubscription, Settings, ShopSettings
from local.doubles.shopify.shop import Shop

__all__ = ["AppSubscription", "Settings", "Shop", "ShopSettings", "Shopify"]
