"""api.get_events: what happened since a cursor, by pages. What commits late is in tests/concurrency."""

import pytest

from tests.concurrency.lockstep import sessions
from tests.sql.floor import RPC, Floor, Json
from tests.sql.identity.people import kiosk

KEYS = {"txid", "no", "at", "kind", "code", "order_gid", "ticket_id", "from", "to", "actor", "type"}


def read(
    floor: Floor, limit: int = 500, after: Json | None = None, who: str = "staff", store: str = "bannos"
) -> list[Json]:
    """Return a page of events."""
    cursor = {"after_txid": after["txid"], "after_no": after["no"]} if after else {}
    events: list[Json] = floor.rpc("get_events", who, store=store, limit=limit, **cursor)["events"]
    return events


@pytest.fixture(scope="module", autouse=True)
def day(floor: Floor) -> None:
    """Let things happen in both stores."""
    for store in ("bannos", "flourlane"):
        floor.at("Complete", store=store)
    floor.rpc("start_packing", id=floor.sell().id)


@pytest.mark.parametrize("limit", [1, 2, 3, 500])
def test_the_pages_make_the_whole_story(floor: Floor, limit: int) -> None:
    whole = read(floor)
    assert len(whole) == 8
    found: list[Json] = []
    while page := read(floor, limit, found[-1] if found else None):
        assert len(page) <= limit
        found += page
    assert found == whole


def test_an_event_tells_ids_and_stages_and_no_more(floor: Floor) -> None:
    events = read(floor)
    assert all(event.keys() == KEYS for event in events)
    assert [event["kind"] for event in events[:2]] == ["order_ingested", "complete_filling"]
    assert (events[1]["from"], events[1]["to"]) == ("Filling", "Covering")
    assert (events[-1]["kind"], events[-1]["code"]) == ("refused", "ORD002")
    assert "Canary" not in str(events)


def test_a_store_has_its_own_story(floor: Floor) -> None:
    assert {event["ticket_id"] or event["order_gid"] for event in read(floor)}.isdisjoint(
        event["ticket_id"] or event["order_gid"] for event in read(floor, store="flourlane")
    )
    assert floor.rpc("get_events", "tom", store="flourlane")["code"] == "AUTH001"
    assert read(floor, who="zoe", store="flourlane")


@pytest.mark.parametrize("cursor", ["x", "", "1.5", "99999999999999999999999", "1; drop"])
def test_a_cursor_that_is_none_is_no_valid_request(floor: Floor, cursor: str) -> None:
    assert floor.rpc("get_events", store="bannos", after_txid=cursor)["code"] == "REQ001"


def test_after_the_last_event_there_is_nothing(floor: Floor) -> None:
    assert read(floor, after=read(floor)[-1]) == []
    assert read(floor, after={"txid": "18446744073709551615", "no": 0}) == []


def test_the_cursor_of_an_answer_leads_to_what_comes_next(floor: Floor) -> None:
    found: list[Json] = []
    page: Json = {"txid": "0", "no": 0, "more": True}
    while page["more"]:
        page = floor.rpc("get_events", store="bannos", after_txid=page["txid"], after_no=page["no"], limit=3)
        found += page["events"]
    assert found == read(floor)
    sale = floor.sell()
    after = floor.rpc("get_events", store="bannos", after_txid=page["txid"], after_no=page["no"])
    assert [event["order_gid"] for event in after["events"]] == [sale.gid]
    assert not after["more"]


def test_there_is_more_while_something_committed_cannot_be_read_yet(floor: Floor) -> None:
    slow, fast = floor.sell().id, floor.sell().id
    cursor = floor.rpc("get_events", store="bannos", limit=500)
    with sessions(floor, RPC, 1) as (open_one,):
        open_one.run("set_storage", id=slow, storage="Fridge 1")
        floor.rpc("set_storage", id=fast, storage="Fridge 2")
        waiting = floor.rpc("get_events", store="bannos", after_txid=cursor["txid"], after_no=cursor["no"])
        assert (waiting["events"], waiting["more"]) == ([], True)
        open_one.commit()
    after = floor.rpc("get_events", store="bannos", after_txid=waiting["txid"], after_no=waiting["no"])
    assert [event["ticket_id"] for event in after["events"]] == [slow, fast]
    assert not after["more"]


def test_an_event_that_is_sent_to_pages_says_as_what(floor: Floor) -> None:
    types = {event["kind"]: event["type"] for event in read(floor)}
    assert types["order_ingested"] == "order:created"
    assert types["complete_filling"] == "order:updated"
    assert types["refused"] is None


def test_a_kiosk_at_which_nobody_stands_reads_what_it_missed(floor: Floor) -> None:
    answer = floor.call(RPC, "get_events", actor=kiosk(floor).actor(), store="bannos", limit=500)
    assert answer["events"] == read(floor)
