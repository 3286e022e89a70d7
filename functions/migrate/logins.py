"""What a login may change of itself: compared with what the last migration left, and told to somebody."""

import psycopg
from psycopg.types.json import Jsonb

_KNOWN = (
    "select to_regclass('core.login_settings') is not null and to_regprocedure('core.changed_logins()') is not null"
)

type Changes = dict[str, list[str]]


def changed(connection: psycopg.Connection) -> Changes:
    """What of which login differs. Asked before roles.sql, which puts the settings back."""
    if connection.execute(_KNOWN).fetchone() != (True,):
        return {}
    return dict(connection.execute("select login, changes from core.changed_logins()").fetchall())


def keep(connection: psycopg.Connection, found: Changes) -> None:
    """Keep what roles.sql has set, for the next comparison, and tell somebody of what was found before."""
    with connection.transaction():
        connection.execute("delete from core.login_settings")
        connection.execute(
            "insert into core.login_settings (login, settings) select r.rolname, core.settings_of(r.rolname::text) "
            "from pg_catalog.pg_roles r where r.rolname in (select unnest(p.logins) from core.permissions p)"
        )
        connection.execute("set local role ordak_api")
        for login, changes in found.items():
            detail = Jsonb({"changes": changes})
            connection.execute("select core.alert('login_changed', null, %s, %s)", (login, detail))
