"""What several settings make together."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Shop:
    """One Shopify shop: the store it sells for and the secrets that may sign its webhooks (two in a rotation)."""

    store: str
    secrets: tuple[str, ...]


@dataclass(frozen=True)
class ShopAccess:
    """How one shop's Admin API is reached: with a fixed token, else with what earns one. `url` is without a slash."""

    store: str
    domain: str
    url: str
    token: str | None = field(repr=False)
    client_id: str | None = field(repr=False)
    client_secret: str | None = field(repr=False)


@dataclass(frozen=True)
class MiraklAccess:
    """How one store's shop on a Mirakl marketplace is reached. `url` is without /api and without a slash."""

    store: str
    url: str
    key: str = field(repr=False)


@dataclass(frozen=True)
class CanadaPostAccess:
    """How one store's account with Canada Post is reached. `url` is what stands before /shipping/v1."""

    store: str
    url: str
    client_id: str = field(repr=False)
    client_secret: str = field(repr=False)
    customer: str


@dataclass(frozen=True)
class AwsKeys:
    """What a call to AWS is signed with."""

    key_id: str
    secret: str = field(repr=False)
    session_token: str | None = field(repr=False)
