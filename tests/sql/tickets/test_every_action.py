"""What holds for every action on a ticket: refusals, repeats, scan ids, sparse data."""

from collections.abc import Callable
from uuid import uuid4

import pytest

from tests.sql.floor import STRANGERS, Floor, Json, cake, line
from tests.sql.tickets.actions import ACTIONS, Action, every_action


def refused(floor: Floor, code: str, call: Callable[[], Json]) -> Json:
    """Run a call that has to be refused with this code, and see its one event."""
    with floor.noted() as events:
        answer = call()
    assert (answer["ok"], answer.get("code")) == (False, code), answer
    title = floor.one("select title from core.faults where code = %s", code)
    assert answer["message"].startswith(title)
    assert [(event["kind"], event["code"]) for event in events] == [("refused", code)]
    return answer


@every_action
def test_a_change_answers_with_the_ticket_as_it_is_now(floor: Floor, action: Action) -> None:
    ticket_id = action.ticket(floor)
    answer = action.do(floor, ticket_id)

    shown = answer["ticket"]
    assert (answer["ok"], shown["id"], shown["store"]) == (True, ticket_id, "bannos")
    row = floor.ticket(ticket_id)
    assert {key: shown[key] for key in shown.keys() & row.keys()} == {
        key: row[key] for key in shown.keys() & row.keys()
    }
    assert shown == floor.rpc("get_order_for_scan", scan=ticket_id)["ticket"]
    assert not {"customer_name", "order_json", "notes", "due_text"} & shown.keys()


@every_action
def test_the_event_names_who_where_and_by_which_scan(floor: Floor, action: Action) -> None:
    ticket_id, scan_id = action.ticket(floor), uuid4()
    with floor.noted() as events:
        action.do(floor, ticket_id, scan_id=scan_id)

    (event,) = events
    assert (event["store"], event["ticket_id"], event["scan_id"]) == ("bannos", ticket_id, scan_id)
    assert (event["actor_kind"], event["device_id"], event["correlation_id"]) == ("staff", "kiosk-1", "c-supervisor")


@every_action
def test_a_ticket_of_another_store_is_not_found(floor: Floor, action: Action) -> None:
    ticket_id = action.ticket(floor)
    before = floor.ticket(ticket_id)
    answer = refused(floor, "ORD001", lambda: action.do(floor, ticket_id, who="zoe"))
    assert "ticket" not in answer
    assert floor.ticket(ticket_id) == before


@every_action
def test_a_ticket_that_does_not_exist_is_not_found(floor: Floor, action: Action) -> None:
    refused(floor, "ORD001", lambda: action.do(floor, "bannos-99999999"))
    only = floor.sell().id
    refused(floor, "ORD001", lambda: action.do(floor, f"{only}-A"))


@every_action
@pytest.mark.parametrize("scan", ["4006381333931", "bannos", None])
def test_a_code_of_something_else_is_no_scan(floor: Floor, action: Action, scan: str | None) -> None:
    refused(floor, "SCN001", lambda: action.do(floor, scan))


@every_action
def test_an_order_of_several_tickets_answers_with_them_to_choose_from(floor: Floor, action: Action) -> None:
    sale = floor.sell(cakes=2)
    before = [floor.ticket(ticket_id) for ticket_id in sale.tickets]
    answer = refused(floor, "ORD004", lambda: action.do(floor, f"bannos-{sale.number}"))
    assert answer["choices"] == sale.tickets
    assert [floor.ticket(ticket_id) for ticket_id in sale.tickets] == before


@every_action
def test_a_cancelled_ticket_stays_as_it_is(floor: Floor, action: Action) -> None:
    ticket_id = action.ticket(floor)
    floor.rows("update core.orders set cancelled_at = core.now() where id = %s", ticket_id)
    before = floor.ticket(ticket_id)
    refused(floor, "ORD003", lambda: action.do(floor, ticket_id))
    assert floor.ticket(ticket_id) == before
    assert floor.rpc("get_order_for_scan", scan=ticket_id)["ticket"]["allowed_actions"] == []


@every_action
@pytest.mark.parametrize("stranger", STRANGERS)
def test_a_stranger_is_refused_and_written_down(floor: Floor, action: Action, stranger: str) -> None:
    # The ticket is not looked at, so any will do.
    refused(floor, "AUTH001", lambda: action.do(floor, "bannos-1", actor=STRANGERS[stranger]))


@every_action
def test_the_same_scan_id_answers_what_it_answered_first(floor: Floor, action: Action) -> None:
    ticket_id, scan_id = action.ticket(floor), str(uuid4())
    first = action.do(floor, ticket_id, scan_id=scan_id)
    with floor.noted() as events:
        assert action.do(floor, ticket_id, scan_id=scan_id) == first
    assert events == []
    assert first["already_done"] is False


@every_action
def test_a_refusal_with_a_scan_id_is_answered_again_though_the_ticket_has_changed(floor: Floor, action: Action) -> None:
    ticket_id, scan_id = action.ticket(floor), str(uuid4())
    floor.rows("update core.orders set cancelled_at = core.now() where id = %s", ticket_id)
    first = refused(floor, "ORD003", lambda: action.do(floor, ticket_id, scan_id=scan_id))
    floor.rows("update core.orders set cancelled_at = null where id = %s", ticket_id)
    with floor.noted() as events:
        assert action.do(floor, ticket_id, scan_id=scan_id) == first
    assert events == []


@every_action
def test_a_scan_id_belongs_to_one_request(floor: Floor, action: Action) -> None:
    ticket_id, another, scan_id = action.ticket(floor), floor.sell().id, str(uuid4())
    action.do(floor, ticket_id, scan_id=scan_id)
    before = floor.ticket(ticket_id)
    other = ACTIONS[ACTIONS.index(action) - 1]
    refused(floor, "REQ002", lambda: action.do(floor, another, scan_id=scan_id))
    refused(floor, "REQ002", lambda: other.do(floor, ticket_id, scan_id=scan_id))
    if key := next(iter(action.arguments), None):
        refused(floor, "REQ002", lambda: action.do(floor, ticket_id, scan_id=scan_id, **{key: None}))
    # The answer of a ticket that one does not see is not told.
    refused(floor, "REQ002", lambda: action.do(floor, ticket_id, scan_id=scan_id, who="zoe"))
    assert floor.ticket(ticket_id) == before


@every_action
@pytest.mark.parametrize("form", ["  {} ", "https://kiosk.example/t/{}?v=1", '{{"id": "{}"}}'])
def test_any_form_of_a_scan_finds_the_ticket(floor: Floor, action: Action, form: str) -> None:
    ticket_id = action.ticket(floor, store="flourlane")
    scan = form.format(ticket_id.replace("flourlane", "Flour-LANE"))
    assert action.do(floor, scan)["ticket"]["id"] == ticket_id


@every_action
def test_a_ticket_that_is_all_nulls_can_be_worked_with(floor: Floor, action: Action) -> None:
    nothing: Json = dict.fromkeys(
        ("name", "currency", "total_amount", "customer_name", "source_name", "created_at", "updated_at")
    )
    if action.name == "clear_shortfall":
        ticket_id = action.ticket(floor, tickets=[cake()], **nothing)
    else:
        sale = floor.sell(lines=[line(1)], tickets=[cake(line_no=None)], shopify_order_number=None, **nothing)
        ticket_id = floor.bring(sale.id, action.stage)
    answer = action.do(floor, ticket_id)
    assert answer["ok"], answer
    assert answer["ticket"]["due_date"] is None
    assert answer["ticket"]["priority"] == ("High" if action.name == "set_priority" else "Low")
