"""M10, M11 and M12: conversations about orders."""

import base64
import binascii
import json
import re
from datetime import datetime
from typing import Any

from local.doubles.kit import Asked, Operation, RefusedError, Reply
from local.doubles.kit.form import fields
from local.doubles.kit.shape import ListOf, OneOf, Text, check
from local.doubles.mirakl.books import Books, Held
from local.doubles.mirakl.replies import found
from local.doubles.mirakl.settings import SHOP, SHOP_NAME

USUAL, MOST = 50, 100  # conversations of a page
LAST = 100  # messages that M11 shows of a conversation
MOST_MESSAGES = 1000
LONGEST = 50_000
_QUERY = frozenset({"entity_type", "entity_id", "updated_since", "with_messages", "limit", "page_token"})
_SHOP = {"type": "SHOP", "id": SHOP, "display_name": SHOP_NAME}
_SHOP_USER = {"type": "SHOP_USER", "display_name": SHOP_NAME, "organization_details": _SHOP}
_WRITTEN = {
    "body": Text(LONGEST),
    "to": ListOf({"type": OneOf(frozenset({"CUSTOMER", "OPERATOR", "SHOP"})), "id?": Text(100)}),
    "topic?": {"type": OneOf(frozenset({"FREE_TEXT", "REASON_CODE"})), "value": Text(255)},
}


class Inbox:
    """The conversations of the shop."""

    def __init__(self, books: Books) -> None:
        self._books = books
        self.operations = (
            Operation("M11", "GET", "/api/inbox/threads", self._list, _QUERY),
            Operation("M10", "GET", "/api/inbox/threads/{}", self._read),
            Operation("M12", "POST", "/api/inbox/threads/{}/message", self._reply, changes=True),
        )

    def customer_writes(self, held: Held, body: str, topic: str = "Question about my order") -> str:
        """Let the customer of an order write; return the conversation's id."""
        order_id, customer = held.body["order_id"], _customer(held)
        thread = next((one for one in self._books.threads.values() if one["entities"][0]["id"] == order_id), None)
        if thread is None:
            thread = self._begin(order_id, customer, topic)
        sender = {"type": "CUSTOMER_USER", "display_name": customer["display_name"]}
        message = self._write(thread, body, sender, [_SHOP])
        thread["metadata"]["shop_reply_needed_since"] = (
            thread["metadata"]["shop_reply_needed_since"] or message["date_created"]
        )
        held.body["has_customer_message"] = True
        return str(thread["id"])

    def operator_writes(self, thread_id: str, body: str) -> None:
        """Let the operator write in a conversation, to all of it."""
        sender = {"type": "OPERATOR_USER", "display_name": "Operator"}
        self._write(self._thread(thread_id), body, sender, [_SHOP])

    def _begin(self, order_id: str, customer: dict[str, str], topic: str) -> dict[str, Any]:
        thread = {
            "id": self._books.new_uuid(),
            "topic": {"type": "FREE_TEXT", "value": topic},
            "entities": [{"type": "MMP_ORDER", "id": order_id, "label": order_id}],
            "authorized_participants": [_SHOP, customer, {"type": "OPERATOR", "display_name": "Operator"}],
            "current_participants": [_SHOP, customer],
            "date_created": self._books.now(),
            "metadata": {"shop_reply_needed_since": None},
            "no_store_reply_needed": [],
            "messages": [],
        }
        self._books.threads[str(thread["id"])] = thread
        return thread

    def _write(
        self, thread: dict[str, Any], body: str, sender: dict[str, Any], to: list[dict[str, str]]
    ) -> dict[str, Any]:
        number, now = self._books.new_uuid(), self._books.now()
        message = {"id": number, "body": body, "date_created": now, "from": sender, "to": to, "attachments": []}
        thread["messages"].append(message)
        thread["date_updated"] = now
        thread["metadata"] |= {"last_message_date": now, "last_sender": sender, "total_count": len(thread["messages"])}
        return message

    def _thread(self, thread_id: str) -> dict[str, Any]:
        if thread_id not in self._books.threads:
            raise RefusedError(404, f"There is no thread {thread_id}.")
        return self._books.threads[thread_id]

    def _read(self, asked: Asked) -> Reply:
        return found(self._thread(asked.parts[0]))

    def _list(self, asked: Asked) -> Reply:
        query = asked.query
        if "entity_id" in query and "entity_type" not in query:
            raise RefusedError(400, "entity_id wants entity_type.")
        if not re.fullmatch(r"\d{1,3}", query.get("limit", "50")) or not 1 <= int(query.get("limit", USUAL)) <= MOST:
            raise RefusedError(400, f"limit is a number from 1 to {MOST}.")
        if query.get("with_messages", "false") not in {"true", "false"}:
            raise RefusedError(400, "with_messages is true or false.")
        threads = sorted(
            (one for one in self._books.threads.values() if _is_asked_for(one, asked)),
            key=lambda one: (one["date_updated"], one["id"]),
            reverse=True,
        )
        first, most = _first(query.get("page_token")), int(query.get("limit", USUAL))
        shown = [_shown(one, query.get("with_messages") == "true") for one in threads[first : first + most]]
        more = {"next_page_token": _token(first + most)} if len(threads) > first + most else {}
        return found({"data": shown, **more})

    def _reply(self, asked: Asked) -> Reply:
        written = _written(asked)
        thread = self._thread(asked.parts[0])
        if len(thread["messages"]) >= MOST_MESSAGES:
            raise RefusedError(400, f"A thread has at most {MOST_MESSAGES} messages.")
        to = [_participant(thread, one) for one in written["to"]]
        message = self._write(thread, written["body"], _SHOP_USER, to)
        thread["metadata"]["shop_reply_needed_since"] = None
        return found({"message_id": message["id"], "thread_id": thread["id"]}, 201)


def _customer(held: Held) -> dict[str, str]:
    customer = held.body["customer"]
    name = f"{customer['firstname']} {customer['lastname']}"
    return {"type": "CUSTOMER", "id": customer["customer_id"], "display_name": name}


def _participant(thread: dict[str, Any], wanted: dict[str, str]) -> dict[str, str]:
    for one in thread["authorized_participants"]:
        if one["type"] == wanted["type"] and wanted.get("id", one.get("id")) == one.get("id"):
            return dict(one)
    raise RefusedError(400, "A recipient does not take part in the thread.")


def _written(asked: Asked) -> dict[str, Any]:
    form = fields(asked.request)
    if form.keys() - {"message_input", "files"} or len(form.get("message_input", [])) != 1:
        raise RefusedError(400, "The form has one message_input, and files.")
    if form["message_input"][0].content_type != "application/json":
        raise RefusedError(415, "message_input has to be application/json.")
    try:
        written: dict[str, Any] = json.loads(form["message_input"][0].content)
    except ValueError:
        raise RefusedError(400, "message_input is no JSON.") from None
    check(written, _WRITTEN, "message_input")
    return written


def _is_asked_for(thread: dict[str, Any], asked: Asked) -> bool:
    query, entity = asked.query, thread["entities"][0]
    ids = query.get("entity_id")
    if query.get("entity_type", entity["type"]) != entity["type"] or (ids and entity["id"] not in ids.split(",")):
        return False
    try:
        since = datetime.fromisoformat(query["updated_since"]) if "updated_since" in query else None
        return since is None or datetime.fromisoformat(thread["date_updated"]) >= since
    except (ValueError, TypeError):
        raise RefusedError(400, "updated_since is a time with its zone.") from None


def _shown(thread: dict[str, Any], with_messages: bool) -> dict[str, Any]:  # noqa: FBT001 - the one thing that differs
    rest = {name: value for name, value in thread.items() if name != "messages"}
    return {**rest, "messages": thread["messages"][-LAST:]} if with_messages else rest


def _token(first: int) -> str:
    return base64.urlsafe_b64encode(f"after={first}".encode()).decode()


def _first(token: str | None) -> int:
    if token is None:
        return 0
    try:
        return int(base64.urlsafe_b64decode(token).decode().removeprefix("after="))
    except (ValueError, binascii.Error):
        raise RefusedError(400, "The page_token is not one of ours.") from None
