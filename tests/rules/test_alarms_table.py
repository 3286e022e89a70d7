"""alarms.yaml and the functions of the template are all that the generated resources of template.yaml follow from."""

import re

import pytest

from local.aws.cloudformation import parse
from tools.generate.alarms import TABLE, blocks
from tools.generate.generate import TEMPLATE

TEXT, ROWS = TEMPLATE.read_text(), TABLE.read_text()
NEW_FUNCTION = """Resources:
  BakeFunction:
    Type: AWS::Serverless::Function
"""


def test_new_function_has_its_logs_and_sends_its_failures_without_a_row() -> None:
    template = TEXT.replace("Resources:\n", NEW_FUNCTION, 1).replace("Webhook: 5,", "Webhook: 5, Bake: 1,", 1)
    written = blocks(template, ROWS)
    resources = parse(written["alarms"])
    assert resources["BakeLogs"]["Properties"]["RetentionInDays"] == {"Ref": "LogRetentionDays"}
    assert resources["BakeUnreachable"]["Properties"]["LogGroupName"] == {"Ref": "BakeLogs"}
    assert parse(written["subscriptions"])["Bake"]["Properties"]["LogGroupName"] == {"Ref": "BakeLogs"}
    assert "Sentry" not in parse(written["subscriptions"])


def test_a_changed_row_changes_the_alarm_and_its_notice() -> None:
    changed = ROWS.replace("p99 3/5x60 > 2000", "p99 2/3x120 < 3000").replace(
        "Rpc: p99 over 2 seconds in 3 of 5 minutes; people at kiosks wait.", 'Rpc is \\"slow\\".'
    )
    resources = parse(blocks(TEXT, changed)["alarms"])
    alarm, notice = resources["RpcSlow"]["Properties"], resources["RpcSlowNotice"]["Properties"]
    assert (alarm["DatapointsToAlarm"], alarm["EvaluationPeriods"], alarm["Period"]) == (2, 3, 120)
    assert (alarm["Threshold"], alarm["ComparisonOperator"]) == (3000, "LessThanThreshold")
    assert alarm["TreatMissingData"] == "missing"
    assert alarm["AlarmDescription"] == notice["AlarmDescription"] == 'Rpc is "slow". docs/runbook.md#rpc-slow'


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("when: p99 3/5x60 > 2000", "when: p99 of 3/5x60 > 2000"),
        ("actions: notice", "action: notice"),
        ("actions: notice", "actions: notices"),
        ("metric: Duration RpcFunction", "metric: Duration RpFunction"),
        ("metric: RpcFailed", "metric: RpcFaild"),
    ],
)
def test_a_row_that_says_nothing_is_refused(right: str, wrong: str) -> None:
    assert right in ROWS
    with pytest.raises((ValueError, TypeError, KeyError)):
        blocks(TEXT, ROWS.replace(right, wrong))


def test_what_a_person_reads_of_the_template_is_short() -> None:
    by_hand = re.sub(r"^ *# generated (\w+): begin\n.*?# generated \1: end$", "", TEXT, flags=re.DOTALL | re.MULTILINE)
    assert len(by_hand.splitlines()) <= 1900
