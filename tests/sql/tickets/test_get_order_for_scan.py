"""api.get_order_for_scan: what a scanner, a camera or a person may send, and what they must not find."""

import pytest

from tests.sql.floor import BOTH, Floor

# {n} is the order's number, {s} one way to spell its store.
FORMS = """
{s}-{n}
  {s}-{n}\\n
{s}-{n}\\r\\n
https://shop.example/o/{s}-{n}
https://shop.example/o/{s}-{n}/
https://shop.example/o?id={s}-{n}&from=label
https://shop.example/#{s}-{n}
{{"id": "{s}-{n}"}}
{{"id":"{s}-{n}","again":"{s}-{n}","v":1}}
Order {s}-{n}, thank you
{s}-{n}.
({s}-{n})
<{s}-{n}>
{s}-{n};{s}-{n}
"""
SPELLINGS = [("bannos", "bannos"), ("flourlane", "flourlane"), ("flourlane", "flour-lane")]
# Look-alikes: each holds the number of a ticket that exists, and is none of its codes.
LOOK_ALIKES = """
bannos-{n}x
xbannos-{n}
bannos-{n}-AAAA
bannos-{n}-A1
bannos-{n}-
-bannos-{n}
bannos-{n}-A-B
my-bannos-{n}
bannos{n}
bannos_{n}
bannos - {n}
bannos--{n}
bannos-{n}a
bannos-x{n}
bannos-m
bannos
{n}
#{n}
banno-{n}
bannоs-{n}
bannos‐{n}
flour-lane{n}
lane-{n}
bannos-123456789012345678901
' or 1=1 --
%
bannos-%
bannos-.*
"""


@pytest.mark.parametrize("case", [str.lower, str.upper, str.title], ids=["lower", "upper", "title"])
@pytest.mark.parametrize(("store", "spelling"), SPELLINGS)
@pytest.mark.parametrize("form", FORMS.strip().splitlines())
def test_every_form_of_a_code_finds_its_ticket(
    floor: Floor, form: str, store: str, spelling: str, case: type[str]
) -> None:
    sale = floor.sell(store)
    code = form.format(n="{n}", s=case(spelling)).encode().decode("unicode_escape").replace("{n}", str(sale.number))
    answer = floor.rpc("get_order_for_scan", scan=code)
    assert answer["ok"], answer
    assert (answer["already_done"], answer["ticket"]["id"], answer["choices"]) == (False, sale.id, [])


@pytest.mark.parametrize("store", BOTH)
def test_a_suffix_in_any_case_finds_its_ticket(floor: Floor, store: str) -> None:
    sale = floor.sell(store, cakes=28)
    for suffix in ("A", "b", "Z", "aa", "AB"):
        answer = floor.rpc("get_order_for_scan", scan=f"{store.upper()}-{sale.number}-{suffix}")
        assert answer["ticket"]["id"] == f"{store}-{sale.number}-{suffix.upper()}"


@pytest.mark.parametrize("look_alike", LOOK_ALIKES.strip().splitlines())
def test_a_look_alike_is_no_code(floor: Floor, look_alike: str) -> None:
    sale = floor.sell()
    with floor.noted() as events:
        answer = floor.rpc("get_order_for_scan", scan=look_alike.format(n=sale.number))
    assert (answer["ok"], answer.get("code")) == (False, "SCN001")
    assert [(event["kind"], event["code"], event["ticket_id"]) for event in events] == [("refused", "SCN001", None)]


@pytest.mark.parametrize(
    "garbage", ["x" * 4000, "bannos-" * 571, "-" * 4000, "🎂" * 4000, "bannos-1-" * 444, "{" * 4000]
)
def test_four_thousand_characters_of_garbage_are_no_code(floor: Floor, garbage: str) -> None:
    assert floor.rpc("get_order_for_scan", scan=garbage)["code"] == "SCN001"


def test_two_different_codes_in_one_payload_are_none(floor: Floor) -> None:
    one, other, lane = floor.sell(cakes=2), floor.sell(), floor.sell("flourlane")
    for pair in (
        f"{one.tickets[0]} {other.id}",
        f"{one.tickets[0]},{one.tickets[1]}",
        f"bannos-{one.number} {one.tickets[0]}",
        f"bannos-{lane.number} {lane.id}",
    ):
        assert floor.rpc("get_order_for_scan", scan=pair)["code"] == "SCN001", pair
    twice = f"flour-lane-{lane.number} FLOURLANE-{lane.number}"
    assert floor.rpc("get_order_for_scan", scan=twice)["ticket"]["id"] == lane.id


def test_an_order_of_several_tickets_answers_with_all_of_them_in_order(floor: Floor) -> None:
    sale = floor.sell(cakes=28)
    answer = floor.rpc("get_order_for_scan", scan=f"bannos-{sale.number}")
    assert (answer["ok"], answer["ticket"]) == (True, None)
    assert [choice["id"] for choice in answer["choices"]] == sale.tickets
    assert answer["choices"][0] == floor.rpc("get_order_for_scan", scan=sale.tickets[0])["ticket"]


def test_a_shorter_number_is_not_a_part_of_a_longer_one(floor: Floor) -> None:
    sale = floor.sell(cakes=2)
    assert floor.rpc("get_order_for_scan", scan=f"bannos-{str(sale.number)[:-1]}")["code"] == "ORD001"


def test_a_ticket_of_another_store_is_not_found(floor: Floor) -> None:
    single, several = floor.sell("flourlane"), floor.sell("flourlane", cakes=2)
    for scan in (single.id, f"flour-lane-{several.number}", several.tickets[0]):
        with floor.noted() as events:
            answer = floor.rpc("get_order_for_scan", "tom", scan=scan)
        assert (answer["code"], "choices" in answer) == ("ORD001", False)
        assert [event["code"] for event in events] == ["ORD001"]


def test_a_read_leaves_no_event_and_changes_nothing(floor: Floor) -> None:
    ticket_id = floor.sell().id
    before = floor.ticket(ticket_id)
    with floor.noted() as events:
        floor.rpc("get_order_for_scan", scan=ticket_id)
    assert (events, floor.ticket(ticket_id)) == ([], before)


def test_a_scan_shows_nothing_of_the_customer_but_what_is_on_the_cake(floor: Floor) -> None:
    ticket_id = floor.sell(ticket={"cake_message": "Happy 40th", "notes": "Canary", "due_text": "Canary"}).id
    for who in ("staff", "packer", "agent"):
        answer = floor.rpc("get_order_for_scan", who, scan=ticket_id)
        assert "canary" not in str(answer).lower()
        assert answer["ticket"]["cake_message"] == "Happy 40th"


def test_a_cancelled_ticket_is_shown_as_cancelled(floor: Floor) -> None:
    ticket_id = floor.sell().id
    floor.rows("update core.orders set cancelled_at = core.now() where id = %s", ticket_id)
    ticket = floor.rpc("get_order_for_scan", scan=ticket_id)["ticket"]
    assert ticket["cancelled_at"]
    assert ticket["allowed_actions"] == []
