"""A shop as our workers reach it: its API, with the points that they share and the location that is ours to set."""

from dataclasses import dataclass
from typing import NamedTuple

from ordak import settings
from ordak.service import Service
from ordak.shopify.admin import ShopifyAdmin, ShopifyError


@dataclass(frozen=True)
class _Points:
    """The shop's bucket of query points, kept in the database where every process sees it."""

    service: Service
    store: str

    def reserve(self, cost: int) -> float:
        return float(self.service.ask("take_points", store=self.store, cost=cost)["wait_seconds"])

    def report(self, available: float, restore_rate: float) -> None:
        self.service.ask("note_points", store=self.store, left=available, rate=restore_rate)


class Place(NamedTuple):
    """The location whose levels are ours to set, and the others that sell online as well: nobody sets theirs."""

    ours: str
    others: list[str]


def open_shop(service: Service, store: str, deadline: float) -> ShopifyAdmin:
    """Return a store's shop, for calls that end before `deadline` (time.monotonic)."""
    return ShopifyAdmin(settings.shop_access(store), deadline=deadline, throttle=_Points(service, store))


def find_location(service: Service, store: str, shop: ShopifyAdmin) -> None:
    """Find the location whose levels we set, and keep it."""
    service.ask("set_location", store=store, location_gid=look_for_location(shop).ours)


def look_for_location(shop: ShopifyAdmin, known: str | None = None) -> Place:
    """Look where the shop sells online: at the location that is known, while it does, else at the first that does."""
    active = [each for each in shop.locations() if each.active]
    sells = [each.gid for each in active if each.sells_online]
    there = sells or [each.gid for each in active]
    if not there:
        raise ShopifyError("NO_LOCATION")
    ours = known if known in there else there[0]
    return Place(ours, [each for each in sells if each != ours])
