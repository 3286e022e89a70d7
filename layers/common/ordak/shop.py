"""A shop as our workers reach it: its API, with the points that they share and the location that is ours to set."""

from dataclasses import dataclass

from ordak import settings
from ordak.service import Service
from ordak.shopify import ShopifyAdmin, ShopifyError


@dataclass(frozen=True)
class _Points:
    """The shop's bucket of query points, kept in the database where every process sees it."""

    service: Service
    store: str

    def reserve(self, cost: int) -> float:
        return float(self.service.ask("take_points", store=self.store, cost=cost)["wait_seconds"])

    def report(self, available: float, restore_rate: float) -> None:
        self.service.ask("note_points", store=self.store, left=available, rate=restore_rate)


def open_shop(service: Service, store: str, deadline: float) -> ShopifyAdmin:
    """Return a store's shop, for calls that end before `deadline` (time.monotonic)."""
    return ShopifyAdmin(settings.shop_access(store), deadline=deadline, throttle=_Points(service, store))


def find_location(service: Service, store: str, shop: ShopifyAdmin) -> str:
    """Find the location whose levels we set, the first that sells online, and keep it."""
    active = [each for each in shop.locations() if each.active]
    sells = [each for each in active if each.sells_online] or active
    if not sells:
        raise ShopifyError("NO_LOCATION")
    service.ask("set_location", store=store, location_gid=sells[0].gid)
    return sells[0].gid
