"""Alerts by mail: Slack's text without its markup, to the people on call."""

from collections.abc import Sequence

from ordak.aws import mail
from ordak.aws.sdk import AwsError
from outlet_error import OutletError
from slack_text import unmarked

_WAIT_SECONDS = 60.0  # where SES is busy, which says no time


class MailError(OutletError):
    """A mail that SES did not take."""


def post(addresses: Sequence[str], text: str) -> None:
    """Send a text of Slack's markup as a mail whose subject is its first line."""
    words = unmarked(text)
    try:
        mail.send(addresses, words.partition("\n")[0], words)
    except AwsError as error:
        raise MailError(error.code, wait_seconds=_WAIT_SECONDS if error.kind == "busy" else 0.0) from None
