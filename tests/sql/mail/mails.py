"""What the tests of mail share: a pantry that mails its members, and a reporter that sends."""

from tests.sql.floor import Floor, Json
from tests.sql.identity.people import address, person, themself
from tests.sql.pantries import STORE, done, household, item, place, session, set_rules


def reader(floor: Floor, email: str | None = None, language: str | None = None) -> Json:
    """Return a member with an address of their own, or with this one, who reads a language."""
    staff_id = person(floor, "Member", [STORE], email or address())
    floor.rows("update core.staff_shared set language = %s where id = %s", language, staff_id)
    made = done(floor, "set_household", size=2)["household"]
    done(floor, "set_household_member", household_id=made["household_id"], member_id=staff_id)
    return themself(staff_id)


def silent(floor: Floor) -> Json:
    """Return a member without an address."""
    (who,) = household(floor)
    return who


def ordered(floor: Floor, who: Json, *skus: str) -> Json:
    """Return an order, beside which no mail waits, of a pantry that sends mail."""
    order = place(floor, who, session(floor), *((sku, 1) for sku in skus or [item(floor)]))
    begin(floor)
    return order


def begin(floor: Floor, **rules: object) -> None:
    """Begin with nothing to send, SES in order, and the setting as it is usual but for mail."""
    floor.rows("delete from core.work_queue where topic in ('mail', 'alert')")
    floor.rows("update core.outlets set used_at = null, quiet_until = null, failures = 0 where name = 'mail'")
    set_rules(floor, **{"mail": True, **rules})


def claim(floor: Floor, worker: str = "w", **more: object) -> Json | None:
    """Claim a mail as the reporter does."""
    answer = floor.service("claim_member_mail", who="reconcile", worker=worker, **more)
    assert answer["ok"], answer
    mail: Json | None = answer["mail"]
    return mail


def finish(floor: Floor, mail: Json, worker: str = "w", **what: object) -> bool:
    """Finish a mail; return whether it was still this worker's."""
    given = {"worker": worker, "work_id": mail["work_id"], **what}
    answer = floor.service("finish_member_mail", who="reconcile", **given)
    assert answer["ok"], answer
    return not answer["already_done"]


def sent(floor: Floor) -> list[Json]:
    """Send all that is due, and return it."""
    mails = []
    while mail := claim(floor):
        assert finish(floor, mail)
        mails.append(mail)
    return mails
