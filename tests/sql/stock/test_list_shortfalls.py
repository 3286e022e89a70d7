"""api.list_shortfalls: which component is missing, how much, and who waits for it."""

from tests.sql.floor import Floor, Json, cake, line
from tests.sql.stock.stock import candles, item, made, sell


def shortfalls(floor: Floor, who: str = "staff", **more: object) -> list[Json]:
    """Return what is missing at Bannos."""
    rows: list[Json] = floor.rpc("list_shortfalls", who, **{"store": "bannos", **more})["shortfalls"]
    return rows


def test_each_order_that_lacks_something_is_named_with_its_cakes_that_wait(own_floor: Floor) -> None:
    floor = own_floor
    sponge, icing, candle = item(floor, "SPONGE", 1), item(floor, "ICING", 0), item(floor, "CANDLE", 0)
    plain, iced = made(floor, "PLAIN", {sponge: 1}), made(floor, "ICED", {icing: 0.5})
    sale = floor.sell(
        lines=[line(1, sku=plain, quantity=2), line(2, sku=iced), candles(3, candle)],
        tickets=[cake(line_no=1), cake(line_no=1), cake(line_no=2)],
    )
    other = sell(floor, 1, plain, store="flourlane")
    told = {row["sku"]: (row["qty"], row["tickets"], row["order_id"]) for row in shortfalls(floor)}
    base = f"bannos-{sale.number}"
    assert told == {
        sponge: (1, sale.tickets[:2], base),
        icing: (0.5, sale.tickets[2:], base),
        candle: (3, [], base),  # no cake waits for a candle
    }
    assert [row["tickets"] for row in shortfalls(floor, store="flourlane")] == [other.tickets]
    for who, store in (("zoe", "bannos"), ("tom", "flourlane")):
        assert floor.rpc("list_shortfalls", who, store=store)["code"] == "AUTH001"
    floor.rpc("receive_stock", sku=icing, qty=1)
    floor.bring(sale.tickets[2], "Covering")
    assert {row["sku"] for row in shortfalls(floor)} == {sponge, candle}


def test_who_waits_longest_comes_first_page_by_page(own_floor: Floor) -> None:
    skus = [item(own_floor, "SPONGE", 0) for _ in range(4)]
    for sku in reversed(skus):
        sell(own_floor, 1, sku)
    assert [row["sku"] for row in shortfalls(own_floor)] == skus[::-1]
    assert [row["sku"] for row in shortfalls(own_floor, limit=2, offset=1)] == [skus[2], skus[1]]
    assert shortfalls(own_floor)[0]["since"] is not None
    assert own_floor.rpc("list_shortfalls", "member", store="bannos")["code"] == "AUTH001"
