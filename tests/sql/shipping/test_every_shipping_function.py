"""What holds for every function of the shipping and void steps: a service of ours calls it, and no one else does."""

import psycopg
import pytest

from tests.sql.books import footprint
from tests.sql.floor import PEOPLE, RPC, STRANGERS, Floor, Json, actor
from tests.sql.imports.market import MARKETPLACE, STORE

_ATTEMPT: Json = {"store": STORE, "order_gid": "gid://mirakl/Order/1-A", "parcel": 1, "attempt": 1}
CALLS: dict[str, Json] = {
    "list_shippable": {"store": STORE},
    "claim_shipment": {**_ATTEMPT, "request_id": "BB-1-A-P1-A1"},
    "note_shipment": {**_ATTEMPT, "outcome": "missing"},
    "note_label": {**_ATTEMPT, "code": "LABEL_SIZE"},
    "park_shipment": {"store": STORE, "order_gid": "gid://mirakl/Order/1-A", "code": "ADDRESS_CITY"},
    "list_voidable": {"store": STORE},
    "claim_void": {**_ATTEMPT, "how": "void"},
    "note_void": _ATTEMPT,
    "note_erased": {"store": STORE, "keys": []},
}


@pytest.mark.parametrize("who", [*STRANGERS, "supervisor", "admin"])
@pytest.mark.parametrize("function", CALLS)
def test_no_one_but_the_service_calls_it(floor: Floor, function: str, who: str) -> None:
    assert who in STRANGERS or who in PEOPLE
    before = footprint(floor)
    asking = STRANGERS[who] if who in STRANGERS else actor(who)
    answer = floor.call(MARKETPLACE, function, actor=asking, **CALLS[function])
    assert (answer["code"], footprint(floor) == before) == ("AUTH001", True)


@pytest.mark.parametrize("function", CALLS)
def test_another_functions_login_does_not_reach_it(floor: Floor, function: str) -> None:
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        floor.call(RPC, function, actor=actor("marketplace"), **CALLS[function])
