"""api.get_history: why is it here? Every event of a ticket and its order, what they did to stock and to the shops."""

import json
from uuid import uuid4

import pytest

from tests.sql.floor import PEOPLE, Floor, Json, bearer
from tests.sql.identity.conftest import clock
from tests.sql.identity.people import Clock, kiosk, person, system, turn
from tests.sql.stock.stock import candles, item, made, sell

__all__ = ["clock"]


def history(floor: Floor, ticket_id: str, who: str = "staff", **more: object) -> Json:
    """Return a ticket's history as somebody reads it."""
    answer = floor.rpc("get_history", who, id=ticket_id, **more)
    assert answer["ok"], answer
    return answer


def kinds(answer: Json) -> list[str]:
    """Return what happened, in order."""
    return [event["kind"] for event in answer["events"]]


def test_everything_that_happened_is_there_in_order_with_who_and_from_where_to_where(floor: Floor) -> None:
    sale = floor.sell(cakes=2)
    mine, other = sale.tickets
    floor.rpc("assign_staff", "supervisor", id=mine, staff_id=PEOPLE["tom"][0], note="quick, please")
    floor.rpc("complete_covering", "staff", id=mine)
    floor.rpc("complete_filling", "staff", id=mine)
    floor.rpc("complete_filling", "staff", id=other)
    assert [e["kind"] for e in history(floor, mine)["events"] if e["undoable"]] == ["complete_filling"]
    floor.rpc("undo_scan", id=mine, event_no=floor.last_event() - 1)
    answer = history(floor, mine)
    assert [e["kind"] for e in answer["events"] if e["undoable"]] == []

    told = [(e["kind"], e["code"], e["actor"], e["from"], e["to"], e["function"]) for e in answer["events"]]
    assert told == [
        ("order_ingested", None, "webhook", None, None, "ingest_order"),
        ("assigned", None, "supervisor", "Filling", "Filling", "assign_staff"),
        ("refused", "ORD002", "staff", "Filling", None, "complete_covering"),
        ("complete_filling", None, "staff", "Filling", "Covering", "complete_filling"),
        ("undone", None, "supervisor", "Covering", "Filling", "undo_scan"),
    ]
    ingested, assigned, _, filled, undone = answer["events"]
    assert (ingested["ticket_id"], filled["ticket_id"]) == (None, mine)
    assert (assigned["given_to"], assigned["remark"]) == ("tom", "quick, please")
    assert (filled["undone"], undone["undoes"], undone["undone"]) == (True, filled["no"], False)
    assert (answer["ticket"]["id"], answer["ticket"]["stage"], answer["more"]) == (mine, "Filling", False)


def test_a_kiosk_s_late_scan_says_where_and_when(floor: Floor, clock: Clock) -> None:
    place, ticket_id = kiosk(floor), floor.sell().id
    turn_id = turn(floor, place, person(floor))
    clock.move(minutes=5)
    made = clock.ago(minutes=4)
    floor.rpc("complete_filling", actor=place.actor(turn_id, made), id=ticket_id, scan_id=str(uuid4()))
    late = history(floor, ticket_id)["events"][-1]
    assert (late["actor"], late["device"], late["actor_kind"]) == ("Somebody", "Filling", "staff")
    assert (late["occurred_at"], late["at"]) == (made, clock.now.isoformat())


def test_a_scan_that_was_sent_at_once_says_nothing_of_being_late(floor: Floor, clock: Clock) -> None:
    place, ticket_id = kiosk(floor), floor.sell().id
    turn_id = turn(floor, place, person(floor))
    made = clock.ago(seconds=1)
    floor.rpc("complete_filling", actor=place.actor(turn_id, made), id=ticket_id, scan_id=str(uuid4()))
    assert history(floor, ticket_id)["events"][-1]["occurred_at"] is None


def test_another_system_is_known_by_its_name(floor: Floor) -> None:
    ticket_id, made = floor.sell().id, system(floor, "Supervisor")
    floor.rpc("set_priority", actor=bearer(made["secret"]), id=ticket_id, priority="High")
    name = floor.one("select name from core.api_tokens where token_id = %s", made["token_id"])
    assert history(floor, ticket_id)["events"][-1]["actor"] == name


def test_what_it_did_to_stock_is_told_with_its_event(floor: Floor) -> None:
    sponge, candle = item(floor, "SPONGE", 9), item(floor, "CANDLE", 9)
    sale = sell(floor, 1, made(floor, "CAKE", {sponge: 2}), candles(1, candle))
    floor.bring(sale.id, "Complete")
    packed = floor.last_event()
    floor.rpc("undo_scan", id=sale.id, event_no=packed)
    answer = history(floor, sale.id)
    taken = {event["kind"]: event["no"] for event in answer["events"]}
    assert [(row["kind"], row["sku"], row["qty"], row["event_no"]) for row in answer["stock"]] == [
        (kind, sku, sign * qty, taken[event])
        for kind, sign, event in (
            ("hold", -1, "order_ingested"),
            ("consume", -1, "complete_packing"),
            ("consume", 1, "undone"),
        )
        for sku, qty in ((candle, 1), (sponge, 2))
    ]


def test_stock_that_came_by_another_s_doing_is_told_too(floor: Floor) -> None:
    sponge = item(floor, "SPONGE", 0)
    sale = sell(floor, 1, sponge)
    floor.rpc("receive_stock", sku=sponge, qty=1)
    answer = history(floor, sale.id)
    assert kinds(answer)[-1] == "stock_came"
    assert [(row["kind"], row["qty"], row["event_no"]) for row in answer["stock"]] == [
        ("hold", -1, answer["events"][-1]["no"])
    ]
    assert [event["skus"] for event in answer["events"] if event["kind"] == "stock_short"] == [[sponge]]


def test_the_shops_stand_is_told_of_every_sku_that_shares_a_component(floor: Floor) -> None:
    sponge, other = item(floor, "SPONGE", 9), item(floor, "OTHER", 9)
    cake, tall = made(floor, "CAKE", {sponge: 1}), made(floor, "TALL", {sponge: 3})
    made(floor, "ELSE", {other: 1})
    sale = sell(floor, 1, cake)
    floor.rows(
        "update core.work_queue set status = 'done' where topic = 'inventory_push' and payload ->> 'sku' = %s", tall
    )
    floor.rows(
        "update core.shop_skus set known_qty = 7, known_at = core.now() where sku = %s and store = 'bannos'", tall
    )
    floor.rows(
        "with b as (insert into core.push_batches (store, status, finished_at) values ('bannos', 'done', core.now()) returning *) "
        "insert into core.push_lines (batch_id, line_no, store, sku, inventory_item_gid, location_gid, from_qty, to_qty) "
        "select batch_id, 0, store, %s, 'g', 'l', 9, 7 from b",
        tall,
    )
    pushes = {(each["store"], each["sku"]): each for each in history(floor, sale.id)["pushes"]}
    assert set(pushes) == {(store, sku) for store in ("bannos", "flourlane") for sku in (sponge, cake, tall)}
    assert pushes["bannos", cake]["waiting"] is True
    told = pushes["bannos", tall]
    assert (told["waiting"], told["shown"], told["pushed"], told["status"]) == (False, 7, 7, "done")
    assert pushes["flourlane", tall]["status"] is None
    # Of a store in which one does not work, nothing.
    assert {store for store, _ in _seen_by(floor, "tom", sale.id)} == {"bannos"}


def _seen_by(floor: Floor, who: str, ticket_id: str) -> set[tuple[str, str]]:
    return {(each["store"], each["sku"]) for each in history(floor, ticket_id, who)["pushes"]}


def test_a_remark_that_was_emptied_is_gone(floor: Floor) -> None:
    ticket_id = floor.sell().id
    floor.rpc("set_storage", id=ticket_id, storage="Fridge 2")
    assert history(floor, ticket_id)["events"][-1]["remark"] == "Fridge 2"
    floor.rows("update core.remarks set text = '' where ticket_id = %s", ticket_id)
    assert history(floor, ticket_id)["events"][-1]["remark"] is None


def test_nothing_of_the_customer_is_in_it_but_what_is_on_the_cake(floor: Floor) -> None:
    sale = floor.sell(ticket={"cake_message": "Canary 1", "notes": "Canary 2", "due_text": "Canary 3"})
    floor.rpc("handle_print_barcode", id=sale.id)
    floor.again(sale, "10:01", tickets=[{**sale.order["tickets"][0], "cake_message": "Canary 4"}])
    told = history(floor, sale.id, "admin")
    assert told["ticket"].pop("cake_message") == "Canary 4"
    assert "Canary" not in json.dumps(told)


@pytest.mark.parametrize("limit", [1, 2, 3, 7, 8, 9])
def test_the_pages_make_the_whole_history_without_gap_or_repeat(floor: Floor, limit: int) -> None:
    ticket_id = floor.at("Complete")
    floor.rpc("set_storage", id=ticket_id, storage="a")
    floor.rpc("set_storage", id=ticket_id, storage="b")
    whole, read = kinds(history(floor, ticket_id)), list[str]()
    after, more = 0, True
    while more:
        answer = history(floor, ticket_id, limit=limit, after_no=after)
        read, after, more = read + kinds(answer), answer["events"][-1]["no"], answer["more"]
    assert (read, len(whole)) == (whole, 8)


def test_of_what_is_not_there_or_another_store_s_there_is_no_history(floor: Floor) -> None:
    sale = floor.sell(cakes=2)
    for who, ticket_id, code in (
        ("staff", "bannos-99999999", "ORD001"),
        ("zoe", sale.tickets[0], "ORD001"),
        ("staff", "4006381333931", "SCN001"),
        ("member", sale.tickets[0], "AUTH001"),
    ):
        with floor.noted() as events:
            assert floor.rpc("get_history", who, id=ticket_id)["code"] == code
        assert [event["code"] for event in events] == [code]
    answer = floor.rpc("get_history", id=f"bannos-{sale.number}")
    assert (answer["code"], answer["choices"]) == ("ORD004", sale.tickets)
