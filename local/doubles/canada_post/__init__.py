"""A strict double of Canada Post's Shipping API (JSON): shipments, labels, voids and refunds."""

from local.doubles.canada_post.server import CanadaPost
from local.doubles.canada_post.settings import Settings

__all__ = ["CanadaPost", "Settings"]
