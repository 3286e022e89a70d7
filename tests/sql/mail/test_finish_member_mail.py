"""api.finish_member_mail: sent, tried again later, or given up and seen. While SES is away nothing is given up in a hurry."""

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest

from tests.sql.floor import Floor, Json
from tests.sql.mail.mails import claim, finish, ordered, reader
from tests.sql.pantries import done


@pytest.fixture(autouse=True)
def now(floor: Floor) -> Iterator[datetime]:
    """The moment at which the clock stands."""
    at: datetime = floor.one("select core.now()")
    floor.set_clock(at)
    yield at
    floor.set_clock(None)


def due(floor: Floor, count: int = 1) -> list[Json]:
    """Have so many mails wait; return their rows."""
    orders = [ordered(floor, reader(floor)) for _ in range(count)]
    for order in orders:
        done(floor, "confirm_pantry_order", "staff", id=order["id"])
    return floor.work("mail")


def claimed(floor: Floor) -> Json:
    """Claim a mail that has to be there."""
    mail = claim(floor)
    assert mail is not None
    return mail


def test_a_mail_that_was_taken_is_done_once(floor: Floor) -> None:
    due(floor)
    mail = claimed(floor)
    assert (finish(floor, mail, "thief"), finish(floor, mail), finish(floor, mail)) == (False, True, False)
    assert [row["status"] for row in floor.work("mail")] == ["done"]


def test_while_ses_is_away_it_is_left_alone_for_a_minute_then_longer(floor: Floor, now: datetime) -> None:
    due(floor, 3)
    for minutes in (1, 2, 4, 8, 16, 32, 60, 60):
        assert finish(floor, claimed(floor), error="SES_NOT_SENT", is_systemic=True)
        assert claim(floor) is None
        now += timedelta(minutes=minutes)
        floor.set_clock(now - timedelta(seconds=1))
        assert claim(floor) is None
        floor.set_clock(now)
    # A try in each pause, of one row: none was given up, and all go out once SES is back.
    assert {row["status"] for row in floor.work("mail")} <= {"pending", "error"}
    floor.set_clock(now + timedelta(minutes=75))
    for _ in range(3):
        assert finish(floor, claimed(floor))
    assert [row["status"] for row in floor.work("mail")] == ["done"] * 3
    assert floor.one("select failures from core.outlets where name = 'mail'") == 0


def test_one_address_that_is_refused_keeps_no_other_mail_back(floor: Floor) -> None:
    due(floor, 2)
    assert finish(floor, claimed(floor), error="SES_MessageRejected")
    assert finish(floor, claimed(floor))
    assert [row["status"] for row in floor.work("mail")] == ["error", "done"]


def test_a_dead_address_is_given_up_after_a_few_tries_and_staff_is_alerted(floor: Floor, now: datetime) -> None:
    [row] = due(floor)
    tries = 0
    while mail := claim(floor):
        tries += 1
        assert finish(floor, mail, error="SES_MessageRejected")
        now += timedelta(minutes=76)
        floor.set_clock(now)
        # The slot is not over before the mail is.
        floor.rows("update core.pantry_slots set starts_at = starts_at + '76 min', ends_at = ends_at + '76 min'")
    [row] = floor.work("mail")
    assert (tries, row["status"], row["last_error"]) == (13, "dead", "SES_MessageRejected")
    [alert] = [each["payload"] for each in floor.work("alert") if each["payload"]["kind"] == "work_dead"]
    assert (alert["topic"], alert["error"], alert["store"]) == ("mail", "SES_MessageRejected", "shelter")
    assert "ordak.test" not in str(alert)
    assert floor.rpc("retry_failed_sync", store="shelter", topic="mail")["retried"] == 1
    assert finish(floor, claimed(floor))


def test_what_ses_had_no_time_for_was_no_try(floor: Floor, now: datetime) -> None:
    due(floor)
    for number in range(1, 4):
        assert finish(floor, claimed(floor), error="SES_TooManyRequestsException", wait_seconds=60, is_systemic=True)
        floor.set_clock(now + timedelta(seconds=60 * number))
    assert [row["retry_count"] for row in floor.work("mail")] == [0]
