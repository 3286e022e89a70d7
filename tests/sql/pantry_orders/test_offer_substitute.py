"""api.offer_substitute: something else in place of what is not there, held until the member has answered."""

from tests.sql.books import assert_books
from tests.sql.floor import Floor, Json
from tests.sql.pantries import bring, done, item, member, place, refused, session


def begun(floor: Floor, *lines: tuple[str, int]) -> tuple[Json, Json]:
    """Return a member, and their order that is being prepared."""
    who = member(floor)
    return who, bring(floor, place(floor, who, session(floor), *lines), "PREPARING")


def offer(floor: Floor, order: Json, sku: str, quantity: int = 1) -> Json:
    """Offer so many of an item in place of the first line's."""
    offered: Json = done(floor, "offer_substitute", "staff", id=order["id"], line_no=1, sku=sku, quantity=quantity)[
        "order"
    ]
    return offered


def given(order: Json) -> list[tuple[str, int, int, str | None]]:
    """Return what was ordered and is given of each line."""
    return [(line["sku"], line["ordered"], line["given"], line["offer"]) for line in order["lines"]]


def test_what_is_offered_is_held_and_takes_the_place_of_as_many(floor: Floor) -> None:
    beans, peas = item(floor, 5), item(floor, 5)
    _, order = begun(floor, (beans, 3))
    with floor.noted() as events:
        now = offer(floor, order, peas, 2)
    assert given(now) == [(beans, 3, 1, None), (peas, 0, 2, "open")]
    assert (now["lines"][1]["in_place_of"], now["lines"][1]["offered_until"] is not None) == (1, True)
    assert (floor.counters(beans), floor.counters(peas)) == ((5, 1), (5, 2))
    assert [event["kind"] for event in events if event["flow"] == "pantry"] == ["substitute_offered"]
    assert_books(floor)


def test_an_order_is_not_ready_while_its_member_has_not_answered(floor: Floor) -> None:
    beans, peas = item(floor), item(floor)
    who, order = begun(floor, (beans, 1))
    line_no = offer(floor, order, peas)["lines"][1]["line_no"]
    refused(floor, "PAN010", "ready_pantry_order", "staff", id=order["id"])
    done(floor, "answer_substitute", who, id=order["id"], line_no=line_no, accept=True)
    done(floor, "ready_pantry_order", "staff", id=order["id"])
    done(floor, "complete_pantry_order", "staff", id=order["pickup_code"])
    assert (floor.counters(beans), floor.counters(peas)) == ((100, 0), (99, 0))


def test_nothing_is_offered_that_there_is_not_or_for_a_line_that_has_not_so_many(floor: Floor) -> None:
    beans, peas, hidden = item(floor), item(floor, 1), item(floor, is_offered=False)
    _, order = begun(floor, (beans, 2))
    asked = {"id": order["id"], "line_no": 1, "quantity": 1}
    refused(floor, "INV002", "offer_substitute", "staff", sku=hidden, **asked)
    refused(floor, "INV002", "offer_substitute", "staff", sku=beans, **asked)
    refused(floor, "PAN011", "offer_substitute", "staff", sku=peas, **{**asked, "quantity": 3})
    refused(floor, "PAN011", "offer_substitute", "staff", sku=peas, **{**asked, "line_no": 9})
    answer = refused(floor, "PAN001", "offer_substitute", "staff", sku=peas, **{**asked, "quantity": 2})
    assert answer["lines"] == [{"sku": peas, "ordered": 2, "most": 1}]
    assert (floor.counters(beans), floor.counters(peas)) == ((100, 2), (1, 0))


def test_only_while_it_is_put_together(floor: Floor) -> None:
    beans, peas = item(floor), item(floor)
    order = place(floor, member(floor), session(floor), (beans, 1))
    refused(floor, "ORD002", "offer_substitute", "staff", id=order["id"], line_no=1, sku=peas, quantity=1)
    bring(floor, order, "READY")
    refused(floor, "ORD002", "offer_substitute", "staff", id=order["id"], line_no=1, sku=peas, quantity=1)
