"""`sam local`: every function with every event, in a container of AWS's base image, against the stack."""

import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import httpx
import pytest

from local import events
from local.containers import bridge_address, reachable
from local.processes import end, free_port, last_lines, listens, spawn, wait_until
from local.shop import Shop
from local.stack import Stack
from local.state import ROOT

# AWS's own, or a stand-in that `make lambda-image` has made.
IMAGE = "public.ecr.aws/lambda/python:3.13-x86_64"
SAM = [sys.executable, "-m", "samcli", "local"]
ENVIRONMENT = {**os.environ, "SAM_CLI_TELEMETRY": "0", "AWS_DEFAULT_REGION": "us-east-1"}


@pytest.fixture(scope="module")
def docker() -> None:
    """Skip where there is no engine or no base image."""
    program = shutil.which("docker")
    for what, asked in (("Docker engine", ["info"]), (f"image {IMAGE}", ["image", "inspect", IMAGE])):
        if program is None or subprocess.run([program, *asked], check=False, capture_output=True).returncode != 0:
            pytest.skip(f"there is no {what}: make lambda-image tells how to get it")


@pytest.fixture
def options(
    docker: None, stack: Stack, artifacts: Path, fresh_database: Mapping[str, str], tmp_path: Path
) -> Iterator[list[str]]:
    """Let containers reach the stack and return what sam local needs for that; migrations run on a fresh database."""
    assert docker is None
    assert artifacts.exists()
    variables = {name: stack.functions.variables(name) for name in stack.template.functions}
    variables["MigrateFunction"] |= fresh_database
    with reachable(variables, bridge_address()) as changed:
        file = tmp_path / "variables.json"
        file.write_text(json.dumps(changed))
        yield ["--env-vars", str(file), "--skip-pull-image"]


def invoke(name: str, event: Mapping[str, Any], options: list[str], folder: Path) -> Any:
    """Invoke an event's function in a container of its own."""
    file = folder / "event.json"
    file.write_text(json.dumps(event))
    command = [*SAM, "invoke", events.function_of(name), "--event", str(file), *options]
    done = subprocess.run(command, cwd=ROOT, env=ENVIRONMENT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout.strip().splitlines()[-1])


ALWAYS: dict[str, Any] = {
    "alarm-notifier-sns": {"told": 1},
    "ingest-retry-batch": {"batchItemFailures": [{"itemIdentifier": "00000000-0000-4000-8000-000000000001"}]},
    "inventory-doorbell": {"batchItemFailures": []},
    "sync-doorbell": {"batchItemFailures": [], "records": 1},
    "fan-out-doorbell": {"batchItemFailures": []},
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


@pytest.mark.parametrize("name", events.names())
def test_event_is_answered_in_a_container(
    name: str, stack: Stack, options: list[str], token: Callable[[], str], tmp_path: Path
) -> None:
    if name.startswith("rpc-scan"):  # what it scans has been sold
        sold = events.filled(events.read("webhook-order"), stack.env, token)
        assert Shop(stack.env).deliver(events.body(sold)).status_code == 200
    answer = invoke(name, events.filled(events.read(name), stack.env, token), options, tmp_path)
    assert expected(name, answer), answer


def test_api_of_the_template_answers_from_containers(
    stack: Stack, options: list[str], token: Callable[[], str], tmp_path: Path
) -> None:
    port, log = free_port(), tmp_path / "start-api.log"
    command = [*SAM, "start-api", "--port", str(port), "--warm-containers", "LAZY", *options]
    with log.open("wb") as output:
        process = spawn(command, env=ENVIRONMENT, cwd=ROOT, output=output)
    try:
        wait_until(lambda: listens(port), 60, lambda: last_lines(log))
        with httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=60) as api:
            assert api.get("/api/health").json()["ok"] is True
            for name in ("webhook-order", "rpc-scan-api"):
                event = events.filled(events.read(name), stack.env, token)
                answer = api.post(event["rawPath"], content=events.body(event), headers=event["headers"])
                assert answer.status_code == 200, (answer.text, last_lines(log))
            assert api.post("/rpc/bake_it_now", json={}).json()["code"] == "REQ003"
    finally:
        end(process, signal.SIGTERM, patience=20)
