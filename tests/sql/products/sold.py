"""Products of a shop, the orders that sell them, and the worker that reads those again."""

from itertools import count
from typing import Any

from tests.sql.floor import Floor, Json, Sale, cake, line

DUE = "2030-12-05"
_ids = count(8_000_000_000_001)


def product(**fields: Any) -> Json:
    """Return a line's product with an id of its own."""
    return {"product_id": str(next(_ids)), **fields}


def sold(line_no: int = 1, kind: str = "cake", **fields: Any) -> Json:
    """Return a line as ShopifyOrder writes it: a guess, unless it says otherwise."""
    title = fields.pop("title", "Confetti party")
    more = {"line_id": str(line_no), "variant_id": None, "product_id": None, "kind_by": "guess", "unsure": False}
    return line(line_no, **{**more, "kind": kind, "title": title, **fields})


def order(floor: Floor, *lines: Json, store: str = "bannos", due: str | None = DUE, **fields: Any) -> Json:
    """Return an order as the reader writes it: tickets of its cakes, and what the others would be."""
    made: dict[bool, list[Json]] = {True: [], False: []}
    for each in lines:
        flags = ["kind_unsure"] if each["unsure"] else []
        body = cake(line_no=each["line_no"], product_title=each["title"], due_date=due, flags=flags)
        made[each["kind"] == "cake"] += [body] * each["quantity"]
    parts: Json = {"lines": list(lines), "tickets": made[True], "others": made[False]}
    return floor.order(store, **{**parts, **fields})


def sell(floor: Floor, *lines: Json, store: str = "bannos", **fields: Any) -> Sale:
    """Let an order come in."""
    body = order(floor, *lines, store=store, **fields)
    answer = floor.ingest(body, store)
    assert answer["ok"], answer
    return Sale(store, body["order_gid"], body["shopify_order_number"], answer["tickets"], body)


def decide(floor: Floor, kind: str, who: str = "supervisor", store: str = "bannos", **known: Any) -> Json:
    """Decide what a product is, known by the ids of a line or by title and SKU."""
    fields = {key: value for key, value in known.items() if value is not None}
    return floor.rpc("set_product_kind", who, store=store, kind=kind, **fields)


def kinds(floor: Floor, sale: Sale) -> list[tuple[str, str | None]]:
    """Return of each line what it is, and by what."""
    rows = floor.rows(
        "select kind::text, kind_by from core.sale_lines where store = %s and order_gid = %s order by line_no",
        sale.store,
        sale.gid,
    )
    return [(row["kind"], row["kind_by"]) for row in rows]


def stages(floor: Floor, sale: Sale) -> dict[str, str]:
    """Return of each ticket its stage, or that it is cancelled or flagged as changed."""
    rows = floor.rows(
        "select id, case when cancelled_at is not null then 'cancelled' when 'changed' = any (flags) then 'changed' "
        "else stage::text end as state from core.orders where store = %s and order_gid = %s order by ticket_no",
        sale.store,
        sale.gid,
    )
    return {row["id"]: row["state"] for row in rows}


def flags(floor: Floor, sale: Sale) -> list[str]:
    """Return the flags of the sale."""
    found: list[str] = floor.one("select flags from core.sales where order_gid = %s", sale.gid)
    return found


def questions(floor: Floor, product_id: str) -> list[str]:
    """Return the states of the alerts about a product."""
    return [row["status"] for row in floor.work("alert", f"%:product:{product_id}:product_undecided")]


def claim(floor: Floor, worker: str = "w") -> Json | None:
    """Take the next order that is to be read again."""
    work = floor.service("claim_work", topic="order_reread", worker=worker, limit=1)["work"]
    return work[0] if work else None


def reread(floor: Floor, row: Json, *sales: Sale, worker: str = "w") -> int:
    """Do what a row asks for as the worker does, reading the orders of these sales; return how many were read."""
    answer = floor.service("reread_order", work_id=row["work_id"], worker=worker)
    if answer["body"] is None:
        return 0
    body = next(sale.order for sale in sales if sale.gid == row["payload"]["order_gid"])
    again = floor.service("reread_order", work_id=row["work_id"], worker=worker, order=body)
    assert again["body"] is None, again
    return 1


def work_off(floor: Floor, *sales: Sale) -> int:
    """Work off whatever is to be read again; return how many orders had to be read."""
    number = 0
    while row := claim(floor):
        number += reread(floor, row, *sales)
        assert floor.service("finish_work", work_id=row["work_id"], worker="w")["status"] == "done"
    return number
