"""POST /auth/refresh and /auth/sign-out: a page keeps its person signed in, or lets them go."""

import base64
import hmac
import secrets

from pydantic import BaseModel, ConfigDict

import cookies
from access_token import access_token, seconds
from code_flow import sign_out_address
from ordak import settings
from ordak.aws.wake import wake_workers
from ordak.database import database
from ordak.http.event import Request
from ordak.http.identity import token_hash
from ordak.http.reply import Reply, reply
from provider import ProviderError, providers


class SignOut(BaseModel):
    """The body of a sign-out."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    everywhere: bool = False


def refresh(request: Request) -> Reply:
    """Give the page an access token, and the browser the successor of its refresh token.

    The successor is derived from the token and a salt that the database keeps with it: of two tabs that come with the
    same token at once both get the same successor, and nobody can compute it from what the database keeps.
    """
    token = request.cookies.get(cookies.REFRESH, "")
    salt = secrets.token_bytes(32)
    body = database().call(
        "refresh_session",
        actor=service(request),
        token_hash=token_hash(token),
        salt=salt.hex(),
        next_hash=token_hash(_successor(token, salt)),
        providers=list(providers()),
    )
    if not body["ok"]:
        return reply(body, cookies.no_refresh_cookie())
    successor = _successor(token, bytes.fromhex(body.pop("salt")))
    token_for_page = {
        "access_token": access_token(body["staff"]["staff_id"], body["session_id"]),
        "token_type": "Bearer",
        "expires_in": seconds(),
    }
    return reply(body | token_for_page, cookies.refresh_cookie(successor, body["expires_at"]))


def sign_out(request: Request, call: SignOut) -> Reply:
    """End the session of the cookie, or all of its person's; say where the provider's own session can be ended too."""
    body = database().call(
        "end_session",
        actor=service(request),
        token_hash=token_hash(request.cookies.get(cookies.REFRESH, "")),
        everywhere=call.everywhere,
    )
    wake_workers(body)  # for the pages to hang up on
    body.pop("queued", None)
    body["end_session_url"] = _end_session_url(body.pop("provider"))
    return reply(body, cookies.no_refresh_cookie())


def service(request: Request) -> dict[str, str]:
    """Return this function as an actor."""
    return {"kind": "service", "id": "auth", "correlation_id": request.correlation_id}


def _successor(token: str, salt: bytes) -> str:
    return base64.urlsafe_b64encode(hmac.digest(salt, token.encode(), "sha256")).decode().rstrip("=")


def _end_session_url(name: str | None) -> str | None:
    provider = providers().get(name or "")
    try:
        return None if provider is None else sign_out_address(provider, settings.pages_url() + "/")
    except ProviderError:
        return None  # it does not answer: we have signed them out all the same
