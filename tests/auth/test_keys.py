"""Our own access tokens: what they say, how their keys are published and rotated, and what is no token of ours."""

import base64
import hmac
import json
import time
from typing import Any
from uuid import uuid4

import httpx
import pytest
from joserfc import jwt
from joserfc.jwk import ECKey, KeySet, RSAKey

import access_token
from local.stack import Stack
from local.state import keep_signing_key, signing_key
from ordak.http import identity
from ordak.http.event import Request
from ordak.http.identity import actor_of

SAM = "5a000000-0000-4000-8000-000000000001"
SESSION = "5e550000-0000-4000-8000-000000000001"


def request(token: str) -> Request:
    return Request("POST", "/rpc/get_queue", {}, {}, {"authorization": f"Bearer {token}"}, b"", "c-1")


def key_set(*keys: ECKey, private: bool) -> str:
    return json.dumps({"keys": [key.as_dict(private=private) for key in keys]})


def claims(**changed: Any) -> dict[str, Any]:
    now = int(time.time())
    right = {"iss": "ordak", "aud": "ordak", "sub": SAM, "sid": SESSION, "iat": now, "exp": now + 900}
    return {name: value for name, value in (right | changed).items() if value is not None}


def signed(key: Any, said: dict[str, Any], alg: str = "ES256", **header: Any) -> str:
    head = {"alg": alg, "kid": key.kid, "typ": "at+jwt"} | header
    return jwt.encode({name: value for name, value in head.items() if value is not None}, said, key, algorithms=[alg])


@pytest.fixture
def key(monkeypatch: pytest.MonkeyPatch) -> ECKey:
    """The key in use, of a house of its own."""
    made = signing_key()
    monkeypatch.setenv("ORDAK_JWKS", key_set(made, private=False))
    monkeypatch.setenv("ORDAK_SIGNING_KEYS", key_set(made, private=True))
    monkeypatch.setenv("ORDAK_ACCESS_SECONDS", "900")
    identity._verified.clear()  # noqa: SLF001
    return made


def test_the_stack_publishes_the_keys_that_verify_its_tokens(stack: Stack) -> None:
    answer = httpx.get(stack.url + "/.well-known/jwks.json", timeout=60)
    assert (answer.status_code, answer.headers["cache-control"]) == (200, "public, max-age=300")
    [published] = answer.json()["keys"]
    assert published.keys() == {"kty", "crv", "x", "y", "kid", "use", "alg"}  # and no d
    token = signed(keep_signing_key(stack.state), claims())
    assert jwt.decode(token, KeySet.import_key_set(answer.json()), algorithms=["ES256"]).claims["sub"] == SAM


def test_an_access_token_is_of_rfc_9068_and_lives_for_a_quarter_of_an_hour(key: ECKey) -> None:
    session = str(uuid4())
    token = jwt.decode(access_token.access_token(SAM, session), key, algorithms=["ES256"])
    assert token.header == {"alg": "ES256", "kid": key.kid, "typ": "at+jwt"}
    assert token.claims["exp"] - token.claims["iat"] == 900
    assert {"iss", "aud", "sub", "client_id", "jti", "sid"} <= token.claims.keys()
    assert actor_of(request(access_token.access_token(SAM, session))) == {
        "kind": "staff", "id": SAM, "session": session, "correlation_id": "c-1",
    }  # fmt: skip


def test_keys_are_rotated_with_two_of_them_live(key: ECKey, monkeypatch: pytest.MonkeyPatch) -> None:
    old_token = access_token.access_token(SAM, str(uuid4()))
    fresh = signing_key()
    for function in ("ORDAK_JWKS", "ORDAK_SIGNING_KEYS"):  # 1: published
        monkeypatch.setenv(function, key_set(key, fresh, private=function != "ORDAK_JWKS"))
    assert [each["kid"] for each in access_token.public_keys()["keys"]] == [key.kid, fresh.kid]
    assert actor_of(request(access_token.access_token(SAM, str(uuid4()))))
    monkeypatch.setenv("ORDAK_SIGNING_KEYS", key_set(fresh, key, private=True))  # 2: signs
    new_token = access_token.access_token(SAM, str(uuid4()))
    identity._verified.clear()  # noqa: SLF001 - as in an environment that has seen none of them
    assert actor_of(request(old_token))
    assert actor_of(request(new_token))
    monkeypatch.setenv("ORDAK_JWKS", key_set(fresh, private=False))  # 3: the old one is gone
    assert actor_of(request(old_token)) is None
    assert actor_of(request(new_token))


@pytest.mark.parametrize(
    "changed",
    [
        {"iss": "https://evil.example"}, {"iss": None}, {"aud": "other"}, {"aud": None}, {"sub": None}, {"sub": "x"},
        {"sub": "5A000000-0000-4000-8000-000000000001"}, {"exp": None}, {"exp": 1}, {"iat": None},
        {"nbf": 4_000_000_000}, {"iat": 4_000_000_000}, {"exp": "never"}, {"sid": None}, {"sid": ""}, {"sid": "x"},
        {"sid": 7}, {"sid": [SESSION]}, {"exp": 4_000_000_000}, {"iat": 1},
    ],
    ids=str,
)  # fmt: skip
def test_a_token_that_says_something_else_names_nobody(key: ECKey, changed: dict[str, Any]) -> None:
    assert actor_of(request(signed(key, claims())))
    assert actor_of(request(signed(key, claims(**changed)))) is None


def test_a_token_that_is_not_signed_by_us_names_nobody(key: ECKey) -> None:
    stranger = ECKey.generate_key("P-256", private=True)
    assert actor_of(request(signed(stranger, claims(), kid=key.kid))) is None
    assert actor_of(request(signed(key, claims(), kid="unknown"))) is None
    assert actor_of(request(signed(key, claims(), typ="JWT"))) is None
    rsa = RSAKey.generate_key(2048, private=True)
    assert actor_of(request(signed(rsa, claims(), "RS256", kid=key.kid))) is None
    right = signed(key, claims())
    head, body, signature = right.split(".")
    assert actor_of(request(f"{head}.{body}.")) is None
    assert actor_of(request(f"{head}.{_part(claims(sub=SAM[:-1] + '3'))}.{signature}")) is None


def test_a_token_without_signature_or_with_our_public_key_as_a_password_names_nobody(key: ECKey) -> None:
    for alg in ("none", "None", "NONE"):
        assert actor_of(request(f"{_part({'alg': alg, 'kid': key.kid, 'typ': 'at+jwt'})}.{_part(claims())}.")) is None
    text = f"{_part({'alg': 'HS256', 'kid': key.kid, 'typ': 'at+jwt'})}.{_part(claims())}"
    for password in (key.as_pem(private=False), key.as_der(private=False)):
        signature = base64.urlsafe_b64encode(hmac.digest(password, text.encode(), "sha256")).decode().rstrip("=")
        assert actor_of(request(f"{text}.{signature}")) is None


def test_a_token_expires_though_it_was_verified_before(key: ECKey, monkeypatch: pytest.MonkeyPatch) -> None:
    token = signed(key, claims())
    assert actor_of(request(token))
    later = time.time() + 901
    monkeypatch.setattr(time, "time", lambda: later)
    assert actor_of(request(token)) is None


def test_a_key_that_is_taken_out_takes_along_what_it_had_verified(key: ECKey, monkeypatch: pytest.MonkeyPatch) -> None:
    token = signed(key, claims())
    with_it = key_set(key, private=False)
    assert actor_of(request(token))
    monkeypatch.setenv("ORDAK_JWKS", key_set(signing_key(), private=False))
    assert actor_of(request(token)) is None
    monkeypatch.setenv("ORDAK_JWKS", with_it)
    assert actor_of(request(token))


def test_so_many_tokens_are_remembered_and_the_oldest_is_forgotten(key: ECKey, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(identity, "_KEPT", 2)
    tokens = [signed(key, claims(jti=str(number))) for number in range(3)]
    assert all(actor_of(request(token)) for token in tokens)
    assert [token for token, _ in identity._verified] == tokens[1:]  # noqa: SLF001


@pytest.mark.parametrize(("bound", "life"), [("300", 300), ("900", 900), ("3600", 900)])
def test_a_token_is_good_for_as_long_as_is_taken_and_a_quarter_of_an_hour_at_most(
    key: ECKey, monkeypatch: pytest.MonkeyPatch, bound: str, life: int
) -> None:
    monkeypatch.setenv("ORDAK_ACCESS_SECONDS", bound)
    token = access_token.access_token(SAM, SESSION)
    said = jwt.decode(token, key, algorithms=["ES256"]).claims
    assert said["exp"] - said["iat"] == access_token.seconds() == life
    assert actor_of(request(token))
    assert actor_of(request(signed(key, claims(exp=int(time.time()) + int(bound) + 60)))) is None


def _part(value: Any) -> str:
    return base64.urlsafe_b64encode(json.dumps(value).encode()).decode().rstrip("=")
