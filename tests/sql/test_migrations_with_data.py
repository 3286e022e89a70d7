"""Versions that change what rows mean, up and down with rows in every state."""

import psycopg
import pytest
from psycopg.rows import dict_row

from migrator import migrate, roll_back
from tests.sql.floor import PEOPLE, Floor, Json
from tests.sql.test_migrations import VERSIONS, empty  # noqa: F401 - a fixture


def rows(url: str, query: str) -> list[Json]:
    """Ask a database as its owner."""
    with psycopg.connect(url, autocommit=True, row_factory=dict_row) as connection:
        return connection.execute(query.encode()).fetchall()


def down_and_up(url: str, version: str) -> None:
    """Take back a version and all after it, and bring them again."""
    roll_back(url, version)
    assert migrate(url) == [each for each in VERSIONS if each >= version]


@pytest.fixture
def bakery(empty: str) -> str:  # noqa: F811
    """Return a database with five sponges and a cake that is made of one."""
    migrate(empty)
    with Floor(empty) as floor:
        floor.stock("SPONGE", 5)
        floor.stock("CAKE", None)
        floor.bom("CAKE", SPONGE=1)
        for quantity in (1, 2, 4):
            floor.sell("bannos", quantity, "CAKE")
    return empty


def test_what_orders_hold_whose_cakes_were_finished_is_used_up(bakery: str) -> None:
    # As finishing left it before it used anything up: of the second order one cake is still open.
    rows(bakery, "update core.orders set stage = 'Complete' where id in ('bannos-1001', 'bannos-1002-A') returning id")
    down_and_up(bakery, "M05_changes")
    held = rows(
        bakery,
        "select o.ticket_base, sum(t.reserved_delta) as held from core.sales o join core.inventory_txn t on t.ref_id = o.order_gid "
        "group by 1 order by 1",
    )
    assert [row["held"] for row in held] == [0, 2, 2]
    assert rows(bakery, "select on_hand, reserved from core.inventory_items where sku = 'SPONGE'") == [
        {"on_hand": 4, "reserved": 4}
    ]
    (last,) = rows(bakery, "select kind::text, qty from core.inventory_txn order by txn_id desc limit 1")
    assert last == {"kind": "consume", "qty": -1}


def test_two_shortfalls_of_an_order_become_one(bakery: str) -> None:
    roll_back(bakery, "M05_changes")
    rows(
        bakery,
        "insert into core.shortfalls (store, order_gid, sku, qty) "
        "select store, order_gid, sku, 3 from core.shortfalls where cleared_at is null returning sku",
    )
    migrate(bakery)
    assert rows(bakery, "select qty from core.shortfalls where cleared_at is null") == [{"qty": 5}]


def test_what_a_batch_held_waits_again_and_no_other_batch_ends_it(bakery: str) -> None:
    shown = "insert into core.shop_skus (store, sku, inventory_item_gid, known_qty, known_at) values ('bannos', '{0}', '{0}', 9, core.now()) "
    again = "on conflict (store, sku) do update set inventory_item_gid = excluded.inventory_item_gid, known_qty = 9, known_at = core.now()"
    open_push = "select api.open_push('{\"kind\": \"service\", \"id\": \"inventory_worker\"}', 'bannos', 'w') -> 'batch' as batch"
    for sku in ("CAKE", "SPONGE"):
        rows(bakery, "update core.shops set location_gid = 'here' returning store")
        rows(bakery, f"{shown.format(sku)}{again} returning sku")
        rows(bakery, f"select core.push_stock(array['{sku}'], null)")
        # The waiting row's twin: asked for again while the batch has it.
        (row,) = rows(bakery, open_push)
        assert row["batch"] is not None
        rows(bakery, "select core.push_stock(array['SPONGE'], null)")
        down_and_up(bakery, "M06_pushes")
        states = rows(
            bakery, "select distinct status::text, locked_by from core.work_queue where topic = 'inventory_push'"
        )
        assert {"status": "pending", "locked_by": None} in states
        assert all(state["status"] in {"pending", "done"} and state["locked_by"] is None for state in states)
        waiting = rows(
            bakery, "select distinct payload ->> 'sku' as sku from core.work_queue where status = 'pending' order by 1"
        )
        assert sku in {each["sku"] for each in waiting}


def test_a_session_whose_account_was_let_go_of_ends_and_the_others_keep_theirs(empty: str) -> None:  # noqa: F811
    migrate(empty)
    account = "insert into core.staff_accounts (provider, subject, staff_id, created_at) values ('sso', '{0}', '{1}', {2}) returning 1"
    session = (
        "insert into core.sessions (staff_id, provider, subject, created_at, expires_at) "
        "values ('{1}', 'sso', '{0}', {2}, now() + interval '1 day') returning 1"
    )
    with Floor(empty):
        people = {name: PEOPLE[name][0] for name in ("staff", "admin", "packer")}
    for name, staff_id in people.items():
        rows(empty, session.format(name, staff_id, "now() - interval '1 hour'"))
    rows(empty, account.format("staff", people["staff"], "now() - interval '2 hours'"))
    rows(empty, account.format("another", people["admin"], "now()"))  # came after the session
    down_and_up(empty, "M13_credentials")
    found = rows(empty, "select staff_id::text, subject, end_reason from core.sessions order by staff_id")
    assert {row["staff_id"]: (row["subject"], row["end_reason"]) for row in found} == {
        people["staff"]: ("staff", None),
        people["admin"]: (None, "account_removed"),
        people["packer"]: (None, "account_removed"),
    }
