"""What containers are given leads to the stack's database, though that listens on loopback and a unix socket only."""

import json
import threading
from pathlib import Path

import psycopg
import pytest

from local.servers.processes import StackError
from local.stack import DATABASE, Stack
from local.terminal import containers
from local.terminal.cli import NOT_POSSIBLE, main
from local.terminal.containers import reachable

HERE = "127.0.0.1"


def test_url_through_the_pooler_and_url_of_the_socket_both_arrive(stack: Stack) -> None:
    given = {
        "RpcFunction": stack.functions.variables("RpcFunction"),
        "MigrateFunction": {"ORDAK_DATABASE_URL": stack.postgres.url(DATABASE), "ORDAK_MIGRATIONS": "somewhere"},
    }
    with reachable(given, HERE) as changed:
        assert changed["MigrateFunction"]["ORDAK_MIGRATIONS"] == "/opt"
        for function, login in (("RpcFunction", "ordak_rpc"), ("MigrateFunction", "postgres")):
            url = changed[function]["ORDAK_DATABASE_URL"]
            assert url != given[function]["ORDAK_DATABASE_URL"]
            with psycopg.connect(url, prepare_threshold=None) as connection:
                assert connection.execute("select session_user::text").fetchone() == (login,)
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(url)


def test_file_for_sam_local_is_there_while_it_serves(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / containers.VARIABLES).write_text(json.dumps({"RpcFunction": {"ORDAK_JWKS": "keys"}}))
    monkeypatch.setattr(containers, "bridge_address", lambda: HERE)

    def interrupt(_event: threading.Event) -> None:
        assert json.loads((tmp_path / containers.FOR_CONTAINERS).read_text()) == {"RpcFunction": {"ORDAK_JWKS": "keys"}}
        raise KeyboardInterrupt

    monkeypatch.setattr(threading.Event, "wait", interrupt)
    assert main(["containers", "--state", str(tmp_path)]) == 0
    assert "--env-vars" in capsys.readouterr().out
    assert not (tmp_path / containers.FOR_CONTAINERS).exists()


def test_containers_need_a_stack(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["containers", "--state", str(tmp_path)]) == NOT_POSSIBLE
    assert "make up" in capsys.readouterr().err


def test_containers_need_docker(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    with pytest.raises(StackError, match="no Docker"):
        containers.bridge_address()
