"""What the tests cost: seconds and CPU seconds of each folder, told by each worker, printed at the end by `tests.lanes`.

The CPU is that of the worker's whole tree of processes: servers, functions and browsers it started.
"""

import json
import os
import time
from collections.abc import Generator
from dataclasses import dataclass, field
from pathlib import Path

import psutil
import pytest

# The folder in which each worker leaves its file; unset, nothing is measured.
FOLDER = "ORDAK_TEST_FIGURES"
OVERHEAD = "start, collection, end"


@dataclass
class Cost:
    """What a folder's tests have taken in one worker."""

    tests: int = 0
    seconds: float = 0.0
    cpu: float = 0.0


@dataclass
class Meter:
    """Adds up what has passed since the last reading to the folder that it belongs to."""

    costs: dict[str, Cost] = field(default_factory=dict)
    folder: str = OVERHEAD
    cpu: float = 0.0

    def add_test(self, folder: str, seconds: float) -> None:
        """Count a test. The tree's CPU is read when the folder changes: a reading takes some milliseconds."""
        cost = self.costs.setdefault(folder, Cost())
        cost.tests += 1
        cost.seconds += seconds

    def enter(self, folder: str) -> None:
        """Begin with a folder: what the tree has burnt up to now was the last one's."""
        if folder == self.folder:
            return
        burnt = tree_cpu()
        self.costs.setdefault(self.folder, Cost()).cpu += burnt - self.cpu
        self.folder, self.cpu = folder, burnt


def tree_cpu() -> float:
    """Return the CPU seconds of this process, of all below it that run, and of those it has waited for."""
    total = 0.0
    for process in (me := psutil.Process(), *me.children(recursive=True)):
        try:
            times = process.cpu_times()
        except psutil.NoSuchProcess:
            continue  # its parent has it among the waited for by the next reading
        total += times.user + times.system + times.children_user + times.children_system
    return total


def folder_of(item: pytest.Item) -> str:
    """Return the folder below tests that a test stands in."""
    return item.nodeid.split("/")[1] if item.nodeid.count("/") > 1 else "tests"


_METER = Meter()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Generator[None, object, object]:
    """Time a test with its set-up and tear-down."""
    if FOLDER not in os.environ:
        return (yield)
    _METER.enter(folder_of(item))
    started = time.monotonic()
    done = yield
    _METER.add_test(folder_of(item), time.monotonic() - started)
    return done


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    """Leave this worker's file, before it says that it is through. The one that only hands out tests has none."""
    if FOLDER not in os.environ or not _METER.costs:
        return
    _METER.enter(f"{OVERHEAD} of {session.config.rootpath}")
    worker = os.environ.get("PYTEST_XDIST_WORKER", "alone")
    file = Path(os.environ[FOLDER]) / f"{os.environ.get('ORDAK_TEST_LANE', 'all')}-{worker}.json"
    file.write_text(json.dumps({name: vars(cost) for name, cost in _METER.costs.items()}))
