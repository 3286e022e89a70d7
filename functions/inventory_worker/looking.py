"""What a push has to know first: which item stands for a SKU, and what the shop shows of it."""

from collections.abc import Callable, Sequence
from typing import Any

from ordak.database import DatabaseError
from ordak.service import Service
from ordak.shopify.admin import ShopifyAdmin, ShopifyError


def look(service: Service, store: str, shop: ShopifyAdmin, plan: dict[str, Any]) -> None:
    """Find the items of SKUs that are new, and read the levels that are in doubt; say at which the shop breaks."""
    if plan["find"]:
        broken = _find(service, store, shop, plan)
        _say_broken(service, store, plan["at"], broken)
    if plan["read"]:
        skus = {row["inventory_item_gid"]: row["sku"] for row in plan["read"]}
        answers, at_fault = _in_parts(shop, lambda items: shop.levels(plan["location_gid"], items), list(skus))
        seen = {skus[item]: level for levels in answers for item, level in levels.items()}
        broken = _report(
            lambda some: service.ask(
                "see_levels",
                store=store,
                at=plan["at"],
                levels=[{"sku": sku, "available": seen[sku]} for sku in some],
            ),
            list(seen),
        )
        _say_broken(service, store, plan["at"], broken | {skus[item]: code for item, code in at_fault.items()})


def _find(service: Service, store: str, shop: ShopifyAdmin, plan: dict[str, Any]) -> dict[str, str]:
    answers, at_fault = _in_parts(shop, lambda skus: shop.find_items(skus, plan["location_gid"]), plan["find"])
    items = [
        {
            "sku": item.sku,
            "inventory_item_gid": item.item_gid,
            "product_id": item.product_gid and item.product_gid.rpartition("/")[2],
            "tracked": item.tracked,
            "policy": item.policy,
            "available": item.available,
        }
        for found in answers
        for item in found
    ]
    asked = [sku for sku in plan["find"] if sku not in at_fault]
    broken = _report(
        lambda some: service.ask(
            "know_skus",
            store=store,
            at=plan["at"],
            asked=some,
            found=[item for item in items if item["sku"] in some],
        ),
        asked,
    )
    return at_fault | broken


def _report(send: Callable[[list[str]], object], skus: list[str]) -> dict[str, str]:
    """Send the database what was read of SKUs, halving what it cannot take; return the code of each refused alone."""
    if not skus:
        return {}
    try:
        send(skus)
    except DatabaseError as error:
        if error.unreachable or error.timed_out:
            raise
        if len(skus) == 1:
            return {skus[0]: str(error)}
        middle = len(skus) // 2
        return _report(send, skus[:middle]) | _report(send, skus[middle:])
    return {}


def _say_broken(service: Service, store: str, at: str, codes: dict[str, str]) -> None:
    if codes:
        faults = [{"sku": sku, "fault": code} for sku, code in codes.items()]
        service.ask("see_levels", store=store, at=at, levels=faults)


def _in_parts[A](
    shop: ShopifyAdmin, ask: Callable[[Sequence[str]], A], things: Sequence[str]
) -> tuple[list[A], dict[str, str]]:
    """Ask about things; where the shop breaks, about each half of them, until what it breaks at stands alone.

    Return the answers, and the code for each thing without one.
    """
    try:
        return [ask(things)], {}
    except ShopifyError as error:
        if not error.shop_broke:
            raise
        if len(things) == 1:
            shop.locations()  # where this fails too, it is not the one thing that is to blame
            return [], {things[0]: error.code}
    middle = len(things) // 2
    first, second = _in_parts(shop, ask, things[:middle]), _in_parts(shop, ask, things[middle:])
    return first[0] + second[0], first[1] | second[1]
