"""Staff access tokens of the local stack, for those at a terminal who need not sign in: of a session, as any other."""

import time
from pathlib import Path
from uuid import uuid4

import psycopg
from joserfc import jwt

from local.servers.processes import StackError
from local.state import keep_signing_key, read_env
from ordak.http.identity import AUDIENCE, ISSUER

SHIFT = 720  # minutes
LONGEST = 30 * 24 * 60  # minutes: the Admin's in the env file

FIND_STAFF = """
select id::text
from core.staff_shared
where role::text = %(role)s and is_active and (%(store)s::text is null or %(store)s = any (stores::text[]))
order by display_name
limit 1
"""
# One session of a person serves all of their tokens that it outlasts. Of a person whom nobody knows there is none.
OPEN_SESSION = """
with kept as (
  select session_id from core.sessions
  where staff_id::text = %(staff)s and provider = 'terminal' and ended_at is null
    and expires_at >= now() + make_interval(mins => %(minutes)s)
  limit 1
), made as (
  insert into core.sessions (staff_id, provider, expires_at)
  select id, 'terminal', now() + make_interval(mins => %(minutes)s)
  from core.staff_shared where id::text = %(staff)s and not exists (select from kept)
  returning session_id
)
select session_id::text from kept union all select session_id::text from made
"""


def staff_token(folder: Path, owner_url: str, role: str, store: str | None = None, minutes: int = SHIFT) -> str:
    """Return a token of the first active person of that role (and store); StackError when there is none."""
    try:
        with psycopg.connect(owner_url, connect_timeout=30) as connection:
            found = connection.execute(FIND_STAFF, {"role": role, "store": store}).fetchone()
    except psycopg.OperationalError as error:
        raise StackError("The stack is not up: make up starts it.") from error
    if found is None:
        where = f" in the store {store}" if store else ""
        raise StackError(f"Nobody has the role {role}{where}.")
    return _signed(folder, str(found[0]), _session(owner_url, str(found[0]), minutes), minutes)


def sign(folder: Path, staff_id: str, minutes: int) -> str:
    """Return an access token for the staff id, as functions/auth issues them, for the stack of the folder."""
    owner_url = read_env(folder)["ORDAK_OWNER_DATABASE_URL"]
    return _signed(folder, staff_id, _session(owner_url, staff_id, minutes), minutes)


def _session(owner_url: str, staff_id: str, minutes: int) -> str:
    """Return a session of this person that lasts as long as the token."""
    with psycopg.connect(owner_url, connect_timeout=3) as connection:
        found = connection.execute(OPEN_SESSION, {"staff": staff_id, "minutes": max(minutes, 1)}).fetchone()
    return str(found[0] if found else uuid4())


def _signed(folder: Path, staff_id: str, session_id: str, minutes: int) -> str:
    key = keep_signing_key(folder)
    now = int(time.time())
    header = {"alg": "ES256", "kid": key.kid, "typ": "at+jwt"}
    claims = {
        "iss": ISSUER,
        "aud": AUDIENCE,
        "client_id": "terminal",
        "sub": staff_id,
        "sid": session_id,
        "iat": now,
        "nbf": now,
        "exp": now + minutes * 60,
        "jti": str(uuid4()),
    }
    return jwt.encode(header, claims, key, algorithms=["ES256"])
