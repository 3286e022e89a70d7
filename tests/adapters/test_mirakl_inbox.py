"""The client of Mirakl reads conversations, writes in them once, and sets stock."""

import json
from datetime import UTC, datetime, timedelta
from email.parser import BytesParser

import pytest

from local.doubles.mirakl import Mirakl as Double
from ordak.http import multipart
from ordak.http.multipart import Part
from ordak.mirakl import client as mirakl_client
from ordak.mirakl.client import Mirakl
from ordak.mirakl.stock import Offer, read_import, read_offer, refused_skus, stock_file
from ordak.mirakl.threads import CUSTOMER, FROM_CUSTOMER, FROM_SHOP, Participant, read_thread
from tests.adapters.market import Failing, each_failure, error_of, expected, told
from tests.adapters.test_mirakl_orders import client_of
from tests.adapters.wire import wire
from tests.clock import Clock

CANARY = "Zz-CANARY"
BODY = 'Où est-il? 🎂\n"é" --x\r\n--'
BUYER = Participant(CUSTOMER, "customer-1")
LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)


@pytest.fixture
def thread_id(market: Double) -> str:
    """A conversation that waits for an answer."""
    return market.customer_writes(market.order(("LAMP", 1)), BODY)


def test_a_conversation_is_read_whole(market: Double, mirakl: Mirakl, thread_id: str) -> None:
    thread = mirakl.threads(LONG_AGO).threads[0]
    assert thread == mirakl.thread(thread_id)
    assert (thread.id, list(thread.order_ids), thread.topic) == (thread_id, market.order_ids, "Question about my order")
    assert (thread.last_sender, thread.message_count) == (FROM_CUSTOMER, 1)
    assert thread.reply_needed_since == thread.messages[0].created_at is not None
    assert (thread.messages[0].sender, thread.messages[0].body) == (FROM_CUSTOMER, BODY)
    assert BUYER.id in {one.id for one in thread.participants}
    assert mirakl.threads(datetime.now(UTC) + timedelta(hours=1)).threads == ()
    assert mirakl.thread("none") is None


def test_conversations_are_read_page_by_page(
    market: Double, mirakl: Mirakl, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(mirakl_client, "THREADS", 2)
    ids = {market.customer_writes(market.order(("LAMP", 1)), BODY) for _ in range(5)}
    page = mirakl.threads(LONG_AGO)
    found = [thread.id for thread in page.threads]
    while page.next_token:
        page = mirakl.threads(LONG_AGO, page.next_token)
        found += [thread.id for thread in page.threads]
    assert (set(found), len(found), clock.sleeps) == (ids, 5, [1.0, 1.0])


def test_a_reply_is_sent_as_it_is_and_answers(market: Double, mirakl: Mirakl, thread_id: str) -> None:
    number = mirakl.reply(thread_id, BODY, [BUYER])
    thread = mirakl.thread(thread_id)
    assert thread is not None
    assert (thread.messages[-1].id, thread.messages[-1].sender, thread.messages[-1].body) == (number, FROM_SHOP, BODY)
    assert thread.reply_needed_since is None
    assert [one["id"] for one in market.messages(thread_id)[-1]["to"]] == ["customer-1"]


def test_a_reply_to_a_stranger_or_in_no_conversation_is_refused(mirakl: Mirakl, thread_id: str) -> None:
    stranger = Participant(CUSTOMER, "customer-2")
    assert told(error_of(lambda: mirakl.reply(thread_id, BODY, [stranger])))[:2] == ("HTTP_400", "refused")
    assert told(error_of(lambda: mirakl.reply("none", BODY, [BUYER])))[:2] == ("HTTP_404", "refused")


@pytest.mark.parametrize("body", ["", "x" * 50_001])
def test_a_reply_that_mirakl_would_not_take_is_not_sent(
    market: Double, mirakl: Mirakl, thread_id: str, body: str
) -> None:
    with pytest.raises(ValueError, match="50000"):
        mirakl.reply(thread_id, body, [BUYER])
    assert market.log.count("M12") == 0


@each_failure
@pytest.mark.parametrize("name", ["M12", "STO01"])
def test_each_failure_of_a_post_says_what_may_have_happened(  # noqa: PLR0913, PLR0917 - what a case is made of
    market: Double, mirakl: Mirakl, thread_id: str, failing: Failing, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ordak.http.pace.LEAST_SECONDS", 0.1)
    market.fail(failing.kind, operation=name, **failing.how)
    if failing.how.get("seconds"):
        mirakl._line.pace._deadline = mirakl._line.pace._clock.monotonic() + 0.3  # noqa: SLF001 - its time is nearly over

    def post() -> object:
        return mirakl.reply(thread_id, "Hello", [BUYER]) if name == "M12" else mirakl.import_stock({"LAMP": 1})

    assert told(error_of(post)) == expected(failing, changes=True)
    assert market.log.count(name, applied=True) == int(failing.done)


def test_half_an_answer_of_a_post_is_unknown(market: Double, mirakl: Mirakl, thread_id: str) -> None:
    market.fail("garbage", operation="M12")
    assert told(error_of(lambda: mirakl.reply(thread_id, "Hello", [BUYER])))[:2] == ("BAD_ANSWER", "unknown")
    assert len(market.messages(thread_id)) == 2


def test_no_word_of_a_customer_is_shown_by_what_a_log_could_hold(market: Double, mirakl: Mirakl) -> None:
    order_id = market.order(("LAMP", 1), person={"firstname": CANARY})
    thread_id = market.customer_writes(order_id, CANARY, topic=CANARY)
    assert CANARY not in repr(mirakl.thread(thread_id))


def test_a_conversation_that_is_not_as_expected_is_read_as_far_as_it_goes() -> None:
    given = {
        "id": 7,
        "messages": [{"id": "1", "body": None, "from": "?"}, {"body": "no id"}, None],
        "entities": [{"type": "MMP_OFFER", "id": "offer"}, {"type": "MMP_ORDER", "id": "order"}],
        "metadata": {"shop_reply_needed_since": "soon"},
        "current_participants": [{"id": "1"}],
    }
    thread = read_thread(given)
    assert thread is not None
    assert (thread.id, thread.order_ids, thread.reply_needed_since, thread.participants) == ("7", ("order",), None, ())
    assert [(one.id, one.body, one.sender) for one in thread.messages] == [("1", "", None)]
    assert read_thread({"messages": []}) is None


def test_a_page_without_its_list_is_no_empty_page() -> None:
    for body in (b"{}", b'{"data": null, "orders": 7}', b"[]"):
        with wire(lambda call, body=body: call.answer(200, body)) as other:  # type: ignore[misc]
            assert error_of(lambda: client_of(other.url).threads(LONG_AGO)).code == "BAD_ANSWER"
            assert error_of(lambda: client_of(other.url).orders(["1"])).code == "BAD_ANSWER"


def test_stock_is_set_and_what_was_not_taken_is_named(market: Double, mirakl: Mirakl) -> None:
    market.offer("LAMP", 5)
    number = mirakl.import_stock({"LAMP": 7, 'a;"b"': 1, "CABLE": -2})
    running, done = mirakl.stock_import(number), mirakl.stock_import(number)
    assert (running.done, done.done, done.taken, done.refused, done.has_report) == (False, True, 1, 2, True)
    assert market.offers["LAMP"] == 7
    assert mirakl.refused_stock(number) == ['a;"b"', "CABLE"]


def test_offers_are_read_page_by_page(
    market: Double, mirakl: Mirakl, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(mirakl_client, "PAGE", 2)
    for number in range(5):
        market.offer(f"LISTED-{number}", number)
    found, offset = dict[str, int | None](), 0
    while True:
        page = mirakl.offers(offset)
        found |= {offer.sku: offer.quantity for offer in page.offers}
        if page.next_offset is None:
            break
        offset = page.next_offset
    assert found == market.offers
    assert clock.sleeps == [1.0] * (market.log.count("OF21") - 1)


def test_an_offer_that_is_not_as_expected_is_read_as_far_as_it_goes() -> None:
    assert read_offer({"shop_sku": 7, "quantity": "3.0"}) == Offer("7", 3)
    assert read_offer({"shop_sku": "LAMP", "quantity": None}) == Offer("LAMP", None)
    assert read_offer({"shop_sku": " ", "quantity": 1}) is None


def test_the_file_of_stock_has_no_figure_below_nothing() -> None:
    head = '"offer-sku";"quantity";"warehouse-code";"update-delete"'
    assert stock_file({'a"b': -1, "LAMP": 3}).decode().splitlines() == [head, '"a""b";"0";"";""', '"LAMP";"3";"";""']


@pytest.mark.parametrize(
    ("report", "skus"),
    [
        ("", []),
        ("<html>", []),
        ("sku;quantity\nA;1", []),
        ('"offer-sku";"quantity";"error-message"\nA;1;"x;y"\n\nB\nA;2;z', ["A", "B"]),
        ('"quantity";"offer-sku"\n1;A\n2\n', ["A"]),
    ],
)
def test_a_report_is_read_as_far_as_it_goes(report: str, skus: list[str]) -> None:
    assert refused_skus(report) == skus


@pytest.mark.parametrize(
    ("status", "done"),
    [
        ("COMPLETE", True),
        ("COMPLETE_WITH_ERRORS", True),
        ("FAILED", True),
        ("RUNNING", False),
        ("QUEUED", False),
        (None, False),
    ],
)
def test_an_import_is_done_when_its_status_says_so(status: str | None, done: object) -> None:
    assert read_import({"status": status, "lines_in_error": "2"}).done is done


def test_configuration_is_what_the_operator_set(mirakl: Mirakl) -> None:
    found = mirakl.configuration()
    assert (found.order_acceptance, found.multi_shipment, found.timezone) == ("NOT_AUTOMATIC", False, "America/Toronto")
    with wire(lambda call: call.answer(200, json.dumps({"features": {"shipment": []}}).encode())) as other:
        assert client_of(other.url).configuration().multi_shipment is None


def test_a_form_has_a_boundary_that_is_in_none_of_its_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    drawn = iter(["taken", "free"])
    monkeypatch.setattr("secrets.token_hex", lambda _: next(drawn))
    kind, body = multipart.multipart([Part("a", "text/plain", b"--taken--"), Part("b", "text/csv", b"\r\n", "b.csv")])
    assert kind == "multipart/form-data; boundary=free"
    parts = list(BytesParser().parsebytes(f"Content-Type: {kind}\r\n\r\n".encode() + body).walk())[1:]
    assert [part.get_payload(decode=True) for part in parts] == [b"--taken--", b"\r\n"]
    assert [part.get_filename() for part in parts] == [None, "b.csv"]
