"""A merchant's history in a database: orders done long ago, and the open ones of today."""

import psycopg

STAFF = "5a000000-0000-4000-8000-000000000001"
OPEN = 3000
_PEOPLE = """
insert into core.staff_shared (id, display_name, role, stores) values (%s, 'Sam', 'Staff', '{bannos,flourlane}')
on conflict do nothing
"""
# One in four goes with candles. The open ones come first, all to be filled within five days.
_HISTORY = (
    """
insert into core.sales (store, order_gid, ticket_base, shopify_order_number, customer_name, order_json)
select 'bannos', 'gid://shopify/Order/' || i, 'bannos-' || i, i, 'Name' || i %% 5000 || ' Surname' || i, '{}'
from generate_series(1, %(orders)s) i
""",
    """
insert into core.sale_lines (store, order_gid, line_no, kind, title, quantity)
select 'bannos', 'gid://shopify/Order/' || i, l.no, case l.no when 1 then 'cake' else 'extra' end::core.line_kind,
  case l.no when 1 then 'Celebration cake' else 'Candles' end, 1
from generate_series(1, %(orders)s) i, generate_series(1, case i %% 4 when 0 then 2 else 1 end) l (no)
""",
    """
insert into core.orders (store, id, order_gid, ticket_no, line_no, shopify_order_number, product_title, flavour, size,
  cake_message, due_date, due_slot, due_minutes, stage, packing_complete_ts)
select 'bannos', 'bannos-' || i, 'gid://shopify/Order/' || i, 1, 1, i, 'Celebration cake',
  (array['Chocolate', 'Vanilla', 'Lemon curd'])[1 + i %% 3], 6 + 2 * (i %% 4) || ' inch', 'Happy birthday',
  current_date + case when i <= %(open)s then i %% 5 else -i / 3000 end, '10:00-12:00', 600,
  case when i <= %(open)s then 'Filling' else 'Complete' end::core.stage_type,
  case when i > %(open)s then now() - make_interval(secs => i) end
from generate_series(1, %(orders)s) i
""",
    """
insert into core.order_events (kind, store, order_gid, ticket_id, from_stage, to_stage, actor_kind, function_name)
select k, 'bannos', 'gid://shopify/Order/' || i, 'bannos-' || i, 'Packing', 'Complete', 'staff', k
from generate_series(%(open)s + 1, %(orders)s) i, unnest('{start_packing,complete_packing}'::text[]) k
""",
)
_STORES = """
insert into core.stores (store, display_name, spellings, timezone, currency)
select 'shop' || i, 'Shop ' || i, array['shop' || i, 'shop-' || i], 'Australia/Sydney', 'AUD'
from generate_series(1, %s) i
"""


def fill(owner_url: str, orders: int, stores: int = 0) -> None:
    """Write so many orders, OPEN of them open, and so many stores beside those that are there."""
    with psycopg.connect(owner_url, autocommit=True) as owner:
        owner.execute(_PEOPLE, [STAFF])
        owner.execute("set session_replication_role = replica")  # what they refer to is there
        words = owner.execute("select indexdef from pg_indexes where indexname in ('sales_words', 'orders_words')")
        indexes = [definition for (definition,) in words]
        owner.execute("drop index core.sales_words, core.orders_words")
        for statement in _HISTORY:
            owner.execute(statement.encode(), {"orders": orders, "open": OPEN})
        for definition in indexes:  # quicker at once than row by row
            owner.execute(definition.replace(" ON ONLY ", " ON ").encode())
        owner.execute(_STORES, [stores])
        owner.execute("vacuum analyze")
