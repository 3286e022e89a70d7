"""A strict double of an identity provider: the certified `oidc-provider`, with demo people who click to sign in."""

from local.doubles.sso.people import Account
from local.doubles.sso.provider import Client, Sso, house_clients

__all__ = ["Account", "Client", "Sso", "house_clients"]
