"""Failures to Sentry: what a line of the log holds, once for those that are alike, and nothing when Sentry is away."""

import base64
import gzip
import json
from collections.abc import Iterator
from queue import Queue
from typing import Any

import pytest

import sentry_app
import sentry_door
from local.aws.filter_pattern import passes
from local.aws.log_subscriptions import LogSubscriptions, logs_event
from local.aws.template import Subscription, read_template
from local.doubles.outside import Outside
from local.state import ROOT
from ordak.log import Line
from tests.clock import Clock, Gate

SUBSCRIPTION = Subscription("SentryFunction", "Rpc", "RpcLogs", "")
LINE = {
    "level": "ERROR",
    "location": "failed:59",
    "message": "failed",
    "timestamp": "2026-11-21T12:00:00.000+00:00",
    "service": "ordak",
    "function": "complete_filling",
    "code": "SYS001",
    "store": "bannos",
    "actor_id": "5a000000-0000-4000-8000-000000000001",
    "correlation_id": "c-1234567",
    "duration_ms": 12.5,
    "error_type": "DatabaseError",
    "sqlstate": "23505",
    "where": "rpc_app.py:33 database.py:75",
}


class Context:
    aws_request_id = "invocation"

    def __init__(self, seconds: float = 15) -> None:
        self.seconds = seconds

    def get_remaining_time_in_millis(self) -> int:
        return int(self.seconds * 1000)


@pytest.fixture(scope="module")
def listening() -> Iterator[Outside]:
    one = Outside()
    one.start()
    yield one
    one.stop()


@pytest.fixture
def outside(listening: Outside, monkeypatch: pytest.MonkeyPatch) -> Outside:
    listening.forget()
    monkeypatch.setattr(sentry_app, "_quiet_until", 0.0)
    monkeypatch.setenv("ORDAK_ENVIRONMENT", "local")
    monkeypatch.setenv("SENTRY_DSN", listening.variables["SENTRY_DSN"])
    return listening


def event(*messages: Any) -> dict[str, Any]:
    """The event of some lines, as CloudWatch Logs sends it."""
    entries = [
        {
            "id": str(number),
            "timestamp": 1_795_262_400_000,
            "message": each if isinstance(each, str) else json.dumps(each),
        }
        for number, each in enumerate(messages)
    ]
    return logs_event(SUBSCRIPTION, entries)


def run(*messages: Any, seconds: float = 15) -> dict[str, int]:
    told: dict[str, int] = sentry_app.handler(event(*messages), Context(seconds))
    return told


def test_an_event_is_what_the_line_holds_by_its_place(outside: Outside) -> None:
    assert run(LINE) == {"sent": 1, "dropped": 0}
    (heard,) = outside.received("sentry")
    assert heard.pop("event_id")
    assert heard.pop("release").startswith("ordak@")
    assert heard == {
        "timestamp": "2026-11-21T12:00:00+00:00",
        "platform": "python",
        "level": "error",
        "logger": "ordak",
        "environment": "local",
        "transaction": "complete_filling",
        "fingerprint": ["complete_filling", "DatabaseError", "database.py:75"],
        "exception": {
            "values": [
                {
                    "type": "DatabaseError",
                    "value": "SYS001",
                    "stacktrace": {
                        "frames": [{"filename": "rpc_app.py", "lineno": 33}, {"filename": "database.py", "lineno": 75}]
                    },
                }
            ]
        },
        "tags": {
            "code": "SYS001",
            "correlation_id": "c-1234567",
            "function": "complete_filling",
            "sqlstate": "23505",
            "store": "bannos",
            "lines": "1",
        },
    }


def test_a_field_that_is_none_of_the_logs_reaches_nobody(outside: Outside) -> None:
    run(
        LINE
        | {
            "body": "Zz-CANARY",
            "customer": {"email": "Zz-CANARY"},
            "errorMessage": "Zz-CANARY",
            "exception": "Zz-CANARY",
        }
    )
    (call,) = outside.calls_to("sentry")
    assert "CANARY" not in call.request.body.decode()
    assert "5a000000" not in call.request.body.decode()  # who did it is nobody's business there
    assert set(outside.received("sentry")[0]["tags"]) <= Line.__annotations__.keys() | {"lines"}


def test_of_an_exception_that_nobody_caught_the_kind_alone_is_told(outside: Outside) -> None:
    run(
        {
            "timestamp": "2026-11-21T12:00:00Z",
            "level": "ERROR",
            "requestId": "x",
            "errorType": "ValueError",
            "errorMessage": "Key (email)=(Zz-CANARY) already exists",
            "stackTrace": ["  File x, line 1\n    Zz-CANARY\n"],
        }
    )
    (call,) = outside.calls_to("sentry")
    assert "CANARY" not in call.request.body.decode()
    (heard,) = outside.received("sentry")
    assert heard["fingerprint"] == ["Rpc", "ValueError", "-"]


@pytest.mark.parametrize("status", ["timeout", "error"])
def test_an_end_that_lambda_tells_of_is_a_failure_of_its_function(outside: Outside, status: str) -> None:
    run({"time": "2026-11-21T12:00:00Z", "type": "platform.report", "record": {"requestId": "x", "status": status}})
    assert outside.received("sentry")[0]["fingerprint"] == ["Rpc", f"Lambda.{status}", "-"]


@pytest.mark.parametrize(
    "message",
    ["no json", "[]", LINE | {"level": "WARNING"}, {"type": "platform.report", "record": {"status": "success"}}, "1"],
)
def test_what_is_no_failure_is_passed_over(outside: Outside, message: Any) -> None:
    assert run(message) == {"sent": 0, "dropped": 0}
    assert outside.calls_to("sentry") == []


def test_failures_that_are_alike_are_one_event_and_a_storm_is_told_by_its_first(outside: Outside) -> None:
    assert run(*[LINE] * 300, LINE | {"function": "other"}) == {"sent": 2, "dropped": 0}
    assert [each["tags"]["lines"] for each in outside.received("sentry")] == ["300", "1"]
    outside.forget()
    assert run(*[LINE | {"function": f"f{number}"} for number in range(50)]) == {"sent": 20, "dropped": 30}


def test_a_batch_that_comes_twice_is_told_once(outside: Outside) -> None:
    run(LINE)
    run(LINE)
    assert (len(outside.calls_to("sentry")), len(outside.received("sentry"))) == (2, 1)


@pytest.mark.parametrize("kind", ["reset before", "reset after", "status"])
def test_a_failure_of_sentrys_drops_the_rest_and_raises_nothing(outside: Outside, kind: Any) -> None:
    outside.fail("sentry", kind)
    assert run(LINE, LINE | {"function": "other"}) == {"sent": 0, "dropped": 2}
    assert run(LINE) == {"sent": 0, "dropped": 1}  # it is left alone for a while
    assert len(outside.calls_to("sentry")) == 1


def test_sentry_is_left_alone_for_as_long_as_it_asks(outside: Outside, monkeypatch: pytest.MonkeyPatch) -> None:
    clock = Clock()
    monkeypatch.setattr(sentry_app, "time", clock)
    outside.fail("sentry", "status", status=429, retry_after="600")
    run(LINE)
    clock.move(599)
    assert run(LINE)["sent"] == 0
    clock.move(2)
    assert run(LINE)["sent"] == 1


@pytest.mark.parametrize(
    "limits", ["600:error:project", "1:session:project, 600::organization", "600:transaction;error:key"]
)
@pytest.mark.parametrize("status", [200, 429])
def test_a_limit_for_errors_is_kept_to_with_whatever_answer_it_comes(
    outside: Outside, monkeypatch: pytest.MonkeyPatch, limits: str, status: int
) -> None:
    clock = Clock()
    monkeypatch.setattr(sentry_app, "time", clock)
    outside.fail(
        "sentry", "headers" if status == 200 else "status", status=status, headers={"X-Sentry-Rate-Limits": limits}
    )
    told = run(LINE, LINE | {"function": "other"})
    assert told == ({"sent": 1, "dropped": 1} if status == 200 else {"sent": 0, "dropped": 2})
    clock.move(500)
    assert run(LINE)["sent"] == 0
    clock.move(101)
    assert run(LINE)["sent"] == 1


@pytest.mark.parametrize(
    "limits", ["600:transaction:project", "600:monitor;session:key", "soon:error:project", ";;", "600"]
)
def test_a_limit_for_something_else_or_none_that_can_be_read_holds_up_no_event(outside: Outside, limits: str) -> None:
    outside.fail("sentry", "headers", headers={"X-Sentry-Rate-Limits": limits})
    assert run(LINE, LINE | {"function": "other"}) == {"sent": 2, "dropped": 0}


@pytest.mark.parametrize("said", ["soon", "-1", "9" * 30, "", "0", "Mon, 01 Jan 2024 00:00:00 GMT", None])
def test_after_an_answer_that_names_no_time_sentry_is_left_alone_for_a_while(
    outside: Outside, monkeypatch: pytest.MonkeyPatch, said: str | None
) -> None:
    clock = Clock()
    monkeypatch.setattr(sentry_app, "time", clock)
    outside.fail("sentry", "status", status=429, retry_after=said)
    assert run(LINE) == {"sent": 0, "dropped": 1}
    clock.move(29)
    assert run(LINE)["sent"] == 0
    clock.move(86_400)
    assert run(LINE)["sent"] == 1


def test_the_sdk_adds_nothing_of_its_own_whatever_its_variables_say(
    outside: Outside, monkeypatch: pytest.MonkeyPatch
) -> None:
    sentry_door._client.cache_clear()  # noqa: SLF001 - it reads them when the client is made
    for name, value in {
        "SENTRY_RELEASE": "theirs",
        "SENTRY_ENVIRONMENT": "theirs",
        "SENTRY_SPOTLIGHT": f"{outside.url}/api/spotlight/",
        "SENTRY_DEBUG": "1",
        "http_proxy": "http://127.0.0.1:9",
    }.items():
        monkeypatch.setenv(name, value)
    assert run(LINE, LINE | {"function": "web/kiosk", "version": "3f9c2ab81d04"}) == {"sent": 2, "dropped": 0}
    assert len(outside.calls_to("sentry")) == 2
    first, page = outside.received("sentry")
    assert first.keys() == page.keys() == sentry_door._ATTRIBUTES  # noqa: SLF001 - the list that there is
    assert (first["release"][:6], first["environment"]) == ("ordak@", "local")
    assert (page["release"], page["tags"].keys() & {"version"}) == ("ordak-kiosk@3f9c2ab81d04", set())
    assert page["tags"]["function"] == "web/kiosk"


def test_an_event_that_the_sdk_drops_does_not_count_as_sent(outside: Outside, monkeypatch: pytest.MonkeyPatch) -> None:
    assert run(LINE) == {"sent": 1, "dropped": 0}
    monkeypatch.setattr(sentry_door, "_ATTRIBUTES", None)  # what chooses them fails, which the SDK keeps to itself
    assert run(LINE) == {"sent": 0, "dropped": 1}
    assert len(outside.calls_to("sentry")) == 1


def test_one_client_does_for_every_invocation_and_keeps_nothing_of_the_one_before(outside: Outside) -> None:
    sentry_door._client.cache_clear()  # noqa: SLF001 - from its beginning
    run(LINE)
    outside.forget()
    run({name: LINE[name] for name in ("level", "message", "error_type")})
    assert sentry_door._client.cache_info().misses == 1  # noqa: SLF001 - how many were made
    (heard,) = outside.received("sentry")
    assert (heard["tags"], heard["transaction"]) == ({"lines": "1"}, "Rpc")


def test_without_a_dsn_with_a_bad_one_or_without_time_nothing_is_sent(
    outside: Outside, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert run(LINE, seconds=8)["sent"] == 0
    for dsn in ("", "https://no-key/1", "nonsense"):
        monkeypatch.setenv("SENTRY_DSN", dsn)
        assert run(LINE)["sent"] == 0
    assert outside.calls_to("sentry") == []


def test_what_cloudwatch_says_when_it_subscribes_is_no_failure(outside: Outside) -> None:
    control = {
        "messageType": "CONTROL_MESSAGE",
        "logGroup": "",
        "logEvents": [{"id": "", "timestamp": 1, "message": "CWL CONTROL"}],
    }
    data = base64.b64encode(gzip.compress(json.dumps(control).encode())).decode()
    assert sentry_app.handler({"awslogs": {"data": data}}, Context())["sent"] == 0
    assert outside.calls_to("sentry") == []


def test_every_function_but_this_one_is_listened_to_with_a_filter_that_lets_failures_through() -> None:
    template = read_template(ROOT / "template.yaml", "http://sqs")
    groups = {name: function.log_group for name, function in template.functions.items()}
    own = groups.pop("SentryFunction")
    assert all(groups.values())
    assert sorted(each.log_group for each in template.subscriptions) == sorted(groups.values())
    assert own not in groups.values()
    for each in template.subscriptions:
        assert each.function == "SentryFunction"
        assert passes(each.pattern, json.dumps(LINE))
        assert passes(each.pattern, '{"type": "platform.report", "record": {"status": "timeout"}}')
        assert not passes(each.pattern, json.dumps(LINE | {"level": "WARNING"}))
        assert not passes(each.pattern, "ERROR")


def test_what_a_page_says_passes_the_filter_of_rpc_and_sets_off_no_alarm_of_failed_calls() -> None:
    line = json.dumps(LINE | {"level": "WARNING", "message": "page_failed"})
    template = read_template(ROOT / "template.yaml", "http://sqs")
    assert [each.log_group for each in template.subscriptions if passes(each.pattern, line)] == ["RpcLogs"]


def test_a_filter_that_the_local_stack_does_not_understand_is_no_silence() -> None:
    for pattern in ("{ $.level != INFO }", "ERROR", "{ $.x > 1 }"):
        with pytest.raises(ValueError, match="not understood"):
            passes(pattern, "{}")


def test_who_writes_a_line_waits_for_nobody() -> None:
    template = read_template(ROOT / "template.yaml", "http://sqs")
    written: list[str] = []
    heard: Queue[str] = Queue()
    gate = Gate()
    subscribers = LogSubscriptions(template)
    log = subscribers.through(lambda _function, line: written.append(line))

    def slow(function: str, _event: Any) -> None:
        gate.sleep(1)
        heard.put(function)

    subscribers.start(slow)
    for _ in range(3):
        log("RpcFunction", json.dumps(LINE))
        log("SentryFunction", json.dumps(LINE))
    assert len(written) == 6
    assert heard.empty()
    gate.open()
    assert [heard.get(timeout=30) for _ in range(3)] == ["SentryFunction"] * 3
    subscribers.stop()
