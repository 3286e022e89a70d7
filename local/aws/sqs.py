"""The local AWS: moto's server in a process of its own, with the queues and the bucket that template.yaml names."""

import json
import signal
import sys
import urllib.request
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from local.aws.cloudformation import REGION
from local.aws.template import Queue
from local.servers.child import Child
from local.servers.processes import free_port, listens, plain_environment

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client
    from mypy_boto3_sqs import SQSClient

CREDENTIALS = {"AWS_ACCESS_KEY_ID": "local", "AWS_SECRET_ACCESS_KEY": "local", "AWS_DEFAULT_REGION": REGION}


class Aws:
    """SQS, S3 and SES on a loopback port. They live in memory: what they hold is lost when the stack stops."""

    def __init__(self, folder: Path) -> None:
        self.port = free_port()
        self.endpoint = f"http://127.0.0.1:{self.port}"
        self._child = Child("moto", folder / "moto.log", signal.SIGKILL)

    def start(self) -> None:
        """Start the server without waiting for it: it takes a second in which other things can be done."""
        command = [sys.executable, "-m", "moto.server", "-H", "127.0.0.1", "-p", str(self.port)]
        self._child.start(command, env=plain_environment() | CREDENTIALS)

    def create_queues(self, queues: Iterable[Queue]) -> None:
        """Wait for the server and create the queues with their redrive policies, dead-letter queues first."""
        self._child.wait(lambda: listens(self.port))
        by_id = {queue.logical_id: queue for queue in queues}
        sqs = self.sqs()
        for queue in sorted(by_id.values(), key=lambda queue: bool(queue.dead_letters)):
            attributes = dict(queue.attributes)
            if queue.dead_letters:
                target = by_id[queue.dead_letters].arn
                policy = f'{{"deadLetterTargetArn": "{target}", "maxReceiveCount": {queue.max_receives}}}'
                attributes["RedrivePolicy"] = policy
            sqs.create_queue(QueueName=queue.name, Attributes=attributes)  # type: ignore[arg-type]  # of any name

    def bucket(self, name: str) -> "S3Client":
        """Create a bucket and return a client of the local S3, which checks no signature."""
        s3: S3Client = self._client("s3")
        s3.create_bucket(Bucket=name)
        return s3

    def verify_sender(self, address: str) -> None:
        """Let an address send mail, as a person does in SES once for each; of any other SES takes none."""
        self._client("sesv2").create_email_identity(EmailIdentity=address)

    def sent_mail(self) -> list[dict[str, Any]]:
        """Return the mail that SES has taken, oldest first: source, destinations, subject and body."""
        with urllib.request.urlopen(f"{self.endpoint}/moto-api/data.json", timeout=30) as answer:  # noqa: S310 - ours
            mail: list[dict[str, Any]] = json.load(answer)["ses"]["Message"]
        return mail

    def sqs(self) -> "SQSClient":
        """Return a client of the local SQS."""
        sqs: SQSClient = self._client("sqs")
        return sqs

    def _client(self, service: str) -> Any:
        import boto3  # noqa: PLC0415 - costs 0.2 s, while which Postgres can start
        from botocore.config import Config  # noqa: PLC0415 - as above

        session: Any = boto3.Session(
            aws_access_key_id=CREDENTIALS["AWS_ACCESS_KEY_ID"],
            aws_secret_access_key=CREDENTIALS["AWS_SECRET_ACCESS_KEY"],
            region_name=REGION,
        )
        once = Config(retries={"total_max_attempts": 1}, read_timeout=30)
        return session.client(service, endpoint_url=self.endpoint, config=once)

    def stop(self) -> None:
        """End the server."""
        self._child.stop()
