"""The id of an attempt to buy a label: the same each time, short enough to be found by."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from request_id import request_id


@pytest.mark.parametrize(
    ("order", "attempt", "name"),
    [
        ("1000001-A", 1, "BB-1000001-A-P1-A1"),
        ("1000001-A", 12, "BB-1000001-A-P1-A12"),
        ("Order_00010-A-is-of-32-", 1, "BB-Order_00010-A-is-of-32--P1-A1"),
    ],
)
def test_short_id_is_readable(order: str, attempt: int, name: str) -> None:
    assert request_id(order, 1, attempt) == name


@given(st.text(), st.integers(1, 3), st.integers(1, 40))
def test_every_id_is_found_by_the_carriers_look_up_and_needs_no_escape(order: str, parcel: int, attempt: int) -> None:
    name = request_id(order, parcel, attempt)
    assert re.fullmatch(r"[A-Za-z0-9_-]{1,32}", name)
    assert name == request_id(order, parcel, attempt)


def test_two_attempts_of_a_long_id_differ() -> None:
    long = "a-marketplace-with-very-long-order-ids-A"
    names = {request_id(long, parcel, attempt) for parcel in (1, 2) for attempt in (1, 2, 11)}
    assert len(names) == 6
    assert {len(name) for name in names} == {28}
