"""The purge as a run: begun by the sweeper, done slice by slice, resumed, and told of when it fails too often."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest

import purge_run
import sync_app
from ordak.database import Database, DatabaseError
from ordak.portion import Portion
from tests.clock import Clock
from tests.sql.floor import Json
from tests.sql.purge.rows import DAY, SCAN
from tests.stateful.breaking import fails_in_the_database
from tests.stateful.world import Context, World

OWN = purge_run._portion  # noqa: SLF001 - as it is without a test


@pytest.fixture(autouse=True)
def old_scans(world: World, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Begin each test with ten old scans, a purge of at most three rows a slice, and no other run that is due."""
    world.forget()
    for _ in range(10):
        world.floor.rows(SCAN, "bannos", world.now() - 31 * DAY)
    world.floor.rows("update core.shops set uninstalled_at = core.now()")
    monkeypatch.setattr(purge_run, "_portion", Portion(3))
    yield
    world.floor.rows("update core.shops set uninstalled_at = null")


@pytest.fixture
def slices(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Collect the limits that the purge asks for."""
    asked, real = list[int](), Database.call

    def call(self: Database, function: str, **arguments: Any) -> dict[str, Any]:
        if function == "purge":
            asked.append(arguments["limit"])
        return real(self, function, **arguments)

    monkeypatch.setattr(Database, "call", call)
    return asked


def scans(world: World) -> int:
    """Count the scans that are left."""
    return int(world.floor.one("select count(*) from core.scans"))


def runs(world: World) -> list[Json]:
    """Return the purges, oldest first."""
    return world.floor.rows(
        "select run_id, status::text, last_error from core.sync_runs where kind = 'purge' order by run_id"
    )


def test_the_sweeper_begins_a_purge_once_a_day_and_it_deletes_slice_by_slice(world: World, slices: list[int]) -> None:
    world.sweep()
    assert (scans(world), slices) == (0, [3, 3, 3, 3])
    assert [run["status"] for run in runs(world)] == ["done"]
    world.sweep()
    assert len(runs(world)) == 1
    world.pass_time(int(timedelta(days=1).total_seconds()))
    world.sweep()
    assert [run["status"] for run in runs(world)] == ["done", "done"]


def test_a_purge_that_the_time_is_too_short_for_goes_on_where_it_was(world: World, slices: list[int]) -> None:
    class Hurried(Context):
        def get_remaining_time_in_millis(self) -> int:
            return 0

    world.floor.rows("select core.begin_run(null, 'purge', null, false)")
    for left in (7, 4, 1, 0):
        sync_app.handler({"Records": []}, Hurried(left))  # type: ignore[arg-type]
        assert scans(world) == left
    assert (len(runs(world)), slices) == (1, [3, 3, 3, 3])


def test_a_slice_that_takes_too_long_is_halved(
    world: World, slices: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    fails_in_the_database(monkeypatch, "purge", DatabaseError("57014"), limit=3)
    for _ in range(12):
        world.sweep()
        world.pass_time(70)
    assert slices.count(1) >= 2
    assert scans(world) < 10


def test_the_first_slice_is_small_and_the_next_ones_are_as_large_as_is_quick(
    world: World, slices: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ordak.portion.time", Clock())
    monkeypatch.setattr(purge_run, "_portion", OWN)
    monkeypatch.setattr(OWN, "size", OWN.first)
    for _ in range(150):
        world.floor.rows(SCAN, "bannos", world.now() - 31 * DAY)
    world.sweep()
    assert (scans(world), slices) == (0, [50, 100, 200])


def test_a_purge_that_fails_ten_times_is_over_and_told_and_the_next_one_begins(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as broken:
        fails_in_the_database(broken, "purge", DatabaseError("22P05"))
        for _ in range(10):
            assert [run["status"] for run in runs(world)] in ([], ["running"])
            world.sweep()
            world.pass_time(70)
        (run,) = runs(world)
        assert (run["status"], run["last_error"]) == ("failed", "22P05")
        told = [row["payload"] for row in world.floor.work("alert", "purge:sync_failed")]
        assert [(each["store"], each["run_id"], each["error"]) for each in told] == [(None, run["run_id"], "22P05")]
        world.sweep()
    assert scans(world) == 10
    world.pass_time(int(timedelta(days=1).total_seconds()))
    world.sweep()
    assert (scans(world), [run["status"] for run in runs(world)]) == (0, ["failed", "done"])
