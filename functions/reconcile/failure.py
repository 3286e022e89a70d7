"""What a failure of the shop's says of the next call."""

from ordak.database import DatabaseError
from ordak.shopify.admin import ShopifyError

# Of the shop as a whole, or of our time: whatever was asked would have failed.
_OF_ALL = {"THROTTLED", "NOT_SENT", "UNAUTHORIZED"}


def concerns_all(error: Exception) -> bool:
    """Whether it says nothing of the one thing that was asked for."""
    if isinstance(error, DatabaseError):
        return error.unreachable
    return isinstance(error, ShopifyError) and error.code in _OF_ALL
