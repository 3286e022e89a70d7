"""Mail to members, by the reporter: sent once SES takes it, kept while it does not, and a member's to nobody but them."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest

import member_mail
from tests.adapters.wire import Call, Wire
from tests.functions.reconcile.reporting import run
from tests.functions.reconcile.test_alert_mail import refused, ses, taken
from tests.functions.reconcile.test_reporter import killed
from tests.sql.floor import Floor, Json
from tests.sql.mail.mails import ordered, reader
from tests.sql.pantries import bring, done, item, open_pantry
from tests.sql.waiting.lists import free, full, join
from tests.stateful.world import KilledError

__all__ = ["ses"]


@pytest.fixture(scope="module", autouse=True)
def pantry(shared: Floor) -> None:
    """Open a pantry."""
    open_pantry(shared)


@pytest.fixture(autouse=True)
def now(floor: Floor) -> None:
    """Stop the clock at this moment, beside which sessions are made."""
    floor.set_clock(datetime.now(UTC))


def confirmed(floor: Floor, email: str, language: str | None = None) -> Json:
    """Have the mail wait that an order is confirmed."""
    order = ordered(floor, reader(floor, email, language))
    done(floor, "confirm_pantry_order", "staff", id=order["id"])
    return order


def written(ses: Wire) -> list[tuple[list[str], str, str]]:
    """Return to whom each mail went, its subject and its text."""
    mails: list[dict[str, Any]] = [json.loads(call.body) for call in ses.calls]
    simple = [(mail["Destination"]["ToAddresses"], mail["Content"]["Simple"]) for mail in mails]
    return [(to, what["Subject"]["Data"], what["Body"]["Text"]["Data"]) for to, what in simple]


def test_a_member_is_mailed_their_own_order_in_their_language(floor: Floor, ses: Wire) -> None:
    order = confirmed(floor, "fleur@member.example", "fr")
    assert run()["mails"] == 1
    [(to, subject, text)] = written(ses)
    assert to == ["fleur@member.example"]
    assert subject == f"Shelter Pantry : votre commande {order['id']} est confirmée"
    assert text.endswith(f"\n\n1 x {order['lines'][0]['title']}\n")
    assert (run()["mails"], len(ses.calls)) == (0, 1)


@pytest.mark.parametrize("language", member_mail.TEXTS)
def test_every_kind_is_written_in_every_language(floor: Floor, ses: Wire, language: str) -> None:
    order = ordered(floor, reader(floor, language=language), item(floor))
    bring(floor, order, "PREPARING")
    peas = item(floor)
    offer = done(floor, "offer_substitute", "staff", id=order["id"], line_no=1, sku=peas, quantity=1)["order"]
    assert run()["mails"] == 2
    done(floor, "answer_substitute", "staff", id=order["id"], line_no=offer["lines"][1]["line_no"], accept=True)
    done(floor, "ready_pantry_order", "staff", id=order["id"])
    assert run()["mails"] == 1
    done(floor, "cancel_pantry_order", "staff", id=order["id"], reason="The shelf broke")
    assert run()["mails"] == 1
    opened, (last,) = full(floor)
    join(floor, reader(floor, language=language), opened)
    free(floor, last)
    assert run()["mails"] == 1
    assert len(written(ses)) == len(member_mail.TEXTS[language])
    said = "".join(subject + text for _, subject, text in written(ses))
    assert "{" not in said
    assert [order["pickup_code"] in text for _, _, text in written(ses)] == [False, False, True, False, False]


def test_where_no_mail_is_set_up_it_waits(floor: Floor, ses: Wire, monkeypatch: pytest.MonkeyPatch) -> None:
    confirmed(floor, "kim@member.example")
    monkeypatch.setenv("MAIL_FROM", "")
    assert (run()["mails"], [row["status"] for row in floor.work("mail")], ses.calls) == (0, ["pending"], [])


def test_while_ses_is_away_it_is_asked_once_and_nothing_is_lost(floor: Floor, ses: Wire) -> None:
    for order in [ordered(floor, reader(floor)) for _ in range(2)]:
        done(floor, "confirm_pantry_order", "staff", id=order["id"])
    ses.script = refused(400, "SendingPausedException")
    assert (run()["mails"], run()["mails"], len(ses.calls)) == (0, 0, 1)
    ses.script = taken
    assert run(seconds=61, floor=floor)["mails"] == 2
    assert [row["status"] for row in floor.work("mail")] == ["done"] * 2


def test_a_refused_address_is_in_no_log_and_keeps_no_other_mail_back(
    floor: Floor, ses: Wire, caplog: pytest.LogCaptureFixture
) -> None:
    both = [ordered(floor, reader(floor, f"{name}@member.example")) for name in ("dead", "well")]
    for order in both:
        done(floor, "confirm_pantry_order", "staff", id=order["id"])
    answers = iter([refused(400, "MessageRejected"), taken])

    def in_turn(call: Call) -> None:
        next(answers)(call)

    ses.script = in_turn
    assert run()["mails"] == 1
    assert [row["status"] for row in floor.work("mail")] == ["error", "done"]
    said = " ".join(str(vars(record)) for record in caplog.records)
    assert ("SES_MessageRejected" in said, "member.example" in said, "Shelter" in said) == (True, False, False)


def test_a_reporter_that_dies_after_sending_sends_once_more(
    floor: Floor, ses: Wire, monkeypatch: pytest.MonkeyPatch
) -> None:
    confirmed(floor, "once@member.example")
    killed(monkeypatch, "finish_member_mail")
    with pytest.raises(KilledError):
        run()
    assert [row["status"] for row in floor.work("mail")] == ["running"]
    assert (run()["mails"], run(seconds=121, floor=floor)["mails"], len(ses.calls)) == (0, 1, 2)
