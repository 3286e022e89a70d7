"""api.set_storage: where the cake stands."""

import psycopg
import pytest

from tests.sql.floor import STAGES, Floor


@pytest.mark.parametrize("stage", STAGES)
def test_a_cake_is_put_somewhere_at_any_stage(floor: Floor, stage: str) -> None:
    ticket_id = floor.at(stage)
    with floor.noted() as events:
        answer = floor.rpc("set_storage", id=ticket_id, storage="  Fridge 2 ")
    assert (answer["already_done"], answer["ticket"]["storage"]) == (False, "Fridge 2")
    [event] = events
    assert event["kind"] == "stored"
    assert floor.one("select text from core.remarks where remark_id = %s", event["detail"]["remark_id"]) == "Fridge 2"


def test_the_same_place_again_is_done_already(floor: Floor) -> None:
    ticket_id = floor.sell().id
    floor.rpc("set_storage", id=ticket_id, storage="Fridge 2")
    with floor.noted() as events:
        assert floor.rpc("set_storage", id=ticket_id, storage="Fridge 2 ")["already_done"]
    assert events == []


@pytest.mark.parametrize("nothing", ["", "   ", None])
def test_an_empty_place_takes_the_place_away(floor: Floor, nothing: str | None) -> None:
    ticket_id = floor.sell().id
    floor.rpc("set_storage", id=ticket_id, storage="Fridge 2")
    assert floor.rpc("set_storage", id=ticket_id, storage=nothing)["ticket"]["storage"] is None
    assert floor.rpc("set_storage", id=ticket_id, storage=nothing)["already_done"]


def test_a_place_of_more_than_a_hundred_characters_is_impossible(floor: Floor) -> None:
    ticket_id = floor.sell().id
    assert floor.rpc("set_storage", id=ticket_id, storage="x" * 100)["ok"]
    with pytest.raises(psycopg.errors.CheckViolation):
        floor.rpc("set_storage", id=ticket_id, storage="x" * 101)
