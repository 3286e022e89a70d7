"""The environment: the one module that reads it. A function reads what it uses, and names what is missing.

A value is itself, or says where it is kept: `secret:<name of the secret>#<key>`.
"""

import os
from dataclasses import dataclass
from pathlib import Path

from ordak import secret


class MissingSettingError(Exception):
    """A setting that this function needs is not in its environment."""


@dataclass(frozen=True)
class Shop:
    """One Shopify shop: the store it sells for and the secrets that may sign its webhooks (two in a rotation)."""

    store: str
    secrets: tuple[str, ...]


def _required(name: str) -> str:
    value = os.environ.get(name, "")
    if not value:
        raise MissingSettingError(name)
    if value.startswith("secret:"):
        kept_in, _, key = value.removeprefix("secret:").rpartition("#")
        return secret.read(kept_in, key, _session_token())
    return value


def _session_token() -> str:
    """What proves to the extension that this function asks. A function restored from a snapshot has the second."""
    return os.environ.get("AWS_SESSION_TOKEN") or os.environ.get("AWS_CONTAINER_AUTHORIZATION_TOKEN", "")


def database_url() -> str:
    """Where this function's login reaches Postgres: through the pooler, but for the migrator."""
    return _required("ORDAK_DATABASE_URL")


def shop(domain: str) -> Shop | None:
    """The shop of a myshopify domain, from SHOPIFY_DOMAIN_<STORE> and SHOPIFY_WEBHOOK_SECRET_<STORE>."""
    prefix = "SHOPIFY_DOMAIN_"
    for name, value in os.environ.items():
        if name.startswith(prefix) and domain and value.lower() == domain.lower():
            store = name.removeprefix(prefix)
            return Shop(store.lower(), tuple(_required("SHOPIFY_WEBHOOK_SECRET_" + store).split()))
    return None


def ingest_retry_queue_url() -> str:
    """The SQS queue of deliveries that came while Postgres could not be reached."""
    return _required("INGEST_RETRY_QUEUE_URL")


def public_keys() -> str:
    """The JWK set (JSON) that access tokens are verified with."""
    return _required("ORDAK_JWKS")


def migrations_folder(default: Path) -> Path:
    """Where the SQL files are: beside the code here, in a layer on AWS."""
    return Path(os.environ.get("ORDAK_MIGRATIONS", default))
