"""api.note_data_request: a customer asks for what is kept of them."""

import pytest

from tests.sql.floor import STRANGERS, Floor


def test_a_request_for_data_is_said_to_somebody_in_ids_alone(floor: Floor) -> None:
    orders = ["gid://shopify/Order/1"]
    with floor.noted() as events:
        assert (
            floor.service("note_data_request", store="bannos", request_id="77", orders=orders)["already_done"] is False
        )
    assert [event["detail"] for event in events] == [{"request_id": "77", "orders": orders}]
    (alert,) = floor.work("alert", "bannos:77:data_requested")
    assert alert["payload"]["orders"] == orders
    assert floor.service("note_data_request", store="bannos", request_id="77", orders=orders)["already_done"]


@pytest.mark.parametrize("stranger", STRANGERS)
def test_a_stranger_says_nothing(floor: Floor, stranger: str) -> None:
    answer = floor.service("note_data_request", actor=STRANGERS[stranger], store="bannos", request_id="1", orders=[])
    assert answer["code"] == "AUTH001"
