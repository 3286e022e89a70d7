"""Time that a test moves: nothing really waits, and how long somebody wanted to wait is counted."""

import threading
import time

import anyio.to_thread

LATEST = 20.0  # seconds until a gate that no test opens gives up


class Clock:
    """Stands in for a module's `time`. It stands still until somebody sleeps or the test moves it."""

    def __init__(self) -> None:
        self.sleeps: list[float] = []
        self._monotonic, self._time = time.monotonic(), time.time()

    def move(self, seconds: float) -> None:
        """Let time pass."""
        self._monotonic += seconds
        self._time += seconds

    def monotonic(self) -> float:
        return self._monotonic

    def perf_counter(self) -> float:
        return self._monotonic

    def time(self) -> float:
        return self._time

    def sleep(self, seconds: float) -> None:
        self.sleeps.append(seconds)
        self.move(seconds)


class Gate:
    """Stands in for `sleep`: whoever sleeps waits here until the test opens the gate."""

    def __init__(self) -> None:
        self.sleeps: list[float] = []
        self._open = threading.Event()

    def open(self) -> None:
        """Let everybody go on, now and from now on."""
        self._open.set()

    def sleep(self, seconds: float) -> None:
        self.sleeps.append(seconds)
        self._open.wait(LATEST)

    async def sleep_async(self, seconds: float) -> None:
        await anyio.to_thread.run_sync(self.sleep, seconds)
