"""`sam local`: every function with every event, in a container of AWS's base image, against the stack."""

import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest

from local.doubles.webhook_sender import Shop
from local.servers.processes import START_SECONDS, end, free_port, last_lines, listens, spawn, wait_until
from local.stack import Stack
from local.state import ROOT
from local.terminal import events
from local.terminal.containers import bridge_address, reachable

# AWS's own, or a stand-in that `make lambda-image` has made.
IMAGE = "public.ecr.aws/lambda/python:3.13-x86_64"
SAM = [sys.executable, "-m", "samcli", "local"]
Invoke = Callable[[str, Mapping[str, Any]], Any]
PATIENCE = 330.0  # seconds: a function's own limit, at most 300 for these events, ends it before
ENVIRONMENT = {**os.environ, "SAM_CLI_TELEMETRY": "0", "AWS_DEFAULT_REGION": "us-east-1"}


@pytest.fixture(scope="module")
def docker() -> None:
    """Skip where there is no engine or no base image."""
    program = shutil.which("docker")
    for what, asked in (("Docker engine", ["info"]), (f"image {IMAGE}", ["image", "inspect", IMAGE])):
        if program is None or subprocess.run([program, *asked], check=False, capture_output=True).returncode != 0:
            pytest.skip(f"there is no {what}: make lambda-image tells how to get it")


@pytest.fixture(scope="module")
def options(
    docker: None,
    stack: Stack,
    artifacts: Path,
    fresh_database: Mapping[str, str],
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[list[str]]:
    """Let containers reach the stack and return what sam local needs for that; migrations run on a fresh database."""
    assert docker is None
    assert artifacts.exists()
    variables = {name: stack.functions.variables(name) for name in stack.template.functions}
    variables["MigrateFunction"] |= fresh_database
    with reachable(variables, bridge_address()) as changed:
        file = tmp_path_factory.mktemp("containers") / "variables.json"
        file.write_text(json.dumps(changed))
        yield ["--env-vars", str(file), "--skip-pull-image"]


@contextmanager
def serving(verb: str, options: Sequence[str], folder: Path) -> Iterator[str]:
    """Run `sam local start-…`, whose containers stay for the next event; its address."""
    port, log = free_port(), folder / f"{verb}.log"
    command = [*SAM, verb, "--port", str(port), "--warm-containers", "LAZY", *options]
    with log.open("wb") as output:
        process = spawn(command, env=ENVIRONMENT, cwd=ROOT, output=output)
    try:
        wait_until(lambda: listens(port), START_SECONDS, lambda: last_lines(log))
        yield f"http://127.0.0.1:{port}"
    except AssertionError as failed:
        failed.add_note(last_lines(log))
        raise
    finally:
        end(process, signal.SIGTERM, patience=20)


@pytest.fixture(scope="module")
def invoke(options: list[str], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Invoke]:
    """Invoke an event's function in a container, the same for all events of a function."""
    with (
        serving("start-lambda", options, tmp_path_factory.mktemp("lambda")) as url,
        httpx.Client(base_url=url, timeout=PATIENCE) as client,
    ):

        def call(name: str, event: Mapping[str, Any]) -> Any:
            path = f"/2015-03-31/functions/{events.function_of(name)}/invocations"
            answer = client.post(path, json=event)
            assert answer.status_code == 200, answer.text
            return answer.json()

        yield call


ALWAYS: dict[str, Any] = {
    "alarm-notifier-sns": {"told": 1},
    "ingest-retry-batch": {"batchItemFailures": [{"itemIdentifier": "00000000-0000-4000-8000-000000000001"}]},
    "inventory-wake-up": {"batchItemFailures": []},
    "sync-wake-up": {"batchItemFailures": [], "records": 1},
    "fan-out-wake-up": {"batchItemFailures": []},
    "marketplace-wake-up": {"batchItemFailures": [], "records": 1},
    "live-connect": {"statusCode": 403},  # its ticket is nobody's
    "live-disconnect": {"statusCode": 200},
    "live-ping": {"statusCode": 200, "body": '[{"type": "pong"}]'},
}


def expected(name: str, answer: Any) -> bool:
    """Whether an event came to what its name says."""
    match name:
        case _ if name in ALWAYS:
            right = answer == ALWAYS[name]
        case "ingest-retry-schedule":
            right = answer["failed"] == 0
        case "sweeper-schedule":
            right = {"push_stores", "runs"} <= answer.keys()
        case "reporter-schedule":
            right = {"alerts", "events"} <= answer.keys()
        case "sentry-logs":
            right = answer["sent"] + answer["dropped"] == 1
        case "migrate":
            right = answer["ok"] and answer["applied"]
        case "rpc-unknown":
            right = answer["statusCode"] == 404
        case _:
            right = answer["statusCode"] == 200 and json.loads(answer["body"])["ok"]
    return bool(right)


def event_of(name: str, stack: Stack, token: Callable[[], str]) -> dict[str, Any]:
    """Return an event as the stack accepts it; what it scans has been sold."""
    if name.startswith("rpc-scan"):
        sold = events.filled(events.read("webhook-order"), stack.env, token)
        assert Shop(stack.env).deliver(events.body(sold)).status_code == 200
    return events.filled(events.read(name), stack.env, token)


@pytest.mark.parametrize("name", events.names())
def test_event_is_answered_in_a_container(name: str, stack: Stack, invoke: Invoke, token: Callable[[], str]) -> None:
    answer = invoke(name, event_of(name, stack, token))
    assert expected(name, answer), answer


def test_event_is_answered_by_the_command_an_engineer_types(
    stack: Stack, options: list[str], token: Callable[[], str], tmp_path: Path
) -> None:
    name, file = "rpc-scan-url", tmp_path / "event.json"
    file.write_text(json.dumps(event_of(name, stack, token)))
    command = [*SAM, "invoke", events.function_of(name), "--event", str(file), *options]
    done = subprocess.run(command, cwd=ROOT, env=ENVIRONMENT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    answer = json.loads(done.stdout.strip().splitlines()[-1])
    assert expected(name, answer), answer


def test_api_of_the_template_answers_from_containers(
    stack: Stack, options: list[str], token: Callable[[], str], tmp_path: Path
) -> None:
    with serving("start-api", options, tmp_path) as url, httpx.Client(base_url=url, timeout=PATIENCE) as api:
        assert api.get("/api/health").json()["ok"] is True
        for name in ("webhook-order", "rpc-scan-api"):
            event = events.filled(events.read(name), stack.env, token)
            answer = api.post(event["rawPath"], content=events.body(event), headers=event["headers"])
            assert answer.status_code == 200, answer.text
        assert api.post("/rpc/bake_it_now", json={}).json()["code"] == "REQ003"
