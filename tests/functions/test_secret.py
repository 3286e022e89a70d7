"""Secrets through the extension: a strict double of it, written from AWS's page on it."""

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

import pytest

from ordak import secret, settings


class Extension(ThreadingHTTPServer):
    """GET /secretsmanager/get?secretId=… with the session token in its header; anything else is refused."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.secrets: dict[str, str] = {}
        self.calls: list[str] = []
        self.failing = False
        self.garbled = False


class Handler(BaseHTTPRequestHandler):
    server: Extension

    def do_GET(self) -> None:
        url = urlsplit(self.path)
        name = parse_qs(url.query).get("secretId", [""])[0]
        self.server.calls.append(name)
        status = 200
        if self.server.garbled:
            self.wfile.write(b"not HTTP\r\n")
            return
        if self.server.failing:
            status = 500
        elif url.path != "/secretsmanager/get" or name not in self.server.secrets:
            status = 400
        elif self.headers.get("X-Aws-Parameters-Secrets-Token") != "session":
            status = 403
        body = json.dumps({"Name": name, "SecretString": self.server.secrets.get(name, "")}) if status == 200 else "no"
        self.send_response(status)
        self.end_headers()
        self.wfile.write(body.encode())

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def extension(monkeypatch: pytest.MonkeyPatch) -> Iterator[Extension]:
    with Extension() as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        monkeypatch.setattr(secret, "_PORT", server.server_address[1])
        monkeypatch.setattr(secret, "_known", {})
        monkeypatch.setenv("AWS_SESSION_TOKEN", "session")
        monkeypatch.setenv("ORDAK_DATABASE_URL", "secret:ordak/dev/web hook#database_url")
        server.secrets["ordak/dev/web hook"] = json.dumps({"database_url": "postgresql://one"})
        yield server
        server.shutdown()


def test_value_that_says_where_it_is_kept_is_read_there_once(extension: Extension) -> None:
    assert [settings.database_url() for _ in range(3)] == ["postgresql://one"] * 3
    assert extension.calls == ["ordak/dev/web hook"]


def test_rotated_secret_is_known_after_five_minutes(extension: Extension, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.database_url()
    extension.secrets["ordak/dev/web hook"] = json.dumps({"database_url": "postgresql://two"})
    assert settings.database_url() == "postgresql://one"
    monkeypatch.setattr(secret, "_known", {name: (0.0, values) for name, (_, values) in secret._known.items()})  # noqa: SLF001 - time passes
    assert settings.database_url() == "postgresql://two"


def test_secret_outlives_an_outage_of_the_extension(extension: Extension, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.database_url()
    extension.failing = True
    monkeypatch.setattr(secret, "_known", {name: (0.0, values) for name, (_, values) in secret._known.items()})  # noqa: SLF001 - time passes
    assert settings.database_url() == "postgresql://one"


@pytest.mark.parametrize(
    ("kept", "message"),
    [
        (None, "ordak/dev/web hook: status 400"),
        ("not json", "ordak/dev/web hook holds no JSON object"),
        ("[1]", "ordak/dev/web hook holds no JSON object"),
        ('{"other": "Zz-CANARY"}', "ordak/dev/web hook has no key database_url"),
    ],
)
def test_secret_that_cannot_be_read_is_named_and_not_shown(
    extension: Extension, kept: str | None, message: str
) -> None:
    if kept is None:
        extension.secrets.clear()
    else:
        extension.secrets["ordak/dev/web hook"] = kept
    with pytest.raises(secret.SecretError) as refused:
        settings.database_url()
    assert str(refused.value) == message


@pytest.mark.usefixtures("extension")
def test_key_that_is_not_in_the_secret_is_a_wish_not_made(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, read in (
        ("SLACK_WEBHOOK_URL", settings.slack_webhook_url),
        ("POSTHOG_KEY", settings.posthog_key),
        ("SENTRY_DSN", settings.sentry_dsn),
    ):
        monkeypatch.setenv(name, "secret:ordak/dev/web hook#not_there")
        assert read() is None
        monkeypatch.setenv(name, "secret:ordak/dev/web hook#database_url")
        assert read() == "postgresql://one"
        monkeypatch.setenv(name, "secret:ordak/dev/another#not_there")
        with pytest.raises(secret.SecretError):  # nobody knows what is in it
            read()


@pytest.mark.usefixtures("extension")
def test_addresses_for_alerts_are_a_wish_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MAIL_FROM", "ordak@merchant.example")
    monkeypatch.setenv("ALERT_ADDRESSES", "secret:ordak/dev/web hook#not_there")
    assert settings.alert_addresses() == []
    monkeypatch.setenv("ALERT_ADDRESSES", "secret:ordak/dev/web hook#database_url")
    assert settings.alert_addresses() == ["postgresql://one"]


@pytest.mark.usefixtures("extension")
def test_function_restored_from_a_snapshot_shows_its_other_token(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("AWS_SESSION_TOKEN")
    monkeypatch.setenv("AWS_CONTAINER_AUTHORIZATION_TOKEN", "session")
    assert settings.database_url() == "postgresql://one"


def test_answer_cut_off_leaves_what_was_known(extension: Extension, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.database_url()
    extension.garbled = True
    monkeypatch.setattr(secret, "_known", {name: (0.0, values) for name, (_, values) in secret._known.items()})  # noqa: SLF001 - time passes
    assert settings.database_url() == "postgresql://one"


@pytest.mark.usefixtures("extension")
def test_wrong_session_token_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_SESSION_TOKEN", "another")
    with pytest.raises(secret.SecretError, match="status 403"):
        settings.database_url()


def test_missing_setting_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("ORDAK_JWKS", raising=False)
    with pytest.raises(settings.MissingSettingError, match="ORDAK_JWKS"):
        settings.public_keys()


def test_two_secrets_of_a_rotation_both_belong_to_the_shop(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SHOPIFY_DOMAIN_BANNOS", "Bannos.myshopify.com")
    monkeypatch.setenv("SHOPIFY_WEBHOOK_SECRET_BANNOS", "old new")
    assert settings.shop("bannos.MYSHOPIFY.com") == settings.Shop("bannos", ("old", "new"))
    assert settings.shop("") is None
