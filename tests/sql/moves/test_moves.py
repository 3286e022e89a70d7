"""A flow whose moves are rows: judged, called, refused, told and read again, beside the bakery's."""

from collections.abc import Iterator
from uuid import uuid4

import psycopg
import pytest

from tests.sql.floor import RPC, Floor, Json, actor
from tests.sql.floor import call as call_as
from tests.sql.floors import Floors
from tests.sql.live.pages import page, tell
from tests.sql.moves.loans import GID, bring_loans
from tests.sql.test_stores_apart import tool_of


@pytest.fixture(scope="module")
def loans(floors: Floors) -> Iterator[Floor]:
    """Return a floor with a second flow."""
    with floors.lend() as lent:
        bring_loans(lent)
        yield lent


def lend(floor: Floor, status: str = "ASKED", who: str = "staff", **more: object) -> Json:
    """Lend a thing that is in this status."""
    return call_as(floor.login(RPC), "lend_thing", actor=actor(who), status=status, **more)


def guard(floor: Floor, asked: tuple[str, str, str | None, str]) -> tuple[object, ...]:
    """Judge an action in a status, with a reason, by a role: done, code and where it leads."""
    *asked_for, role = asked
    floor.rows("select set_config('ordak.actor', %s, false)", f'{{"role": "{role}"}}')
    (row,) = floor.rows(
        "select g.done, g.code, (g.move).to_status from core.guard_move('loan', %s, %s, %s) g", *asked_for
    )
    return tuple(row.values())


def test_a_move_that_the_rows_allow_is_made_and_its_event_has_both_statuses(loans: Floor) -> None:
    with loans.noted() as events:
        assert lend(loans)["status"] == "LENT"
    [event] = events
    told = {
        name: event[name]
        for name in ("kind", "flow", "from_status", "to_status", "ticket_id", "order_gid", "from_stage")
    }
    assert told == {
        "kind": "thing_lent",
        "flow": "loan",
        "from_status": "ASKED",
        "to_status": "LENT",
        "ticket_id": "L7",
        "order_gid": GID,
        "from_stage": None,
    }
    assert (event["actor_kind"], event["function_name"], event["device_id"]) == ("staff", "lend_thing", "kiosk-1")


def test_a_move_from_where_it_leads_is_done_already_and_leaves_no_event(loans: Floor) -> None:
    with loans.noted() as events:
        assert lend(loans, "LENT")["already_done"]
    assert events == []


def test_a_move_from_another_status_is_refused_with_an_event_of_that_status(loans: Floor) -> None:
    with loans.noted() as events:
        answer = lend(loans, "BACK")
    assert (answer["code"], answer["correlation_id"]) == ("ORD002", "c-staff")
    assert [(each["kind"], each["code"], each["flow"], each["from_status"], each["to_status"]) for each in events] == [
        ("refused", "ORD002", "loan", "BACK", None)
    ]


def test_a_role_that_no_row_names_may_not_call(loans: Floor) -> None:
    assert lend(loans, who="agent")["code"] == "AUTH001"
    assert loans.one("select core.may_call('Agent', 'lend_thing')") is False


def test_the_same_scan_is_answered_as_it_was_first(loans: Floor) -> None:
    scan = str(uuid4())
    with loans.noted() as events:
        first = lend(loans, scan_id=scan)
        assert lend(loans, scan_id=scan) == first
    assert len(events) == 1
    refused = str(uuid4())
    assert lend(loans, "LOST", scan_id=refused) == lend(loans, "LOST", scan_id=refused)


@pytest.mark.parametrize(
    ("asked", "judged"),
    [
        (("lose_thing", "LENT", "left in the bus", "Supervisor"), (False, None, "LOST")),
        (("lose_thing", "LENT", None, "Supervisor"), (False, "REQ001", "LOST")),
        (("lose_thing", "LENT", " \t", "Supervisor"), (False, "REQ001", "LOST")),
        (("lose_thing", "LENT", "left in the bus", "Staff"), (False, "AUTH001", "LOST")),
        (("lose_thing", "LOST", None, "Staff"), (True, None, None)),
        (("lose_thing", "ASKED", "why not", "Supervisor"), (False, "ORD002", None)),
        (("burn_thing", "LENT", "cold", "Supervisor"), (False, "ORD002", None)),
        (("lend_thing", "asked", None, "Supervisor"), (False, "ORD002", None)),
    ],
)
def test_a_move_is_judged_by_its_row(
    loans: Floor, asked: tuple[str, str, str | None, str], judged: tuple[bool, str | None, str | None]
) -> None:
    assert guard(loans, asked) == judged


@pytest.mark.parametrize(
    ("role", "status", "actions"),
    [
        ("Supervisor", "LENT", ["lose_thing"]),
        ("Staff", "LENT", []),
        ("Staff", "ASKED", ["lend_thing"]),
        ("Staff", "BACK", []),
    ],
)
def test_a_page_draws_the_moves_of_this_status_and_role(
    loans: Floor, role: str, status: str, actions: list[str]
) -> None:
    loans.rows("select set_config('ordak.actor', %s, false)", f'{{"role": "{role}"}}')
    assert loans.one("select core.allowed_moves('loan', %s)", status) == actions


def test_pages_hear_of_the_thing_itself(loans: Floor) -> None:
    listening = page(loans)
    tell(loans)
    lend(loans)
    assert tell(loans)[listening] == [("loan:lent", "L7")]


def test_other_systems_read_statuses_where_a_ticket_has_stages(loans: Floor) -> None:
    lend(loans)
    events = loans.rpc("get_events", store="bannos", limit=500)["events"]
    assert [(each["from"], each["to"]) for each in events if each["kind"] == "thing_lent"][-1:] == [("ASKED", "LENT")]


def test_the_history_of_statuses_has_both_flows_and_keeps_stores_apart(loans: Floor) -> None:
    lend(loans)
    sale = loans.sell()
    query = "select distinct flow, previous_status, status from api.order_status_history where ticket_id = any (%s) order by flow"
    with tool_of(loans, "tom") as connection:
        assert connection.execute(query, (["L7", sale.id],)).fetchall() == [
            ("bakery", None, "Filling"),
            ("loan", "ASKED", "LENT"),
        ]
    with tool_of(loans, "zoe") as connection:
        assert connection.execute(query, (["L7", sale.id],)).fetchall() == []


@pytest.mark.parametrize(
    ("flow", "before", "after"),
    [("loan", "ASKED", "LEND"), ("loan", "asked", None), ("lone", "ASKED", "LENT"), (None, None, "LENT")],
)
def test_a_typo_in_a_status_is_no_event(loans: Floor, flow: str | None, before: str | None, after: str | None) -> None:
    with pytest.raises(psycopg.errors.IntegrityError):
        loans.rows("select core.log_move('thing_lent', %s, 'bannos', null, 'L7', %s, %s)", flow, before, after)


def test_what_was_written_about_an_order_without_a_ticket_is_emptied_with_it(loans: Floor) -> None:
    sale = loans.sell(cakes=0)
    remark = loans.one("select core.remark_about('bannos', 'Canary rang', p_order_gid => %s)", sale.gid)
    assert loans.one("select core.remark_about('bannos', %s, p_order_gid => %s)", " \n", sale.gid) is None
    loans.rows("select bakery.redact_sales('bannos', %s)", [sale.gid])
    assert loans.one("select text from core.remarks where remark_id = %s", remark) == ""
