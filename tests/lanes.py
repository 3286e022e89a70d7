"""Run all tests in two lanes at once, so that one computes while the other waits; print what each folder cost.

`python -m tests.lanes`; what follows (`-k name`) goes to each pytest. Both lanes and the pages' own tests share the machine's cores.
"""

import json
import os
import subprocess
import sys
import tempfile
import threading
import time
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import psutil

from local.state import ROOT
from tests import rpc_coverage
from tests.figures import FOLDER, Cost

# The figures of the last run, which CI keeps; and the CPU milliseconds of a test that were agreed on, by folder.
KEPT = ROOT / ".ci/figures.json"
AGREED = ROOT / "tests/costs.json"


@dataclass(frozen=True)
class Lane:
    """Folders of tests, in the order in which they begin, and how many workers share them."""

    workers: int
    folders: tuple[str, ...]


LANES = {
    # Mostly waits: for a page, a queue, a clock. Each worker has a stack of its own, the first ones a browser too.
    "waiting": Lane(2, ("kiosk", "browser", "bundle", "live", "auth", "sso", "outside", "functions")),
    # Mostly computes, the database or Python; and as much of the rest as lets both end at the same time.
    "computing": Lane(2, ("stateful", "marketplace", "stack", "rules", "concurrency", "sql", "shopify", "mirakl", "canada_post", "events", "web", "adapters")),
}  # fmt: skip
# What `make test-long`, `make fuzz` and `make test-docker` run.
APART = (
    "tests/stateful/test_crashes.py",
    "tests/stateful/test_market_crashes.py",
    "tests/stateful/test_big_shop.py",
    "tests/stateful/test_big_queue.py",
    "tests/bundle/test_containers.py",
)
APART_FOLDERS = ("fuzz",)
# How pytest's summary, and Node's, begin the line of a test that failed.
FAILURES = ("FAILED tests/", "ERROR tests/", "✖ ")
# pytest's exit code of a lane in which no test has the name that was asked for.
NOTHING_CHOSEN = 5


class Running:
    """A command whose lines appear at the terminal behind its name."""

    def __init__(self, name: str, command: Sequence[str | Path], **environment: str) -> None:
        self.name, self.started, self.seconds = name, time.monotonic(), 0.0
        self.failed: list[str] = []
        self._process = subprocess.Popen(
            command, cwd=ROOT, env={**os.environ, **environment}, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
        )
        self._reader = threading.Thread(target=self._print)
        self._reader.start()

    def wait(self) -> int:
        """Wait for its end and return its exit code."""
        code = self._process.wait()
        self._reader.join()
        return code

    def _print(self) -> None:
        assert self._process.stdout is not None
        with self._process.stdout as output:
            for raw in output:
                line = raw.decode(errors="replace").rstrip()
                print(f"{self.name:>9} | {line}", flush=True)
                if line.startswith(FAILURES):
                    self.failed.append(line)
        self.seconds = time.monotonic() - self.started


def pytest(name: str, lane: Lane, figures: Path, arguments: Sequence[str]) -> Running:
    """Start a lane. A file is given to one worker, in the order of the folders: what it shares is made once."""
    command = [sys.executable, "-m", "pytest", "-q", *(f"--ignore={apart}" for apart in APART)]
    command += ["-n", str(lane.workers), "--dist", "loadfile", "--no-loadscope-reorder"]
    folders = [f"tests/{folder}" for folder in lane.folders]
    return Running(name, [*command, *arguments, *folders], **{FOLDER: str(figures), "ORDAK_TEST_LANE": name})


def costs(figures: Path) -> dict[str, dict[str, Cost]]:
    """Add up what the workers of each lane have left: lane, folder, cost."""
    found: dict[str, dict[str, Cost]] = defaultdict(lambda: defaultdict(Cost))
    for file in sorted(figures.glob("*-gw*.json")):
        for folder, told in json.loads(file.read_text()).items():
            cost = found[file.stem.rsplit("-", 1)[0]][folder]
            cost.tests += told["tests"]
            cost.seconds += told["seconds"]
            cost.cpu += told["cpu"]
    return found


def table(found: dict[str, dict[str, Cost]], agreed: dict[str, float]) -> list[str]:
    """Write a line for each folder: what it cost, and how many times what was agreed on."""
    lines = [f"{'lane':<10} {'folder':<24} {'tests':>6} {'seconds':>8} {'CPU s':>7} {'CPU ms/test':>12}  of agreed"]
    for lane, folders in found.items():
        for folder, cost in sorted(folders.items(), key=lambda each: -each[1].cpu):
            each = 1000 * cost.cpu / cost.tests if cost.tests else 0.0
            ratio = f"x{each / agreed[folder]:.2f}" if cost.tests and agreed.get(folder) else ""
            lines.append(
                f"{lane:<10} {folder:<24} {cost.tests:>6} {cost.seconds:>8.1f} {cost.cpu:>7.1f} {each:>12.0f}  {ratio}"
            )
    return lines


def compile_tests() -> None:
    """Collect once, so that one process compiles what all workers import: a third of their start is left."""
    command = [sys.executable, "-m", "pytest", "--collect-only", "-qq", *(f"--ignore={apart}" for apart in APART)]
    subprocess.run([*command, "tests"], cwd=ROOT, check=False, stdout=subprocess.DEVNULL)


def busy() -> float:
    """Return the CPU seconds that the whole machine has burnt since it was started."""
    times = psutil.cpu_times()
    return float(times.user + times.nice + times.system)


def report(figures: Path, running: Sequence[Running], seconds: float, burnt: float, *, record: bool) -> None:
    """Print what everything cost, and keep it."""
    found = costs(figures)
    agreed: dict[str, float] = json.loads(AGREED.read_text()) if AGREED.exists() else {}
    print("", *table(found, agreed), "", rpc_coverage.table(figures), "", sep="\n")
    tests, cpu = (
        sum(getattr(cost, name) for lane in found.values() for cost in lane.values()) for name in ("tests", "cpu")
    )
    lanes = ", ".join(f"{each.name} {each.seconds:.0f} s" for each in running)
    print(
        f"{tests} tests in {seconds:.0f} s ({lanes}) on {os.cpu_count()} cores: {cpu:.0f} CPU seconds of the workers, "
        f"{burnt:.0f} of the whole machine",
        flush=True,
    )
    plain = {lane: {folder: vars(cost) for folder, cost in folders.items()} for lane, folders in found.items()}
    KEPT.write_text(json.dumps({"seconds": seconds, "lanes": plain}, indent=1) + "\n")
    if record:
        each = {f: round(1000 * c.cpu / c.tests) for lane in found.values() for f, c in lane.items() if c.tests}
        AGREED.write_text(json.dumps(dict(sorted(each.items())), indent=1) + "\n")


def main(arguments: Sequence[str]) -> int:
    """Run everything; 1 when something failed."""
    record = "--record" in arguments
    passed_on = [each for each in arguments if each != "--record"]
    started, burnt = time.monotonic(), busy()
    with tempfile.TemporaryDirectory(prefix="ordak-figures-") as folder:
        path = f"{ROOT / '.venv/bin'}{os.pathsep}{os.environ['PATH']}"
        running = [Running("pages", ["npm", "test", "--prefix", "web", "--silent"], PATH=path)]
        compile_tests()
        running += [pytest(name, lane, Path(folder), passed_on) for name, lane in LANES.items()]
        codes = {each.wait() for each in running}
        report(Path(folder), running, time.monotonic() - started, busy() - burnt, record=record)
    # Last, where the end of a long output is all that is kept of it.
    for each in running:
        print(*each.failed, sep="\n", end="\n" if each.failed else "")
    return int(not codes <= {0, NOTHING_CHOSEN})


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
