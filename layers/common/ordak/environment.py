"""The environment: the one module that reads it, for the settings.

A value is itself, or says where it is kept: `secret:<name of the secret>#<key>`.
"""

import os

from ordak import secret


class MissingSettingError(Exception):
    """A setting that this function needs is not in its environment."""


def required(name: str) -> str:
    """Return a value that has to be there."""
    value = optional(name)
    if value is None:
        raise MissingSettingError(name)
    return value


def optional(name: str) -> str | None:
    """Return a value, or None where there is none."""
    value = os.environ.get(name, "")
    if not value:
        return None
    if value.startswith("secret:"):
        kept_in, _, key = value.removeprefix("secret:").rpartition("#")
        return secret.read(kept_in, key, _session_token())
    return value


def wished(name: str) -> str | None:
    """Return a value that need not be there: None also if the secret has no such key."""
    try:
        return optional(name)
    except secret.MissingKeyError:
        return None


def named(prefix: str) -> dict[str, str]:
    """Return what is set under names of this beginning, by the rest of the name, as it is written."""
    return {name.removeprefix(prefix): value for name, value in os.environ.items() if name.startswith(prefix)}


def _session_token() -> str:
    """What proves to the extension that this function asks. A function restored from a snapshot has the second."""
    return os.environ.get("AWS_SESSION_TOKEN") or os.environ.get("AWS_CONTAINER_AUTHORIZATION_TOKEN", "")
