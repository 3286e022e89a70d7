"""Somebody who signs in by plain HTTP: keeps cookies, follows redirects, sends the provider's forms."""

import base64
import hashlib
import re
import secrets
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, urljoin, urlsplit

import httpx

from local.doubles.sso import Client, Sso


def challenge(verifier: str) -> str:
    """Return the S256 challenge of a verifier."""
    return base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).rstrip(b"=").decode()


@dataclass(frozen=True)
class Way:
    """What a client makes up before it sends a browser away."""

    state: str = field(default_factory=lambda: secrets.token_urlsafe(24))
    nonce: str = field(default_factory=lambda: secrets.token_urlsafe(24))
    verifier: str = field(default_factory=lambda: secrets.token_urlsafe(48))

    def parameters(self, client: Client, **changed: str | None) -> dict[str, str]:
        """Return the authorization request; a changed parameter of None is left out."""
        usual: dict[str, str | None] = {
            "client_id": client.client_id,
            "redirect_uri": client.redirect_uris[0],
            "response_type": "code",
            "scope": "openid email profile",
            "state": self.state,
            "nonce": self.nonce,
            "code_challenge": challenge(self.verifier),
            "code_challenge_method": "S256",
        }
        return {name: value for name, value in (usual | changed).items() if value is not None}


class Visitor:
    """A browser without a screen, of one person."""

    def __init__(self, sso: Sso) -> None:
        self.sso = sso
        self.http = httpx.Client(timeout=30)

    def visit(self, url: str, **parameters: str) -> httpx.Response:
        """Go where the provider leads, until it shows a page or leads to somebody else."""
        return self._follow(self.http.get(url, params=parameters or None))

    def authorize(self, way: Way, client: Client, **changed: str | None) -> httpx.Response:
        """Come from the client."""
        return self.visit(f"{self.sso.url}/auth", **way.parameters(client, **changed))

    def send(self, page: httpx.Response, **fields: str) -> httpx.Response:
        """Send the page's form, with what is hidden in it."""
        hidden = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', page.text))
        found = re.search(r'<form[^>]* action="([^"]+)"', page.text)
        target = urljoin(str(page.url), found[1] if found else "")
        return self._follow(self.http.post(target, data=hidden | fields))

    def sign_in(self, way: Way, client: Client, email: str, **changed: str | None) -> dict[str, str]:
        """Sign in and return what the client's callback is told."""
        page = self.authorize(way, client, **changed)
        return told(page if page.is_redirect else self.send(page, email=email), client)

    def exchange(self, way: Way, client: Client, code: str, **changed: str | None) -> httpx.Response:
        """Take the code to the token endpoint, as the client."""
        fields: dict[str, str | None] = {
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": client.redirect_uris[0],
            "code_verifier": way.verifier,
        }
        secret = changed.pop("client_secret", client.client_secret)
        form = {name: value for name, value in (fields | changed).items() if value is not None}
        given = None if secret is None else (client.client_id, secret)
        return httpx.post(f"{self.sso.url}/token", data=form, auth=given, timeout=30)

    def _follow(self, answer: httpx.Response) -> httpx.Response:
        while answer.is_redirect and (target := urljoin(str(answer.url), answer.headers["location"])).startswith(
            self.sso.url
        ):
            answer = self.http.get(target)
        return answer


def told(answer: httpx.Response, client: Client) -> dict[str, str]:
    """Return what a redirect to the client's callback says."""
    location: str = answer.headers["location"]
    assert location.startswith(client.redirect_uris[0] + "?"), location
    said: dict[str, Any] = parse_qs(urlsplit(location).query, strict_parsing=True)
    return {name: value for name, [value] in said.items()}
