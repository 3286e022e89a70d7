"""Two orders at once, each on another component of one cake: whatever a worker pushes meanwhile, the shop ends at the truth."""

from collections.abc import Iterator
from itertools import permutations

import pytest

from tests.concurrency.lockstep import PATIENCE, Session, sessions
from tests.sql.books import assert_books
from tests.sql.floor import BOTH, WEBHOOK, Floor, Json
from tests.sql.push.pushes import HERE, begin, later, queue
from tests.sql.stock.stock import cakes, item, made, pushed

STOCK, SHOWN = 5, 6
# Two commits and the two calls of a worker, in every order in which it reports what it was given before.
STEPS = sorted(
    {
        tuple("commit" if step < 2 else ("open", "close")[step - 2] for step in steps)
        for steps in permutations(range(4))
        if steps.index(2) < steps.index(3)
    }
)


@pytest.fixture(autouse=True)
def noon(floor: Floor) -> Iterator[None]:
    """Begin at noon, with nothing queued; after every test the books are right."""
    begin(floor)
    yield
    floor.set_clock(None)
    assert_books(floor)


class Pusher:
    """A shop's worker, and what the shop shows because of it."""

    def __init__(self, session: Session, store: str, shows: dict[str, int]) -> None:
        self._session, self._store = session, store
        self.shows = shows
        self._batch: Json | None = None

    def _call(self, function: str, **arguments: object) -> Json:
        answer = self._session.run(function, worker="w1", **arguments)
        self._session.commit()
        return answer

    def open(self) -> Json | None:
        """Take the batch that comes next, if there is one."""
        self._batch = self._call("open_push", store=self._store)["batch"]
        return self._batch

    def close(self) -> None:
        """Report that the shop took the batch."""
        if self._batch is not None:
            self.shows |= {line["sku"]: line["to_qty"] for line in self._batch["lines"]}
            self._call("close_push", batch_id=self._batch["batch_id"], outcome="done")
            self._batch = None


def cake_of_two(floor: Floor) -> tuple[str, str, str]:
    """Make a cake of two components, all on sale and known in both shops; a push of the cake waits."""
    sponge, fondant = item(floor, "SPONGE", STOCK), item(floor, "FONDANT", STOCK)
    cake = made(floor, "CAKE", {sponge: 1, fondant: 1})
    floor.rows(
        "update core.shop_skus set inventory_item_gid = 'item-' || sku, location_gid = %s, tracked = true, policy = 'deny', "
        "known_qty = case sku when %s then %s else %s end, known_at = %s, seen_at = %s where sku = any (%s)",
        *(HERE, cake, SHOWN, STOCK, later(-600), later(-600), [sponge, fondant, cake]),
    )
    for store in BOTH:
        queue(floor, cake, store=store)
    return sponge, fondant, cake


@pytest.mark.parametrize("store", BOTH)
@pytest.mark.parametrize(("of_sponge", "of_fondant"), [(2, 2), (2, 3), (5, 1)])
@pytest.mark.parametrize("earlier", ["sponge", "fondant"])
@pytest.mark.parametrize("steps", STEPS, ids="-".join)
def test_the_cakes_availability_ends_as_both_orders_leave_it(  # noqa: PLR0913, PLR0917 - what a case is made of
    floor: Floor, store: str, of_sponge: int, of_fondant: int, earlier: str, steps: tuple[str, ...]
) -> None:
    sponge, fondant, cake = cake_of_two(floor)
    orders = []
    for name, quantity in ((sponge, of_sponge), (fondant, of_fondant)):
        body, tickets = cakes(quantity, name)
        orders.append(floor.order(lines=[body], tickets=tickets))
    with sessions(floor, WEBHOOK) as (first, second), sessions(floor, "ordak_inventory_worker", 1) as (one,):
        pusher = Pusher(one, store, {cake: SHOWN})
        left = []
        for session, order in zip((first, second), orders if earlier == "sponge" else orders[::-1], strict=True):
            left.append((session, session.start("ingest_order", store="bannos", order=order)))
            session.wait_until_blocked(unless=left[-1][1])  # the later may wait for the other's row of the outbox
        for step in steps:
            match step:
                case "open":
                    pusher.open()
                case "close":
                    pusher.close()
                case _:
                    session, answer = left.pop(0)
                    assert answer.result(PATIENCE)["ok"]
                    session.commit()

        left_over = STOCK - max(of_sponge, of_fondant)
        assert floor.one("select stock.available(%s)", cake) == left_over
        # The later commit has its row, unless what was pushed has seen both.
        assert pusher.shows[cake] == left_over or store in pushed(floor, cake)
        for _ in range(5):
            if pusher.open() is None:
                break
            pusher.close()
        assert pusher.shows[cake] == left_over
        assert store not in pushed(floor, cake)


def test_every_order_of_commits_and_pushes_is_tried() -> None:
    assert len(STEPS) == 6
    assert ("commit", "open", "close", "commit") in STEPS
