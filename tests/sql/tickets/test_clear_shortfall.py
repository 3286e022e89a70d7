"""api.clear_shortfall: a supervisor answers for what is missing. Two at once are in tests/concurrency."""

from itertools import count

from tests.sql.floor import PEOPLE, Floor, line

_NAMES = count(1)


def test_clearing_one_ticket_clears_its_order(floor: Floor) -> None:
    sku = floor.stock(f"NONE-{next(_NAMES)}", 1)
    sale, other = floor.sell(cakes=3, sku=sku), floor.sell(sku=sku)
    with floor.noted() as events:
        answer = floor.rpc("clear_shortfall", id=sale.tickets[1], note="fetched two")

    assert (answer["already_done"], answer["ticket"]["inventory_blocked"]) == (False, False)
    assert [floor.ticket(ticket_id)["inventory_blocked"] for ticket_id in sale.tickets] == [False] * 3
    (short,) = floor.rows("select * from core.shortfalls where order_gid = %s", sale.gid)
    assert (short["cleared_by"], bool(short["cleared_at"])) == (PEOPLE["supervisor"][0], True)
    (event,) = events
    assert (event["kind"], event["ticket_id"]) == ("shortfall_cleared", sale.tickets[1])
    written = floor.one("select text from core.remarks where remark_id = %s", event["detail"]["remark_id"])
    assert written == "fetched two"
    # Nothing is held for it, and another order waits as before.
    assert floor.counters(sku) == (1, 1)
    assert floor.ticket(other.id)["inventory_blocked"]
    assert floor.rpc("complete_filling", id=sale.tickets[2])["ok"]


def test_cleared_twice_is_cleared_once(floor: Floor) -> None:
    sale = floor.sell(cakes=2, sku=floor.stock(f"NONE-{next(_NAMES)}", 0))
    floor.rpc("clear_shortfall", id=sale.tickets[0])
    with floor.noted() as events:
        assert [floor.rpc("clear_shortfall", id=ticket_id)["already_done"] for ticket_id in sale.tickets] == [
            True,
            True,
        ]
    assert events == []


def test_a_shortfall_of_an_extra_can_be_cleared_too(floor: Floor) -> None:
    """No cake waits for a candle, but someone must clear its row."""
    candle = floor.stock(f"CANDLE-{next(_NAMES)}", 0)
    sale = floor.sell(lines=[line(1), line(2, kind="extra", sku=candle)])
    assert floor.ticket(sale.id)["inventory_blocked"] is False
    floor.rpc("clear_shortfall", id=sale.id)
    open_ = floor.rows("select 1 from core.shortfalls where order_gid = %s and cleared_at is null", sale.gid)
    assert open_ == []


def test_what_was_cleared_is_not_short_again_when_the_deduction_runs_again(floor: Floor) -> None:
    """A supervisor has answered for it; only new needs may block the ticket again."""
    sale = floor.sell(sku=floor.stock(f"NONE-{next(_NAMES)}", 0))
    floor.rpc("clear_shortfall", id=sale.id)
    floor.service("deduct_on_order_create", store="bannos", order_gid=sale.gid)
    assert floor.ticket(sale.id)["inventory_blocked"] is False
