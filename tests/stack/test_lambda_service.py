"""Functions run as in Lambda: one event at a time in an environment, no longer than their time-out."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from queue import Empty, Queue
from typing import Any

import psutil
import pytest

from local.aws import lambda_service, runtime_api
from tests.stack.conftest import Demo

TIMEOUT = 20  # of the misbehaving function

Eventually = Callable[[Callable[[], bool]], None]


def wish(demo: Demo, what: str) -> Any:
    """Ask the misbehaving function for something and return the gateway's response."""
    return demo.http.post("/misbehave", content=what, headers={"Content-Type": "text/plain"})


def facts(demo: Demo) -> dict[str, Any]:
    """Return what the function sees of the world."""
    seen: dict[str, Any] = wish(demo, "facts").json()
    return seen


class Scripted:
    """An environment that answers when all of them have an event, and nothing at all once it is dead, which is seen then."""

    def __init__(self, together: threading.Barrier) -> None:
        self.usable, self.dead, self._together = True, False, together

    def invoke(self, _invocation: runtime_api.Invocation) -> runtime_api.Outcome:
        if self.dead:
            self.usable = False
            return runtime_api.Outcome(b"{}", "Runtime.ExitError", delivered=False)
        self._together.wait(timeout=60)
        return runtime_api.Outcome(b"{}")

    def stop(self) -> None:
        pass


@pytest.fixture
def hurried(demo: Demo, eventually: Eventually, monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """Let the time of the next environment be over as soon as its function sleeps; return how long was waited for it."""
    waits: list[float] = []

    class Hurried(Queue[Any]):
        def get(self, block: bool = True, timeout: float | None = None) -> Any:  # noqa: FBT001, FBT002 - as Queue has it
            if timeout is not None:
                waits.append(timeout)
            if timeout != TIMEOUT:
                return super().get(block, timeout)
            eventually(lambda: "asleep" in demo.lines.of("MisbehaveFunction") or not self.empty())
            if self.empty():
                raise Empty
            return super().get(block)

    while demo.functions._pools["MisbehaveFunction"]._idle:  # noqa: SLF001 - whose time is that of the clock on the wall
        wish(demo, "die")
    with monkeypatch.context() as patched:
        patched.setattr(runtime_api, "Queue", Hurried)
        facts(demo)
    return waits


def test_function_over_its_time_is_killed_and_the_next_call_works(demo: Demo, hurried: list[float]) -> None:
    pid = facts(demo)["pid"]
    hurried.clear()
    response = wish(demo, "sleep")
    assert (response.status_code, response.json()) == (503, {"message": "Service Unavailable"})
    assert hurried == [runtime_api.INIT_SECONDS, TIMEOUT]
    assert any(f"Task timed out after {TIMEOUT}.00 seconds" in line for line in demo.lines.of("MisbehaveFunction"))
    assert not psutil.pid_exists(pid)
    assert wish(demo, "hello").text == "hello"


@pytest.mark.parametrize("fault", ["raise", "die"])
def test_function_that_fails_is_a_500_that_tells_nothing(demo: Demo, fault: str) -> None:
    response = wish(demo, fault)
    assert (response.status_code, response.json()) == (500, {"message": "Internal Server Error"})
    assert wish(demo, "hello").text == "hello"


def test_process_that_died_is_replaced_and_one_that_raised_is_kept(demo: Demo) -> None:
    first = facts(demo)["pid"]
    wish(demo, "raise")
    assert facts(demo)["pid"] == first
    wish(demo, "die")
    assert facts(demo)["pid"] != first


def test_environment_that_died_while_idle_costs_no_request(demo: Demo, eventually: Eventually) -> None:
    process = psutil.Process(facts(demo)["pid"])
    process.kill()
    # Gone, and not a zombie: while one of its threads still ends, its sockets are open.
    eventually(lambda: not process.is_running())
    assert wish(demo, "hello").text == "hello"


def test_any_number_that_died_unseen_costs_no_request(demo: Demo, monkeypatch: pytest.MonkeyPatch) -> None:
    together, made = threading.Barrier(3), list[Scripted]()

    def environment(*_given: object) -> Scripted:
        made.append(Scripted(together))
        return made[-1]

    monkeypatch.setattr(lambda_service, "Environment", environment)
    functions = lambda_service.LambdaService(demo.template, {}, {})
    with ThreadPoolExecutor(3) as threads:
        assert all(each.delivered for each in threads.map(lambda _: functions.invoke("EchoFunction", {}), range(3)))
    for each in made:
        each.dead = True
    together = threading.Barrier(1)
    assert functions.invoke("EchoFunction", {}).delivered
    assert len(made) == 4


def test_environment_is_used_again_for_the_next_event(demo: Demo) -> None:
    before, after = facts(demo), facts(demo)
    assert after["pid"] == before["pid"]
    assert after["calls"] == before["calls"] + 1


def test_events_at_the_same_time_have_environments_of_their_own(demo: Demo, tmp_path: Path) -> None:
    morning = tmp_path / "morning"
    with ThreadPoolExecutor(3) as threads:
        sleepers = [threads.submit(wish, demo, f"until {morning}") for _ in range(2)]
        assert wish(demo, "hello").text == "hello"
        assert not any(sleeper.done() for sleeper in sleepers)
        morning.touch()
        assert [sleeper.result().status_code for sleeper in sleepers] == [200, 200]


def test_function_sees_nothing_of_its_parents_environment(demo: Demo, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SECRET_OF_THE_PARENT", "x")
    wish(demo, "die")  # the next one starts now
    seen = facts(demo)["environment"]
    assert "SECRET_OF_THE_PARENT" not in seen
    assert seen["AWS_REGION"] == "us-east-1"
    assert seen["TZ"] == ":UTC"


def test_function_gets_the_stacks_value_only_for_variables_that_the_template_names(demo: Demo) -> None:
    service = demo.functions
    variables = service.variables("EchoFunction")
    assert variables["ORDAK_DATABASE_URL"] == "postgresql://echo"
    assert variables["SHOPIFY_WEBHOOK_SECRET_BANNOS"] == "of the template"  # noqa: S105 - no secret
    assert "NOT_NAMED" not in variables
    assert "ORDAK_DATABASE_URL" not in service.variables("MisbehaveFunction")


def test_context_tells_name_arn_and_the_time_that_is_left(demo: Demo) -> None:
    seen = facts(demo)
    assert 0 < seen["left"] <= TIMEOUT * 1000
    assert seen["name"] == "MisbehaveFunction"
    assert seen["arn"] == "arn:aws:lambda:us-east-1:123456789012:function:MisbehaveFunction"
    assert seen["request"] != facts(demo)["request"]
    assert seen["folder"].endswith("/functions/demo")


def test_module_that_cannot_be_imported_fails_the_call_with_its_reason(demo: Demo) -> None:
    outcome = demo.functions.invoke("UnimportableFunction", {})
    assert outcome.error == "Runtime.ImportModuleError"
    assert b"No module named 'missing'" in outcome.payload


def test_fifty_calls_at_once_are_all_answered(demo: Demo) -> None:
    with ThreadPoolExecutor(50) as threads:
        answers = list(threads.map(lambda _: demo.http.get("/echo").status_code, range(50)))
    assert answers == [200] * 50


def test_output_of_a_function_is_passed_on_line_by_line(demo: Demo, eventually: Eventually) -> None:
    wish(demo, "raise")
    eventually(lambda: any("ValueError" in line for line in demo.lines.of("MisbehaveFunction")))
