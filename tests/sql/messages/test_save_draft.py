"""api.save_draft: what a person has written and not sent is theirs, one in a conversation."""

from uuid import uuid4

from tests.sql.books import footprint
from tests.sql.floor import Floor, Json
from tests.sql.imports.market import STORE
from tests.sql.messages.threads import asked, messages


def save(floor: Floor, values: Json, body: str, who: str = "agent", **more: object) -> Json:
    """Save a draft."""
    return floor.rpc("save_draft", who, store=STORE, thread_id=values["id"], body=body, **more)


def draft(floor: Floor, values: Json, who: str = "agent") -> str | None:
    """Return a person's draft."""
    found: str | None = floor.rpc("get_conversation", who, store=STORE, thread_id=values["id"])["draft"]
    return found


def test_the_last_one_is_kept_for_whoever_wrote_it(market: Floor) -> None:
    values = asked(market)
    with market.noted() as events:
        save(market, values, "Dear An")
        save(market, values, "Dear Ann,")
        save(market, values, "Bonjour", "staff")
    assert (draft(market, values), draft(market, values, "staff"), draft(market, values, "admin")) == (
        *("Dear Ann,", "Bonjour"),
        None,
    )
    assert events == []
    shown = market.rpc("get_conversation", "agent", store=STORE, thread_id=values["id"])
    assert [m["body"] for m in shown["messages"]] == ["Where is it?"]


def test_the_same_again_changes_nothing_and_an_empty_one_ends_it(market: Floor) -> None:
    values = asked(market)
    save(market, values, "Dear Ann")
    before = footprint(market)
    assert save(market, values, "Dear Ann")["already_done"]
    assert footprint(market) == before
    assert not save(market, values, " \n")["already_done"]
    assert save(market, values, "")["already_done"]
    assert (draft(market, values), len(messages(market, values))) == (None, 1)


def test_one_that_is_sent_late_does_not_replace_a_newer_one(market: Floor) -> None:
    values, scan = asked(market), str(uuid4())
    save(market, values, "Dear", scan_id=scan)
    save(market, values, "Dear Ann", scan_id=str(uuid4()))
    save(market, values, "Dear", scan_id=scan)
    assert draft(market, values) == "Dear Ann"


def test_one_that_there_is_not_is_refused(market: Floor) -> None:
    assert market.rpc("save_draft", "agent", store=STORE, thread_id="never", body="x")["code"] == "MSG001"
