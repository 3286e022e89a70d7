"""The three cookies. `__Host-`: of this host alone, over TLS alone, whatever another host of the domain may set."""

from datetime import UTC, datetime
from urllib.parse import urlsplit

from ordak import settings
from ordak.http.event import Request

# Lax: the provider's redirect back is a navigation from another site, on which a Strict one would stay at home.
SIGN_IN = "__Host-ordak_sign_in"
SIGN_IN_SECONDS = 600
REFRESH = "__Host-ordak_refresh"
# Written by the pantry's page, which has the code from the fragment of its address: that is sent to no server.
INVITATION = "__Host-ordak_invitation"


def sign_in_cookie(value: str) -> str:
    """Return the cookie of somebody who is on their way to a provider; an empty value takes it away."""
    return _cookie(SIGN_IN, value, SIGN_IN_SECONDS if value else 0, "Lax")


def refresh_cookie(token: str, expires_at: str) -> str:
    """Return the cookie of a session that ends then."""
    left = datetime.fromisoformat(expires_at) - datetime.now(UTC)
    return _cookie(REFRESH, token, max(0, int(left.total_seconds())), "Strict")


def no_refresh_cookie() -> str:
    """Take the cookie of a session away."""
    return _cookie(REFRESH, "", 0, "Strict")


def no_invitation_cookie() -> str:
    """Take the cookie of an invitation away."""
    return _cookie(INVITATION, "", 0, "Lax")


def from_our_pages(request: Request) -> bool:
    """Whether a page of ours asks, and no other site in its person's name. Browsers name the origin of every POST."""
    return request.headers.get("origin", "") in {_origin(url) for url in settings.pages_origins()}


def _cookie(name: str, value: str, seconds: int, same_site: str) -> str:
    return f"{name}={value}; Max-Age={seconds}; Path=/; Secure; HttpOnly; SameSite={same_site}"


def _origin(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"
