"""What an ID token has to be: signed by this provider's key with a pinned algorithm, for us, now, and for this sign-in."""

import time
from collections.abc import Iterator
from typing import Any

import pytest

import provider as provider_module
from code_flow import Account, Attempt, account_of, address
from id_token import IdTokenError
from provider import ProviderError
from tests.auth.issuer import NONCE, Issuer, by_password, issuer, other_key, rsa_key, unsigned

ATTEMPT = Attempt("fake", "s" * 43, NONCE, "v" * 43, "/")
BACK = "http://127.0.0.1:9/auth/callback"
HOUR = 3600


@pytest.fixture
def fake() -> Iterator[Issuer]:
    with issuer() as running:
        yield running


def come_back(fake: Issuer, token: Any, iss: str | None = None) -> Account:
    """Exchange a code for this ID token."""
    fake.tokens = {"id_token": token, "access_token": "a"}
    return account_of(fake.provider, ATTEMPT, "code", iss, BACK)


@pytest.mark.parametrize(
    ("locale", "language"), [("fr-CA", "fr"), ("EN_gb", "en"), ("fry", None), ("de", None), (7, None), ("", None)]
)
def test_a_locale_that_we_write_in_is_their_language(fake: Issuer, locale: object, language: str | None) -> None:
    assert come_back(fake, fake.sign(fake.claims(locale=locale))).language == language


def test_a_right_token_says_who_it_is(fake: Issuer) -> None:
    expected = Account("person", "p@example.test", None, None)
    assert come_back(fake, fake.sign(fake.claims())) == expected
    assert come_back(fake, fake.sign(fake.claims(aud=["ordak"]))) == expected
    assert come_back(fake, fake.sign(fake.claims(aud=["ordak", "other"], azp="ordak"))) == expected
    # A minute of leeway for clocks that differ.
    assert come_back(fake, fake.sign(fake.claims(exp=int(time.time()) - 30))) == expected
    assert come_back(fake, fake.sign(fake.claims(iat=int(time.time()) + 30))) == expected


@pytest.mark.parametrize(
    "changed",
    [
        {"nonce": "other"},
        {"nonce": None},
        {"iss": "https://evil.example"},
        {"iss": None},
        {"aud": "other"},
        {"aud": ["other"]},
        {"aud": []},
        {"aud": None},
        {"aud": ["ordak", "other"]},
        {"azp": "other"},
        {"exp": 1},
        {"exp": None},
        {"exp": "tomorrow"},
        {"exp": -HOUR},
        {"nbf": HOUR},
        {"iat": HOUR},
        {"iat": None},
        {"sub": None},
        {"sub": ""},
        {"sub": 17},
        {"sub": "x" * 256},
    ],
    ids=str,
)
def test_a_token_for_others_or_of_another_time_proves_nothing(fake: Issuer, changed: dict[str, Any]) -> None:
    moments = {name: int(time.time()) + value for name, value in changed.items() if value in (HOUR, -HOUR)}
    with pytest.raises(IdTokenError):
        come_back(fake, fake.sign(fake.claims(**(changed | moments))))


def test_a_token_without_a_signature_proves_nothing(fake: Issuer) -> None:
    for alg in ("none", "None", "NONE", "nOnE", ""):
        for kid in ("one", None):
            with pytest.raises(IdTokenError):
                come_back(fake, unsigned(fake.claims(), {"alg": alg, "kid": kid, "typ": "JWT"}))


def test_a_token_signed_with_the_public_key_as_a_password_proves_nothing(fake: Issuer) -> None:
    key = fake.keys[0]
    for password in (key.as_pem(private=False), key.as_der(private=False), b"", b"hush"):
        with pytest.raises(IdTokenError):
            come_back(fake, by_password(fake.claims(), password))


def test_a_token_signed_by_somebody_else_proves_nothing(fake: Issuer) -> None:
    with pytest.raises(IdTokenError):
        come_back(fake, fake.sign(fake.claims(), key=rsa_key("stranger")))
    # Nor one that brings its key along, or says where to find it.
    key = other_key()
    for header in (
        {"jwk": key.as_dict(private=False)},
        {"jku": "http://127.0.0.1:9/jwks"},
        {"x5u": "http://127.0.0.1:9/"},
    ):
        with pytest.raises(IdTokenError):
            come_back(fake, fake.sign(fake.claims(), alg="ES256", key=key, **header))


def test_an_unknown_key_is_asked_for_once_and_then_refused(fake: Issuer) -> None:
    come_back(fake, fake.sign(fake.claims()))
    for _ in range(3):
        with pytest.raises(IdTokenError):
            come_back(fake, fake.sign(fake.claims(), key=other_key("two"), alg="ES256", kid="two"))
    assert fake.asked.count("/jwks") == 1  # asked a moment ago: a stranger cannot make us ask again and again
    for kid in (None, 1, ""):
        with pytest.raises(IdTokenError):
            come_back(fake, fake.sign(fake.claims()).replace(*_kid(fake, kid)))


def _kid(fake: Issuer, kid: Any) -> tuple[str, str]:
    """Return the header of its tokens, and one with another kid, or none."""
    right = unsigned({}, {"alg": "RS256", "kid": "one", "typ": "JWT"}).split(".")[0]
    changed = {"alg": "RS256", "typ": "JWT"} | ({} if kid is None else {"kid": kid})
    return fake.sign(fake.claims()).split(".")[0] or right, unsigned({}, changed).split(".")[0]


def test_a_new_key_of_the_provider_is_learnt(fake: Issuer, monkeypatch: pytest.MonkeyPatch) -> None:
    come_back(fake, fake.sign(fake.claims()))
    fake.keys.append(rsa_key("two"))
    monkeypatch.setattr(provider_module, "_COOL_DOWN_SECONDS", 0.0)
    assert come_back(fake, fake.sign(fake.claims(), key=fake.keys[1], kid="two")).subject == "person"


@pytest.mark.parametrize("token", [None, "", "x", "a.b.c", "a.b", 17, [], {}, "é.é.é", "." * 100, "e30.e30."])
def test_what_is_no_token_proves_nothing(fake: Issuer, token: Any) -> None:
    with pytest.raises(IdTokenError):
        come_back(fake, token)


@pytest.mark.parametrize(
    ("told", "email"),
    [
        ({"email_verified": False}, None),
        ({"email_verified": "true"}, None),
        ({"email_verified": None}, None),
        ({"email": 17}, None),
        ({"email": "\x00@b"}, None),
        ({"email": "  P@Example.Test "}, "P@Example.Test"),
    ],
)
def test_only_an_e_mail_that_is_verified_counts(fake: Issuer, told: dict[str, Any], email: str | None) -> None:
    assert come_back(fake, fake.sign(fake.claims(**told))).email == email


def test_what_the_token_leaves_out_is_asked_for_and_has_to_be_the_same_persons(fake: Issuer) -> None:
    fake.userinfo = {"sub": "person", "email": "info@example.test", "email_verified": True}
    thin = fake.claims(email=None, email_verified=None)
    assert come_back(fake, fake.sign(thin)).email == "info@example.test"
    fake.userinfo["sub"] = "other"
    assert come_back(fake, fake.sign(thin)).email is None


def test_the_callback_has_to_name_the_issuer_if_the_provider_does_so(fake: Issuer) -> None:
    token = fake.sign(fake.claims())
    assert come_back(fake, token, fake.url).subject == "person"
    with pytest.raises(IdTokenError):
        come_back(fake, token, "https://evil.example")
    with issuer() as strict:
        strict.metadata["authorization_response_iss_parameter_supported"] = True
        with pytest.raises(IdTokenError):
            come_back(strict, strict.sign(strict.claims()))


@pytest.mark.parametrize(
    "changed",
    [
        {"issuer": "https://evil.example"},
        {"issuer": None},
        {"issuer": 17},
        {"token_endpoint": None},
        {"token_endpoint": 17},
        {"token_endpoint": "ftp://127.0.0.1/token"},
        {"jwks_uri": ""},
        {"authorization_endpoint": "javascript:alert(1)"},
        {"userinfo_endpoint": "file:///etc/passwd"},
    ],
    ids=str,
)
def test_a_provider_that_describes_itself_wrongly_is_not_used(fake: Issuer, changed: dict[str, Any]) -> None:
    fake.metadata |= changed
    with pytest.raises(ProviderError):
        address(fake.provider, ATTEMPT, BACK)


@pytest.mark.parametrize("keys", [{}, {"keys": 1}, {"keys": [{}]}, {"keys": [{"kty": "RSA"}]}, []])
def test_a_provider_whose_keys_are_none_is_not_used(fake: Issuer, keys: Any) -> None:
    fake.jwks = keys
    with pytest.raises((ProviderError, IdTokenError)):
        come_back(fake, fake.sign(fake.claims()))
