"""Many who guess, come, refresh and leave at one moment, through the pooler as the functions do."""

import secrets
import threading
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from itertools import count
from random import Random
from typing import Self

import psycopg
import pytest

from local.servers.pooler import Pooler
from tests.concurrency.lockstep import PATIENCE
from tests.sql.floor import AUTH, BOTH, RPC, Floor, Json, actor, call, digest
from tests.sql.identity.people import Kiosk, address, kiosk, person, pin, pin_hash, set_staff, themself

THINGS = 400  # that happen in a day


class Crowd:
    """Calls through the pooler, each on a connection of its own."""

    def __init__(self, floor: Floor, pooler: Pooler) -> None:
        self._pooler = pooler
        self._database = floor.one("select current_database()")

    def ask(self, login: str, function: str, **arguments: object) -> Json:
        """Call once, as a function does."""
        url = self._pooler.url(login, self._database)
        with psycopg.connect(url, autocommit=True, prepare_threshold=None) as connection:
            return call(connection, function, **arguments)

    def at_once(self, calls: list[Callable[[], Json]]) -> Counter[str]:
        """Make calls at one moment and count what they are answered."""
        ready = threading.Barrier(len(calls))

        def make(each: Callable[[], Json]) -> str:
            ready.wait(PATIENCE)
            answer = each()
            return "ok" if answer["ok"] else answer["code"]

        with ThreadPoolExecutor(len(calls)) as threads:
            return Counter(threads.map(make, calls))

    def guess(self, at: Kiosk, staff_id: str, number: int) -> Callable[[], Json]:
        """Return a guess of a person's PIN, which is wrong."""
        wrong = pin_hash(f"{number:06}", staff_id)
        return partial(self.ask, AUTH, "begin_turn", actor=at.actor(), staff_id=staff_id, pin_hash=wrong)


@pytest.fixture
def crowd(floor: Floor, pooler: Pooler) -> Crowd:
    """Return a crowd at the floor's door."""
    return Crowd(floor, pooler)


def test_twenty_guesses_of_one_pin_at_once_at_as_many_kiosks_are_five(floor: Floor, crowd: Crowd) -> None:
    staff_id = person(floor)
    pin(floor, staff_id)
    guesses = [crowd.guess(kiosk(floor), staff_id, number) for number in range(20)]
    assert crowd.at_once(guesses) == {"AUTH005": 5, "AUTH003": 15}


def test_twenty_guesses_at_once_at_one_kiosk_are_ten(floor: Floor, crowd: Crowd) -> None:
    at = kiosk(floor)
    assert crowd.at_once([crowd.guess(at, person(floor), number) for number in range(20)]) == {
        "AUTH005": 10,
        "AUTH003": 10,
    }


def test_the_right_pin_among_wrong_ones_at_once_gives_no_more_than_five_each_time(floor: Floor, crowd: Crowd) -> None:
    staff_id = person(floor)
    right = partial(
        crowd.ask, AUTH, "begin_turn", actor=kiosk(floor).actor(), staff_id=staff_id, pin_hash=pin(floor, staff_id)
    )
    said = crowd.at_once([right, *(crowd.guess(kiosk(floor), staff_id, number) for number in range(19))])
    assert said["AUTH005"] <= 5 + 4 * said["ok"]


@dataclass(frozen=True)
class Someone:
    """A person whom everything happens to."""

    staff_id: str
    email: str
    pin_hash: str

    @classmethod
    def new(cls, floor: Floor) -> Self:
        """Add one."""
        staff_id = person(floor, email=(email := address()))
        return cls(staff_id, email, pin(floor, staff_id))


def test_a_day_of_coming_and_going_at_once_ends_without_a_deadlock_and_with_nothing_left_open(
    floor: Floor, crowd: Crowd
) -> None:
    """Two people at two kiosks: dismissed, signed out, refreshed, let in, given badges, all the while."""
    people, places = [Someone.new(floor) for _ in range(2)], [kiosk(floor), kiosk(floor)]
    ticket_id, failed = floor.sell().id, list[str]()
    begun, over = count(), threading.Event()

    def live(seed: int) -> None:
        chance = Random(seed)  # noqa: S311
        while next(begun) < THINGS:
            try:
                one_thing(crowd, chance, chance.choice(people), chance.choice(places), ticket_id)
            except psycopg.Error as error:
                failed.append(f"{type(error).__name__}: {error}")

    def let_time_pass() -> None:
        while not over.is_set():
            with suppress(psycopg.errors.DeadlockDetected):  # this one takes no order
                floor.rows(
                    "update core.turns set last_seen_at = last_seen_at - interval '20 minutes' where ended_at is null"
                )
            over.wait(0.02)

    with ThreadPoolExecutor(9) as threads:
        passing = threads.submit(let_time_pass)
        try:
            list(threads.map(live, range(8)))
        finally:
            over.set()
        passing.result()
    assert failed == []
    for someone in people:
        for active in (True, False):
            assert set_staff(floor, someone.staff_id, email=someone.email, is_active=active)["ok"]
        for table in ("sessions", "turns"):
            left = f"select 1 from core.{table} where staff_id = %s and ended_at is null"
            assert not floor.rows(left, someone.staff_id)


def one_thing(crowd: Crowd, chance: Random, someone: Someone, at: Kiosk, ticket_id: str) -> None:
    """Do one of the things that a day has, whatever it is answered."""
    admin, door, staff_id, token = actor("admin"), actor("auth"), someone.staff_id, secrets.token_urlsafe(32)
    account = {"provider": "sso", "subject": staff_id, "email": someone.email, "token_hash": digest(token)}
    proof = {"staff_id": staff_id, "pin_hash": someone.pin_hash}
    match chance.randrange(8):
        case 0 | 1 as active:
            whole = {"display_name": "S", "role": "Staff", "stores": list(BOTH), "email": someone.email}
            crowd.ask(RPC, "set_staff", actor=admin, staff_id=staff_id, **whole, is_active=bool(active))
        case 2:
            crowd.ask(AUTH, "sign_in", actor=door, **account)
            tokens = {"token_hash": digest(token), "salt": digest("s"), "next_hash": digest(token + "1")}
            crowd.ask(AUTH, "refresh_session", actor=door, **tokens)
        case 3:
            crowd.ask(AUTH, "sign_in", actor=door, **account)
            crowd.ask(AUTH, "end_session", actor=door, token_hash=digest(token), everywhere=True)
        case 4:
            taken = chance.choice(["issue_badge", "revoke_badge", "sign_out_staff"])
            crowd.ask(RPC, taken, actor=admin, staff_id=staff_id)
        case 5:
            crowd.ask(AUTH, "set_pin", actor=themself(staff_id), **proof)
        case _:
            turn = crowd.ask(AUTH, "begin_turn", actor=at.actor(), **proof)
            given = {"id": ticket_id, "staff_id": chance.choice([staff_id, None])}
            crowd.ask(RPC, "assign_staff", actor=at.actor(turn.get("turn_id")), **given)
