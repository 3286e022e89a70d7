"""The stage model, by hand: what each role may do with a ticket at each stage, and what then happens."""

from collections import defaultdict
from collections.abc import Callable, Iterator

import pytest

from tests.sql.floor import PEOPLE, STAGES, Floor, Json, actor, bearer, cake, digest

# A stage's name: done, and the ticket is there afterwards. ok: done, the stage stays. done: was so already, no event.
# Decorating, sent back: quality control returned it. Packing, started: start_packing was called.
MODEL = """
Staff                    Filling   Covering    Decorating  Decorating, sent back  Packing     Packing, started  Complete
complete_filling         Covering  done        done        done                   done        done              done
complete_covering        ORD002    Decorating  done        done                   done        done              done
complete_decorating      ORD002    ORD002      Packing     Packing                done        done              done
start_packing            ORD002    ORD002      ORD002      ORD002                 ok          done              done
complete_packing         ORD002    ORD002      ORD002      ORD002                 ORD002      Complete          done
qc_return_to_decorating  ORD002    ORD002      ORD002      done                   Decorating  Decorating        ORD002
handle_print_barcode     ok        ok          ok          ok                     ok          ok                ok
assign_staff             ok        ok          ok          ok                     ok          ok                ORD002
set_storage              ok        ok          ok          ok                     ok          ok                ok
set_priority             AUTH001   AUTH001     AUTH001     AUTH001                AUTH001     AUTH001           AUTH001
clear_shortfall          AUTH001   AUTH001     AUTH001     AUTH001                AUTH001     AUTH001           AUTH001
acknowledge_change       done      done        done        done                   done        done              done

Supervisor, Admin        Filling   Covering    Decorating  Decorating, sent back  Packing     Packing, started  Complete
complete_filling         Covering  done        done        done                   done        done              done
complete_covering        ORD002    Decorating  done        done                   done        done              done
complete_decorating      ORD002    ORD002      Packing     Packing                done        done              done
start_packing            ORD002    ORD002      ORD002      ORD002                 ok          done              done
complete_packing         ORD002    ORD002      ORD002      ORD002                 ORD002      Complete          done
qc_return_to_decorating  ORD002    ORD002      ORD002      done                   Decorating  Decorating        ORD002
handle_print_barcode     ok        ok          ok          ok                     ok          ok                ok
assign_staff             ok        ok          ok          ok                     ok          ok                ORD002
set_storage              ok        ok          ok          ok                     ok          ok                ok
set_priority             ok        ok          ok          ok                     ok          ok                ORD002
clear_shortfall          done      done        done        done                   done        done              ORD002
acknowledge_change       done      done        done        done                   done        done              done

Packer                   Filling   Covering    Decorating  Decorating, sent back  Packing     Packing, started  Complete
complete_filling         AUTH001   AUTH001     AUTH001     AUTH001                AUTH001     AUTH001           AUTH001
complete_covering        AUTH001   AUTH001     AUTH001     AUTH001                AUTH001     AUTH001           AUTH001
complete_decorating      AUTH001   AUTH001     AUTH001     AUTH001                AUTH001     AUTH001           AUTH001
start_packing            ORD002    ORD002      ORD002      ORD002                 ok          done              done
complete_packing         ORD002    ORD002      ORD002      ORD002                 ORD002      Complete          done
qc_return_to_decorating  ORD002    ORD002      ORD002      done                   Decorating  Decorating        ORD002
handle_print_barcode     AUTH001   AUTH001     AUTH001     AUTH001                ok          ok                ok
assign_staff             AUTH001   AUTH001     AUTH001     AUTH001                ok          ok                ORD002
set_storage              AUTH001   AUTH001     AUTH001     AUTH001                ok          ok                ok
set_priority             AUTH001   AUTH001     AUTH001     AUTH001                AUTH001     AUTH001           AUTH001
clear_shortfall          AUTH001   AUTH001     AUTH001     AUTH001                AUTH001     AUTH001           AUTH001
acknowledge_change       AUTH001   AUTH001     AUTH001     AUTH001                done        done              done

Agent, Member, Service, Device  Filling  Covering  Decorating  Decorating, sent back  Packing  Packing, started  Complete
complete_filling         AUTH001   AUTH001     AUTH001     AUTH001                AUTH001     AUTH001           AUTH001
complete_covering        AUTH001   AUTH001     AUTH001     AUTH001                AUTH001     AUTH001           AUTH001
complete_decorating      AUTH001   AUTH001     AUTH001     AUTH001                AUTH001     AUTH001           AUTH001
start_packing            AUTH001   AUTH001     AUTH001     AUTH001                AUTH001     AUTH001           AUTH001
complete_packing         AUTH001   AUTH001     AUTH001     AUTH001                AUTH001     AUTH001           AUTH001
qc_return_to_decorating  AUTH001   AUTH001     AUTH001     AUTH001                AUTH001     AUTH001           AUTH001
handle_print_barcode     AUTH001   AUTH001     AUTH001     AUTH001                AUTH001     AUTH001           AUTH001
assign_staff             AUTH001   AUTH001     AUTH001     AUTH001                AUTH001     AUTH001           AUTH001
set_storage              AUTH001   AUTH001     AUTH001     AUTH001                AUTH001     AUTH001           AUTH001
set_priority             AUTH001   AUTH001     AUTH001     AUTH001                AUTH001     AUTH001           AUTH001
clear_shortfall          AUTH001   AUTH001     AUTH001     AUTH001                AUTH001     AUTH001           AUTH001
acknowledge_change       AUTH001   AUTH001     AUTH001     AUTH001                AUTH001     AUTH001           AUTH001
"""
# While nobody has acknowledged what the shop changed of a begun cake.
CHANGED = """
Supervisor               Filling   Covering    Decorating  Packing     Packing, started  Complete
complete_filling         ORD005    done        done        done        done              done
complete_covering        ORD002    ORD005      done        done        done              done
complete_decorating      ORD002    ORD002      ORD005      done        done              done
start_packing            ORD002    ORD002      ORD002      ORD005      done              done
complete_packing         ORD002    ORD002      ORD002      ORD005      ORD005            done
qc_return_to_decorating  ORD002    ORD002      ORD002      Decorating  Decorating        ORD002
handle_print_barcode     ok        ok          ok          ok          ok                ok
assign_staff             ok        ok          ok          ok          ok                ORD002
set_storage              ok        ok          ok          ok          ok                ok
set_priority             ok        ok          ok          ok          ok                ORD002
clear_shortfall          done      done        done        done        done              ORD002
acknowledge_change       ok        ok          ok          ok          ok                ok
"""
# What an action writes besides updated_at and updated_by; a stage change takes the assignee away.
WRITES = {
    "complete_filling": {"stage", "filling_complete_ts", "assignee_id"},
    "complete_covering": {"stage", "covering_complete_ts", "assignee_id"},
    "complete_decorating": {"stage", "decorating_complete_ts", "assignee_id"},
    "start_packing": {"packing_start_ts"},
    "complete_packing": {"stage", "packing_complete_ts", "assignee_id"},
    "qc_return_to_decorating": {"stage", "qc_returned_ts", "qc_reason", "assignee_id"},
    "handle_print_barcode": {"print_count"},
    "assign_staff": {"assignee_id"},
    "set_storage": {"storage"},
    "set_priority": {"priority_override"},
    "acknowledge_change": {"flags"},
}
KINDS = {
    "handle_print_barcode": "barcode_printed",
    "assign_staff": "assigned",
    "set_storage": "stored",
    "set_priority": "priority_set",
    "acknowledge_change": "change_acknowledged",
}
LEFT_AS_IT_WAS = {"done", "ORD002", "ORD005", "AUTH001"}
# By how they were made, and their state: whole rows.
type Spare = defaultdict[tuple[Callable[[Floor, str], str], str], list[Json]]
KIOSK, KIOSK_ID = "ordak_device_" + "1" * 64, "de000000-0000-4000-8000-000000000001"
ARGUMENTS: dict[str, Json] = {
    "qc_return_to_decorating": {"reason": "smudged"},
    "assign_staff": {"staff_id": PEOPLE["tom"][0]},
    "set_storage": {"storage": "Fridge 2"},
    "set_priority": {"priority": "High"},
}


def cells(model: str) -> Iterator[tuple[str, str, str, str]]:
    """Read a model: role, action, state, outcome."""
    for block in model.strip().split("\n\n"):
        (head, *states), *rows = (
            [cell.strip() for cell in row.split("  ") if cell.strip()] for row in block.splitlines()
        )
        for action, *outcomes in rows:
            for role in head.split(", "):
                yield from ((role, action, state, outcome) for state, outcome in zip(states, outcomes, strict=True))


CELLS = list(cells(MODEL))
CHANGED_CELLS = [(action, state, outcome) for _, action, state, outcome in cells(CHANGED)]


def ticket_in(floor: Floor, state: str) -> str:
    """Return a ticket in a state of the model that is assigned to someone."""
    if state == "Decorating, sent back":
        ticket_id = floor.at("Packing")
        floor.rpc("qc_return_to_decorating", id=ticket_id, reason="cracked")
    else:
        ticket_id = floor.at(state.replace(",", ""))
    if state != "Complete":
        floor.rpc("assign_staff", id=ticket_id, staff_id=PEOPLE["staff"][0])
    return ticket_id


def changed_ticket_in(floor: Floor, state: str) -> str:
    """Return a begun ticket in a state of the model that the shop has changed since."""
    sale = floor.sell()
    floor.bring(sale.id, state.replace(",", ""))
    if state == "Filling":
        # Begun by its print, which is not counted here: the first of the others is none either.
        floor.rpc("handle_print_barcode", id=sale.id)
        floor.rows("update core.orders set print_count = 0 where id = %s", sale.id)
    floor.again(sale, "10:01", tickets=[cake(product_title="Celebration cake", flavour="Lemon")])
    if state != "Complete":
        floor.rpc("assign_staff", id=sale.id, staff_id=PEOPLE["staff"][0])
    return sale.id


@pytest.fixture(scope="module")
def spare() -> Spare:
    """Return the tickets that a test was done with and has left as they were."""
    return defaultdict(list)


def take(floor: Floor, spare: Spare, state: str, make: Callable[[Floor, str], str] = ticket_in) -> str:
    """Return a ticket in a state: one that another test has left just so, else a new one."""
    if not spare[make, state]:
        return make(floor, state)
    row = spare[make, state].pop()
    assert floor.ticket(row["id"]) == row
    return str(row["id"])


def by(role: str) -> Json:
    """Return an actor of a role."""
    if role == "Device":
        return bearer(KIOSK, id=KIOSK_ID)
    return actor("rpc" if role == "Service" else role.lower())


@pytest.fixture(scope="module", autouse=True)
def _kiosk(floor: Floor) -> None:
    """Enrol the kiosk at which nobody is signed in."""
    floor.rows(
        "insert into core.devices (device_id, token_hash, store, station, enrolled_at) "
        "values (%s, decode(%s, 'hex'), 'bannos', 'Filling', now())",
        *(KIOSK_ID, digest(KIOSK)),
    )


def expected_writes(action: str, state: str, before: Json) -> set[str]:
    """Say which columns an action writes on a ticket in a state."""
    more = {
        ("handle_print_barcode", "Filling"): set() if before["filling_start_ts"] else {"filling_start_ts"},
        ("qc_return_to_decorating", "Packing, started"): {"packing_start_ts"},
    }
    return WRITES[action] | more.get((action, state), set())


def outcome_of(answer: Json, stage_before: str) -> str:
    """Write an answer as the model does."""
    if not answer["ok"]:
        return str(answer["code"])
    if answer["already_done"]:
        return "done"
    stage = answer["ticket"]["stage"]
    return "ok" if stage == stage_before else stage


@pytest.mark.parametrize("cell", CELLS, ids="-".join)
def test_every_role_can_do_at_every_stage_what_the_model_says(
    floor: Floor, spare: Spare, cell: tuple[str, str, str, str]
) -> None:
    *_, state, outcome = cell
    ticket_id = take(floor, spare, state)
    see_outcome(floor, ticket_id, cell)
    if outcome in LEFT_AS_IT_WAS:
        spare[ticket_in, state].append(floor.ticket(ticket_id))


def see_outcome(floor: Floor, ticket_id: str, cell: tuple[str, str, str, str]) -> None:
    """Do an action: its answer, what it writes and its event are what the model's cell says."""
    role, action, state, outcome = cell
    before = floor.ticket(ticket_id)

    with floor.noted() as events:
        answer = floor.rpc(action, actor=by(role), id=ticket_id, **ARGUMENTS.get(action, {}))

    after = floor.ticket(ticket_id)
    changed = {column for column in before if after[column] != before[column]}
    assert outcome_of(answer, before["stage"]) == outcome
    assert after["stage"] == (outcome if outcome in STAGES else before["stage"])
    if outcome == "done":
        assert (changed, events) == (set(), [])
        return
    (event,) = events
    assert event["function_name"] == action
    assert event["actor_id"] == by(role)["id"]
    if outcome in LEFT_AS_IT_WAS:
        assert changed == set()
        assert (event["kind"], event["code"]) == ("refused", outcome)
        return
    assert changed - {"updated_at", "updated_by"} == expected_writes(action, state, before)
    assert after["updated_by"] == by(role)["id"]
    assert event["kind"] == KINDS.get(action, action)
    assert (event["ticket_id"], event["code"]) == (ticket_id, None)
    assert (event["from_stage"], event["to_stage"]) == (before["stage"], after["stage"])


@pytest.mark.parametrize(("action", "state", "outcome"), CHANGED_CELLS)
def test_a_ticket_that_the_shop_changed_goes_to_no_next_stage(
    floor: Floor, spare: Spare, action: str, state: str, outcome: str
) -> None:
    ticket_id = take(floor, spare, state, changed_ticket_in)
    see_outcome(floor, ticket_id, ("Supervisor", action, state, outcome))
    if outcome in LEFT_AS_IT_WAS:
        spare[changed_ticket_in, state].append(floor.ticket(ticket_id))


@pytest.mark.parametrize("state", ["Filling", "Covering", "Decorating", "Packing", "Packing, started", "Complete"])
def test_a_changed_ticket_names_exactly_the_actions_that_would_change_it(floor: Floor, state: str) -> None:
    shown = floor.rpc("get_order_for_scan", scan=changed_ticket_in(floor, state))["ticket"]

    can = {a for a, s, outcome in CHANGED_CELLS if s == state and outcome not in {"done", "ORD002", "ORD005"}}
    assert set(shown["allowed_actions"]) == can


@pytest.mark.parametrize("state", ["Filling", "Covering", "Decorating", "Decorating, sent back", "Packing"])
@pytest.mark.parametrize("role", ["Staff", "Supervisor", "Admin", "Packer", "Agent"])
def test_a_ticket_names_exactly_the_actions_that_would_change_it(
    floor: Floor, spare: Spare, role: str, state: str
) -> None:
    ticket_id = take(floor, spare, state)
    shown = floor.rpc("get_order_for_scan", actor=by(role), scan=ticket_id)["ticket"]
    spare[ticket_in, state].append(floor.ticket(ticket_id))

    refused = {"done", "ORD002", "AUTH001"}
    can = {a for r, a, s, outcome in CELLS if (r, s) == (role, state) and outcome not in refused}
    assert set(shown["allowed_actions"]) == can


def test_the_model_has_a_line_for_every_action_there_is(floor: Floor) -> None:
    known = {row["action"] for row in floor.rows("select distinct action from core.transitions")}
    assert {action for _, action, _, _ in CELLS} == known
    assert {action for action, _, _ in CHANGED_CELLS} == known
    roles = {row["role"] for row in floor.rows("select unnest(enum_range(null::core.staff_role))::text as role")}
    assert {role for role, _, _, _ in CELLS} == roles


def test_an_action_that_stamps_has_one_move(floor: Floor) -> None:
    # So what it can still move it has not moved before (bakery.open_action).
    stamping = "select action from core.transitions group by action having count(stamps) > 0"
    assert floor.rows(f"{stamping} and count(*) > 1") == []
    assert len(floor.rows(stamping)) > 1


def test_the_last_action_is_the_one_that_leads_to_complete(floor: Floor) -> None:
    leads = floor.rows("select action from core.transitions where to_stage = 'Complete' and from_stage <> to_stage")
    assert leads == [{"action": floor.one("select bakery.last_action()")}]
