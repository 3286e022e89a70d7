"""Makes a rule for cfn-lint out of a function that says where a template breaks it."""

from collections.abc import Callable, Iterator
from typing import Any

from cfnlint.rules import CloudFormationLintRule, RuleMatch  # type: ignore[import-untyped,unused-ignore]

FUNCTION = "AWS::Serverless::Function"
QUEUE = "AWS::SQS::Queue"
SCHEDULES = ("Schedule", "ScheduleV2")

Finding = tuple[list[str | int], str]  # where, and what is wrong there
Resources = Iterator[tuple[str, dict[str, Any]]]


def rule(number: str, sentence: str) -> Callable[[Callable[[dict[str, Any]], Iterator[Finding]]], type]:
    """Turn a function of the template, in which Globals are merged already, into a rule with this number."""

    def make(find: Callable[[dict[str, Any]], Iterator[Finding]]) -> type:
        def match(_self: object, cfn: Any) -> list[Any]:
            return [RuleMatch(where, f"{sentence} {what}") for where, what in find(cfn.template)]

        named = {"id": number, "shortdesc": sentence, "description": sentence, "tags": ["ordak"], "match": match}
        return type(find.__name__, (CloudFormationLintRule,), named)

    return make


def of_type(template: dict[str, Any], *kinds: str) -> Resources:
    """Name the resources of these types and give their properties."""
    for name, resource in template["Resources"].items():
        if resource["Type"] in kinds:
            yield name, resource.get("Properties", {})


def events(template: dict[str, Any], *kinds: str) -> Iterator[tuple[str, list[str | int], dict[str, Any]]]:
    """Give each function's name, where the event is in the template, and the event's properties."""
    for function, properties in of_type(template, FUNCTION):
        for name, event in properties.get("Events", {}).items():
            if event["Type"] in kinds:
                where: list[str | int] = ["Resources", function, "Properties", "Events", name]
                yield function, where, event.get("Properties", {})


def named(value: Any) -> str:
    """Return the logical id that !Ref x or !GetAtt x.y names, "" when it is neither."""
    if not isinstance(value, dict) or len(value) != 1:
        return ""
    ((function, argument),) = value.items()
    if function == "Ref":
        return str(argument)
    if function == "Fn::GetAtt":
        return str(argument.split(".")[0] if isinstance(argument, str) else argument[0])
    return ""


def dead_letters(template: dict[str, Any]) -> dict[str, list[str | int]]:
    """Return the queues for what failed, with the place that names each."""
    found: dict[str, list[str | int]] = {}
    for name, properties in of_type(template, QUEUE):
        where: list[str | int] = ["Resources", name]
        found[named(properties.get("RedrivePolicy", {}).get("deadLetterTargetArn"))] = where
    for _, where, properties in events(template, *SCHEDULES):
        found[named(properties.get("DeadLetterConfig", {}).get("Arn"))] = where
    for name, properties in of_type(template, FUNCTION):
        destination = properties.get("EventInvokeConfig", {}).get("DestinationConfig", {}).get("OnFailure", {})
        found[named(destination.get("Destination"))] = ["Resources", name]
    return {queue: where for queue, where in found.items() if queue}
