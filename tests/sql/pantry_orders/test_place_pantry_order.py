"""api.place_pantry_order: a basket becomes one order, whole or not at all; every refusal says of which line, or which slot."""

from uuid import uuid4

from tests.sql.floor import Floor, Json
from tests.sql.pantries import (
    ask,
    basket,
    choice,
    done,
    household,
    item,
    member,
    place,
    refused,
    session,
    set_rules,
    taken,
)


def refused_lines(floor: Floor, code: str, who: Json, opened: Json, *lines: tuple[str, int], **more: object) -> Json:
    """Try to order, and return the lines that the refusal names."""
    answer = refused(
        floor, code, "place_pantry_order", who, basket_id=basket(floor, who, *lines), **choice(opened), **more
    )
    return {line["sku"]: (line["ordered"], line["most"]) for line in answer["lines"]}


def test_a_basket_becomes_an_order_that_holds_what_it_needs(floor: Floor) -> None:
    beans, milk, who, opened = item(floor, 10), item(floor, 5), member(floor), session(floor)
    with floor.noted() as events:
        order = place(floor, who, opened, (beans, 3), (milk, 1))
    assert order["status"] == "PENDING"
    assert [(line["sku"], line["ordered"], line["given"]) for line in order["lines"]] == [(beans, 3, 3), (milk, 1, 1)]
    assert (floor.counters(beans), floor.counters(milk), taken(floor, opened)) == ((10, 3), (5, 1), 1)
    placed = [event for event in events if event["flow"] == "pantry"]
    assert [(e["kind"], e["ticket_id"], e["from_status"], e["to_status"]) for e in placed] == [
        ("pantry_placed", order["id"], None, "PENDING")
    ]
    assert order["pickup_code"] not in str(events)
    sale = floor.rows("select member_id::text, source_name from core.sales where ticket_base = %s", order["id"])
    assert sale == [{"member_id": who["id"], "source_name": "pantry"}]


def test_again_for_the_same_basket_is_the_same_order(floor: Floor) -> None:
    tin, who, opened = item(floor), member(floor), session(floor)
    kept = basket(floor, who, (tin, 2))
    first, second = (done(floor, "place_pantry_order", who, basket_id=kept, **choice(opened)) for _ in range(2))
    assert (first["already_done"], second["already_done"]) == (False, True)
    assert first["order"] == second["order"]
    assert floor.counters(tin) == (100, 2)
    kept_after = done(floor, "keep_basket", who, basket_id=kept, lines=[])["basket"]
    assert (kept_after["order_id"], len(kept_after["lines"])) == (first["order"]["id"], 1)


def test_it_is_refused_whole_and_each_line_says_what_is_left(floor: Floor) -> None:
    few, none, many = item(floor, 2), item(floor, 0), item(floor, 50)
    who, opened = member(floor), session(floor)
    assert refused_lines(floor, "PAN001", who, opened, (few, 3), (none, 1), (many, 4)) == {few: (3, 2), none: (1, 0)}
    assert (floor.counters(few), floor.counters(many), taken(floor, opened)) == ((2, 0), (50, 0), 0)
    assert done(floor, "list_pantry_orders", who)["orders"] == []


def test_what_there_is_is_given_when_the_member_asks_for_it(floor: Floor) -> None:
    few, none, limited = item(floor, 2), item(floor, 0), item(floor, 50, limit_each=1)
    who, opened = member(floor), session(floor)
    kept = basket(floor, who, (few, 3), (none, 1), (limited, 4))
    order = done(floor, "place_pantry_order", who, basket_id=kept, available=True, **choice(opened))["order"]
    assert {line["sku"]: (line["ordered"], line["given"]) for line in order["lines"]} == {
        few: (3, 2), none: (1, 0), limited: (4, 1)
    }  # fmt: skip
    assert (floor.counters(few), floor.counters(limited)) == ((2, 2), (50, 1))
    assert refused_lines(floor, "PAN001", member(floor), opened, (none, 1), available=True) == {none: (1, 0)}


def test_two_lines_that_share_a_component_are_counted_together(floor: Floor) -> None:
    oats = floor.stock("OATS", 5)
    floor.stock("PORRIDGE", None)
    floor.stock("MUESLI", None)
    floor.bom("PORRIDGE", OATS=2)
    floor.bom("MUESLI", OATS=1)
    for sku in ("PORRIDGE", "MUESLI"):
        done(floor, "set_pantry_item", sku=sku)
    opened = session(floor)
    assert refused_lines(floor, "PAN001", member(floor), opened, ("PORRIDGE", 2), ("MUESLI", 2)) == {"MUESLI": (2, 1)}
    place(floor, member(floor), opened, ("PORRIDGE", 2), ("MUESLI", 1))
    assert floor.counters(oats) == (5, 5)


def test_a_household_has_its_limit_over_all_its_members_and_orders(floor: Floor) -> None:
    set_rules(floor, orders_per_session=3)
    rice = item(floor, 100, limit_each=1, limit_per_person=2)
    one, other = household(floor, members=2, size=3)
    opened = session(floor)
    place(floor, one, opened, (rice, 5))
    assert refused_lines(floor, "PAN005", other, opened, (rice, 3)) == {rice: (3, 2)}
    (shown,) = [
        each
        for each in done(floor, "browse_pantry", other, session_id=opened["session_id"])["items"]
        if each["sku"] == rice
    ]
    assert (shown["most"], shown["pieces_left"]) == (2, 95)
    place(floor, other, opened, (rice, 2))
    # What was cancelled counts no more.
    third = place(floor, other, opened, (item(floor), 1))
    refused(floor, "PAN006", "place_pantry_order", one, basket_id=basket(floor, one, (rice, 1)), **choice(opened))
    done(floor, "withdraw_pantry_order", other, id=third["id"])
    assert done(floor, "browse_pantry", one, session_id=opened["session_id"])["orders_left"] == 1
    set_rules(floor)


def test_a_full_slot_takes_no_more_and_what_is_cancelled_gives_its_place_back(floor: Floor) -> None:
    tin, opened = item(floor), session(floor, capacity=1)
    first, second = member(floor), member(floor)
    order = place(floor, first, opened, (tin, 1))
    kept = basket(floor, second, (tin, 1))
    refused(floor, "PAN003", "place_pantry_order", second, basket_id=kept, **choice(opened))
    assert floor.counters(tin) == (100, 1)
    done(floor, "withdraw_pantry_order", first, id=order["id"])
    assert (floor.counters(tin), taken(floor, opened)) == ((100, 0), 0)
    done(floor, "place_pantry_order", second, basket_id=kept, **choice(opened))
    assert taken(floor, opened) == 1


def test_closed_by_time_by_count_or_by_hand_means_refused(floor: Floor) -> None:
    tin = item(floor)
    late = session(floor, opens_at="2026-01-01T00:00:00Z", closes_at="2026-01-02T00:00:00Z")
    early = session(floor, opens_at="2100-01-01T00:00:00Z", closes_at="2100-01-02T00:00:00Z")
    counted, by_hand = session(floor, max_orders=1), session(floor)
    place(floor, member(floor), counted, (tin, 1))
    done(floor, "close_pantry_session", session_id=by_hand["session_id"])
    for opened in (late, early, counted, by_hand):
        who = member(floor)
        kept = basket(floor, who, (tin, 1))
        refused(floor, "PAN002", "place_pantry_order", who, basket_id=kept, **choice(opened))
    states = {
        each["session_id"]: (each["state"], each["closed_by"])
        for each in done(floor, "list_pantry_sessions")["sessions"]
    }
    assert states[counted["session_id"]] == ("closed", "count")
    assert states[by_hand["session_id"]] == ("closed", "hand")


def test_a_slot_that_has_begun_takes_no_order(floor: Floor) -> None:
    opened, who = session(floor), member(floor)
    floor.rows("update core.pantry_slots set starts_at = core.now() where slot_id = %s", choice(opened)["slot_id"])
    kept = basket(floor, who, (item(floor), 1))
    refused(floor, "PAN003", "place_pantry_order", who, basket_id=kept, **choice(opened))


def test_only_a_household_that_may_order_does(floor: Floor) -> None:
    tin, opened = item(floor), session(floor)
    alone = member(floor)
    floor.rows("delete from core.household_members where member_id = %s", alone["id"])
    for who in (alone, member(floor, approved=False), member(floor, valid_until="2026-01-01")):
        kept = basket(floor, who, (tin, 1))
        refused(floor, "PAN004", "place_pantry_order", who, basket_id=kept, **choice(opened))
    assert done(floor, "browse_pantry", alone)["household_fault"] == "no household"


def test_staff_order_for_somebody_and_the_order_is_that_members(floor: Floor) -> None:
    tin, who, opened, kept = item(floor), member(floor), session(floor), str(uuid4())
    wanted = [{"sku": tin, "quantity": 1}]
    done(floor, "keep_basket", "staff", basket_id=kept, lines=wanted, member_id=who["id"])
    with floor.noted() as events:
        order = done(floor, "place_pantry_order", "staff", basket_id=kept, **choice(opened))["order"]
    assert order["member_id"] == who["id"]
    assert {event["actor_id"] for event in events} == {"5a000000-0000-4000-8000-000000000001"}
    assert [each["id"] for each in done(floor, "list_pantry_orders", who)["orders"]] == [order["id"]]
    refused(floor, "STF001", "keep_basket", "staff", basket_id=str(uuid4()), lines=wanted)
    refused(floor, "STF001", "keep_basket", who, basket_id=str(uuid4()), lines=wanted, member_id=member(floor)["id"])


def test_a_members_basket_and_orders_are_theirs_alone(floor: Floor) -> None:
    tin, who, other, opened = item(floor), member(floor), member(floor), session(floor)
    order = place(floor, who, opened, (tin, 1))
    kept = basket(floor, who, (tin, 1))
    assert done(floor, "list_pantry_orders", other)["orders"] == []
    refused(floor, "PAN009", "get_basket", other, basket_id=kept)
    refused(floor, "PAN009", "keep_basket", other, basket_id=kept, lines=[])
    refused(floor, "PAN009", "place_pantry_order", other, basket_id=kept, **choice(opened))
    refused(floor, "ORD001", "withdraw_pantry_order", other, id=order["id"])
    refused(floor, "ORD001", "withdraw_pantry_order", other, id=order["pickup_code"])
    for shown in done(floor, "browse_pantry", other)["sessions"]:
        assert {(shown["taken"], slot["capacity"], slot["taken"]) for slot in shown["slots"]} == {(None, None, None)}


def test_what_names_nothing_here_is_refused(floor: Floor) -> None:
    tin, who, opened, second = item(floor), member(floor), session(floor), session(floor)
    kept, nothing = basket(floor, who, (tin, 1)), basket(floor, who)
    elsewhere = {**choice(opened), "slot_id": choice(second)["slot_id"]}
    refused(floor, "PAN007", "place_pantry_order", who, basket_id=kept, **elsewhere)
    refused(floor, "PAN007", "place_pantry_order", who, basket_id=kept, session_id=str(uuid4()), slot_id=str(uuid4()))
    refused(floor, "PAN008", "place_pantry_order", who, basket_id=nothing, **choice(opened))
    refused(floor, "PAN009", "place_pantry_order", who, basket_id=str(uuid4()), **choice(opened))
    gone = basket(floor, who, ("NEVER-OFFERED", 1))
    answer = ask(floor, "place_pantry_order", who, basket_id=gone, **choice(opened))
    assert (answer["code"], answer["lines"]) == ("PAN005", [{"sku": "NEVER-OFFERED", "ordered": 1, "most": 0}])
