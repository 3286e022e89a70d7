"""PgBouncer in transaction mode before the embedded server, as a pooler is before the deployed one."""

import os
import shutil
from collections.abc import Mapping
from pathlib import Path

from local.servers.child import Child
from local.servers.processes import StackError, free_port, let_through, listens, program, server_user

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
        self.port = free_port()
        self._sockets = sockets
        self._passwords = dict(passwords)
        self._child = Child("PgBouncer", self.folder / "pgbouncer.log")

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
        self._child.start([found, str(settings)], user=user)
        self._child.wait(lambda: listens(self.port))

    def stop(self) -> None:
        """Stop it at once: clients lose their connections."""
        self._child.stop()

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


def _write_private(path: Path, text: str, user: str) -> None:
    path.unlink(missing_ok=True)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT, 0o600), "w") as file:
        file.write(text)
    if user:
        shutil.chown(path, user, user)
