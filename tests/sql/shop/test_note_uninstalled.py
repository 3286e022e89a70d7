"""api.note_uninstalled and api.settle_uninstall: a delivery claims that the app is gone, the shop itself proves it."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from tests.sql.floor import STRANGERS, Floor, Json

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def there(floor: Floor) -> Iterator[None]:
    """Let the app be in both shops before and after, unclaimed."""
    floor.set_clock(NOON)
    yield
    floor.rows("update core.shops set uninstalled_at = null, uninstall_claimed_at = null")
    floor.rows("delete from core.work_queue where topic in ('uninstall_check', 'alert')")


def claim(floor: Floor, **more: object) -> Json:
    return floor.service("note_uninstalled", store="bannos", **more)


def settle(floor: Floor, *, gone: bool, claimed_at: object = NOON) -> Json:
    return floor.service("settle_uninstall", who="reconcile", store="bannos", claimed_at=claimed_at, gone=gone)


def gone(floor: Floor) -> bool:
    return bool(floor.one("select uninstalled_at is not null from core.shops where store = 'bannos'"))


def test_a_delivery_alone_is_a_claim_that_the_shop_is_asked_about(floor: Floor) -> None:
    with floor.noted() as events:
        assert [claim(floor)["already_done"] for _ in range(2)] == [False, True]
    assert [event["kind"] for event in events] == ["uninstall_claimed"]
    assert (gone(floor), floor.work("alert"), len(floor.work("uninstall_check"))) == (False, [], 1)
    asked = floor.service("get_uninstall_claim", who="reconcile", store="bannos")
    assert datetime.fromisoformat(asked["claimed_at"]) == NOON


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
    floor.rows("update core.work_queue set status = 'running' where topic = 'uninstall_check'")
    floor.set_clock(NOON + timedelta(seconds=1))
    claim(floor)
    assert settle(floor, gone=False)["already_done"]
    assert [row["status"] for row in floor.work("uninstall_check")] == ["running", "pending"]
    assert settle(floor, gone=True, claimed_at=NOON + timedelta(seconds=1))["already_done"] is False


def test_nobody_is_gone_whom_nothing_claims_to_be(floor: Floor) -> None:
    assert settle(floor, gone=True)["already_done"]
    assert not gone(floor)


@pytest.mark.parametrize("at", ["2020-01-01T00:00:00Z", "2099-01-01T00:00:00Z", None])
def test_no_header_decides_whether_a_claim_is_old_news(floor: Floor, at: str | None) -> None:
    floor.rows("update core.shops set installed_at = core.now()")
    assert claim(floor, delivery={"triggered_at": at})["already_done"] is False


@pytest.mark.parametrize("stranger", STRANGERS)
def test_a_stranger_says_nothing(floor: Floor, stranger: str) -> None:
    answer = floor.service("note_uninstalled", actor=STRANGERS[stranger], store="bannos")
    assert answer["code"] == "AUTH001"
