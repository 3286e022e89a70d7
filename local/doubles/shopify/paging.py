"""Pages of a connection, resumed after the key of the last node and not after its place."""

import base64
import binascii
import json
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from local.doubles.shopify.refusals import Refused

LARGEST_PAGE = 250
LARGEST_LIST = 25_000  # objects that can be paged through; more takes a bulk operation

type Key = tuple[Any, ...]


@dataclass(slots=True)
class Page:
    """One page."""

    nodes: Sequence[Any]
    key: Callable[[Any], Key]
    more_after: bool = False
    more_before: bool = False

    def cursor(self, at: int) -> str | None:
        """Return the cursor of a node by its place, None when there is none."""
        return write_cursor(self.key(self.nodes[at])) if self.nodes else None


def write_cursor(key: Key) -> str:
    """Write a key as an opaque word."""
    return base64.b64encode(json.dumps(key).encode()).decode()


def read_cursor(cursor: str) -> Key:
    """Read it back."""
    try:
        key: Key = tuple(json.loads(base64.b64decode(cursor, validate=True)))
    except (binascii.Error, ValueError, TypeError) as error:
        raise Refused(f"Invalid cursor for current pagination sort: {cursor}", "BAD_REQUEST") from error
    return key


def page(nodes: Sequence[Any], arguments: dict[str, Any], key: Callable[[Any], Key]) -> Page:
    """Cut a page out of nodes that are in the order of their keys."""
    if arguments.get("reverse"):
        nodes = nodes[::-1]
    start, end = 0, len(nodes)
    if arguments.get("after"):
        start = _place(nodes, read_cursor(arguments["after"]), key, behind=True, reverse=bool(arguments.get("reverse")))
    if arguments.get("before"):
        end = _place(nodes, read_cursor(arguments["before"]), key, behind=False, reverse=bool(arguments.get("reverse")))
    first, last = arguments.get("first"), arguments.get("last")
    if first is not None:
        stop = min(end, start + first)
        if stop > LARGEST_LIST:
            raise Refused(f"Pagination is limited to {LARGEST_LIST} objects.", "BAD_REQUEST")
        return Page(nodes[start:stop], key, stop < end, start > 0)
    begin = max(start, end - last) if last is not None else start
    return Page(nodes[begin:end], key, end < len(nodes), begin > start)


def _place(nodes: Sequence[Any], sought: Key, key: Callable[[Any], Key], *, behind: bool, reverse: bool) -> int:
    try:
        if not reverse:
            return (bisect_right if behind else bisect_left)(nodes, sought, key=key)
        turned = (bisect_left if behind else bisect_right)(nodes[::-1], sought, key=key)
    except TypeError as error:
        raise Refused("Invalid cursor for current pagination sort.", "BAD_REQUEST") from error
    return len(nodes) - turned
