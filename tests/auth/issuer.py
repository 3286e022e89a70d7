"""An issuer that signs whatever it is told: what a certified provider never says, a broken or hostile one may."""

import base64
import hmac
import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from joserfc import jwt
from joserfc.jwk import ECKey, RSAKey

from provider import Provider

CLIENT = "ordak"
NONCE = "n" * 43


class Issuer:
    """Its keys, its metadata, and the tokens that its token endpoint answers with next."""

    def __init__(self, port: int) -> None:
        self.url = f"http://127.0.0.1:{port}"
        self.keys = [rsa_key("one")]
        self.jwks: Any = None  # in place of its keys
        self.metadata: dict[str, Any] = {
            "issuer": self.url,
            "authorization_endpoint": self.url + "/auth",
            "token_endpoint": self.url + "/token",
            "jwks_uri": self.url + "/jwks",
            "userinfo_endpoint": self.url + "/me",
        }
        self.tokens: dict[str, Any] = {}
        self.userinfo: dict[str, Any] = {}
        self.asked: list[str] = []

    @property
    def provider(self) -> Provider:
        """As it is configured."""
        discovery = self.url + "/.well-known/openid-configuration"
        return Provider("fake", "Fake", discovery, CLIENT, "hush")

    def claims(self, **changed: Any) -> dict[str, Any]:
        """Return right claims with changes; a claim of None is left out."""
        now = int(time.time())
        right = {
            "iss": self.url, "aud": CLIENT, "sub": "person", "nonce": NONCE, "iat": now, "exp": now + 300,
            "email": "p@example.test", "email_verified": True,
        }  # fmt: skip
        return {name: value for name, value in (right | changed).items() if value is not None}

    def sign(self, claims: dict[str, Any], *, alg: str = "RS256", key: Any = None, **header: Any) -> str:
        """Sign as it would, or as it never should."""
        header = {"alg": alg, "kid": "one", **header}
        return jwt.encode(header, claims, key or self.keys[0], algorithms=[alg])

    def answer(self, path: str) -> Any:
        """Say what it has at a path."""
        self.asked.append(path)
        return {
            "/.well-known/openid-configuration": self.metadata,
            "/jwks": self.jwks
            if self.jwks is not None
            else {"keys": [key.as_dict(private=False) for key in self.keys]},
            "/token": self.tokens,
            "/me": self.userinfo,
        }[path]


def by_password(claims: dict[str, Any], password: bytes) -> str:
    """Return a token that is signed HS256: by hand, for the library will not take a public key for a password."""
    text = unsigned(claims, {"alg": "HS256", "kid": "one"}).rstrip(".")
    signature = base64.urlsafe_b64encode(hmac.digest(password, text.encode(), "sha256")).decode().rstrip("=")
    return f"{text}.{signature}"


@cache
def rsa_key(kid: str) -> RSAKey:
    """Return a key of that name: one takes a while to make."""
    return RSAKey.generate_key(2048, {"kid": kid, "use": "sig", "alg": "RS256"}, private=True)


def unsigned(claims: dict[str, Any], header: dict[str, Any]) -> str:
    """Return a token that says of itself that it needs no signature."""

    def part(value: Any) -> str:
        return base64.urlsafe_b64encode(json.dumps(value).encode()).decode().rstrip("=")

    return f"{part(header)}.{part(claims)}."


def other_key(kid: str = "one") -> ECKey:
    """Return a key that is not the issuer's."""
    return ECKey.generate_key("P-256", {"kid": kid, "use": "sig", "alg": "ES256"}, private=True)


@contextmanager
def issuer() -> Iterator[Issuer]:
    """Run one on a port of its own."""
    said: list[Issuer] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            body = json.dumps(said[0].answer(self.path)).encode()
            self.send_response(200)
            self.send_header("content-length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def do_POST(self) -> None:
            self.rfile.read(int(self.headers["content-length"]))
            self.do_GET()

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        said.append(Issuer(server.server_address[1]))
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        yield said[0]
        server.shutdown()
        thread.join()
