"""What must hold of the stock at every moment, worked out anew from lines, tickets and bills of materials."""

from collections import defaultdict
from decimal import ROUND_CEILING, Decimal
from functools import cache

from tests.sql.catalog import our_tables
from tests.sql.floor import Floor

type Claim = tuple[str, str, str]  # store, order, component

_THOUSANDTH = Decimal("0.001")
# Lines, each with how many cakes of its order are open, and of these how many of its own that are not filled. Counted in one pass:
# it is read after every step, and a look for each line would read the shop's tickets once a line.
_LINES = """
with open as materialized (
  select o.store, o.order_gid, o.line_no, not exists (
    select from core.ticket_components c where (c.store, c.ticket_id, c.filled_at) = (o.store, o.id, o.filling_complete_ts)
  ) as unfilled
  from core.orders o where o.stage <> 'Complete' and o.cancelled_at is null
)
select l.*, s.cancelled_at, s.fulfilled_at, coalesce(of_order.open, 0) as open, coalesce(of_line.open, 0) as open_here
from core.sale_lines l
join core.sales s using (store, order_gid)
left join (select store, order_gid, count(*) as open from open group by 1, 2) of_order using (store, order_gid)
left join (select store, order_gid, line_no, count(*) as open from open where unfilled group by 1, 2, 3) of_line
  using (store, order_gid, line_no)
where l.sku is not null
"""


def assert_books(floor: Floor, only: set[str] | None = None) -> None:
    """See that ledger and counters agree, that what is held is there, and is needed, and that no need is forgotten.

    Of `only` these items, when given.
    """
    ledger = {
        row["sku"]: (row["on_hand"], row["reserved"])
        for row in floor.rows(
            "select sku, sum(on_hand_delta) as on_hand, sum(reserved_delta) as reserved from core.inventory_txn group by sku"
        )
    }
    for item in floor.rows("select sku, on_hand, reserved from core.inventory_items"):
        if only and item["sku"] not in only:
            continue
        assert (item["on_hand"], item["reserved"]) == ledger.get(item["sku"], (0, 0)), item
        assert 0 <= item["reserved"] <= item["on_hand"], item
    held, short, need = holds(floor), shortfalls(floor), needs(floor)
    for claim in held.keys() | short.keys() | need.keys():
        if only and claim[2] not in only:
            continue
        # One open row each, held and short together what is needed: nothing without need, no need without either.
        assert held.get(claim, 0) >= 0, claim
        assert held.get(claim, 0) + short.get(claim, 0) == need.get(claim, 0), (claim, held.get(claim), need.get(claim))


def holds(floor: Floor) -> dict[Claim, Decimal]:
    """Sum up what every order holds."""
    rows = floor.rows(
        "select store, ref_id, sku, sum(reserved_delta) as qty from core.inventory_txn "
        "where ref_id is not null group by store, ref_id, sku"
    )
    return {(row["store"], row["ref_id"], row["sku"]): row["qty"] for row in rows if row["qty"]}


def shortfalls(floor: Floor) -> dict[Claim, Decimal]:
    """Return what every order waits for."""
    rows = floor.rows("select store, order_gid, sku, qty from core.shortfalls where cleared_at is null")
    assert len(rows) == len({(row["store"], row["order_gid"], row["sku"]) for row in rows})
    return {(row["store"], row["order_gid"], row["sku"]): row["qty"] for row in rows}


def leaves(floor: Floor) -> dict[str, dict[str, Decimal]]:
    """Take every SKU that has a bill of materials apart down to what has none."""
    parts: dict[str, dict[str, Decimal]] = defaultdict(dict)
    for row in floor.rows("select * from core.product_requirements"):
        parts[row["sku"]][row["component_sku"]] = row["qty"]

    def apart(sku: str) -> dict[str, Decimal]:
        if sku not in parts:
            return {sku: Decimal(1)}
        found: dict[str, Decimal] = defaultdict(Decimal)
        for component, quantity in parts[sku].items():
            for leaf, share in apart(component).items():
                found[leaf] += quantity * share
        return found

    return {sku: apart(sku) for sku in list(parts)}


def filled_from(floor: Floor) -> dict[str, dict[str, Decimal]]:
    """Return what each open ticket past Filling was filled from, of what was an item then."""
    kept: dict[str, dict[str, Decimal]] = {}
    for row in floor.rows(
        "select o.id, c.sku, c.qty, c.counted from core.orders o join core.ticket_components c on (c.store, c.ticket_id) = (o.store, o.id) "
        "where o.filling_complete_ts is not null and o.stage <> 'Complete' and o.cancelled_at is null"
    ):
        kept.setdefault(row["id"], {}).update({row["sku"]: row["qty"]} if row["counted"] else {})
    return kept


def needs(floor: Floor) -> dict[Claim, Decimal]:
    """Work out what every order needs of what there is an item for, less what a person has answered for."""
    items = {row["sku"] for row in floor.rows("select sku from core.inventory_items")}
    made = leaves(floor)
    need: dict[Claim, Decimal] = defaultdict(Decimal)
    for line in floor.rows(_LINES):
        wanted = line["open_here"]
        if line["kind"] in {"extra", "item"}:
            # With its last cake it goes too, and is used; when the shop took that cake back, it is still to be handed over.
            waits = line["open"] or not (line["cancelled_at"] or line["fulfilled_at"])
            wanted = max(0, line["quantity"] - line["used"])
            if not waits:
                # What a packer left out stays held until somebody sets it free.
                wanted = 0 if line["cancelled_at"] else min(wanted, line["skipped"])
        for leaf, quantity in made.get(line["sku"], {line["sku"]: Decimal(1)}).items():
            if leaf in items and wanted:
                need[line["store"], line["order_gid"], leaf] += wanted * quantity
    orders = {row["id"]: row for row in floor.rows("select id, store, order_gid from core.orders")}
    for ticket_id, parts in filled_from(floor).items():
        for leaf, quantity in parts.items():
            need[orders[ticket_id]["store"], orders[ticket_id]["order_gid"], leaf] += quantity
    for row in floor.rows("select store, order_gid, sku, qty from core.shortfalls where cleared_by is not null"):
        claim = (row["store"], row["order_gid"], row["sku"])
        if claim in need:
            need[claim] -= row["qty"]
    return {claim: max(Decimal(0), quantity.quantize(_THOUSANDTH, ROUND_CEILING)) for claim, quantity in need.items()}


def footprint(floor: Floor) -> dict[str, str]:
    """Fingerprint every table of ours but the events, so that what is refused is seen to have changed nothing."""
    names = _fingerprinted(floor)
    digests = (f"(select coalesce(md5(string_agg(t::text, '|' order by t::text)), '') from {name} t)" for name in names)
    return dict(zip(names, floor.one(f"select array[{', '.join(digests)}]"), strict=True))


@cache
def _fingerprinted(floor: Floor) -> list[str]:
    return [table["name"] for table in our_tables(floor) if table["name"] != "core.order_events"]
