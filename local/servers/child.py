"""A server as a child process: started with a log, waited for until it is ready, ended."""

import signal
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from local.servers.processes import START_SECONDS, StackError, end, last_lines, spawn, wait_until

if TYPE_CHECKING:
    import subprocess


class Child:
    """One server; `ending` is the signal that ends it, also when this process dies."""

    def __init__(self, name: str, log: Path, ending: signal.Signals = signal.SIGTERM) -> None:
        self.log = log
        self._name = name
        self._ending = ending
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def pid(self) -> int | None:
        """Its process id while it is started."""
        return self._process.pid if self._process else None

    def start(self, command: Sequence[str], *, env: Mapping[str, str] | None = None, user: str = "") -> None:
        """Start it without waiting: it takes a moment in which other things can be done."""
        self.log.parent.mkdir(parents=True, exist_ok=True)
        with self.log.open("ab") as log:
            self._process = spawn(command, env=env, user=user, output=log, ending=self._ending)

    def wait(self, is_ready: Callable[[], bool]) -> None:
        """Wait until it is ready, if it was started; StackError when it has died or never is."""
        if (process := self._process) is None:
            return
        wait_until(lambda: process.poll() is not None or is_ready(), START_SECONDS, self._failure)
        if process.poll() is not None:
            raise StackError(self._failure())

    def stop(self, sign: signal.Signals | None = None, patience: float = 5) -> None:
        """End it, with another signal if one is given; kill it when it has not ended after `patience` seconds."""
        if self._process is not None:
            end(self._process, sign or self._ending, patience)
            self._process = None

    def _failure(self) -> str:
        return f"{self._name} did not start: {last_lines(self.log)} (whole log: {self.log})"
