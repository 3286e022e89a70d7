"""What there is in a merchant's database: rows, ids, cursors, history; and whether the books are right."""

from typing import Any

import psycopg
from psycopg import sql

from losses import REMADE

# Written by the migration itself, at every one.
_REFERENCE = {name.partition(".")[2] for name in REMADE} | {"faults", "transitions", "permissions", "services"}
_TABLES = """
select c.relname::text, array_agg(a.attname::text order by a.attnum)
from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
where c.relnamespace = 'core'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
  and a.attname <> 'updated_at'
group by c.relname order by c.relname
"""
_IDS = "select sequencename::text, last_value from pg_sequences where schemaname = 'core' order by 1"
_ACTOR = '{"kind": "staff", "id": "5a000000-0000-4000-8000-000000000001"}'
_EVENTS = """
select api.get_events(
  p_actor => %s::jsonb, p_store => 'bannos', p_after_txid => o.txid::text, p_after_no => o.event_no, p_limit => 500)
from core.outlets o where o.name = 'posthog'
"""
_HISTORY = """
select o.id, api.get_history(p_actor => %s::jsonb, p_id => o.id)
from core.orders o where o.shopify_order_number %% 5000 = 0 order by o.id
"""
_BOOKS = """select api.check_stock('{"kind": "service", "id": "reconcile"}') -> 'faults'"""

type Columns = dict[str, list[str]]


def kept_columns(url: str) -> Columns:
    """Return the columns of each table but those that a migration writes by itself."""
    with psycopg.connect(url) as owner:
        return {name: found for name, found in owner.execute(_TABLES).fetchall() if name not in _REFERENCE}


def contents(url: str, of: Columns) -> dict[str, Any]:
    """Return what these columns hold, which ids come next, and what is read after a cursor and of histories."""
    with psycopg.connect(url) as owner:
        found: dict[str, Any] = {f"rows of {name}": _digest(owner, name, names) for name, names in of.items()}
        found["ids"] = owner.execute(_IDS).fetchall()
        (events,) = owner.execute(_EVENTS, [_ACTOR]).fetchone() or ({},)
        found["events after a cursor"] = [
            (event["no"], event["kind"], event["ticket_id"]) for event in events["events"]
        ]
        histories = owner.execute(_HISTORY, [_ACTOR]).fetchall()
        found["history"] = [(ticket, [event["no"] for event in told["events"]]) for ticket, told in histories]
    return found


def faults(url: str) -> list[Any]:
    """Return what is wrong in the books."""
    with psycopg.connect(url) as owner:
        (found,) = owner.execute(_BOOKS).fetchone() or ([],)
    return list(found)


def _digest(owner: psycopg.Connection, table: str, names: list[str]) -> Any:
    query = sql.SQL("select count(*), sum(hashtextextended(t::text, 0))::text from (select {} from {}) t")
    listed = sql.SQL(", ").join(map(sql.Identifier, names))
    return owner.execute(query.format(listed, sql.Identifier("core", table))).fetchone()
