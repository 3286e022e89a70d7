"""A tiny application on 127.0.0.1 that has people sign in at the provider on localhost, as Ordak does."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, override
from urllib.parse import parse_qs, urlencode, urlsplit

import httpx
from joserfc import jwt
from joserfc.jwk import KeySet

from local.doubles.sso import Client, Sso
from tests.sso.visitor import Way

COOKIES = {"lax": "SameSite=Lax", "strict": "SameSite=Strict"}


@dataclass
class RelyingParty:
    """What came back to it: the claims of who signed in, the error of who did not, the cookies it had set before."""

    url: str
    sso: Sso | None = None
    client: Client | None = None
    way: Way = field(default_factory=Way)
    claims: dict[str, Any] = field(default_factory=dict)
    token: str = ""
    error: str = ""
    cookies: set[str] = field(default_factory=set)

    def beginning(self) -> str:
        """Return where a browser is sent to sign in."""
        assert self.sso is not None
        assert self.client is not None
        return f"{self.sso.url}/auth?{urlencode(self.way.parameters(self.client))}"

    def end(self) -> str:
        """Return where it is sent to sign out."""
        assert self.sso is not None
        asked = {"id_token_hint": self.token, "post_logout_redirect_uri": self.url + "/"}
        return f"{self.sso.url}/session/end?{urlencode(asked)}"

    def arrive(self, query: str) -> None:
        """Take what the callback is told, and exchange the code."""
        assert self.sso is not None
        assert self.client is not None
        said = {name: value for name, [value] in parse_qs(query).items()}
        assert said["state"] == self.way.state
        if self.error or (error := said.get("error")):
            self.error = str(error)
            return
        form = {
            "grant_type": "authorization_code",
            "code": said["code"],
            "redirect_uri": self.client.redirect_uris[0],
            "code_verifier": self.way.verifier,
        }
        given = (self.client.client_id, self.client.client_secret)
        self.token = httpx.post(f"{self.sso.url}/token", data=form, auth=given).json()["id_token"]
        keys = KeySet.import_key_set(httpx.get(f"{self.sso.url}/jwks").json())
        self.claims = jwt.decode(self.token, keys, algorithms=["RS256"]).claims


@contextmanager
def relying_party() -> Iterator[RelyingParty]:
    """Serve one on any port."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), BaseHTTPRequestHandler)
    party = RelyingParty(f"http://127.0.0.1:{server.server_port}")

    class Door(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked = urlsplit(self.path)
            if asked.path == "/login":
                self.send_response(302)
                self.send_header("location", party.beginning())
                for name, rule in COOKIES.items():
                    self.send_header("set-cookie", f"{name}=1; HttpOnly; Path=/; {rule}")
                self.end_headers()
                return
            if asked.path == "/auth/callback":
                party.cookies = set(SimpleCookie(self.headers.get("cookie", "")))
                party.arrive(asked.query)
            self.send_response(200)
            self.send_header("content-type", "text/html; charset=utf-8")
            self.end_headers()
            who = party.claims.get("name") or party.error or "nobody"
            self.wfile.write(f"<!doctype html><link rel=icon href=data:,><h1>Hello, {json.dumps(who)}</h1>".encode())

        @override
        def log_message(self, format: str, *args: Any) -> None:
            pass

    server.RequestHandlerClass = Door
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield party
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
