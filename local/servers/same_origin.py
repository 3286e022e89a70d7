"""Doors that only this machine's tools and pages may open: whatever a page of another site sends is refused."""

from collections.abc import Mapping
from urllib.parse import urlsplit

from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

HERE = {"127.0.0.1", "localhost", "::1"}


def is_foreign(headers: Mapping[str, str]) -> bool:
    """Whether a request was made by a page of another origin, or under a name that another site may point here.

    Tools send no Origin and no Sec-Fetch-Site; browsers send them, and scripts cannot leave them out.
    """
    host = headers.get("host", "")
    if urlsplit(f"//{host}").hostname not in HERE:
        return True
    origin = headers.get("origin")
    if origin is not None and origin not in {f"http://{host}", f"https://{host}"}:
        return True
    return headers.get("sec-fetch-site", "none") not in {"same-origin", "none"}


class NoForeignPages:
    """Refuses what a page of another origin asks of the paths that begin so."""

    def __init__(self, app: ASGIApp, paths: tuple[str, ...]) -> None:
        self._app = app
        self._paths = paths

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or have the application answer it."""
        guarded = scope["type"] == "http" and str(scope["path"]).startswith(self._paths)
        refused = guarded and is_foreign(Request(scope).headers)
        app = PlainTextResponse("Only for tools and pages of this stack.\n", 403) if refused else self._app
        await app(scope, receive, send)
