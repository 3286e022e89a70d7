"""Secrets, out of AWS's Parameters and Secrets extension: a cache beside the function that needs no SDK."""

import http.client
import json
import time
from urllib.parse import quote

KEPT_SECONDS = 300.0
_PORT = 2773
_TIMEOUT = 3.0
_known: dict[str, tuple[float, dict[str, str]]] = {}


class SecretError(Exception):
    """The extension did not give a secret. Carries its name and the status, never a value."""


class MissingKeyError(SecretError):
    """The secret is there, and has no such key."""


def read(name: str, key: str, session_token: str) -> str:
    """Return one key of a secret that holds a JSON object, as of at most ten minutes ago: five here, five there.

    A secret that cannot be read again stays what it was: an outage of the extension is not one of ours.
    """
    until, values = _known.get(name, (0.0, {}))
    if time.monotonic() > until:
        try:
            values = _fetch(name, session_token)
        except SecretError:
            if not values:
                raise
        _known[name] = (time.monotonic() + KEPT_SECONDS, values)
    if key not in values:
        raise MissingKeyError(f"{name} has no key {key}")
    return values[key]


def _fetch(name: str, session_token: str) -> dict[str, str]:
    connection = http.client.HTTPConnection("127.0.0.1", _PORT, timeout=_TIMEOUT)
    try:
        connection.request(
            "GET",
            f"/secretsmanager/get?secretId={quote(name, safe='')}",
            headers={"X-Aws-Parameters-Secrets-Token": session_token},
        )
        answer = connection.getresponse()
        body = answer.read()
    except (OSError, http.client.HTTPException) as error:
        raise SecretError(f"{name}: {type(error).__name__}") from None
    finally:
        connection.close()
    if answer.status != http.client.OK:
        raise SecretError(f"{name}: status {answer.status}")
    try:
        return {str(k): str(v) for k, v in json.loads(json.loads(body)["SecretString"]).items()}
    except (ValueError, KeyError, TypeError, AttributeError):
        raise SecretError(f"{name} holds no JSON object") from None
