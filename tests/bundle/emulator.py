"""One built function under AWS's runtime interface emulator, with nothing else of this machine's Python."""

import importlib.metadata
import importlib.util
import json
import platform
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import httpx

from local.servers.processes import START_SECONDS, end, free_port, last_lines, listens, spawn, wait_until
from tools.ship import build

CLIENT = ("awslambdaric", "simplejson", "snapshot-restore-py")
_IMPORT = re.compile(r"^import time:[^|]*\|[^|]*\|\s*([\w.]+)$", re.MULTILINE)


def copy_runtime_client(folder: Path) -> None:
    """Put AWS's runtime client alone into a folder, as it is in /var/runtime."""
    for package in CLIENT:
        for file in importlib.metadata.files(package) or []:
            target = folder / str(file)
            if ".." not in file.parts and "__pycache__" not in file.parts:
                target.parent.mkdir(parents=True, exist_ok=True)
                shutil.copy(file.locate(), target)


def emulator_program() -> Path:
    """Return the emulator, which the wheel of SAM carries."""
    found = importlib.util.find_spec("samcli")
    assert found is not None
    assert found.origin is not None
    architecture = {"x86_64": "x86_64", "aarch64": "arm64"}[platform.machine()]
    return Path(found.origin).parent / f"local/rapid/aws-lambda-rie-{architecture}"


class Emulator:
    """One execution environment of a built function; `folder` is for its log."""

    def __init__(self, function: str, variables: Mapping[str, str], client: Path, folder: Path) -> None:
        built = build.built_functions()[function]
        code = built.code
        self.path = [code, *(layer / "python" for layer in built.layers), client]
        self.environment = {
            "PATH": "/usr/bin:/bin",
            "LANG": "C.UTF-8",
            "PYTHONPATH": ":".join(str(folder) for folder in self.path),
            "LAMBDA_TASK_ROOT": str(code),
            "AWS_LAMBDA_FUNCTION_NAME": function,
            "AWS_LAMBDA_FUNCTION_TIMEOUT": str(int(built.timeout)),
            **variables,
        }
        self.log = folder / f"{function}-{free_port()}.log"
        self._port = free_port()
        addresses = {"emulator": self._port, "api": free_port()}
        command = [
            str(emulator_program()),
            *("--runtime-interface-emulator-address", f"127.0.0.1:{addresses['emulator']}"),
            *("--runtime-api-address", f"127.0.0.1:{addresses['api']}"),
            *(*self.python(), "-m", "awslambdaric", built.handler),
        ]
        with self.log.open("wb") as log:
            self._process = spawn(command, env=self.environment, cwd=code, output=log)
        wait_until(lambda: listens(self._port), START_SECONDS, lambda: last_lines(self.log))

    @staticmethod
    def python() -> list[str]:
        """Return the interpreter, without any site-packages."""
        return [str(Path(sys._base_executable).resolve()), "-S"]  # type: ignore[attr-defined]  # noqa: SLF001 - the only way

    def invoke(self, event: object) -> Any:
        """Invoke the function and return its answer."""
        url = f"http://127.0.0.1:{self._port}/2015-03-31/functions/function/invocations"
        answer = httpx.post(url, json=event, timeout=120)
        return json.loads(answer.text) if answer.text else None

    def run(self, program: str) -> "subprocess.CompletedProcess[str]":
        """Run a Python program in the same environment."""
        command = [*self.python(), "-c", program]
        return subprocess.run(
            command, cwd=self.path[0], env=self.environment, capture_output=True, text=True, check=False
        )

    def imported(self) -> set[str]:
        """Return the top-level modules imported so far; needs PYTHONPROFILEIMPORTTIME in its variables."""
        return {name.split(".")[0] for name in _IMPORT.findall(self.log.read_text(errors="replace"))}

    def stop(self) -> None:
        """End it and its function."""
        end(self._process, signal.SIGKILL, patience=5)
