"""The Python contract out of the catalog: a model for the request and the answer of each function of api."""

import json
import keyword
from typing import Any

import psycopg
from psycopg import sql

from tools.generate.contract_types import argument_type, camel

_HEADER = '"""{}, generated from the database\'s catalog by `make generate`. Do not edit."""'
# Types of columns as Python has them.
_COLUMNS = {
    "text": "str",
    "uuid": "UUID",
    "jsonb": "Any",
    "date": "date",
    "boolean": "bool",
    "integer": "int",
    "bigint": "int",
    "numeric": "float",
    "timestamp with time zone": "AwareDatetime",
}

# Every function with its arguments in order; p_actor comes from the token. A person's are those that are routes.
_FUNCTIONS = """
select p.proname as name, obj_description(p.oid, 'pg_proc') as comment,
  exists (
    select from core.transitions t where t.action = p.proname
    union all
    select from core.moves m where m.action = p.proname
    union all
    select from core.permissions m where m.function_name = p.proname and m.roles <> '{Service}'
      and 'ordak_rpc' = any (m.logins)) as public,
  (select coalesce(jsonb_agg(jsonb_build_object(
      'name', substr(a.name, 3), 'type', format_type(t.oid, null), 'kind', t.typtype, 'type_name', t.typname,
      'base', format_type(t.typbasetype, null), 'constraints', obj_description(t.oid, 'pg_type'),
      'element', (
        select obj_description(e.oid, 'pg_type') from pg_type e
        where t.typtype = 'd' and e.typnamespace = t.typnamespace
          and e.typname = obj_description(t.oid, 'pg_type')::json ->> 'list_of'),
      'optional', a.place > p.pronargs - p.pronargdefaults,
      'default', pg_get_function_arg_default(p.oid, a.place::int)) order by a.place), '[]')
   from unnest(p.proargnames, p.proargtypes::oid[]) with ordinality a (name, type, place)
   join pg_type t on t.oid = a.type
   where a.name <> 'p_actor') as arguments
from pg_proc p
where p.pronamespace = 'api'::regnamespace
order by p.proname
"""
_ENUMS = """
select t.typname as name, jsonb_agg(e.enumlabel order by e.enumsortorder) as labels
from pg_type t join pg_enum e on e.enumtypid = t.oid
where t.typnamespace = 'core'::regnamespace
  and t.typname in ('stage_type', 'priority', 'delivery_method', 'work_status', 'staff_role', 'line_kind')
group by t.typname order by t.typname
"""
# Every composite of api; a column knows its element's type where it is an array.
_COMPOSITES = """
select t.typname as name, obj_description(t.oid, 'pg_type') as comment,
  (select coalesce(jsonb_agg(jsonb_build_object(
      'name', a.attname, 'array', c.typelem <> 0 and c.typcategory = 'A',
      'type', format_type(e.oid, null), 'kind', e.typtype, 'type_name', e.typname,
      'base', format_type(e.typbasetype, null), 'constraints', obj_description(e.oid, 'pg_type'),
      'default', substring(col_description(t.typrelid, a.attnum) from '^@default (.*)'),
      'nullable', coalesce(col_description(t.typrelid, a.attnum) = '@nullable', false)) order by a.attnum), '[]')
   from pg_attribute a
   join pg_type c on c.oid = a.atttypid
   join pg_type e on e.oid = case when c.typcategory = 'A' then c.typelem else c.oid end
   where a.attrelid = t.typrelid and a.attnum > 0) as columns
from pg_type t
where t.typnamespace = 'api'::regnamespace and t.typtype = 'c'
  and exists (select from pg_class c where c.oid = t.typrelid and c.relkind = 'c')
order by t.typname
"""


def public_functions(connection: psycopg.Connection) -> list[str]:
    """Name the functions that are routes."""
    return [name for name, _, public, _ in connection.execute(_FUNCTIONS.encode()).fetchall() if public]


def requests(connection: psycopg.Connection) -> str:
    """Write enums, faults, and a request model per function that a person may call."""
    functions = [row for row in connection.execute(_FUNCTIONS.encode()).fetchall() if row[2]]
    faults = connection.execute("select code, status, retry, title from core.faults order by code").fetchall()
    lines = [
        _HEADER.format("Requests, enums and faults"),
        "",
        "from decimal import Decimal",
        "from datetime import date",
        "from enum import StrEnum",
        "from typing import Annotated",
        "from uuid import UUID",
        "",
        "from pydantic import Field, StringConstraints",
        "",
        "from ordak.contract.base import Fault, Json, Part, Parts, Rpc, ShopifyId, Storable",
        "from ordak.contract.reading import Day, Exact, Moment, OnDay, Whole",
    ]
    for name, labels in connection.execute(_ENUMS.encode()).fetchall():
        lines += ["", "", f"class {camel(name)}(StrEnum):"]
        lines += [f"    {label.upper()} = {label!r}" for label in labels]
    for name, (comment, columns) in _parts(connection).items():
        lines += _part(name, comment, columns)
    for name, comment, _, arguments in functions:
        lines += _request(connection, name, comment, arguments)
    lines += ["", "", "RPCS: dict[str, type[Rpc]] = {"]
    lines += [f'    "{name}": {camel(name)},' for name, *_ in functions]
    lines += ["}", "", "FAULTS = {"]
    lines += [f'    "{c}": Fault(status={s}, retry={r}, title={json.dumps(t)}),' for c, s, r, t in faults]
    lines += ["}", "", "# What a function refuses with, beside what all refuse with.", "REFUSALS = {"]
    for name, comment, *_ in functions:
        if codes := _tags(comment)[1].get("refuses", "").split():
            lines.append(f'    "{name}": ({", ".join(json.dumps(code) for code in codes)},),')
    return "\n".join([*lines, "}", ""])


def _tags(comment: str) -> tuple[str, dict[str, str]]:
    """Take a comment apart: its text, and what its @words say."""
    text, *tags = comment.split(" @")
    return text, dict(tag.split(" ", 1) for tag in tags)


def _request(connection: psycopg.Connection, name: str, comment: str, arguments: list[dict[str, Any]]) -> list[str]:
    text, tags = _tags(comment)
    lines = ["", "", f"class {camel(name)}(Rpc):", f'    """{text}"""', ""]
    for argument in arguments:
        kind, default = argument_type(argument), ""
        if argument["optional"]:
            value = _value(connection, argument["default"])
            kind += " | None" if value is None else ""
            exact = kind.startswith("Annotated[Decimal") and value is not None
            default = f' = Decimal("{value}")' if exact else f" = {value!r}"
        elif argument["name"] == tags.get("nullable"):
            kind += " | None"
        lines.append(f"    {argument['name']}: {kind}{default}")
    return lines


def _value(connection: psycopg.Connection, expression: str) -> Any:
    """Evaluate a default as the catalog writes it. It is told to callers, and never sent: the function has it."""
    row = connection.execute(sql.SQL("select to_jsonb({})").format(sql.SQL(expression))).fetchone()
    return row[0] if row else None


def _parts(connection: psycopg.Connection) -> dict[str, tuple[str, list[dict[str, Any]]]]:
    """Return the composites that requests are made of: those that others extend come first."""
    composites = [row for row in connection.execute(_COMPOSITES.encode()) if _tags(row[1])[1].get("in") == "requests"]
    return {row[0]: row[1:] for row in sorted(composites, key=lambda row: "extends" in _tags(row[1])[1])}


def _part(name: str, comment: str, columns: list[dict[str, Any]]) -> list[str]:
    """Write a part of a request."""
    text, tags = _tags(comment)
    lines = ["", "", f"class {camel(name)}({camel(tags.get('extends', 'part'))}):", f'    """{text}"""', ""]
    for column in columns:
        kind, default = argument_type(column), ""
        if column["nullable"]:
            kind, default = f"{kind} | None", " = None"
        elif column["default"] is not None:
            default = f" = {kind}.{column['default'].upper()}"
        lines.append(f"    {column['name']}: {kind}{default}")
    return lines


def answers(connection: psycopg.Connection) -> str:
    """Write a model per composite type of api, and which of them each function answers with."""
    composites = {name: (comment, columns) for name, comment, columns in connection.execute(_COMPOSITES.encode())}
    parts = list(_parts(connection))
    names = sorted(camel(name) for name in [*parts, *(name for name, _ in connection.execute(_ENUMS.encode()))])
    lines = [
        _HEADER.format("Answers"),
        "",
        "from datetime import date",
        "from typing import Any",
        "from uuid import UUID",
        "",
        "from pydantic import AwareDatetime, Field",
        "",
        "from ordak.contract.base import Answer, Row",
        f"from ordak.contract.generated import {', '.join(names)}",
    ]
    written = list(parts)
    for name in composites:
        _write_composite(name, composites, written, lines)
    lines += ["", "", "ANSWERS: dict[str, type[Answer]] = {"]
    for name, comment, *_ in connection.execute(_FUNCTIONS.encode()).fetchall():
        lines.append(f'    "{name}": {camel(_tags(comment)[1]["returns"])},')
    return "\n".join([*lines, "}", ""])


def _write_composite(
    name: str, composites: dict[str, tuple[str, list[dict[str, Any]]]], written: list[str], lines: list[str]
) -> None:
    """Write a model after those that it is made of."""
    if name in written:
        return
    written.append(name)
    comment, columns = composites[name]
    text, tags = _tags(comment)
    parents = ["Answer" if name.endswith("_answer") else "Row"]
    if "extends" in tags:
        parents = [*(parents if parents == ["Answer"] else []), camel(tags["extends"])]
    for other in [tags.get("extends"), *(column["type_name"] for column in columns if column["kind"] == "c")]:
        if other is not None:
            _write_composite(other, composites, written, lines)
    lines += ["", "", f"class {camel(name)}({', '.join(parents)}):", f'    """{text}"""']
    lines += ["", *(_column(column) for column in columns)] if columns else []


def _column(column: dict[str, Any]) -> str:
    kind = camel(column["type_name"]) if column["kind"] in "ce" else _COLUMNS[column["type"]]
    kind = f"list[{kind}]" if column["array"] else kind
    kind += " | None" if column["nullable"] else ""
    name = column["name"]
    return f'    {name}_: {kind} = Field(alias="{name}")' if keyword.iskeyword(name) else f"    {name}: {kind}"
