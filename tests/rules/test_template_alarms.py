"""The alarms can fire: what they count is what our functions print, and a release that rings one is taken back."""

import json
import subprocess
import sys
from datetime import datetime
from typing import Any

import pytest

from local.cloudformation import load
from local.state import ROOT

RESOURCES: dict[str, Any] = load(ROOT / "template.yaml")["Resources"]


def of_type(kind: str) -> dict[str, Any]:
    return {name: each["Properties"] for name, each in RESOURCES.items() if each["Type"] == kind}


PRINTED = """
import time
from ordak import log
log.failed(time.perf_counter(), ValueError("Zz-CANARY"), function="webhook")
log.survived(ValueError("Zz-CANARY"), function="order_rules")
"""


@pytest.mark.parametrize("group", ["WebhookLogs", "RpcLogs", "IngestRetryLogs"])
def test_failure_that_lambda_does_not_see_is_counted_and_rings(group: str) -> None:
    [counted] = [each for each in of_type("AWS::Logs::MetricFilter").values() if each["LogGroupName"] == {"Ref": group}]
    assert counted["FilterPattern"] == '{ $.level = "ERROR" }'
    [made] = counted["MetricTransformations"]
    metric = (made["MetricNamespace"], made["MetricName"])
    rings = [
        each
        for each in of_type("AWS::CloudWatch::Alarm").values()
        if (each["Namespace"], each.get("MetricName")) == metric
    ]
    assert [(each["Threshold"], each["AlarmActions"]) for each in rings] != []
    assert all(each["AlarmActions"] and each["TreatMissingData"] for each in rings)


def test_filters_count_the_line_of_a_failure_and_not_of_what_cost_nothing() -> None:
    done = subprocess.run([sys.executable, "-c", PRINTED], check=True, capture_output=True, text=True)
    failed, survived = (json.loads(line) for line in done.stdout.splitlines())
    assert (failed["level"], failed["error_type"], survived["level"]) == ("ERROR", "ValueError", "WARNING")
    # RFC 3339, or Lambda takes the line for INFO.
    assert "T" in failed["timestamp"]
    assert datetime.fromisoformat(failed["timestamp"]).utcoffset() is not None
    assert "CANARY" not in done.stdout


@pytest.mark.parametrize("function", ["WebhookFunction", "RpcFunction"])
def test_release_that_rings_is_taken_back(function: str) -> None:
    alarms = json.dumps(RESOURCES[function]["Properties"]["DeploymentPreference"])
    named = [name for name in of_type("AWS::CloudWatch::Alarm") if f'"{name}"' in alarms]
    assert any(name.endswith("Failures") for name in named)
    assert any(name.endswith("Errors") for name in named)


def test_every_alarm_says_what_to_do_and_what_silence_means() -> None:
    for name, alarm in of_type("AWS::CloudWatch::Alarm").items():
        assert "docs/runbook.md#" in alarm["AlarmDescription"], name
        assert "TreatMissingData" in alarm, name


def test_queues_that_hold_orders_outlive_the_stack() -> None:
    for name in ("IngestRetryQueue", "IngestRetryDeadLetters"):
        assert RESOURCES[name]["DeletionPolicy"] == RESOURCES[name]["UpdateReplacePolicy"] == "Retain"
    assert RESOURCES["IngestRetryQueue"]["Properties"]["RedrivePolicy"]["maxReceiveCount"] == 1000
