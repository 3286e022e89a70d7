"""Wake-ups: the worker is woken after the commit, and a queue that is dead or slow costs nobody anything."""

import json
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

import psycopg
import pytest

from ingest import Delivery, pack
from local.aws.lambda_service import LambdaService, shared_variables
from local.aws.template import Queue
from local.servers.processes import free_port
from local.stack import DATABASE, Stack
from ordak.aws import client as aws
from tests.functions.callers import Person, Shop, cake, order, rows, until, waiting_backend

QUEUES = {"INVENTORY_QUEUE_URL": "test-inventory-wake", "SYNC_QUEUE_URL": "test-sync-wake"}
NAMES = ("WebhookFunction", "IngestRetryFunction", "RpcFunction")
STORED = "select count(*) from core.work_queue where topic = 'inventory_push' and payload ->> 'order_gid' = %s"


class House:
    """The functions as the stack runs them, but that they send wake-ups to queues which no worker reads."""

    def __init__(self, stack: Stack, endpoint: str) -> None:
        self.stack, self.sqs = stack, stack.aws.sqs()
        self.urls = {name: Queue(name, queue, {}).url(endpoint) for name, queue in QUEUES.items()}
        self.lines: list[str] = []
        functions = {}
        for name in NAMES:
            function = stack.template.functions[name]
            variables = {each: stack.functions.variables(name)[each] for each in function.variables}
            functions[name] = replace(function, variables=variables | self.urls)
        self.functions = LambdaService(
            replace(stack.template, functions=functions),
            {},
            shared_variables(endpoint),
            lambda _, line: self.lines.append(line),
        )

    def answer(self, function: str, path: str, body: bytes, headers: dict[str, str]) -> tuple[int, dict[str, Any]]:
        """Invoke with a POST and return status and body."""
        event = {
            "version": "2.0",
            "rawPath": path,
            "headers": headers,
            "requestContext": {"requestId": "wakes", "http": {"method": "POST"}},
            "body": body.decode(),
            "isBase64Encoded": False,
        }
        answer = json.loads(self.functions.invoke(function, event).payload)
        return answer["statusCode"], json.loads(answer["body"])

    def deliver(self, sold: dict[str, Any]) -> int:
        """Deliver an order and return the status."""
        body = json.dumps(sold).encode()
        headers = Shop(self.stack.env).headers(body)
        return self.answer("WebhookFunction", "/api/v1/webhooks/shopify", body, headers)[0]

    def rpc(self, path: str, role: str, **arguments: Any) -> tuple[int, dict[str, Any]]:
        """Call as a member of staff."""
        headers = {"authorization": f"Bearer {Person(self.stack, role).token}"}
        return self.answer("RpcFunction", path, json.dumps(arguments).encode(), headers)

    def survived(self) -> int:
        """How often a wake-up is said to have failed."""
        return sum('"message":"survived"' in line and '"function":"wake"' in line for line in self.lines)

    def woken(self, name: str = "INVENTORY_QUEUE_URL") -> list[str]:
        """Take what lies on a queue now."""
        found = self.sqs.receive_message(QueueUrl=self.urls[name], MaxNumberOfMessages=10).get("Messages", [])
        for message in found:
            self.sqs.delete_message(QueueUrl=self.urls[name], ReceiptHandle=message["ReceiptHandle"])
        return [message["Body"] for message in found]


@contextmanager
def running(stack: Stack, endpoint: str) -> Iterator[House]:
    house = House(stack, endpoint)
    try:
        yield house
    finally:
        house.functions.stop()


@pytest.fixture(scope="module")
def house(stack: Stack) -> Iterator[House]:
    for queue in QUEUES.values():
        stack.aws.sqs().create_queue(QueueName=queue)
    with running(stack, stack.aws.endpoint) as found:
        yield found


def test_bell_rings_once_for_an_order_and_for_its_redelivery_not(house: House) -> None:
    sold = order(cake("BRW-12-SC"))
    assert house.deliver(sold) == 200
    assert house.woken() == ["{}"]
    assert house.deliver(sold) == 200
    assert house.woken() == []


def test_no_wake_up_is_sent_before_the_commit(stack: Stack, house: House) -> None:
    sold = order(cake("BRW-12-SC"))
    gid = sold["admin_graphql_api_id"]
    with psycopg.connect(stack.postgres.url(DATABASE)) as owner:
        # The event is the last that is written.
        owner.execute("lock table core.order_events in exclusive mode")
        answers: list[int] = []
        delivery = threading.Thread(target=lambda: answers.append(house.deliver(sold)))
        delivery.start()
        waiting_backend(stack)
        assert house.woken() == []
        owner.rollback()
    delivery.join()
    assert answers == [200]
    assert house.woken() == ["{}"]
    assert rows(stack, STORED, gid) != [(0,)]


def test_no_wake_up_is_sent_for_what_was_rolled_back(stack: Stack, house: House) -> None:
    sold = order(cake("BRW-12-SC"))
    with psycopg.connect(stack.postgres.url(DATABASE), autocommit=True) as owner:
        owner.execute("alter table core.order_events add constraint closed check (kind <> 'order_ingested') not valid")
        try:
            assert house.deliver(sold) == 500
        finally:
            owner.execute("alter table core.order_events drop constraint closed")
    assert rows(stack, STORED, sold["admin_graphql_api_id"]) == [(0,)]
    assert house.woken() == []


def test_bell_rings_for_an_order_that_had_to_wait(house: House) -> None:
    sold = order(cake("BRW-12-SC"))
    message = pack(Delivery("bannos", "orders/create", None, None, "wakes-later", json.dumps(sold).encode()))
    outcome = house.functions.invoke("IngestRetryFunction", {"Records": [{"messageId": "1", "body": message}]})
    assert json.loads(outcome.payload) == {"batchItemFailures": []}
    assert house.woken() == ["{}"]


def test_bell_rings_for_what_a_person_did_to_the_stock(house: House) -> None:
    status, body = house.rpc("/rpc/receive_stock", "Supervisor", sku="BRW-12-SC", qty=1)
    assert (status, body["ok"]) == (200, True)
    assert house.woken() == ["{}"]


def test_bell_of_the_synchronisation_rings_for_a_run_that_was_asked_for(stack: Stack, house: House) -> None:
    status, body = house.rpc("/api/v1/sync", "Admin", store="bannos", kind="orders", dry_run=True)
    try:
        assert (status, body["ok"]) == (200, True)
        assert (house.woken("SYNC_QUEUE_URL"), house.woken()) == (["{}"], [])
    finally:
        rows(stack, "delete from core.sync_runs where run_id = %s returning run_id", body["run_id"])


def test_no_wake_up_is_sent_for_a_read(house: House) -> None:
    assert house.rpc("/rpc/get_unassigned_counts", "Staff", store="bannos")[0] == 200
    assert (house.woken(), house.woken("SYNC_QUEUE_URL")) == ([], [])


def test_queue_that_is_dead_costs_nothing(stack: Stack) -> None:
    with running(stack, f"http://127.0.0.1:{free_port()}") as house:
        for _ in range(3):
            sold = order(cake("BRW-12-SC"))
            assert house.deliver(sold) == 200
            assert rows(stack, STORED, sold["admin_graphql_api_id"]) != [(0,)]
        until(lambda: house.survived() == 3, "the wake-up failed three times")


def test_queue_that_never_answers_costs_one_wait_and_no_order(stack: Stack) -> None:
    connections: list[socket.socket] = []
    with socket.create_server(("127.0.0.1", 0)) as silent:

        def accept() -> None:
            while True:
                try:
                    connections.append(silent.accept()[0])
                except OSError:
                    return

        threading.Thread(target=accept, daemon=True).start()
        with running(stack, f"http://127.0.0.1:{silent.getsockname()[1]}") as house:
            for _ in range(4):
                assert house.deliver(order(cake("BRW-12-SC"))) == 200
            until(lambda: house.survived() == 1, "the wake-up failed once")
            assert len(connections) == 1
    # Shopify waits five seconds for all of it.
    assert aws._CONNECT_SECONDS + aws._READ_SECONDS <= 3  # noqa: SLF001 - what one wait may cost
    for connection in connections:
        connection.close()
