"""The pages, built anew for the package's tests."""

import os
import subprocess
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from local.aws.pages import WEB
from local.servers.processes import NODE
from tests.clusters import server_folder


def build(folder: Path, variables: Mapping[str, str] | None = None) -> Path:
    """Build the pages into a folder, with these variables about."""
    environment = {**os.environ, **(variables or {})}
    subprocess.run([NODE, WEB / "build.mjs", folder], check=True, capture_output=True, env=environment)
    return folder


@pytest.fixture(scope="package")
def dist() -> Iterator[Path]:
    """Give the folder of the built pages."""
    with server_folder() as folder:
        yield build(folder)
