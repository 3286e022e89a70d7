"""From the bytes of a webhook to JSON that Postgres takes: exact numbers, no NUL, no lone surrogate."""

import json
import re
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

if TYPE_CHECKING:
    from ordak.shopify.order_rules import Flag  # brings pydantic, which readers of other answers do without

MAX_DEPTH = 64  # an order is about eight deep

type Reason = Literal[
    "not_json",
    "too_deep",
    "not_an_object",
    "other_topic",
    "other_shop",
    "other_resource",
    "no_id",
    "bad_id",
    "bad_line_items",
    "bad_quantity",
    "bad_variants",
    "bad_order_ids",
    "too_many_tickets",
]


class Unreadable(Exception):  # noqa: N818 - it is an answer about the body, not a fault of the program
    """A body that can never be taken; it carries the reason and nothing of the body."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason)
        self.reason = reason


class CleanJson(NamedTuple):
    """The parsed body, the same as JSON text (numbers as they were written), and what had to be replaced."""

    tree: Any
    text: str
    flags: "frozenset[Flag]"


_LOW = r"\\u[dD][c-fC-F][0-9a-fA-F]{2}"
# Whole escapes are matched, so that an escaped backslash before "u0000" is left alone.
# Its one literal stands first: a search goes to the next backslash at once.
_ESCAPE = re.compile(
    rf"\\(?:(u0000|u[dD][89abAB][0-9a-fA-F]{{2}}(?!{_LOW})|u[dD][c-fC-F][0-9a-fA-F]{{2}})|u[dD][89abAB]..{_LOW}|.)"
)
_MAX_DIGITS = 400
_VAST = re.compile(rf"[0-9]{{{_MAX_DIGITS}}}|[eE][+-]?[0-9]{{3}}")
_STRING_OR_NUMBER = re.compile(
    r'"(?:[^"\\]++|\\.)*+"|-?(?:0|[1-9][0-9]*+)(?:\.[0-9]++)?(?:[eE][+-]?[0-9]++)?', re.DOTALL
)


class _VastNumberError(ValueError):
    """A number beyond `numeric` and beyond what Python turns into an integer."""


def parse(body: bytes) -> CleanJson:
    """Read a body; numbers with a point become Decimal, the last of two equal keys wins."""
    text, flags = _clean(body)
    tree, reason = _load(text)
    if reason == "vast_number":
        text = _STRING_OR_NUMBER.sub(_vast_as_text, text)
        flags |= {"number_replaced"}
        tree, reason = _load(text)
    if reason:
        # Not raised where it is caught, else the parser's error, which holds the body, would travel along.
        raise Unreadable("too_deep" if reason == "too_deep" else "not_json")
    if _too_deep(tree):
        raise Unreadable("too_deep")
    return CleanJson(tree, text, flags)


def _load(text: str) -> tuple[Any, Literal["not_json", "too_deep", "vast_number"] | None]:
    try:
        tree = json.loads(text, parse_int=_whole, parse_float=_decimal, parse_constant=_refuse)
    except RecursionError:
        return None, "too_deep"
    except _VastNumberError:
        return None, "vast_number"
    except ValueError:
        return None, "not_json"
    return tree, None


def _clean(body: bytes) -> "tuple[str, frozenset[Flag]]":
    flags: set[Flag] = set()
    try:
        sent = body.decode("utf-8-sig")
    except UnicodeDecodeError:
        sent = body.decode("utf-8-sig", errors="replace")
        flags.add("text_replaced")
    text = sent.replace("\0", "\ufffd")
    if "\\u" in text:
        text = _ESCAPE.sub(_without_lone_escape, text)
    if text != sent:
        flags.add("text_replaced")
    return text, frozenset(flags)


def _without_lone_escape(escape: re.Match[str]) -> str:
    return "\\ufffd" if escape[1] else escape[0]


def _whole(digits: str) -> int:
    if len(digits) >= _MAX_DIGITS:
        raise _VastNumberError
    return int(digits)


def _decimal(written: str) -> Decimal:
    if _VAST.search(written):
        raise _VastNumberError
    return Decimal(written)


def _vast_as_text(token: re.Match[str]) -> str:
    text = token[0]
    return f'"{text}"' if text[0] != '"' and _VAST.search(text) else text


def _refuse(constant: str) -> Any:
    raise ValueError(constant)


def _too_deep(tree: Any) -> bool:
    level: list[Any] = [tree]
    for _ in range(MAX_DEPTH + 1):
        level = [
            child
            for node in level
            if (kind := type(node)) is dict or kind is list  # json makes no others; half as dear as isinstance
            for child in (node.values() if kind is dict else node)
        ]
        if not level:
            return False
    return True
