"""What the artifacts hold: the sources of this tree with their own bytecode, and nothing that no function imports."""

import filecmp
import os
import py_compile
import shutil
import subprocess
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from local.aws.cloudformation import load
from local.aws.template import read_template
from local.servers.processes import free_port
from local.stack import Stack
from local.state import ROOT
from local.terminal import events
from tests.bundle.conftest import Emulate
from tests.bundle.emulator import Emulator
from tests.functions.callers import rows
from tools.ship.artifact import stale, top_level
from tools.ship.build import built_functions, host_architecture, sizes

# Shipped, though none of the calls below imports it.
WAITS = {"tzdata": "the zones, which Python reads from it where a machine has none of its own"}
# Of one function: imported by a call that no event makes.
RARE = {
    "acceptance": "the model of one setting's values, for whoever sets it",
    "capacity": "as acceptance",
    "fulfilment": "as acceptance",
    "replies": "as acceptance",
    "pantry": "as acceptance",
    "parcel_setting": "as acceptance",
    "label_url": "signs the address of a label that is printed",
    "pypdf": "checks a label that is bought",
    "rules_preview": "reads the last orders by rules that are tried",
}
SDK = """
from ordak.aws import media, sdk
media.put("media/photos/a.jpg", b"picture", "image/jpeg")
print(media.get("media/photos/a.jpg", most_bytes=9).decode(), media.download_url("media/photos/a.jpg", seconds=60))
sdk.client("sesv2")
"""
AWAY = {"ORDAK_DATABASE_URL": f"postgresql://nobody@127.0.0.1:{free_port()}/none"}


def built(artifacts: Path) -> list[Path]:
    """Every folder that is packed, but for the SQL."""
    return [artifacts / "CommonLayer/python", *(function.code for function in built_functions().values())]


def test_no_bytecode_is_stale(artifacts: Path) -> None:
    for folder in built(artifacts):
        assert stale(folder) == []


@pytest.mark.parametrize("name", ["ingest.py", "webhook_app.py"])
def test_a_source_changed_after_the_build_is_noticed(name: str, artifacts: Path, tmp_path: Path) -> None:
    copy = Path(shutil.copytree(artifacts / "WebhookFunction", tmp_path / "copy"))
    (copy / name).write_text((copy / name).read_text() + "\n")
    assert stale(copy) == [name]


def test_bytecode_that_is_compared_by_date_is_noticed(artifacts: Path, tmp_path: Path) -> None:
    copy = Path(shutil.copytree(artifacts / "RpcFunction", tmp_path / "copy"))
    py_compile.compile(str(copy / "idempotency.py"), invalidation_mode=py_compile.PycInvalidationMode.TIMESTAMP)
    assert stale(copy) == ["idempotency.py"]


def test_bytecode_is_used_as_it_comes_out_of_a_zip_without_dates(artifacts: Path, tmp_path: Path) -> None:
    copy = Path(shutil.copytree(artifacts / "WebhookFunction", tmp_path / "copy"))
    for file in copy.rglob("*"):
        os.utime(file, (315532800, 315532800))  # 1980, which is what SAM's zip says of everything
    done = subprocess.run(
        [*Emulator.python(), "-v", "-c", "import topics"],
        env={"PYTHONPATH": f"{copy}:{artifacts / 'CommonLayer/python'}"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert f"code object from '{copy}/__pycache__/topics.cpython-313.pyc'" in done.stderr
    assert "wrote" not in done.stderr


def test_every_source_of_ours_is_in_the_artifact_as_it_is_here(artifacts: Path) -> None:
    pairs = [(ROOT / "layers/common/ordak", artifacts / "CommonLayer/python/ordak")]
    sources = {
        function.name: function.code.name
        for function in read_template(ROOT / "template.yaml", "http://127.0.0.1").functions.values()
    }
    assert len(sources) == len(built_functions())
    pairs += [(ROOT / "functions" / source, artifacts / name) for name, source in sources.items()]
    for here, there in pairs:
        # Beside the sources of a function with requirements there are packages, which are folders.
        pattern = "*.py" if (here / "requirements.txt").exists() else "**/*.py"
        names = sorted(str(file.relative_to(here)) for file in here.glob(pattern))
        assert names == sorted(str(file.relative_to(there)) for file in there.glob(pattern))
        assert filecmp.cmpfiles(here, there, names, shallow=False) == (names, [], [])


def test_no_path_of_this_machine_is_in_the_bytecode(artifacts: Path) -> None:
    for folder in built(artifacts):
        for file in folder.rglob("*.pyc"):
            assert bytes(ROOT) not in file.read_bytes(), file


def test_artifacts_say_what_they_were_built_for_and_fit(artifacts: Path) -> None:
    template = load(artifacts / "template.yaml")
    assert template["Parameters"]["Architecture"]["Default"] == host_architecture()
    measured, over = sizes()
    assert over == []
    assert {size.name for size in measured} >= {"CommonLayer", "migrations", "WebhookFunction", "MigrateFunction"}


def test_no_function_brings_what_its_layer_holds(artifacts: Path) -> None:
    layer, *functions = built(artifacts)
    assert {"certifi", "ordak"} <= top_level(layer)
    for folder in functions:
        assert not top_level(folder) & top_level(layer), folder.name


def test_sentrys_sdk_is_in_one_artifact_alone(artifacts: Path) -> None:
    assert [folder.name for folder in built(artifacts) if "sentry_sdk" in top_level(folder)] == ["SentryFunction"]


def test_sdk_is_cut_down_to_what_is_asked_of_it_and_works(stack: Stack, artifacts: Path, emulate: Emulate) -> None:
    data = artifacts / "CommonLayer/python/botocore/data"
    files = {"_retry.json", "endpoints.json", "partitions.json", "sdk-default-configuration.json"}
    assert {path.name for path in data.iterdir()} == files | {"s3", "sesv2"}
    stack.aws.bucket("of-the-artifact")
    reporter = emulate("ReporterFunction", MEDIA_BUCKET="of-the-artifact")
    done = reporter.run(SDK)
    assert done.returncode == 0, done.stderr
    [read, address] = done.stdout.split()
    assert read == "picture"
    assert address.startswith("/media/photos/a.jpg?X-Amz-Algorithm=AWS4-HMAC-SHA256&")


def test_nothing_but_the_artifact_can_be_imported(emulate: Emulate, runtime_client: Path) -> None:
    rpc = emulate("RpcFunction")
    for name in ("pytest", "moto", "local", "tools", "webhook_app", "yoyo", "sentry_sdk"):
        assert "ModuleNotFoundError" in rpc.run(f"import {name}").stderr, name
    assert rpc.run("import ordak, rpc_app, awslambdaric").returncode == 0
    found = rpc.run("import sys; print(*sys.path[1:], sep='\\n')").stdout.split()
    ours = {str(rpc.path[0]), str(rpc.path[1]), str(runtime_client)}
    assert {path for path in found if path not in ours and not path.startswith(found_stdlib(found))} == set()


def found_stdlib(path: list[str]) -> str:
    """The folder of the standard library, which has no packages installed into it when site is off."""
    return str(Path(next(entry for entry in path if entry.endswith("lib-dynload"))).parents[1])


def test_nothing_ships_that_no_function_imports(
    stack: Stack,
    artifacts: Path,
    emulate: Emulate,
    token: Callable[[], str],
    fresh_database: Mapping[str, str],
) -> None:
    calls: list[tuple[str, str, Mapping[str, str]]]
    calls = [(events.function_of(name), name, {}) for name in events.names() if name != "migrate"]
    calls += [("WebhookFunction", "webhook-order", AWAY), ("MigrateFunction", "migrate", fresh_database)]
    # Here nobody else does the runs that a new database owes.
    calls += [(events.function_of(name), name, fresh_database) for name in ("sweeper-schedule", "sync-wake-up")]
    calls.append(("ReporterFunction", "reporter-schedule", {"SLACK_WEBHOOK_URL": ""}))  # which then sends mail
    rows(stack, "select core.alert('work_dead', null, 'of-the-artifact')")
    imported: dict[str, set[str]] = {}
    emulators: dict[str, Emulator] = {}
    for function, name, changed in calls:
        if (key := f"{function} {changed}") not in emulators:
            emulators[key] = emulate(function, PYTHONPROFILEIMPORTTIME="1", **changed)
        emulator = emulators[key]
        emulator.invoke(events.filled(events.read(name), stack.env, token))
        imported.setdefault(function, set()).update(emulator.imported())
    assert {name for name, names in imported.items() if "boto3" in names} == {"ReporterFunction"}
    # The runtime client loads a handler's module in a way of its own, which is not recorded.
    handlers = {function.handler.split(".")[0] for function in built_functions().values()}
    everything = handlers.union(*imported.values())
    assert top_level(artifacts / "CommonLayer/python") - everything == set(WAITS)
    for function, names in imported.items():
        unused = top_level(artifacts / function) - names
        # One folder for two handlers: each of its modules is used by one of them.
        assert unused <= everything | RARE.keys(), (function, unused)
