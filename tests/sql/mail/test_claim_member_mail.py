"""api.claim_member_mail: what a member is mailed, of their own order alone, and only while it is so."""

from collections.abc import Iterator
from datetime import timedelta

import pytest

from tests.sql.floor import RPC, Floor, Json, actor
from tests.sql.mail.mails import begin, claim, finish, ordered, reader, sent, silent
from tests.sql.pantries import bring, done, household, item, member, place, session, set_rules


@pytest.fixture(autouse=True)
def _clock(floor: Floor) -> Iterator[None]:
    yield
    floor.set_clock(None)


def offered(floor: Floor, who: Json) -> tuple[Json, str]:
    """Return an order for whose item another was offered, and what that is."""
    peas = item(floor)
    order = bring(floor, ordered(floor, who, item(floor)), "PREPARING")
    floor.rows("delete from core.work_queue where topic = 'mail'")
    done(floor, "offer_substitute", "staff", id=order["id"], line_no=1, sku=peas, quantity=1)
    return order, peas


def test_no_mail_is_sent_unless_the_setting_says_so(floor: Floor) -> None:
    order = ordered(floor, reader(floor))
    set_rules(floor)
    bring(floor, order, "READY")
    assert floor.work("mail") == []


def test_a_member_is_mailed_what_staff_does_with_their_order(floor: Floor) -> None:
    who = reader(floor, "zoe.reader@ordak.test")
    order = ordered(floor, who)
    assert sent(floor) == []
    done(floor, "confirm_pantry_order", "staff", id=order["id"])
    (mail,) = sent(floor)
    assert mail == {
        "work_id": mail["work_id"],
        "kind": "confirmed",
        "to": "zoe.reader@ordak.test",
        "language": "en",
        "pantry": "Shelter Pantry",
        "order_id": order["id"],
        "pickup_code": order["pickup_code"],
        "day": mail["day"],
        "from": mail["from"],
        "until": mail["until"],
        "answer_by": None,
        "lines": [{"title": order["lines"][0]["title"], "quantity": 1, "answer_by": None}],
    }
    begins = "select to_char(starts_at at time zone 'Australia/Sydney', 'YYYY-MM-DD HH24:MI') from core.pantry_slots where slot_id = %s"
    assert f"{mail['day']} {mail['from']}" == floor.one(begins, order["slot_id"])
    done(floor, "start_pantry_order", "staff", id=order["id"])
    done(floor, "ready_pantry_order", "staff", id=order["id"])
    assert [each["kind"] for each in sent(floor)] == ["ready"]
    done(floor, "cancel_pantry_order", "staff", id=order["id"], reason="The shelf broke")
    assert [each["kind"] for each in sent(floor)] == ["cancelled"]


def test_a_row_that_waits_holds_ids_alone(floor: Floor) -> None:
    order = ordered(floor, reader(floor))
    done(floor, "confirm_pantry_order", "staff", id=order["id"])
    [row] = floor.work("mail")
    gid = floor.one("select order_gid from core.pantry_orders where id = %s", order["id"])
    assert (row["payload"], row["dedupe_key"]) == (
        {"kind": "confirmed", "order_gid": gid},
        f"shelter:{gid}:confirmed",
    )


def test_what_members_cancel_themselves_they_know(floor: Floor) -> None:
    who = reader(floor)
    order = ordered(floor, who)
    done(floor, "withdraw_pantry_order", who, id=order["id"])
    assert sent(floor) == []


def test_an_order_that_is_confirmed_at_once_is_mailed_when_it_is_placed(floor: Floor) -> None:
    begin(floor, confirm="at_once")
    order = place(floor, reader(floor), session(floor), (item(floor), 1))
    assert [(each["kind"], each["order_id"]) for each in sent(floor)] == [("confirmed", order["id"])]


def test_what_is_offered_is_mailed_with_the_time_for_an_answer(floor: Floor) -> None:
    order, peas = offered(floor, reader(floor))
    done(floor, "offer_substitute", "staff", id=order["id"], line_no=2, sku=item(floor), quantity=1)
    (mail,) = sent(floor)
    assert (mail["kind"], [line["answer_by"] is not None for line in mail["lines"]]) == ("substitute", [True])
    title = floor.one("select title from core.inventory_items where sku = %s", peas)
    assert title != mail["lines"][0]["title"]


def test_members_read_their_own_language_else_that_of_the_pantry(floor: Floor) -> None:
    both = [ordered(floor, reader(floor, language=language)) for language in (None, "en")]
    begin(floor, language="fr")
    for order in both:
        done(floor, "confirm_pantry_order", "staff", id=order["id"])
    assert [each["language"] for each in sent(floor)] == ["fr", "en"]


def test_who_has_no_address_or_is_no_member_any_more_gets_no_mail(floor: Floor) -> None:
    readers = [silent(floor), reader(floor), reader(floor), reader(floor)]
    orders = [ordered(floor, who) for who in readers]
    for order in orders:
        done(floor, "confirm_pantry_order", "staff", id=order["id"])
    floor.rows("update core.staff_shared set is_active = false where id = %s", readers[1]["id"])
    floor.rows("update core.staff_shared set stores = '{}' where id = %s", readers[2]["id"])
    assert [each["order_id"] for each in sent(floor)] == [orders[3]["id"]]
    assert [row["last_error"] for row in floor.work("mail")] == ["NOT_SENT"] * 3 + [None]


@pytest.mark.parametrize("then", ["answered", "late", "cancelled"])
def test_what_is_not_so_any_more_is_not_sent(floor: Floor, then: str) -> None:
    who = reader(floor)
    order, _ = offered(floor, who)
    if then == "answered":
        done(floor, "answer_substitute", who, id=order["id"], line_no=2, accept=True)
    elif then == "late":
        floor.set_clock(floor.one("select core.now()") + timedelta(minutes=31))
    else:
        done(floor, "cancel_pantry_order", "staff", id=order["id"], reason="The shelf broke")
    assert [each["kind"] for each in sent(floor)] == (["cancelled"] if then == "cancelled" else [])


def test_a_mail_is_one_workers_until_its_lease_is_over(floor: Floor) -> None:
    order = ordered(floor, reader(floor))
    done(floor, "confirm_pantry_order", "staff", id=order["id"])
    mail = claim(floor)
    assert mail is not None
    assert claim(floor, "next") is None
    floor.set_clock(floor.one("select core.now()") + timedelta(seconds=121))
    again = claim(floor, "next")
    assert again is not None
    assert (finish(floor, mail), finish(floor, again, "next")) == (False, True)


def test_mail_to_a_member_names_nobody_elses_order(floor: Floor) -> None:
    first, second = household(floor, 2)
    mine = ordered(floor, first)
    theirs = ordered(floor, member(floor))
    floor.rows("update core.staff_shared set email = 'first@ordak.test' where id = %s", first["id"])
    done(floor, "confirm_pantry_order", "staff", id=mine["id"])
    done(floor, "confirm_pantry_order", "staff", id=theirs["id"])
    (mail,) = sent(floor)
    assert mail["to"] == "first@ordak.test"
    assert theirs["id"] not in str(mail)
    assert second["id"] not in str(mail)


def test_no_person_claims_mail(floor: Floor) -> None:
    assert floor.call("ordak_reconcile", "claim_member_mail", actor=actor("admin"), worker="w")["code"] == "AUTH001"
    with pytest.raises(Exception, match="permission denied"):
        floor.call(RPC, "claim_member_mail", actor=actor("rpc"), worker="w")
