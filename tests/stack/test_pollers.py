"""Queues and schedules invoke functions with the events, and the consequences, that they have in AWS."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from local.aws.pollers import failed_messages
from local.aws.runtime_api import Outcome
from tests.stack.conftest import Demo

Eventually = Callable[[Callable[[], bool]], None]


def deliveries(demo: Demo, body: str) -> list[dict[str, Any]]:
    """Return the records with this body that the batch function was given, one for each time."""
    events = [json.loads(line) for line in demo.lines.of("BatchFunction") if line.startswith('{"Records"')]
    return [record for event in events for record in event["Records"] if record["body"] == body]


def waiting(demo: Demo, queue: str) -> int:
    """Return how many messages a queue holds, delivered ones that are not yet deleted included."""
    url = next(q.url(demo.aws.endpoint) for q in demo.template.queues if q.logical_id == queue)
    counts = demo.aws.sqs().get_queue_attributes(QueueUrl=url, AttributeNames=["All"])["Attributes"]
    return int(counts["ApproximateNumberOfMessages"]) + int(counts["ApproximateNumberOfMessagesNotVisible"])


def send(demo: Demo, *bodies: str) -> None:
    """Send messages to the queue that the batch function reads."""
    url = next(q.url(demo.aws.endpoint) for q in demo.template.queues if q.logical_id == "Waiting")
    attributes = {"shop": {"DataType": "String", "StringValue": "bannos"}}
    entries = [{"Id": str(i), "MessageBody": body, "MessageAttributes": attributes} for i, body in enumerate(bodies)]
    demo.aws.sqs().send_message_batch(QueueUrl=url, Entries=entries)  # type: ignore[arg-type]  # as it is


def test_only_the_failed_message_comes_again_and_ends_with_the_dead(demo: Demo, eventually: Eventually) -> None:
    send(demo, "good", "bad")
    eventually(lambda: waiting(demo, "Dead") == 1)
    assert waiting(demo, "Waiting") == 0
    assert len(deliveries(demo, "good")) == 1
    assert [r["attributes"]["ApproximateReceiveCount"] for r in deliveries(demo, "bad")] == ["1", "2"]


def test_record_of_a_message_is_as_sqs_sends_it(demo: Demo, eventually: Eventually) -> None:
    send(demo, "shape")
    eventually(lambda: bool(deliveries(demo, "shape")))
    record = deliveries(demo, "shape")[0]
    assert record["eventSource"] == "aws:sqs"
    assert record["eventSourceARN"] == "arn:aws:sqs:us-east-1:123456789012:Waiting"
    assert record["messageAttributes"]["shop"]["stringValue"] == "bannos"
    assert {"messageId", "receiptHandle", "md5OfBody", "awsRegion"} <= record.keys()
    assert {"ApproximateReceiveCount", "SentTimestamp"} <= record["attributes"].keys()


@pytest.mark.parametrize(
    ("payload", "kept"),
    [
        (b"null", set()),
        (b"{}", set()),
        (b'{"batchItemFailures": []}', set()),
        (b'{"batchItemFailures": [{"itemIdentifier": "a"}]}', {"a"}),
        (b'{"batchItemFailures": [{"itemIdentifier": ""}]}', {"a", "b"}),
        (b'{"batchItemFailures": [{"itemIdentifier": "unknown"}]}', {"a", "b"}),
    ],
)
def test_partial_answer_keeps_what_it_names_and_everything_when_it_names_nonsense(
    demo: Demo, payload: bytes, kept: set[str]
) -> None:
    assert failed_messages(Outcome(payload), demo.template.sources[0], {"a", "b"}) == kept


def test_failed_invocation_keeps_the_whole_batch(demo: Demo) -> None:
    outcome = Outcome(b"{}", error="Unhandled")
    assert failed_messages(outcome, demo.template.sources[0], {"a", "b"}) == {"a", "b"}


def test_schedule_can_be_fired_and_sends_its_event(demo: Demo, eventually: Eventually) -> None:
    answer = demo.http.post("/_local/schedules/BatchFunction").json()
    assert answer == {"error": "", "result": {"batchItemFailures": []}}

    def events() -> list[dict[str, Any]]:
        lines = demo.lines.of("BatchFunction")
        return [json.loads(line) for line in lines if '"Scheduled Event"' in line]

    eventually(lambda: bool(events()))
    assert events()[0]["source"] == "aws.scheduler"
    assert events()[0]["resources"] == ["arn:aws:scheduler:us-east-1:123456789012:schedule/default/Hourly"]


def test_function_without_a_schedule_cannot_be_fired(demo: Demo) -> None:
    assert demo.http.post("/_local/schedules/EchoFunction").status_code == 404
