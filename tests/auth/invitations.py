"""An invitation to the pantry of another organisation, and who came with it: both gone afterwards."""

from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256

from local.stack import Stack
from tests.functions.callers import rows

INVITATION = "__Host-ordak_invitation"
CODE = "J-7K3M9Q2DW4XN5TRA-H"
_MADE = "select id from core.staff_shared where display_name = 'Sam Staff' and organisation = 'corner'"
_SESSIONS = f"select session_id from core.sessions where staff_id in ({_MADE})"
_EMPTY = "not exists (select from core.household_members m where m.store = h.store and m.household_id = h.household_id)"


@contextmanager
def invitation(stack: Stack) -> Iterator[None]:
    """Have an invitation with this code; Sam Staff of the other organisation may come with it."""
    rows(
        stack,
        "insert into core.invitations (store, code_hash, expires_at) values ('pantry', %s, 'infinity') returning 1",
        sha256(CODE.encode()).digest(),
    )
    yield
    for gone in (
        f"core.household_members where member_id in ({_MADE})",
        f"core.households h where h.store = 'pantry' and {_EMPTY}",
        "core.invitations where code_hash is not null",
        f"core.refresh_tokens where session_id in ({_SESSIONS})",
        f"core.sessions where staff_id in ({_MADE})",
        f"core.staff_accounts where staff_id in ({_MADE})",
        f"core.staff_shared where id in ({_MADE})",
    ):
        rows(stack, f"delete from {gone} returning 1")
