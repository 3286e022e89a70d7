"""GET /auth/login and /auth/callback: a person goes to a provider and comes back as somebody we know."""

import hmac
import re
import secrets
from typing import Any
from urllib.parse import quote, urlencode

import cookies
from code_flow import Account, Attempt, account_of, address, new_attempt, unpacked
from id_token import IdTokenError
from ordak import settings
from ordak.contract.generated import FAULTS
from ordak.http.event import Request
from ordak.http.identity import token_hash
from ordak.service import RefusedError, Service
from page import page, redirect
from provider import Provider, ProviderError, providers

CALLBACK = "/auth/callback"
_HOUSE = "house"  # the organisation of a door that names none
# What an address may name of the way that a person comes: the door of who works here or of who orders here, and the
# organisation.
_WAY = {
    "door": "staff|member",
    "house": rf"(?!{_HOUSE}$)[a-z][a-z0-9]{{0,60}}",
}
_INVITATION = "J-[0-9A-Z]{16}-[0-9A-Z]"


class SignInError(Exception):
    """A sign-in that came to nothing: the code, and for the log what was wrong."""

    def __init__(self, code: str, what: str) -> None:
        super().__init__(what)
        self.code = code


def login(request: Request) -> dict[str, Any]:
    """Send the browser to the provider it names, or to the only one; else let its person choose."""
    known = providers()
    return_to, way = _own_path(_one(request, "return_to")), _way(request)
    name = _one(request, "provider") or (next(iter(known)) if len(known) == 1 else None)
    if name is None:
        kept = way | ({"other": "yes"} if "other" in request.query else {})
        back = f"&return_to={quote(return_to, safe='')}" + "".join(f"&{key}={value}" for key, value in kept.items())
        ways = [(each.title, f"/auth/login?provider={quote(each.name)}{back}") for each in known.values()]
        return page(200, "Sign in to Ordak", "With which account?", ways)
    if name not in known:
        raise SignInError("AUTH006", "unknown provider")
    attempt = new_attempt(known[name], return_to, way)
    try:
        there = address(known[name], attempt, settings.pages_url() + CALLBACK, ask="other" in request.query)
    except ProviderError as error:
        raise SignInError("AUTH007", str(error)) from None
    return redirect(there, [cookies.sign_in_cookie(attempt.packed())])


def callback(request: Request) -> dict[str, Any]:
    """Take what the provider sent back, find out who that is, and open a session."""
    attempt = unpacked(request.cookies.get(cookies.SIGN_IN, ""))
    state = _one(request, "state") or ""
    if attempt is None or not hmac.compare_digest(attempt.state.encode(), state.encode("utf-8", "surrogatepass")):
        raise SignInError("AUTH006", "state")
    provider = providers().get(attempt.provider)
    code = _one(request, "code")
    if provider is None or code is None:
        raise SignInError("AUTH006", "the provider refused" if "error" in request.query else "no code")
    session, token = _session(request, provider, attempt, code)
    return redirect(
        settings.pages_url() + _own_path(attempt.return_to),
        [
            cookies.sign_in_cookie(""),
            *([cookies.no_invitation_cookie()] if _code(request) else ()),
            cookies.refresh_cookie(token, session["expires_at"]),
        ],
    )


def failure_page(request: Request, code: str) -> dict[str, Any]:
    """Tell a person what happened and what they can do."""
    texts = {
        "AUTH003": "Many people ask from where you are. Please try again in a minute.",
        "AUTH004": "Your account is fine, but nobody here is registered with it. "
        "Ask whoever manages staff to add your e-mail address.",
        "AUTH006": "That sometimes happens when a page was open for long. Please begin again.",
        "AUTH007": "The service that checks who you are does not answer. Please try again in a moment.",
    }
    fault = FAULTS[code]
    text = texts.get(code, "Please try again in a moment.")
    # Whoever comes back with the same account hears the same again.
    said, ask = ("Sign in as somebody else", {"other": ""}) if code == "AUTH004" else ("Try again", {})
    query = urlencode(ask | _way(request))
    again = (said, f"/auth/login?{query}" if query else "/auth/login")
    return page(fault.status, fault.title, text, [again], f"{code} · {request.correlation_id}")


def _way(request: Request) -> dict[str, str]:
    """Return the door and the organisation that a person comes by, if named: here, or where they began."""
    attempt = unpacked(request.cookies.get(cookies.SIGN_IN, "")) if request.path == CALLBACK else None
    named = {key: str(getattr(attempt, key) if attempt else _one(request, key) or "") for key in _WAY}
    way = {key: value for key, value in named.items() if re.fullmatch(_WAY[key], value)}
    # An invitation is to members.
    return way | ({"door": "member"} if _code(request) else {})


def _session(request: Request, provider: Provider, attempt: Attempt, code: str) -> tuple[dict[str, Any], str]:
    try:
        account = account_of(provider, attempt, code, _one(request, "iss"), settings.pages_url() + CALLBACK)
    except ProviderError as error:
        raise SignInError("AUTH006" if error.refused else "AUTH007", str(error)) from None
    except IdTokenError as error:
        raise SignInError("AUTH006", str(error)) from None
    token, way = secrets.token_urlsafe(32), _way(request)
    newcomer = (
        None
        if provider.newcomer is None
        else {
            **provider.newcomer,
            "name": account.name,
            "language": account.language,
        }
    )
    try:
        session = Service("auth", request.correlation_id).ask(
            "sign_in",
            provider=provider.name,
            subject=account.subject,
            email=account.email,
            token_hash=token_hash(token),
            newcomer=newcomer,
            audience=way.get("door"),
            house=way.get("house", _HOUSE),
            invitation=_invitation(request, account),
        )
    except RefusedError as error:
        raise SignInError(str(error), "refused") from None
    return session, token


def _invitation(request: Request, account: Account) -> dict[str, str | None] | None:
    """Return the invitation that a person comes with, and who they are if it makes them a member."""
    code = _code(request)
    return {"code_hash": token_hash(code), "name": account.name, "language": account.language} if code else None


def _code(request: Request) -> str | None:
    code = request.cookies.get(cookies.INVITATION, "")
    return code if re.fullmatch(_INVITATION, code) else None


def _own_path(text: str | None) -> str:
    """Return a path of our own pages, `/` for anything that could lead elsewhere."""
    path = text or "/"
    plain = path.isascii() and path.isprintable() and " " not in path and "\\" not in path
    return path if plain and path.startswith("/") and not path.startswith("//") else "/"


def _one(request: Request, name: str) -> str | None:
    """Return a parameter that may come once; twice is as good as never."""
    values = request.query.get(name, [])
    return values[0] if len(values) == 1 and values[0] else None
