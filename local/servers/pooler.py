"""PgBouncer in transaction mode before the embedded server, as a pooler is before the deployed one."""

import os
import shutil
import signal
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from local.servers.processes import (
    START_SECONDS,
    StackError,
    end,
    free_port,
    last_lines,
    let_through,
    listens,
    program,
    server_user,
    spawn,
    wait_until,
)

if TYPE_CHECKING:
    import subprocess

MISSING = "PgBouncer is not installed"

SETTINGS = """\
[databases]
* = host={sockets}

[pgbouncer]
listen_addr = 127.0.0.1
listen_port = {port}
unix_socket_dir =
auth_type = scram-sha-256
auth_file = {users}
pool_mode = transaction
max_client_conn = 1000
default_pool_size = 20
query_wait_timeout = 5
server_connect_timeout = 2
server_login_retry = 0.1
ignore_startup_parameters = extra_float_digits
log_connections = 0
log_disconnections = 0
"""


class Pooler:
    """One PgBouncer; its port stays the same over a restart, so that clients find it again."""

    def __init__(self, folder: Path, sockets: Path, passwords: Mapping[str, str]) -> None:
        self.folder = folder.resolve()
        self.log = self.folder / "pgbouncer.log"
        self.port = free_port()
        self._sockets = sockets
        self._passwords = dict(passwords)
        self._process: subprocess.Popen[bytes] | None = None

    @staticmethod
    def installed() -> bool:
        """Tell whether there is a PgBouncer to run."""
        return program("pgbouncer") is not None

    def url(self, login: str, database: str) -> str:
        """Return the URL by which a login reaches a database through the pooler."""
        return f"postgresql://{login}:{self._passwords[login]}@127.0.0.1:{self.port}/{database}"

    def start(self) -> None:
        """Start it and wait until it listens."""
        if (found := program("pgbouncer")) is None:
            raise StackError(MISSING)
        user = server_user()
        settings = self._write_settings(user)
        with self.log.open("ab") as log:
            self._process = spawn([found, str(settings)], user=user, output=log, ending=signal.SIGTERM)
        process = self._process
        wait_until(lambda: process.poll() is not None or listens(self.port), START_SECONDS, self._failure)
        if process.poll() is not None:
            raise StackError(self._failure())

    def stop(self) -> None:
        """Stop it at once: clients lose their connections."""
        if self._process is not None:
            end(self._process, signal.SIGTERM, patience=5)
            self._process = None

    def restart(self) -> None:
        """Stop and start on the same port."""
        self.stop()
        self.start()

    def _write_settings(self, user: str) -> Path:
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        users, settings = self.folder / "users.txt", self.folder / "pgbouncer.ini"
        lines = (f'"{login}" "{password}"\n' for login, password in self._passwords.items())
        _write_private(users, "".join(lines), user)
        _write_private(settings, SETTINGS.format(sockets=self._sockets, port=self.port, users=users), user)
        if user:
            shutil.chown(self.folder, user, user)
        let_through(self.folder)
        return settings

    def _failure(self) -> str:
        return f"PgBouncer did not start: {last_lines(self.log)}"


def _write_private(path: Path, text: str, user: str) -> None:
    path.unlink(missing_ok=True)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT, 0o600), "w") as file:
        file.write(text)
    if user:
        shutil.chown(path, user, user)
