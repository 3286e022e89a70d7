"""What the versions of this release cost a merchant with 100,000 orders: how long they take, and who waits for them.

`make bench` brings a database of an older release up to this one and down again. It prints how long each version takes
and how long readers and writers wait for its locks. It fails where a limit is broken, where the books are wrong, and
where a row, an id, a cursor or a history of before is another afterwards.

From 0.1.0, on two cores and a load of 25: 45 s, of CPU 30 s; readers waited 0.7 s (M31) at most, writers 5.2 s (M33).
M21 is from before M24, of which the limit does not speak: it kept readers waiting for 11 s, and 3 s on a quiet machine.
"""

import argparse
import io
import os
import subprocess
import sys
import tarfile
import tempfile
import time
from pathlib import Path
from typing import Any

import psutil
import psycopg

from bench.contents import contents, faults, kept_columns
from bench.locks import Watch
from bench.servers import running_postgres
from going_down import go_down
from local.state import ROOT
from migrator import migrate

RELEASE = "e404e2b"  # 0.1.0
FIRST = "M24"  # of the versions that the limit of waiting is for
ORDERS = 100_000
LIMIT_SECONDS, LIMIT_WAIT = 60.0, 1.0


class Older:
    """An older release's migrations, which its own migrator runs."""

    def __init__(self, folder: Path, commit: str) -> None:
        self._folder = folder
        command = ["git", "archive", commit, "migrations", "functions/migrate"]
        packed = subprocess.run(command, cwd=ROOT, check=True, capture_output=True).stdout  # noqa: S603
        with tarfile.open(fileobj=io.BytesIO(packed)) as files:
            files.extractall(folder, filter="data")
        versions = (file.stem for file in (folder / "migrations/versions").glob("M??_*.sql"))
        self.newest = max(name for name in versions if not name.endswith(".rollback"))

    def migrate(self, url: str) -> None:
        """Bring a database to that release."""
        command = [sys.executable, "-c", "import sys, migrator; migrator.migrate(sys.argv[1])", url]
        subprocess.run(command, cwd=self._folder / "functions/migrate", check=True)  # noqa: S603


class Stopwatch:
    """Seconds that pass, and those of CPU that this process and the server take."""

    def __init__(self, url: str) -> None:
        with psycopg.connect(url) as connection:
            self._server = psutil.Process(psutil.Process(connection.info.backend_pid).ppid())
        self._wall, self._cpu = time.perf_counter(), self._spent()

    def read(self) -> tuple[float, float]:
        """Return both since it was made."""
        return time.perf_counter() - self._wall, self._spent() - self._cpu

    def _spent(self) -> float:
        used = self._server.cpu_times()  # of its backends those that have ended
        return time.process_time() + float(used.user + used.system + used.children_user + used.children_system)


def main() -> int:
    """Go up and down, print, and fail where something is not as it has to be."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--release", default=RELEASE, help="the commit of an older release")
    parser.add_argument("--orders", type=int, default=ORDERS)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="ordak-bench-") as folder, running_postgres() as postgres:
        older, url = Older(Path(folder), asked.release), postgres.create_database("merchant")
        older.migrate(url)
        _fill(url, asked.orders)
        wrong = _up_and_down(url, older)
    print("\n".join(f"WRONG: {each}" for each in wrong) or "books, rows, ids, cursors and histories are as before")
    return 1 if wrong else 0


def _fill(url: str, orders: int) -> None:
    with psycopg.connect(url, autocommit=True) as owner:
        owner.execute("select set_config('bench.orders', %s, false)", [str(orders)])
        owner.execute(Path(__file__).with_name("merchant.sql").read_bytes())
        owner.execute("vacuum analyze")


def _up_and_down(url: str, older: Older) -> list[str]:
    """Bring a database up to this release and down again; return what is wrong."""
    columns = kept_columns(url)
    before, wrong = contents(url, columns), faults(url)
    stopwatch = Stopwatch(url)
    with Watch(url) as watch:
        applied = migrate(url)
    wrong += _report(applied, watch, *stopwatch.read())
    wrong += faults(url) + _changed("up", before, contents(url, columns))
    go_down(url, older.newest, environment="local", lose=True)
    older.migrate(url)
    return wrong + faults(url) + _changed("down", before, contents(url, columns))


def _report(applied: list[str], watch: Watch, wall: float, cpu: float) -> list[str]:
    """Print what it cost; return which limits are broken."""
    wrong = [f"{wall:.1f} s"] if wall > LIMIT_SECONDS else []
    for done, name in enumerate([*applied, "functions"]):
        readers, writers = watch.waited(done)
        print(f"{name}: {watch.took(done):.1f} s; readers waited {readers:.2f} s, writers {writers:.2f} s")
        if readers > LIMIT_WAIT and name >= FIRST:
            wrong.append(f"readers waited {readers:.2f} s for {name}")
    load = os.getloadavg()[0]
    print(f"all: {wall:.1f} s, of CPU {cpu:.1f} s, load {load:.1f} (limits {LIMIT_SECONDS} s, {LIMIT_WAIT} s)")
    return wrong


def _changed(way: str, before: dict[str, Any], now: dict[str, Any]) -> list[str]:
    return [f"{what}, on the way {way}" for what, was in before.items() if now[what] != was]


if __name__ == "__main__":
    sys.exit(main())
