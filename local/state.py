"""What the local stack keeps between two starts: secrets made once, a signing key, and the env file."""

import fcntl
import json
import os
import secrets
import shlex
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from joserfc.jwk import ECKey

from local.servers.processes import StackError

ROOT = Path(__file__).resolve().parent.parent
STATE = ROOT / ".local"
PIN_PEPPER = "ORDAK_PIN_PEPPER"
SECRET_NAMES = ("SHOPIFY_WEBHOOK_SECRET_BANNOS", "SHOPIFY_WEBHOOK_SECRET_FLOURLANE")


@contextmanager
def held(folder: Path) -> Iterator[None]:
    """Hold the folder, so that no second stack uses it; the kernel lets go of it when a stack is killed."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "lock").open("a") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise StackError(f"A stack already runs from {folder}: end it first.") from None
        yield


def keep_secrets(folder: Path, names: Iterable[str]) -> dict[str, str]:
    """Return a random secret for each name, the same ones as at the last start."""
    path = folder / "secrets.json"
    kept: dict[str, str] = json.loads(path.read_text()) if path.exists() else {}
    wanted = {name: kept.get(name) or secrets.token_hex(24) for name in names}
    if not wanted.items() <= kept.items():
        write_private(path, json.dumps(kept | wanted, indent=2))
    return wanted


def keep_signing_key(folder: Path) -> ECKey:
    """Return the key that signs local access tokens, made at the first start."""
    path = folder / "signing_key.json"
    if not path.exists():
        write_private(path, json.dumps(signing_key().as_dict(private=True)))
    return ECKey.import_key(json.loads(path.read_text()))


def signing_key() -> ECKey:
    """Make a key that signs access tokens."""
    return ECKey.generate_key("P-256", {"use": "sig", "alg": "ES256"}, private=True, auto_kid=True)


def public_keys(key: ECKey) -> str:
    """Return the JWK set, as JSON, by which the key's tokens are verified."""
    keys: dict[str, Any] = {"keys": [key.as_dict(private=False)]}
    return json.dumps(keys)


def signing_keys(key: ECKey) -> str:
    """Return the JWK set, as JSON and with private parts, that tokens are signed by."""
    return json.dumps({"keys": [key.as_dict(private=True)]})


def write_env(folder: Path, values: Mapping[str, str]) -> Path:
    """Write the shell `export` lines that tools and tests read."""
    path = folder / "env"
    write_private(path, "".join(f"export {name}={shlex.quote(value)}\n" for name, value in values.items()))
    return path


def read_env(folder: Path) -> dict[str, str]:
    """Read them back."""
    try:
        lines = (folder / "env").read_text().splitlines()
    except FileNotFoundError:
        raise StackError("The stack is not up: make up starts it.") from None
    words = (shlex.split(line)[1] for line in lines)
    return dict(word.split("=", 1) for word in words)


def write_private(path: Path, text: str) -> None:
    """Write a file that only its owner can read, whole or not at all."""
    fresh = path.with_suffix(".new")
    fresh.unlink(missing_ok=True)
    with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT, 0o600), "w") as file:
        file.write(text)
    fresh.replace(path)
