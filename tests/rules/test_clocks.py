"""No test is right only on a quiet machine: none compares the time that something took, and none waits for time to pass."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from local.state import ROOT

CLOCKS = {"monotonic", "perf_counter", "time", "process_time", "monotonic_ns", "perf_counter_ns", "time_ns"}
OF_THE_SAME = {"max", "min", "sum", "round", "int", "float", "abs"}
CONCERNED = re.compile(r"\bimport time\b|\bfrom time\b|\bsleep\b|\bwait_for_timeout\b")  # the others are not parsed
# File and name of what sleeps or compares all the same, and why.
ALLOWED = {
    (
        "tests/kiosk/kiosk_page.py",
        "_type",
    ): "a scanner that stalls is what is tried: the page's own clock runs meanwhile",
    ("tests/concurrency/lockstep.py", "wait_until"): "a poll: without a pause the server is busy with answers alone",
}
PAGE_TESTS = sorted((ROOT / "web/test").glob("*.ts"))
# In a test of the pages: a pause, or what is young or old by the clock on the wall.
PAGE_FAULTS = re.compile(r"\b(setTimeout|setInterval)\(|[<>]=? *(Date\.now|performance\.now)\(|timers/promises")


class _Module:
    """One file of tests: which of its names hold a time, or how much of it has passed."""

    def __init__(self, path: str, text: str) -> None:
        self.path, self.tree = path, ast.parse(text)
        self.times = {f"time.{name}" for name in CLOCKS} | {
            name.asname or name.name
            for each in ast.walk(self.tree)
            if isinstance(each, ast.ImportFrom) and each.module == "time"
            for name in each.names
            if name.name in CLOCKS
        }
        while self._learn():
            pass

    def faults(self) -> Iterator[tuple[str, str, int]]:
        """Name the function, the fault and the line of each."""
        for function in ast.walk(self.tree):
            if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef):
                for each in ast.walk(function):
                    if isinstance(each, ast.Assert) and self._compares(each.test):
                        yield function.name, "compares a time", each.lineno
                    if isinstance(each, ast.Call) and self._sleeps(each.func):
                        yield function.name, "sleeps", each.lineno

    def _learn(self) -> bool:
        before = len(self.times)
        for each in ast.walk(self.tree):
            match each:
                case ast.Assign(targets=targets, value=value) if self._of_time(value):
                    self.times |= {
                        name.id for target in targets for name in ast.walk(target) if isinstance(name, ast.Name)
                    }
                case ast.Call(func=ast.Attribute(value=ast.Name(name), attr="append"), args=[value]) if self._of_time(
                    value
                ):
                    self.times.add(name)
                case ast.FunctionDef(name=name) if any(
                    isinstance(inner, ast.Return) and inner.value is not None and self._of_time(inner.value)
                    for inner in ast.walk(each)
                ):
                    self.times.add(name)
        return len(self.times) > before

    def _of_time(self, value: ast.expr) -> bool:
        """Whether a value is a time or a span: what merely has one among its arguments is not."""
        match value:
            case ast.Call(func=ast.Attribute(value=ast.Name("time"), attr=name)):
                return name in CLOCKS
            case ast.Call(func=ast.Name(name)) | ast.Name(name) if name in self.times:
                return True
            case ast.Call(func=ast.Name(name), args=parts) if name in OF_THE_SAME:
                return any(map(self._of_time, parts))
            case ast.BinOp() | ast.Tuple() | ast.List() | ast.Subscript() | ast.IfExp():
                parts = [part for part in ast.iter_child_nodes(value) if isinstance(part, ast.expr)]
                return any(map(self._of_time, parts))
        return False

    def _compares(self, test: ast.expr) -> bool:
        ordered = (ast.Lt, ast.LtE, ast.Gt, ast.GtE)
        return any(
            any(isinstance(operator, ordered) for operator in each.ops)
            and any(map(self._of_time, (each.left, *each.comparators)))
            for each in ast.walk(test)
            if isinstance(each, ast.Compare)
        )

    def _sleeps(self, called: ast.expr) -> bool:
        match called:
            case ast.Attribute(value=ast.Name(module), attr="sleep"):
                return module in {"time", "asyncio", "anyio"}
            case ast.Attribute(attr="wait_for_timeout"):
                return True
            case ast.Name("sleep"):
                return True
        return False


def faults(path: str, text: str) -> list[str]:
    return [
        f"{path}:{line} {function} {fault}"
        for function, fault, line in _Module(path, text).faults()
        if (path, function) not in ALLOWED
    ]


def test_no_test_sleeps_or_compares_how_long_something_took() -> None:
    texts = {file.relative_to(ROOT).as_posix(): file.read_text() for file in (ROOT / "tests").rglob("*.py")}
    concerned = {path: text for path, text in texts.items() if CONCERNED.search(text)}
    assert len(concerned) > len(ALLOWED)
    assert [fault for path, text in sorted(concerned.items()) for fault in faults(path, text)] == []


def test_no_test_of_the_pages_waits_or_reads_the_clock_on_the_wall() -> None:
    assert [f"{file.name}: {found[0]}" for file in PAGE_TESTS if (found := PAGE_FAULTS.search(file.read_text()))] == []


def test_what_is_allowed_is_still_there() -> None:
    for path, name in ALLOWED:
        module = _Module(path, Path(ROOT / path).read_text())
        assert name in {function for function, _, _ in module.faults()}


@pytest.mark.parametrize(
    "body",
    [
        "time.sleep(1)",
        "await asyncio.sleep(1)",
        "page.wait_for_timeout(400)",
        "a = time.monotonic()\n    assert time.monotonic() - a < 5",
        "a = time.monotonic()\n    b = time.monotonic() - a\n    assert 0.4 <= b < 5",
        "took = []\n    took.append(time.perf_counter() - a)\n    assert max(took) < took[0]",
    ],
)
def test_the_rule_sees_it(body: str) -> None:
    assert faults("tests/x.py", f"async def test_x():\n    {body}") != []


@pytest.mark.parametrize(
    "body",
    [
        "until = time.monotonic() + 20\n    while time.monotonic() < until:\n        pass",
        "now = int(time.time())\n    assert token(now) == {'exp': now + 60}",
        "assert clock.sleeps == [1.0]",
    ],
)
def test_the_rule_lets_it_be(body: str) -> None:
    assert faults("tests/x.py", f"def test_x():\n    {body}") == []
