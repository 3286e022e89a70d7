"""A second organisation beside the house: the mill, whose bakery and pantry have what the house has under the same names."""

import re

from migrator import MIGRATIONS
from tests.sql.floor import Floor, Json

MILLERS = {
    "admin": "5b000000-0000-4000-8000-000000000001",
    "staff": "5b000000-0000-4000-8000-000000000002",
}
MILL = ("larder", "rye")


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
