"""What a failure is called where it is kept: a code, never a message, for messages quote what people wrote."""

from ordak.database import DatabaseError
from ordak.service import RefusedError
from ordak.shopify.admin import ShopifyError

# Of the shop as a whole, or of our time: whatever was asked would have failed.
_OF_ALL = {"THROTTLED", "NOT_SENT", "UNAUTHORIZED"}


def code_of(error: Exception) -> str:
    """Return a short and stable code for what failed."""
    if isinstance(error, ShopifyError | RefusedError | DatabaseError):
        return str(error)
    return type(error).__name__


def concerns_all(error: Exception) -> bool:
    """Whether it says nothing of the one thing that was asked for."""
    if isinstance(error, DatabaseError):
        return error.unreachable
    return isinstance(error, ShopifyError) and error.code in _OF_ALL
