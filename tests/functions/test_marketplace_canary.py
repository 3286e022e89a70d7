"""What a marketplace's customer and those who answer them wrote, through every step: it stands in the database alone, and is erased whole."""

import json
import subprocess
from typing import Any

import psycopg
import pytest

from local.servers.postgres import binaries
from local.stack import DATABASE, Stack
from local.terminal.marketplace import run_step
from tests.clusters import POSTGRES_MAJOR
from tests.functions.callers import Person, rows, until
from tests.functions.flood import all_everywhere
from tests.functions.test_canary import messages
from tests.sql.floor import actor, call

STORE = "bestbuyca"
WORDS = {
    "first name": "Qqcanary-Firstname",
    "last name": "Qqcanary-Lastname",
    "company": "Qqcanary-Company",
    "street": "77 Qqcanary Street",
    "town": "Qqcanary-Town",
    "phone": "613-555-7417",
    "question": "Qqcanary-Question",
    "answer": "Qqcanary-Answer",
    "reason": "Qqcanary-Reason",
    "scan": "Qqcanary-Scan",
}
# Tables that may hold what a person wrote: people's tools cannot read these columns, and a redaction empties them.
MAY_HOLD = {"sales", "customers", "marketplace_orders", "conversations", "messages", "remarks"}
PERSON = {"customer_id": "canary-customer", "firstname": WORDS["first name"], "lastname": WORDS["last name"]}
ADDRESS = {
    "firstname": WORDS["first name"],
    "lastname": WORDS["last name"],
    "company": WORDS["company"],
    "street_1": WORDS["street"],
    "city": WORDS["town"],
    "state": "ON",
    "zip_code": "K1A 0B1",
    "country_iso_code": "CAN",
    "phone": WORDS["phone"],
}
QUOTED = {
    "status": 400,
    "body": json.dumps({"errors": [{"message": " ".join(WORDS.values())}]}),
    "content_type": "application/json",
}
STATUS = "select status from core.marketplace_orders where mirakl_id = %s"


def steps(stack: Stack, *kinds: str) -> None:
    """Let each of these steps run to its end."""
    for kind in kinds:
        run_step(stack.env, STORE, kind)


def shipped(stack: Stack, order: str) -> None:
    """Let an order be accepted, labelled and shipped."""
    steps(stack, "import", "acceptance", "import", "shipping", "tracking")
    assert rows(stack, STATUS, order) == [("shipped",)]


def parked(stack: Stack, order: str, agent: Person) -> None:
    """Let the other services refuse everything about an order, in the customer's words, and people see to it."""
    stack.mirakl.fail("status", 1, "OR21", **QUOTED)
    steps(stack, "import", "acceptance")
    decided = {"store": STORE, "id": order, "reason": WORDS["reason"]}
    assert agent.call("settle_acceptance", **decided, decision="accept").json()["ok"]
    steps(stack, "acceptance", "import")
    stack.canada_post.fail("status", 1, "create", **QUOTED)
    steps(stack, "shipping")
    assert rows(stack, STATUS, order) == [("shipping_failed",)]
    stack.mirakl.edit(order, order_lines=[{"order_line_id": WORDS["town"], "quantity": WORDS["street"]}])
    steps(stack, "import")
    assert rows(stack, "select code from core.unread_orders where mirakl_id = %s", order) != []


def answered(stack: Stack, order: str, agent: Person) -> None:
    """Let the customer write, and an agent answer what is refused there first."""
    thread = stack.mirakl.customer_writes(order, WORDS["question"], topic=WORDS["question"])
    steps(stack, "messages")
    read = agent.call("get_conversation", store=STORE, thread_id=thread).json()
    stack.mirakl.fail("status", 1, "M12", **QUOTED)
    held = agent.call("hold_conversation", store=STORE, thread_id=thread).json()
    assert held["ok"]
    assert agent.call("save_draft", store=STORE, thread_id=thread, body=WORDS["answer"]).json()["ok"]
    named = {"store": STORE, "thread_id": thread, "body": WORDS["answer"], "last_message_no": read["last_message_no"]}
    number = agent.call("answer_conversation", **named).json()["message_no"]
    state = "select state from core.messages where message_no = %s"
    until(lambda: rows(stack, state, number) == [("failed",)], "the answer was refused")
    assert agent.call("retry_message", message_no=number).json()["ok"]
    until(lambda: rows(stack, state, number) == [("sent",)], "the answer was sent")


def scanned(order: str, packer: Person) -> list[str]:
    """Let a packer scan what is no item, and somebody call with words for ids; return what they are answered."""
    calls: list[tuple[str, dict[str, Any]]] = [
        ("verify_item", {"id": order, "code": WORDS["scan"]}),
        ("verify_item", {"id": WORDS["scan"], "code": "4006381333931"}),
        ("open_label", {"id": order}),
        ("get_parcel", {"id": WORDS["scan"]}),
    ]
    answers = [packer.call(name, store=STORE, **named) for name, named in calls]
    assert not any(answer.json()["ok"] for answer in answers)
    return [answer.text for answer in answers]


def report(stack: Stack) -> None:
    """Let people be told of all that waits for them."""
    rows(stack, "update core.work_queue set next_retry_at = null where topic = 'alert' returning 1")
    rows(stack, "update core.outlets set quiet_until = null returning 1")
    outcome = stack.pollers.fire("ReporterFunction")
    assert outcome is not None
    assert json.loads(outcome.payload)["alerts"] > 0


def found_in(text: str) -> set[str]:
    """Name what was planted and stands in a text."""
    return {name for name, word in WORDS.items() if word in text}


def dump(stack: Stack) -> str:
    """Dump the whole database."""
    command = [str(binaries(POSTGRES_MAJOR) / "pg_dump"), "--dbname", stack.postgres.url(DATABASE)]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def erase(stack: Stack) -> None:
    """Let the customer be erased, and the files of their labels be deleted."""
    gids = [
        gid
        for (gid,) in rows(
            stack, "select order_gid from core.marketplace_orders where customer_id = %s", PERSON["customer_id"]
        )
    ]
    with psycopg.connect(stack.postgres.url(DATABASE, "ordak_webhook"), autocommit=True) as connection:
        assert call(connection, "redact", actor=actor("webhook"), store=STORE, orders=gids)["ok"]
    steps(stack, "void")


def test_what_a_marketplaces_customer_wrote_stays_where_it_belongs_and_is_erased_whole(
    stack: Stack, caplog: pytest.LogCaptureFixture
) -> None:
    stack.pollers.fire("ReporterFunction")
    stack.outside.forget()
    agent, boss = Person(stack, "Agent", STORE), Person(stack, "Packer", STORE)
    good = stack.mirakl.order(("CANDLE-10", 1), person=PERSON, address=ADDRESS)
    shipped(stack, good)
    answered(stack, good, agent)
    bad = stack.mirakl.order(("CANDLE-10", 1), person=PERSON, address=ADDRESS)
    parked(stack, bad, agent)
    answers = scanned(good, boss)
    report(stack)

    urls = [
        f"{each.request.path}?{each.request.query}"
        for double in (stack.mirakl, stack.canada_post)
        for each in double.log.of()
    ]
    said = {
        "a log line": caplog.text,
        "an answer": "\n".join(answers),
        "a queue": messages(stack),
        "an address": "\n".join(urls),
    }
    for name in ("slack", "posthog", "sentry"):
        said[name] = "\n".join(each.request.body.decode() for each in stack.outside.calls_to(name))
    assert {name: found_in(text) for name, text in said.items()} == {name: set() for name in said}
    assert "marketplace_shipping" in said["a log line"]
    assert bad in said["slack"]
    held = all_everywhere(stack, WORDS)
    assert {name: tables - MAY_HOLD for name, tables in held.items() if tables - MAY_HOLD} == {}
    assert set().union(*held.values()) == MAY_HOLD

    # Other orders of this stack have labels too.
    labels = "select label_key from core.shipments where order_gid = %s and label_key is not null"
    assert len(rows(stack, labels, f"gid://mirakl/Order/{good}")) == 1
    erase(stack)
    assert found_in(dump(stack)) == set()
    assert rows(stack, labels, f"gid://mirakl/Order/{good}") == []
