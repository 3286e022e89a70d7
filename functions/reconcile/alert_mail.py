"""Alerts by mail: Slack's text without its markup, to the people on call."""

from collections.abc import Sequence

import ses
from slack_text import unmarked


def post(addresses: Sequence[str], text: str) -> None:
    """Send a text of Slack's markup as a mail whose subject is its first line."""
    words = unmarked(text)
    ses.send(addresses, words.partition("\n")[0], words)
