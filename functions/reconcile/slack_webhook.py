"""Slack's incoming webhook: one text, one call."""

import json
import re

from ordak.http import client as http_client
from ordak.http.client import Answer, HttpError
from outlet_error import OutletError

_SECONDS = 5.0
_OK, _TOO_MANY, _OTHERS_FAULT = 200, 429, 500
# What Slack says of the text itself: every other answer would be the same for any text.
_REFUSALS = {400, 413}
_LONGEST_WAIT = 3600.0
_SHORTEST_WAIT = 30.0  # of a 429 that does not say


class SlackError(OutletError):
    """A text that Slack did not take."""


def post(url: str, text: str) -> None:
    """Post a text of Slack's markup, `&<>` escaped; raise when anything but Slack's `ok` comes back."""
    body = json.dumps({"text": text, "unfurl_links": False, "unfurl_media": False}).encode()
    headers = {"Content-Type": "application/json; charset=utf-8"}
    try:
        answer = http_client.send("POST", url, headers=headers, body=body, seconds=_SECONDS)
    except HttpError as error:
        raise SlackError("SLACK_NOT_SENT" if error.kind == "connect" else "SLACK_ANSWER_LOST") from None
    if answer.status == _OK and answer.body.strip() == b"ok":
        return
    if answer.status == _OK:
        raise SlackError("SLACK_BAD_ANSWER")
    raise SlackError(f"SLACK_{answer.status}", wait_seconds=_wait_of(answer), refuses_text=answer.status in _REFUSALS)


def _wait_of(answer: Answer) -> float:
    """Return how long Slack wants to be left alone, 0 when it does not say."""
    said = answer.headers.get("retry-after", "")
    if re.fullmatch(r"[0-9]{1,6}", said) and (answer.status == _TOO_MANY or answer.status >= _OTHERS_FAULT):
        return min(float(said), _LONGEST_WAIT)
    return _SHORTEST_WAIT if answer.status == _TOO_MANY else 0.0
