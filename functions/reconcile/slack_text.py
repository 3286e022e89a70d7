"""What may stand in a text of Slack's markup, and such a text without it."""

import html
import re
from typing import Any

_LONGEST_VALUE = 120


def plain(value: Any, longest: int = _LONGEST_VALUE) -> str:
    """Take from a value whatever Slack would read as markup, a link or a call of somebody.

    An underscore within a word is none: what a function, a topic or a field is called stays whole.
    """
    text = "".join(mark if mark.isprintable() and mark not in "*~`" else " " for mark in str(value))[:longest]
    text = re.sub(r"(?<![A-Za-z0-9_])_+|_+(?![A-Za-z0-9_])", " ", text)
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def unmarked(text: str) -> str:
    """Take the markup of ours from a text: bold headings, moments, what `plain` escaped."""
    text = re.sub(r"^\*(.*)\*$", r"\1", text, flags=re.MULTILINE)
    return html.unescape(re.sub(r"<!date\^[^|>]*\|([^>]*)>", r"\1", text))
