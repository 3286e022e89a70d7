"""Every function and trigger of the template has an event; what is filled in holds; nothing committed is secret."""

import json
import re
from pathlib import Path

import pytest

from ingest import unpack
from local.aws.cloudformation import load
from local.aws.live_api import read_socket_api
from local.servers.processes import wait_until
from local.stack import Stack
from local.state import ROOT
from local.terminal import events
from local.terminal.cli import NOT_POSSIBLE, main

# What invokes which function, and the events that stand for it; a trigger that is added needs an event here.
TRIGGERS = {
    ("WebhookFunction", "HttpApi"): {"webhook-order", "webhook-order-base64"},
    ("RpcFunction", "HttpApi"): {"rpc-scan-api", "rpc-unknown", "rpc-api-health", "rpc-edge-health"},
    ("RpcFunction", "FunctionUrl"): {"rpc-scan-url"},
    ("AuthFunction", "HttpApi"): {"auth-device"},
    ("IngestRetryFunction", "SQS"): {"ingest-retry-batch"},
    ("IngestRetryFunction", "ScheduleV2"): {"ingest-retry-schedule"},
    ("InventoryWorkerFunction", "SQS"): {"inventory-wake-up"},
    ("SweeperFunction", "ScheduleV2"): {"sweeper-schedule"},
    ("ReporterFunction", "ScheduleV2"): {"reporter-schedule"},
    ("AlarmNotifierFunction", "SNS"): {"alarm-notifier-sns"},
    ("SentryFunction", "CloudWatchLogs"): {"sentry-logs"},
    ("LiveFunction", "WebSocketApi"): {"live-connect", "live-ping", "live-disconnect"},
    ("FanOutFunction", "SQS"): {"fan-out-wake-up"},
    ("SyncFunction", "SQS"): {"sync-wake-up"},
    ("MarketplaceFunction", "SQS"): {"marketplace-wake-up"},
    ("MigrateFunction", ""): {"migrate"},
}
FILLED = "filled in by: ordak event"
SECRET_HEADERS = ("x-shopify-hmac-sha256", "authorization")


def triggers() -> set[tuple[str, str]]:
    """What the template lets invoke each function; "" when it is only invoked by name."""
    found = set()
    sockets = set(read_socket_api(ROOT / "template.yaml").routes.values())
    for name, resource in load(ROOT / "template.yaml")["Resources"].items():
        if resource["Type"] == "AWS::Serverless::Function":
            properties = resource["Properties"]
            kinds = {event["Type"] for event in properties.get("Events", {}).values()}
            kinds |= {"FunctionUrl"} if "FunctionUrlConfig" in properties else set()
            kinds |= {"WebSocketApi"} if name in sockets else set()
            found |= {(name, kind) for kind in kinds or {""}}
    return found


def test_every_trigger_of_every_function_has_an_event_and_every_event_a_trigger() -> None:
    assert triggers() == set(TRIGGERS)
    assert sorted(name for names in TRIGGERS.values() for name in names) == events.names()
    for (function, _), names in TRIGGERS.items():
        assert {events.function_of(name) for name in names} == {function}


def test_every_event_is_a_row_of_the_table_in_the_readme() -> None:
    rows = re.findall(r"^\| ([\w-]+) \| (\w+) \|", (events.EVENTS / "README.md").read_text(), re.MULTILINE)
    heading = {"event": "function"}
    assert dict(rows) == heading | {name: events.function_of(name) for name in events.names()}


@pytest.mark.parametrize("name", events.names())
def test_no_event_holds_a_signature_or_a_token(name: str) -> None:
    headers = events.read(name).get("headers", {})
    assert {headers[header] for header in SECRET_HEADERS if header in headers} <= {FILLED}


@pytest.mark.parametrize("name", events.names())
def test_event_that_is_printed_has_everything_filled_in(
    name: str, stack: Stack, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["event", name, "--state", str(stack.state)]) == 0
    printed = capsys.readouterr().out
    assert FILLED not in printed
    assert set(json.loads(printed)) == set(events.read(name))


@pytest.mark.parametrize("name", ["webhook-order", "webhook-order-base64", "rpc-api-health", "rpc-edge-health"])
def test_printed_event_is_answered_by_the_stack(name: str, stack: Stack, capsys: pytest.CaptureFixture[str]) -> None:
    main(["event", name, "--state", str(stack.state)])
    event = json.loads(capsys.readouterr().out)

    def answered() -> bool:
        status = json.loads(stack.functions.invoke(events.function_of(name), event).payload)["statusCode"]
        assert status in {200, 503}  # 503 on a machine too busy to connect in time: come again, as Shopify does
        return bool(status == 200)

    wait_until(answered, 30, lambda: f"{name} was never answered")


def test_batch_holds_one_delivery_and_one_message_that_is_none() -> None:
    first, second = (unpack(record["body"]) for record in events.read("ingest-retry-batch")["Records"])
    assert first is None
    assert second is not None
    assert json.loads(second.body)["order_number"] == 900003


def test_unknown_event_is_one_line_with_the_known_ones(stack: Stack, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["event", "nonsense", "--state", str(stack.state)]) == NOT_POSSIBLE
    assert "webhook-order" in capsys.readouterr().err


def test_event_needs_a_stack(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["event", "webhook-order", "--state", str(tmp_path)]) == NOT_POSSIBLE
    assert "make up" in capsys.readouterr().err
