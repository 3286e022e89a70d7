"""Who can reach what, asked of the catalog and tried: a table or function yet to come cannot escape."""

import psycopg
import pytest

from tests.sql.books import footprint
from tests.sql.catalog import functions, logins, our_tables, tables
from tests.sql.floor import KEYLESS, STRANGERS, Floor, actor
from tests.sql_files import PRIVATE

WRITES = ("insert", "update", "delete", "truncate", "references", "trigger")


def test_every_table_and_partition_has_row_security_on_and_forced_with_policies(floor: Floor) -> None:
    bare = [
        table["name"]
        for table in our_tables(floor)
        if not (table["rls"] and table["forced"]) or table["policies"] != ["api_rows", "owner_rows", "people_rows"]
    ]
    assert bare == []


def test_every_table_belongs_to_the_owner_who_cannot_log_in(floor: Floor) -> None:
    assert {table["owner"] for table in our_tables(floor)} == {"ordak_owner"}
    powers = floor.rows(
        "select rolname::text from pg_roles where rolname ~ '^(ordak_|authenticated$|service_role$)' "
        "and (rolsuper or rolbypassrls or rolcreaterole or rolcreatedb or rolreplication)"
    )
    assert powers == []
    logging_in = floor.rows(
        "select rolname::text from pg_roles where rolcanlogin and rolname in "
        "('ordak_owner', 'ordak_api', 'service_role', 'authenticated')"
    )
    assert logging_in == []


def test_nobody_outside_is_a_member_of_owner_or_api(floor: Floor) -> None:
    for role in set(logins(floor)) - {"public"}:
        for target in ("ordak_owner", "ordak_api"):
            assert not floor.one("select pg_has_role(%s, %s, 'member')", role, target), (role, target)


def test_nobody_outside_has_a_privilege_to_write_a_table_or_column(floor: Floor) -> None:
    granted = [
        (role, privilege, table["name"])
        for role in logins(floor)
        for table in tables(floor)
        for privilege in WRITES
        if floor.one("select has_table_privilege(%s, %s::regclass, %s)", role, table["name"], privilege)
        or (
            privilege in {"insert", "update", "references"}
            and floor.one("select has_any_column_privilege(%s, %s::regclass, %s)", role, table["name"], privilege)
        )
    ]
    assert granted == []


def test_only_peoples_tools_have_a_privilege_to_read_a_table(floor: Floor) -> None:
    granted = [
        (role, table["name"])
        for role in set(logins(floor)) - {"authenticated"}
        for table in tables(floor)
        if floor.one("select has_any_column_privilege(%s, %s::regclass, 'select')", role, table["name"])
    ]
    assert granted == []


def test_nobody_outside_may_use_a_sequence_or_make_a_thing(floor: Floor) -> None:
    sequences = floor.rows("select c.oid::regclass::text as name from pg_class c where c.relkind = 'S'")
    granted = [
        (role, sequence["name"])
        for role in logins(floor)
        for sequence in sequences
        if floor.one("select has_sequence_privilege(%s, %s::regclass, 'usage, select, update')", role, sequence["name"])
    ]
    assert granted == []
    schemas = floor.rows("select nspname::text as name from pg_namespace where nspname !~ '^pg_|^information_schema$'")
    made = [
        (role, schema["name"])
        for role in logins(floor)
        for schema in schemas
        if floor.one("select has_schema_privilege(%s, %s, 'create')", role, schema["name"])
    ]
    assert made == []


def test_flows_schemas_hold_functions_alone_and_only_ordak_api_may_use_them(floor: Floor) -> None:
    for schema in set(PRIVATE) - {"core"}:
        assert floor.one("select nspowner::regrole::text from pg_namespace where nspname = %s", schema) == "ordak_owner"
        users = {
            role for role in logins(floor) if floor.one("select has_schema_privilege(%s, %s, 'usage')", role, schema)
        }
        assert users == set()
        assert floor.one("select has_schema_privilege('ordak_api', %s, 'usage')", schema)
        assert not floor.one("select has_schema_privilege('ordak_api', %s, 'create')", schema)
        held = floor.rows(
            "select relname from pg_class where relnamespace = %s::regnamespace "
            "union select typname from pg_type where typnamespace = %s::regnamespace",
            schema,
            schema,
        )
        assert held == []


def _refused(connection: psycopg.Connection, statement: str) -> bool:
    try:
        with connection.transaction(force_rollback=True):
            connection.execute(statement.encode())
    except psycopg.errors.InsufficientPrivilege:
        return True
    return False


def test_every_write_that_is_really_tried_is_refused(floor: Floor) -> None:
    done = []
    for role in set(logins(floor)) - {"public"}:
        can_log_in = floor.one("select rolcanlogin from pg_roles where rolname = %s", role)
        with psycopg.connect(floor.url(role) if can_log_in else floor.owner_url, autocommit=True) as connection:
            if not can_log_in:
                connection.execute(f"set role {role}".encode())
            for table in tables(floor):
                name, column = table["name"], table["columns"][0]
                done += [
                    (role, statement)
                    for statement in (
                        f"insert into {name} default values",
                        f"update {name} set {column} = default",
                        f"delete from {name}",
                        f"truncate {name}",
                        f"select * from {name} for update",
                    )
                    if not _refused(connection, statement)
                ]
    assert done == []


def test_every_api_function_is_a_definer_of_ordak_api_with_a_pinned_path_and_a_comment(floor: Floor) -> None:
    wrong = [
        function["signature"]
        for function in functions(floor, "api")
        if not function["definer"]
        or function["owner"] != "ordak_api"
        or function["settings"] != ["search_path=pg_catalog, pg_temp"]
        or not function["comment"]
    ]
    assert wrong == []


def test_every_definer_of_core_has_a_pinned_path(floor: Floor) -> None:
    # The test double of the clock included.
    wrong = [
        function["signature"]
        for function in functions(floor, *PRIVATE)
        if function["definer"] and function["settings"] != ["search_path=pg_catalog, pg_temp"]
    ]
    assert wrong == []


def test_every_name_has_exactly_one_signature(floor: Floor) -> None:
    for schema in ("api", *PRIVATE):
        names = [function["name"] for function in functions(floor, schema)]
        assert sorted(names) == sorted(set(names))


def test_every_api_function_is_run_by_the_logins_that_the_permissions_name_and_by_no_other(floor: Floor) -> None:
    named = {
        row["function_name"]: set(row["logins"])
        for row in floor.rows("select function_name, logins::text[] from core.permissions")
    }
    for row in floor.rows("select action from core.transitions union select action from core.moves"):
        named.setdefault(row["action"], set()).add("ordak_rpc")

    run_by = {
        function["name"]: {
            role
            for role in logins(floor)
            if floor.one("select has_function_privilege(%s, %s::regprocedure, 'execute')", role, function["signature"])
        }
        for function in functions(floor, "api")
    }
    assert run_by == named


@pytest.mark.parametrize("stranger", STRANGERS)
def test_every_api_function_refuses_a_stranger_before_it_looks_at_anything(floor: Floor, stranger: str) -> None:
    for function in functions(floor, "api"):
        nothing = dict.fromkeys(name.removeprefix("p_") for name in function["arguments"])
        login = floor.one(
            "select coalesce((select logins[1]::text from core.permissions where function_name = %s), 'ordak_rpc')",
            function["name"],
        )
        with floor.noted() as events:
            answer = floor.call(login, function["name"], **{**nothing, "actor": STRANGERS[stranger]})
        assert (answer["ok"], answer.get("code")) == (False, "AUTH001"), function["name"]
        (event,) = events
        assert (event["kind"], event["code"], event["function_name"]) == ("refused", "AUTH001", function["name"])


@pytest.mark.parametrize("whose", KEYLESS)
def test_every_api_function_turns_away_whose_token_is_not_valid_and_writes_nothing(floor: Floor, whose: str) -> None:
    """Anybody could send such a thing, as often as they like."""
    before, last = footprint(floor), floor.last_event()
    for function in functions(floor, "api"):
        nothing = dict.fromkeys(name.removeprefix("p_") for name in function["arguments"])
        login = floor.one(
            "select coalesce((select logins[1]::text from core.permissions where function_name = %s), 'ordak_rpc')",
            function["name"],
        )
        answer = floor.call(login, function["name"], **{**nothing, "actor": KEYLESS[whose]})
        assert (answer["ok"], answer.get("code")) == (False, "AUTH002"), function["name"]
    assert (footprint(floor), floor.last_event()) == (before, last)


def test_no_person_calls_what_is_for_services_and_no_service_what_is_for_persons(floor: Floor) -> None:
    for row in floor.rows("select function_name as name, roles::text[], logins::text[] from core.permissions"):
        (function,) = (one for one in functions(floor, "api") if one["name"] == row["name"])
        nothing = dict.fromkeys(name.removeprefix("p_") for name in function["arguments"])
        for who in ("rpc",) if "Service" not in row["roles"] else ("admin", "supervisor", "staff", "member"):
            answer = floor.call(row["logins"][0], row["name"], **{**nothing, "actor": actor(who)})
            assert answer.get("code") == "AUTH001", (row["name"], who)


def test_no_login_runs_a_function_of_core_but_the_one_that_its_policies_ask(floor: Floor) -> None:
    run = {
        (role, function["name"])
        for role in logins(floor)
        for function in functions(floor, *PRIVATE)
        if floor.one("select has_function_privilege(%s, %s::regprocedure, 'execute')", role, function["signature"])
    }
    assert run == {("authenticated", "stores_of_login")}


# Put together from the rows of a table that a migration alone writes.
FROM_TABLES = {
    "core.empty_columns(text,text,text)": "core.personal_columns",
    "core.purge_rows(integer)": "core.retention",
}


def test_no_function_that_is_called_has_dynamic_sql_but_from_tables_that_no_caller_writes(floor: Floor) -> None:
    dynamic = [
        function["signature"]
        for function in functions(floor, "api", *PRIVATE)
        if " execute " in " ".join(function["definition"].lower().split()) and function["kind"] == "f"
    ]
    assert sorted(dynamic) == sorted(FROM_TABLES)
    for table in FROM_TABLES.values():
        for privilege in WRITES:
            assert not floor.one("select has_table_privilege('ordak_api', %s, %s)", table, privilege)


@pytest.mark.parametrize("table", ["core.order_events", "core.inventory_txn"])
@pytest.mark.parametrize("role", ["ordak_api", "ordak_owner", "postgres"])
def test_what_is_written_into_a_ledger_stays(floor: Floor, table: str, role: str) -> None:
    floor.stock(f"LEDGER-{role}-{table}", 1)
    floor.sell()
    column = "reason" if table == "core.inventory_txn" else "kind"
    with psycopg.connect(floor.owner_url, autocommit=True) as connection:
        connection.execute(f"set role {role}".encode())
        connection.execute("set ordak.stores = 'bannos,flourlane'")
        for statement in (f"update {table} set {column} = 'x'", f"delete from {table}", f"truncate {table}"):
            with pytest.raises((psycopg.errors.InsufficientPrivilege, psycopg.errors.RaiseException)):
                connection.execute(statement.encode())
