"""An order with fewer cakes than before: the one goes that has cost least, and what is left answers to the plain number."""

import pytest

from tests.sql.floor import Floor, Json, Sale
from tests.sql.stock.stock import cakes, item, sell


def wants(floor: Floor, sale: Sale, number: int, minute: int = 1) -> Json:
    """Let an order come again with so many cakes."""
    body, tickets = cakes(number, sale.order["lines"][0]["sku"])
    return floor.again(sale, f"10:{minute:02}", lines=[body], tickets=tickets)


def gone(floor: Floor, sale: Sale) -> list[str]:
    """Return the letters of the tickets that are cancelled or wait for somebody to acknowledge that they are."""
    rows = floor.rows(
        "select o.id from core.orders o where o.order_gid = %s and (o.cancelled_at is not null or exists ("
        "select from core.ticket_changes c where (c.store, c.ticket_id) = (o.store, o.id) and c.kind = 'cancel' "
        "and c.acknowledged_at is null)) order by o.ticket_no",
        sale.gid,
    )
    return [row["id"].rpartition("-")[2] for row in rows]


def scanned(floor: Floor, sale: Sale) -> tuple[str | None, list[str]]:
    """Scan the plain number of an order; return the ticket that it means, and those to choose from."""
    answer = floor.rpc("get_order_for_scan", scan=f"bannos-{sale.number}")
    assert answer["ok"], answer
    return answer["ticket"] and answer["ticket"]["id"], [each["id"] for each in answer["choices"]]


# How far the first and the second of two cakes are, and which of them goes.
COSTS = [
    ("Filling", "Filling", "B"),
    ("Filling", "Covering", "A"),
    ("Covering", "Filling", "B"),
    ("Covering", "Complete", "A"),
    ("Complete", "Packing", "B"),
    ("Packing", "Packing started", "A"),
    ("Packing started", "Packing", "B"),
    ("Packing started", "Decorating", "B"),
    ("Decorating", "Decorating", "B"),
    ("Complete", "Complete", "B"),
]


@pytest.mark.parametrize(("first", "second", "goes"), COSTS)
def test_of_two_cakes_the_one_that_has_cost_less_goes(floor: Floor, first: str, second: str, goes: str) -> None:
    sale = sell(floor, 2, item(floor, "TRAY", 9))
    for ticket_id, stage in zip(sale.tickets, (first, second), strict=True):
        floor.bring(ticket_id, stage)
    wants(floor, sale, 1)
    assert gone(floor, sale) == [goes]


@pytest.mark.parametrize("stage", ["Filling", "Covering", "Packing"])
def test_of_two_as_far_the_one_without_a_label_goes(floor: Floor, stage: str) -> None:
    sale = sell(floor, 2, item(floor, "TRAY", 9))
    for ticket_id in sale.tickets:
        floor.bring(ticket_id, stage)
    floor.rpc("handle_print_barcode", id=sale.tickets[1])
    wants(floor, sale, 1)
    assert gone(floor, sale) == ["A"]


def test_a_cake_that_came_back_from_quality_control_has_cost_more_than_one_that_was_never_decorated(
    floor: Floor,
) -> None:
    sale = sell(floor, 2, item(floor, "TRAY", 9))
    floor.bring(sale.tickets[0], "Decorating")
    floor.bring(sale.tickets[1], "Packing")
    floor.rpc("qc_return_to_decorating", id=sale.tickets[1], reason="smudged")
    wants(floor, sale, 1)
    assert gone(floor, sale) == ["A"]


def test_of_four_the_two_go_that_have_cost_least(floor: Floor) -> None:
    sale = sell(floor, 4, item(floor, "TRAY", 9))
    for ticket_id, stage in zip(sale.tickets, ("Covering", "Complete", "Filling", "Packing"), strict=True):
        floor.bring(ticket_id, stage)
    wants(floor, sale, 2)
    assert gone(floor, sale) == ["A", "C"]


def test_the_cake_that_the_bench_was_told_of_stays_the_one_while_nothing_else_is_done(floor: Floor) -> None:
    sale = sell(floor, 2, item(floor, "TRAY", 9))
    for ticket_id in sale.tickets:
        floor.bring(ticket_id, "Covering")
    wants(floor, sale, 1)
    floor.rpc("handle_print_barcode", id=sale.tickets[1])
    wants(floor, sale, 1, 2)
    assert gone(floor, sale) == ["B"]


def test_a_refund_takes_the_one_that_has_cost_least_too(floor: Floor) -> None:
    sale = sell(floor, 2, item(floor, "TRAY", 9))
    floor.bring(sale.tickets[0], "Covering")
    floor.bring(sale.tickets[1], "Complete")
    moment = "2026-11-20T10:01:00+11:00"
    changes = [{"line_id": "L1", "delta": -1}]
    arguments = {"store": "bannos", "order_gid": sale.gid, "ref": "refund:1", "changes": changes}
    assert floor.service("change_quantities", **arguments, delivery={"triggered_at": moment})["ok"]
    assert gone(floor, sale) == ["A"]


def test_what_is_left_of_an_order_answers_to_its_plain_number(floor: Floor) -> None:
    sale = sell(floor, 3, item(floor, "TRAY", 9))
    floor.bring(sale.tickets[1], "Covering")
    wants(floor, sale, 2)
    assert (gone(floor, sale), scanned(floor, sale)) == (["C"], (None, sale.tickets[:2]))
    wants(floor, sale, 1, 2)
    assert (gone(floor, sale), scanned(floor, sale)) == (["A", "C"], (sale.tickets[1], []))
    # An action does as the scan: it is the ticket, and is answered by its own id.
    answer = floor.rpc("complete_covering", id=f"bannos-{sale.number}")
    assert (answer["ticket"]["id"], answer["ticket"]["stage"]) == (sale.tickets[1], "Decorating")
    assert floor.rpc("complete_filling", id=sale.tickets[0])["code"] == "ORD003"


def test_the_first_cake_keeps_the_plain_number_until_it_is_cancelled(floor: Floor) -> None:
    sale = sell(floor, 1, item(floor, "TRAY", 9))
    wants(floor, sale, 3)
    assert scanned(floor, sale) == (sale.id, [])
    floor.bring(f"{sale.id}-B", "Covering")
    floor.bring(f"{sale.id}-C", "Covering")
    wants(floor, sale, 2, 2)
    assert scanned(floor, sale) == (None, [f"{sale.id}-B", f"{sale.id}-C"])
    assert floor.rpc("complete_covering", id=sale.id)["choices"] == [f"{sale.id}-B", f"{sale.id}-C"]
    wants(floor, sale, 1, 3)
    floor.rpc("acknowledge_change", id=f"{sale.id}-C")
    assert scanned(floor, sale) == (f"{sale.id}-B", [])


def test_an_order_of_which_nothing_is_left_says_that_it_is_cancelled(floor: Floor) -> None:
    several, single = (sell(floor, number, item(floor, "TRAY", 9)) for number in (2, 1))
    for sale in (several, single):
        floor.again(sale, "10:01", cancelled_at="2026-11-20T10:01:00+11:00")
    assert floor.rpc("get_order_for_scan", scan=f"bannos-{several.number}")["code"] == "ORD003"
    assert floor.rpc("complete_filling", id=f"bannos-{several.number}")["code"] == "ORD003"
    # One that has the number itself shows that it is.
    assert floor.rpc("get_order_for_scan", scan=single.id)["ticket"]["cancelled_at"]


def test_a_label_is_printed_for_what_is_left(floor: Floor) -> None:
    sale = sell(floor, 2, item(floor, "TRAY", 9))
    wants(floor, sale, 1)
    assert floor.rpc("handle_print_barcode", id=f"bannos-{sale.number}")["barcode"] == sale.tickets[0]
    assert floor.rpc("handle_print_barcode", id=sale.tickets[1])["code"] == "ORD003"


@pytest.mark.parametrize("by", ["number", "code", "title"])
def test_a_cancelled_cake_is_not_found_beside_what_is_left(floor: Floor, by: str) -> None:
    title = f"Zephyr{floor.last_event()}"
    sale = floor.sell(cakes=3, title=title)

    def found(limit: int = 9) -> tuple[list[str], bool]:
        text = {"number": f"#{sale.number}", "code": f"bannos-{sale.number}", "title": title}[by]
        answer = floor.rpc("find_orders", store="bannos", text=text, limit=limit)
        return sorted(ticket["id"] for ticket in answer["tickets"]), answer["more"]

    floor.again(sale, "10:01", lines=[{**sale.order["lines"][0], "quantity": 2}], tickets=sale.order["tickets"][:2])
    assert (found(), found(2)) == ((sale.tickets[:2], False), (sale.tickets[:2], False))
    assert [each["id"] for each in floor.rpc("find_orders", store="bannos", text=sale.tickets[2])["tickets"]] == [
        sale.tickets[2]
    ]
    floor.again(sale, "10:02", cancelled_at="2026-11-20T10:02:00+11:00")
    assert found()[0] == sale.tickets


def test_a_finished_cake_that_is_cancelled_is_not_counted_as_done_today(own_floor: Floor) -> None:
    sale = sell(own_floor, 2, item(own_floor, "TRAY", 9))
    for ticket_id in sale.tickets:
        own_floor.bring(ticket_id, "Complete")

    def done() -> int:
        count: int = own_floor.rpc("get_orders_for_dashboard", store="bannos")["completed_today"]
        return count

    assert done() == 2
    wants(own_floor, sale, 1)
    own_floor.rpc("acknowledge_change", id=sale.tickets[1])
    assert done() == 1
