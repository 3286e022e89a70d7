"""api.get_change: what the shop changed, field by field."""

import pytest

from tests.sql.floor import STRANGERS, Floor, cake


def test_each_changed_field_is_shown_as_it_was_and_as_it_is(floor: Floor) -> None:
    old = {"flavour": "Vanilla", "due_date": "2026-12-05", "cake_message": "Happy 30"}
    sale = floor.sell(tickets=[cake(product_title="Celebration cake", **old)])
    floor.rpc("handle_print_barcode", id=sale.id)
    new = {"flavour": None, "due_date": "2026-12-06", "cake_message": "Happy 30"}
    floor.again(sale, "10:01", tickets=[cake(product_title="Celebration cake", **new)])
    answer = floor.rpc("get_change", "agent", id=sale.id)
    assert (answer["id"], answer["kind"], bool(answer["detected_at"])) == (sale.id, "edit", True)
    assert answer["fields"] == [
        {"field": "due_date", "before": "2026-12-05", "now": "2026-12-06"},
        {"field": "flavour", "before": "Vanilla", "now": None},
    ]
    # The ticket itself names the fields, and not what a customer wrote in them.
    shown = floor.rpc("get_order_for_scan", scan=sale.id)["ticket"]["change"]
    assert shown == {"kind": "edit", "fields": ["due_date", "flavour"]}


def test_a_cancelled_cake_is_a_change_without_fields(floor: Floor) -> None:
    sale = floor.sell()
    floor.rpc("handle_print_barcode", id=sale.id)
    floor.again(sale, "10:01", cancelled_at="2026-11-20T10:01:00+11:00")
    answer = floor.rpc("get_change", id=sale.id)
    assert (answer["kind"], answer["fields"]) == ("cancel", [])


def test_of_what_nobody_changed_there_is_nothing_to_show(floor: Floor) -> None:
    answer = floor.rpc("get_change", id=floor.sell().id)
    assert (answer["ok"], answer["kind"], answer["detected_at"], answer["fields"]) == (True, None, None, [])


@pytest.mark.parametrize(("scan", "code"), [("bannos-99999999", "ORD001"), ("4006381333931", "SCN001")])
def test_what_is_no_ticket_has_no_change(floor: Floor, scan: str, code: str) -> None:
    with floor.noted() as events:
        assert floor.rpc("get_change", id=scan)["code"] == code
    assert [event["code"] for event in events] == [code]


def test_another_stores_ticket_is_not_found(floor: Floor) -> None:
    assert floor.rpc("get_change", "zoe", id=floor.sell().id)["code"] == "ORD001"


@pytest.mark.parametrize("stranger", STRANGERS)
def test_a_stranger_sees_no_change(floor: Floor, stranger: str) -> None:
    assert floor.rpc("get_change", actor=STRANGERS[stranger], id="bannos-1")["code"] == "AUTH001"
