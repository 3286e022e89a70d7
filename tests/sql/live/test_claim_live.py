"""api.claim_live: every event that is told reaches whom it concerns, once, whichever transaction commits first."""

import re

import pytest

from tests.concurrency.lockstep import PATIENCE, sessions
from tests.sql.floor import RPC, Floor, Json, actor, bearer
from tests.sql.identity.people import Clock, kiosk, person, set_staff, signed_in, system, themself, turn
from tests.sql.live.pages import LIVE, ask, claim, finish, heard, page, tell
from tests.sql_files import sql

# What no page is told of: refusals, people and kiosks, pushes and runs, deliveries, settings, levels by hand.
SILENT = {
    "refused",
    *("signed_in", "signed_out", "turn_started", "turn_ended", "pin_set", "badge_issued", "badge_revoked"),
    *(
        "staff_added",
        "staff_changed",
        "token_issued",
        "token_revoked",
        "device_enrolled",
        "device_stores_set",
        "device_revoked",
    ),
    *("stock_received", "stock_wasted", "stock_adjusted", "stock_counted", "stock_corrected", "stock_check_failed"),
    *(
        "stock_pushed",
        "push_failed",
        "item_set",
        "requirement_set",
        "setting_changed",
        "data_requested",
        "storage_location_set",
        "household_set",
        *("member_erased", "member_invited", "member_joined", "member_approved", "member_refused", "invitation_used"),
        "pantry_item_set",
        "product_kind_set",  # what it changes of orders is told as their events
    ),
    *("sync_requested", "sync_retried", "sync_finished", "app_installed", "app_uninstalled"),
    *("uninstall_claimed", "uninstall_refuted", "redaction_requested", "redaction_stopped"),
    *("session_set", "session_closed"),
    "waiting_joined",
    "order_unread",
    # Each scan of a packer: who looks at the queue reads it now and then.
    *("item_verified", "item_unverified"),
    *("delivery_deferred", "delivery_quarantined", "delivery_resolved", "delivery_replayed"),
}
SECOND = "insert into core.live_shards (shard, stores, told) values (1, '{bannos}', pg_current_snapshot())"


def test_a_scan_is_told_to_every_page_of_its_store_and_to_no_other(floor: Floor) -> None:
    both, tom, zoe = page(floor), page(floor, "tom"), page(floor, "zoe")
    sale = floor.sell()
    floor.rpc("complete_filling", id=sale.id)
    told = [("order:created", sale.id), ("order:updated", sale.id)]
    assert tell(floor) == {both: told, tom: told}
    other = floor.sell(store="flourlane")
    assert tell(floor) == {both: [("order:created", other.id)], zoe: [("order:created", other.id)]}
    assert tell(floor) == {}


def test_what_nobody_in_a_shard_listens_to_is_no_news(floor: Floor) -> None:
    page(floor, "tom")
    floor.sell(store="flourlane")
    assert claim(floor)["shard"] is None


def test_a_kiosk_is_sent_hints_of_its_own_store_whoever_stands_at_it(floor: Floor) -> None:
    at = kiosk(floor, "bannos")
    there = page(floor, at.actor(turn(floor, at, person(floor))))
    page(floor, "zoe")
    sale, _ = floor.sell(), floor.sell(store="flourlane")
    assert tell(floor)[there] == [("order:created", sale.id)]


def test_a_hint_is_ids_and_a_stage(floor: Floor) -> None:
    page(floor)
    sale = floor.sell()
    floor.rpc("complete_filling", id=sale.id)
    [event] = [
        event for event in floor.events() if event["kind"] == "complete_filling" and event["ticket_id"] == sale.id
    ]
    assert claim(floor)["messages"][1] == {
        "type": "order:updated",
        "store": "bannos",
        "id": sale.id,
        "stage": "Covering",
        "txid": str(event["txid"]),
        "no": event["event_no"],
        "audiences": ["staff"],
        "member_id": None,
    }


def test_what_happens_to_an_order_happens_to_each_of_its_tickets(floor: Floor) -> None:
    listening = page(floor)
    sale = floor.sell(cakes=3)
    assert tell(floor)[listening] == [("order:created", ticket) for ticket in sale.tickets]


def test_an_order_without_a_cake_is_told_by_its_own_id(floor: Floor) -> None:
    listening = page(floor)
    sale = floor.sell(cakes=0)
    assert tell(floor)[listening] == [("order:created", f"bannos-{sale.number}")]


def test_of_several_changes_to_a_ticket_the_last_is_told(floor: Floor) -> None:
    sale = floor.sell()
    page(floor)
    for storage in ("A1", "A2", "A3"):
        floor.rpc("set_storage", id=sale.id, storage=storage)
    floor.rpc("complete_filling", id=sale.id)
    [message] = claim(floor)["messages"]
    assert (message["id"], message["stage"]) == (sale.id, "Covering")


def test_refusals_logins_and_pushes_are_not_told(floor: Floor) -> None:
    ticket = floor.sell().id
    page(floor)
    assert not floor.rpc("complete_packing", id=ticket)["ok"]
    kiosk(floor)
    assert tell(floor) == {}


def test_low_stock_is_told_to_staff_of_every_store_and_not_to_members(floor: Floor) -> None:
    both, zoe, member = page(floor), page(floor, "zoe"), person(floor)
    was_staff = page(floor, themself(member))
    set_staff(floor, member, role="Member")
    sku = floor.stock("FLOUR-LIVE", 10)
    floor.rows("update core.inventory_items set low_at = 5 where sku = %s", sku)
    floor.rpc("waste_stock", sku=sku, qty=6, reason="dropped")
    assert tell(floor) == {both: [("inventory:low", sku)] * 2, zoe: [("inventory:low", sku)]}
    # Nor of a bakery's orders, which are no member's.
    floor.sell()
    assert was_staff not in tell(floor)


def test_nothing_of_before_a_page_came_is_told(floor: Floor) -> None:
    floor.sell()
    listening = page(floor)
    assert tell(floor) == {}
    sale = floor.sell()
    assert tell(floor) == {listening: [("order:created", sale.id)]}


EVERYTHING = {
    (kind, None)
    for kind in ("order:created", "order:updated", "conversation:updated", "inventory:low", "session:started")
}


def test_a_burst_too_long_to_tell_says_to_read_again(floor: Floor) -> None:
    sale = floor.sell()
    tom = page(floor, "tom")
    floor.rows(
        "insert into core.order_events (kind, store, order_gid, ticket_id) "
        "select 'stored', 'bannos', %s, %s from generate_series(1, 501)",
        sale.gid,
        sale.id,
    )
    claimed = claim(floor)
    # What staff hears and what members hear of one kind are told apart, and one is for members alone.
    assert len(claimed["messages"]) == len(EVERYTHING) + 3
    assert set(heard(claimed)[tom]) == EVERYTHING
    assert finish(floor, claimed)
    assert tell(floor) == {}


def test_after_a_restore_from_a_dump_pages_are_told_to_read_again(floor: Floor) -> None:
    tom = page(floor, "tom")
    floor.rows("update core.live_shards set told = '9000000000:9000000000:'")
    floor.sell()
    assert set(tell(floor)[tom]) == EVERYTHING
    sale = floor.sell()
    assert tell(floor)[tom] == [("order:created", sale.id)]


@pytest.mark.parametrize("told_before", [1, 0])
def test_nothing_waits_for_a_transaction_that_stays_open_and_nothing_is_skipped(floor: Floor, told_before: int) -> None:
    slow, *fast = (floor.sell().id for _ in range(4))
    listening = page(floor)
    with sessions(floor, RPC, 1) as (open_one,):
        open_one.run("set_storage", id=slow, storage="Fridge 1")
        for _ in range(told_before):
            assert tell(floor) == {}
        for ticket in fast:  # each commits while the first is open, and has a higher txid
            floor.rpc("set_storage", id=ticket, storage="Fridge 2")
            assert tell(floor) == {listening: [("order:updated", ticket)]}
        open_one.commit()
    assert tell(floor) == {listening: [("order:updated", slow)]}
    assert tell(floor) == {}


def test_a_transaction_that_was_open_when_a_page_came_is_told_to_it(floor: Floor) -> None:
    ticket = floor.sell().id
    with sessions(floor, RPC, 1) as (open_one,):
        open_one.run("set_storage", id=ticket, storage="Fridge 1")
        listening = page(floor)
        open_one.commit()
    assert tell(floor) == {listening: [("order:updated", ticket)]}


def test_two_workers_do_not_tell_the_same(floor: Floor) -> None:
    page(floor)
    floor.sell()
    first = claim(floor, "one")
    assert first["shard"] == 0
    assert claim(floor, "two")["shard"] is None
    floor.sell()
    assert claim(floor, "two")["shard"] is None  # what comes meanwhile is the first one's too
    assert finish(floor, first, "one")
    assert len(claim(floor, "one")["messages"]) == 1


def test_a_worker_waits_for_one_who_is_about_to_take_a_shard_and_then_takes_the_next(floor: Floor) -> None:
    page(floor)
    floor.rows(SECOND)
    floor.sell()
    with sessions(floor, LIVE) as (one, two):
        taken = one.run("claim_live", worker="one")
        late = two.start("claim_live", worker="two")
        two.wait_until_blocked()
        one.commit()
        assert (taken["shard"], late.result(PATIENCE)["shard"]) == (0, 1)
        two.commit()


def test_what_a_dead_worker_had_is_told_again_when_its_lease_ends(floor: Floor, clock: Clock) -> None:
    listening = page(floor)
    sale = floor.sell()
    dead = claim(floor, "dead", lease_seconds=30)
    clock.move(seconds=29)
    assert claim(floor)["shard"] is None
    clock.move(seconds=1)
    again = claim(floor, "heir")
    assert heard(again) == {listening: [("order:created", sale.id)]}
    assert not finish(floor, dead, "dead")  # it was not dead: what it says is nothing now
    assert finish(floor, again, "heir")
    assert tell(floor) == {}


def test_it_says_whether_another_shard_waits(floor: Floor) -> None:
    page(floor)
    floor.sell()
    alone = claim(floor)
    assert not alone["others"]
    finish(floor, alone)
    floor.rows(SECOND)
    floor.sell()
    assert claim(floor)["others"]


@pytest.mark.parametrize("ended", ["session", "inactive", "kiosk", "token", "time"])
def test_who_has_no_right_any_more_is_told_nothing_at_once(floor: Floor, clock: Clock, ended: str) -> None:
    who, at, made = person(floor, email=f"{ended}.live@ordak.test"), kiosk(floor), system(floor, days=2)
    session = signed_in(floor, who).session_id
    gone = {
        "session": themself(who, session=session),
        "inactive": themself(who),
        "kiosk": at.actor(),
        "token": bearer(made["secret"]),
        "time": actor("supervisor"),
    }
    listening = page(floor, gone[ended])
    floor.sell()
    assert set(tell(floor)) == {listening}
    over: dict[str, Json] = {
        "session": {"function": "sign_out_staff", "staff_id": who},
        "kiosk": {"function": "revoke_device", "device_id": at.device_id},
        "token": {"function": "revoke_token", "token_id": made["token_id"]},
    }
    if ended in over:
        assert floor.rpc(**over[ended], actor=actor("admin"))["ok"]
    elif ended == "inactive":
        set_staff(floor, who, is_active=False)
    else:
        clock.move(hours=2)
    floor.sell()
    assert tell(floor) == {}


def test_a_wake_up_is_asked_for_when_a_page_listens_and_only_then(floor: Floor) -> None:
    sale = floor.sell()
    assert "live" not in floor.rpc("set_storage", id=sale.id, storage="A1").get("queued", [])
    page(floor, "zoe")
    assert "live" not in floor.rpc("set_storage", id=sale.id, storage="A2").get("queued", [])
    page(floor, "tom")
    assert floor.rpc("set_storage", id=sale.id, storage="A3")["queued"] == ["live"]
    assert "live" not in floor.rpc("set_storage", id=sale.id, storage="A3").get("queued", [])  # done already
    assert "queued" not in floor.rpc("complete_packing", id=sale.id)  # refused
    order = floor.order()
    assert "live" in floor.ingest(order)["queued"]


def test_the_sweeper_rings_for_whoever_listens_and_forgets_who_is_over(floor: Floor, clock: Clock) -> None:
    def swept() -> list[str]:
        answer = floor.service("sweep", who="reconcile", stores=[])
        return [topic for topic in answer.get("queued", []) if topic == "live"]

    assert swept() == []
    page(floor, "tom")
    assert swept() == ["live"]
    clock.move(hours=1)
    page(floor, "zoe")
    assert floor.one("select stores from core.live_shards") == ["bannos", "flourlane"]
    clock.move(hours=1)
    assert swept() == ["live"]
    assert floor.one("select stores from core.live_shards") == ["flourlane"]
    assert floor.one("select count(*) from core.live_connections") == 1
    clock.move(hours=1)
    assert swept() == []
    assert ask(floor, "claim_live", worker="w")["shard"] is None


def written_kinds() -> set[str]:
    """Every kind of event that SQL writes by its name; a move's is that of its action."""
    text = "".join(file.read_text() for file in [*sql("core"), *sql("api")])
    named = re.findall(
        r"(?:log_event|log_move|change_status|close_action|close_stock|log_conversation)\(([^,]*),", text
    )
    changes = re.findall(r"close_change\(([^;]*);", text)
    words = [re.findall(r"'([a-z_:]+)'", each) for each in named]
    return {kind for each in words for kind in each if not kind.endswith("_")} | set(
        re.findall(r"'(order_[a-z]+)'", " ".join(changes))
    )


def test_every_kind_of_event_is_told_or_known_to_be_silent(floor: Floor) -> None:
    told = {row["kind"] for row in floor.rows("select kind from core.live_messages")}
    moves = {row["action"] for row in floor.rows("select action from core.transitions where stamps is not null")}
    # A pantry's are named by where they lead.
    statuses = floor.rows("select distinct to_status from core.moves where flow = 'pantry'")
    moves |= {f"pantry_{row['to_status'].lower()}" for row in statuses}
    moves |= {"substitute_accepted", "substitute_declined", "substitute_lapsed"}
    assert written_kinds() - told == SILENT
    assert told - written_kinds() - {"session_started"} == moves
