"""The alarms can fire: what they count is what our functions print, and a release that makes one fire is rolled back."""

import json
import subprocess
import sys
from datetime import datetime
from typing import Any

import pytest

from local.aws.cloudformation import load
from local.state import ROOT
from tools.cfn_rules.rule import FUNCTION, QUEUE, named

RESOURCES: dict[str, Any] = load(ROOT / "template.yaml")["Resources"]

# Alarm: what it watches, of whom; the statistic, over how many periods of how many seconds; when it fires; where it leads.
# `3/5x60` is three of five minutes. Below one fires when nothing is heard as well, above something does not.
ALARMS = {
    "WebhookErrors": "Errors WebhookFunction Sum 1x60 >0 webhook-errors",
    "WebhookFailures": "WebhookFailed - Sum 1x300 >0 webhook-failures",
    "WebhookThrottles": "Throttles WebhookFunction Sum 2/3x60 >0 throttles",
    "WebhookSlow": "Duration WebhookFunction p99 3/5x60 >4000 webhook-slow",
    "WebhookFailuresBannos": "WebhookFailedBannos - Sum 1x300 >0 webhook-failures",
    "WebhookFailuresFlourlane": "WebhookFailedFlourlane - Sum 1x300 >0 webhook-failures",
    "WebhookRefusalsBannos": "WebhookRefusedBannos - Sum 1/12x300 >2 webhook-refused",
    "WebhookRefusalsFlourlane": "WebhookRefusedFlourlane - Sum 1/12x300 >2 webhook-refused",
    "WebhookStrangers": "WebhookRefusedStrangers - Sum 1/12x300 >5 webhook-refused",
    "WebhookSilenceBannos": "WebhookTakenBannos - Sum WebhookSilenceHoursx3600 <1 webhook-silence",
    "WebhookSilenceFlourlane": "WebhookTakenFlourlane - Sum WebhookSilenceHoursx3600 <1 webhook-silence",
    "RpcErrors": "Errors RpcFunction Sum 1x60 >0 rpc-errors",
    "RpcFailures": "RpcFailed - Sum 2/3x60 >2 rpc-failures",
    "RpcThrottles": "Throttles RpcFunction Sum 2/3x60 >0 throttles",
    "AuthErrors": "Errors AuthFunction Sum 1x60 >0 auth-errors",
    "AuthFailures": "AuthFailed - Sum 2/3x60 >2 auth-failures",
    "AuthThrottles": "Throttles AuthFunction Sum 2/3x60 >0 throttles",
    "RpcSlow": "Duration RpcFunction p99 3/5x60 >2000 rpc-slow",
    "IngestRetryErrors": "Errors IngestRetryFunction Sum 3/5x60 >0 ingest-retry-errors",
    "IngestRetryFailures": "IngestRetryFailed - Sum 2x300 >0 ingest-retry-failures",
    "IngestRetryThrottles": "Throttles IngestRetryFunction Sum 3/5x60 >0 throttles",
    "IngestRetryIdle": "Invocations IngestRetryFunction Sum 2x300 <1 schedule-silence",
    "IngestRetryWaits": "ApproximateNumberOfMessagesNotVisible IngestRetryQueue Maximum 2x300 >0 queue-age",
    "IngestRetryDead": "ApproximateNumberOfMessagesVisible IngestRetryDeadLetters Maximum 1x60 >0 dead-letters",
    "ScheduleDead": "ApproximateNumberOfMessagesVisible ScheduleDeadLetters Maximum 1x60 >0 dead-letters",
    "InventoryWorkerErrors": "Errors InventoryWorkerFunction Sum 3/5x60 >0 worker-errors",
    "InventoryWorkerFailures": "InventoryWorkerFailed - Sum 2x300 >0 push-failures",
    "InventoryWorkerThrottles": "Throttles InventoryWorkerFunction Sum 3/5x60 >0 throttles",
    "InventoryWaits": "ApproximateAgeOfOldestMessage InventoryQueue Maximum 1x300 >600 wake-ups",
    "InventoryDead": "ApproximateNumberOfMessagesVisible InventoryDeadLetters Maximum 1x60 >0 wake-ups",
    "LiveErrors": "Errors LiveFunction Sum 3/5x60 >0 live-failures",
    "LiveFailures": "LiveFailed - Sum 2x300 >0 live-failures",
    "LiveThrottles": "Throttles LiveFunction Sum 3/5x60 >0 throttles",
    "FanOutErrors": "Errors FanOutFunction Sum 3/5x60 >0 live-failures",
    "FanOutFailures": "FanOutFailed - Sum 2x300 >0 live-failures",
    "FanOutThrottles": "Throttles FanOutFunction Sum 3/5x60 >0 throttles",
    "LiveWaits": "ApproximateAgeOfOldestMessage LiveQueue Maximum 1x300 >300 wake-ups",
    "LiveDead": "ApproximateNumberOfMessagesVisible LiveDeadLetters Maximum 1x60 >0 wake-ups",
    "SweeperErrors": "Errors SweeperFunction Sum 3/5x60 >0 worker-errors",
    "SweeperFailures": "SweeperFailed - Sum 2x300 >0 sweeper-failures",
    "SweeperThrottles": "Throttles SweeperFunction Sum 3/5x60 >0 throttles",
    "SweeperIdle": "Invocations SweeperFunction Sum 2x300 <1 schedule-silence",
    "ReporterErrors": "Errors ReporterFunction Sum 3/5x60 >0 worker-errors",
    "ReporterFailures": "ReporterFailed - Sum 2x300 >0 alerts-wait",
    "MailBounced": "Bounce Mail Sum 1x300 >0 mail-bounced",
    "ReporterThrottles": "Throttles ReporterFunction Sum 3/5x60 >0 throttles",
    "ReporterIdle": "Invocations ReporterFunction Sum 2x300 <1 schedule-silence",
    "SentryErrors": "Errors SentryFunction Sum 3x300 >0 sentry-errors",
    "PushesWait": "DueSeconds - Maximum 1x300 >900 pushes-wait",
    "WorkDead": "Dead - Maximum 1x300 >0 work-dead",
    "SyncErrors": "Errors SyncFunction Sum 1x300 >0 worker-errors",
    "SyncFailures": "SyncFailed - Sum 2x300 >0 sync-failures",
    "SyncThrottles": "Throttles SyncFunction Sum 3/5x60 >0 throttles",
    "SyncIdle": "Invocations SyncFunction Sum 1x3600 <1 schedule-silence",
    "SyncWaits": "ApproximateAgeOfOldestMessage SyncQueue Maximum 1x300 >3600 wake-ups",
    "SyncDead": "ApproximateNumberOfMessagesVisible SyncDeadLetters Maximum 1x60 >0 wake-ups",
    "MarketplaceErrors": "Errors MarketplaceFunction Sum 1x300 >0 worker-errors",
    "MarketplaceFailures": "MarketplaceFailed - Sum 3x300 >0 marketplace-failures",
    "MarketplaceThrottles": "Throttles MarketplaceFunction Sum 3/5x60 >0 throttles",
    "MarketplaceWaits": "ApproximateAgeOfOldestMessage MarketplaceQueue Maximum 1x300 >3600 wake-ups",
    "MarketplaceDead": "ApproximateNumberOfMessagesVisible MarketplaceDeadLetters Maximum 1x60 >0 wake-ups",
    "ShopifyFailures": "ShopifyFailed - Sum 3x300 >0 shopify-down",
    "ShopifyVersionDiffers": "ShopifyVersion - Sum 1x300 >0 shopify-version",
    "ApiFailures": "5xx HttpApi Sum 2/3x60 >0 front-door",
    "LiveApiFailures": "ExecutionError LiveApi Sum 2/3x60 >0 front-door",
    "PagesFailures": "5xxErrorRate Pages Average 3/5x60 >5 front-door",
    "AlarmNotifierErrors": "Errors AlarmNotifierFunction Sum 1x300 >0 alarm-notifier-errors",
    "DatabaseUnreachable": "DatabaseUnreachable - Sum 2/3x60 >1 database-away",
}
# Watched where there is traffic at all hours; CloudFront's metrics are in one region alone.
CONDITIONS = {
    "WebhookSilenceBannos": "IsProd",
    "WebhookSilenceFlourlane": "IsProd",
    "SyncIdle": "IsProd",
    "PagesFailures": "SeesCloudFront",
    "PagesFailuresNotice": "SeesCloudFront",
}
# What follows from the database's being away is told by a composite alarm, which is quiet meanwhile.
FOLLOW = {
    *("WebhookFailuresBannos", "WebhookFailuresFlourlane", "WebhookSlow", "RpcFailures", "RpcSlow", "AuthFailures"),
    *("LiveFailures", "FanOutFailures", "LiveWaits", "LiveDead"),
    *("IngestRetryErrors", "IngestRetryFailures", "IngestRetryWaits"),
    *("InventoryWorkerFailures", "InventoryWaits", "InventoryDead", "SweeperErrors", "SweeperFailures", "PushesWait"),
    *("MarketplaceErrors", "MarketplaceFailures"),
    *("ReporterFailures", "SyncErrors", "SyncFailures", "ScheduleDead", "ApiFailures", "PagesFailures"),
}
# Told otherwise: by each shop's own alarm, by DatabaseAway.
TELL_NOBODY = {"WebhookFailures", "DatabaseUnreachable"}

ERROR = '{ $.level = "ERROR" }'
OURSELVES = '{ ($.level = "ERROR") && (($.code NOT EXISTS) || ($.code != "SYS002")) }'
FAILED = '{{ ($.level = "ERROR") && (($.store = "{}") || ($.store NOT EXISTS)) }}'
REFUSED = '{{ ($.outcome = "refused") && ($.store = "{}") }}'
TAKEN = '{{ ($.function = "webhook") && ($.level = "INFO") && ($.outcome != "refused") && ($.store = "{}") }}'
STRANGER = '{ ($.outcome = "refused") && ($.function = "webhook") && ($.store NOT EXISTS) }'
WHO_ASK_POSTGRES = (
    "Webhook",
    "Rpc",
    "Auth",
    "Live",
    "FanOut",
    "IngestRetry",
    "InventoryWorker",
    "Sweeper",
    "Reporter",
    "Sync",
    "Marketplace",
)
SHOPIFY = '{ $.error_type = "ShopifyError" }'
VERSION = '{ $.outcome = "api_version" }'
# Metric: the log groups it is counted in, the lines, and what a line adds.
COUNTED = {
    "WebhookFailed": ({"WebhookLogs"}, OURSELVES, "1"),
    **{
        f"WebhookFailed{store.title()}": ({"WebhookLogs"}, FAILED.format(store), "1")
        for store in ("bannos", "flourlane")
    },
    **{
        f"WebhookRefused{store.title()}": ({"WebhookLogs"}, REFUSED.format(store), "1")
        for store in ("bannos", "flourlane")
    },
    **{
        f"WebhookTaken{store.title()}": ({"WebhookLogs"}, TAKEN.format(store), "1") for store in ("bannos", "flourlane")
    },
    "WebhookRefusedStrangers": ({"WebhookLogs"}, STRANGER, "1"),
    "DatabaseUnreachable": ({f"{name}Logs" for name in WHO_ASK_POSTGRES}, '{ $.code = "SYS002" }', "1"),
    "RpcFailed": ({"RpcLogs"}, ERROR, "1"),
    "AuthFailed": ({"AuthLogs"}, ERROR, "1"),
    "IngestRetryFailed": ({"IngestRetryLogs"}, ERROR, "1"),
    "InventoryWorkerFailed": ({"InventoryWorkerLogs"}, ERROR, "1"),
    "LiveFailed": ({"LiveLogs"}, ERROR, "1"),
    "FanOutFailed": ({"FanOutLogs"}, ERROR, "1"),
    "ReporterFailed": ({"ReporterLogs"}, ERROR, "1"),
    "SweeperFailed": ({"SweeperLogs"}, ERROR, "1"),
    "SyncFailed": ({"SyncLogs"}, ERROR, "1"),
    "MarketplaceFailed": ({"MarketplaceLogs"}, ERROR, "1"),
    "ShopifyFailed": ({"InventoryWorkerLogs", "SweeperLogs", "SyncLogs"}, SHOPIFY, "1"),
    "ShopifyVersion": ({"InventoryWorkerLogs", "SweeperLogs", "SyncLogs"}, VERSION, "1"),
    "DueSeconds": ({"SweeperLogs"}, "{ $.due_seconds = * }", "$.due_seconds"),
    "Dead": ({"SweeperLogs"}, "{ $.dead = * }", "$.dead"),
}
OURS = {"Fn::Sub": "Ordak/${AWS::StackName}"}
NAMESPACES = {
    "-": OURS,
    FUNCTION: "AWS/Lambda",
    QUEUE: "AWS/SQS",
    "AWS::Serverless::HttpApi": "AWS/ApiGateway",
    "AWS::Serverless::WebSocketApi": "AWS/ApiGateway",
    "AWS::CloudFront::Distribution": "AWS/CloudFront",
    "AWS::SES::ConfigurationSet": "AWS/SES",
}


def of_type(kind: str) -> dict[str, Any]:
    return {name: each["Properties"] for name, each in RESOURCES.items() if each["Type"] == kind}


def row(alarm: dict[str, Any]) -> str:
    """An alarm as the table writes it."""
    whom = named(alarm["Dimensions"][0]["Value"]) if "Dimensions" in alarm else "-"
    namespace = NAMESPACES[whom if whom == "-" else RESOURCES[whom]["Type"]]
    assert alarm["Namespace"] == namespace
    periods = alarm["EvaluationPeriods"]
    periods = periods["Ref"] if isinstance(periods, dict) else periods
    points = f"{alarm['DatapointsToAlarm']}/" if "DatapointsToAlarm" in alarm else ""
    sign = {"GreaterThanThreshold": ">", "LessThanThreshold": "<"}[alarm["ComparisonOperator"]]
    assert alarm["TreatMissingData"] == {">": "notBreaching", "<": "missing"}[sign]
    statistic = alarm.get("Statistic") or alarm["ExtendedStatistic"]
    _, anchor = alarm["AlarmDescription"].split("docs/runbook.md#")
    return f"{alarm['MetricName']} {whom} {statistic} {points}{periods}x{alarm['Period']} {sign}{alarm['Threshold']} {anchor}"


def test_every_alarm_is_the_row_of_the_table() -> None:
    assert {name: row(alarm) for name, alarm in of_type("AWS::CloudWatch::Alarm").items()} == ALARMS


def test_every_alarm_tells_somebody_that_it_rings_and_that_it_is_over() -> None:
    topic = [{"Ref": "AlarmTopic"}]
    for name, alarm in of_type("AWS::CloudWatch::Alarm").items():
        listens = alarm["ComparisonOperator"] == "LessThanThreshold"
        told = None if name in FOLLOW | TELL_NOBODY else topic
        assert alarm.get("AlarmActions") == alarm.get("OKActions") == told, name
        assert alarm.get("InsufficientDataActions") == (topic if listens else None), name
    for name, alarm in of_type("AWS::CloudWatch::CompositeAlarm").items():
        assert alarm["AlarmActions"] == alarm["OKActions"] == topic, name
    assert {
        name: each["Condition"] for name, each in RESOURCES.items() if "Alarm" in each["Type"] and "Condition" in each
    } == CONDITIONS


def test_what_follows_from_the_databases_being_away_is_quiet_meanwhile_and_codedeploy_has_metric_alarms() -> None:
    composites = of_type("AWS::CloudWatch::CompositeAlarm")
    assert composites.pop("DatabaseAway")["AlarmRule"] == {"Fn::Sub": 'ALARM("${DatabaseUnreachable}")'}
    assert set(composites) == {f"{name}Notice" for name in FOLLOW}
    for name in FOLLOW:
        notice = composites[f"{name}Notice"]
        assert notice["AlarmRule"] == {"Fn::Sub": f'ALARM("${{{name}}}")'}
        assert notice["AlarmDescription"] == RESOURCES[name]["Properties"]["AlarmDescription"]
        assert notice["ActionsSuppressor"] == {"Ref": "DatabaseAway"}
        # DatabaseAway fires after two minutes of three; what failed meanwhile ends within twenty.
        assert (notice["ActionsSuppressorWaitPeriod"], notice["ActionsSuppressorExtensionPeriod"]) == (300, 1200)


@pytest.mark.parametrize(
    ("queue", "letters"),
    [
        ("InventoryQueue", "InventoryDeadLetters"),
        ("LiveQueue", "LiveDeadLetters"),
        ("SyncQueue", "SyncDeadLetters"),
        ("MarketplaceQueue", "MarketplaceDeadLetters"),
    ],
)
def test_a_wake_up_that_failed_is_kept_long_enough_for_its_alarm_and_goes_by_itself(queue: str, letters: str) -> None:
    """In a dead-letter queue a message is as old as it was in the other one (SQS Developer Guide, dead-letter queues)."""
    source, kept = RESOURCES[queue]["Properties"], RESOURCES[letters]["Properties"]["MessageRetentionPeriod"]
    age = source["RedrivePolicy"]["maxReceiveCount"] * source["VisibilityTimeout"]
    assert 1800 <= kept - age <= 7200


def test_a_run_of_a_schedule_that_failed_goes_by_itself_and_a_delivery_that_was_given_up_does_not() -> None:
    assert RESOURCES["ScheduleDeadLetters"]["Properties"]["MessageRetentionPeriod"] == 3600
    assert RESOURCES["IngestRetryDeadLetters"]["Properties"]["MessageRetentionPeriod"] == 1209600


@pytest.mark.parametrize(
    "name", [name for name, each in of_type("AWS::CloudWatch::Alarm").items() if "Dimensions" in each]
)
def test_alarm_watches_the_alias_or_the_queue_and_nothing_wider(name: str) -> None:
    alarm = RESOURCES[name]["Properties"]
    found = {dimension["Name"]: dimension["Value"] for dimension in alarm["Dimensions"]}
    if alarm["Namespace"] == "AWS/ApiGateway":
        assert set(found) == {"ApiId"}
        return
    if alarm["Namespace"] == "AWS/CloudFront":
        assert found == {"DistributionId": {"Ref": "Pages"}, "Region": "Global"}
        return
    if alarm["Namespace"] == "AWS/SES":
        assert found == {"ses:configuration-set": {"Ref": "Mail"}}
        return
    if alarm["Namespace"] == "AWS/SQS":
        assert {key: value["Fn::GetAtt"][1] for key, value in found.items()} == {"QueueName": "QueueName"}
        return
    function = found["FunctionName"]["Ref"]
    assert found == {"FunctionName": {"Ref": function}, "Resource": {"Fn::Sub": f"${{{function}}}:live"}}


def test_every_metric_of_ours_is_counted_as_the_table_says_and_rings() -> None:
    counted: dict[str, tuple[set[str], str, str]] = {}
    for each in of_type("AWS::Logs::MetricFilter").values():
        [made] = each["MetricTransformations"]
        assert made["MetricNamespace"] == OURS
        groups, _, _ = counted.setdefault(made["MetricName"], (set(), each["FilterPattern"], made["MetricValue"]))
        groups.add(each["LogGroupName"]["Ref"])
        assert (each["FilterPattern"], made["MetricValue"]) == counted[made["MetricName"]][1:]
    assert counted == COUNTED
    fires = {each["MetricName"] for each in of_type("AWS::CloudWatch::Alarm").values() if each["Namespace"] == OURS}
    assert fires == set(COUNTED)


def test_every_shop_has_alarms_of_its_own() -> None:
    variables = RESOURCES["WebhookFunction"]["Properties"]["Environment"]["Variables"]
    shops = {name.removeprefix("SHOPIFY_DOMAIN_").title() for name in variables if name.startswith("SHOPIFY_DOMAIN_")}
    assert shops
    for what in ("WebhookFailures", "WebhookRefusals", "WebhookSilence"):
        assert shops == {name.removeprefix(what) for name in ALARMS if name.startswith(what) and name != what}


PRINTED = """
import time
from ordak import log
from ordak.http.client import Answer
from ordak.settings import ShopAccess
from ordak.shopify.call import _compare_version
from ordak.shopify.error import ShopifyError
log.failed(time.perf_counter(), ValueError("Zz-CANARY"), function="webhook")
log.survived(ValueError("Zz-CANARY"), function="order_rules")
log.survived(ShopifyError("ANSWER_LOST"), function="inventory_push", code="ANSWER_LOST")
access = ShopAccess("bannos", "Zz-CANARY", "https://Zz-CANARY", "Zz-CANARY", None, None)
_compare_version(access, Answer(200, {"x-shopify-api-version": "2025-01"}, b""))
"""


def test_filters_count_the_line_of_a_failure_and_not_of_what_cost_nothing() -> None:
    done = subprocess.run([sys.executable, "-c", PRINTED], check=True, capture_output=True, text=True)
    failed, survived, shopify, version = (json.loads(line) for line in done.stdout.splitlines())
    assert (failed["level"], failed["error_type"], survived["level"]) == ("ERROR", "ValueError", "WARNING")
    assert (shopify["level"], shopify["error_type"]) == ("WARNING", "ShopifyError")
    assert (version["level"], version["outcome"]) == ("ERROR", "api_version")
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


def test_queues_that_hold_orders_outlive_the_stack() -> None:
    for name in ("IngestRetryQueue", "IngestRetryDeadLetters"):
        assert RESOURCES[name]["DeletionPolicy"] == RESOURCES[name]["UpdateReplacePolicy"] == "Retain"
    assert RESOURCES["IngestRetryQueue"]["Properties"]["RedrivePolicy"]["maxReceiveCount"] == 1000


@pytest.mark.parametrize("name", ["InventoryQueue", "SyncQueue", "LiveQueue", "MarketplaceQueue"])
def test_doorbells_that_nobody_answers_are_given_up_soon_and_not_kept_for_good(name: str) -> None:
    assert RESOURCES[name]["Properties"]["RedrivePolicy"]["maxReceiveCount"] == 3
    assert "DeletionPolicy" not in RESOURCES[name]
