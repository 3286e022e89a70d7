"""The whole API asked by schemathesis, by its document: every check, links followed, and the books looked at after it."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from local.stack import Stack
from local.state import ROOT
from tests.functions.callers import Person, rows

EXAMPLES = int(os.environ.get("ORDAK_EXAMPLES", "200"))
# Of each operation and phase; the other test of this folder asks far more often, and a call costs more here.
CASES = max(10, EXAMPLES // 20)
FAULTS = 'select api.check_stock(\'{"kind": "service", "id": "reconcile"}\') -> \'faults\''


@pytest.mark.parametrize("role", ["Admin", "Packer"])
def test_api_keeps_what_its_document_promises(stack: Stack, tmp_path: Path, role: str) -> None:
    command = [
        sys.executable,
        "-m",
        "schemathesis.cli",
        "--config-file",
        str(Path(__file__).with_name("schemathesis.toml")),
    ]
    command += ["run", str(ROOT / "openapi.json"), "--url", stack.url, "--seed", "5", "--max-examples", str(CASES)]
    command += ["--checks", "all", "--phases", "examples,coverage,fuzzing,stateful", "--workers", "2"]
    command += ["--header", f"Authorization: Bearer {Person(stack, role).token}"]
    environment = os.environ | {"SCHEMATHESIS_HOOKS": "tests.fuzz.hooks", "PYTHONPATH": str(ROOT)}
    run = subprocess.run(command, env=environment, cwd=tmp_path, capture_output=True, text=True, check=False)
    # Its report names every request that was answered otherwise, and how to repeat it.
    assert run.returncode == 0, run.stdout[run.stdout.find("FAILURES") :] + run.stderr
    assert " 0 tested" not in run.stdout
    assert rows(stack, FAULTS) == [([],)]
