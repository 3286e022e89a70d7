"""api.note_uninstalled: the app is gone from a shop, or there again."""

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


@pytest.mark.parametrize("stranger", STRANGERS)
def test_a_stranger_says_nothing(floor: Floor, stranger: str) -> None:
    answer = floor.service("note_uninstalled", actor=STRANGERS[stranger], store="bannos")
    assert answer["code"] == "AUTH001"
