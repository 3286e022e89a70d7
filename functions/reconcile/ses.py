"""SES, for whoever sends a mail here: one mail, one call, and what a refusal says of the next."""

from collections.abc import Sequence

from ordak.aws import mail
from ordak.aws.sdk import AwsError
from outlet_error import OutletError

_WAIT_SECONDS = 60.0  # where SES is busy, which says no time
# What SES says of this one mail: its address, or its text.
_OF_ONE = {"SES_MessageRejected", "SES_BadRequestException", "SES_INVALID"}


class MailError(OutletError):
    """A mail that SES did not take. `is_systemic`: it would not have taken another either."""

    def __init__(self, error: AwsError) -> None:
        super().__init__(error.code, wait_seconds=_WAIT_SECONDS if error.kind == "busy" else 0.0)
        self.is_systemic = error.code not in _OF_ONE


def send(addresses: Sequence[str], subject: str, text: str) -> None:
    """Send a mail of plain text; raise MailError if SES does not take it, or nobody knows."""
    try:
        mail.send(addresses, subject, text)
    except AwsError as error:
        raise MailError(error) from None
