"""What a function may import: its own folder, the layer, and what its one job needs."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

from local.aws.template import read_template

ROOT = Path(__file__).resolve().parents[2]
FUNCTIONS = sorted(folder for folder in (ROOT / "functions").iterdir() if any(folder.glob("*.py")))
# What has one door in the layer. The migrator connects by itself, as the administrator, and answers CloudFormation; Sentry's
# SDK has one function, and sends through the layer's door to HTTP.
DOORS = {"psycopg", "boto3", "botocore", "httpx", "requests", "urllib.request", "http", "sentry_sdk"}
OWN_DOOR = {
    "functions/migrate/migrator.py": {"psycopg"},
    "functions/migrate/function_files.py": {"psycopg"},
    "functions/migrate/logins.py": {"psycopg"},
    "functions/migrate/losses.py": {"psycopg"},
    "functions/migrate/going_down.py": {"psycopg"},
    "functions/migrate/version_steps.py": {"psycopg"},
    "functions/migrate/stack_event.py": {"http", "urllib.request"},
    "functions/sentry/sentry_door.py": {"sentry_sdk"},
}
LAYER = sorted((ROOT / "layers/common/ordak").rglob("*.py"))
# Each door of the layer, and what stands behind it.
LAYER_DOORS = {
    "database.py": {"psycopg"},
    "http/client.py": {"httpx"},
    "aws/client.py": {"http.client"},
    "aws/sdk.py": {"boto3", "botocore"},
    "secret.py": {"http.client"},
}
# Whatever reaches the outside. urllib.parse only takes text apart.
OUTSIDE = {"psycopg", "boto3", "botocore", "sentry_sdk", "httpx", "httpcore", "requests", "urllib3", "aiohttp"}
OUTSIDE |= {"http.client", "urllib.request", "socket", "socketserver", "ftplib", "smtplib", "xmlrpc"}
# Readers: values in, values out.
PURE = [*sorted((ROOT / "layers/common/ordak/order_reading").glob("*.py")), ROOT / "functions/webhook/topics.py"]
PURE_TOO = {"order_reading", "shopify.order_rules", "deadline"}


def imported(file: Path) -> set[str]:
    """The top-level names that a file imports, wherever in it."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(file.read_text())):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            names |= {f"{node.module}.{alias.name}" for alias in node.names}
    return names


@pytest.mark.parametrize("folder", FUNCTIONS, ids=lambda folder: str(folder.name))
def test_function_goes_through_the_doors_of_the_layer(folder: Path) -> None:
    for file in folder.glob("*.py"):
        found = {each for name in imported(file) for each in DOORS if f"{name}.".startswith(f"{each}.")}
        assert found <= OWN_DOOR.get(str(file.relative_to(ROOT)), set()), file.name


@pytest.mark.parametrize("file", LAYER, ids=lambda file: str(file.relative_to(ROOT / "layers/common/ordak")))
def test_module_of_the_layer_reaches_the_outside_through_its_one_door(file: Path) -> None:
    found = {each for name in imported(file) for each in OUTSIDE if f"{name}.".startswith(f"{each}.")}
    assert found <= LAYER_DOORS.get(str(file.relative_to(ROOT / "layers/common/ordak")), set())


def test_every_door_of_the_layer_is_used() -> None:
    for name, behind in LAYER_DOORS.items():
        found = imported(ROOT / "layers/common/ordak" / name)
        assert all(any(f"{each}.".startswith(f"{one}.") for each in found) for one in behind), name


@pytest.mark.parametrize("folder", FUNCTIONS, ids=lambda folder: str(folder.name))
def test_function_imports_no_other_function(folder: Path) -> None:
    others = {file.stem for other in FUNCTIONS if other != folder for file in other.glob("*.py")}
    for file in folder.glob("*.py"):
        assert not {name.split(".")[0] for name in imported(file)} & (others | {"local", "tools", "tests"}), file.name


def test_reading_an_order_touches_nothing_outside() -> None:
    assert len(PURE) > 10
    for file in PURE:
        ours = {name.removeprefix("ordak.") for name in imported(file) if name.startswith("ordak.")}
        assert all(any(f"{name}.".startswith(f"{pure}.") for pure in PURE_TOO) for name in ours), file.name


def test_no_two_modules_share_a_name() -> None:
    names = [file.stem for folder in FUNCTIONS for file in folder.glob("*.py")]
    assert len(names) == len(set(names))


def test_no_function_writes_the_answer_to_a_batch_by_hand() -> None:
    for file in (file for folder in FUNCTIONS for file in folder.glob("*.py")):
        assert "batchItemFailures" not in file.read_text(), file.name


@pytest.mark.parametrize(
    ("folder", "handlers"),
    [
        ("inventory_worker", ["inventory_app"]),
        ("live", ["fan_out_app", "live_app"]),
        ("reconcile", ["sync_app", "sweeper", "reporter"]),
    ],
)
def test_who_takes_no_request_imports_no_models(folder: str, handlers: list[str]) -> None:
    """Nor does Powertools for its batches, as long as nobody has imported pydantic before it."""
    code = f"import sys, {', '.join(handlers)}; print(*(name for name in sys.modules if 'pydantic' in name))"
    path = f"{ROOT / 'functions' / folder}:{ROOT / 'layers/common'}"
    done = subprocess.run(
        [sys.executable, "-c", code], env={"PYTHONPATH": path}, capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == []


def test_no_function_pays_for_aws_sdk_at_its_start() -> None:
    functions = read_template(ROOT / "template.yaml", "http://aws").functions.values()
    handlers = {function.handler.split(".")[0] for function in functions}
    # Powertools looks for botocore, whose own module is half a millisecond.
    code = f"import sys, {', '.join(sorted(handlers))}; print(*({{'boto3', 'botocore.session'}} & sys.modules.keys()))"
    path = ":".join(map(str, [*FUNCTIONS, ROOT / "layers/common"]))
    done = subprocess.run(
        [sys.executable, "-c", code], env={"PYTHONPATH": path}, capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == []
