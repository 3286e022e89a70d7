"""No row of a store is seen or written by whoever acts for another one: every table with a store, by the catalog."""

from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
import pytest
from psycopg.types.json import Jsonb

from tests.sql.catalog import our_tables
from tests.sql.floor import BOTH, PEOPLE, RPC, Floor, Json, actor, cake, call, line

# Whatever a customer, a shop or an envelope may have put there: no read-only tool selects these.
PRIVATE = {
    "core.sales": {"customer_name", "order_json"},
    "core.sale_lines": {"properties"},
    "core.orders": {"cake_message", "notes", "due_text", "qc_reason"},
    "core.order_events": {"detail"},
    "core.held_deliveries": {"body"},
    "core.scans": {"answer"},
    "core.work_queue": {"payload"},
    "core.ticket_changes": {"before"},
    "core.staff_shared": {"database_login", "email"},
    "core.devices": {"token_hash", "user_code"},
    "core.customers": {"name"},
    "core.marketplace_orders": {"address"},
    "core.shipments": {"label_link", "label_key"},
    "core.conversations": {"topic", "lease_reason"},
    "core.messages": {"body"},
    "core.households": {"diets"},
    "core.pantry_baskets": {"lines"},
    "core.pantry_orders": {"pickup_code"},
    "core.invitations": {"code_hash", "language"},
}


@pytest.fixture(scope="module")
def busy(floor: Floor) -> Floor:
    """Let both stores do whatever leaves rows."""
    floor.stock("SPONGE", 9)
    floor.stock("FONDANT", 0)
    for store in BOTH:
        sale = floor.sell(store, lines=[line(1, sku="SPONGE"), line(2, sku="FONDANT", kind="extra")])
        floor.rpc("set_storage", id=sale.id, storage="Fridge", scan_id=_scan_id(store))
        floor.rpc("set_setting", "admin", store=store, key="capacity", value={"default": {}})
        floor.rpc("set_storage_location", store=store, name="Fridge")
        floor.rpc("set_product_kind", store=store, kind="cake", title="Celebration set")
        floor.service("hold_delivery", store=store, topic="orders/create", body=b"{", reason="r", permanent=True)
        floor.rpc("handle_print_barcode", id=sale.id)
        floor.again(sale, "10:01", tickets=[cake(cake_message="changed")])
        # What only pushes, runs and kiosks write.
        floor.rows("insert into core.sync_runs (store, kind) values (%s, 'x')", store)
        floor.rows("insert into core.standstills (store, topic, since) values (%s, 'x', core.now())", store)
        floor.rows(
            "insert into core.devices (token_hash, store, station, enrolled_at) "
            "values (sha256(convert_to(%s, 'UTF8')), %s, 'Filling', now())",
            *(store, store),
        )
        _of_other_flows(floor, store, sale.gid)
        floor.rows("insert into core.push_batches (store) values (%s)", store)
        floor.service("redact", store=store)
        floor.rows(
            "insert into core.push_lines (batch_id, line_no, store, sku, inventory_item_gid, location_gid, from_qty, to_qty) "
            "select b.batch_id, 0, b.store, 'SPONGE', 'g', 'l', 1, 2 from core.push_batches b where b.store = %s",
            store,
        )
        floor.rows(
            "insert into core.ticket_components (store, ticket_id, sku, qty, counted, filled_at) "
            "select o.store, o.id, 'SPONGE', 1, true, core.now() from core.orders o where o.store = %s limit 1",
            store,
        )
        floor.rows(
            "insert into core.sync_findings (run_id, store, kind, ref) "
            "select r.run_id, r.store, 'drift', 'SPONGE' from core.sync_runs r where r.store = %s",
            store,
        )
    return floor


def _of_other_flows(floor: Floor, store: str, gid: str) -> None:
    _at_a_marketplace(floor, store, gid)
    _at_a_pantry(floor, store, gid)


def _at_a_marketplace(floor: Floor, store: str, gid: str) -> None:
    """Leave what only the import of a marketplace writes."""
    floor.rows("insert into core.marketplaces (store) values (%s)", store)
    floor.rows(
        "insert into core.marketplace_offers (store, sku, known_at, listed_at) values (%s, 'x', core.now(), core.now())",
        store,
    )
    floor.rows("insert into core.unread_orders (store, mirakl_id, code) values (%s, 'x', 'x')", store)
    floor.rows("insert into core.customers (store, customer_id, name) values (%s, 'c', 'Ann Canary')", store)
    floor.rows(
        "insert into core.marketplace_orders (store, order_gid, mirakl_id, status, state, last_updated_at, accept_by, address) "
        "values (%s, %s, 'x', 'accepted', 'SHIPPING', core.now(), core.now(), '{}')",
        *(store, gid),
    )
    attempt = "(store, order_gid, parcel, attempt"
    floor.rows(f"insert into core.shipments {attempt}, request_id) values (%s, %s, 1, 1, 'x')", store, gid)
    floor.rows(f"insert into core.shipment_lines {attempt}, line_no, quantity) values (%s, %s, 1, 1, 1, 1)", store, gid)
    floor.rows("insert into core.conversations (store, thread_id, updated_at) values (%s, 't', core.now())", store)
    floor.rows("insert into core.messages (store, thread_id, kind, body) values (%s, 't', 'customer', 'x')", store)
    floor.rows(
        "insert into core.parcel_scans (store, order_gid, parcel, scan_id, sku, quantity) values (%s, %s, 1, gen_random_uuid(), 'SPONGE', 1)",
        *(store, gid),
    )


def _at_a_pantry(floor: Floor, store: str, gid: str) -> None:
    """Leave what only a pantry writes, under one id: the household's, the session's, the slot's."""
    one = f"00000000-0000-4000-8000-00000000001{BOTH.index(store)}"
    floor.rows("insert into core.households (store, household_id) values (%s, %s)", store, one)
    floor.rows(
        "insert into core.pantry_sessions (store, session_id, title, opens_at, closes_at) values (%s, %s, 'x', now(), 'infinity')",
        *(store, one),
    )
    floor.rows(
        "insert into core.pantry_slots (store, session_id, slot_id, starts_at, ends_at, capacity) values (%s, %s, %s, now(), 'infinity', 1)",
        *(store, one, one),
    )
    member = PEOPLE["member"][0]
    floor.rows("insert into core.pantry_items (store, sku) values (%s, 'SPONGE')", store)
    floor.rows(
        "insert into core.household_members (store, member_id, household_id) values (%s, %s, %s)", store, member, one
    )
    floor.rows(
        "insert into core.invitations (store, code_hash, expires_at) values (%s, sha256(%s), 'infinity')",
        *(store, store.encode()),
    )
    floor.rows("insert into core.pantry_waiting (store, member_id, session_id) values (%s, %s, %s)", store, member, one)
    floor.rows(
        "insert into core.pantry_baskets (store, basket_id, member_id, lines) values (%s, %s, %s, '[]')",
        store,
        one,
        member,
    )
    floor.rows(
        "insert into core.pantry_orders (store, order_gid, id, status, member_id, household_id, session_id, slot_id, pickup_code) "
        "values (%s, %s, 'P', 'PENDING', %s, %s, %s, %s, 'H')",
        *(store, gid, member, one, one, one),
    )
    floor.rows("insert into core.pantry_lines (store, order_gid, line_no, ordered) values (%s, %s, 1, 1)", store, gid)


def _scan_id(store: str) -> str:
    return f"00000000-0000-4000-8000-00000000000{BOTH.index(store)}"


def scoped(floor: Floor) -> list[Json]:
    """Return the tables with a store. Flour Lane's tickets cannot be in Bannos' partition."""
    found = [table for table in our_tables(floor) if "store" in table["columns"]]
    assert len(found) >= 12
    return [table for table in found if table["name"] != "core.orders_bannos"]


@contextmanager
def as_api(floor: Floor, who: str) -> Iterator[psycopg.Connection]:
    """Open a transaction as it is inside an api function after core.enter."""
    with psycopg.connect(floor.owner_url) as connection:
        connection.execute("set local role ordak_api")
        row = connection.execute("select core.enter(%s, 'get_queue')", (Jsonb(actor(who)),)).fetchone()
        assert row == (None,)
        yield connection
        connection.rollback()


def touched(connection: psycopg.Connection, statement: str, *values: object) -> int:
    """Run a statement and return how many rows it gave or wrote; none when it is not allowed at all."""
    try:
        with connection.transaction(force_rollback=True):
            cursor = connection.execute(statement.encode(), values)
            return cursor.rowcount
    except psycopg.errors.InsufficientPrivilege:
        return 0


def test_every_table_with_a_store_has_a_row_of_flour_lane_to_hide(busy: Floor) -> None:
    empty = [
        table["name"]
        for table in scoped(busy)
        if not busy.rows(f"select 1 from {table['name']} where store = 'flourlane' limit 1")
    ]
    assert empty == []


def test_the_functions_see_no_row_of_a_store_that_their_actor_is_not_in(busy: Floor) -> None:
    with as_api(busy, "tom") as connection:
        seen = [
            table["name"]
            for table in scoped(busy)
            if touched(connection, f"select 1 from {table['name']} where store = 'flourlane'")
        ]
    assert seen == []


def test_the_functions_see_the_rows_of_the_store_that_their_actor_is_in(busy: Floor) -> None:
    with as_api(busy, "tom") as connection:
        hidden = [
            table["name"]
            for table in scoped(busy)
            if not table["partition"]
            and not touched(connection, f"select 1 from {table['name']} where store = 'bannos'")
        ]
    assert hidden == []


def test_the_functions_write_no_row_of_a_store_that_their_actor_is_not_in(busy: Floor) -> None:
    written = []
    with as_api(busy, "tom") as connection:
        for table in scoped(busy):
            name, columns = table["name"], ", ".join(table["columns"])
            row = busy.one(f"select to_jsonb(t) from {name} t where store = 'flourlane' limit 1")
            copy = f"insert into {name} ({columns}) overriding system value select {columns} from jsonb_populate_record(null::{name}, %s)"
            written += [
                statement
                for statement, values in (
                    (f"update {name} set store = store where store = 'flourlane'", ()),
                    (f"update {name} set store = 'flourlane' where store = 'bannos'", ()),
                    (f"delete from {name} where store = 'flourlane'", ()),
                    (copy, (Jsonb(row),)),
                )
                if touched(connection, statement, *values)
            ]
    assert written == []


def test_without_core_enter_the_functions_see_nothing(busy: Floor) -> None:
    with psycopg.connect(busy.owner_url) as connection:
        connection.execute("set local role ordak_api")
        seen = [
            table["name"]
            for table in scoped(busy)
            if touched(connection, f"select 1 from {table['name']} where store is not null")
        ]
        connection.rollback()
    assert seen == []


def test_nothing_that_is_set_or_left_in_a_session_opens_a_store(busy: Floor) -> None:
    lane = busy.sell("flourlane").id
    with psycopg.connect(busy.url(RPC), autocommit=True) as connection:
        for value in ("flourlane", "bannos,flourlane"):
            connection.execute("select set_config('ordak.stores', %s, false)", (value,))
            connection.execute("select set_config('ordak.actor', '{\"role\": \"Admin\"}', false)")
            for who in ("tom", "gone"):
                answer = call(connection, "complete_filling", actor=actor(who), id=lane)
                assert answer["code"] == ("ORD001" if who == "tom" else "AUTH001")
            # Nor does the one who was served before on this connection.
            assert call(connection, "get_order_for_scan", actor=actor("staff"), scan=lane)["ok"]
            assert call(connection, "get_order_for_scan", actor=actor("tom"), scan=lane)["code"] == "ORD001"


@contextmanager
def tool_of(floor: Floor, who: str | None) -> Iterator[psycopg.Connection]:
    """Log in as the read-only tool of one of PEOPLE, or of whoever has this id, or as one that belongs to nobody."""
    floor.rows("create role reading_tool login in role authenticated")
    try:
        if who:
            staff_id = PEOPLE[who][0] if who in PEOPLE else who
            floor.rows("update core.staff_shared set database_login = 'reading_tool' where id = %s", staff_id)
        with psycopg.connect(floor.url("reading_tool"), autocommit=True) as connection:
            yield connection
    finally:
        floor.rows("update core.staff_shared set database_login = null")
        floor.rows("drop role reading_tool")


def _readable(floor: Floor) -> list[str]:
    return [
        table["name"]
        for table in scoped(floor)
        if floor.one("select has_column_privilege('authenticated', %s::regclass, 'store', 'select')", table["name"])
    ]


def test_a_read_only_tool_sees_its_store_alone_and_no_setting_changes_that(busy: Floor) -> None:
    assert "core.orders" in _readable(busy)
    with tool_of(busy, "tom") as connection:
        for setting in ("", "flourlane", "bannos,flourlane"):
            connection.execute("select set_config('ordak.stores', %s, false)", (setting,))
            connection.execute("select set_config('ordak.actor', '{\"role\": \"Admin\"}', false)")
            for name in _readable(busy):
                seen = {row[0] for row in connection.execute(f"select distinct store from {name}".encode())}
                assert seen <= {"bannos"}, (name, setting)
                assert seen, name
        assert connection.execute("select count(*) from core.staff_shared where stores = '{flourlane}'").fetchone() == (
            0,
        )


def test_a_read_only_tool_of_nobody_or_of_one_who_left_sees_no_row(busy: Floor) -> None:
    for who in (None, "gone"):
        with tool_of(busy, who) as connection:
            for name in [*_readable(busy), "core.faults", "core.inventory_items"]:
                column = "store" if name in _readable(busy) else "1"
                assert touched(connection, f"select {column} from {name}") == 0, name


@pytest.mark.parametrize("table", PRIVATE)
def test_no_read_only_tool_selects_what_a_customer_wrote(busy: Floor, table: str) -> None:
    for column in PRIVATE[table]:
        assert not busy.one(
            "select has_column_privilege('authenticated', %s::regclass, %s, 'select')", table, column
        ), column
