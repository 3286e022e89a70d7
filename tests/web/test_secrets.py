"""No page brings a key or a secret along, whatever was about when it was built."""

import json
import re
import shutil
from pathlib import Path

import pytest

from local.stack import Stack
from tests.web.conftest import build

# Whatever looks like one: of ours, of Shopify, AWS, Slack, PostHog, Sentry, a database.
PATTERNS = {
    "private key": re.compile(r"-----BEGIN [A-Z ]*PRIVATE KEY"),
    "private JWK": re.compile(r"""["']?\bd["']?\s*:\s*["'][\w-]{40,}["']"""),
    "JWT": re.compile(r"\beyJ[\w-]{8,}\.eyJ[\w-]{8,}\."),
    "token of ours": re.compile(r"ordak_(device|token)_[0-9a-f]{16,}"),
    "Shopify": re.compile(r"\bshp(at|ca|pa|ss)_[0-9a-fA-F]{16,}"),
    "AWS": re.compile(r"\bA(KIA|SIA)[0-9A-Z]{16}\b"),
    "Slack": re.compile(r"hooks\.slack\.com/services/|\bxox[abp]-"),
    "PostHog": re.compile(r"\bph[cx]_\w{20,}"),
    "Sentry": re.compile(r"https://[0-9a-f]{32}(:[0-9a-f]{32})?@"),
    "URL with a password": re.compile(r"\b[a-z]{2,12}://[^/\s:@\"'`]+:[^/\s@\"'`]+@"),
}
# One of each, made up here and split, so that nobody's scanner finds it in this file.
EXAMPLES = {
    "private key": "-----BEGIN EC " + "PRIVATE KEY-----",
    "private JWK": '{kty:"EC",d:"' + "x" * 43 + '"}',
    "JWT": "eyJhbGciOiJFUzI1NiJ9" + ".eyJzdWIiOiJzYW0ifQ" + ".c2ln",
    "token of ours": "ordak_device_" + "0a" * 32,
    "Shopify": "shpat_" + "0a" * 16,
    "AWS": "AKIA" + "ABCDEFGHIJKLMNOP",
    "Slack": "https://hooks.slack.com" + "/services/T0/B0/x",
    "PostHog": "phc_" + "a1" * 20,
    "Sentry": "https://" + "0a" * 16 + "@sentry.example/1",
    "URL with a password": "postgresql://ordak_rpc:" + "hunter2@db/ordak",
}


def found(folder: Path, values: frozenset[str] = frozenset()) -> set[str]:
    """Name what the built files hold of it: a kind of secret, or one of these values."""
    texts = [path.read_bytes().decode("utf-8", "replace") for path in folder.rglob("*") if path.is_file()]
    assert texts
    kinds = {kind for kind, pattern in PATTERNS.items() if any(map(pattern.search, texts))}
    return kinds | {value for value in values if any(value in text for text in texts)}


def secrets_of(stack: Stack) -> dict[str, str]:
    """Return by name what this stack keeps to itself: its secrets, private keys, passwords and tokens."""
    kept = json.loads((stack.state / "secrets.json").read_text())
    sso = json.loads((stack.state / "sso/secrets.json").read_text())
    own = {"KEY": json.loads((stack.state / "signing_key.json").read_text())["d"]}
    return {**kept, **sso, **own, "ORDAK_ADMIN_TOKEN": stack.env["ORDAK_ADMIN_TOKEN"]}


def test_pages_hold_no_secret(dist: Path) -> None:
    assert found(dist) == set()


def test_pages_built_beside_a_running_stack_hold_none_of_its_secrets(stack: Stack, tmp_path: Path) -> None:
    values = secrets_of(stack)
    assert len(values) > 8
    about = {
        name: value
        for function in stack.template.functions
        for name, value in stack.functions.variables(function).items()
    }
    assert found(build(tmp_path, {**about, **values, **stack.env}), frozenset(values.values())) == set()


@pytest.mark.parametrize("kind", PATTERNS)
def test_a_secret_that_is_put_in_is_found(dist: Path, tmp_path: Path, kind: str) -> None:
    changed = Path(shutil.copytree(dist, tmp_path / "dist"))
    script = min((changed / "assets").glob("kiosk-*.js"))
    script.write_text(script.read_text() + f"\nconst a = `{EXAMPLES[kind]}`;")
    assert found(changed) == {kind}


def test_a_secret_of_the_stack_that_is_put_in_is_found(stack: Stack, dist: Path, tmp_path: Path) -> None:
    changed = Path(shutil.copytree(dist, tmp_path / "dist"))
    secret = secrets_of(stack)["SHOPIFY_WEBHOOK_SECRET_BANNOS"]
    (changed / "kiosk/index.html").write_text(secret)
    assert found(changed, frozenset(secrets_of(stack).values())) == {secret}
