"""The migrator as a resource of the stack: CloudFormation hears of every end."""

import http.client
import json
from typing import Any

import pytest

import migrate_app
from going_down import Undone, WouldLoseError
from losses import Loss
from migrator import MIGRATIONS
from tests.stateful.world import Context

EVENT = {
    "ResponseURL": "https://bucket.s3.amazonaws.com/answer?X-Amz-Signature=abc",
    "StackId": "stack",
    "RequestId": "request",
    "LogicalResourceId": "Migration",
}
CONTEXT: Any = Context(1)


class S3:
    """Stands in for the bucket that CloudFormation reads answers from."""

    sent: list[dict[str, Any]]

    def __init__(self, host: str, *, timeout: float) -> None:
        assert host == "bucket.s3.amazonaws.com"
        assert timeout > 0

    def request(self, method: str, url: str, body: str, headers: dict[str, str]) -> None:
        assert (method, url, headers) == ("PUT", "/answer?X-Amz-Signature=abc", {"content-type": ""})
        self.sent.append(json.loads(body))

    def getresponse(self) -> "S3":
        return self

    def read(self) -> bytes:
        return b""

    def close(self) -> None:
        return None


@pytest.fixture
def answers(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, Any]]:
    S3.sent = []
    monkeypatch.setattr(http.client, "HTTPSConnection", S3)
    monkeypatch.setenv("ORDAK_DATABASE_URL", "postgresql://nobody")
    monkeypatch.setenv("ORDAK_ENVIRONMENT", "staging")
    return S3.sent


@pytest.mark.parametrize(("request_type", "runs"), [("Create", 1), ("Update", 1), ("Delete", 0)])
def test_stack_goes_on_after_a_migration_and_none_is_made_when_it_goes(
    request_type: str, runs: int, answers: list[dict[str, Any]], monkeypatch: pytest.MonkeyPatch
) -> None:
    ran: list[str] = []

    def migrate(url: str, _folder: object, environment: str) -> list[str]:
        assert environment == "staging"
        ran.append(url)
        return []

    monkeypatch.setattr(migrate_app, "migrate", migrate)
    assert migrate_app.handler({**EVENT, "RequestType": request_type}, CONTEXT) is None
    assert len(ran) == runs
    assert [(a["Status"], a["PhysicalResourceId"], a["RequestId"]) for a in answers] == [
        ("SUCCESS", "migration", "request")
    ]


def test_failed_migration_rolls_the_stack_back_and_says_no_value(
    answers: list[dict[str, Any]], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> list[str]:
        raise RuntimeError("Key (email)=(zz@canary.example) already exists")

    monkeypatch.setattr(migrate_app, "migrate", fail)
    migrate_app.handler({**EVENT, "RequestType": "Update"}, CONTEXT)
    assert [a["Status"] for a in answers] == ["FAILED"]
    assert "canary" not in json.dumps(answers)


def test_by_hand_it_answers_with_what_was_applied(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ORDAK_DATABASE_URL", "postgresql://nobody")
    monkeypatch.setenv("ORDAK_ENVIRONMENT", "staging")
    monkeypatch.setattr(migrate_app, "migrate", lambda *_: ["M00_core"])
    assert migrate_app.handler({}, CONTEXT) == {"ok": True, "applied": ["M00_core"]}


def test_by_hand_it_goes_down_and_says_what_was_undone_and_lost(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ORDAK_DATABASE_URL", "postgresql://nobody")
    monkeypatch.setenv("ORDAK_ENVIRONMENT", "staging")
    loss = Loss("M16_order_reading", "values of core.orders.allergies", 2)

    def go_down(_url: str, to: str, *, environment: str, lose: bool, migrations: object) -> Undone:
        assert (to, environment, migrations) == ("M15", "staging", MIGRATIONS)
        if not lose:
            raise WouldLoseError([loss])
        return Undone(["M16_order_reading"], [loss])

    monkeypatch.setattr(migrate_app, "go_down", go_down)
    said = "M16_order_reading: 2 values of core.orders.allergies"
    assert migrate_app.handler({"to": "M15"}, CONTEXT) == {
        "ok": False,
        "message": f"This would lose {said}",
        "lost": [said],
    }
    assert migrate_app.handler({"to": "M15", "lose": True}, CONTEXT) == {
        "ok": True,
        "undone": ["M16_order_reading"],
        "lost": [said],
    }
