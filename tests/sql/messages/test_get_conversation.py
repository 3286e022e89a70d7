"""api.get_conversation: what was said, and the order it is about."""

from tests.sql.floor import Floor
from tests.sql.imports.market import STORE, order, piece, take
from tests.sql.messages.threads import MINUTE, NOON, about_order, answer, asked, ingest, thread, wrote
from tests.sql.stock.stock import item


def test_messages_are_in_order_with_who_wrote_and_how_far_it_is(market: Floor) -> None:
    values = asked(market)
    answer(market, values, "staff", "On its way")
    shown = market.rpc("get_conversation", "agent", store=STORE, thread_id=values["id"])
    assert [(m["kind"], m["body"], m["state"], m["written_by"], m["automatic"]) for m in shown["messages"]] == [
        ("customer", "Where is it?", None, None, False),
        ("shop", "On its way", "claimed", "staff", False),
    ]
    assert shown["last_message_no"] == shown["messages"][-1]["message_no"]


def test_the_last_messages_are_shown_oldest_first(market: Floor) -> None:
    values = thread(*(wrote(str(n), at=NOON + n * MINUTE) for n in range(5)))
    ingest(market, values)
    shown = market.rpc("get_conversation", "agent", store=STORE, thread_id=values["id"], limit=2)
    assert [m["body"] for m in shown["messages"]] == ["3", "4"]


def test_the_order_is_shown_with_its_lines(market: Floor) -> None:
    mug = item(market, "MUG", 5)
    values = order(piece(mug, 2))
    take(market, values)
    question = asked(market, order_id=values["mirakl_id"])
    shown = market.rpc("get_conversation", "agent", store=STORE, thread_id=question["id"])["order"]
    assert (shown["order_id"], shown["status"], shown["state"]) == (
        values["mirakl_id"],
        *("pending_acceptance", "WAITING_ACCEPTANCE"),
    )
    assert shown["lines"] == [{"sku": mug, "title": "A thing", "quantity": 2}]


def test_templates_are_those_of_the_customers_language(market: Floor) -> None:
    value = {"en": {"Late": "It is late.", "Back": "Send it back."}, "fr": {"Retard": "En retard."}}
    market.rpc("set_setting", "admin", store=STORE, key="message_templates", value=value)
    for locale, names in (("en_CA", ["Back", "Late"]), ("fr_CA", ["Retard"])):
        values = about_order(market, locale)
        shown = market.rpc("get_conversation", "agent", store=STORE, thread_id=values["id"])["templates"]
        assert [each["name"] for each in shown] == names


def test_one_that_there_is_not_is_refused(market: Floor) -> None:
    assert market.rpc("get_conversation", "agent", store=STORE, thread_id="never")["code"] == "MSG001"
