"""The mailbox of the local stack: all mail that SES has taken here, to anybody, at /mailbox/ and /sandbox/mail."""

from typing import Any

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

from local.aws.sqs import Aws
from local.servers.same_origin import is_foreign

VARIABLES = {"MAIL_FROM": "ordak@merchant.example", "ALERT_ADDRESSES": "on-call@merchant.example"}


def routes(aws: Aws) -> list[BaseRoute]:
    """Return the routes of the page, whose sender SES knows from now on."""
    aws.verify_sender(VARIABLES["MAIL_FROM"])

    def show(request: Request) -> Response:
        if is_foreign(request.headers):
            return PlainTextResponse("Only for this machine.\n", 403)
        return PlainTextResponse("\n".join(map(_written, reversed(aws.sent_mail()))) or "No mail yet.\n")

    return [Route(path, show) for path in ("/mailbox/", "/sandbox/mail")]


def _written(mail: dict[str, Any]) -> str:
    to = ", ".join(mail["destinations"]["ToAddresses"])
    return f"From: {mail['source']}\nTo: {to}\nSubject: {mail['subject']}\n\n{mail['body']}\n{'-' * 72}\n"
