"""`make build`: what is deployed, out of template.yaml, by SAM without a container; and the layer's requirements."""

import argparse
import fcntl
import hashlib
import importlib.util
import os
import platform
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

import yaml

from local.aws.cloudformation import load
from local.aws.template import Function, read_template
from local.servers.processes import StackError
from local.state import ROOT
from tools.ship.artifact import MEGABYTE, Size, finish, size, top_level

BUILD = ROOT / ".aws-sam/build"
STAMP = BUILD / ".inputs"
ARCHITECTURES = {"x86_64": "x86_64", "aarch64": "arm64", "arm64": "arm64"}
INPUTS = ("functions", "layers", "template.yaml", "samconfig.toml", "tools/ship/build.py", "tools/ship/artifact.py")
LARGEST_ZIP = 50 * MEGABYTE  # what Lambda takes in one upload
LARGEST = 250 * MEGABYTE  # unpacked, of a function and its layers together

LAYER_REQUIREMENTS = ROOT / "layers/common/requirements.txt"
# What one function alone needs: its folder is called as its dependency group.
REQUIREMENTS = {name: ROOT / "functions" / name / "requirements.txt" for name in ("marketplace", "migrate", "sentry")}
HEADER = "# Generated from uv.lock by `python -m tools.ship.build --requirements`. Do not edit.\n"


def host_architecture() -> str:
    """Return the Lambda architecture of this machine."""
    return ARCHITECTURES[platform.machine()]


def build(architecture: str) -> None:
    """Build everything for an architecture, unless what is there was built of the same inputs."""
    with _alone():
        inputs = _inputs(architecture)
        if STAMP.exists() and STAMP.read_text() == inputs:
            return
        STAMP.unlink(missing_ok=True)
        _sam_build(architecture)
        held = top_level(BUILD / "CommonLayer/python")
        for function in built_functions().values():
            finish(function.code, "/var/task", held)
        for layer in BUILD.glob("*/python"):
            finish(layer, "/opt/python")
        _say_architecture(architecture)
        STAMP.write_text(inputs)


def built_functions() -> Mapping[str, Function]:
    """Return the functions as they were built; `code` and `layers` are the folders that SAM packs."""
    return read_template(BUILD / "template.yaml", "http://127.0.0.1").functions


def sizes() -> tuple[list[Size], list[str]]:
    """Measure every artifact; return also what is over one of Lambda's limits."""
    functions = built_functions().values()
    folders = {layer.resolve() for function in functions for layer in function.layers}
    measured = {folder: size(folder) for folder in (*sorted(folders), *(function.code for function in functions))}
    over = [f"{found.name}: zipped {found.zipped} bytes" for found in measured.values() if found.zipped > LARGEST_ZIP]
    for function in functions:
        whole = sum(measured[part].unzipped for part in (function.code, *(x.resolve() for x in function.layers)))
        over += [f"{function.name}: with its layers {whole} bytes"] if whole > LARGEST else []
    return list(measured.values()), over


@contextmanager
def _alone() -> Iterator[None]:
    BUILD.parent.mkdir(exist_ok=True)
    with (BUILD.parent / "lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _inputs(architecture: str) -> str:
    digest = hashlib.sha256(f"{architecture} {sys.version}".encode())
    for name in INPUTS:
        top = ROOT / name
        for path in sorted(top.rglob("*")) if top.is_dir() else [top]:
            if path.is_file() and path.suffix != ".pyc":
                digest.update(f"{path.relative_to(ROOT)} {path.stat().st_size}\n".encode() + path.read_bytes())
    return digest.hexdigest()


def _sam_build(architecture: str) -> None:
    sam = [sys.executable, "-m", "samcli", "build", "--parameter-overrides", f"Architecture={architecture}"]
    path = f"{_folder_of_pip()}{os.pathsep}{os.environ.get('PATH', os.defpath)}"
    # No reason to talk to anybody but the package index.
    quiet = {"SAM_CLI_TELEMETRY": "0", "AWS_EC2_METADATA_DISABLED": "true", "AWS_DEFAULT_REGION": "us-east-1"}
    done = subprocess.run(
        sam, cwd=ROOT, env={**os.environ, **quiet, "PATH": path}, capture_output=True, text=True, check=False
    )
    if done.returncode != 0:
        raise StackError(f"sam build failed:\n{done.stdout}{done.stderr}")


def _folder_of_pip() -> Path:
    """Return the folder of a Python that has pip, which SAM runs: ours, else the one that ours is made of."""
    base = Path(getattr(sys, "_base_executable", sys.executable))
    if importlib.util.find_spec("pip"):
        return Path(sys.executable).parent
    has_pip = subprocess.run([base, "-c", "import pip"], check=False, capture_output=True).returncode == 0
    if not has_pip:
        raise StackError("SAM needs pip, and this Python has none: python -m ensurepip installs it.")
    return base.resolve().parent


def _say_architecture(architecture: str) -> None:
    """Let the built template say what it was built for, so that nobody deploys or invokes it as something else."""
    template = load(BUILD / "template.yaml")
    template["Parameters"]["Architecture"]["Default"] = architecture
    (BUILD / "template.yaml").write_text(yaml.safe_dump(template, sort_keys=False))


def requirements() -> dict[Path, str]:
    """Write what the layer and some functions need besides, pinned with hashes, out of the lock file."""
    own = {file: HEADER + _exported("--only-group", name) for name, file in REQUIREMENTS.items()}
    return {LAYER_REQUIREMENTS: HEADER + _exported("--no-dev"), **own}


def _exported(*options: str) -> str:
    uv = os.environ.get("UV") or shutil.which("uv") or "uv"
    command = [uv, "export", "--quiet", "--locked", "--no-emit-project", "--no-annotate", "--no-header"]
    text = subprocess.run([*command, *options], cwd=ROOT, check=True, capture_output=True, text=True).stdout
    blocks: list[str] = []
    for line in text.splitlines(keepends=True):
        if line.startswith(" "):
            blocks[-1] += line
        else:
            blocks.append(line)
    return "".join(block for block in blocks if "win32" not in block.splitlines()[0])


def write_requirements(*, check: bool) -> int:
    """Write the requirements, or with `check` say which are stale."""
    stale = {file: text for file, text in requirements().items() if not file.exists() or file.read_text() != text}
    for file, text in stale.items():
        print(f"{'stale, run `make generate`' if check else 'written'}: {file.relative_to(ROOT)}")
        if not check:
            file.write_text(text)
    return 1 if check and stale else 0


def report() -> int:
    """Print the sizes; fail when one is over its limit."""
    measured, over = sizes()
    for found in measured:
        print(f"{found.name:<24}{found.zipped / MEGABYTE:8.2f} MB zipped {found.unzipped / MEGABYTE:8.2f} MB unzipped")
    for sentence in over:
        print(f"too large: {sentence}", file=sys.stderr)
    return 1 if over else 0


def main(arguments: Sequence[str] | None = None) -> int:
    """Build and print the sizes; or write the requirements."""
    parser = argparse.ArgumentParser(prog="make build", description=__doc__)
    parser.add_argument("--arch", choices=["x86_64", "arm64"], default=host_architecture(), help="default: the host's")
    parser.add_argument("--requirements", action="store_true", help="write the requirements.txt files instead")
    parser.add_argument(
        "--check", action="store_true", help="with --requirements: fail when one is stale, write nothing"
    )
    chosen = parser.parse_args(arguments)
    if chosen.requirements:
        return write_requirements(check=chosen.check)
    try:
        build(chosen.arch)
    except StackError as error:
        print(f"make build: {error}", file=sys.stderr)
        return 1
    return report()


if __name__ == "__main__":
    sys.exit(main())
