"""A second organisation beside the house: the mill, whose bakery and pantry have what the house has under the same names."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache

from migrator import MIGRATIONS
from tests.sql.catalog import our_tables
from tests.sql.floor import BOTH, Floor, Json

MILLERS = {
    "admin": "5b000000-0000-4000-8000-000000000001",
    "staff": "5b000000-0000-4000-8000-000000000002",
}
MILL = ("larder", "rye")
STORES = {"house": BOTH, "mill": MILL}


def open_mill(floor: Floor) -> None:
    """Make the organisation: a pantry, which is a row, and a bakery, which also wants a partition and a sequence."""
    floor.rows("insert into core.organisations (organisation, display_name) values ('mill', 'The Mill')")
    for store, kind in zip(MILL, ("pantry", "bakery"), strict=True):
        floor.rows(
            "insert into core.stores (store, display_name, spellings, timezone, currency, organisation, kind) "
            "values (%s, initcap(%s), array[%s], 'Australia/Perth', 'AUD', 'mill', %s)",
            *(store, store, store, kind),
        )
    floor.rows("set role ordak_owner")
    floor.rows("create table core.orders_rye partition of core.orders for values in ('rye')")
    floor.rows("create sequence core.manual_order_rye start 1001")
    floor.rows("grant usage on core.manual_order_rye to ordak_api")
    (again,) = re.findall(
        r"call core\.protect\('core\.orders'.*?\);", (MIGRATIONS / "access.sql").read_text(), re.DOTALL
    )
    floor.rows(again)
    floor.rows("reset role")
    floor.rows("insert into core.shops (store) values ('rye')")
    for role, staff_id in MILLERS.items():
        floor.rows(
            "insert into core.staff_shared (id, display_name, role, stores, organisation) values (%s, %s, %s, %s, 'mill')",
            *(staff_id, f"Miller {role}", role.title(), list(MILL)),
        )


def miller(role: str = "admin") -> Json:
    """Return the actor that a miller's token names."""
    return {"kind": "staff", "id": MILLERS[role], "correlation_id": "c-mill"}


@contextmanager
def theirs_alone(floor: Floor, house: str) -> Iterator[None]:
    """See that what is done changes rows, queues work, alerts and logs events of one organisation alone."""
    other = "mill" if house == "house" else "house"
    before, first = _rows_of(floor, other), floor.last_event()
    yield
    assert _rows_of(floor, other) == before
    assert [event for event in floor.events(first) if event["store"] in STORES[other]] == []


def _rows_of(floor: Floor, house: str) -> list[Json]:
    return floor.rows(_owned(floor).format(house=house, stores="{" + ",".join(STORES[house]) + "}"))


@cache
def _owned(floor: Floor) -> str:
    """Return what reads every row of an organisation, or of one of its stores."""
    looks = []
    for table in our_tables(floor):
        of = {"organisation": "organisation = '{house}'", "store": "store = any ('{stores}')"}
        whose = " or ".join(condition for column, condition in of.items() if column in table["columns"])
        if whose:
            looks.append(f"select '{table['name']}' as name, t::text as row from {table['name']} t where {whose}")
    return " union all ".join(looks) + " order by 1, 2"
