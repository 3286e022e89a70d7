"""500 organisations with equal SKUs: each look-up reads one of them by an index, under the policies that bind our functions."""

import json
from collections.abc import Iterator
from typing import Any

import psycopg
import pytest

from local.servers.postgres import Postgres
from tests.sql.floor import Floor, floor_over

HOUSES, SKUS = 500, 10
# Rows of every kind in each organisation and its two stores; the house is one of them.
_FILL = """
insert into core.organisations select 'o' || h, 'O' from generate_series(2, {houses}) h;
insert into core.stores (store, display_name, spellings, timezone, currency, organisation)
  select s || h, s, array[s || h], 'UTC', 'AUD', 'o' || h from generate_series(2, {houses}) h, unnest('{{a,b}}'::text[]) s;
insert into core.inventory_items (organisation, sku, title, on_hand)
  select o.organisation, 'SKU-' || n, 'x', 9 from core.organisations o, generate_series(1, {skus}) n;
insert into core.product_requirements (organisation, sku, component_sku, qty)
  select o.organisation, 'MADE-' || n, 'SKU-' || n, 1 from core.organisations o, generate_series(1, {skus}) n;
insert into core.inventory_txn (organisation, sku, kind, qty, reason, store, ref_id)
  select s.organisation, 'SKU-' || n, 'hold', -1, 'order', s.store, 'gid://' || s.store || o
  from core.stores s, generate_series(1, {skus}) n, generate_series(1, 2) o;
insert into core.shortfalls (organisation, store, order_gid, sku, qty)
  select s.organisation, s.store, 'gid://' || s.store || o, 'SKU-' || n, 1
  from core.stores s, generate_series(1, {skus}) n, generate_series(1, 2) o;
insert into core.shop_skus (organisation, store, sku)
  select s.organisation, s.store, k || n from core.stores s, generate_series(1, {skus}) n, unnest('{{SKU-,MADE-}}'::text[]) k;
insert into core.sale_lines (store, order_gid, line_no, kind, sku, title, quantity)
  select s.store, 'gid://' || s.store || o, n, 'cake', 'SKU-' || n, 'x', 1
  from core.stores s, generate_series(1, {skus}) n, generate_series(1, 2) o;
"""
# Each look-up of the store room, as it stands in a function: the index that serves it, and how many rows of the house it reads.
LOOK_UPS = {
    "an item": ("inventory_items_pkey", "select i.* from core.inventory_items i where i.sku = 'SKU-7'", 1),
    "items": (
        "inventory_items_pkey",
        "select i.* from core.inventory_items i where i.sku = any ('{SKU-7,SKU-8}'::text[])",
        2,
    ),
    "an item to lock": (
        "inventory_items_pkey",
        "select i.* from core.inventory_items i where i.sku = 'SKU-7' for update",
        1,
    ),
    "an item to move": (
        "inventory_items_pkey",
        "update core.inventory_items i set on_hand = 9 where i.sku = 'SKU-7'",
        1,
    ),
    "every item": ("inventory_items_pkey", "select i.sku from core.inventory_items i", 10),
    "a recipe": (
        "product_requirements_pkey",
        "select r.component_sku from core.product_requirements r where r.sku = 'MADE-7'",
        1,
    ),
    "what it is in": (
        "product_requirements_made",
        "select r.sku, r.qty from core.product_requirements r where r.component_sku = 'SKU-7'",
        1,
    ),
    "holders": (
        "inventory_txn_item",
        "select t.store from core.inventory_txn t where t.sku = 'SKU-7' and t.ref_id is not null",
        4,
    ),
    "an order's holds": (
        "inventory_txn_ref",
        "select t.sku from core.inventory_txn t where t.store = 'bannos' and t.ref_id = 'gid://bannos1' and t.sku = 'SKU-7'",
        1,
    ),
    "who waits": (
        "shortfalls_waiting",
        "select s.store from core.shortfalls s where s.sku = 'SKU-7' and s.cleared_at is null",
        4,
    ),
    "an order's shortfalls": (
        "shortfalls_",
        "select s.qty from core.shortfalls s where s.store = 'bannos' and s.order_gid = 'gid://bannos1' and s.sku = 'SKU-7'",
        10,
    ),
    "where it is sold": ("shop_skus_pkey", "select k.store from core.shop_skus k where k.sku = 'SKU-7'", 2),
    "what a shop shows": (
        "shop_skus_pkey",
        "select k.* from core.shop_skus k where k.store = 'bannos' and k.sku = 'SKU-7'",
        1,
    ),
    "orders of it": ("sale_lines_item", "select l.order_gid from core.sale_lines l where l.sku = 'SKU-7'", 4),
}


@pytest.fixture(scope="module")
def many(postgres: Postgres, template_database: str, clone_numbers: Iterator[int]) -> Iterator[Floor]:
    """Return a floor with many organisations beside the house."""
    with floor_over(postgres, template_database, f"floor_{next(clone_numbers)}") as floor:
        floor.rows("set session_replication_role = replica")
        for statement in _FILL.format(houses=HOUSES, skus=SKUS).split(";\n"):
            floor.rows(statement)
        floor.rows("set session_replication_role = origin")
        floor.rows("vacuum analyze")
        yield floor


def scans(plan: Any) -> Iterator[Any]:
    """Return the nodes of a plan that read a table."""
    if ("Relation Name" in plan and plan["Node Type"] != "ModifyTable") or plan["Node Type"] == "Bitmap Index Scan":
        yield plan
    for below in plan.get("Plans", ()):
        yield from scans(below)


@pytest.mark.parametrize("look_up", LOOK_UPS)
def test_a_look_up_reads_the_rows_of_one_organisation_by_an_index(many: Floor, look_up: str) -> None:
    index, statement, most = LOOK_UPS[look_up]
    with psycopg.connect(many.owner_url) as connection:
        connection.execute("set role ordak_api")
        connection.execute("select core.see_house('bannos')")
        row = connection.execute(f"explain (analyze, buffers, timing off, format json) {statement}".encode()).fetchone()
        connection.rollback()
    assert row is not None
    plan = row[0][0]["Plan"]
    assert f'"Index Name": "{index}' in json.dumps(plan)
    for scan in scans(plan):
        assert "Seq Scan" not in scan["Node Type"], json.dumps(scan)
        # Read, whether or not they are kept; and of the index no more than what leads there.
        assert (scan["Actual Rows"] + scan.get("Rows Removed by Filter", 0)) <= most, json.dumps(scan)
        assert scan["Shared Hit Blocks"] + scan["Shared Read Blocks"] <= 2 * most + 10, json.dumps(scan)
