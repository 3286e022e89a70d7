"""api.set_product_kind: who may decide what a product is, and that a decision is made once."""

from uuid import uuid4

import pytest

from tests.sql.floor import STRANGERS, Floor, actor
from tests.sql.products.sold import claim, decide, product, sell, sold, work_off
from tests.sql.stock.test_every_stock_function import refused


def rereads(floor: Floor, product_id: str) -> int:
    """Count the rows that ask for a product's orders to be read again."""
    return len(floor.work("order_reread", f"%:product:{product_id}:%"))


def test_decision_is_answered_kept_and_noted_with_who_made_it(floor: Floor) -> None:
    thing = product()
    sell(floor, sold(unsure=True, title="Confetti party", **thing))
    with floor.noted() as events:
        answer = decide(floor, "extra", **thing)
    decided = answer["product"]
    assert (decided["kind"], decided["title"], decided["open_orders"]) == ("extra", "Confetti party", 1)
    assert (decided["decided_by"], decided["decided_at"] is not None) == (actor("supervisor")["id"], True)
    (event,) = events
    assert (event["kind"], event["store"]) == ("product_kind_set", "bannos")
    assert event["detail"] == {"product": f"product:{thing['product_id']}", "kind": "extra", "was": None}
    assert "order_reread" in answer["queued"]
    assert rereads(floor, thing["product_id"]) == 1


def test_decision_that_is_made_already_changes_nothing(floor: Floor) -> None:
    thing = product()
    assert not decide(floor, "extra", **thing)["already_done"]
    with floor.noted() as events:
        again = decide(floor, "extra", "admin", **thing)
    assert (again["already_done"], again["product"]["decided_by"]) == (True, actor("supervisor")["id"])
    assert (events, rereads(floor, thing["product_id"])) == ([], 1)
    assert not decide(floor, "cake", **thing)["already_done"]
    assert rereads(floor, thing["product_id"]) == 2


def test_scan_that_comes_again_gets_its_first_answer(floor: Floor) -> None:
    thing, scan_id = product(), str(uuid4())
    first = decide(floor, "extra", **thing, scan_id=scan_id)
    decide(floor, "cake", **thing)
    assert decide(floor, "extra", **thing, scan_id=scan_id) == first


@pytest.mark.parametrize("who", ["staff", "packer", "agent", "member"])
def test_only_supervisors_and_admins_decide(floor: Floor, who: str) -> None:
    thing = product()
    refused(floor, "AUTH001", "may not call", lambda: decide(floor, "extra", who, **thing))
    assert rereads(floor, thing["product_id"]) == 0


def test_nobody_decides_for_a_store_that_is_not_theirs(floor: Floor) -> None:
    thing = product()
    refused(floor, "AUTH001", "store", lambda: decide(floor, "extra", "zoe", **thing))
    assert decide(floor, "extra", "zoe", store="flourlane", **thing)["ok"]


@pytest.mark.parametrize("stranger", STRANGERS)
def test_stranger_decides_nothing(floor: Floor, stranger: str) -> None:
    answer = floor.rpc("set_product_kind", actor=STRANGERS[stranger], store="bannos", kind="cake", title="Anything")
    assert answer["code"] == "AUTH001"


def test_product_that_nothing_names_is_refused(floor: Floor) -> None:
    refused(floor, "REQ001", "product_id", lambda: decide(floor, "cake"))


def test_product_that_no_order_has_can_be_decided_before_one_comes(floor: Floor) -> None:
    thing = product()
    assert decide(floor, "service", **thing)["product"]["open_orders"] == 0
    work_off(floor)
    assert claim(floor) is None
    assert sell(floor, sold(**thing)).tickets == []
