"""What holds for every function of the messages: who may call it, and in which stores."""

import psycopg
import pytest

from tests.sql.books import footprint
from tests.sql.floor import PEOPLE, RPC, STRANGERS, WEBHOOK, Floor, Json, actor
from tests.sql.imports.market import MARKETPLACE, STORE
from tests.sql.messages.threads import thread, wrote

OF_SERVICE: dict[str, Json] = {
    "open_messages": {"store": STORE},
    "ingest_thread": {"store": STORE, "thread": thread(wrote("x"))},
    "note_unread_thread": {"store": STORE, "thread_id": "t", "code": "x"},
    "close_messages": {"store": STORE, "until": "2026-11-20T12:00:00Z"},
    "claim_auto_replies": {"store": STORE},
    "open_message": {"store": STORE},
    "close_message": {"store": STORE, "message_no": 1, "outcome": "sent"},
}
_THREAD = {"store": STORE, "thread_id": "t"}
OF_PEOPLE: dict[str, Json] = {
    "list_conversations": {"store": STORE},
    "get_conversation": _THREAD,
    "hold_conversation": _THREAD,
    "leave_conversation": _THREAD,
    "save_draft": {**_THREAD, "body": "x"},
    "answer_conversation": {**_THREAD, "body": "x", "last_message_no": 0},
    "retry_message": {"message_no": 1},
}
MAY = {"staff", "supervisor", "admin", "agent"}


@pytest.mark.parametrize("who", [*STRANGERS, *PEOPLE])
@pytest.mark.parametrize("function", OF_SERVICE)
def test_no_one_but_the_service_calls_what_is_its_own(market: Floor, function: str, who: str) -> None:
    before = footprint(market)
    asking = STRANGERS[who] if who in STRANGERS else actor(who)
    answer = market.call(MARKETPLACE, function, actor=asking, **OF_SERVICE[function])
    assert (answer["code"], footprint(market) == before) == ("AUTH001", True)


@pytest.mark.parametrize("login", [RPC, WEBHOOK, "ordak_reconcile"])
@pytest.mark.parametrize("function", OF_SERVICE)
def test_another_functions_login_does_not_reach_it(market: Floor, function: str, login: str) -> None:
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        market.call(login, function, actor=actor("marketplace"), **OF_SERVICE[function])


@pytest.mark.parametrize("who", [who for who in PEOPLE if who not in {*MAY, "tom", "zoe"}])
@pytest.mark.parametrize("function", OF_PEOPLE)
def test_who_does_not_answer_customers_is_refused(market: Floor, function: str, who: str) -> None:
    assert market.rpc(function, who, **OF_PEOPLE[function])["code"] == "AUTH001"


@pytest.mark.parametrize("function", [name for name in OF_PEOPLE if name != "retry_message"])
def test_people_of_other_stores_are_refused(market: Floor, function: str) -> None:
    market.rows("update core.staff_shared set stores = '{flourlane}' where display_name = 'zoe'")
    assert market.rpc(function, "zoe", **OF_PEOPLE[function])["code"] == "AUTH001"
