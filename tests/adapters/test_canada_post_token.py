"""The token of Canada Post: earned once a process, renewed before it ends and once when it is refused, never shown."""

from dataclasses import replace
from typing import Any

import pytest

from local.doubles.canada_post import CanadaPost as Double
from ordak.canada_post import token as tokens
from ordak.canada_post.client import CanadaPost
from tests.adapters.conftest import Lines
from tests.adapters.market import access_to, asked, error_of, told
from tests.adapters.wire import wire
from tests.clock import Clock

CANARY = "Zz-CANARY"
ID = "BB-1-P1-A1"


@pytest.fixture
def wall(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """The time by which a token ends."""
    moved = Clock()
    monkeypatch.setattr(tokens, "time", moved)
    return moved


def earned(carrier: Double) -> int:
    return carrier.log.count("token")


def test_token_is_earned_once_for_every_client_of_the_process(carrier: Double, clock: Clock) -> None:
    for _ in range(3):
        CanadaPost(access_to(carrier.url), deadline=clock.monotonic() + 60, clock=clock).find(ID)
    assert (earned(carrier), carrier.log.count("find")) == (1, 3)


def test_token_is_renewed_five_minutes_before_it_ends(carrier: Double, canada_post: CanadaPost, wall: Clock) -> None:
    for minutes, times in ((54, 1), (2, 2)):
        canada_post.find(ID)
        wall.move(minutes * 60)
        canada_post.find(ID)
        assert earned(carrier) == times


def test_token_that_is_refused_is_renewed_once(carrier: Double, canada_post: CanadaPost) -> None:
    canada_post.find(ID)
    carrier.tokens.revoke_all()
    assert canada_post.find(ID) == []
    assert (earned(carrier), carrier.log.count("find")) == (2, 3)
    carrier.fail("status", 5, "find", status=401)
    assert told(error_of(lambda: canada_post.find(ID))) == ("UNAUTHORIZED", "not_sent", 0.0, True)
    assert (earned(carrier), carrier.log.count("find")) == (3, 5)


def test_a_purchase_is_not_repeated_for_the_sake_of_its_token(carrier: Double, canada_post: CanadaPost) -> None:
    canada_post.find(ID)
    carrier.tokens.revoke_all()
    assert told(error_of(lambda: canada_post.create(asked()))) == ("UNAUTHORIZED", "not_sent", 0.0, True)
    assert (carrier.log.count("create"), carrier.bought(ID)) == (1, 0)
    canada_post.create(asked())
    assert (earned(carrier), carrier.bought(ID)) == (2, 1)


def test_wrong_secret_is_unauthorized_and_not_shown(carrier: Double, clock: Clock, lines: Lines) -> None:
    access = replace(access_to(carrier.url), client_secret=CANARY)
    error = error_of(lambda: CanadaPost(access, deadline=clock.monotonic() + 60, clock=clock).create(asked()))
    assert told(error) == ("UNAUTHORIZED", "not_sent", 0.0, True)
    assert CANARY not in f"{error!r} {access!r} {lines.text}"
    assert carrier.log.count("create") == 0


@pytest.mark.parametrize(
    ("how", "code", "systemic"),
    [
        ({"kind": "status", "status": 500}, "HTTP_500", False),
        ({"kind": "status", "status": 400}, "UNAUTHORIZED", True),
        ({"kind": "status", "status": 429}, "THROTTLED", True),
        ({"kind": "status", "status": 200, "body": "{}"}, "BAD_ANSWER", False),
        ({"kind": "status", "status": 200, "body": '{"access_token": "t", "expires_in": "soon"}'}, "BAD_ANSWER", False),
        ({"kind": "reset after"}, "ANSWER_LOST", False),
        ({"kind": "garbage"}, "BAD_ANSWER", False),
    ],
)
def test_token_that_is_not_given_buys_nothing(
    carrier: Double, canada_post: CanadaPost, how: dict[str, Any], code: str, systemic: object
) -> None:
    carrier.fail(how.pop("kind"), operation="token", **how)
    error = error_of(lambda: canada_post.create(asked()))
    assert (error.code, error.outcome, error.systemic) == (code, "not_sent", systemic)
    assert (carrier.log.count("create"), carrier.bought(ID)) == (0, 0)


def test_no_entry_of_the_log_shows_a_token_or_a_secret(carrier: Double, canada_post: CanadaPost, lines: Lines) -> None:
    canada_post.find(ID)
    (kept,) = tokens._tokens.values()  # noqa: SLF001
    assert len(kept.value) > 20
    for secret in (kept.value, carrier.settings.client_secret, carrier.settings.client_id):
        assert secret not in lines.text


def test_credentials_go_in_headers_and_the_form_says_what_is_wanted(clock: Clock) -> None:
    with wire(lambda call: call.answer(401)) as other:
        access = replace(access_to(other.url), client_id="an id", client_secret="a secret")  # noqa: S106 - invented
        client = CanadaPost(access, deadline=clock.monotonic() + 60, clock=clock)
        assert error_of(lambda: client.find(ID)).code == "UNAUTHORIZED"
        (call,) = other.calls
    assert call.body == b"grant_type=client_credentials&scope=merchant"
    assert (call.header("x-ibm-client-id"), call.header("x-ibm-client-secret")) == ("an id", "a secret")
    assert call.head.startswith("POST /cpc-api-native-oauth-provider/oauth2/token ")
