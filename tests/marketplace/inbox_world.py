"""Customers who write at Mirakl's double, and what the shop has answered there."""

from tests.marketplace.market_world import MarketWorld
from tests.sql.floor import Json
from tests.sql.imports.market import STORE

TEXTS = {"en": "We have your message.", "fr": "Nous avons votre message."}
ANSWER = "It left on Monday."
_ALWAYS = {day: [["0:00", "24:00"]] for day in ("mon", "tue", "wed", "thu", "fri", "sat", "sun")}


def set_replies(world: MarketWorld, mode: str = "on") -> None:
    """Let the store be open at all hours, and answer automatically, or not."""
    for key, value in (("business_hours", _ALWAYS), ("auto_reply", {"mode": mode, "templates": TEXTS})):
        assert world.floor.rpc("set_setting", "admin", store=STORE, key=key, value=value)["ok"]


def ask(world: MarketWorld, text: str = "Where is it?") -> str:
    """Let a customer buy and write, and read both; return the conversation's id."""
    thread = world.mirakl.customer_writes(world.buy(), text)
    world.run("import", "messages")
    return thread


def answer(world: MarketWorld, thread: str, text: str = ANSWER, who: str = "agent") -> Json:
    """Let a person answer what they have read."""
    read = world.floor.rpc("get_conversation", who, store=STORE, thread_id=thread)
    named = {"store": STORE, "thread_id": thread, "body": text, "last_message_no": read["last_message_no"]}
    return world.floor.rpc("answer_conversation", who, **named)


def written(world: MarketWorld, thread: str) -> list[str]:
    """Return what the shop has written there."""
    return [each["body"] for each in world.mirakl.messages(thread) if each["from"]["type"] == "SHOP_USER"]


def kept(world: MarketWorld, thread: str) -> list[tuple[str, str, str | None]]:
    """Return kind, text and state of what is here of a conversation."""
    rows = world.floor.rows(
        "select kind, body, state from core.messages where thread_id = %s order by message_no", thread
    )
    return [(row["kind"], row["body"], row["state"]) for row in rows]


def ours(world: MarketWorld, thread: str) -> list[str | None]:
    """Return how far what we wrote in a conversation is."""
    return [state for kind, _, state in kept(world, thread) if kind == "shop"]
