"""A shop of a hundred thousand SKUs, one in a hundred of which shows the wrong level."""

import multiprocessing
import os
import resource
from collections.abc import Mapping
from multiprocessing.connection import Connection

import sync_app
from tests.stateful.world import Context, World, environment

SMALL, LARGE = 10_000, 100_000
MOST_MEGABYTES = 200
# Ten times the SKUs may cost ten times as much: CPU of ours, rows that the database reads.
MOST_TIMES = 15
# What the template gives the worker of runs: a call of so many SKUs is slow on a small machine.
PATIENCE = {"ORDAK_DATABASE_PATIENCE": "21"}
BATCH = 250  # SKUs of a call
READ = "select tup_returned + tup_fetched from pg_stat_database where datname = current_database()"
_FORKS = multiprocessing.get_context("forkserver")
_FORKS.set_forkserver_preload([__name__])


def compare(variables: Mapping[str, str], answer: Connection) -> None:
    """Run the night's look at levels in a process of its own; answer its CPU seconds and its megabytes."""
    os.environ.update(variables)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_utime
    sync_app.handler({"Records": []}, Context(1))  # type: ignore[arg-type]
    used = resource.getrusage(resource.RUSAGE_SELF)
    answer.send((used.ru_utime - before, used.ru_maxrss / 1024))


def a_shop(world: World, size: int) -> set[str]:
    """Sell so many SKUs in one shop; return those whose level there is wrong."""
    world.forget()
    world.floor.rows("update core.shops set uninstalled_at = core.now() where store = 'flourlane'")
    skus = [f"BIG-{size}-{number:06}" for number in range(size)]
    world.floor.rows(
        "insert into core.inventory_items (sku, title, on_hand) select s, s, 7 from unnest(%s::text[]) s", skus
    )
    world.floor.rows(
        "insert into core.inventory_txn (sku, kind, qty, reason) select s, 'receive', 7, 'test' from unnest(%s::text[]) s",
        skus,
    )
    world.floor.rows("insert into core.shop_skus (store, sku) select 'bannos', s from unnest(%s::text[]) s", skus)
    world.floor.rows("analyze")
    wrong = set(skus[::100])
    shop = world.shops["bannos"]
    for sku in skus:
        shop.add_variant(sku, 9 if sku in wrong else 7)
    return wrong


def rows_read(world: World) -> int:
    """Return how many rows the database has read since it was made; what a session did is told when it ends."""
    world.floor.rows("select pg_stat_force_next_flush()")
    return int(world.floor.one(READ))


def look(world: World, size: int) -> tuple[float, float, int]:
    """Let the night's run look at a shop of this size: every wrong level is named.

    Return its CPU seconds, its megabytes and how many rows the database read.
    """
    wrong = a_shop(world, size)
    before = rows_read(world)
    run_id = world.floor.rpc("request_sync", who="admin", store="bannos", kind="inventory")["run_id"]
    here, there = _FORKS.Pipe(duplex=False)
    variables = environment(world.shopify, world.floor.owner_url) | PATIENCE
    process = _FORKS.Process(target=compare, args=(variables, there))
    process.start()
    assert here.poll(300)
    seconds, megabytes = here.recv()
    process.join(30)
    read = rows_read(world) - before
    assert world.floor.one("select status::text from core.sync_runs where run_id = %s", run_id) == "done"
    found = world.floor.rows("select ref from core.sync_findings where run_id = %s and kind = 'drift'", run_id)
    assert {row["ref"] for row in found} == wrong
    return seconds, megabytes, read


def test_every_wrong_level_is_found_in_little_memory_and_in_time_that_grows_with_the_shop(world: World) -> None:
    small, _, _ = look(world, SMALL)
    large, megabytes, many = look(world, LARGE)
    assert megabytes < MOST_MEGABYTES
    assert large / small < MOST_TIMES
    # The shop's rows are read once or twice for each batch of SKUs, and not once for each SKU.
    assert many < 3 * LARGE * (LARGE / BATCH)
