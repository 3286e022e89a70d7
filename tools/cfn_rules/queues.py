"""Rules about queues and schedules: nothing that fails may vanish."""

from collections.abc import Iterator
from typing import Any

from tools.cfn_rules.rule import FUNCTION, QUEUE, SCHEDULES, Finding, dead_letters, events, named, of_type, rule

TIMES_THE_TIMEOUT = 6  # as AWS advises: room for retries of a throttled batch
LAMBDAS_TIMEOUT = 3


@rule("E9011", "A queue that a function reads has a dead-letter queue.")
def redrive(template: dict[str, Any]) -> Iterator[Finding]:
    """Find queues whose messages would be tried until they expire."""
    queues = dict(of_type(template, QUEUE))
    for function, where, properties in events(template, "SQS"):
        queue = named(properties["Queue"])
        policy = queues.get(queue, {}).get("RedrivePolicy", {})
        if named(policy.get("deadLetterTargetArn")) not in queues or not policy.get("maxReceiveCount"):
            yield where, f"{function} reads {queue or 'a queue of elsewhere'}, which has none."


@rule("E9012", "A function that reads a queue reports each message that failed, and is held to a concurrency.")
def partial_batches(template: dict[str, Any]) -> Iterator[Finding]:
    """Find event sources that repeat a whole batch for one message, or take every environment there is."""
    for function, where, properties in events(template, "SQS"):
        if "ReportBatchItemFailures" not in properties.get("FunctionResponseTypes", []):
            yield where, f"{function} lacks FunctionResponseTypes: [ReportBatchItemFailures]."
        concurrency = properties.get("ScalingConfig", {}).get("MaximumConcurrency")
        if not concurrency:
            yield where, f"{function} lacks ScalingConfig.MaximumConcurrency."
        elif concurrency > _smallest_share(template, function):
            yield where, f"{function} polls with more than it has reserved, which throttles it."


def _smallest_share(template: dict[str, Any], function: str) -> int:
    reserved = template["Resources"][function]["Properties"].get("ReservedConcurrentExecutions", 0)
    if isinstance(reserved, dict):
        mapping, _, column = reserved["Fn::FindInMap"]
        return min(int(row.get(column, 0)) for row in template["Mappings"][mapping].values())
    return int(reserved)


@rule("E9013", f"A queue hides a message {TIMES_THE_TIMEOUT} times as long as its function may take.")
def visibility(template: dict[str, Any]) -> Iterator[Finding]:
    """Find queues that would deliver a message again while it is still being worked on."""
    queues, functions = dict(of_type(template, QUEUE)), dict(of_type(template, FUNCTION))
    for function, where, properties in events(template, "SQS"):
        queue = named(properties["Queue"])
        needed = TIMES_THE_TIMEOUT * int(functions[function].get("Timeout", LAMBDAS_TIMEOUT))
        if int(queues.get(queue, {}).get("VisibilityTimeout", 30)) < needed:
            yield where, f"{queue} needs VisibilityTimeout: {needed}."


@rule("E9014", "A dead-letter queue raises an alarm with its first message.")
def dead_letter_alarms(template: dict[str, Any]) -> Iterator[Finding]:
    """Find dead-letter queues that nobody would look into."""
    watched = {
        named(dimension["Value"])
        for name, alarm in of_type(template, "AWS::CloudWatch::Alarm")
        if alarm.get("MetricName") == "ApproximateNumberOfMessagesVisible"
        and alarm.get("Threshold") == 0
        and alarm.get("ComparisonOperator") == "GreaterThanThreshold"
        and "Condition" not in template["Resources"][name]
        for dimension in alarm.get("Dimensions", [])
    }
    for queue, where in dead_letters(template).items():
        if queue not in watched:
            yield where, f"{queue} raises none."


@rule("E9015", "A schedule says how often it is tried again and where a run goes that failed.")
def schedules(template: dict[str, Any]) -> Iterator[Finding]:
    """Find schedules whose failed runs would vanish, at the schedule's end or at the function's."""
    functions = dict(of_type(template, FUNCTION))
    for function, where, properties in events(template, *SCHEDULES):
        if "MaximumRetryAttempts" not in properties.get("RetryPolicy", {}):
            yield where, "It lacks RetryPolicy.MaximumRetryAttempts."
        if not named(properties.get("DeadLetterConfig", {}).get("Arn")):
            yield where, "It lacks DeadLetterConfig."
        asynchronous = functions[function].get("EventInvokeConfig", {})
        if not named(asynchronous.get("DestinationConfig", {}).get("OnFailure", {}).get("Destination")):
            yield where, f"{function} lacks EventInvokeConfig.DestinationConfig.OnFailure."


@rule("E9016", "A queue is encrypted at rest.")
def encryption(template: dict[str, Any]) -> Iterator[Finding]:
    """Find queues that leave it to the account's default."""
    for name, properties in of_type(template, QUEUE):
        if properties.get("SqsManagedSseEnabled") is not True and "KmsMasterKeyId" not in properties:
            yield ["Resources", name], f"{name} lacks SqsManagedSseEnabled: true."
