"""The answer to a batch of wake-ups: they say nothing but that there is work, so all of them are done or none is."""

from collections.abc import Mapping
from typing import Any

from aws_lambda_powertools.utilities.batch import BatchProcessor, EventType
from aws_lambda_powertools.utilities.data_classes.sqs_event import SQSRecord

_processor = BatchProcessor(EventType.SQS, raise_on_entire_batch_failure=False)


class UnfinishedError(Exception):
    """There is work left: a wake-up has to come again."""


def answer(event: Mapping[str, Any], *, finished: bool) -> dict[str, Any]:
    """Take every wake-up off its queue when the work is finished, else have each of them delivered again."""

    def take(record: SQSRecord) -> None:  # noqa: ARG001 - Powertools hands it over by this name
        if not finished:
            raise UnfinishedError

    with _processor(event.get("Records", []), take):
        _processor.process()
    return dict(_processor.response())
