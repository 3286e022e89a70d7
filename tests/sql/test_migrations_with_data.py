"""Versions that change what rows mean, up and down with rows in every state."""

import psycopg
import pytest
from psycopg.rows import dict_row

import version_steps
from migrator import MIGRATIONS, migrate, roll_back
from tests.sql.floor import PEOPLE, Floor, Json
from tests.sql.test_migrations import VERSIONS, migrated  # noqa: F401 - a fixture


def rows(url: str, query: str) -> list[Json]:
    """Ask a database as its owner."""
    with psycopg.connect(url, autocommit=True, row_factory=dict_row) as connection:
        return connection.execute(query.encode()).fetchall()


def down_and_up(url: str, version: str) -> None:
    """Take back a version and all after it, and bring them again."""
    roll_back(url, version)
    assert migrate(url) == [each for each in VERSIONS if each >= version]


@pytest.fixture
def bakery(migrated: str) -> str:  # noqa: F811
    """Return a database with five sponges and a cake that is made of one."""
    with Floor(migrated) as floor:
        floor.stock("SPONGE", 5)
        floor.stock("CAKE", None)
        floor.bom("CAKE", SPONGE=1)
        for quantity in (1, 2, 4):
            floor.sell("bannos", quantity, "CAKE")
    return migrated


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
        rows(bakery, f"select stock.push_stock(array['{sku}'], null)")
        # The waiting row's twin: asked for again while the batch has it.
        (row,) = rows(bakery, open_push)
        assert row["batch"] is not None
        rows(bakery, "select stock.push_stock(array['SPONGE'], null)")
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


def test_cakes_past_filling_are_made_of_what_their_order_held_then_and_who_differs_is_reported(bakery: str) -> None:
    with psycopg.connect(bakery, autocommit=True) as owner:
        owner.execute(
            "insert into core.staff_shared (display_name, role, stores) values ('Sue', 'Supervisor', '{bannos}')"
        )
    # Of the second order one cake is past filling, of the third, which waits for sponges, somebody answered for two.
    filled = "update core.orders set stage = 'Covering', filling_complete_ts = core.now() + interval '1 second' where id = any (%s)"
    with psycopg.connect(bakery, autocommit=True) as owner:
        owner.execute("update core.shortfalls set cleared_at = core.now(), cleared_by = 'sue'")
        owner.execute(filled, [["bannos-1001", "bannos-1002-A", "bannos-1003-A", "bannos-1003-B"]])
        roll_back(bakery, "M15_ticket_components")
        # It changed for what came after them.
        owner.execute("insert into core.inventory_items (sku, title, stocked) values ('PLAIN', 'PLAIN', false)")
        owner.execute("insert into core.product_requirements values ('PLAIN', 'SPONGE', 1)")
        owner.execute(
            "update core.sale_lines set sku = 'PLAIN' where order_gid = (select order_gid from core.orders where id = 'bannos-1003-A')"
        )
        owner.execute("update core.product_requirements set component_sku = 'DARK', qty = 2 where sku = 'CAKE'")
        owner.execute("insert into core.inventory_items (sku, title) values ('DARK', 'DARK')")
    migrate(bakery)
    kept = rows(bakery, "select ticket_id, sku, qty, counted from core.ticket_components order by 1, 2")
    assert [(row["ticket_id"], row["sku"], row["qty"], row["counted"]) for row in kept if row["counted"]] == [
        ("bannos-1001", "SPONGE", 1, True),
        ("bannos-1002-A", "SPONGE", 1, True),
        ("bannos-1003-A", "SPONGE", 1, True),
        ("bannos-1003-B", "SPONGE", 1, True),
    ]
    told = rows(
        bakery,
        "select topic, payload ->> 'kind' as kind, payload -> 'tickets' as tickets from core.work_queue "
        "where payload ->> 'kind' = 'filled_differently' or topic = 'stock_rebook' order by 1, 3",
    )
    assert [(row["kind"], row["tickets"]) for row in told if row["topic"] == "alert"] == [
        ("filled_differently", ["bannos-1001"]),
        ("filled_differently", ["bannos-1002-A"]),
    ]
    assert sum(row["topic"] == "stock_rebook" for row in told) == 2


def test_a_session_whose_account_was_let_go_of_ends_and_the_others_keep_theirs(migrated: str) -> None:  # noqa: F811
    account = "insert into core.staff_accounts (provider, subject, staff_id, created_at) values ('sso', '{0}', '{1}', {2}) returning 1"
    session = (
        "insert into core.sessions (staff_id, provider, subject, created_at, expires_at) "
        "values ('{1}', 'sso', '{0}', {2}, now() + interval '1 day') returning 1"
    )
    with Floor(migrated):
        people = {name: PEOPLE[name][0] for name in ("staff", "admin", "packer")}
    for name, staff_id in people.items():
        rows(migrated, session.format(name, staff_id, "now() - interval '1 hour'"))
    rows(migrated, account.format("staff", people["staff"], "now() - interval '2 hours'"))
    rows(migrated, account.format("another", people["admin"], "now()"))  # came after the session
    down_and_up(migrated, "M13_credentials")
    found = rows(migrated, "select staff_id::text, subject, end_reason from core.sessions order by staff_id")
    assert {row["staff_id"]: (row["subject"], row["end_reason"]) for row in found} == {
        people["staff"]: ("staff", None),
        people["admin"]: (None, "account_removed"),
        people["packer"]: (None, "account_removed"),
    }


def test_open_tickets_are_given_the_minute_of_their_slot_and_written_orders_stay_the_same(bakery: str) -> None:
    rows(bakery, "update core.orders set due_slot = '2:30 PM' returning id")
    rows(bakery, "update core.orders set stage = 'Complete' where id = 'bannos-1001' returning id")
    written = '{"products": [{"line": 1, "allergies": null}], "notes": null}'
    rows(bakery, f"update core.sales set order_json = '{written}' where ticket_base = 'bannos-1002' returning store")
    down_and_up(bakery, "M16_order_reading")
    assert rows(bakery, "select distinct due_minutes, stage::text from core.orders order by 1") == [
        {"due_minutes": 14 * 60 + 30, "stage": "Filling"},
        {"due_minutes": None, "stage": "Complete"},
    ]
    (sale,) = rows(bakery, "select order_json from core.sales where ticket_base = 'bannos-1002'")
    assert sale["order_json"] == {"products": [{"line": 1, "allergies": None}], "notes": None}
    # Every partition's index is attached: the queue's order is served by one.
    assert rows(bakery, "select indexrelid from pg_index where not indisvalid") == []


def test_lines_are_given_their_products_and_nothing_is_read_again(bakery: str) -> None:
    rows(bakery, "update core.sale_lines set line_id = '7001' where order_gid like '%1001' returning 1")
    odd = (
        '{"line_items": [null, {"id": 7001, "product_id": 8001, "variant_id": 4001}, {"id": 7002, "product_id": "x"}]}'
    )
    rows(bakery, f"update core.sales set order_json = '{odd}' where order_gid like '%1001' returning 1")
    rows(bakery, "update core.sale_lines set kind = 'service' where order_gid like '%1002' returning 1")
    before = rows(bakery, "select max(event_no) from core.order_events")
    down_and_up(bakery, "M17_products")
    found = rows(bakery, "select kind::text, kind_by, product_id, variant_key from core.sale_lines order by order_gid")
    assert [(row["kind"], row["kind_by"], row["product_id"], row["variant_key"]) for row in found] == [
        ("cake", None, "8001", "variant:4001"),
        ("extra", None, None, None),
        ("cake", None, None, None),
    ]
    assert rows(bakery, "select max(event_no) from core.order_events") == before
    assert rows(bakery, "select 1 as one from core.work_queue where topic = 'order_reread'") == []


def test_the_end_of_a_phone_number_is_known_of_orders_with_an_open_cake(bakery: str) -> None:
    rows(bakery, 'update core.sales set order_json = \'{"phone": "0412 344 567"}\' returning store')
    rows(bakery, "update core.orders set stage = 'Complete' where id = 'bannos-1001' returning id")
    rows(bakery, "update core.sale_lines set skipped = 1 returning line_no")
    down_and_up(bakery, "M21_found_again")
    found = rows(bakery, "select phone_last4 from core.sales order by ticket_base")
    assert [row["phone_last4"] for row in found] == [None, "4567", "4567"]


# As the release before has them, in short: what the key of an item, a requirement, a setting and a token was.
OLD = {
    "set_item": "insert into core.inventory_items (sku, title) values ('A', p) on conflict (sku) do update set title = p",
    "set_requirement": "insert into core.product_requirements values ('A', 'B', 1) "
    "on conflict (sku, component_sku) do update set qty = 2",
    "set_setting": "insert into core.settings (store, key, value) values (null, 'capacity', '{}') "
    "on conflict (store, key) do update set updated_by = p",
    "issue_token": "insert into core.api_tokens (name, role, stores, token_hash, expires_at) "
    "values ('x', 'Agent', '{}', sha256('x'), now()) on conflict (name) where revoked_at is null do nothing",
}


def test_functions_of_the_release_before_run_on_the_new_keys_until_they_are_replaced(migrated: str) -> None:  # noqa: F811
    roll_back(migrated, "M28_organisations")
    tables = [f"core.{name}" for name in ("inventory_items", "product_requirements", "settings", "api_tokens")]
    with psycopg.connect(migrated, autocommit=True) as owner:
        owner.execute("create schema api authorization ordak_api")
        for table in tables:
            owner.execute(f"create policy all_rows on {table} to ordak_api using (true)".encode())
            owner.execute(f"grant select, insert, update on {table} to ordak_api".encode())
        owner.execute("set role ordak_api")
        for name, body in OLD.items():
            path = "language plpgsql security definer set search_path = pg_catalog, pg_temp"
            owner.execute(
                f"create function api.{name}(p text) returns int {path} as $$ begin {body}; return 1; end $$".encode()
            )
        owner.execute("reset role")
        version_steps.apply_missing(migrated, MIGRATIONS / "versions")
        for name in OLD:
            for _ in range(2):  # the second meets the first
                assert owner.execute(f"select api.{name}('p')".encode()).fetchone() == (1,)
        for table in tables:
            owner.execute(f"drop policy all_rows on {table}".encode())
        owner.execute("drop schema api cascade")
    migrate(migrated)


# The same of who signs in, in whose schema ordak_api makes no function but in a migration.
TAKE_IN = """
create function core.take_in(p text) returns text language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_staff core.staff_shared;
begin
  insert into core.staff_shared (display_name, role, email, organisation) values ('M', 'Staff', p, 'mill')
  on conflict (email, audience) where email is not null do nothing returning * into v_staff;
  insert into core.staff_accounts (provider, subject, audience, staff_id) values ('sso', p, v_staff.audience, v_staff.id);
  return (select a.organisation from core.staff_accounts a where a.subject = p);
end
$$
"""


def test_who_signs_in_before_the_functions_are_replaced_is_of_their_own_organisation(migrated: str) -> None:  # noqa: F811
    roll_back(migrated, "M36_emails")
    tables = [f"core.{name}" for name in ("staff_shared", "staff_accounts", "organisations")]
    with psycopg.connect(migrated, autocommit=True) as owner:
        owner.execute("insert into core.organisations (organisation, display_name) values ('mill', 'The Mill')")
        for table in tables:
            owner.execute(f"create policy all_rows on {table} to ordak_api using (true)".encode())
            owner.execute(f"grant select, insert, update on {table} to ordak_api".encode())
        owner.execute("grant create on schema core to ordak_api")
        owner.execute("set role ordak_api")
        owner.execute(TAKE_IN.encode())
        owner.execute("reset role")
        owner.execute("revoke create on schema core from ordak_api")
        version_steps.apply_missing(migrated, MIGRATIONS / "versions")
        assert owner.execute("select core.take_in('mo@mill.test')").fetchone() == ("mill",)


def test_of_two_people_with_one_e_mail_the_houses_keeps_it_on_the_way_down(migrated: str) -> None:  # noqa: F811
    with Floor(migrated) as floor:
        floor.rows("insert into core.organisations (organisation, display_name) values ('mill', 'M'), ('dairy', 'D')")
        for house in ("mill", "house", "dairy"):
            floor.rows(
                "with s as (insert into core.staff_shared (display_name, role, email, organisation) values (%s, 'Staff', 'mo@x.test', %s) "
                "returning id, organisation) insert into core.staff_accounts (provider, subject, staff_id, organisation) "
                "select 'sso', 'mo', id, organisation from s",
                *(house, house),
            )
    down_and_up(migrated, "M36_emails")
    kept = "select s.display_name as name from core.staff_shared s join core.staff_accounts a on a.staff_id = s.id where s.email = 'mo@x.test'"
    assert rows(migrated, kept) == [{"name": "house"}]
    assert len(rows(migrated, "select 1 as one from core.staff_accounts")) == 1


def test_answers_that_are_kept_are_given_their_tickets(migrated: str) -> None:  # noqa: F811
    scan = (
        "insert into core.scans (scan_id, store, function_name, request_hash, answer, created_at) "
        "values (gen_random_uuid(), 'bannos', 'x', '', '{0}', now() - interval '{1} days') returning 1"
    )
    rows(migrated, scan.format('{"ok": true, "ticket": {"id": "bannos-1001"}}', 29))
    rows(migrated, scan.format('{"ok": true, "ticket": {"id": "bannos-1002"}}', 31))  # the next purge deletes it
    down_and_up(migrated, "M35_personal_columns")
    found = rows(migrated, "select ticket_id from core.scans order by ticket_id")
    assert [row["ticket_id"] for row in found] == ["bannos-1001", None]
