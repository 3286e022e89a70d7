"""A delivery says that the app was removed from a shop: the shop itself has to say so too."""

from ordak.service import Service
from ordak.shopify.admin import ShopifyError
from ordak.shopify.shop import open_shop


def settle_uninstall(service: Service, store: str, deadline: float) -> None:
    """Ask the shop whether it still knows our token. Raises for an answer that says neither."""
    claimed_at = service.ask("get_uninstall_claim", store=store)["claimed_at"]
    if claimed_at is None:
        return
    gone = _is_gone(service, store, deadline)
    service.ask("settle_uninstall", store=store, claimed_at=claimed_at, gone=gone)


def _is_gone(service: Service, store: str, deadline: float) -> bool:
    try:
        open_shop(service, store, deadline).locations()
    except ShopifyError as error:
        if error.code == "ACCESS_DENIED":
            return False  # it knows the token, which may not read locations
        if error.app_refused:
            return True
        raise
    return False
