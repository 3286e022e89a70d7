"""The stack as a whole: what it leaves on the disk, what it says when it cannot start, and that it ends."""

import json
import os
import signal
import socket
import stat
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import httpx
import psutil
import psycopg
import pytest
from joserfc import jwt
from joserfc.jwk import KeySet

from local.env_files import OWN
from local.servers.pooler import Pooler
from local.servers.processes import StackError
from local.stack import Settings, Stack
from local.state import ROOT, read_env
from local.terminal.cli import main
from tests.clusters import POSTGRES_MAJOR, server_folder
from tests.conftest import require_pgbouncer
from tests.stack.conftest import Lines, nothing_on_sale, prepare_demo

Eventually = Callable[[Callable[[], bool]], None]

CHOSEN = "of-my-own-choice"  # in .env.local, beside the stack's folder

# `make up` of the small template, in a process of its own.
PROGRAM = """
import sys
from pathlib import Path
from local.stack import Settings
from local.up import run
from tests.stack.conftest import nothing_on_sale, prepare_demo
settings = Settings(Path(sys.argv[1]), 0, Path(sys.argv[2]), prepare_demo, nothing_on_sale, durable=False, timed=False)
sys.exit(run(settings))
"""


def settings(state: Path, template: Path, lines: Lines | None = None) -> Settings:
    """Return the settings of a small stack."""
    log = (lines or Lines()).add
    return Settings(
        state,
        0,
        template,
        prepare_demo,
        nothing_on_sale,
        durable=False,
        postgres_major=POSTGRES_MAJOR,
        timed=False,
        log=log,
    )


@pytest.fixture(scope="module")
def state() -> Iterator[Path]:
    """Give a folder for the state of the stack under test."""
    require_pgbouncer()
    with server_folder() as folder:
        (folder / OWN).write_text(f"SHOPIFY_WEBHOOK_SECRET_BANNOS={CHOSEN}\n")
        yield folder / "s"


@pytest.fixture(scope="module")
def running(state: Path, demo_template: Path) -> Iterator[Stack]:
    """Run a stack of the small template."""
    stack = Stack(settings(state, demo_template))
    stack.start()
    yield stack
    stack.stop()


def test_env_file_has_what_people_and_tests_need_and_only_its_owner_reads_it(running: Stack, state: Path) -> None:
    assert read_env(state) == running.env
    assert set(running.env) == {
        "ORDAK_URL",
        "ORDAK_DATABASE_URL",
        "ORDAK_OWNER_DATABASE_URL",
        "ORDAK_ADMIN_TOKEN",
        "SHOPIFY_WEBHOOK_SECRET_BANNOS",
        "SHOPIFY_WEBHOOK_SECRET_FLOURLANE",
        "SHOPIFY_DOMAIN_BANNOS",
        "SHOPIFY_DOMAIN_FLOURLANE",
        "ORDAK_SANDBOX_URL",
        "ORDAK_SHOPIFY_URL",
        "ORDAK_SSO_URL",
        "ORDAK_CANADA_POST_URL",
        "ORDAK_MIRAKL_URL",
        "ORDAK_OUTSIDE_URL",
    }
    for name in ("env", "secrets.json", "signing_key.json"):
        assert stat.S_IMODE((state / name).stat().st_mode) == 0o600


def test_env_file_can_be_sourced_by_a_shell(running: Stack, state: Path) -> None:
    script = f'. {state}/env && printf %s "$ORDAK_OWNER_DATABASE_URL"'
    shell = subprocess.run(["/bin/sh", "-c", script], capture_output=True, check=True)
    assert shell.stdout.decode() == running.env["ORDAK_OWNER_DATABASE_URL"]


def test_function_reaches_the_database_through_the_pooler_with_a_login_named_after_its_folder(
    running: Stack,
) -> None:
    url = running.functions.variables("EchoFunction")["ORDAK_DATABASE_URL"]
    assert running.pooler is not None
    assert f"@127.0.0.1:{running.pooler.port}/ordak" in url
    with psycopg.connect(url) as connection:
        assert connection.execute("select current_user").fetchone() == ("ordak_demo",)


def test_what_is_chosen_in_the_file_of_ones_own_is_what_functions_and_shops_have(running: Stack) -> None:
    assert running.functions.variables("EchoFunction")["SHOPIFY_WEBHOOK_SECRET_BANNOS"] == CHOSEN
    assert running.env["SHOPIFY_WEBHOOK_SECRET_BANNOS"] == CHOSEN


def test_second_start_keeps_data_and_secrets(running: Stack, state: Path) -> None:
    before = read_env(state)
    with psycopg.connect(before["ORDAK_OWNER_DATABASE_URL"]) as connection:
        connection.execute("create table kept ()")
    running.stop()
    running.start()
    after = read_env(state)
    assert after["SHOPIFY_WEBHOOK_SECRET_BANNOS"] == before["SHOPIFY_WEBHOOK_SECRET_BANNOS"]
    with psycopg.connect(after["ORDAK_OWNER_DATABASE_URL"]) as connection:
        assert connection.execute("select to_regclass('kept') is not null").fetchone() == (True,)
    assert httpx.get(f"{running.url}/echo").status_code == 200


def test_second_stack_in_the_same_folder_is_refused(running: Stack, state: Path, demo_template: Path) -> None:
    with pytest.raises(StackError, match="already runs"):
        Stack(settings(state, demo_template)).start()
    assert httpx.get(f"{running.url}/echo").status_code == 200


def test_taken_port_is_said_in_one_line_and_the_exit_status_is_not_zero() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with server_folder() as folder, pytest.raises(StackError, match=f"Port {port} cannot be used"):
            Stack(Settings(state=folder, port=port)).start()


def test_part_that_does_not_start_ends_the_others(demo_template: Path) -> None:
    def fail(_url: str) -> None:
        raise StackError("no migrations today")

    children = set(psutil.Process().children(recursive=True))
    with server_folder() as folder:
        stack = Stack(Settings(folder, 0, demo_template, fail, nothing_on_sale, durable=False, timed=False))
        with pytest.raises(StackError, match="no migrations today"):
            stack.start()
    assert set(psutil.Process().children(recursive=True)) <= children


def test_part_that_is_waited_for_last_and_does_not_start_is_named_and_ends_the_others(demo_template: Path) -> None:
    require_pgbouncer()
    children = set(psutil.Process().children(recursive=True))
    with server_folder() as folder:
        (folder / "sso").mkdir()
        (folder / "sso/keys.json").write_text('[{"kty": "RSA"}]')
        with pytest.raises(StackError, match="sign-in provider did not start"):
            Stack(settings(folder, demo_template)).start()
    assert set(psutil.Process().children(recursive=True)) <= children


def test_token_is_of_the_first_active_person_with_the_role(
    running: Stack, state: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["token", "--role", "Supervisor", "--minutes", "5", "--state", str(state)]) == 0
    keys = KeySet.import_key_set(json.loads(running.public_keys()))
    token = jwt.decode(capsys.readouterr().out.strip(), keys, algorithms=["ES256"])
    assert token.header["typ"] == "at+jwt"
    assert token.claims["iss"] == token.claims["aud"] == "ordak"
    assert token.claims["exp"] - token.claims["iat"] == 300
    with psycopg.connect(running.env["ORDAK_OWNER_DATABASE_URL"]) as connection:
        found = connection.execute("select id::text from core.staff_shared where display_name = 'Cem'")
        assert found.fetchone() == (token.claims["sub"],)


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["--role", "Baker"], "Nobody has the role Baker.\n"),
        (
            ["--role", "Supervisor", "--store", "bannos"],
            "Nobody has the role Supervisor in the store bannos.\n",
        ),
    ],
)
def test_token_for_nobody_is_one_line_and_status_2(
    running: Stack, state: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], sentence: str
) -> None:
    assert running.env
    assert main(["token", *arguments, "--state", str(state)]) == 2
    assert capsys.readouterr().err == f"ordak: {sentence}"


def test_token_without_a_stack_is_one_line_and_status_2(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["token", "--role", "Admin", "--state", str(tmp_path)]) == 2
    assert capsys.readouterr().err == "ordak: The stack is not up: make up starts it.\n"


def test_stack_killed_without_warning_leaves_no_process_and_starts_again(
    demo_template: Path, eventually: Eventually
) -> None:
    require_pgbouncer()
    with server_folder() as folder:
        for _ in range(2):
            with up(folder, demo_template) as (process, family):
                process.send_signal(signal.SIGKILL)
                assert process.wait() == -signal.SIGKILL
                eventually(partial(all_dead, family))


@pytest.mark.parametrize("sign", [signal.SIGINT, signal.SIGTERM])
def test_ctrl_c_ends_everything_at_once_and_in_order(demo_template: Path, sign: signal.Signals) -> None:
    require_pgbouncer()
    with server_folder() as folder, up(folder, demo_template) as (process, family):
        os.killpg(process.pid, sign)
        os.killpg(process.pid, sign)  # an impatient second one breaks nothing
        assert process.wait(10) == 0
        assert all_dead(family)
        assert "database system is shut down" in (folder / "postgres/postgres.log").read_text()


@contextmanager
def up(folder: Path, template: Path) -> Iterator[tuple[subprocess.Popen[bytes], list[psutil.Process]]]:
    """Run the stack as `make up` does, until it has answered a request; give it and all its children."""
    command = [sys.executable, "-c", PROGRAM, str(folder), str(template)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, cwd=ROOT, start_new_session=True) as process:
        assert process.stdout is not None
        welcome = next(line for line in process.stdout if b"Ordak is up" in line)
        assert httpx.get(f"{welcome.split()[3].decode()}/echo").status_code == 200
        family = psutil.Process(process.pid).children(recursive=True)
        names = " ".join(" ".join(child.cmdline()) for child in family)
        assert all(part in names for part in ("postgres", "pgbouncer", "moto", "awslambdaric"))
        yield process, family


def test_stack_without_a_pooler_connects_directly_and_says_so(
    demo_template: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(Pooler, "installed", lambda: False)
    monkeypatch.delenv("CI", raising=False)
    with server_folder() as folder:
        stack = Stack(settings(folder, demo_template))
        stack.start()
        assert "PgBouncer is not installed: functions connect to PostgreSQL directly." in capsys.readouterr().out
        with psycopg.connect(stack.functions.variables("EchoFunction")["ORDAK_DATABASE_URL"]) as connection:
            assert connection.execute("select current_user").fetchone() == ("ordak_demo",)
        stack.stop()


def test_stack_without_a_pooler_does_not_start_in_ci(demo_template: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Pooler, "installed", lambda: False)
    monkeypatch.setenv("CI", "true")
    with server_folder() as folder, pytest.raises(StackError, match="PgBouncer is not installed, and in CI"):
        Stack(settings(folder, demo_template)).start()


def all_dead(processes: Iterable[psutil.Process]) -> bool:
    """Tell whether none of the processes runs; one that nobody has buried is dead."""
    return not any(p.is_running() and p.status() != psutil.STATUS_ZOMBIE for p in processes)
