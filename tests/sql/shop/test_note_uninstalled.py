"""api.note_uninstalled: the app is gone from a shop, or there again."""

from datetime import UTC, datetime

import pytest

from tests.sql.floor import STRANGERS, Floor


def test_a_shop_that_is_gone_is_said_once_and_comes_back_once(floor: Floor) -> None:
    with floor.noted() as events:
        assert floor.service("note_uninstalled", store="bannos")["already_done"] is False
        assert floor.service("note_uninstalled", store="bannos")["already_done"]
        assert floor.service("note_uninstalled", store="bannos", installed=True)["already_done"] is False
        assert floor.service("note_uninstalled", store="bannos", installed=True)["already_done"]
    assert [(event["kind"], event["store"]) for event in events] == [
        ("app_uninstalled", "bannos"),
        ("app_installed", "bannos"),
    ]
    assert len(floor.work("alert", "bannos:bannos:app_uninstalled")) == 1


@pytest.mark.parametrize("again", ["the app was installed", "an admin asked for a run"])
def test_a_removal_that_is_told_late_is_no_removal(floor: Floor, again: str) -> None:
    floor.set_clock(datetime(2026, 11, 21, 10, tzinfo=UTC))
    floor.rows("update core.shops set installed_at = null")
    old = {"triggered_at": "2026-11-21T09:59:00Z"}
    assert floor.service("note_uninstalled", store="bannos", delivery=old)["already_done"] is False
    floor.set_clock(datetime(2026, 11, 21, 11, tzinfo=UTC))
    if again == "the app was installed":
        floor.service("note_uninstalled", store="bannos", installed=True)
    else:
        assert floor.rpc("request_sync", "admin", store="bannos")["ok"]
    assert floor.service("note_uninstalled", store="bannos", delivery=old)["already_done"]
    assert floor.one("select uninstalled_at from core.shops where store = 'bannos'") is None
    new = {"triggered_at": "2026-11-21T11:01:00Z"}
    assert floor.service("note_uninstalled", store="bannos", delivery=new)["already_done"] is False
    floor.service("note_uninstalled", store="bannos", installed=True)


@pytest.mark.parametrize("stranger", STRANGERS)
def test_a_stranger_says_nothing(floor: Floor, stranger: str) -> None:
    answer = floor.service("note_uninstalled", actor=STRANGERS[stranger], store="bannos")
    assert answer["code"] == "AUTH001"
