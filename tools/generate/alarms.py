"""alarms.yaml as CloudFormation: each function's log group, what is counted there, alarms, and what Sentry is sent."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal, get_args

import yaml

from local.aws.cloudformation import parse
from local.state import ROOT

TABLE = ROOT / "alarms.yaml"
Actions = Literal["topic", "notice", "none"]
_FUNCTION = "AWS::Serverless::Function"
_WHEN = re.compile(
    r"(?P<statistic>\w+) (?:(?P<points>\d+)/)?(?P<periods>\w+)x(?P<seconds>\d+) (?P<sign>[<>]) (?P<limit>\d+)"
)
_API = ("AWS/ApiGateway", "{ Name: ApiId, Value: !Ref %s }")
# By the type of what is watched: the namespace of its metrics, and their dimensions.
_WATCHED: dict[str, tuple[str, ...]] = {
    _FUNCTION: (
        "AWS/Lambda",
        "{ Name: FunctionName, Value: !Ref %s }",
        '{ Name: Resource, Value: !Sub "${%s}:live" }',
    ),
    "AWS::SQS::Queue": ("AWS/SQS", "{ Name: QueueName, Value: !GetAtt %s.QueueName }"),
    "AWS::Serverless::HttpApi": _API,
    "AWS::Serverless::WebSocketApi": _API,
    "AWS::SES::ConfigurationSet": ("AWS/SES", '{ Name: "ses:configuration-set", Value: !Ref %s }'),
    "AWS::CloudFront::Distribution": (
        "AWS/CloudFront",
        "{ Name: DistributionId, Value: !Ref %s }",
        "{ Name: Region, Value: Global }",
    ),
}
_OURS = '!Sub "Ordak/${AWS::StackName}"'
_ACTIONS = "[!Ref AlarmTopic]"
_LOGS = """\
  {name}Logs:
    Type: AWS::Logs::LogGroup
    DeletionPolicy: Delete
    UpdateReplacePolicy: Delete
    Properties:
      RetentionInDays: !Ref LogRetentionDays
"""
_FILTER = """\
  {name}:
    Type: AWS::Logs::MetricFilter
    Properties:
      LogGroupName: !Ref {function}Logs
      FilterPattern: '{lines}'
      MetricTransformations:
        - MetricNamespace: {ours}
          MetricName: {metric}
          MetricValue: {value}
"""
_NOTICE = """\
  {name}Notice:
    Type: AWS::CloudWatch::CompositeAlarm
{condition}    Properties:
      AlarmDescription: {text}
      AlarmRule: !Sub ALARM("${{{name}}}")
      ActionsSuppressor: !Ref DatabaseAway
      ActionsSuppressorWaitPeriod: 300
      ActionsSuppressorExtensionPeriod: 1200
      AlarmActions: {actions}
      OKActions: {actions}
"""
_SUBSCRIPTION = """\
        {name}:
          Type: CloudWatchLogs
          Properties: {{ LogGroupName: !Ref {name}Logs, FilterPattern: '{{ {lines} }}' }}
"""


@dataclass(frozen=True)
class Metric:
    """What is counted in the log groups of these functions, or of all that have connections to the database."""

    logs: list[str] | Literal["connected"]
    lines: str = '{ $.level = "ERROR" }'
    value: str = '"1"'
    suffix: str = ""  # of the filters' names, where there are several


@dataclass(frozen=True)
class Alarm:
    """A row of alarms.yaml, where its parts are explained."""

    metric: str
    when: str
    text: str
    actions: Actions = "topic"
    condition: str = ""


def blocks(template: str, table: str) -> dict[str, str]:
    """Write each block of the template's text that follows from the table and from the functions the template has."""
    document, rows = parse(template), yaml.safe_load(table)
    resources: dict[str, Any] = document["Resources"]
    functions = [name.removesuffix("Function") for name, each in resources.items() if each["Type"] == _FUNCTION]
    connected = list(next(iter(document["Mappings"]["Connections"].values())))
    metrics = {name: Metric(**row) for name, row in rows["metrics"].items()}
    written = [_LOGS.format(name=name) for name in functions]
    for name, row in rows["alarms"].items():
        alarm = Alarm(**row)
        if " " not in alarm.metric:
            written += _filters(alarm.metric, metrics[alarm.metric], connected)
        written.append(_alarm(name, alarm, resources))
        if alarm.actions == "notice":
            written.append(_notice(name, alarm))
    return {"alarms": "\n".join(written), "subscriptions": "".join(_subscriptions(functions, rows["sentry"]))}


def _filters(metric: str, counted: Metric, connected: list[str]) -> Iterator[str]:
    functions = connected if counted.logs == "connected" else counted.logs
    for function in functions:
        name = metric if len(functions) == 1 else function + (counted.suffix or metric)
        yield _FILTER.format(
            name=name, function=function, lines=counted.lines, ours=_OURS, metric=metric, value=counted.value
        )


def _alarm(name: str, alarm: Alarm, resources: Mapping[str, Any]) -> str:
    metric, _, whom = alarm.metric.partition(" ")
    namespace, *dimensions = _WATCHED[resources[whom]["Type"]] if whom else (_OURS,)
    lines = [f"  {name}:", "    Type: AWS::CloudWatch::Alarm"]
    lines += [f"    Condition: {alarm.condition}"] if alarm.condition else []
    lines += ["    Properties:", f"      AlarmDescription: {json.dumps(alarm.text, ensure_ascii=False)}"]
    lines += [f"      Namespace: {namespace}", f"      MetricName: {metric}"]
    lines += (
        ["      Dimensions:", *(f"        - {each.replace('%s', whom)}" for each in dimensions)] if dimensions else []
    )
    lines += [f"      {key}: {value}" for key, value in _rings(name, alarm).items()]
    return "\n".join(lines) + "\n"


def _notice(name: str, alarm: Alarm) -> str:
    condition = f"    Condition: {alarm.condition}\n" if alarm.condition else ""
    text = json.dumps(alarm.text, ensure_ascii=False)
    return _NOTICE.format(name=name, condition=condition, text=text, actions=_ACTIONS)


def _rings(name: str, alarm: Alarm) -> dict[str, str]:
    """Say when an alarm fires and whom it notifies; one for what must go on fires without data, too."""
    found = _WHEN.fullmatch(alarm.when)
    if found is None or alarm.actions not in get_args(Actions):
        raise ValueError(f"{name}: cannot read {alarm.when} (as Sum 2/3x60 > 0) or {alarm.actions}.")
    below, periods = found["sign"] == "<", found["periods"]
    made = {"Statistic" if found["statistic"].isalpha() else "ExtendedStatistic": found["statistic"]}
    made |= {"Period": found["seconds"], "EvaluationPeriods": periods if periods.isdigit() else f"!Ref {periods}"}
    made |= {"DatapointsToAlarm": found["points"]} if found["points"] else {}
    made |= {"Threshold": found["limit"], "ComparisonOperator": f"{'Less' if below else 'Greater'}ThanThreshold"}
    made |= {"TreatMissingData": "missing" if below else "notBreaching"}
    told = ["AlarmActions", *(["InsufficientDataActions"] if below else []), "OKActions"]
    return made | (dict.fromkeys(told, _ACTIONS) if alarm.actions == "topic" else {})


def _subscriptions(functions: list[str], sentry: Mapping[str, Any]) -> Iterator[str]:
    """Send Sentry the failures of every function but its own."""
    for name in functions:
        if name != "Sentry":
            lines = " || ".join([sentry["lines"], *([sentry["also"][name]] if name in sentry["also"] else [])])
            yield _SUBSCRIPTION.format(name=name, lines=lines)
