"""A kiosk, enrolled as people do it, and who stands at it."""

from datetime import datetime
from typing import Any

import httpx

from local.stack import Stack
from ordak.contract.answers import ANSWERS
from ordak.contract.base import Refusal
from tests.functions.callers import Person


class Kiosk:
    """One device with its token."""

    def __init__(self, stack: Stack) -> None:
        self.stack = stack
        begun = self.ask("/auth/device", token=None)
        assert begun.status_code == 200, begun.text
        self.user_code: str = begun.json()["user_code"]
        self.token: str = begun.json()["device_token"]

    @classmethod
    def enrolled(cls, stack: Stack, store: str = "bannos", station: str = "Filling") -> "Kiosk":
        """Return one that a supervisor has enrolled."""
        kiosk = cls(stack)
        answer = Person(stack, "Supervisor").call(
            "enrol_device", user_code=kiosk.user_code, store=store, station=station
        )
        assert answer.json()["ok"], answer.text
        return kiosk

    def ask(self, path: str, body: Any = None, *, token: str | None = "", **headers: str) -> httpx.Response:
        """POST to the front with the kiosk's token, another one, or none."""
        if token is not None:
            headers["authorization"] = f"Bearer {token or self.token}"
        return httpx.post(self.stack.url + path, json=body, headers=headers, timeout=60)

    def call(self, name: str, turn: str | None = None, at: datetime | None = None, **arguments: Any) -> httpx.Response:
        """POST /rpc/<name>, as the person of a turn if one is given, and of a moment that has passed."""
        headers = {} if turn is None else {"ordak-turn": turn}
        headers |= {} if at is None else {"ordak-occurred-at": at.isoformat()}
        answer = self.ask(f"/rpc/{name}", arguments, **headers)
        (ANSWERS[name] if answer.json()["ok"] else Refusal).model_validate_json(answer.content)
        return answer

    def badge(self, badge: str) -> httpx.Response:
        """Scan a badge."""
        return self.ask("/auth/turn", {"badge": badge})

    def pin(self, staff_id: str, pin: str) -> httpx.Response:
        """Pick a name and type a PIN."""
        return self.ask("/auth/turn", {"staff_id": staff_id, "pin": pin})


def badge_of(stack: Stack, staff_id: str) -> str:
    """Issue a badge as an Admin does."""
    badge: str = Person(stack, "Admin").call("issue_badge", staff_id=staff_id).json()["badge"]
    return badge


def turn_of(answer: httpx.Response) -> str:
    """Return the turn that a sign-in began."""
    assert answer.status_code == 200, answer.text
    turn: str = answer.json()["turn_id"]
    return turn
