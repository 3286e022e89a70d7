"""api.note_uninstalled: a delivery claims that the app is gone, or somebody says that it is there again."""

from datetime import datetime

import pytest

from tests.sql.floor import STRANGERS, Floor
from tests.sql.shop.claims import NOON, claim, gone, there

pytestmark = pytest.mark.usefixtures("there")
__all__ = ["there"]


def test_a_delivery_alone_is_a_claim_that_the_shop_is_asked_about(floor: Floor) -> None:
    with floor.noted() as events:
        assert [claim(floor)["already_done"] for _ in range(2)] == [False, True]
    assert [event["kind"] for event in events] == ["uninstall_claimed"]
    assert (gone(floor), floor.work("alert"), len(floor.work("uninstall_check"))) == (False, [], 1)
    asked = floor.service("get_uninstall_claim", who="reconcile", store="bannos")
    assert datetime.fromisoformat(asked["claimed_at"]) == NOON


@pytest.mark.parametrize("at", ["2020-01-01T00:00:00Z", "2099-01-01T00:00:00Z", None])
def test_no_header_decides_whether_a_claim_is_old_news(floor: Floor, at: str | None) -> None:
    floor.rows("update core.shops set installed_at = core.now()")
    assert claim(floor, delivery={"triggered_at": at})["already_done"] is False


@pytest.mark.parametrize("stranger", STRANGERS)
def test_a_stranger_says_nothing(floor: Floor, stranger: str) -> None:
    answer = floor.service("note_uninstalled", actor=STRANGERS[stranger], store="bannos")
    assert answer["code"] == "AUTH001"
