"""What a person wrote, and every secret, through every flow there is: it stands in the database and nowhere else.

Two places hold whole deliveries by design, and are not looked into: `core.held_deliveries`, and the ingest-retry queue with
its dead letters. Metrics count lines or take one of their figures, so the lines speak for them; no trace is annotated.
"""

import pytest

from local.stack import Stack
from tests.functions.callers import Shop, until
from tests.functions.flood import (
    MAY_HOLD,
    WORDS,
    Flood,
    all_everywhere,
    deliveries,
    failures,
    leaving,
    scans,
    schedules,
)
from tests.functions.flood_identity import identities


@pytest.fixture(scope="module")
def flood(stack: Stack) -> Flood:
    """Begin with nobody told of anything."""
    stack.pollers.fire("ReporterFunction")  # usage begins now
    stack.outside.forget()
    return Flood(stack)


def messages(stack: Stack) -> str:
    """What lies on any queue, dead letters included, but for those that hold deliveries by design."""
    sqs, found = stack.aws.sqs(), []
    for queue in stack.template.queues:
        if not queue.logical_id.startswith("IngestRetry"):
            url = queue.url(stack.aws.endpoint)
            answer = sqs.receive_message(QueueUrl=url, MaxNumberOfMessages=10, VisibilityTimeout=0)
            found += [message["Body"] for message in answer.get("Messages", [])]
    sqs.close()
    return "\n".join(found)


def test_what_a_person_wrote_and_every_secret_stays_where_it_belongs(
    stack: Stack, flood: Flood, caplog: pytest.LogCaptureFixture
) -> None:
    shop = Shop(stack.env)
    deliveries(flood, shop)
    reached = all_everywhere(stack, {name: value for name, value in WORDS.items() if name != "remark"})
    assert all(tables & MAY_HOLD for tables in reached.values()), reached
    scans(flood, shop)
    identities(flood)
    assert len(flood.more) == 8
    failures(flood, shop)
    schedules(flood)
    leaving(flood)
    failed = [line for line in caplog.text.splitlines() if '"level":"ERROR"' in line]
    until(lambda: len(stack.outside.received("sentry")) > 3, "Sentry has heard of the failures")

    said = {
        "a log line": caplog.text,
        "an answer": "\n".join(flood.texts),
        "a queue": messages(stack),
    }
    for name in ("slack", "posthog", "sentry"):
        calls = stack.outside.calls_to(name)
        said[name] = "\n".join(call.request.body.decode() for call in calls)
        assert said[name], name
    assert failed
    assert {name: flood.found_in(text) for name, text in said.items()} == {name: set() for name in said}

    held = all_everywhere(stack, flood.planted)
    assert {name: tables - MAY_HOLD for name, tables in held.items() if tables - MAY_HOLD} == {}
