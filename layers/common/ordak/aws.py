"""AWS: the one module that calls it. The SDK is imported where it is called, for it is slow to import."""

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mypy_boto3_sqs import SQSClient


class QueueError(Exception):
    """SQS did not take a message."""


@cache
def _sqs() -> "SQSClient":
    import boto3  # noqa: PLC0415  # 180 ms that only a call to AWS pays
    from botocore.config import Config  # noqa: PLC0415

    return boto3.client("sqs", config=Config(connect_timeout=1, read_timeout=2, retries={"max_attempts": 2}))


def send_message(queue_url: str, body: str) -> None:
    """Put one message of at most 1 MiB on a queue."""
    from botocore.exceptions import BotoCoreError, ClientError  # noqa: PLC0415

    try:
        _sqs().send_message(QueueUrl=queue_url, MessageBody=body)
    except (BotoCoreError, ClientError) as error:
        raise QueueError(type(error).__name__) from None
