"""Whatever the bytes: an order that the database takes, or a refusal."""

import contextlib
import json
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ordak.order_reading.shopify_order import ShopifyOrder, Unreadable, read_order
from tests.functions.webhook.order_reading import NAMES, PAYLOADS, RULES, payload

# Whatever the bytes


def check(body: bytes) -> None:
    """Read, and if it is an order see that every value is one that the database takes."""
    with contextlib.suppress(Unreadable):
        sale = read_order(body, RULES)
        written = sale.model_dump(mode="json")
        assert ShopifyOrder.model_validate(written) == sale
        everything = json.dumps(written, ensure_ascii=False)
        everything.encode()  # a lone surrogate would fail
        assert "\\u0000" not in everything
        assert "\0" not in sale.raw_json
        json.loads(sale.raw_json)
        cakes = sum(line.quantity for line in sale.lines if line.kind == "cake")
        assert len(sale.tickets) == cakes <= RULES.max_tickets
        assert all(line.quantity < 2**31 for line in sale.lines)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=12,
)
DEEP: Any = json.loads("[" * 80 + "]" * 80)
HOSTILE: tuple[Any, ...] = (
    None,
    True,
    -1,
    0,
    10**400,
    2**63,
    1.5,
    float("nan"),
    float("inf"),
    1e300,
    "",
    "x" * 5000,
    "\ud800",
    "\0",
    "NaN",
    "-1",
    "99/99/9999",
    "\u202e☃",
    [],
    {},
    [None],
    {"": None},
    [[[{}]]],
    DEEP,
)


def leaves(node: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    if path:
        yield path
    children = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
    for key, child in children:
        yield from leaves(child, (*path, key))


def put(body: Any, path: tuple[Any, ...], value: Any) -> Any:
    """Copy the body with one place replaced."""
    if not path:
        return value
    copied = body.copy()
    copied[path[0]] = put(body[path[0]], path[1:], value)
    return copied


def read_paths(name: str) -> list[tuple[Any, ...]]:
    """All places of the body but the copies of each amount, which nothing reads."""
    return [path for path in leaves(payload(name)) if not any(str(step).endswith("_set") for step in path[:-1])]


@pytest.mark.parametrize("name", NAMES)
def test_no_value_anywhere_makes_anything_but_an_order_or_a_refusal(name: str) -> None:
    body = payload(name)
    for turn, path in enumerate(read_paths(name)):
        # What is read gets every hostile value, the rest three of them in turn.
        read_here = {"line_items", "shipping_lines", "note_attributes", "customer"} & set(path) or len(path) == 1
        values = HOSTILE if read_here and len(path) < 4 else HOSTILE[turn % 8 :: 8]
        for value in values:
            check(json.dumps(put(body, path, value)).encode())


@settings(max_examples=300)
@given(st.binary(max_size=200))
def test_arbitrary_bytes_are_an_order_or_a_refusal(body: bytes) -> None:
    check(body)


@settings(max_examples=300)
@given(JSON)
def test_arbitrary_json_is_an_order_or_a_refusal(body: Any) -> None:
    check(json.dumps(body).encode())


@settings(max_examples=300)
@given(st.data())
def test_arbitrary_values_within_an_order_are_an_order_or_a_refusal(data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(NAMES))
    body = payload(name)
    for path in data.draw(st.lists(st.sampled_from(PATHS[name]), min_size=1, max_size=4)):
        with contextlib.suppress(KeyError, IndexError, TypeError, AttributeError):  # an earlier one took the place away
            body = put(body, path, data.draw(JSON))
    check(json.dumps(body).encode())


@settings(max_examples=300)
@given(st.sampled_from(NAMES), st.integers(0, 12_000), st.integers(0, 12_000), st.binary(max_size=6))
def test_bytes_cut_out_and_put_in_are_an_order_or_a_refusal(name: str, start: int, length: int, put_in: bytes) -> None:
    wire = WIRE[name]
    check(wire[:start] + put_in + wire[start + length % 40 :])


PATHS = {name: read_paths(name) for name in NAMES}
WIRE = {name: (PAYLOADS / f"{name}.wire.json").read_bytes() for name in NAMES}
