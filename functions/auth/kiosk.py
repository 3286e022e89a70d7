"""Kiosks: POST /auth/device asks for a code, /auth/device/poll how it fares, /auth/turn signs a person in at one."""

import secrets
from typing import Annotated, Any, Self
from uuid import UUID

from pydantic import BaseModel, ConfigDict, StringConstraints, model_validator
from pydantic_core import PydanticCustomError

import call_limits
from badge import badge_code
from ordak.database import database
from ordak.http.event import Request
from ordak.http.identity import DEVICE_PREFIX, actor_of, token_hash
from ordak.http.reply import Reply, refuse, reply
from pin import pin_hash
from session import service

# What is hard to confuse when read out aloud, and spells no word (RFC 8628, 6.1).
_CODE_LETTERS = "BCDFGHJKLMNPQRSTVWXZ"
_POLL_SECONDS = 5
Pin = Annotated[str, StringConstraints(pattern=r"^[0-9]{6,12}$")]


class _Body(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class SignIn(_Body):
    """Somebody scans their badge, or picks their name and types their PIN."""

    badge: Annotated[str, StringConstraints(max_length=100)] | None = None
    staff_id: UUID | None = None
    pin: Pin | None = None

    @model_validator(mode="after")
    def _one_way(self) -> Self:
        by_pin = (self.staff_id is not None, self.pin is not None)
        if by_pin != ((False, False) if self.badge is not None else (True, True)):
            raise PydanticCustomError("one_way", "badge, or staff_id and pin")
        return self


class NewPin(_Body):
    """Somebody sets their own PIN, or an Admin sets another person's."""

    pin: Pin
    staff_id: UUID | None = None


def begin(request: Request) -> Reply:
    """Give a new kiosk its token, worth nothing yet, and the code that a supervisor has to type."""
    if wait := call_limits.by_address_for_code(request):
        return call_limits.too_many(request, wait)
    token = DEVICE_PREFIX + secrets.token_hex(32)
    code = "".join(secrets.choice(_CODE_LETTERS) for _ in range(8))
    body = database().call("begin_device", actor=service(request), token_hash=token_hash(token), user_code=code)
    if not body["ok"]:
        return reply(body)
    shown = {"user_code": f"{code[:4]}-{code[4:]}", "device_token": token, "interval": _POLL_SECONDS}
    return reply(body | shown)


def poll(request: Request) -> Reply:
    """Tell a kiosk whether it is enrolled by now."""
    actor = actor_of(request)
    if actor is None or actor["kind"] != "device":
        return _no_device(request)
    if wait := call_limits.by_kiosk(request, actor["token_hash"]):
        return call_limits.too_many(request, wait)
    return reply(_poll(request, actor["token_hash"]))


def begin_turn(request: Request, call: SignIn) -> Reply:
    """Sign a person in at the kiosk that asks."""
    actor = actor_of(request)
    if actor is None or actor["kind"] != "device":
        return _no_device(request)
    actor.pop("turn", None)  # it is the kiosk that asks, whoever else stands at it
    actor.pop("occurred_at", None)
    badge = badge_code(call.badge or "")
    if call.pin is None and badge is None:
        return refuse("SCN002", request.correlation_id)
    kiosk = actor["token_hash"]
    if wait := call_limits.by_kiosk(request, kiosk):
        return call_limits.too_many(request, wait)
    if call.staff_id is None or call.pin is None:
        proof: dict[str, object] = {"badge_hash": token_hash(badge or "")}
    elif call_limits.is_known(kiosk) or _poll(request, kiosk)["state"] == "enrolled":
        proof = {"staff_id": call.staff_id, "pin_hash": pin_hash(call.pin, call.staff_id)}
    else:  # a slow hash is for kiosks of ours alone
        return refuse("AUTH002", request.correlation_id)
    body = database().call("begin_turn", actor=actor, **proof)
    call_limits.remember(kiosk, known=body.get("code") != "AUTH002")
    return reply(body)


def set_pin(request: Request, call: NewPin) -> Reply:
    """Set the PIN of whoever asks with an access token of their own."""
    actor = actor_of(request)
    if actor is None or actor["kind"] != "staff":
        return refuse("AUTH001", request.correlation_id, status=401)
    if wait := call_limits.by_person(actor["id"]):
        return call_limits.too_many(request, wait)
    staff_id = call.staff_id or UUID(actor["id"])
    return reply(database().call("set_pin", actor=actor, pin_hash=pin_hash(call.pin, staff_id), staff_id=staff_id))


def _poll(request: Request, device: str) -> dict[str, Any]:
    return database().call("poll_device", actor=service(request), token_hash=device)


def _no_device(request: Request) -> Reply:
    return refuse("AUTH001", request.correlation_id, "a kiosk's token is needed", status=401)
