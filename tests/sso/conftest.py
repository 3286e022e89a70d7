"""One provider for the module's tests, with the clients of a front that is not there."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from local.doubles.sso import Client, Sso, house_clients
from tests.sso.visitor import Visitor

FRONT = "http://127.0.0.1:9"


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("sso")


@pytest.fixture(scope="session")
def clients(folder: Path) -> dict[str, Client]:
    """Ordak's client, its twin with ES256, and a stranger's."""
    rs256, es256 = house_clients(folder, FRONT)
    other = replace(rs256, client_id="other", redirect_uris=("http://127.0.0.1:9/other",))
    return {"RS256": rs256, "ES256": es256, "other": other}


@pytest.fixture(scope="session")
def sso(folder: Path, clients: dict[str, Client]) -> Iterator[Sso]:
    running = Sso(folder, tuple(clients.values()))
    running.start()
    running.wait()
    yield running
    running.stop()


@pytest.fixture
def client(clients: dict[str, Client]) -> Client:
    return clients["RS256"]


@pytest.fixture
def visitor(sso: Sso) -> Iterator[Visitor]:
    somebody = Visitor(sso)
    yield somebody
    somebody.http.close()
