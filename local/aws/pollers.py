"""Invokes functions when no person does: queues and schedules, with the events they really send."""

import base64
import json
import threading
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from local.aws.cloudformation import ACCOUNT, REGION
from local.aws.cron import next_time
from local.aws.lambda_service import LambdaService
from local.aws.runtime_api import Outcome
from local.aws.template import Queue, QueueSource, Schedule

if TYPE_CHECKING:
    from mypy_boto3_sqs import SQSClient
    from mypy_boto3_sqs.type_defs import MessageTypeDef

LONG_POLL_SECONDS = 20  # as Lambda waits, the longest that SQS lets it; a message that comes ends it
RETRY_SECONDS = 0.5


class Pollers:
    """A thread per event source and per schedule; `timed=False` leaves schedules to `fire`, for tests."""

    def __init__(  # noqa: PLR0913 - what they bring together
        self,
        functions: LambdaService,
        sources: Iterable[QueueSource],
        schedules: Iterable[Schedule],
        sqs: Callable[[], "SQSClient"],
        endpoint: str,
        *,
        timed: bool = True,
        poll_seconds: int = LONG_POLL_SECONDS,
    ) -> None:
        self._functions = functions
        self._schedules = {schedule.function: schedule for schedule in schedules}
        self._sqs = sqs
        self._endpoint = endpoint
        self._ended = threading.Event()
        self._sources = tuple(sources)
        self._timed = timed
        self._poll_seconds = poll_seconds
        self._threads: list[threading.Thread] = []

    def start(self) -> None:
        """Begin to poll and to keep time."""
        for source in self._sources:
            self._run(self._poll, source)
        for schedule in self._schedules.values() if self._timed else ():
            self._run(self._keep_time, schedule)

    def ask_to_end(self) -> None:
        """Say that all is over; a long poll ends when the queue's server does: join after that."""
        self._ended.set()

    def join(self) -> None:
        """Wait until every thread that was started has ended."""
        for thread in self._threads:
            thread.join(self._poll_seconds + 10)

    def fire(self, function: str) -> Outcome | None:
        """Run a function's schedule now; None when it has none."""
        schedule = self._schedules.get(function)
        return self._functions.invoke(function, schedule_event(schedule)) if schedule else None

    def _run[Source](self, work: Callable[[Source], None], source: Source) -> None:
        thread = threading.Thread(target=work, args=(source,), daemon=True)
        thread.start()
        self._threads.append(thread)

    def _keep_time(self, schedule: Schedule) -> None:
        due = next_time(schedule.expression, datetime.now(UTC))
        while not self._ended.wait(max(0.0, (due - datetime.now(UTC)).total_seconds())):
            self._functions.invoke(schedule.function, schedule_event(schedule))
            due = next_time(schedule.expression, datetime.now(UTC))

    def _poll(self, source: QueueSource) -> None:
        from botocore.exceptions import BotoCoreError, ClientError  # noqa: PLC0415 - as in local.aws

        sqs = self._sqs()
        while not self._ended.is_set():
            try:
                self._take_batch(sqs, source)
            except (BotoCoreError, ClientError) as error:
                if not self._ended.is_set():
                    print(f"[{source.queue.name}] {error}", flush=True)
                    self._ended.wait(RETRY_SECONDS)
        sqs.close()

    def _take_batch(self, sqs: "SQSClient", source: QueueSource) -> None:
        url = source.queue.url(self._endpoint)
        received = sqs.receive_message(
            QueueUrl=url,
            MaxNumberOfMessages=min(source.batch_size, 10),
            WaitTimeSeconds=self._poll_seconds,
            AttributeNames=["All"],
            MessageAttributeNames=["All"],
        )
        messages = received.get("Messages", [])
        if not messages:
            return
        outcome = self._functions.invoke(source.function, queue_event(source.queue, messages))
        failed = failed_messages(outcome, source, {message["MessageId"] for message in messages})
        for message in messages:
            if message["MessageId"] not in failed:
                sqs.delete_message(QueueUrl=url, ReceiptHandle=message["ReceiptHandle"])


def failed_messages(outcome: Outcome, source: QueueSource, sent: set[str]) -> set[str]:
    """Return the ids to keep: all when the function failed or its answer names what was not sent."""
    if outcome.error:
        return sent
    answer = json.loads(outcome.payload or b"null")
    if not source.partial or not answer or not answer.get("batchItemFailures"):
        return set()
    named = {failure.get("itemIdentifier") for failure in answer["batchItemFailures"]}
    return named if named.issubset(sent) else sent


def queue_event(queue: Queue, messages: Iterable["MessageTypeDef"]) -> dict[str, Any]:
    """Return the event of a batch of messages."""
    return {"Records": [_record(queue, message) for message in messages]}


def schedule_event(schedule: Schedule) -> Any:
    """Return the event of a schedule: its own input when it has one."""
    if schedule.input:
        return json.loads(schedule.input)
    kind = "scheduler" if schedule.scheduler else "events"
    resource = f"schedule/default/{schedule.name}" if schedule.scheduler else f"rule/{schedule.name}"
    return {
        "version": "0",
        "id": str(uuid4()),
        "detail-type": "Scheduled Event",
        "source": f"aws.{kind}",
        "account": ACCOUNT,
        "time": datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "region": REGION,
        "resources": [f"arn:aws:{kind}:{REGION}:{ACCOUNT}:{resource}"],
        "detail": "{}" if schedule.scheduler else {},
    }


def _record(queue: Queue, message: "MessageTypeDef") -> dict[str, Any]:
    attributes = message.get("MessageAttributes", {})
    return {
        "messageId": message["MessageId"],
        "receiptHandle": message["ReceiptHandle"],
        "body": message["Body"],
        "attributes": message.get("Attributes", {}),
        "messageAttributes": {name: _attribute(value) for name, value in attributes.items()},
        "md5OfBody": message["MD5OfBody"],
        "eventSource": "aws:sqs",
        "eventSourceARN": queue.arn,
        "awsRegion": REGION,
    }


def _attribute(value: Any) -> dict[str, Any]:
    """Write a message attribute as Lambda does: names in lower camel case, bytes as base64."""
    kinds: dict[str, Any] = {"stringListValues": [], "binaryListValues": [], "dataType": value["DataType"]}
    if "StringValue" in value:
        kinds["stringValue"] = value["StringValue"]
    if "BinaryValue" in value:
        kinds["binaryValue"] = base64.b64encode(value["BinaryValue"]).decode()
    return kinds
