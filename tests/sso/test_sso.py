"""The provider as a client and a browser meet it, by plain HTTP."""

from typing import Any

import httpx
import pytest
from joserfc import jwt
from joserfc.jwk import KeySet

from local.doubles.sso import Client, Sso
from tests.sso.visitor import Visitor, Way, told

SAM = "sam@ordak.test"


def claims(sso: Sso, token: str, algorithm: str = "RS256") -> dict[str, Any]:
    """Verify an ID token by the provider's published keys, and return what it says."""
    keys = KeySet.import_key_set(httpx.get(f"{sso.url}/jwks").json())
    return jwt.decode(token, keys, algorithms=[algorithm]).claims


def refused(answer: httpx.Response) -> tuple[int, str]:
    """Return status and code of an OAuth refusal."""
    return answer.status_code, answer.json()["error"]


def test_discovery_says_what_is_offered(sso: Sso) -> None:
    said = httpx.get(f"{sso.url}/.well-known/openid-configuration").json()
    assert said["issuer"] == sso.url == f"http://localhost:{sso.port}"
    assert said["response_types_supported"] == ["code"]
    assert said["code_challenge_methods_supported"] == ["S256"]
    assert said["authorization_response_iss_parameter_supported"] is True
    assert set(said["id_token_signing_alg_values_supported"]) == {"RS256", "ES256"}
    assert {"end_session_endpoint", "revocation_endpoint", "jwks_uri"} <= said.keys()
    assert all(key.keys().isdisjoint({"d", "p", "q"}) for key in httpx.get(said["jwks_uri"]).json()["keys"])


@pytest.mark.parametrize("algorithm", ["RS256", "ES256"])
def test_person_signs_in_and_the_token_says_who(
    sso: Sso, visitor: Visitor, clients: dict[str, Client], algorithm: str
) -> None:
    way, client = Way(), clients[algorithm]
    back = visitor.sign_in(way, client, " Sam@Ordak.TEST ")
    assert (back["state"], back["iss"]) == (way.state, sso.url)
    said = claims(sso, visitor.exchange(way, client, back["code"]).json()["id_token"], algorithm)
    assert {name: said[name] for name in ("iss", "aud", "nonce", "email", "email_verified", "name", "sub")} == {
        "iss": sso.url,
        "aud": client.client_id,
        "nonce": way.nonce,
        "email": SAM,
        "email_verified": True,
        "name": "Sam Staff",
        "sub": "local|sam",
    }
    assert said["exp"] - said["iat"] == 300


def test_nonce_is_echoed_only_when_one_was_sent(sso: Sso, visitor: Visitor, client: Client) -> None:
    way = Way()
    back = visitor.sign_in(way, client, SAM, nonce=None)
    assert "nonce" not in claims(sso, visitor.exchange(way, client, back["code"]).json()["id_token"])


def test_email_that_nobody_checked_is_said_to_be_so(sso: Sso, visitor: Visitor, client: Client) -> None:
    way = Way()
    back = visitor.sign_in(way, client, "unverified@ordak.test")
    said = claims(sso, visitor.exchange(way, client, back["code"]).json()["id_token"])
    assert (said["email"], said["email_verified"]) == ("unverified@ordak.test", False)


@pytest.mark.parametrize(
    ("changed", "refusal"),
    [
        ({"code_verifier": "x" * 64}, (400, "invalid_grant")),
        ({"code_verifier": None}, (400, "invalid_grant")),
        ({"code": "made-up"}, (400, "invalid_grant")),
        ({"redirect_uri": "http://127.0.0.1:9/other"}, (400, "invalid_grant")),
        ({"redirect_uri": None}, (400, "invalid_request")),
        ({"client_secret": "wrong"}, (401, "invalid_client")),
        ({"client_secret": None}, (400, "invalid_request")),
        ({"grant_type": "password"}, (400, "unsupported_grant_type")),
    ],
    ids=["wrong verifier", "no verifier", "made up", "other address", "no address", "wrong secret", "no secret", "password"],
)  # fmt: skip
def test_code_is_exchanged_only_by_whom_it_was_made_for(
    visitor: Visitor, client: Client, changed: dict[str, str | None], refusal: tuple[int, str]
) -> None:
    way = Way()
    code = visitor.sign_in(way, client, SAM)["code"]
    assert refused(visitor.exchange(way, client, **{"code": code} | changed)) == refusal  # type: ignore[arg-type]


def test_code_of_another_client_is_refused(visitor: Visitor, clients: dict[str, Client]) -> None:
    way = Way()
    code = visitor.sign_in(way, clients["RS256"], SAM)["code"]
    stolen = visitor.exchange(way, clients["other"], code, redirect_uri=clients["RS256"].redirect_uris[0])
    assert refused(stolen) == (400, "invalid_grant")


def test_code_that_comes_twice_is_refused_and_takes_back_what_the_first_gave(
    sso: Sso, visitor: Visitor, client: Client
) -> None:
    way = Way()
    code = visitor.sign_in(way, client, SAM)["code"]
    token = visitor.exchange(way, client, code).json()["access_token"]
    assert refused(visitor.exchange(way, client, code)) == (400, "invalid_grant")
    spoilt = httpx.get(f"{sso.url}/me", headers={"authorization": f"Bearer {token}"})
    assert spoilt.status_code == 401


@pytest.mark.parametrize(
    ("changed", "error"),
    [
        ({"code_challenge": None, "code_challenge_method": None}, "invalid_request"),
        ({"code_challenge_method": "plain"}, "invalid_request"),
        ({"code_challenge_method": None}, "invalid_request"),
        ({"response_type": "id_token"}, "unsupported_response_type"),
        ({"prompt": "none"}, "login_required"),
    ],
    ids=["no challenge", "plain", "no method", "implicit", "unseen"],
)  # fmt: skip
def test_wrong_request_goes_back_with_its_error_and_its_state(
    visitor: Visitor, client: Client, changed: dict[str, str | None], error: str
) -> None:
    way = Way()
    back = visitor.authorize(way, client, **changed)
    location = back.headers["location"].replace("#", "?")
    assert f"error={error}&" in location
    assert f"state={way.state}" in location
    assert "code=" not in location


@pytest.mark.parametrize(
    "changed",
    [
        {"redirect_uri": "http://127.0.0.1:9/auth/callback/"},
        {"redirect_uri": "http://127.0.0.1:10/auth/callback"},
        {"redirect_uri": "http://localhost:9/auth/callback"},
        {"client_id": "somebody"},
    ],
    ids=["one slash more", "another port", "another host", "another client"],
)
def test_address_or_client_that_is_not_registered_is_led_nowhere(
    visitor: Visitor, client: Client, changed: dict[str, str]
) -> None:
    answer = visitor.authorize(Way(), client, **changed)
    assert (answer.status_code, answer.is_redirect) == (400, False)
    assert "For a developer: invalid_" in answer.text


@pytest.mark.parametrize("email", ["stranger@ordak.test", "", "sam", "sam@ordak.test\x00", "<b>x</b>", "x" * 5000])
def test_whom_the_provider_does_not_know_does_not_sign_in(visitor: Visitor, client: Client, email: str) -> None:
    answer = visitor.send(visitor.authorize(Way(), client), email=email)
    assert answer.status_code in {413, 422}
    assert "<b>x" not in answer.text
    again = visitor.authorize(Way(), client, prompt="none")
    assert told(again, client)["error"] == "login_required"


def test_sign_in_of_one_browser_is_no_sign_in_of_another(sso: Sso, visitor: Visitor, client: Client) -> None:
    page = visitor.authorize(Way(), client)
    other = Visitor(sso)
    stolen = other.http.post(str(page.url), data={"email": SAM})
    other.http.close()
    assert (stolen.status_code, stolen.is_redirect) == (400, False)


def test_who_is_signed_in_is_not_asked_again_unless_the_client_wants_it(visitor: Visitor, client: Client) -> None:
    visitor.sign_in(Way(), client, SAM)
    assert "code" in told(visitor.authorize(Way(), client), client)
    assert visitor.authorize(Way(), client, prompt="login").status_code == 200


def test_hint_is_filled_in(visitor: Visitor, client: Client) -> None:
    page = visitor.authorize(Way(), client, login_hint='sue@ordak.test"><b>')
    assert 'value="sue@ordak.test&quot;&gt;&lt;b&gt;"' in page.text


def test_going_back_without_signing_in_is_told_to_the_client(visitor: Visitor, client: Client) -> None:
    way = Way()
    back = told(visitor.send(visitor.authorize(way, client), cancel="yes"), client)
    assert (back["error"], back["state"]) == ("access_denied", way.state)


def test_refresh_token_is_given_for_offline_access_alone_and_rotated(visitor: Visitor, client: Client) -> None:
    way = Way()
    without = visitor.exchange(way, client, visitor.sign_in(way, client, SAM)["code"]).json()
    assert "refresh_token" not in without
    asked = {"scope": "openid email offline_access", "prompt": "consent"}
    first = visitor.exchange(way, client, visitor.sign_in(way, client, SAM, **asked)["code"]).json()
    use = {"grant_type": "refresh_token", "code_verifier": None, "redirect_uri": None}
    second = visitor.exchange(way, client, code="", **use, refresh_token=first["refresh_token"])
    assert second.json()["refresh_token"] != first["refresh_token"]
    replayed = visitor.exchange(way, client, code="", **use, refresh_token=first["refresh_token"])
    assert refused(replayed) == (400, "invalid_grant")
    after_theft = visitor.exchange(way, client, code="", **use, refresh_token=second.json()["refresh_token"])
    assert refused(after_theft) == (400, "invalid_grant")


def test_revoked_access_token_is_worth_nothing(sso: Sso, visitor: Visitor, client: Client) -> None:
    way = Way()
    token = visitor.exchange(way, client, visitor.sign_in(way, client, SAM)["code"]).json()["access_token"]
    bearer = {"authorization": f"Bearer {token}"}
    assert httpx.get(f"{sso.url}/me", headers=bearer).json()["email"] == SAM
    given = (client.client_id, client.client_secret)
    assert httpx.post(f"{sso.url}/token/revocation", data={"token": token}, auth=given).status_code == 200
    assert httpx.get(f"{sso.url}/me", headers=bearer).status_code == 401


@pytest.mark.parametrize(("answer", "signed_in"), [({"logout": "yes"}, False), ({}, True)])
def test_sign_out_asks_and_leads_back(
    sso: Sso,
    visitor: Visitor,
    client: Client,
    answer: dict[str, str],
    signed_in: bool,  # noqa: FBT001
) -> None:
    way = Way()
    token = visitor.exchange(way, client, visitor.sign_in(way, client, SAM)["code"]).json()["id_token"]
    home = client.post_logout_redirect_uris[0]
    end = f"{sso.url}/session/end"
    page = visitor.visit(end, id_token_hint=token, post_logout_redirect_uri=home, state="abc")
    assert page.status_code == 200
    back = visitor.send(page, **answer)
    assert back.headers["location"] == f"{home}?state=abc"
    assert ("code" in told(visitor.authorize(Way(), client, prompt="none"), client)) is signed_in


def test_sign_out_leads_to_no_address_that_is_not_registered(sso: Sso, visitor: Visitor, client: Client) -> None:
    way = Way()
    token = visitor.exchange(way, client, visitor.sign_in(way, client, SAM)["code"]).json()["id_token"]
    evil = {"id_token_hint": token, "post_logout_redirect_uri": "http://127.0.0.1:9/elsewhere"}
    assert visitor.visit(f"{sso.url}/session/end", **evil).status_code == 400


def test_pages_run_no_script_and_lead_nowhere_else(visitor: Visitor, client: Client) -> None:
    page = visitor.authorize(Way(), client)
    policy = page.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "form-action 'self' http://127.0.0.1:9;" in policy
    assert "script" not in policy + page.text
    assert "http" not in page.text
