"""What the database's catalog says there is, so that a rule holds for tables and functions yet to come."""

from tests.sql.floor import Floor, Json

# yoyo's own, made before any of ours, and the tests' clock: no data of a store, and nobody is granted anything.
NOT_OURS = {
    "public._yoyo_log",
    "public._yoyo_migration",
    "public._yoyo_version",
    "public.yoyo_lock",
    "public.test_clock",
}

_TABLES = """
select c.oid::regclass::text as name, c.relowner::regrole::text as owner, c.relrowsecurity as rls,
  c.relforcerowsecurity as forced, c.relispartition as partition,
  coalesce((select array_agg(p.polname::text order by p.polname) from pg_policy p where p.polrelid = c.oid), '{}') as policies,
  (select array_agg(a.attname::text order by a.attnum) from pg_attribute a
   where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = '') as columns
from pg_class c
where c.relkind in ('r', 'p') and c.relnamespace not in (
  select n.oid from pg_namespace n where n.nspname in ('pg_catalog', 'information_schema') or n.nspname ~ '^pg_(toast|temp)')
order by 1
"""
_FUNCTIONS = """
select p.oid::regprocedure::text as signature, p.proname::text as name, p.proowner::regrole::text as owner,
  p.proargnames::text[] as arguments, p.prosecdef as definer, p.proconfig as settings, obj_description(p.oid, 'pg_proc') as comment,
  p.pronamespace::regnamespace::text as schema, p.prokind::text as kind, pg_get_functiondef(p.oid) as definition
from pg_proc p where p.pronamespace::regnamespace::text = any (%s) and p.prokind in ('f', 'p')
order by 1
"""


def tables(floor: Floor) -> list[Json]:
    """Return every table and partition of every schema but the system's."""
    found = floor.rows(_TABLES)
    assert found
    return [{**table, "name": _qualified(table["name"])} for table in found]


def our_tables(floor: Floor) -> list[Json]:
    """Return those that are ours."""
    return [table for table in tables(floor) if table["name"] not in NOT_OURS]


def functions(floor: Floor, *schemas: str) -> list[Json]:
    """Return the functions and procedures of some of our schemas."""
    found = floor.rows(_FUNCTIONS, list(schemas))
    assert {function["schema"] for function in found} == set(schemas)
    return found


def logins(floor: Floor) -> list[str]:
    """Return every role that acts from outside, those of deployables yet to come included, and public."""
    found = floor.rows(
        "select r.rolname::text as name from pg_roles r where r.rolname in ('authenticated', 'service_role') "
        "or (r.rolname ~ '^ordak_' and r.rolname not in ('ordak_owner', 'ordak_api')) order by 1"
    )
    return [row["name"] for row in found] + ["public"]


def _qualified(name: str) -> str:
    return name if "." in name else f"public.{name}"
