"""The artifacts, built once; and each function as an emulator runs it against the stack's database and queues."""

import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from pathlib import Path

import pytest

from local.aws.lambda_service import shared_variables
from local.doubles.tokens import staff_token
from local.stack import DATABASE, Stack
from local.state import ROOT
from tests.bundle.emulator import Emulator, copy_runtime_client
from tools.ship import build
from tools.ship.artifact import size
from tools.ship.build import BUILD

Emulate = Callable[..., Emulator]


@pytest.fixture(scope="session")
def artifacts() -> Iterator[Path]:
    """Build for this machine, unless what was built is of the same inputs."""
    done = subprocess.run(
        [sys.executable, "-m", "tools.ship.build"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    with pytest.MonkeyPatch.context() as patched:
        # Zipping all of it is seconds of work, and no test changes it.
        patched.setattr(build, "size", cache(size))
        yield BUILD


@pytest.fixture(scope="session")
def runtime_client() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="ordak-runtime-") as folder:
        copy_runtime_client(Path(folder))
        yield Path(folder)


@pytest.fixture(scope="module")
def emulate(
    stack: Stack, artifacts: Path, runtime_client: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Emulate]:
    """Start a built function with the variables that the stack gives it, some of them replaced.

    As in the cloud one environment answers many events: a test that asks for the same gets the one that runs.
    """
    assert artifacts.exists()
    logs = tmp_path_factory.mktemp("emulators")
    started: dict[tuple[str, frozenset[tuple[str, str]]], Emulator] = {}

    def start(function: str, **changed: str) -> Emulator:
        key = function, frozenset(changed.items())
        if key not in started:
            variables = {**shared_variables(stack.aws.endpoint), **stack.functions.variables(function), **changed}
            started[key] = Emulator(function, variables, runtime_client, logs)
        return started[key]

    yield start
    for emulator in started.values():
        emulator.stop()


@pytest.fixture
def token(stack: Stack) -> Callable[[], str]:
    """Make a token of a member of staff."""
    return lambda: staff_token(stack.state, stack.postgres.url(DATABASE), "Staff")


@pytest.fixture(scope="module")
def fresh_database(stack: Stack) -> Iterator[Mapping[str, str]]:
    """Return the variables of the migrator for a database with nothing in it."""
    url = stack.postgres.create_database("bundle_fresh", "template0")
    yield {"ORDAK_DATABASE_URL": url, "ORDAK_MIGRATIONS": str(ROOT / "migrations")}
    stack.postgres.drop_database("bundle_fresh")
