"""A function killed at its deadline in the middle of a batch: all of it comes again, and each effect happens once."""

import json
import re
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import psycopg
import pytest

from ingest import Delivery, pack
from local.aws.lambda_service import LambdaService, shared_variables
from local.aws.pollers import Pollers
from local.aws.template import Queue, QueueSource, Template
from local.doubles.webhook_sender import cake, order
from local.stack import DATABASE, Stack
from tests.functions.callers import rows, until
from tools.ship.build import built_functions

FUNCTION = "IngestRetryFunction"
# Redelivered only when the function that holds it is dead, as the template has it.
QUEUE = Queue("DeadlineQueue", "DeadlineQueue", {"VisibilityTimeout": "5"})
EFFECTS = """
select (select count(*) from core.sales where order_gid = %(gid)s),
  (select count(*) from core.orders where order_gid = %(gid)s),
  (select count(*) from core.inventory_txn where ref_id = %(gid)s)
"""


class Deadline:
    """The built function with two seconds to live, fed from a queue of its own by the real poller."""

    def __init__(self, stack: Stack, artifacts: Path, folder: Path) -> None:
        self.lines: list[str] = []
        code = careless(artifacts / FUNCTION, folder)
        layer = artifacts / "CommonLayer/python"
        function = replace(built_functions()[FUNCTION], code=code, timeout=1.8, layers=(layer,), max_environments=1)
        self.service = LambdaService(
            Template({FUNCTION: function}),
            {FUNCTION: stack.functions.variables(FUNCTION)},
            shared_variables(stack.aws.endpoint),
            lambda _, line: self.lines.append(line),
        )
        stack.aws.create_queues([QUEUE])
        source = QueueSource(FUNCTION, QUEUE, 10, partial=True)
        # Its queue's server goes on when it is stopped: it waits for the poll.
        self.pollers = Pollers(self.service, [source], [], stack.aws.sqs, stack.aws.endpoint, poll_seconds=1)

    @property
    def timed_out(self) -> bool:
        """Whether an invocation has been killed."""
        return any("Task timed out" in line for line in self.lines)

    def stop(self) -> None:
        self.pollers.ask_to_end()
        self.service.stop()
        self.pollers.join()


def careless(built: Path, folder: Path) -> Path:
    """Copy the function without its look at the clock, which is what keeps it from ever being killed."""
    code = Path(shutil.copytree(built, folder / "careless", ignore=shutil.ignore_patterns("__pycache__")))
    source = code / "ingest_retry.py"
    changed, count = re.subn(r"^_SAFETY_MS = \d+", "_SAFETY_MS = 0", source.read_text(), flags=re.MULTILINE)
    assert count == 1
    source.write_text(changed)
    return code


@pytest.fixture
def deadline(stack: Stack, artifacts: Path, tmp_path: Path) -> Iterator[Deadline]:
    running = Deadline(stack, artifacts, tmp_path)
    yield running
    running.stop()


def send(stack: Stack, sold: dict[str, Any]) -> dict[str, Any]:
    """Put an order onto the queue."""
    delivery = Delivery("bannos", "orders/create", None, None, f"late-{sold['id']}", json.dumps(sold).encode())
    stack.aws.sqs().send_message(QueueUrl=QUEUE.url(stack.aws.endpoint), MessageBody=pack(delivery))
    return sold


def waiting(stack: Stack) -> str:
    attributes = stack.aws.sqs().get_queue_attributes(
        QueueUrl=QUEUE.url(stack.aws.endpoint),
        AttributeNames=["ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible"],
    )["Attributes"]
    return "+".join(attributes.values())


def effects(stack: Stack, sold: dict[str, Any]) -> tuple[Any, ...]:
    """How many sales, tickets and ledger rows there are of an order."""
    with psycopg.connect(stack.postgres.url(DATABASE)) as owner:
        found = owner.execute(EFFECTS, {"gid": sold["admin_graphql_api_id"]}).fetchone()
    assert found is not None
    return found


def test_batch_killed_at_its_deadline_comes_again_and_each_effect_happens_once(
    stack: Stack, deadline: Deadline
) -> None:
    with psycopg.connect(stack.postgres.url(DATABASE)) as owner:
        # What the second order needs is held by somebody else, and what the first needs is not.
        owner.execute("select from core.inventory_items where sku like 'SPONGE-8-%' for update")
        batch = [send(stack, order(cake(sku))) for sku in ("BRW-12-SC", "CAKE-8-VAN", "BRW-12-SC")]
        deadline.pollers.start()
        until(lambda: deadline.timed_out, "the deadline came")
        before = [effects(stack, sold)[0] for sold in batch]
        owner.rollback()
    assert before == [1, 0, 0]
    until(lambda: waiting(stack) == "0+0", "the whole batch was answered", 60)
    # What the killed function had asked waits for nothing either; others wait for each other, and not for long.
    until(
        lambda: rows(stack, "select count(*) from pg_stat_activity where wait_event_type = 'Lock'") == [(0,)],
        "none waits",
    )
    assert [effects(stack, sold) for sold in batch] == [(1, 1, 1), (1, 1, 2), (1, 1, 1)]
