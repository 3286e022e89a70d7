"""The environment: the one module that reads it. A function reads what it uses, and names what is missing."""

import os
from dataclasses import dataclass
from functools import cache
from pathlib import Path


class MissingSettingError(Exception):
    """A setting that this function needs is not in its environment."""


@dataclass(frozen=True)
class Shop:
    """One Shopify shop: the store it sells for and the secrets that may sign its webhooks (two during a rotation)."""

    store: str
    secrets: tuple[str, ...]


def _required(name: str) -> str:
    value = os.environ.get(name, "")
    if not value:
        raise MissingSettingError(name)
    return value


def database_url() -> str:
    """Where this function's login reaches Postgres, through the pooler."""
    return _required("ORDAK_DATABASE_URL")


@cache
def shops() -> dict[str, Shop]:
    """Every shop by its myshopify domain, from SHOPIFY_DOMAIN_<STORE> and SHOPIFY_WEBHOOK_SECRET_<STORE>."""
    prefix = "SHOPIFY_DOMAIN_"
    return {
        domain.lower(): Shop(
            store=name.removeprefix(prefix).lower(),
            secrets=tuple(_required("SHOPIFY_WEBHOOK_SECRET_" + name.removeprefix(prefix)).split()),
        )
        for name, domain in os.environ.items()
        if name.startswith(prefix)
    }


def ingest_retry_queue_url() -> str:
    """The SQS queue of deliveries that came while Postgres could not be reached."""
    return _required("INGEST_RETRY_QUEUE_URL")


def public_keys() -> str:
    """The JWK set (JSON) that access tokens are verified with."""
    return _required("ORDAK_JWKS")


def migrations_folder(default: Path) -> Path:
    """Where the SQL files are: beside the code here, in a layer on AWS."""
    return Path(os.environ.get("ORDAK_MIGRATIONS", default))
