"""api.settle_uninstall: the shop itself proves that the app is gone, or that it is not."""

from datetime import timedelta

import pytest

from tests.sql.floor import STRANGERS, Floor
from tests.sql.shop.claims import NOON, claim, gone, settle, there

pytestmark = pytest.mark.usefixtures("there")
__all__ = ["there"]


def test_a_shop_that_refuses_us_is_the_proof_and_somebody_is_told_once(floor: Floor) -> None:
    claim(floor)
    with floor.noted() as events:
        assert [settle(floor, gone=True)["already_done"] for _ in range(2)] == [False, True]
    assert ([event["kind"] for event in events], gone(floor)) == (["app_uninstalled"], True)
    assert len(floor.work("alert", "bannos:bannos:app_uninstalled")) == 1
    assert claim(floor)["already_done"]
    assert [claim(floor, installed=True)["already_done"] for _ in range(2)] == [False, True]


def test_a_token_that_still_works_drops_the_claim(floor: Floor) -> None:
    claim(floor)
    with floor.noted() as events:
        settle(floor, gone=False)
    assert ([event["kind"] for event in events], gone(floor), floor.work("alert")) == (["uninstall_refuted"], False, [])
    assert floor.service("get_uninstall_claim", who="reconcile", store="bannos")["claimed_at"] is None


def test_an_answer_given_before_the_last_claim_says_nothing_of_it(floor: Floor) -> None:
    claim(floor)
    floor.service("claim_work", who="reconcile", topic="uninstall_check", worker="w")
    floor.set_clock(NOON + timedelta(seconds=1))
    claim(floor)
    assert settle(floor, gone=False)["already_done"]
    assert [row["status"] for row in floor.work("uninstall_check")] == ["running", "pending"]
    assert settle(floor, gone=True, claimed_at=NOON + timedelta(seconds=1))["already_done"] is False


def test_nobody_is_gone_whom_nothing_claims_to_be(floor: Floor) -> None:
    assert settle(floor, gone=True)["already_done"]
    assert not gone(floor)


@pytest.mark.parametrize("stranger", STRANGERS)
def test_a_stranger_settles_nothing(floor: Floor, stranger: str) -> None:
    answer = floor.service(
        "settle_uninstall", who="reconcile", actor=STRANGERS[stranger], store="bannos", claimed_at=NOON, gone=True
    )
    assert answer["code"] == "AUTH001"
