"""What somebody was answered is told to nobody else, whatever ids they send."""

from uuid import uuid4

from local.stack import Stack
from tests.functions.callers import Person, digest, rows
from tests.functions.rpc.test_orders_api import agent, body, post

__all__ = ["agent"]


def test_nobody_takes_or_reads_what_a_colleagues_key_stands_for(stack: Stack, agent: Person) -> None:
    """The id of a key can be worked out by whoever knows the person and the key."""
    key, sent = f"till/{uuid4()}", body()
    made = post(agent, sent, idempotency_key=key)
    [(scan_id,)] = rows(stack, "select scan_id::text from core.scans order by created_at desc limit 1")
    before = digest(stack)
    for person in (Person(stack, "Admin"), agent):
        answer = person.call("import_order", **sent, scan_id=scan_id)
        assert (answer.status_code, answer.json()["code"]) == (422, "REQ001")
        assert made.json()["order_id"] not in answer.text
    assert digest(stack) == before


def test_a_scan_id_answers_whoever_sent_it_first_and_nobody_else(stack: Stack, agent: Person) -> None:
    sent = body(scan_id=str(uuid4()))
    first = agent.call("create_order", **sent)
    assert agent.call("create_order", **sent).content == first.content
    answer = Person(stack, "Admin").call("create_order", **sent)
    assert (answer.status_code, answer.json()["code"]) == (422, "REQ002")
    assert first.json()["order_id"] not in answer.text
