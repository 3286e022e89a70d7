"""Runs the provider: a Node process on http://localhost, another host than the front's 127.0.0.1 on purpose."""

import json
import os
import secrets
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any, Literal

import httpx
from joserfc.jwk import ECKey, RSAKey

from local.doubles.kit.failures import Failure, Kind
from local.doubles.sso.people import PEOPLE, Account
from local.servers.child import Child
from local.servers.processes import NODE, StackError, free_port, is_free
from local.state import keep_secrets, write_private

SERVER = Path(__file__).with_name("server.mjs")
PACKAGES = SERVER.parents[2] / "node_modules"
MISSING = "The npm packages of the local sign-in are not installed (make does it)"
CLIENT_ID = "ordak-local"


@dataclass(frozen=True)
class Client:
    """An application that people sign in to."""

    client_id: str
    client_secret: str
    redirect_uris: tuple[str, ...]
    post_logout_redirect_uris: tuple[str, ...] = ()
    id_token_signed_response_alg: Literal["RS256", "ES256"] = "RS256"  # noqa: S105 - no secret
    token_endpoint_auth_method: Literal["client_secret_basic", "client_secret_post"] = "client_secret_basic"  # noqa: S105 - as above
    grant_types: tuple[str, ...] = ("authorization_code", "refresh_token")


def house_clients(folder: Path, url: str) -> tuple[Client, Client]:
    """Return Ordak's client at `url`, and its twin whose ID tokens are signed ES256; `folder` keeps their secrets."""
    folder.mkdir(parents=True, exist_ok=True)
    kept = keep_secrets(folder, (CLIENT_ID, f"{CLIENT_ID}-es256"))
    rs256, es256 = (Client(name, secret, (f"{url}/auth/callback",), (f"{url}/",)) for name, secret in kept.items())
    return rs256, replace(es256, id_token_signed_response_alg="ES256")  # noqa: S106 - no secret


class Sso:
    """One provider. Its port, and so its issuer, stays the same from start to start; who is signed in is forgotten."""

    def __init__(self, folder: Path, clients: Sequence[Client], people: Iterable[Account] = PEOPLE) -> None:
        self.folder = folder
        self.clients = tuple(clients)
        self.log = folder / "provider.log"
        folder.mkdir(parents=True, exist_ok=True)
        self.port = _keep_port(folder)
        self.url = f"http://localhost:{self.port}"
        self._people = tuple(people)
        self._child = Child("The sign-in provider", self.log)

    @staticmethod
    def installed() -> bool:
        """Tell whether the packages are there to run."""
        return (PACKAGES / "oidc-provider").exists()

    def start(self) -> None:
        """Start it without waiting: it takes half a second in which other things can be done."""
        if not self.installed():
            if os.environ.get("CI") == "true":
                raise StackError(f"{MISSING}, and in CI they have to be.")
            print(f"{MISSING}: nobody can sign in.", flush=True)
            return
        settings = self.folder / "settings.json"
        write_private(settings, json.dumps(self._settings()))
        self._child.start([str(NODE), str(SERVER), str(settings)])

    def wait(self) -> None:
        """Wait until it answers, if it was started; StackError when it has died or never does."""
        # Not whether its port is listened on: another process may have taken it meanwhile.
        self._child.wait(lambda: f"ready {self._child.pid}" in self.log.read_text())

    def stop(self) -> None:
        """End it at once."""
        self._child.stop()

    def rotate_keys(self) -> None:
        """Begin again with new signing keys, as a provider does that has lost its old ones."""
        self.stop()
        (self.folder / "keys.json").unlink()
        self.start()
        self.wait()

    def fail(self, path: str, kind: Kind, count: int = 1, **how: Any) -> None:
        """Let the next requests for a path fail, `count` of them: see Failure."""
        asked = [asdict(Failure(kind, count, path, **how))]
        httpx.post(f"{self.url}/_double/fail", json=asked, timeout=10).raise_for_status()

    def turn_clock(self, seconds: float) -> None:
        """Set its clock so far ahead of the machine's."""
        httpx.post(f"{self.url}/_double/clock", json={"seconds": seconds}, timeout=10).raise_for_status()

    def calls(self) -> list[dict[str, str]]:
        """Return the last thousand requests, method and path of each."""
        known: list[dict[str, str]] = httpx.get(f"{self.url}/_double/calls", timeout=10).json()
        return known

    def setting(self, name: str = "local", title: str = "Local sign-in") -> str:
        """Return what Ordak is told: ORDAK_SSO, a JSON list of this provider, or of none when it does not run."""
        if self._child.pid is None:
            return "[]"
        client = self.clients[0]
        provider = {
            "name": name,
            "title": title,
            "discovery": f"{self.url}/.well-known/openid-configuration",
            "client_id": client.client_id,
            "client_secret": client.client_secret,
        }
        return json.dumps([provider])

    def _settings(self) -> dict[str, Any]:
        return {
            "issuer": self.url,
            "port": self.port,
            "clients": [asdict(client) | {"response_types": ["code"]} for client in self.clients],
            "accounts": [
                {"sub": one.sub, "email": one.email, "email_verified": one.email_verified, "name": one.name}
                for one in self._people
            ],
            "people": [{"email": one.email, "name": one.name, "about": one.about} for one in self._people if one.about],
            "keys": _keep_keys(self.folder),
            "cookie_keys": list(keep_secrets(self.folder, ("cookies",)).values()),
        }


def _keep_keys(folder: Path) -> list[dict[str, Any]]:
    """Return the private keys that sign ID tokens, made at the first start."""
    path = folder / "keys.json"
    if not path.exists():
        made = (
            RSAKey.generate_key(2048, {"use": "sig", "alg": "RS256", "kid": secrets.token_hex(8)}, private=True),
            ECKey.generate_key("P-256", {"use": "sig", "alg": "ES256", "kid": secrets.token_hex(8)}, private=True),
        )
        write_private(path, json.dumps([key.as_dict(private=True) for key in made]))
    kept: list[dict[str, Any]] = json.loads(path.read_text())
    return kept


def _keep_port(folder: Path) -> int:
    """Return the port of the last start if it is still free, else another."""
    path = folder / "port"
    port = int(path.read_text()) if path.exists() else 0
    if not port or not is_free(port):
        port = free_port()
        path.write_text(str(port))
    return port
