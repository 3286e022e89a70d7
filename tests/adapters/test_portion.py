"""How much is asked for at once, by how long it takes: time stands still until a test moves it."""

import pytest

from ordak import portion as portion_module
from ordak.portion import Portion
from tests.clock import Clock


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    moved = Clock()
    monkeypatch.setattr(portion_module, "time", moved)
    return moved


def asked(portion: Portion, clock: Clock, *seconds: float) -> list[int]:
    """Take portions that need so long each; return how large they were."""
    sizes = []
    for each in seconds:
        with portion.taken() as size:
            sizes.append(size)
            clock.move(each)
    return sizes


def test_it_begins_small_and_grows_to_the_most_while_it_is_quick(clock: Clock) -> None:
    assert asked(Portion(500, first=50, seconds=0.1), clock, 0, 0.04, 0, 0, 0) == [50, 100, 200, 400, 500]


def test_it_is_halved_after_what_took_too_long_down_to_one(clock: Clock) -> None:
    assert asked(Portion(8, seconds=0.1), clock, 0.2, 0.11, 0.2, 3, 3) == [8, 4, 2, 1, 1]


def test_it_stays_where_it_takes_between_half_of_the_time_and_all_of_it(clock: Clock) -> None:
    assert asked(Portion(500, first=50, seconds=0.1), clock, 0.06, 0.09, 0.2, 0.06, 0.01, 0.06) == [
        50,
        50,
        50,
        25,
        25,
        50,
    ]


def test_without_a_time_it_takes_as_long_as_the_database_allows(clock: Clock) -> None:
    assert asked(Portion(4), clock, 10, 10) == [4, 4]
