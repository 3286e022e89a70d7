"""A strict double of Shopify: its Admin API over the real schema, its webhooks, and a counter to sell at."""

from local.shopify.server import Shopify
from local.shopify.settings import AppSubscription, Settings, ShopSettings
from local.shopify.shop import Shop

__all__ = ["AppSubscription", "Settings", "Shop", "ShopSettings", "Shopify"]
