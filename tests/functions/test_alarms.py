"""Every alarm of the template is made to fire and to end, and Slack hears both: of lines that our functions print, or of AWS."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

import pytest

from local.aws.cloudformation import Resolver, load
from local.doubles.outside import Outside
from local.state import ROOT
from local.terminal.events import read
from tests.cloudwatch import ALARM, COMPOSITE, FILTER, METRIC, NO_DATA, OK, CloudWatch, metric_of, sns_event
from tests.functions.alarm_lines import Lines, away, nobody_there, others, told

TEMPLATE = load(ROOT / "template.yaml")
# By which lines of ours, or by which value of a metric of AWS's, an alarm fires. None: by getting nothing any more.
FIRES: dict[str, str | float | None] = {
    "WebhookErrors": 1,
    "WebhookFailures": "no secret",
    "WebhookFailuresBannos": "bannos away",
    "WebhookFailuresFlourlane": "flourlane away",
    "WebhookRefusalsBannos": "bannos refused",
    "WebhookRefusalsFlourlane": "flourlane refused",
    "WebhookStrangers": "strangers refused",
    "WebhookThrottles": 1,
    "WebhookSlow": 4001,
    "WebhookSilenceBannos": None,
    "WebhookSilenceFlourlane": None,
    "RpcErrors": 1,
    "RpcFailures": "rpc away",
    "RpcThrottles": 1,
    "RpcSlow": 2001,
    "AuthErrors": 1,
    "AuthFailures": "auth away",
    "AuthThrottles": 1,
    "IngestRetryErrors": 1,
    "IngestRetryFailures": "ingest_retry away",
    "IngestRetryThrottles": 1,
    "IngestRetryIdle": None,
    "IngestRetryWaits": 1,
    "IngestRetryDead": 1,
    "InventoryWorkerErrors": 1,
    "InventoryWorkerFailures": "inventory_worker away",
    "InventoryWorkerThrottles": 1,
    "InventoryWaits": 601,
    "InventoryDead": 1,
    "LiveErrors": 1,
    "LiveFailures": "live away",
    "LiveThrottles": 1,
    "FanOutErrors": 1,
    "FanOutFailures": "fan_out away",
    "FanOutThrottles": 1,
    "LiveWaits": 301,
    "LiveDead": 1,
    "SweeperErrors": 1,
    "SweeperFailures": "sweeper away",
    "SweeperThrottles": 1,
    "SweeperIdle": None,
    "ReporterErrors": 1,
    "ReporterFailures": "reporter away",
    "MailBounced": 1,
    "ReporterThrottles": 1,
    "ReporterIdle": None,
    "SentryErrors": 1,
    "AlarmNotifierErrors": 1,
    "PushesWait": "sweep late",
    "WorkDead": "sweep late",
    "SyncErrors": 1,
    "SyncFailures": "sync away",
    "SyncThrottles": 1,
    "SyncIdle": None,
    "SyncWaits": 3601,
    "SyncDead": 1,
    "MarketplaceErrors": 1,
    "MarketplaceFailures": "marketplace away",
    "MarketplaceThrottles": 1,
    "MarketplaceWaits": 3601,
    "MarketplaceDead": 1,
    "ShopifyFailures": "shopify",
    "ShopifyVersionDiffers": "version",
    "ScheduleDead": 1,
    "ApiFailures": 1,
    "LiveApiFailures": 1,
    "PagesFailures": 6,
    "DatabaseUnreachable": "sweeper away",
}
# Which metrics a delivery adds to.
COUNTED = {
    "bannos refused": {"WebhookRefusedBannos"},
    "flourlane refused": {"WebhookRefusedFlourlane"},
    "strangers refused": {"WebhookRefusedStrangers"},
    "bannos away": {"WebhookFailedBannos", "DatabaseUnreachable"},
    "flourlane away": {"WebhookFailedFlourlane", "DatabaseUnreachable"},
    "no secret": {"WebhookFailed", "WebhookFailedBannos", "WebhookFailedFlourlane"},
    "bannos taken": {"WebhookTakenBannos"},
    "flourlane taken": {"WebhookTakenFlourlane"},
}
TELL_CODEDEPLOY = {"WebhookFailures"}  # and nobody else: people hear of each shop by itself
A_LINE_OF_THE_SWEEPER = {"level": "INFO", "function": "sweep", "due_seconds": 901, "dead": 1}


def resolved() -> dict[str, Any]:
    """Return the alarms and filters, every name of a resource standing for itself."""
    resources = TEMPLATE["Resources"]
    values = {name: name for name in resources}
    values |= {name: each.get("Default", "") for name, each in TEMPLATE["Parameters"].items()}
    resolver = Resolver(values, lambda name, wanted: f"{name}.{wanted}", TEMPLATE["Conditions"], TEMPLATE["Mappings"])
    kinds = {METRIC, COMPOSITE, FILTER}
    return {
        name: {"Type": each["Type"], "Properties": resolver.resolve(each["Properties"])}
        for name, each in resources.items()
        if each["Type"] in kinds
    }


RESOURCES = resolved()


@pytest.fixture(scope="module")
def lines() -> dict[str, Lines]:
    """Return what the functions print on bad days."""
    # Of a good day: test_many and test_sweep look at these figures, which Postgres gives.
    return away() | others() | {"sweep late": [("SweeperLogs", json.dumps(A_LINE_OF_THE_SWEEPER))]}


@pytest.fixture(scope="module")
def outside() -> Iterator[Outside]:
    """Slack."""
    listening = Outside()
    listening.start()
    yield listening
    listening.stop()


@pytest.fixture
def slack(outside: Outside) -> Iterator[Outside]:
    """Let the subscriber tell Slack, with no Postgres anywhere."""
    outside.forget()
    with nobody_there(**outside.variables):
        yield outside


def texts(slack: Outside) -> list[str]:
    return [message["text"] for message in slack.received("slack")]


def tell(cloud: CloudWatch) -> None:
    """Deliver what is on the topic to its subscriber."""
    for message in cloud.told:
        told(sns_event(read("alarm-notifier-sns"), message))
    cloud.told.clear()


def cause(cloud: CloudWatch, name: str, lines: Mapping[str, Lines], times: int = 9) -> None:
    """Let happen once more what an alarm fires for; for one that listens, what it hears."""
    by = FIRES[name]
    if isinstance(by, str):
        made = sum(cloud.read(group, [line] * times) for group, line in lines[by])
        assert made > 0, f"No filter counts the lines of {by}."
    else:
        cloud.put(metric_of(RESOURCES[name]["Properties"]), 1 if by is None else by)


def watched(name: str) -> list[str]:
    """Name an alarm, and the one that tells of it."""
    by = "DatabaseAway" if name == "DatabaseUnreachable" else f"{name}Notice"
    return [name, by] if by in RESOURCES else [name]


def told_as(name: str) -> str:
    """Return the words that an alarm is told with: its own, or those of what is told instead."""
    by = "DatabaseAway" if name == "DatabaseUnreachable" else name
    return str(RESOURCES[by]["Properties"]["AlarmDescription"].partition(" docs/")[0])


def heading(text: str) -> str:
    return text.splitlines()[0].strip("*")


def test_every_alarm_has_a_row_and_every_notice_is_of_one() -> None:
    alarms = {name for name, each in RESOURCES.items() if each["Type"] == METRIC}
    composites = {name for name, each in RESOURCES.items() if each["Type"] == COMPOSITE}
    assert set(FIRES) == alarms
    quiet = {name for name in alarms if not RESOURCES[name]["Properties"].get("AlarmActions")}
    assert {f"{name}Notice" for name in quiet - TELL_CODEDEPLOY - {"DatabaseUnreachable"}} | {
        "DatabaseAway"
    } == composites


@pytest.mark.parametrize("name", FIRES)
def test_an_alarm_rings_once_and_ends_once_and_not_at_its_creation(
    name: str, lines: dict[str, Lines], slack: Outside
) -> None:
    alarm = RESOURCES[name]["Properties"]
    cloud, names = CloudWatch(RESOURCES), watched(name)
    step = min(int(alarm["Period"]), 3600)
    periods = int(alarm["EvaluationPeriods"]) + 3
    listens = FIRES[name] is None

    # It is looked at before there is anything to see; whatever its first word is then, it is about its creation.
    cloud.go_on(60, names)
    for _ in range(max(periods, 10_800 // step)):
        if listens:
            cause(cloud, name, lines)
        cloud.go_on(step, names)
    tell(cloud)
    assert texts(slack) == []

    quiet_steps = periods + 1200 // step
    for _ in range(quiet_steps):
        if not listens:
            cause(cloud, name, lines)
        cloud.go_on(step, names)
    assert cloud.states[name] == (NO_DATA if listens else ALARM)
    tell(cloud)
    expected = [] if name in TELL_CODEDEPLOY else [f"ALARM: {told_as(name)}"]
    assert [heading(text) for text in texts(slack)] == expected

    for _ in range(quiet_steps):
        if listens:
            cause(cloud, name, lines)
        cloud.go_on(step, names)
    assert cloud.states[name] == OK
    tell(cloud)
    ended = "Data again" if listens else "Over"
    expected += [] if name in TELL_CODEDEPLOY else [f"{ended}: {told_as(name)}"]
    assert [heading(text) for text in texts(slack)] == expected
    assert all("→ docs/runbook.md: " in text for text in texts(slack))


@pytest.mark.parametrize("by", COUNTED)
def test_what_a_shop_is_refused_or_fails_at_is_counted_for_that_shop_and_is_no_sign_of_life(
    by: str, lines: dict[str, Lines]
) -> None:
    cloud = CloudWatch(RESOURCES)
    for group, line in lines[by]:
        cloud.read(group, [line])
    assert cloud.counted() == COUNTED[by]


def all_that_follows(cloud: CloudWatch, lines: Mapping[str, Lines]) -> None:
    """Let a minute go by in which Postgres is away and everybody is asked for something."""
    for by, printed in lines.items():
        if by.endswith(" away"):
            for group, line in printed:
                cloud.read(group, [line] * 4)
    crashing = ("SweeperErrors", "IngestRetryErrors", "SyncErrors")
    values = {
        **dict.fromkeys(crashing, 1.0),
        "ScheduleDead": 1,
        "LiveDead": 1,
        "InventoryDead": 1,
        "IngestRetryWaits": 5,
    }
    values |= {
        "ApiFailures": 9,
        "PagesFailures": 50,
        "RpcSlow": 6000,
        "WebhookSlow": 4500,
        "LiveWaits": 350,
        "InventoryWaits": 700,
    }
    for name, value in values.items():
        cloud.put(metric_of(RESOURCES[name]["Properties"]), value)


def hear(cloud: CloudWatch) -> None:
    """Let a minute go by in which everything runs that an alarm listens for."""
    for name, by in FIRES.items():
        if by is None:
            cause(cloud, name, {})
    cloud.go_on(60)


def test_the_database_away_is_one_alarm_and_one_end(lines: dict[str, Lines], slack: Outside) -> None:
    cloud = CloudWatch(RESOURCES)
    for _ in range(10):
        hear(cloud)
    for _ in range(40):
        all_that_follows(cloud, lines)
        hear(cloud)
    ringing = {name for name, state in cloud.states.items() if state == ALARM}
    assert len(ringing) > 24
    tell(cloud)
    assert [heading(text) for text in texts(slack)] == [f"ALARM: {told_as('DatabaseUnreachable')}"]
    for _ in range(60):
        hear(cloud)
    assert ALARM not in cloud.states.values()
    tell(cloud)
    assert [heading(text) for text in texts(slack)][1:] == [f"Over: {told_as('DatabaseUnreachable')}"]


def test_what_still_fails_when_the_database_is_back_is_told_then(lines: dict[str, Lines], slack: Outside) -> None:
    cloud = CloudWatch(RESOURCES)
    for _ in range(30):
        all_that_follows(cloud, lines)
        hear(cloud)
    for _ in range(30):
        cloud.put(metric_of(RESOURCES["ApiFailures"]["Properties"]), 9)
        hear(cloud)
    tell(cloud)
    database = told_as("DatabaseUnreachable")
    said = [heading(text) for text in texts(slack)]
    assert said == [f"ALARM: {database}", f"Over: {database}", f"ALARM: {told_as('ApiFailures')}"]


def test_one_moment_without_the_database_takes_no_release_back_and_a_release_that_fails_is(
    lines: dict[str, Lines],
) -> None:
    watching = {
        alarm["Ref"]
        for each in TEMPLATE["Resources"].values()
        for alarm in each.get("Properties", {}).get("DeploymentPreference", {}).get("Alarms", [])
    }
    cloud = CloudWatch(RESOURCES)
    for by in ("bannos away", "flourlane away", "rpc away", "auth away", "live away"):
        for group, line in lines[by]:
            cloud.read(group, [line])
    for _ in range(30):
        cloud.go_on(60)
        assert {name for name in watching if cloud.states[name] == ALARM} == set()
    cloud.read("WebhookLogs", [line for _, line in lines["no secret"]])
    for _ in range(6):
        cloud.go_on(60)
    assert cloud.states["WebhookFailures"] == ALARM
    assert all(RESOURCES[name]["Type"] == METRIC for name in watching)
