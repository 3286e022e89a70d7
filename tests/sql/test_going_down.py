"""Down to an older version: what that loses is said first, a killed run goes on both ways, production stays."""

import shutil
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from itertools import count
from pathlib import Path
from typing import Any

import psycopg
import pytest

import version_steps
from going_down import NotPossibleError, Undone, WouldLoseError, go_down
from local.state import write_env
from local.terminal.cli import NOT_POSSIBLE, main
from migrator import MIGRATIONS, migrate
from tests.sql.floor import Floor
from tests.sql.test_migrations import VERSIONS, data, dump, migrated  # noqa: F401 - a fixture

FOLDER = MIGRATIONS / "versions"


def owner(url: str, *statements: str) -> None:
    with psycopg.connect(url, autocommit=True) as connection:
        for statement in statements:
            connection.execute(statement.encode())


def down(url: str, to: str, *, lose: bool = False) -> Undone:
    return go_down(url, to, environment="local", lose=lose)


def applied(url: str) -> list[str]:
    """Name the versions that are noted as applied, by yoyo and by us, the newest first."""
    with psycopg.connect(url) as connection:
        found = version_steps.ran(connection)
        noted = connection.execute("select id from core.applied_versions order by id desc").fetchall()
    assert [name for (name,) in noted] == found
    return found


def test_it_goes_down_to_the_first_version_and_up_again_to_the_same(migrated: str) -> None:  # noqa: F811
    schema, rows = dump(migrated, "--schema-only"), data(migrated)
    assert down(migrated, "M00", lose=True).versions == VERSIONS[:0:-1]
    assert applied(migrated) == VERSIONS[:1]
    assert migrate(migrated) == VERSIONS[1:]
    assert (dump(migrated, "--schema-only"), data(migrated)) == (schema, rows)


def test_what_would_be_lost_is_counted_and_nothing_is_changed(migrated: str) -> None:  # noqa: F811
    with Floor(migrated) as floor:
        floor.stock("CAKE", 5)
        floor.sell("bannos", 2, "CAKE")
    owner(
        migrated,
        "update core.orders set allergies = 'nuts' where id = 'bannos-1001-A'",
        "insert into core.settings (store, key, value, last_good) values ('bannos', 'order_rules', '{}', '{}')",
        """update core.sales set order_json = '{"products": [{"allergies": null}]}'""",
    )
    before = dump(migrated)
    with pytest.raises(WouldLoseError) as refused:
        down(migrated, "M14")
    found = {(each.version, each.what): each.amount for each in refused.value.lost}
    assert found["M16_order_reading", "values of core.orders.allergies"] == 1
    assert found["M16_order_reading", "values of core.settings.last_good"] == 1
    assert found["M16_order_reading", "rows of core.sales changed"] == 1
    # A column nobody has filled, or that holds its default, is no loss.
    assert not [what for _, what in found if "fault" in what or "due_minutes" in what]
    assert dump(migrated) == before

    assert [(each.version, each.what) for each in down(migrated, "M14", lose=True).lost] == list(found)
    assert applied(migrated)[0] == "M14_bounds"
    migrate(migrated)
    with psycopg.connect(migrated) as connection:
        assert connection.execute("select count(allergies), count(*) from core.orders").fetchone() == (0, 2)


def test_rows_of_a_table_that_goes_are_counted(migrated: str) -> None:  # noqa: F811
    owner(migrated, "insert into core.inventory_items (sku, title) values ('A', 'a'), ('B', 'b')")
    with pytest.raises(WouldLoseError, match=r"M03_inventory: 2 rows of core\.inventory_items"):
        down(migrated, "M02")


UP = """
create table core.gone as select g as a from generate_series(1, 2) g;
create table core.emptied as select g as a from generate_series(1, 3) g;
create table core.deleted as select g as a from generate_series(1, 4) g;
create table core.fields (a text, b int not null default 7, c text default 'x', d text, e text);
insert into core.fields values ('1', 7, 'x', null, 'long'), (null, 8, 'x', null, 'longer'), ('3', 9, null, null, 'longest');
"""
DOWN = """
drop table core.gone;
truncate core.emptied;
do $$ begin execute 'delete from core.deleted where a > 1'; end $$;
alter table core.fields drop column a, drop column b, drop column c, drop column d, alter column e type varchar(4) using left(e, 4);
"""


def test_whatever_way_a_step_throws_away_it_is_counted(migrated: str, tmp_path: Path) -> None:  # noqa: F811
    folder = shutil.copytree(MIGRATIONS, tmp_path / "migrations")
    (folder / "versions" / "M98_new.sql").write_text(f"-- depends: {VERSIONS[-1]}\nset local role ordak_owner;{UP}")
    (folder / "versions" / "M98_new.rollback.sql").write_text(DOWN)
    version_steps.apply_missing(migrated, folder / "versions")
    with pytest.raises(WouldLoseError) as refused:
        go_down(migrated, VERSIONS[-1], environment="local", migrations=folder)
    assert {each.what: each.amount for each in refused.value.lost} == {
        "rows of core.gone": 2,
        "rows of core.emptied emptied": 3,
        "rows of core.deleted changed": 3,
        "values of core.fields.a": 2,
        "values of core.fields.b": 2,
        "values of core.fields.e converted": 3,
    }


def test_where_nothing_is_lost_nobody_has_to_say_so(migrated: str) -> None:  # noqa: F811
    assert down(migrated, "M12_claims").lost == []
    assert applied(migrated)[0] == "M12_claims"


class KilledError(Exception):
    """Stands for the end of the process: no statement is sent any more, and the server drops what was begun."""


def dies_at(statement: int, run: Callable[[], object], monkeypatch: pytest.MonkeyPatch) -> bool:
    """Run versions up or down until the process dies before one of their statements; tell whether it came to that."""
    execute, step, sent, within = psycopg.Cursor.execute, version_steps._step, count(), list[bool]()  # noqa: SLF001

    def dying(self: Any, *arguments: Any, **more: Any) -> Any:
        if within and next(sent) >= statement:
            raise KilledError
        return execute(self, *arguments, **more)

    def watched(*arguments: Any) -> None:
        within.append(True)
        step(*arguments)
        within.clear()

    with monkeypatch.context() as patched:
        patched.setattr(psycopg.Cursor, "execute", dying)
        patched.setattr(version_steps, "_step", watched)
        try:
            run()
        except KilledError:
            return True
    return False


@pytest.fixture
def two_more(tmp_path: Path) -> Path:
    """Return a folder of migrations with two small versions after ours."""
    folder = shutil.copytree(MIGRATIONS, tmp_path / "migrations")
    for name, before in (("M98_first", VERSIONS[-1]), ("M99_second", "M98_first")):
        table = f"core.{name.lower()}"
        text = f"-- depends: {before}\nset local role ordak_owner;\ncreate table {table} ();\ncomment on table {table} is 'x';"
        (folder / "versions" / f"{name}.sql").write_text(text)
        (folder / "versions" / f"{name}.rollback.sql").write_text(f"drop table {table};")
    return folder


def test_run_that_dies_on_its_way_down_goes_on_in_both_directions(
    migrated: str,  # noqa: F811
    two_more: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    versions, names, seen = two_more / "versions", ["M99_second", "M98_first"], set[int]()
    schema = dump(migrated, "--schema-only")
    version_steps.apply_missing(migrated, versions)
    for statement in count():
        died = dies_at(statement, lambda: version_steps.undo(migrated, versions, names), monkeypatch)
        left = [name for name in applied(migrated) if name in names]
        seen.add(len(left))
        if statement % 2:  # down from there, and up again
            undone = go_down(migrated, VERSIONS[-1], environment="local", migrations=two_more)
            assert undone.versions == left
            left = []
        assert version_steps.apply_missing(migrated, versions) == [name for name in names[::-1] if name not in left]
        if not died:
            break
    assert seen == {0, 1, 2}
    go_down(migrated, VERSIONS[-1], environment="local", migrations=two_more)
    migrate(migrated)
    assert dump(migrated, "--schema-only") == schema


def test_run_that_dies_on_its_way_up_goes_on_in_both_directions(
    migrated: str,  # noqa: F811
    two_more: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    versions, names, seen = two_more / "versions", ["M98_first", "M99_second"], set[int]()
    for statement in count():
        died = dies_at(statement, lambda: version_steps.apply_missing(migrated, versions), monkeypatch)
        left = [name for name in names if name in applied(migrated)]
        seen.add(len(left))
        if statement % 2:  # up from there
            assert version_steps.apply_missing(migrated, versions) == names[len(left) :]
            left = names
        version_steps.undo(migrated, versions, left)
        if not died:
            break
    assert seen == {0, 1, 2}


def test_of_two_at_once_one_goes_down_and_the_other_finds_nothing_to_undo(migrated: str) -> None:  # noqa: F811
    with ThreadPoolExecutor(2) as threads:
        runs = list(threads.map(lambda _: down(migrated, VERSIONS[-3]).versions, range(2)))
    assert sorted(runs, key=len) == [[], VERSIONS[:-3:-1]]


@pytest.mark.parametrize(("says", "known"), [("prod", "dev"), ("local", "prod")])
def test_production_stays_whoever_says_that_it_is_one(migrated: str, says: str, known: str) -> None:  # noqa: F811
    migrate(migrated, environment=known)
    migrate(migrated)  # says nothing, so what is known stays
    before = dump(migrated)
    with pytest.raises(NotPossibleError, match="prod does not go down"):
        go_down(migrated, VERSIONS[-2], environment=says, lose=True)
    assert dump(migrated) == before


def test_database_that_moves_to_another_environment_is_known_by_that(migrated: str) -> None:  # noqa: F811
    migrate(migrated, environment="prod")
    migrate(migrated, environment="staging")
    assert down(migrated, VERSIONS[-2]).versions == VERSIONS[-1:]


@pytest.mark.parametrize("to", ["M99", "M1", "", "M16_read", "core"])
def test_version_that_has_not_run_is_refused(migrated: str, to: str) -> None:  # noqa: F811
    with pytest.raises(NotPossibleError, match=f"it is at {VERSIONS[-1]}"):
        down(migrated, to)


def test_what_a_newer_release_brought_only_that_one_can_undo(migrated: str, tmp_path: Path) -> None:  # noqa: F811
    folder = shutil.copytree(MIGRATIONS, tmp_path / "migrations")
    (folder / "versions" / "M98_new.sql").write_text(f"-- depends: {VERSIONS[-1]}\ncreate table core.new (a int);")
    version_steps.apply_missing(migrated, folder / "versions")
    with pytest.raises(NotPossibleError, match="M98_new came with a newer release"):
        down(migrated, VERSIONS[-2], lose=True)
    with pytest.raises(NotPossibleError, match=r"M98_new has no \.rollback\.sql"):
        go_down(migrated, VERSIONS[-2], environment="local", migrations=folder)


def test_command_says_what_it_undid_and_what_it_will_not(
    migrated: str,  # noqa: F811
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    state = tmp_path / "state"
    state.mkdir()
    write_env(state, {"ORDAK_OWNER_DATABASE_URL": migrated})
    owner(
        migrated,
        "insert into core.settings (store, key, value, last_good) values ('bannos', 'order_rules', '{}', '{}')",
    )
    go = ["migrate", "--state", str(state)]
    assert main([*go, "--to", "M15"]) == NOT_POSSIBLE
    assert "1 values of core.settings.last_good" in capsys.readouterr().err
    assert main([*go, "--to", "M15", "--lose"]) == 0
    assert "Lost: M16_order_reading: 1 values of core.settings.last_good" in capsys.readouterr().out
    assert main([*go, "--to", "M15"]) == 0
    assert main([*go, "--lose"]) == NOT_POSSIBLE
    assert main(go) == 0
    assert "Applied: M16_order_reading" in capsys.readouterr().out
    # Of a database of somebody's own it has to be said whether it is production.
    (tmp_path / ".env.local").write_text(f"ORDAK_OWNER_DATABASE_URL='{migrated}'\n")
    assert main([*go, "--to", "M15"]) == NOT_POSSIBLE
    (tmp_path / ".env.local").write_text(f"ORDAK_OWNER_DATABASE_URL='{migrated}'\nORDAK_ENVIRONMENT=prod\n")
    assert main([*go, "--to", "M15"]) == NOT_POSSIBLE
    assert "prod does not go down" in capsys.readouterr().err
    assert applied(migrated) == VERSIONS[::-1]


def test_a_fault_that_only_the_newer_release_knows_goes_with_it_unless_an_event_names_it(migrated: str) -> None:  # noqa: F811
    fault = "insert into core.faults (code, status, retry, title) values ('{0}', 409, false, 'New')"
    owner(migrated, fault.format("NEW001"), fault.format("NEW002"))
    owner(migrated, "insert into core.order_events (kind, code) values ('refused', 'NEW002')")
    down(migrated, VERSIONS[-2])
    migrate(migrated)
    with psycopg.connect(migrated) as connection:
        assert connection.execute("select code from core.faults where code like 'NEW%'").fetchall() == [("NEW002",)]
