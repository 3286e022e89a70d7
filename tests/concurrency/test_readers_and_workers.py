"""A reader of events misses nothing that commits late; two workers never hold the same row."""

from tests.concurrency.lockstep import PATIENCE, sessions
from tests.sql.floor import RPC, WEBHOOK, Floor, Json


def read_from(floor: Floor, cursor: Json, limit: int = 200) -> list[Json]:
    """Read events from a cursor on, and move the cursor."""
    events: list[Json] = floor.rpc(
        "get_events", store="bannos", after_txid=cursor["txid"], after_no=cursor["no"], limit=limit
    )["events"]
    if events:
        cursor.update(txid=events[-1]["txid"], no=events[-1]["no"])
    return events


def test_a_reader_misses_no_event_of_a_writer_with_a_lower_number_who_commits_last(floor: Floor) -> None:
    slow, fast = floor.sell().id, floor.sell().id
    cursor: Json = {"txid": "0", "no": 0}
    read_from(floor, cursor)
    seen: list[Json] = []
    with sessions(floor, RPC) as (first, second):
        first.run("set_storage", id=slow, storage="Fridge 1")
        second.run("set_storage", id=fast, storage="Fridge 2")
        second.commit()
        seen += read_from(floor, cursor)
        first.commit()
    seen += read_from(floor, cursor)

    assert [event["ticket_id"] for event in seen] == [slow, fast]
    assert read_from(floor, cursor) == []


def test_a_reader_misses_no_event_of_a_transaction_that_began_first_and_wrote_its_event_last(floor: Floor) -> None:
    slow, fast = floor.sell().id, floor.sell().id
    cursor: Json = {"txid": "0", "no": 0}
    read_from(floor, cursor)
    seen: list[Json] = []
    with sessions(floor, RPC, 1) as (second,), sessions(floor, RPC, 1) as (first,):
        first.execute("select pg_current_xact_id()").result(PATIENCE)
        second.run("set_storage", id=fast, storage="Fridge 2")
        second.commit()
        seen += read_from(floor, cursor)
        first.run("set_storage", id=slow, storage="Fridge 1")
        seen += read_from(floor, cursor, limit=1)
        first.commit()
    seen += read_from(floor, cursor, limit=1)
    seen += read_from(floor, cursor, limit=1)

    assert sorted(event["ticket_id"] for event in seen) == sorted([slow, fast])
    assert read_from(floor, cursor) == []


def test_two_workers_never_hold_the_same_row(floor: Floor) -> None:
    floor.rows("delete from core.work_queue")
    for number in range(5):
        floor.rows("select core.enqueue('inventory_push', 'bannos', %s, '{}')", f"k{number}")
    with sessions(floor, WEBHOOK) as (first, second):
        ours = first.run("claim_work", topic="inventory_push", worker="one", limit=3)["work"]
        theirs = second.run("claim_work", topic="inventory_push", worker="two", limit=3)["work"]
        second.commit()
        first.commit()

    assert (len(ours), len(theirs)) == (3, 2)
    assert len({row["work_id"] for row in (*ours, *theirs)}) == 5


def test_two_workers_who_find_a_row_that_killed_its_worker_do_not_wait_for_each_other(floor: Floor) -> None:
    floor.rows("delete from core.work_queue")
    for key in ("poison", "good"):
        floor.rows("select core.enqueue('inventory_push', 'bannos', %s, '{}')", key)
    floor.rows(
        "update core.work_queue set status = 'running', locked_by = 'late', locked_at = core.now(), retry_count = max_retries, "
        "lease_expires_at = core.now() - interval '1 second' where dedupe_key = 'poison'"
    )
    with sessions(floor, WEBHOOK) as (first, second):
        first.run("claim_work", topic="inventory_push", worker="one", limit=1)
        late = second.start("claim_work", topic="inventory_push", worker="two", limit=1)
        second.wait_until_blocked(unless=late)
        assert late.done()
        second.commit()
        first.commit()

    assert [row["status"] for row in floor.work("inventory_push")] == ["dead", "running"]
    assert len(floor.work("alert")) == 1


def test_a_delivery_held_twice_at_once_is_held_once(floor: Floor) -> None:
    held = {"store": "bannos", "topic": "orders/create", "body": b"[1]", "reason": "x", "permanent": True}
    with sessions(floor, WEBHOOK) as (first, second):
        first.run("hold_delivery", **held)
        late = second.start("hold_delivery", **held)
        second.wait_until_blocked()
        first.commit()
        assert late.result(PATIENCE)["already_done"]
        second.commit()

    assert floor.one("select count(*) from core.held_deliveries where body = '[1]'") == 1
