"""Conversations as the layer reads them, and what is here of them."""

from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any

from tests.sql.floor import Floor, Json
from tests.sql.imports.market import STORE, ask, order, piece, take

# A Friday at noon in Toronto, where the store is open from nine to five.
NOON = datetime(2026, 11, 20, 17, tzinfo=UTC)
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
TEXTS = {"en": "We have your message.", "fr": "Nous avons votre message."}
_NUMBERS = count(1)


def wrote(text: str, sender: str = "CUSTOMER_USER", at: datetime = NOON, **fields: object) -> Json:
    """Return a message."""
    number = f"m{next(_NUMBERS)}"
    return {
        "id": number,
        "sender": sender,
        "sender_name": "Ann Canary",
        "body": text,
        "created_at": at.isoformat(),
        "to": [],
        "attachments": [],
        **fields,
    }


def thread(*messages: Json, order_id: str | None = None, customer: str | None = None, **fields: object) -> Json:
    """Return a conversation of these messages; the customer waits since their last one, if it is the last."""
    number = f"t{next(_NUMBERS)}"
    last = max(messages, key=lambda one: one["created_at"], default=None)
    waits = last is not None and last["sender"] == "CUSTOMER_USER"
    return {
        "id": number,
        "topic": "Where is my order",
        "order_ids": [order_id] if order_id else [],
        "created_at": NOON.isoformat(),
        "updated_at": last["created_at"] if last else NOON.isoformat(),
        "reply_needed_since": last["created_at"] if last and waits else None,
        "last_sender": last["sender"] if last else None,
        "message_count": len(messages),
        "participants": [{"type": "CUSTOMER", "id": customer or f"c-{number}", "name": "Ann Canary"}],
        "messages": list(messages),
        **fields,
    }


def ingest(floor: Floor, values: Json) -> Json:
    """Ingest a conversation as the run does."""
    return ask(floor, "ingest_thread", thread=values)


def asked(floor: Floor, text: str = "Where is it?", at: datetime = NOON, **fields: Any) -> Json:
    """Let a customer ask in a conversation of their own, and return it."""
    values = thread(wrote(text, at=at), **fields)
    assert ingest(floor, values)["ok"]
    return values


def about_order(floor: Floor, locale: str = "en_CA", **fields: Any) -> Json:
    """Let the customer of an order ask, and return the conversation."""
    values = order(piece(None), **fields)
    values["customer"]["locale"] = locale
    take(floor, values)
    return asked(floor, order_id=values["mirakl_id"], customer=values["customer"]["id"])


def kept(floor: Floor, values: Json) -> Json:
    """Return the row of a conversation."""
    row: Json = floor.one(
        "select to_jsonb(c) from core.conversations c where store = %s and thread_id = %s", STORE, values["id"]
    )
    return row


def messages(floor: Floor, values: Json) -> list[Json]:
    """Return the rows of a conversation's messages, in the order in which they came to be known."""
    return floor.rows(
        "select * from core.messages where store = %s and thread_id = %s order by message_no", STORE, values["id"]
    )


def last_no(floor: Floor, values: Json) -> int:
    """Return the number that an answer has to name."""
    number: int = floor.rpc("get_conversation", store=STORE, thread_id=values["id"])["last_message_no"]
    return number


def answer(floor: Floor, values: Json, who: str = "agent", body: str = "It is on its way.", **more: object) -> Json:
    """Answer a conversation as it is."""
    named: dict[str, object] = {"last_message_no": last_no(floor, values), **more}
    return floor.rpc("answer_conversation", who, store=STORE, thread_id=values["id"], body=body, **named)


def reply_by(floor: Floor, mode: str) -> None:
    """Set how customers are answered automatically."""
    value = {"mode": mode, "templates": TEXTS}
    assert floor.rpc("set_setting", "admin", store=STORE, key="auto_reply", value=value)["ok"]


def claim(floor: Floor) -> int:
    """Claim the automatic replies that are due."""
    claimed: int = ask(floor, "claim_auto_replies")["claimed"]
    return claimed


def opened(floor: Floor) -> Json | None:
    """Take the message that is to be sent now."""
    message: Json | None = ask(floor, "open_message")["message"]
    return message


def close(floor: Floor, message: Json, outcome: str, **more: object) -> Json:
    """Say what became of its call."""
    return ask(floor, "close_message", message_no=message["message_no"], outcome=outcome, **more)


def later(floor: Floor, by: timedelta) -> datetime:
    """Move the clock so far from noon."""
    floor.set_clock(NOON + by)
    return NOON + by
