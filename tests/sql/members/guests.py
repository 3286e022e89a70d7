"""What the tests of members share: who comes with an invitation."""

from uuid import uuid4

from tests.sql.floor import Floor, Json, digest
from tests.sql.identity.people import address, sign_in, themself
from tests.sql.pantries import done


def invite(floor: Floor, **more: object) -> Json:
    """Invite somebody, and return the answer with the code."""
    return done(floor, "invite_member", "staff", **more)


def come(floor: Floor, code: str, email: str | None = None, subject: str | None = None, **more: object) -> Json:
    """Sign in with an invitation, as somebody whom nobody knows unless an e-mail is named; return the answer."""
    invitation = {"code_hash": digest(code), "name": "Nina New", "language": None, **more}
    way = {"audience": "member", "invitation": invitation}
    return sign_in(floor, str(uuid4()), subject or str(uuid4()), email or address(), **way)


def newcomer(floor: Floor) -> Json:
    """Return a new member, who has not joined yet, as who acts."""
    answer = come(floor, invite(floor)["invitation"])
    assert answer["ok"], answer
    return themself(answer["staff"]["staff_id"])
