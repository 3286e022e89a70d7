"""Mail by SES: one message of plain text a call, from the house's own address."""

from collections.abc import Sequence

from ordak import settings
from ordak.aws import sdk
from ordak.aws.sdk import AwsError

_NAME = "SES"
_LONGEST_SUBJECT = 120


def send(to: Sequence[str], subject: str, text: str) -> None:
    """Send a mail to at most fifty people, who see each other. That SES takes it does not say that it arrives."""
    address, counted_in = settings.mail_sender()
    words = " ".join(subject.split())[:_LONGEST_SUBJECT]
    with sdk.told(_NAME):
        answer = sdk.client("sesv2").send_email(
            FromEmailAddress=address,
            ConfigurationSetName=counted_in,
            Destination={"ToAddresses": list(to)},
            Content={"Simple": {"Subject": _utf8(words), "Body": {"Text": _utf8(text)}}},
        )
    if "MessageId" not in answer:
        raise AwsError(f"{_NAME}_BAD_ANSWER", "lost")


def _utf8(text: str) -> dict[str, str]:
    return {"Data": text, "Charset": "UTF-8"}
