"""What the suite calls is counted: by which process it was called does not matter, nor in which it is printed."""

import json
from pathlib import Path

import pytest

from local.aws.lambda_service import LambdaService
from local.aws.runtime_api import Outcome
from local.aws.template import Template
from local.state import ROOT
from ordak.contract.answers import ANSWERS
from tests import rpc_coverage


@pytest.fixture(autouse=True)
def seen(monkeypatch: pytest.MonkeyPatch) -> rpc_coverage.Seen:
    """Nothing has been called yet."""
    nothing: rpc_coverage.Seen = set()
    monkeypatch.setattr(rpc_coverage, "_seen", nothing)
    return nothing


def test_what_several_processes_saw_is_one_table(
    tmp_path: Path, seen: rpc_coverage.Seen, monkeypatch: pytest.MonkeyPatch
) -> None:
    for process, ok in enumerate((True, False)):
        monkeypatch.setattr("os.getpid", lambda process=process: process)
        rpc_coverage.saw("function", "complete_filling", ok=ok)
        rpc_coverage.saw("function", "complete_covering", ok=True)
        rpc_coverage.saw("function", "no such function", ok=True)
        rpc_coverage.keep(tmp_path)
        seen.clear()
    _, functions, routes, never_ok, *_ = rpc_coverage.table(tmp_path).splitlines()
    assert functions.split() == ["functions", "2", "1", str(len(ANSWERS))]
    assert routes.split()[:3] == ["routes", "0", "0"]
    assert "complete_packing" in never_ok
    assert "complete_covering" not in never_ok


@pytest.mark.parametrize(
    ("outcome", "ok"),
    [
        (Outcome(b'{"statusCode": 201, "body": "{}"}'), True),
        (Outcome(b'{"statusCode": 302, "headers": {}}'), True),
        (Outcome(b'{"statusCode": 409, "body": "{}"}'), False),
        (Outcome(b'{"errorMessage": "x"}', "Unhandled"), False),
        (Outcome(b"null"), False),
    ],
)
def test_an_answer_of_a_gateway_is_a_route_with_success_or_a_refusal(
    seen: rpc_coverage.Seen, outcome: Outcome, *, ok: bool
) -> None:
    invoke = rpc_coverage.watched(lambda *_: outcome)
    service = LambdaService(Template({}), {}, {})
    event = {"rawPath": "/rpc/undo", "requestContext": {"http": {"method": "POST"}}}
    assert invoke(service, "RpcFunction", event) is outcome
    invoke(service, "SweeperFunction", {"source": "aws.scheduler"})
    assert seen == {("route", "POST /rpc/undo", ok)}


def test_a_table_of_everything_names_nothing(tmp_path: Path) -> None:
    paths = json.loads((ROOT / "openapi.json").read_text())["paths"]
    for ok in (True, False):
        for name in ANSWERS:
            rpc_coverage.saw("function", name, ok=ok)
        for path, methods in paths.items():
            for method in methods:
                rpc_coverage.saw("route", f"{method.upper()} {path}", ok=ok)
    rpc_coverage.keep(tmp_path)
    assert "never" not in rpc_coverage.table(tmp_path)
