"""api.complete_filling: Filling to Covering."""

from uuid import uuid4

from tests.sql.floor import PEOPLE, Floor
from tests.sql.tickets.actions import STAGE_MOVES, Action, every_stage_move

FILLING = STAGE_MOVES[0]


def test_filling_leads_to_covering_and_stamps_the_time(floor: Floor) -> None:
    ticket_id = FILLING.ticket(floor)
    answer = FILLING.do(floor, ticket_id)

    row = floor.ticket(ticket_id)
    assert answer["already_done"] is False
    assert (row["stage"], answer["ticket"]["stage"]) == ("Covering", "Covering")
    assert row["filling_complete_ts"] == row["updated_at"]
    assert row["filling_start_ts"] is None


def test_a_ticket_whose_stock_is_short_is_not_filled_until_a_supervisor_clears_it(floor: Floor) -> None:
    floor.stock("SHORT-SPONGE", 0)
    ticket_id = floor.sell(sku="SHORT-SPONGE").id
    with floor.noted() as events:
        answer = FILLING.do(floor, ticket_id)
    assert (answer["code"], floor.ticket(ticket_id)["stage"]) == ("INV001", "Filling")
    assert [event["code"] for event in events] == ["INV001"]
    assert "complete_filling" not in floor.rpc("get_order_for_scan", scan=ticket_id)["ticket"]["allowed_actions"]

    floor.rpc("clear_shortfall", id=ticket_id)
    assert FILLING.do(floor, ticket_id)["ok"]


@every_stage_move
def test_short_stock_stops_filling_alone(floor: Floor, action: Action) -> None:
    ticket_id = floor.at(action.stage)
    floor.rows("update core.orders set inventory_blocked = true where id = %s", ticket_id)
    answer = action.do(floor, ticket_id)
    assert answer.get("code") == ("INV001" if action == FILLING else None)


@every_stage_move
def test_an_assignee_is_for_one_stage(floor: Floor, action: Action) -> None:
    ticket_id = floor.at(action.stage)
    floor.rpc("assign_staff", id=ticket_id, staff_id=PEOPLE["staff"][0])
    action.do(floor, ticket_id)
    stays = PEOPLE["staff"][0] if action.name == "start_packing" else None
    assert floor.ticket(ticket_id)["assignee_id"] == stays


@every_stage_move
def test_done_twice_is_done_once(floor: Floor, action: Action) -> None:
    ticket_id = floor.at(action.stage)
    action.do(floor, ticket_id)
    before = floor.ticket(ticket_id)
    with floor.noted() as events:
        again = action.do(floor, ticket_id, who="admin")
    assert (again["ok"], again["already_done"], events) == (True, True, [])
    assert floor.ticket(ticket_id) == before


def test_an_answer_of_a_store_that_is_theirs_no_more_is_not_given_again(own_floor: Floor) -> None:
    sent = {"id": FILLING.ticket(own_floor), "scan_id": str(uuid4())}
    assert own_floor.rpc("complete_filling", "tom", **sent)["ok"]
    own_floor.rows("update core.staff_shared set stores = '{flourlane}' where id = %s returning id", PEOPLE["tom"][0])
    assert own_floor.rpc("complete_filling", "tom", **sent)["code"] == "REQ002"
