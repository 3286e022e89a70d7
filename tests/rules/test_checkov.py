"""checkov finds in template.yaml what .checkov.yaml explains, and nothing else."""

import json
import os
import shlex
import shutil
import subprocess
from pathlib import Path

import pytest
import yaml

from local.state import ROOT

FUNCTIONS = {
    *("MigrateFunction", "WebhookFunction", "IngestRetryFunction", "RpcFunction"),
    *(
        "InventoryWorkerFunction",
        "SweeperFunction",
        "SyncFunction",
        "ReporterFunction",
        "AlarmNotifierFunction",
        "SentryFunction",
        "AuthFunction",
        "LiveFunction",
        "FanOutFunction",
        "MarketplaceFunction",
    ),
}
QUEUES = {"IngestRetryQueue", "IngestRetryDeadLetters", "ScheduleDeadLetters"}
QUEUES |= {"InventoryQueue", "InventoryDeadLetters", "SyncQueue", "SyncDeadLetters", "LiveQueue", "LiveDeadLetters"}
QUEUES |= {"MarketplaceQueue", "MarketplaceDeadLetters"}
LOGS = {"WebhookLogs", "IngestRetryLogs", "InventoryWorkerLogs", "SweeperLogs", "SyncLogs", "RpcLogs", "MigrateLogs"}
LOGS |= {"ReporterLogs", "AlarmNotifierLogs", "SentryLogs", "AuthLogs", "LiveLogs", "FanOutLogs", "MarketplaceLogs"}
FOUND = {
    "CKV_AWS_116": FUNCTIONS,
    "CKV_AWS_173": FUNCTIONS,
    "CKV_AWS_27": QUEUES,
    "CKV_AWS_158": LOGS | {"ApiLogs"},
    "CKV_AWS_26": {"AlarmTopic"},
    "CKV_AWS_86": {"Pages"},
    "CKV_AWS_18": {"PagesBucket", "Media"},
    "CKV_AWS_21": {"PagesBucket", "Media"},
    "CKV_AWS_174": {"Pages"},
}


def test_every_suppression_is_in_the_table() -> None:
    configuration = yaml.safe_load((ROOT / ".checkov.yaml").read_text())
    assert set(configuration["skip-check"]) == set(FOUND)


def test_checkov_finds_what_the_table_says(tmp_path: Path) -> None:
    # It wants another boto3 than aws-sam-cli does, so it runs in an environment of its own.
    checkov = os.environ.get("ORDAK_CHECKOV") or shutil.which("checkov")
    if not checkov:
        pytest.skip("checkov is not installed; `make checkov` brings it")
    # Away from .checkov.yaml, which it would find.
    command = [
        *shlex.split(checkov),
        "--framework=cloudformation",
        f"--file={ROOT / 'template.yaml'}",
        "--skip-download",
    ]
    run = subprocess.run([*command, "--output=json"], cwd=tmp_path, capture_output=True, text=True, check=False)
    found: dict[str, set[str]] = {}
    for failed in json.loads(run.stdout)["results"]["failed_checks"]:
        found.setdefault(failed["check_id"], set()).add(failed["resource"].rsplit(".", 1)[-1])
    assert found == FOUND
