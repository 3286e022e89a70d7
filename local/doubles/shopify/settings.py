"""What a double is given: its shops, where its webhooks go, what it may remember."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

# REST names of the topics that an app can be given in its configuration, the three privacy topics among them.
TOPICS = (
    "orders/create",
    "orders/updated",
    "orders/cancelled",
    "orders/edited",
    "orders/fulfilled",
    "refunds/create",
    "inventory_levels/update",
    "products/update",
    "bulk_operations/finish",
    "app/uninstalled",
    "customers/data_request",
    "customers/redact",
    "shop/redact",
)
type Sending = Literal["at once", "held"]


@dataclass(frozen=True)
class AppSubscription:
    """Subscriptions from the app's own configuration: always there, and not deleted when they fail."""

    address: str
    topics: tuple[str, ...] = TOPICS


@dataclass(frozen=True)
class ShopSettings:
    """One shop. Its webhooks are signed with the first of its client secrets; any of them gets a token."""

    domain: str
    client_id: str = "double-client-id"
    client_secrets: tuple[str, ...] = ("double-client-secret",)
    token: str | None = "shpat_double"  # noqa: S105 - the double's own: fixed, never expires; None when there is none
    app: tuple[AppSubscription, ...] = ()
    sending: Sending = "at once"
    name: str = ""
    currency: str = "AUD"
    time_zone: str = "Australia/Sydney"
    locations: tuple[str, ...] = ("Shop location",)
    bucket: int = 2000
    restore_rate: int = 100
    read_all_orders: bool = False
    first_number: int = 1001  # of its orders


@dataclass(frozen=True)
class Settings:
    """A double. `retry_gaps` are the seconds before each further attempt of a delivery that failed."""

    shops: tuple[ShopSettings, ...]
    state: Path | None = None
    webhook_timeout: float = 5.0
    retry_gaps: tuple[float, ...] = field(default=(0.5, 1, 2, 4, 8, 15, 30, 60))
