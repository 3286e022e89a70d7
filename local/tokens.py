"""Staff access tokens of the local stack, signed by its own key, for those at a terminal who need not sign in."""

import time
from pathlib import Path
from uuid import uuid4

import psycopg
from joserfc import jwt

from local.processes import StackError
from local.state import keep_signing_key
from ordak.identity import AUDIENCE, ISSUER

SHIFT = 720  # minutes

FIND_STAFF = """
select id::text
from core.staff_shared
where role::text = %(role)s and is_active and (%(store)s::text is null or %(store)s = any (stores::text[]))
order by display_name
limit 1
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
    return sign(folder, str(found[0]), minutes)


def sign(folder: Path, staff_id: str, minutes: int) -> str:
    """Return an access token for the staff id, as functions/auth issues them."""
    key = keep_signing_key(folder)
    now = int(time.time())
    header = {"alg": "ES256", "kid": key.kid, "typ": "at+jwt"}
    claims = {
        "iss": ISSUER,
        "aud": AUDIENCE,
        "sub": staff_id,
        "iat": now,
        "nbf": now,
        "exp": now + minutes * 60,
        "jti": str(uuid4()),
    }
    return jwt.encode(header, claims, key, algorithms=["ES256"])
