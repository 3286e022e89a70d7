"""Items, needs and orders for the tests of stock, with names like no other."""

from itertools import count

from tests.sql.floor import BOTH, Floor, Json, Sale, cake, line

_NAMES = count(1)


def sku(word: str) -> str:
    """Return a SKU like no other."""
    return f"{word}-S{next(_NAMES)}"


def item(floor: Floor, word: str, quantity: float | None = 0, **fields: object) -> str:
    """Put an item on the shelf, on sale in both shops; None is made from components."""
    name = floor.stock(sku(word), quantity)
    for column, value in fields.items():
        floor.rows(f"update core.inventory_items set {column} = %s where sku = %s", value, name)
    for store in BOTH:
        floor.rows("insert into core.shop_skus (store, sku) values (%s, %s)", store, name)
    return name


def made(floor: Floor, word: str, components: dict[str, float]) -> str:
    """Make something known that is made from components."""
    name = item(floor, word, None)
    for component, quantity in components.items():
        floor.rows("insert into core.product_requirements values (%s, %s, %s)", name, component, quantity)
    return name


def cakes(number: int, sku_of: str | None, line_no: int = 1) -> tuple[Json, list[Json]]:
    """Return a line of so many cakes and their tickets."""
    body = line(line_no, line_id=f"L{line_no}", sku=sku_of, title="Celebration cake", quantity=number)
    return body, [cake(line_no=line_no, product_title="Celebration cake") for _ in range(number)]


def candles(number: int, sku_of: str, line_no: int = 9) -> Json:
    """Return a line of extras."""
    return line(line_no, line_id=f"L{line_no}", kind="extra", sku=sku_of, quantity=number)


def sell(floor: Floor, number: int, sku_of: str, *extras: Json, store: str = "bannos") -> Sale:
    """Sell so many cakes on one line, whose id is L1, and extras."""
    body, tickets = cakes(number, sku_of)
    return floor.sell(store, lines=[body, *extras], tickets=tickets)


def held(floor: Floor, sale: Sale, name: str) -> float:
    """Return how much of an item an order holds."""
    return float(
        floor.one(
            "select coalesce(sum(reserved_delta), 0) from core.inventory_txn where ref_id = %s and sku = %s",
            sale.gid,
            name,
        )
    )


def short(floor: Floor, sale: Sale) -> dict[str, float]:
    """Return what an order waits for."""
    rows = floor.rows("select sku, qty from core.shortfalls where order_gid = %s and cleared_at is null", sale.gid)
    return {row["sku"]: float(row["qty"]) for row in rows}


def blocked(floor: Floor, sale: Sale) -> list[bool]:
    """Say of each ticket of an order whether it is blocked."""
    return [floor.ticket(ticket_id)["inventory_blocked"] for ticket_id in sale.tickets]


def kinds(floor: Floor, name: str, after: int = 0) -> list[tuple[str, float]]:
    """Return the ledger of an item after a row: kind and quantity."""
    rows = floor.rows(
        "select kind::text, qty from core.inventory_txn where sku = %s and txn_id > %s order by txn_id", name, after
    )
    return [(row["kind"], float(row["qty"])) for row in rows]


def last_txn(floor: Floor) -> int:
    """Return the number of the ledger's newest row."""
    number: int = floor.one("select coalesce(max(txn_id), 0) from core.inventory_txn")
    return number


def pushed(floor: Floor, name: str) -> set[str]:
    """Return the shops in which a push of an item waits."""
    return {work["store"] for work in floor.work("inventory_push", f"%:{name}:%") if work["status"] == "pending"}


def known_sku(floor: Floor) -> str:
    """Return a SKU of which it is known that Bannos shows four of it at its location."""
    floor.rows("update core.shops set location_gid = 'here', uninstalled_at = null where store = 'bannos'")
    name = item(floor, "TRAY", 9)
    floor.rows(
        "update core.shop_skus set inventory_item_gid = %s, known_qty = 4, known_at = core.now() "
        "where store = 'bannos' and sku = %s",
        f"item-{name}",
        name,
    )
    return name
