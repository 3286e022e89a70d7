"""The marketplace's function killed before and after each call to the outside: each order is shipped once, each label paid once."""

from collections.abc import Callable, Iterator

import pytest

from local.servers.postgres import Postgres
from tests.marketplace.conftest import market_of_its_own
from tests.marketplace.inbox_world import ANSWER, answer, ask
from tests.marketplace.market_world import MarketWorld, environment
from tests.marketplace.parcels import ADDRESS, send_parcels, to_ship
from tests.stateful import victim
from tests.stateful.market_end import assert_sent_once, assert_whole, come_to_rest, decide, waiting

type Arrangement = Callable[[MarketWorld], None]


@pytest.fixture(scope="module")
def world(postgres: Postgres, template_database: str) -> Iterator[MarketWorld]:
    """Run a store."""
    with market_of_its_own(postgres, template_database) as market:
        yield market


def ordered(world: MarketWorld) -> None:
    """A customer has ordered."""
    send_parcels(world)
    world.buy(address=ADDRESS)


def imported(world: MarketWorld) -> None:
    """Their order is here."""
    ordered(world)
    world.run("import")


def labelled(world: MarketWorld) -> None:
    """Its label is bought."""
    to_ship(world)
    world.run("shipping")


def cancelled(world: MarketWorld) -> None:
    """The customer has cancelled since."""
    labelled(world)
    world.mirakl.cancel(world.mirakl.order_ids[0])
    world.run_later("import")


def asked(world: MarketWorld) -> None:
    """A customer has written."""
    imported(world)
    world.mirakl.customer_writes(world.mirakl.order_ids[0], "Where is it?")


def answered(world: MarketWorld) -> None:
    """A person has written to a customer."""
    send_parcels(world)
    answer(world, ask(world))


@pytest.mark.parametrize(
    ("kind", "arrange", "calls"),
    [
        ("import", ordered, 1),
        ("acceptance", imported, 2),
        ("shipping", to_ship, 5),  # token, two look-ups, purchase, label
        ("tracking", labelled, 6),
        ("void", cancelled, 2),
        ("messages", asked, 1),
        ("auto_reply", answered, 2),
    ],
)
def test_killed_at_every_call_to_the_outside_each_thing_is_done_once(
    world: MarketWorld, kind: str, arrange: Arrangement, calls: int
) -> None:
    def live(call: int, *, after: bool) -> victim.End:
        world.forget()
        arrange(world)
        world.begin(kind)
        died = victim.run("market", None, environment(world.floor, world.mirakl, world.carrier), call=call, after=after)
        come_to_rest(world)
        for _ in range(2):
            decide(world)
            come_to_rest(world)
        assert waiting(world) == [], (call, after)
        assert_whole(world, set())
        threads = list(world.mirakl._books.threads)  # noqa: SLF001 - all there are
        assert_sent_once(world, threads, {ANSWER: threads[0]} if arrange is answered else {})
        return died

    whole = live(0, after=False)
    assert not whole.killed
    outside = [number for number, door in enumerate(whole.doors, 1) if door == "http"]
    assert len(outside) == calls
    for call in outside:
        for after in (False, True):
            assert live(call, after=after).killed
