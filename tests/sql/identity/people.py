"""People, kiosks, turns, sessions and tokens of a test's own, made by the calls that make them in life."""

import secrets
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import count
from uuid import uuid4

from tests.sql.books import footprint
from tests.sql.floor import AUTH, BOTH, PEOPLE, Floor, Json, actor, bearer, digest

NOBODY = "5a000000-0000-4000-8000-0000000000ff"
_letters = count(1)


class Clock:
    """The clock of a floor, stopped at a whole second: of others Python and Postgres write a different number of digits."""

    def __init__(self, floor: Floor) -> None:
        self._floor = floor
        self.now: datetime = floor.one("select date_trunc('second', core.now())")
        floor.set_clock(self.now)

    def move(self, **passed: float) -> None:
        """Let some time pass, or go back by it."""
        self.now += timedelta(**passed)
        self._floor.set_clock(self.now)

    def ago(self, **passed: float) -> str:
        """Return a moment that is past, as a kiosk writes it."""
        return (self.now - timedelta(**passed)).isoformat()


@dataclass(frozen=True)
class Kiosk:
    """An enrolled kiosk."""

    device_id: str
    token: str = field(repr=False)

    def actor(self, turn: str | None = None, at: str | None = None) -> Json:
        """Return the kiosk as who acts, or the person whose turn it is, or was at that time."""
        said = {"turn": turn, "occurred_at": at}
        return bearer(self.token, **{name: value for name, value in said.items() if value is not None})


@dataclass(frozen=True)
class SignedIn:
    """A session, and the refresh token that keeps it."""

    session_id: str
    token: str = field(repr=False)


def code() -> str:
    """Return a code as a kiosk shows it."""
    return "".join(secrets.choice("BCDFGHJKLMNPQRSTVWXZ") for _ in range(8))


def address() -> str:
    """Return an e-mail address that nobody has."""
    return f"someone.{next(_letters)}@ordak.test"


def themself(staff_id: str, **more: object) -> Json:
    """Return a person as who acts, by an access token."""
    return {"kind": "staff", "id": staff_id, "correlation_id": "c-themself", **more}


def person(floor: Floor, role: str = "Staff", stores: Iterable[str] = BOTH, email: str | None = None) -> str:
    """Add a person and return their id."""
    staff_id = str(uuid4())
    assert set_staff(floor, staff_id, role=role, stores=list(stores), email=email)["ok"]
    return staff_id


def set_staff(floor: Floor, staff_id: str, who: str | Json = "admin", **changed: object) -> Json:
    """Write a person down: Somebody, Staff of both stores, unless said otherwise."""
    by = actor(who) if isinstance(who, str) else who
    somebody: Json = {"display_name": "Somebody", "role": "Staff", "stores": list(BOTH)}
    return floor.rpc("set_staff", **{"actor": by, "staff_id": staff_id, **somebody, **changed})


def begin_device(floor: Floor, token: str, user_code: str) -> Json:
    """Ask for a code as a new kiosk does."""
    return floor.call(AUTH, "begin_device", actor=actor("auth"), token_hash=digest(token), user_code=user_code)


def kiosk(floor: Floor, store: str = "bannos") -> Kiosk:
    """Enrol a kiosk."""
    token, shown = "ordak_device_" + secrets.token_hex(32), code()
    assert begin_device(floor, token, shown)["ok"]
    answer = floor.rpc("enrol_device", user_code=shown, store=store, station="Filling")
    return Kiosk(answer["device"]["device_id"], token)


def badge(floor: Floor, staff_id: str) -> str:
    """Issue a badge and return its code."""
    code: str = floor.rpc("issue_badge", "admin", staff_id=staff_id)["badge"]
    return code


def pin_hash(pin: str, staff_id: str) -> str:
    """Return a PIN as the database gets it: how slow its hash is, is none of its business."""
    return digest(f"{pin} of {staff_id}")


def pin(floor: Floor, staff_id: str, digits: str = "271828") -> str:
    """Set a person's PIN and return its hash."""
    hashed = pin_hash(digits, staff_id)
    assert floor.call(AUTH, "set_pin", actor=themself(staff_id), pin_hash=hashed, staff_id=staff_id)["ok"]
    return hashed


def begin_turn(floor: Floor, at: Kiosk, **proof: object) -> Json:
    """Try to sign in at a kiosk: badge=code, or staff_id=… and pin_hash=…."""
    if "badge" in proof:
        proof["badge_hash"] = digest(str(proof.pop("badge")))
    return floor.call(AUTH, "begin_turn", actor=at.actor(), **proof)


def turn(floor: Floor, at: Kiosk, staff_id: str) -> str:
    """Sign a person in by a badge and return the turn's id. Their earlier badge, and turns, are over."""
    turn_id: str = begin_turn(floor, at, badge=badge(floor, staff_id))["turn_id"]
    return turn_id


def sign_in(floor: Floor, token: str, subject: str, email: str | None, **more: object) -> Json:
    """Come with an account of the provider `sso`, unless another is named."""
    account = {"provider": "sso", "subject": subject, "email": email}
    return floor.call(AUTH, "sign_in", **{"actor": actor("auth"), **account, "token_hash": digest(token), **more})


def signed_in(floor: Floor, staff_id: str, provider: str = "sso") -> SignedIn:
    """Sign in a person who has an e-mail address; their subject is their id."""
    token = secrets.token_urlsafe(32)
    email = floor.one("select email from core.staff_shared where id = %s", staff_id)
    return SignedIn(sign_in(floor, token, staff_id, email, provider=provider)["session_id"], token)


def refresh(floor: Floor, token: str, salt: str, following: str, **more: object) -> Json:
    """Take a refresh token for its successor."""
    tokens = {"token_hash": digest(token), "salt": digest(salt), "next_hash": digest(following)}
    return floor.call(AUTH, "refresh_session", actor=actor("auth"), **tokens, **more)


def system(floor: Floor, role: str = "Staff", stores: Iterable[str] = BOTH, days: int = 1) -> Json:
    """Issue a token for another system: its id, and its secret."""
    answer = floor.rpc(
        "issue_token", "admin", name=f"system {next(_letters)}", role=role, stores=list(stores), days=days
    )
    return {"token_id": answer["api_token"]["token_id"], "secret": answer["secret"]}


def only_admin_of(floor: Floor, *stores: str) -> None:
    """Leave one Admin on the floor, with these stores."""
    floor.rows("update core.staff_shared set is_active = (id = %s) where role = 'Admin'", PEOPLE["admin"][0])
    floor.rows("update core.staff_shared set stores = %s where id = %s", list(stores), PEOPLE["admin"][0])


def refused(floor: Floor, expected: str, before: tuple[Json, int], answer: Json) -> Json:
    """See that an answer is this refusal, recorded once, and that nothing else was written since."""
    assert (answer["ok"], answer.get("code")) == (False, expected)
    assert footprint(floor) == before[0]
    assert [(event["kind"], event["code"]) for event in floor.events(before[1])] == [("refused", expected)]
    return answer


def now(floor: Floor) -> tuple[Json, int]:
    """Return what there is, to compare with afterwards."""
    return footprint(floor), floor.last_event()
