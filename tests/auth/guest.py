"""Somebody who signs in to Ordak by plain HTTP: keeps cookies as a browser does, on the front and at the provider."""

from http import HTTPStatus
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx

from local.doubles.sso.provider import CLIENT_ID
from local.stack import Stack
from tests.sso.visitor import Visitor

SIGN_IN, REFRESH = "__Host-ordak_sign_in", "__Host-ordak_refresh"


class Guest:
    """One browser. Cookies of the front are kept by hand: plain HTTP clients send no Secure cookie to http://."""

    def __init__(self, stack: Stack) -> None:
        self.stack = stack
        self.cookies: dict[str, str] = {}
        self.set_cookies: list[str] = []
        self.at_provider = Visitor(stack.sso)

    def close(self) -> None:
        """Close its connections to the provider."""
        self.at_provider.http.close()

    def get(self, path: str, **query: str) -> httpx.Response:
        """Open an address of the front; redirects are not followed."""
        return self._keep(httpx.get(self.stack.url + path, params=query or None, headers=self._headers(), timeout=60))

    def post(self, path: str, body: Any = None, *, origin: str | None = "", **headers: str) -> httpx.Response:
        """Ask as a page of ours does; another origin, or None for no browser at all."""
        named = {} if origin is None else {"origin": origin or self.stack.url}
        return self._keep(
            httpx.post(self.stack.url + path, json=body, headers=self._headers() | named | headers, timeout=60)
        )

    def leave(self, **query: str) -> dict[str, str]:
        """Begin to sign in; return what the provider is asked."""
        answer = self.get("/auth/login", **query)
        assert answer.status_code == HTTPStatus.FOUND, answer.text
        return asked(answer.headers["location"])

    def come_back(self, email: str, **query: str) -> str:
        """Begin, sign in at the provider, and return the callback's address without opening it."""
        location = self.get("/auth/login", **query).headers["location"]
        page = self.at_provider.visit(location)
        if not page.is_redirect:
            page = self.at_provider.send(page, email=email)
        target: str = page.headers["location"]
        assert target.startswith(self.stack.url + "/auth/callback?"), target
        return target.removeprefix(self.stack.url)

    def sign_in(self, email: str, **query: str) -> httpx.Response:
        """Sign in, whole; return what the callback answered."""
        return self.get(self.come_back(email, **query))

    def refresh(self) -> httpx.Response:
        """Ask for an access token."""
        return self.post("/auth/refresh")

    def token(self) -> str:
        """Return an access token."""
        answer = self.refresh()
        assert answer.status_code == HTTPStatus.OK, answer.text
        token: str = answer.json()["access_token"]
        return token

    def call(self, name: str, token: str, **arguments: Any) -> httpx.Response:
        """POST /rpc/<name>."""
        return httpx.post(
            f"{self.stack.url}/rpc/{name}", json=arguments, headers={"authorization": f"Bearer {token}"}, timeout=60
        )

    def _headers(self) -> dict[str, str]:
        pairs = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        return {"cookie": pairs} if pairs else {}

    def _keep(self, answer: httpx.Response) -> httpx.Response:
        self.set_cookies = answer.headers.get_list("set-cookie")
        for cookie in self.set_cookies:
            name, _, value = cookie.split(";")[0].partition("=")
            if "Max-Age=0;" in cookie:
                self.cookies.pop(name, None)
            else:
                self.cookies[name] = value
        return answer


def asked(location: str) -> dict[str, str]:
    """Return the query of an address, each name once."""
    found = {name: value for name, [value] in parse_qs(urlsplit(location).query).items()}
    assert found.get("client_id", CLIENT_ID) == CLIENT_ID
    return found
