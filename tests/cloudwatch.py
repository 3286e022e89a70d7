"""CloudWatch as far as template.yaml uses it: metric filters, metric and composite alarms, what SNS then sends.

After the User Guide, "Configuring how CloudWatch alarms treat missing data" and "Suppressing composite alarm actions":
* An alarm looks at more periods than it asks for. With as many points as it asks for, it takes the newest of those; only
  what is missing to that number is filled as TreatMissingData says. So an alarm lasts a little longer than its cause.
* A composite alarm with a suppressor waits for WaitPeriod with what it does on ALARM; does nothing while the suppressor is in
  ALARM, nor for ExtensionPeriod after; and then does what its state asks for, if that has not been done.
"""

import json
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from local.aws.cloudformation import ACCOUNT, REGION
from local.aws.filter_pattern import passes, value_at

OK, ALARM, NO_DATA = "OK", "ALARM", "INSUFFICIENT_DATA"
METRIC, COMPOSITE, FILTER = "AWS::CloudWatch::Alarm", "AWS::CloudWatch::CompositeAlarm", "AWS::Logs::MetricFilter"
STATISTICS: dict[str, Callable[[list[float]], float]] = {
    "Sum": sum,
    "Maximum": max,
    "Average": lambda values: sum(values) / len(values),
    "p99": max,
}
MORE_PERIODS = 2
ACTIONS = {OK: "OKActions", ALARM: "AlarmActions", NO_DATA: "InsufficientDataActions"}

type Metric = tuple[str, str, frozenset[tuple[str, str]]]


def metric_of(alarm: Mapping[str, Any]) -> Metric:
    """Name what an alarm watches."""
    dimensions = frozenset((each["Name"], str(each["Value"])) for each in alarm.get("Dimensions", []))
    return alarm["Namespace"], alarm["MetricName"], dimensions


@dataclass
class CloudWatch:
    """Alarms and filters of a template whose functions are resolved; `told` is what reached the topic. Time is in seconds."""

    resources: Mapping[str, Any]
    now: int = 1_795_262_400
    told: list[dict[str, Any]] = field(default_factory=list)
    states: dict[str, str] = field(default_factory=dict)
    _made_at: int = 0
    _points: dict[Metric, list[tuple[int, float]]] = field(default_factory=lambda: defaultdict(list))
    _acted: dict[str, str] = field(default_factory=dict)
    _changed_at: dict[str, int] = field(default_factory=dict)
    _left_at: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Every alarm begins without data."""
        self._made_at = self.now
        self.states = {name: NO_DATA for name, each in self.resources.items() if each["Type"] in {METRIC, COMPOSITE}}
        self._acted = dict(self.states)

    def put(self, metric: Metric, value: float) -> None:
        """Take a point of a metric, of now."""
        self._points[metric].append((self.now, value))

    def counted(self) -> set[str]:
        """Name the metrics that have points."""
        return {name for _, name, _ in self._points}

    def read(self, group: str, lines: Iterable[str]) -> int:
        """Take lines of a log group; return how many points the filters made of them."""
        made = 0
        for each in self.resources.values():
            if each["Type"] != FILTER or each["Properties"]["LogGroupName"] != group:
                continue
            [to] = each["Properties"]["MetricTransformations"]
            for line in lines:
                if passes(each["Properties"]["FilterPattern"], line):
                    value = (
                        value_at(to["MetricValue"], line) if to["MetricValue"].startswith("$.") else to["MetricValue"]
                    )
                    self.put((to["MetricNamespace"], to["MetricName"], frozenset()), float(value))
                    made += 1
        return made

    def go_on(self, seconds: int, only: Iterable[str] | None = None) -> None:
        """Let time pass, and look at the alarms once: at all of them, or at these."""
        self.now += seconds
        names = list(self.states if only is None else only)
        for kind in (METRIC, COMPOSITE):
            for name in (each for each in names if self.resources[each]["Type"] == kind):
                alarm = self.resources[name]["Properties"]
                self._change(name, self._metric(alarm) if kind == METRIC else self._composite(alarm))
        for name in names:
            self._act(name)

    def _metric(self, alarm: Mapping[str, Any]) -> str:
        period, asked = int(alarm["Period"]), int(alarm["EvaluationPeriods"])
        last = self.now // period
        by_period: dict[int, list[float]] = defaultdict(list)
        for at, value in self._points[metric_of(alarm)]:
            if last - asked - MORE_PERIODS <= at // period < last:
                by_period[at // period].append(value)
        statistic = STATISTICS[alarm.get("Statistic") or alarm["ExtendedStatistic"]]
        newest = [statistic(by_period[each]) for each in sorted(by_period, reverse=True)][:asked]
        missing = alarm["TreatMissingData"]
        if not newest and missing == "missing":
            return NO_DATA
        threshold, above = float(alarm["Threshold"]), alarm["ComparisonOperator"] == "GreaterThanThreshold"
        breaching = sum(value > threshold if above else value < threshold for value in newest)
        breaching += (asked - len(newest)) * (missing == "breaching")
        enough = int(alarm.get("DatapointsToAlarm", asked))
        return ALARM if breaching >= (min(enough, len(newest)) if missing == "missing" else enough) else OK

    def _composite(self, alarm: Mapping[str, Any]) -> str:
        rule = re.fullmatch(r'ALARM\("(\w+)"\)', alarm["AlarmRule"])
        assert rule, f"This rule is not understood: {alarm['AlarmRule']}"
        return ALARM if self.states[rule[1]] == ALARM else OK

    def _change(self, name: str, state: str) -> None:
        if state != self.states[name]:
            if self.states[name] == ALARM:
                self._left_at[name] = self.now
            self.states[name], self._changed_at[name] = state, self.now

    def _act(self, name: str) -> None:
        alarm, state = self.resources[name]["Properties"], self.states[name]
        if state == self._acted[name] or self._suppressed(name, alarm, state):
            return
        if alarm.get(ACTIONS[state]):
            self.told.append(self._message(name, alarm, state, self._acted[name]))
        self._acted[name] = state

    def _suppressed(self, name: str, alarm: Mapping[str, Any], state: str) -> bool:
        suppressor = alarm.get("ActionsSuppressor")
        if suppressor is None:
            return False
        if self.states[suppressor] == ALARM:
            return True
        if self.now - self._left_at.get(suppressor, -(10**9)) < int(alarm["ActionsSuppressorExtensionPeriod"]):
            return True
        return state == ALARM and self.now - self._changed_at[name] < int(alarm["ActionsSuppressorWaitPeriod"])

    def _message(self, name: str, alarm: Mapping[str, Any], state: str, before: str) -> dict[str, Any]:
        return {
            "AlarmName": f"ordak-prod-{name}-0123456789AB",
            "AlarmDescription": alarm["AlarmDescription"],
            "AWSAccountId": ACCOUNT,
            "AlarmConfigurationUpdatedTimestamp": _written(self._made_at),
            "NewStateValue": state,
            "NewStateReason": "Threshold Crossed: 1 datapoint was over the threshold.",
            "StateChangeTime": _written(self.now),
            "Region": "US East (N. Virginia)",
            "AlarmArn": f"arn:aws:cloudwatch:{REGION}:{ACCOUNT}:alarm:ordak-prod-{name}-0123456789AB",
            "OldStateValue": before,
            **{kind: list(alarm.get(kind, [])) for kind in ("OKActions", "AlarmActions", "InsufficientDataActions")},
        }


def sns_event(sample: Mapping[str, Any], message: Mapping[str, Any]) -> dict[str, Any]:
    """Return the event of a message, as events/alarm-notifier-sns.json has it."""
    event: dict[str, Any] = json.loads(json.dumps(sample))
    event["Records"][0]["Sns"]["Message"] = json.dumps(message)
    return event


def _written(seconds: int) -> str:
    return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%dT%H:%M:%S.000+0000")
