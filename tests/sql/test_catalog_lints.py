"""What a database linter would find: each is looked for in the catalog, for tables and functions yet to come too."""

from tests.sql.floor import Floor
from tests.sql_files import PRIVATE

# Reference data of a few rows that are never deleted: nothing ever looks from them to the rows that name them.
NEVER_DELETED = {"core.faults", "core.organisations", "core.statuses", "core.stores"}

_UNINDEXED = """
select c.conrelid::regclass::text as child, c.confrelid::regclass::text as parent, array(
  select a.attname::text from unnest(c.conkey) with ordinality k (attnum, no)
  join pg_attribute a on a.attrelid = c.conrelid and a.attnum = k.attnum order by k.no) as columns
from pg_constraint c
where c.contype = 'f' and c.conparentid = 0 and not exists (
  select from pg_index i
  where i.indrelid = c.conrelid and i.indisvalid
    and (select array_agg(x order by x) from unnest(c.conkey) x)
      = (select array_agg(x order by x) from unnest((i.indkey::int2[])[0:cardinality(c.conkey) - 1]) x))
order by 1
"""


def test_every_foreign_key_has_an_index_on_the_side_that_refers(floor: Floor) -> None:
    found = [row for row in floor.rows(_UNINDEXED) if row["parent"] not in NEVER_DELETED]
    assert found == []


def test_what_is_never_deleted_cannot_be_by_anybody_who_calls(floor: Floor) -> None:
    able = floor.rows(
        "select t, r.rolname from unnest(%s::text[]) t, pg_roles r "
        "where not r.rolsuper and r.rolname <> 'ordak_owner' and r.rolname like 'ordak%%' and has_table_privilege(r.rolname, t, 'delete')",
        sorted(NEVER_DELETED),
    )
    assert able == []


def test_nobody_in_particular_may_run_nothing(floor: Floor) -> None:
    open_to_all = floor.rows(
        "select p.oid::regprocedure::text as signature from pg_proc p "
        "cross join lateral aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) a "
        "where p.pronamespace::regnamespace::text = any (%s) and a.grantee = 0",
        ["api", *PRIVATE],
    )
    assert open_to_all == []


def test_no_policy_lets_a_person_see_every_row(floor: Floor) -> None:
    policies = floor.rows(
        "select schemaname || '.' || tablename as name, cmd, qual, with_check from pg_policies "
        "where roles && '{authenticated,public}'::name[]"
    )
    assert policies
    assert [each for each in policies if each["qual"] in {None, "true"} or each["cmd"] != "SELECT"] == []


def test_every_function_that_sets_who_it_runs_as_has_a_path_of_its_own(floor: Floor) -> None:
    loose = floor.rows(
        "select p.oid::regprocedure::text as signature from pg_proc p "
        "where p.pronamespace::regnamespace::text = any (%s) and p.prolang <> "
        "(select oid from pg_language where lanname = 'sql') "
        "and not coalesce(p.proconfig, '{}') @> array['search_path=pg_catalog, pg_temp']",
        ["api", *PRIVATE],
    )
    assert loose == []


def test_no_two_indexes_are_the_same(floor: Floor) -> None:
    twins = floor.rows(
        "select a.indexrelid::regclass::text as one, b.indexrelid::regclass::text as other from pg_index a join pg_index b "
        "on a.indrelid = b.indrelid and a.indexrelid < b.indexrelid and a.indkey::text = b.indkey::text "
        "and coalesce(pg_get_expr(a.indpred, a.indrelid), '') = coalesce(pg_get_expr(b.indpred, b.indrelid), '') "
        "and coalesce(pg_get_expr(a.indexprs, a.indrelid), '') = coalesce(pg_get_expr(b.indexprs, b.indrelid), '') "
        "and a.indclass::text = b.indclass::text and a.indoption::text = b.indoption::text "
        "where a.indrelid::regclass::text like 'core.%%'"
    )
    assert twins == []
