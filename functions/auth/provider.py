"""The sign-in providers that are configured, and what each of them says of itself (OpenID Connect Discovery 1.0)."""

import json
import time
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any
from urllib.parse import urlsplit

from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from ordak import settings
from ordak.http import client as http_client
from ordak.http.client import HttpError

SECONDS = 3.0  # for each call: three of them fit into one request of a person who waits
_PATH = "/.well-known/openid-configuration"
_OK = 200
_METADATA_SECONDS, _KEYS_SECONDS, _COOL_DOWN_SECONDS = 3600.0, 300.0, 30.0
_metadata: dict[str, tuple[float, "Metadata"]] = {}
_keys: dict[str, tuple[float, KeySet]] = {}


class ProviderError(Exception):
    """A provider that does not answer, or not as the standard says. Carries what is wrong, never what it said.

    `refused`: it answers, and will not have this; beginning again may help, waiting will not.
    """

    def __init__(self, what: str, *, refused: bool = False) -> None:
        super().__init__(what)
        self.refused = refused


@dataclass(frozen=True)
class Provider:
    """One way to sign in. `newcomer`: the role and stores of whoever is not known yet; None: they are refused.

    `vouches_for_email`: its addresses count although it does not say that they are verified (a directory of one's own).
    """

    name: str
    title: str
    discovery: str
    client_id: str
    client_secret: str = field(repr=False)
    newcomer: dict[str, Any] | None = None
    vouches_for_email: bool = False


@dataclass(frozen=True)
class Metadata:
    """What a provider publishes of itself."""

    issuer: str
    authorization_endpoint: str
    token_endpoint: str
    jwks_uri: str
    userinfo_endpoint: str | None
    end_session_endpoint: str | None
    names_itself: bool  # in the callback, as RFC 9207 has it
    takes_basic: bool  # the secret in a header; else in the form


def providers() -> dict[str, Provider]:
    """Return the providers by name, in the order of the setting."""
    return _read(settings.sign_in_providers())


@lru_cache(maxsize=2)
def _read(text: str) -> dict[str, Provider]:
    return {each["name"]: Provider(**each) for each in json.loads(text)}


def metadata_of(provider: Provider) -> Metadata:
    """Return what the provider says of itself, as of at most an hour ago."""
    until, known = _metadata.get(provider.discovery, (0.0, None))
    if known is None or time.monotonic() > until:
        known = _metadata_from(provider.discovery, fetch_json(provider.discovery))
        _metadata[provider.discovery] = (time.monotonic() + _METADATA_SECONDS, known)
    return known


def key_set(metadata: Metadata, key_id: str | None) -> KeySet:
    """Return the keys that a provider signs with; asked anew when it signs with one that we have not seen."""
    fetched, known = _keys.get(metadata.jwks_uri, (0.0, None))
    age = time.monotonic() - fetched
    new_key = known is not None and age > _COOL_DOWN_SECONDS and key_id not in {key.kid for key in known.keys}
    if known is None or age > _KEYS_SECONDS or new_key:
        try:
            known = KeySet.import_key_set(fetch_json(metadata.jwks_uri))  # type: ignore[arg-type]
        except (JoseError, ValueError, TypeError, KeyError):
            raise ProviderError("keys are no JWK set") from None
        _keys[metadata.jwks_uri] = (time.monotonic(), known)
    return known


def fetch_json(url: str, headers: dict[str, str] | None = None) -> dict[str, Any]:
    """GET a JSON object."""
    return read_json(send("GET", url, headers=headers))


def send(method: str, url: str, *, headers: dict[str, str] | None = None, body: bytes | None = None) -> bytes:
    """Make one call to a provider and return what it says when it agrees."""
    try:
        answer = http_client.send(method, url, headers=headers, body=body, seconds=SECONDS)
    except HttpError as error:
        raise ProviderError(str(error)) from None
    if answer.status != _OK:
        raise ProviderError(f"status {answer.status}", refused=400 <= answer.status < 500)  # noqa: PLR2004 - as HTTP has it
    return answer.body


def read_json(body: bytes) -> dict[str, Any]:
    """Read an answer that has to be a JSON object."""
    try:
        said = json.loads(body)
    except (ValueError, RecursionError):
        said = None
    if not isinstance(said, dict):
        raise ProviderError("no JSON object")
    return said


def _metadata_from(discovery: str, said: dict[str, Any]) -> Metadata:
    def url(name: str, *, needed: bool = True) -> str | None:
        value = said.get(name)
        # A page that somebody else put there would send people, or our secret, elsewhere in the clear.
        if isinstance(value, str) and urlsplit(value).scheme == urlsplit(discovery).scheme and urlsplit(value).netloc:
            return value
        if needed or value is not None:
            raise ProviderError(f"no {name}")
        return None

    if str(said.get("issuer")).rstrip("/") + _PATH != discovery:
        raise ProviderError("another issuer")
    methods = said.get("token_endpoint_auth_methods_supported") or ["client_secret_basic"]
    return Metadata(
        issuer=said["issuer"],
        authorization_endpoint=str(url("authorization_endpoint")),
        token_endpoint=str(url("token_endpoint")),
        jwks_uri=str(url("jwks_uri")),
        userinfo_endpoint=url("userinfo_endpoint", needed=False),
        end_session_endpoint=url("end_session_endpoint", needed=False),
        names_itself=said.get("authorization_response_iss_parameter_supported") is True,
        takes_basic="client_secret_basic" in methods,
    )
