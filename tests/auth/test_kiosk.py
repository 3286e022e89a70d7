"""A kiosk shared by many: enrolled by a supervisor, people come and go by badge and PIN, and each scan is somebody's."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import httpx
import pytest

from badge import check_character
from local.stack import Stack
from ordak.contract.base import Refusal
from tests.auth.kiosk import Kiosk, badge_of, turn_of
from tests.functions.callers import Person, Shop, cake, order, rows

SAM, SUE, TOM, ZOE, MIA, GONE = (f"5a000000-0000-4000-8000-00000000000{n}" for n in (1, 2, 7, 8, 6, 9))
EVENT = (
    "select actor_kind, actor_id, device_id = %s, turn_id::text, occurred_at is not null from core.order_events "
    "where ticket_id = %s and kind <> 'refused' order by event_no desc limit 1"
)


def code(answer: httpx.Response) -> tuple[int, str]:
    """Return status and code of a refusal in the envelope."""
    return answer.status_code, Refusal.model_validate_json(answer.content).code


def ticket(stack: Stack) -> str:
    """Sell a cake; return its ticket."""
    answer = Shop(stack.env).deliver(order(cake("BRW-12-SC"))).json()
    [found] = answer["tickets"]
    assert isinstance(found, str)
    return found


def device_id(kiosk: Kiosk) -> str:
    """Return a kiosk's own id."""
    found: str = kiosk.call("get_device").json()["device"]["device_id"]
    return found


@pytest.fixture(scope="module")
def kiosk(stack: Stack) -> Kiosk:
    return Kiosk.enrolled(stack)


def test_a_kiosk_is_enrolled_by_the_code_that_it_shows(stack: Stack) -> None:
    kiosk = Kiosk(stack)
    assert kiosk.ask("/auth/device/poll").json()["state"] == "waiting"
    assert code(kiosk.call("get_queue", store="bannos")) == (401, "AUTH002")
    typed = kiosk.user_code.lower().replace("-", " ")  # as people do
    boss = Person(stack, "Supervisor")
    enrolled = boss.call("enrol_device", user_code=typed, store="bannos", station=" Covering ").json()
    assert (enrolled["device"]["store"], enrolled["device"]["station"]) == ("bannos", "Covering")
    assert kiosk.ask("/auth/device/poll").json()["state"] == "enrolled"
    assert kiosk.call("get_queue", store="bannos").status_code == 200
    again = boss.call("enrol_device", user_code=typed, store="bannos", station="Covering").json()
    assert again["already_done"]
    other = boss.call("enrol_device", user_code=typed, store="bannos", station="Packing")
    assert code(other) == (404, "DEV002")

    kept = rows(stack, "select token_hash from core.devices where device_id = %s", enrolled["device"]["device_id"])
    assert kiosk.token.encode() not in kept[0][0]
    assert boss.call("revoke_device", device_id=enrolled["device"]["device_id"]).json()["ok"]
    assert code(kiosk.call("get_queue", store="bannos")) == (401, "AUTH002")
    assert kiosk.ask("/auth/device/poll").json()["state"] == "revoked"


def test_a_code_counts_for_ten_minutes(stack: Stack) -> None:
    kiosk = Kiosk(stack)
    late = "update core.devices set code_expires_at = now() - interval '1 second' where user_code = %s returning 1"
    assert rows(stack, late, kiosk.user_code.replace("-", ""))
    assert kiosk.ask("/auth/device/poll").json()["state"] == "expired"
    answer = Person(stack, "Supervisor").call("enrol_device", user_code=kiosk.user_code, store="bannos", station="x")
    assert code(answer) == (404, "DEV002")
    Kiosk(stack)  # whoever asks next clears it away
    assert kiosk.ask("/auth/device/poll").json()["state"] == "unknown"


def test_a_kiosk_with_nobody_at_it_shows_the_queue_and_scans_nothing(kiosk: Kiosk, stack: Stack) -> None:
    assert kiosk.call("get_queue", store="bannos").json()["tickets"]
    assert kiosk.call("get_queue", store="flourlane").json()["code"] == "AUTH001"
    assert code(kiosk.call("complete_filling", id=ticket(stack))) == (403, "AUTH001")
    assert code(kiosk.call("set_staff", staff_id=SAM, display_name="x", role="Admin", stores=["bannos"])) == (
        403,
        "AUTH001",
    )


def test_a_person_signs_in_by_badge_and_each_scan_is_theirs(kiosk: Kiosk, stack: Stack) -> None:
    badge = badge_of(stack, SAM)
    answer = kiosk.badge(badge)
    turn = turn_of(answer)
    assert answer.json()["staff"]["display_name"] == "Sam Staff"
    sold = ticket(stack)
    assert kiosk.call("complete_filling", turn, id=sold).json()["ticket"]["stage"] == "Covering"
    assert rows(stack, EVENT, device_id(kiosk), sold) == [("staff", SAM, True, turn, False)]
    # Scanned again, as scanners do: the same turn.
    again = kiosk.badge(badge.lower().replace("-", "")).json()
    assert (again["turn_id"], again["already_done"]) == (turn, True)


def test_several_are_signed_in_and_each_acts_as_themselves(kiosk: Kiosk, stack: Stack) -> None:
    sam, tom = (turn_of(kiosk.badge(badge_of(stack, who))) for who in (SAM, TOM))
    first, second = ticket(stack), ticket(stack)
    kiosk.call("complete_filling", sam, id=first)
    kiosk.call("complete_filling", tom, id=second)
    kiosk.call("complete_covering", sam, id=second)
    made = "select actor_id from core.order_events where ticket_id = %s and to_stage is not null order by event_no"
    assert rows(stack, made, first) == [(SAM,)]
    assert rows(stack, made, second) == [(TOM,), (SAM,)]
    people = kiosk.call("get_device").json()["people"]
    assert {each["staff_id"] for each in people if each["turn_id"]} >= {SAM, TOM}
    assert {each["staff_id"] for each in people}.isdisjoint({ZOE, MIA, GONE})

    assert kiosk.call("end_turn", turn_id=sam).json()["already_done"] is False
    assert kiosk.call("end_turn", turn_id=sam).json()["already_done"] is True
    assert code(kiosk.call("complete_covering", sam, id=first)) == (401, "AUTH002")
    assert kiosk.call("complete_covering", tom, id=first).json()["ok"]
    # The kiosk itself stays what it is.
    assert kiosk.call("get_queue", store="bannos").json()["ok"]


def test_a_scan_made_offline_is_theirs_if_the_turn_was(kiosk: Kiosk, stack: Stack) -> None:
    turn = turn_of(kiosk.badge(badge_of(stack, SAM)))
    began = "update core.turns set started_at = now() - interval '2 hours' where turn_id = %s returning 1"
    assert rows(stack, began, turn)
    left = datetime.now(UTC) - timedelta(minutes=40)
    assert kiosk.call("end_turn", turn_id=turn, ended_at=left.isoformat()).json()["ok"]

    sold = ticket(stack)
    late = kiosk.call("complete_filling", turn, left - timedelta(minutes=5), id=sold, scan_id=str(uuid4()))
    assert late.json()["ticket"]["stage"] == "Covering"
    assert rows(stack, EVENT, device_id(kiosk), sold) == [("staff", SAM, True, turn, True)]
    for moment in (left + timedelta(minutes=5), datetime.now(UTC), left - timedelta(hours=3)):
        assert code(kiosk.call("complete_covering", turn, moment, id=sold, scan_id=str(uuid4()))) == (401, "AUTH002")
    # What is no scan is not taken late: it could be done for ever.
    early = left - timedelta(minutes=5)
    assert code(kiosk.call("complete_covering", turn, early, id=sold)) == (401, "AUTH002")
    other = Kiosk.enrolled(stack, station="Packing")
    assert code(other.call("complete_covering", turn, early, id=sold, scan_id=str(uuid4()))) == (401, "AUTH002")


def test_whoever_does_nothing_for_long_is_asked_again_but_not_for_what_they_did(kiosk: Kiosk, stack: Stack) -> None:
    turn = turn_of(kiosk.badge(badge_of(stack, TOM)))
    idle = (
        "update core.turns set started_at = now() - interval '1 hour', last_seen_at = now() - interval '16 minutes' "
        "where turn_id = %s returning 1"
    )
    assert rows(stack, idle, turn)
    sold = ticket(stack)
    assert code(kiosk.call("complete_filling", turn, id=sold)) == (401, "AUTH002")
    # What they scanned while the network was away, and the page still knew who stood there, is not lost.
    late = datetime.now(UTC) - timedelta(minutes=10)
    assert kiosk.call("complete_filling", turn, late, id=sold, scan_id=str(uuid4())).json()["ok"]
    assert turn_of(kiosk.badge(badge_of(stack, TOM))) != turn


def test_a_pin_counts_at_an_enrolled_kiosk_alone(kiosk: Kiosk, stack: Stack) -> None:
    tom = Person(stack, "Staff", "bannos")
    mine = rows(stack, "select id::text from core.staff_shared where display_name = 'Sam Staff'")[0][0]
    headers = {"authorization": f"Bearer {tom.token}"}
    set_pin = httpx.post(stack.url + "/auth/pin", json={"pin": "271828"}, headers=headers, timeout=60)
    assert set_pin.json()["ok"], set_pin.text
    assert kiosk.call("get_device").json()["people"]
    turn = turn_of(kiosk.pin(mine, "271828"))
    assert kiosk.call("get_order_for_scan", turn, scan=ticket(stack)).json()["ok"]

    waiting = Kiosk(stack)
    assert code(waiting.pin(mine, "271828")) == (401, "AUTH002")
    assert code(waiting.ask("/auth/turn", {"staff_id": mine, "pin": "271828"}, token=None)) == (401, "AUTH001")
    assert code(waiting.ask("/auth/turn", {"staff_id": mine, "pin": "271828"}, token=tom.token)) == (401, "AUTH001")
    [kept] = rows(stack, "select pin_hash from core.pins where staff_id = %s", mine)
    assert b"271828" not in kept[0]


def test_wrong_pins_lock_the_person_and_then_the_kiosk(stack: Stack) -> None:
    kiosk = Kiosk.enrolled(stack)
    boss = Person(stack, "Admin")
    for who in (SUE, TOM):
        answer = httpx.post(
            stack.url + "/auth/pin", json={"pin": "314159", "staff_id": who},
            headers={"authorization": f"Bearer {boss.token}"}, timeout=60,
        )  # fmt: skip
        assert answer.json()["ok"]
    for _ in range(5):
        assert code(kiosk.pin(SUE, "000000")) == (403, "AUTH005")
    locked = kiosk.pin(SUE, "314159")  # the right one, too late
    assert code(locked) == (429, "AUTH003")
    assert 0 < int(locked.headers["retry-after"]) <= 60
    assert locked.json()["retry_after"] == int(locked.headers["retry-after"])
    # Others may still sign in here, and she by her badge.
    turn_of(kiosk.pin(TOM, "314159"))
    turn_of(kiosk.badge(badge_of(stack, SUE)))
    for _ in range(5):
        assert code(kiosk.badge("S-0000000000000000-" + _check("0" * 16))) == (403, "AUTH005")
    assert code(kiosk.pin(TOM, "314159")) == (429, "AUTH003")
    assert turn_of(Kiosk.enrolled(stack).pin(TOM, "314159"))


def _check(body: str) -> str:
    return check_character("S" + body)


@pytest.mark.parametrize("who", [ZOE, MIA, GONE])
def test_a_badge_of_another_store_or_of_nobody_here_is_not_accepted(kiosk: Kiosk, stack: Stack, who: str) -> None:
    switch = "update core.staff_shared set is_active = %s::boolean where id = %s returning 1"
    rows(stack, switch, "true", who)
    try:
        badge = badge_of(stack, who)
    finally:
        rows(stack, switch, str(who != GONE), who)
    assert code(kiosk.badge(badge)) == (403, "AUTH005")


def test_a_badge_is_void_when_another_is_issued_or_it_is_revoked(stack: Stack) -> None:
    kiosk = Kiosk.enrolled(stack)
    first = badge_of(stack, TOM)
    turn = turn_of(kiosk.badge(first))
    second = badge_of(stack, TOM)
    assert code(kiosk.badge(first)) == (403, "AUTH005")
    assert code(kiosk.call("get_queue", turn, store="bannos")) == (401, "AUTH002")
    turn_of(kiosk.badge(second))
    boss = Person(stack, "Admin")
    assert boss.call("revoke_badge", staff_id=TOM).json()["already_done"] is False
    assert boss.call("revoke_badge", staff_id=TOM).json()["already_done"] is True
    assert code(kiosk.badge(second)) == (403, "AUTH005")


@pytest.mark.parametrize(
    "scanned", ["", "bannos-12345", "S-7K3M9Q2DW4XN5TRA", "S-" + "0" * 16 + "-0", "S-" + "O" * 16 + "-1", "x" * 100]
)
def test_what_is_no_badge_is_told_so_and_counts_as_no_try(kiosk: Kiosk, stack: Stack, scanned: str) -> None:
    before = rows(stack, "select coalesce(sum(failures), 0) from core.sign_in_tries")
    assert code(kiosk.badge(scanned)) == (422, "SCN002")
    assert rows(stack, "select coalesce(sum(failures), 0) from core.sign_in_tries") == before


def test_a_misread_badge_is_no_badge(kiosk: Kiosk, stack: Stack) -> None:
    badge = badge_of(stack, SAM)
    for at in range(2, 18):
        wrong = badge[:at] + ("A" if badge[at] != "A" else "B") + badge[at + 1 :]
        assert code(kiosk.badge(wrong)) == (422, "SCN002"), wrong


@pytest.mark.parametrize(
    ("body", "fault"),
    [
        (None, ""),
        ({}, "badge"),
        ({"badge": 1}, "badge"),
        ({"badge": "x" * 101}, "badge"),
        ({"staff_id": "x", "pin": "123456"}, "staff_id"),
        ({"staff_id": SAM, "pin": "12345"}, "pin"),
        ({"staff_id": SAM, "pin": "1234567890123"}, "pin"),
        ({"staff_id": SAM, "pin": "１２３４５６"}, "pin"),
        ({"staff_id": SAM, "pin": 123456}, "pin"),
        ({"staff_id": SAM, "pin": "123456", "badge": "x"}, "badge"),
        ([], ""),
    ],
)
def test_a_wrong_body_is_named_and_never_repeated(kiosk: Kiosk, body: Any, fault: str) -> None:
    answer = kiosk.ask("/auth/turn", body)
    assert code(answer) == (422, "REQ001")
    assert fault in answer.json()["message"]
    assert "12345" not in answer.text


@pytest.mark.parametrize(
    "token", ["ordak_device_" + "0" * 64, "ordak_device_", "ordak_device_" + "Z" * 64, "x", "ordak_token_" + "0" * 64]
)
def test_a_token_that_is_none_is_refused_and_leaves_no_trace(kiosk: Kiosk, stack: Stack, token: str) -> None:
    events = "select count(*) from core.order_events"
    before = rows(stack, events)
    for path in ("/rpc/get_queue", "/rpc/complete_filling", "/auth/turn"):
        body = (
            {"badge": "S-" + "0" * 16 + "-" + _check("0" * 16)}
            if path == "/auth/turn"
            else {"store": "bannos", "id": "x"}
        )
        body = {"/rpc/get_queue": {"store": "bannos"}, "/rpc/complete_filling": {"id": "x"}}.get(path, body)
        answer = kiosk.ask(path, body, token=token)
        assert answer.status_code == 401, answer.text
    assert rows(stack, events) == before
