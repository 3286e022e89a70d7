"""The settings: a function reads what it uses, and names what is missing. Those of a marketplace are beside it."""

from pathlib import Path

from ordak.environment import MissingSettingError, named, optional, required, wished
from ordak.marketplace_settings import canada_post_access, marketplace_stores, mirakl_access, stores_on_mirakl
from ordak.setting_values import AwsKeys, CanadaPostAccess, MiraklAccess, Shop, ShopAccess

__all__ = [
    "AwsKeys",
    "CanadaPostAccess",
    "MiraklAccess",
    "MissingSettingError",
    "Shop",
    "ShopAccess",
    "canada_post_access",
    "marketplace_stores",
    "mirakl_access",
    "stores_on_mirakl",
]

USUAL_PATIENCE = 6.0  # seconds for an answer of Postgres, where a function says nothing else


class SharedSecretError(Exception):
    """Two shops have a secret in common: an unsigned header would decide whose a delivery is."""


def database_url() -> str:
    """Where this function's login reaches Postgres: through the pooler, but for the migrator."""
    return required("ORDAK_DATABASE_URL")


def database_patience() -> float:
    """How many seconds this function waits for one answer of Postgres: more than its login's statement_timeout."""
    return float(optional("ORDAK_DATABASE_PATIENCE") or USUAL_PATIENCE)


def shop(domain: str) -> Shop | None:
    """The shop of a myshopify domain, from SHOPIFY_DOMAIN_<STORE> and SHOPIFY_WEBHOOK_SECRET_<STORE>."""
    domains = named("SHOPIFY_DOMAIN_")
    store = next((store for store, value in domains.items() if domain and value.lower() == domain.lower()), None)
    if store is None:
        return None
    secrets = tuple(required("SHOPIFY_WEBHOOK_SECRET_" + store).split())
    for other in domains.keys() - {store}:
        if set(secrets) & set((wished("SHOPIFY_WEBHOOK_SECRET_" + other) or "").split()):
            raise SharedSecretError
    return Shop(store.lower(), secrets)


def shop_domain(store: str) -> str:
    """The myshopify domain of a store's shop, in lower case."""
    return required("SHOPIFY_DOMAIN_" + store.upper()).lower()


def shop_access(store: str) -> ShopAccess:
    """Access to a store's shop: SHOPIFY_TOKEN_<STORE>, else SHOPIFY_CLIENT_ID_<STORE> and its SHOPIFY_CLIENT_SECRET_.

    SHOPIFY_URL stands before the domain in place of `https://`: the local stack's Shopify has all shops on one port.
    """
    suffix = store.upper()
    domain, base = required("SHOPIFY_DOMAIN_" + suffix), optional("SHOPIFY_URL")
    token = optional("SHOPIFY_TOKEN_" + suffix)
    return ShopAccess(
        store=store,
        domain=domain,
        url=f"{base.rstrip('/')}/{domain}" if base else f"https://{domain}",
        token=token,
        client_id=None if token else required("SHOPIFY_CLIENT_ID_" + suffix),
        client_secret=None if token else required("SHOPIFY_CLIENT_SECRET_" + suffix),
    )


def stores_with_shop() -> list[str]:
    """The stores whose shop this function may call, in the order of the alphabet."""
    suffixes = [suffix for suffix, domain in named("SHOPIFY_DOMAIN_").items() if domain]
    reached = named("SHOPIFY_TOKEN_"), named("SHOPIFY_CLIENT_ID_")
    return sorted(suffix.lower() for suffix in suffixes if any(each.get(suffix) for each in reached))


def ingest_retry_queue_url() -> str:
    """The SQS queue of deliveries that came while Postgres could not be reached."""
    return required("INGEST_RETRY_QUEUE_URL")


def webhook_url() -> str | None:
    """The address that Shopify delivers to; None where no webhook is subscribed."""
    return optional("SHOPIFY_WEBHOOK_URL")


def inventory_queue_url() -> str | None:
    """The SQS queue that wakes the inventory worker; None where no wake-ups are sent."""
    return optional("INVENTORY_QUEUE_URL")


def sync_queue_url() -> str | None:
    """The SQS queue that starts a reconciliation or a gap scan; None where none can be started."""
    return optional("SYNC_QUEUE_URL")


def marketplace_queue_url() -> str | None:
    """The SQS queue that wakes the runs of marketplaces; None where no wake-ups are sent."""
    return optional("MARKETPLACE_QUEUE_URL")


def live_queue_url() -> str | None:
    """The SQS queue that wakes the publisher of live messages; None where no wake-ups are sent."""
    return optional("LIVE_QUEUE_URL")


def media_bucket() -> str:
    """The bucket of photos and labels."""
    return required("MEDIA_BUCKET")


def live_api_url() -> str:
    """Where connected pages are written to: the address of the WebSocket API's stage, without a slash."""
    return required("LIVE_API_URL")


def slack_webhook_url() -> str | None:
    """The incoming webhook that receives alerts; None where they wait in the outbox."""
    return wished("SLACK_WEBHOOK_URL")


def alert_addresses() -> list[str]:
    """Who gets alerts by mail where Slack does not take them, separated by spaces; none where no mail is sent."""
    return (wished("ALERT_ADDRESSES") or "").split() if optional("MAIL_FROM") else []


def mails_members() -> bool:
    """Whether members are mailed about their orders; where no mail is sent, what is to be sent waits."""
    return bool(optional("MAIL_FROM"))


def mail_sender() -> tuple[str, str]:
    """The address that our mail comes from, which SES has to know as ours, and its configuration set there."""
    return required("MAIL_FROM"), required("MAIL_SET")


def posthog_key() -> str | None:
    """The project API key under which usage is sent; None where it is not."""
    return wished("POSTHOG_KEY")


def posthog_url() -> str:
    """Where PostHog takes events, `https://eu.i.posthog.com` say."""
    return required("POSTHOG_URL")


def sentry_dsn() -> str | None:
    """The project of Sentry that receives failures; None where none does."""
    return wished("SENTRY_DSN")


def environment() -> str:
    """What this is a deployment of: local, dev, staging, prod."""
    return required("ORDAK_ENVIRONMENT")


def aws_region() -> str:
    """The region this function runs in."""
    return required("AWS_REGION")


def aws_endpoint() -> str | None:
    """The address that stands for all of AWS, as in the local stack; None on AWS itself."""
    return optional("AWS_ENDPOINT_URL")


def aws_keys() -> AwsKeys | None:
    """The keys of this function's role; None in one restored from a snapshot, which has to ask for them."""
    key_id = optional("AWS_ACCESS_KEY_ID")
    if key_id is None:
        return None
    return AwsKeys(key_id, required("AWS_SECRET_ACCESS_KEY"), optional("AWS_SESSION_TOKEN"))


def aws_keys_address() -> tuple[str, str]:
    """Where a function restored from a snapshot asks for its keys, and the token that it shows there."""
    return required("AWS_CONTAINER_CREDENTIALS_FULL_URI"), required("AWS_CONTAINER_AUTHORIZATION_TOKEN")


def public_keys() -> str:
    """The JWK set (JSON) that access tokens are verified with."""
    return required("ORDAK_JWKS")


def signing_keys() -> str:
    """The JWK set (JSON), private parts included, that access tokens are signed with: by the first of its keys."""
    return required("ORDAK_SIGNING_KEYS")


def token_seconds() -> int:
    """For how long an access token may be good at the most."""
    return int(required("ORDAK_ACCESS_SECONDS"))


def calls_per_address() -> int:
    """How many calls to sign-in one address may make in a minute, for each environment of the function."""
    return int(required("ORDAK_CALLS_PER_ADDRESS"))


def distribution_id() -> str | None:
    """What our distribution shows, so that its word for the origin of a call counts; None where there is none."""
    return optional("ORDAK_DISTRIBUTION_ID")


def sign_in_providers() -> str:
    """The sign-in providers: a JSON list of what functions/auth/provider.py calls a Provider."""
    return required("ORDAK_SSO")


def pin_pepper() -> str:
    """What PINs are hashed with and the database does not know. Another one makes every PIN void."""
    return required("ORDAK_PIN_PEPPER")


def pages_origins() -> list[str]:
    """Where our pages are served from; the first is where people are sent to."""
    return required("ORDAK_PAGES_ORIGINS").split(",")


def pages_url() -> str:
    """The base URL of the pages, without a slash. Sign-in has to happen there too: its cookies are of that host."""
    return pages_origins()[0].rstrip("/")


def migrations_folder(default: Path) -> Path:
    """Where the SQL files are: beside the code here, in a layer on AWS."""
    return Path(optional("ORDAK_MIGRATIONS") or default)
