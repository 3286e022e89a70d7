"""The settings of a marketplace and its carrier, which `ordak.settings` passes on: an account of each for a store."""

from ordak.environment import named, optional, required
from ordak.setting_values import CanadaPostAccess, MiraklAccess


def mirakl_access(store: str) -> MiraklAccess:
    """Access to a store's shop on Mirakl: MIRAKL_URL, `https://marketplace.bestbuy.ca` say, MIRAKL_API_KEY_<STORE>."""
    return MiraklAccess(
        store=store,
        url=required("MIRAKL_URL").rstrip("/"),
        key=required("MIRAKL_API_KEY_" + store.upper()),
    )


def canada_post_access(store: str) -> CanadaPostAccess:
    """Access to a store's account with Canada Post: what stands before /shipping/v1, and CANADA_POST_CLIENT_ID_<STORE>.

    Its CANADA_POST_CLIENT_SECRET_ belongs to it, and CANADA_POST_CUSTOMER_ is the customer number, of ten digits.
    """
    suffix = store.upper()
    return CanadaPostAccess(
        store=store,
        url=required("CANADA_POST_URL").rstrip("/"),
        client_id=required("CANADA_POST_CLIENT_ID_" + suffix),
        client_secret=required("CANADA_POST_CLIENT_SECRET_" + suffix),
        customer=required("CANADA_POST_CUSTOMER_" + suffix),
    )


def marketplace_stores() -> list[str]:
    """The stores whose runs at their marketplace begin by themselves, those with an account, separated by spaces."""
    return (optional("MARKETPLACE_STORES") or "").split()


def stores_on_mirakl() -> list[str]:
    """The stores whose shop on Mirakl this function may call, in the order of the alphabet."""
    return sorted(suffix.lower() for suffix, key in named("MIRAKL_API_KEY_").items() if key)
