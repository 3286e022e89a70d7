"""The environment: the one module that reads it. A function reads what it uses, and names what is missing.

A value is itself, or says where it is kept: `secret:<name of the secret>#<key>`.
"""

import os
from pathlib import Path

from ordak import secret
from ordak.setting_values import AwsKeys, Shop, ShopAccess

__all__ = ["AwsKeys", "Shop", "ShopAccess"]

USUAL_PATIENCE = 6.0  # seconds for an answer of Postgres, where a function says nothing else


class MissingSettingError(Exception):
    """A setting that this function needs is not in its environment."""


class SharedSecretError(Exception):
    """Two shops have a secret in common: an unsigned header would decide whose a delivery is."""


def _required(name: str) -> str:
    value = _optional(name)
    if value is None:
        raise MissingSettingError(name)
    return value


def _optional(name: str) -> str | None:
    value = os.environ.get(name, "")
    if not value:
        return None
    if value.startswith("secret:"):
        kept_in, _, key = value.removeprefix("secret:").rpartition("#")
        return secret.read(kept_in, key, _session_token())
    return value


def _wished(name: str) -> str | None:
    """Read what need not be there: a secret without the key is a wish not made."""
    try:
        return _optional(name)
    except secret.MissingKeyError:
        return None


def _session_token() -> str:
    """What proves to the extension that this function asks. A function restored from a snapshot has the second."""
    return os.environ.get("AWS_SESSION_TOKEN") or os.environ.get("AWS_CONTAINER_AUTHORIZATION_TOKEN", "")


def database_url() -> str:
    """Where this function's login reaches Postgres: through the pooler, but for the migrator."""
    return _required("ORDAK_DATABASE_URL")


def database_patience() -> float:
    """How many seconds this function waits for one answer of Postgres: more than its login's statement_timeout."""
    return float(_optional("ORDAK_DATABASE_PATIENCE") or USUAL_PATIENCE)


def shop(domain: str) -> Shop | None:
    """The shop of a myshopify domain, from SHOPIFY_DOMAIN_<STORE> and SHOPIFY_WEBHOOK_SECRET_<STORE>."""
    prefix = "SHOPIFY_DOMAIN_"
    domains = {name.removeprefix(prefix): value for name, value in os.environ.items() if name.startswith(prefix)}
    store = next((store for store, value in domains.items() if domain and value.lower() == domain.lower()), None)
    if store is None:
        return None
    secrets = tuple(_required("SHOPIFY_WEBHOOK_SECRET_" + store).split())
    for other in domains.keys() - {store}:
        if set(secrets) & set((_wished("SHOPIFY_WEBHOOK_SECRET_" + other) or "").split()):
            raise SharedSecretError
    return Shop(store.lower(), secrets)


def shop_domain(store: str) -> str:
    """The myshopify domain of a store's shop, in lower case."""
    return _required("SHOPIFY_DOMAIN_" + store.upper()).lower()


def shop_access(store: str) -> ShopAccess:
    """Access to a store's shop: SHOPIFY_TOKEN_<STORE>, else SHOPIFY_CLIENT_ID_<STORE> and its SHOPIFY_CLIENT_SECRET_.

    SHOPIFY_URL stands before the domain in place of `https://`: the local stack's Shopify has all shops on one port.
    """
    suffix = store.upper()
    domain, base = _required("SHOPIFY_DOMAIN_" + suffix), _optional("SHOPIFY_URL")
    token = _optional("SHOPIFY_TOKEN_" + suffix)
    return ShopAccess(
        store=store,
        domain=domain,
        url=f"{base.rstrip('/')}/{domain}" if base else f"https://{domain}",
        token=token,
        client_id=None if token else _required("SHOPIFY_CLIENT_ID_" + suffix),
        client_secret=None if token else _required("SHOPIFY_CLIENT_SECRET_" + suffix),
    )


def stores_with_shop() -> list[str]:
    """The stores whose shop this function may call, in the order of the alphabet."""
    prefix = "SHOPIFY_DOMAIN_"
    suffixes = [name.removeprefix(prefix) for name, value in os.environ.items() if name.startswith(prefix) and value]
    names = ("SHOPIFY_TOKEN_", "SHOPIFY_CLIENT_ID_")
    return sorted(suffix.lower() for suffix in suffixes if any(os.environ.get(name + suffix) for name in names))


def ingest_retry_queue_url() -> str:
    """The SQS queue of deliveries that came while Postgres could not be reached."""
    return _required("INGEST_RETRY_QUEUE_URL")


def webhook_url() -> str | None:
    """The address that Shopify delivers to; None where no webhook is subscribed."""
    return _optional("SHOPIFY_WEBHOOK_URL")


def inventory_queue_url() -> str | None:
    """The SQS queue that wakes the inventory worker; None where no wake-ups are sent."""
    return _optional("INVENTORY_QUEUE_URL")


def sync_queue_url() -> str | None:
    """The SQS queue that starts a reconciliation or a gap scan; None where none can be started."""
    return _optional("SYNC_QUEUE_URL")


def live_queue_url() -> str | None:
    """The SQS queue that wakes the publisher of live messages; None where no wake-ups are sent."""
    return _optional("LIVE_QUEUE_URL")


def media_bucket() -> str:
    """The bucket of photos and labels."""
    return _required("MEDIA_BUCKET")


def live_api_url() -> str:
    """Where connected pages are written to: the address of the WebSocket API's stage, without a slash."""
    return _required("LIVE_API_URL")


def slack_webhook_url() -> str | None:
    """The incoming webhook that receives alerts; None where they wait in the outbox."""
    return _wished("SLACK_WEBHOOK_URL")


def alert_addresses() -> list[str]:
    """Who gets alerts by mail where Slack does not take them, separated by spaces; none where no mail is sent."""
    return (_wished("ALERT_ADDRESSES") or "").split() if _optional("MAIL_FROM") else []


def mail_sender() -> tuple[str, str]:
    """The address that our mail comes from, which SES has to know as ours, and its configuration set there."""
    return _required("MAIL_FROM"), _required("MAIL_SET")


def posthog_key() -> str | None:
    """The project API key under which usage is sent; None where it is not."""
    return _wished("POSTHOG_KEY")


def posthog_url() -> str:
    """Where PostHog takes events, `https://eu.i.posthog.com` say."""
    return _required("POSTHOG_URL")


def sentry_dsn() -> str | None:
    """The project of Sentry that receives failures; None where none does."""
    return _wished("SENTRY_DSN")


def environment() -> str:
    """What this is a deployment of: local, dev, staging, prod."""
    return _required("ORDAK_ENVIRONMENT")


def aws_region() -> str:
    """The region this function runs in."""
    return _required("AWS_REGION")


def aws_endpoint() -> str | None:
    """The address that stands for all of AWS, as in the local stack; None on AWS itself."""
    return _optional("AWS_ENDPOINT_URL")


def aws_keys() -> AwsKeys | None:
    """The keys of this function's role; None in one restored from a snapshot, which has to ask for them."""
    key_id = _optional("AWS_ACCESS_KEY_ID")
    if key_id is None:
        return None
    return AwsKeys(key_id, _required("AWS_SECRET_ACCESS_KEY"), _optional("AWS_SESSION_TOKEN"))


def aws_keys_address() -> tuple[str, str]:
    """Where a function restored from a snapshot asks for its keys, and the token that it shows there."""
    return _required("AWS_CONTAINER_CREDENTIALS_FULL_URI"), _required("AWS_CONTAINER_AUTHORIZATION_TOKEN")


def public_keys() -> str:
    """The JWK set (JSON) that access tokens are verified with."""
    return _required("ORDAK_JWKS")


def signing_keys() -> str:
    """The JWK set (JSON), private parts included, that access tokens are signed with: by the first of its keys."""
    return _required("ORDAK_SIGNING_KEYS")


def token_seconds() -> int:
    """For how long an access token may be good at the most."""
    return int(_required("ORDAK_ACCESS_SECONDS"))


def calls_per_address() -> int:
    """How many calls to sign-in one address may make in a minute, for each environment of the function."""
    return int(_required("ORDAK_CALLS_PER_ADDRESS"))


def distribution_id() -> str | None:
    """What our distribution shows, so that its word for the origin of a call counts; None where there is none."""
    return _optional("ORDAK_DISTRIBUTION_ID")


def sign_in_providers() -> str:
    """The sign-in providers: a JSON list of what functions/auth/provider.py calls a Provider."""
    return _required("ORDAK_SSO")


def pin_pepper() -> str:
    """What PINs are hashed with and the database does not know. Another one makes every PIN void."""
    return _required("ORDAK_PIN_PEPPER")


def pages_origins() -> list[str]:
    """Where our pages are served from; the first is where people are sent to."""
    return _required("ORDAK_PAGES_ORIGINS").split(",")


def pages_url() -> str:
    """The base URL of the pages, without a slash. Sign-in has to happen there too: its cookies are of that host."""
    return pages_origins()[0].rstrip("/")


def migrations_folder(default: Path) -> Path:
    """Where the SQL files are: beside the code here, in a layer on AWS."""
    return Path(os.environ.get("ORDAK_MIGRATIONS", default))
