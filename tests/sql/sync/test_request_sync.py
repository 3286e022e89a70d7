"""api.request_sync: a run that an admin asks for."""

import pytest

from tests.concurrency.lockstep import PATIENCE, sessions
from tests.sql.books import footprint
from tests.sql.floor import PEOPLE, Floor, Json, actor
from tests.sql.imports.market import STORE, open_market
from tests.sql.push.pushes import NOON, later
from tests.sql.sync.runs import begun, finish, run_row


def ask(floor: Floor, **arguments: object) -> Json:
    """Ask for a run of Bannos as an admin."""
    return floor.rpc("request_sync", "admin", **{"store": "bannos", **arguments})


def test_a_run_begins_and_the_worker_is_rung_for(floor: Floor) -> None:
    with floor.noted() as events:
        answer = ask(floor, since=later(-60), dry_run=True)
    assert (answer["already_done"], answer["queued"]) == (False, ["sync"])
    row = run_row(floor, answer["run_id"])
    assert (row["store"], row["kind"], row["status"]) == ("bannos", "inventory", "running")
    assert (row["since"], row["dry_run"], row["requested_by"]) == (later(-60), True, PEOPLE["admin"][0])
    assert (row["started_at"], row["worker"]) == (NOON, None)
    assert [(event["kind"], event["store"], event["detail"]) for event in events] == [
        ("sync_requested", "bannos", {"run_id": answer["run_id"], "kind": "inventory"})
    ]


def test_a_run_that_is_under_way_answers_with_its_id(floor: Floor) -> None:
    run_id = ask(floor)["run_id"]
    with floor.noted() as events:
        again = ask(floor, dry_run=True)
    assert (again["already_done"], again["run_id"], events) == (True, run_id, [])
    others = [ask(floor, kind="orders"), ask(floor, store="flourlane")]
    assert all(not other["already_done"] for other in others)
    assert len({run_id, *(other["run_id"] for other in others)}) == 3


@pytest.mark.parametrize("error", [None, "SYNC001"])
def test_when_it_is_over_another_begins(floor: Floor, error: str | None) -> None:
    first = begun(floor)
    finish(floor, first, error)
    second = ask(floor)
    assert (second["already_done"], second["run_id"] != first) == (False, True)


def test_two_at_once_get_one_run(floor: Floor) -> None:
    arguments: Json = {"store": "bannos", "actor": actor("admin")}
    with sessions(floor, "ordak_rpc") as (first, second):
        one = first.run("request_sync", **arguments)
        waiting = second.start("request_sync", **arguments)
        second.wait_until_blocked(unless=waiting)
        assert not waiting.done()
        first.commit()
        two = waiting.result(PATIENCE)
        second.commit()
    assert (one["already_done"], two["already_done"], one["run_id"]) == (False, True, two["run_id"])


def test_an_app_that_is_there_again_is_called_again(floor: Floor) -> None:
    floor.rows("update core.shops set uninstalled_at = core.now()")
    ask(floor)
    assert floor.one("select uninstalled_at from core.shops where store = 'bannos'") is None
    assert floor.one("select uninstalled_at from core.shops where store = 'flourlane'") == NOON


@pytest.mark.parametrize("kind", ["everything", "Orders", ""])
def test_a_kind_that_there_is_not_is_no_valid_request(floor: Floor, kind: str) -> None:
    before = footprint(floor)
    answer = ask(floor, kind=kind)
    assert (answer["code"], "kind" in answer["message"]) == ("REQ001", True)
    assert footprint(floor) == before


def test_an_admin_of_one_store_asks_for_that_one_alone(floor: Floor) -> None:
    floor.rows("update core.staff_shared set stores = '{flourlane}' where id = %s", PEOPLE["admin"][0])
    try:
        before = footprint(floor)
        answer = ask(floor)
        assert (answer["code"], "store" in answer["message"]) == ("AUTH001", True)
        assert ask(floor, store="atlantis")["code"] == "AUTH001"
        assert footprint(floor) == before
        assert ask(floor, store="flourlane")["ok"]
    finally:
        floor.rows("update core.staff_shared set stores = '{bannos,flourlane}' where id = %s", PEOPLE["admin"][0])


def test_the_steps_of_a_marketplace_are_begun_in_a_marketplace_alone(own_floor: Floor) -> None:
    open_market(own_floor)
    own_floor.rows("delete from core.sync_runs")
    for kind in ("import", "import_all", "offers", "acceptance", "tracking"):
        answer = ask(own_floor, store=STORE, kind=kind)
        assert (answer["already_done"], answer["queued"]) == (False, ["marketplace"])
        assert ask(own_floor, kind=kind)["code"] == "REQ001"
    assert ask(own_floor, store=STORE, kind="inventory")["code"] == "REQ001"
