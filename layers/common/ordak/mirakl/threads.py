"""Conversations of M10 and M11, read softly."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from ordak.soft_values import each, moment, record, text, whole

ORDER = "MMP_ORDER"  # the kind of entity that an order is
CUSTOMER = "CUSTOMER"  # the kind of participant that a customer is
FROM_CUSTOMER, FROM_SHOP, FROM_OPERATOR = "CUSTOMER_USER", "SHOP_USER", "OPERATOR_USER"


@dataclass(frozen=True)
class Participant:
    """Who takes part, or is written to."""

    type: str
    id: str | None = None
    name: str | None = field(default=None, repr=False)


@dataclass(frozen=True)
class Attachment:
    """A file of a message; its size is in bytes."""

    id: str | None
    name: str | None = field(repr=False)
    size: int | None


@dataclass(frozen=True)
class Message:
    """One message. `sender` is CUSTOMER_USER, SHOP_USER, OPERATOR_USER, or what Mirakl adds one day."""

    id: str
    sender: str | None
    sender_name: str | None = field(repr=False)
    body: str = field(repr=False)
    created_at: datetime | None
    to: tuple[Participant, ...]
    attachments: tuple[Attachment, ...]


@dataclass(frozen=True)
class Thread:
    """One conversation; M11 gives at most its last 100 messages, M10 all of them.

    `reply_needed_since` is None once the shop has answered.
    """

    id: str
    topic: str | None = field(repr=False)
    order_ids: tuple[str, ...]
    created_at: datetime | None
    updated_at: datetime | None
    reply_needed_since: datetime | None
    last_sender: str | None
    message_count: int | None
    participants: tuple[Participant, ...]
    messages: tuple[Message, ...]


@dataclass(frozen=True)
class ThreadPage:
    """A page of conversations, the token of the next one, and how many conversations of this one had no id."""

    threads: tuple[Thread, ...]
    next_token: str | None
    unreadable: int


def read_thread(given: dict[str, Any]) -> Thread | None:
    """Read a conversation; None if it has no id."""
    number = text(given.get("id"))
    if number is None:
        return None
    metadata = record(given.get("metadata"))
    return Thread(
        id=number,
        topic=text(record(given.get("topic")).get("value")),
        order_ids=each(given.get("entities"), _order_id),
        created_at=moment(given.get("date_created")),
        updated_at=moment(given.get("date_updated")),
        reply_needed_since=moment(metadata.get("shop_reply_needed_since")),
        last_sender=text(record(metadata.get("last_sender")).get("type")),
        message_count=whole(metadata.get("total_count")),
        participants=each(given.get("current_participants"), _participant),
        messages=each(given.get("messages"), _message),
    )


def _order_id(given: dict[str, Any]) -> str | None:
    return text(given.get("id")) if given.get("type") == ORDER else None


def _participant(given: dict[str, Any]) -> Participant | None:
    kind = text(given.get("type"))
    return None if kind is None else Participant(kind, text(given.get("id")), text(given.get("display_name")))


def _message(given: dict[str, Any]) -> Message | None:
    number = text(given.get("id"))
    if number is None:
        return None
    sender = record(given.get("from"))
    return Message(
        id=number,
        sender=text(sender.get("type")),
        sender_name=text(sender.get("display_name")),
        body=text(given.get("body")) or "",
        created_at=moment(given.get("date_created")),
        to=each(given.get("to"), _participant),
        attachments=each(given.get("attachments"), _attachment),
    )


def _attachment(given: dict[str, Any]) -> Attachment:
    return Attachment(text(given.get("id")), text(given.get("name")), whole(given.get("size")))
