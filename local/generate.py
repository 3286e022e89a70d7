"""`make generate`: schema.sql, the Python contract and the template's routes, out of a freshly migrated database."""

import argparse
import json
import re
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql

from local.postgres import Postgres, binaries
from local.state import ROOT
from migrator import MIGRATIONS, migrate

CONTRACT = ROOT / "layers/common/ordak/contract/generated.py"
SCHEMA = MIGRATIONS / "schema.sql"
TEMPLATE = ROOT / "template.yaml"

_PLAIN = {
    "text": "Annotated[str, Storable]",
    "uuid": "UUID",
    "jsonb": "Json",
    "date": "date",
    "boolean": "bool",
    "integer": "Annotated[int, Field(ge=-2147483648, le=2147483647)]",
    "bigint": "Annotated[int, Field(ge=-9223372036854775808, le=9223372036854775807)]",
}

# Every function that a person may call, with its arguments in order; p_actor comes from the token.
_FUNCTIONS = """
select p.proname as name, obj_description(p.oid, 'pg_proc') as comment,
  (select jsonb_agg(jsonb_build_object(
      'name', substr(a.name, 3), 'type', format_type(t.oid, null), 'kind', t.typtype, 'schema_type', t.typname,
      'base', format_type(t.typbasetype, null), 'constraints', obj_description(t.oid, 'pg_type'),
      'optional', a.place > p.pronargs - p.pronargdefaults,
      'default', pg_get_function_arg_default(p.oid, a.place::int)) order by a.place)
   from unnest(p.proargnames, p.proargtypes::oid[]) with ordinality a (name, type, place)
   join pg_type t on t.oid = a.type
   where a.name <> 'p_actor') as arguments
from pg_proc p
where p.pronamespace = 'api'::regnamespace and exists (
  select from core.transitions t where t.action = p.proname
  union all
  select from core.permissions m where m.function_name = p.proname and m.roles <> '{Service}')
order by p.proname
"""
_ENUMS = """
select t.typname as name, jsonb_agg(e.enumlabel order by e.enumsortorder) as labels
from pg_type t join pg_enum e on e.enumtypid = t.oid
where t.typnamespace = 'core'::regnamespace and t.typname in ('stage_type', 'priority')
group by t.typname order by t.typname
"""


def camel(name: str) -> str:
    """Turn complete_filling into CompleteFilling."""
    return "".join(part.capitalize() for part in name.split("_"))


def contract(connection: psycopg.Connection) -> str:
    """Write the Python contract: enums, faults, and a request model per function that a person may call."""
    enums = connection.execute(_ENUMS).fetchall()
    functions = connection.execute(_FUNCTIONS).fetchall()  # type: ignore[call-overload,unused-ignore]
    faults = connection.execute("select code, status, retry, title from core.faults order by code").fetchall()
    lines = [
        '"""The contract, generated from the database\'s catalog by `make generate`. Do not edit."""',
        "",
        "from datetime import date",
        "from enum import StrEnum",
        "from typing import Annotated",
        "from uuid import UUID",
        "",
        "from pydantic import Field, StringConstraints",
        "",
        "from ordak.contract.base import Fault, Json, Rpc, Storable",
    ]
    for name, labels in enums:
        lines += ["", "", f"class {camel(name)}(StrEnum):", ""]
        lines += [f"    {label.upper()} = {label!r}" for label in labels]
    for name, comment, arguments in functions:
        lines += _model(connection, name, comment, arguments)
    lines += ["", "", "RPCS: dict[str, type[Rpc]] = {"]
    lines += [f'    "{name}": {camel(name)},' for name, _, _ in functions]
    lines += ["}", "", "FAULTS = {"]
    lines += [
        f'    "{code}": Fault(status={status}, retry={retry}, title={json.dumps(title)}),'
        for code, status, retry, title in faults
    ]
    return "\n".join([*lines, "}", ""])


def _model(connection: psycopg.Connection, name: str, comment: str, arguments: list[dict[str, Any]]) -> list[str]:
    text, *nullable = comment.split(" @nullable ")
    lines = ["", "", f"class {camel(name)}(Rpc):", f'    """{text}"""', ""]
    for argument in arguments:
        kind, default = _type(argument), ""
        if argument["optional"]:
            value = _value(connection, argument["default"])
            kind, default = (kind + " | None" if value is None else kind), f" = {value!r}"
        elif argument["name"] in nullable:
            kind += " | None"
        lines.append(f"    {argument['name']}: {kind}{default}")
    return lines


def _value(connection: psycopg.Connection, expression: str) -> Any:
    """Evaluate a default as the catalog writes it. It is told to callers, and never sent: the function has it."""
    row = connection.execute(sql.SQL("select to_jsonb({})").format(sql.SQL(expression))).fetchone()
    return row[0] if row else None


def _type(argument: dict[str, Any]) -> str:
    match argument["kind"]:
        case "e":
            return camel(argument["schema_type"])
        case "d" if argument["base"] == "text":
            rules = ", ".join(f"{k}={v!r}" for k, v in json.loads(argument["constraints"]).items())
            return f"Annotated[str, StringConstraints({rules}), Storable]"
        case "d":
            rules = ", ".join(f"{k}={v!r}" for k, v in json.loads(argument["constraints"]).items())
            return f"Annotated[int, Field({rules})]"
        case _:
            return _PLAIN[argument["type"]]


def routes(connection: psycopg.Connection) -> str:
    """Write the template's routes: one for each RPC, so that metrics and throttling are per RPC."""
    names = [row[0] for row in connection.execute(_FUNCTIONS).fetchall()]  # type: ignore[call-overload,unused-ignore]
    block = "".join(
        f"        {camel(name)}:\n          Type: HttpApi\n"
        f"          Properties: {{ ApiId: !Ref HttpApi, Method: POST, Path: /rpc/{name} }}\n"
        for name in names
    )
    before, rest = TEMPLATE.read_text().split("# generated routes: begin\n")
    _, after = rest.split("        # generated routes: end")
    return f"{before}# generated routes: begin\n{block}        # generated routes: end{after}"


def schema(server: Postgres, database: str, folder: Path) -> str:
    """Dump what the versions and access.sql really made: tables, types, indexes, policies, grants.

    Functions are left out: each is a file of its own already.
    """
    dump, contents = folder / "core.dump", folder / "core.list"
    _run(
        "pg_dump",
        "--format=custom",
        "--schema-only",
        "--schema=core",
        f"--file={dump}",
        "--dbname",
        server.url(database),
    )
    listed = _run("pg_restore", "--list", str(dump)).splitlines()
    contents.write_text("\n".join(line for line in listed if " FUNCTION " not in line and " PROCEDURE " not in line))
    script = _run("pg_restore", f"--use-list={contents}", "--file=-", str(dump))
    # The versions of server and tool and a random key are of no interest to a reviewer.
    noise = ("\\restrict", "\\unrestrict", "-- Dumped", "--", "SET ", "SELECT pg_catalog.set_config")
    kept = "\n".join(line for line in script.splitlines() if not line.startswith(noise))
    return (
        "-- Generated by `make generate`: what the migrations make of the core schema. Do not edit.\n\n"
        + re.sub(r"\n{3,}", "\n\n", kept).strip()
        + "\n"
    )


def _run(program: str, *arguments: str) -> str:
    return subprocess.run([binaries(18) / program, *arguments], check=True, capture_output=True, text=True).stdout


def main() -> int:
    """Write the generated files, or with --check say which are stale."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="fail when a generated file is stale, write nothing")
    check = parser.parse_args().check
    stale = []
    with tempfile.TemporaryDirectory(prefix="ordak-generate-") as folder:
        server = Postgres(Path(folder), durable=False)
        server.start()
        try:
            url = server.create_database("generate")
            migrate(url)
            with psycopg.connect(url) as connection:
                made = {CONTRACT: contract(connection), TEMPLATE: routes(connection)}
            made[SCHEMA] = schema(server, "generate", Path(folder))
        finally:
            server.stop()
    for file, text in made.items():
        if not file.exists() or file.read_text() != text:
            stale.append(str(file.relative_to(ROOT)))
            if not check:
                file.write_text(text)
    if stale:
        print(("stale, run `make generate`: " if check else "written: ") + ", ".join(stale))
    return 1 if check and stale else 0


if __name__ == "__main__":
    sys.exit(main())
