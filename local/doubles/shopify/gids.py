"""Ids and amounts as GraphQL writes them."""

import re
from decimal import Decimal

_GID = re.compile(r"gid://shopify/(\w+)/(\d+)(?:\?inventory_item_id=(\d+))?")


def gid(kind: str, number: int) -> str:
    """Write a global id."""
    return f"gid://shopify/{kind}/{number}"


def number_of(global_id: str, kind: str) -> int | None:
    """Return the number in a global id of that kind; None when it is something else."""
    found = _GID.fullmatch(global_id)
    return int(found[2]) if found is not None and found[1] == kind else None


def parts(global_id: str) -> tuple[str, int, int | None] | None:
    """Return kind, number and inventory item of a global id; None when it is none."""
    found = _GID.fullmatch(global_id)
    return (found[1], int(found[2]), int(found[3]) if found[3] else None) if found else None


def amount(value: Decimal) -> str:
    """Write an amount as GraphQL does: at least one decimal, no zeros after it."""
    whole, _, decimals = f"{value:.2f}".partition(".")
    return f"{whole}.{decimals[0]}{decimals[1].rstrip('0')}"
