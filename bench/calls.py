"""What a scan, a queue and an order cost in the database, through the pooler.

`make bench` prints the ratio of a scan and of a queue of 50 to the least that they could be (reference.sql), and of
each call to itself among a hundred times as many orders and beside 500 more stores. `--against <checkout>` compares
them with the migrations of another checkout too. A figure is the CPU time of the server's process, which what else
runs on the machine changes little: the median of the rounds, which go by turns.
"""

import argparse
import itertools
import json
import os
import statistics
import subprocess
import sys
import uuid
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from pathlib import Path

import psycopg

from bench.history import OPEN, STAFF, fill
from bench.servers import running_pooled
from local.servers.postgres import set_passwords
from migrator import migrate

ROUNDS, CALLS, QUEUE = 11, 50, 50
FEW, MANY, STORES = 10_000, 1_000_000, 500
SCAN, SHOWN, ORDER = "scan", "queue", "order"
# The most that a ratio may be: to the least, among many orders, beside many stores, to what is compared with.
LIMITS: dict[str, dict[str, float]] = {
    "least": {SCAN: 2.0, SHOWN: 1.6},
    "many": dict.fromkeys((SCAN, SHOWN, ORDER), 1.1),
    "stores": dict.fromkeys((SCAN, SHOWN, ORDER), 1.1),
    "other": {SCAN: 0.65, SHOWN: 0.5, ORDER: 1.1},
}
PASSWORDS = {"ordak_rpc": "bench"}
ACTOR = json.dumps({"kind": "staff", "id": STAFF, "device": "bench", "correlation_id": "bench"})
_DUE = (datetime.now(UTC) + timedelta(days=90)).date().isoformat()
PRODUCTS = json.dumps([{"title": "Celebration cake", "quantity": 1}])
STATEMENTS = {
    SCAN: f"select api.complete_filling(p_actor => '{ACTOR}', p_id => %(ticket)s, p_scan_id => %(scan)s)::text",
    SHOWN: f"select api.get_queue(p_actor => '{ACTOR}', p_store => 'bannos', p_limit => {QUEUE})::text",
    ORDER: f"select api.create_order(p_actor => '{ACTOR}', p_store => 'bannos', p_customer_name => 'Ann', "
    f"p_due_date => '{_DUE}', p_products => %(products)s, p_scan_id => %(scan)s)::text",
}
LEAST = {
    SCAN: "select bench.scan(%(ticket)s, %(scan)s)::text",
    SHOWN: f"select bench.queue('bannos', {QUEUE})::text",
}
_UNDO = (
    "update core.orders set stage = 'Filling', filling_complete_ts = null where store = 'bannos' and stage = 'Covering'"
)


class Base:
    """A database, its owner's connection and that of a login through the pooler."""

    def __init__(self, owner_url: str, login_url: str, kept: ExitStack) -> None:
        self._owner = kept.enter_context(psycopg.connect(owner_url, autocommit=True))
        self._login = kept.enter_context(psycopg.connect(login_url, autocommit=True, prepare_threshold=None))
        self._tickets = itertools.cycle(range(1, OPEN + 1))
        self._owner.execute(Path(__file__).with_name("reference.sql").read_bytes())
        row = self._login.execute("select pg_backend_pid()").fetchone()
        assert row is not None
        self._usage = Path(f"/proc/{row[0]}/schedstat")

    def round(self, statement: str) -> float:
        """Run a statement CALLS times on tickets that are to be filled; return the CPU seconds of one."""
        self._owner.execute(_UNDO)
        self._owner.execute("vacuum core.orders")
        for _ in range(10):
            self._call(statement)
        before = self._spent()
        for _ in range(CALLS):
            self._call(statement)
        return (self._spent() - before) / CALLS

    def _spent(self) -> float:
        return int(self._usage.read_text().split()[0]) / 1e9

    def _call(self, statement: str) -> None:
        values = {"ticket": f"bannos-{next(self._tickets)}", "scan": str(uuid.uuid4()), "products": PRODUCTS}
        row = self._login.execute(statement.encode(), values).fetchone()
        assert row is not None
        assert json.loads(row[0])["ok"], row[0]


def main() -> int:
    """Measure, print, and fail where a limit is broken."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--against", type=Path, help="a checkout whose migrations are measured beside ours")
    against: Path | None = parser.parse_args().against
    with ExitStack() as kept, running_pooled(PASSWORDS) as (postgres, pooler):

        def base(name: str, orders: int, stores: int = 0, checkout: Path | None = None) -> Base:
            owner_url = postgres.create_database(name)
            if checkout is None:
                migrate(owner_url)
            else:
                _migrate_as(checkout, owner_url)
            set_passwords(postgres.url(name), PASSWORDS)
            fill(postgres.url(name), orders, stores)
            return Base(postgres.url(name), pooler.url("ordak_rpc", name), kept)

        bases = {"few": base("few", FEW), "many": base("many", MANY), "stores": base("stores", FEW, STORES)}
        if against is not None:
            bases["other"] = base("other", FEW, checkout=against)
        return 1 if _report(_measure(bases)) else 0


def _migrate_as(checkout: Path, owner_url: str) -> None:
    """Migrate as another checkout does: its migrator knows which files it has."""
    path = os.pathsep.join(str(checkout / folder) for folder in ("functions/migrate", "layers/common"))
    script = "import sys, migrator; migrator.migrate(sys.argv[1])"
    subprocess.run([sys.executable, "-c", script, owner_url], check=True, env={**os.environ, "PYTHONPATH": path})  # noqa: S603


def _measure(bases: dict[str, Base]) -> dict[tuple[str, str], float]:
    """Return the medians in seconds, by database (or what is least) and call, measured by turns."""
    turns = {(name, call): (base, text) for name, base in bases.items() for call, text in STATEMENTS.items()}
    turns |= {("least", call): (bases["few"], text) for call, text in LEAST.items()}
    taken: dict[tuple[str, str], list[float]] = {turn: [] for turn in turns}
    for _ in range(ROUNDS):
        for turn, (base, text) in turns.items():
            taken[turn].append(base.round(text))
    return {turn: statistics.median(seconds) for turn, seconds in taken.items()}


def _report(medians: dict[tuple[str, str], float]) -> int:
    """Print each ratio beside its limit; return how many are over it."""
    over = 0
    for (name, call), seconds in medians.items():
        ours = medians["few", call]
        bound = LIMITS.get(name, {}).get(call)
        ratio = ours / seconds if name in {"least", "other"} else seconds / ours
        over += bound is not None and ratio > bound
        print(f"{call}, {name}: {seconds * 1000:.3f} ms, x {ratio:.2f}" + (f" (limit {bound})" if bound else ""))
    return over


if __name__ == "__main__":
    sys.exit(main())
