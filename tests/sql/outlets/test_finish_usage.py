"""api.finish_usage: the cursor moves once PostHog has a page, and never back."""

import pytest

from tests.sql.floor import Floor, Json
from tests.sql.outlets.outlets import later, taken, used


@pytest.fixture
def page(floor: Floor) -> Json:
    """A page with one use."""
    used(floor)
    floor.rpc("complete_filling", id=floor.sell().id)
    return used(floor)


def test_the_cursor_moves_once(floor: Floor, page: Json) -> None:
    assert used(floor) == page  # nobody has it yet, so it comes again, the same
    assert taken(floor, page)
    assert not taken(floor, page)
    assert used(floor)["txid"] is None


def test_the_cursor_never_moves_back(floor: Floor, page: Json) -> None:
    floor.rpc("complete_filling", id=floor.sell().id)
    assert taken(floor, used(floor))
    assert not taken(floor, page)
    assert used(floor)["txid"] is None


def test_a_failure_moves_nothing_and_waits_longer_and_longer_up_to_an_hour(floor: Floor, page: Json) -> None:
    minutes = []
    for _ in range(8):
        assert taken(floor, page, error="POSTHOG_503")
        now, until = floor.one("select array[core.now(), quiet_until] from core.outlets where name = 'posthog'")
        minutes.append((until - now).total_seconds() / 60)
        floor.set_clock(until)
        assert used(floor)["events"] == page["events"]
    assert minutes == [1, 2, 4, 8, 16, 32, 60, 60]
    assert taken(floor, page)
    assert floor.one("select failures from core.outlets where name = 'posthog'") == 0


def test_a_failure_waits_as_long_as_it_was_asked_to(floor: Floor, page: Json) -> None:
    taken(floor, page, error="POSTHOG_429", wait_seconds=7)
    assert floor.one("select quiet_until from core.outlets where name = 'posthog'") == later(seconds=7)
