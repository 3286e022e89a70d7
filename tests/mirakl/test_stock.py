"""Stock is set by a file, whose import takes a while and reports what it did not take."""

from pathlib import Path
from typing import Any

import pytest

from local.doubles.mirakl import Mirakl, Settings
from tests.mirakl.conftest import Seller

HEAD = '"offer-sku";"quantity";"warehouse-code";"update-delete"\n'


def sent(seller: Seller, text: str) -> Any:
    return seller.ask("POST", "/offers/stock/imports", files={"file": ("stock.csv", text, "text/csv")})


def test_an_import_takes_a_while_and_reports_what_it_did_not_take(market: Mirakl, seller: Seller) -> None:
    market.offer("LAMP", 5)
    answer = sent(seller, HEAD + '"LAMP";"7";"";""\n"NONE";"1";"";""\n"LAMP";"many";"";""\n"LAMP";"1";"north";""\n')
    assert answer.status_code == 201
    where = answer.headers["location"].removeprefix("/api")
    assert where == f"/offers/stock/imports/{answer.json()['import_id']}/status"
    assert seller.ask("GET", where).json()["status"] == "RUNNING"
    done = seller.ask("GET", where).json()
    assert (done["status"], done["lines_in_success"], done["lines_in_error"]) == ("COMPLETE", 1, 3)
    assert market.offers["LAMP"] == 7
    report = seller.ask("GET", where.replace("status", "error_report")).text.splitlines()
    assert report[0].split(";")[-2:] == ['"error-line"', '"error-message"']
    assert [line.split(";")[0] for line in report[1:]] == ['"NONE"', '"LAMP"', '"LAMP"']


def test_offers_are_listed_page_by_page(market: Mirakl, seller: Seller) -> None:
    market.offer("LAMP", 5)
    market.offer("CABLE", 0)
    answer = seller.ask("GET", "/offers", params={"max": "1", "offset": "0", "sku": "LAMP"}).json()
    assert (answer["total_count"], answer["offers"][0]["shop_sku"], answer["offers"][0]["quantity"]) == (1, "LAMP", 5)
    every = seller.ask("GET", "/offers", params={"max": "100"}).json()
    assert {one["shop_sku"]: one["active"] for one in every["offers"]}["CABLE"] is False
    last = every["total_count"] - 1
    rest = seller.ask("GET", "/offers", params={"offset": str(last)}).json()["offers"]
    assert [one["shop_sku"] for one in rest] == [every["offers"][last]["shop_sku"]]
    for wrong in ({"max": "101"}, {"max": "0"}, {"offset": "-1"}, {"limit": "5"}):
        assert seller.refused("GET", "/offers", params=wrong)[0] == 400


def test_without_errors_there_is_no_report(market: Mirakl, seller: Seller) -> None:
    market.offer("LAMP", 5)
    number = sent(seller, HEAD + '"LAMP";"0";"";""\n').json()["import_id"]
    assert seller.refused("GET", f"/offers/stock/imports/{number}/error_report")[0] == 404
    assert seller.refused("GET", "/offers/stock/imports/none/status")[0] == 404


@pytest.mark.parametrize("text", ["", "sku;quantity\nLAMP;1\n", '"offer-sku";"quantity"\n"LAMP";"1"\n'])
def test_a_file_without_its_head_is_refused(seller: Seller, text: str) -> None:
    answer = sent(seller, text)
    assert answer.status_code == 400


def test_what_is_no_file_is_refused(seller: Seller) -> None:
    assert seller.refused("POST", "/offers/stock/imports", files={"file": (None, HEAD)})[0] == 400
    assert seller.refused("POST", "/offers/stock/imports", files={"other": ("a.csv", HEAD)})[0] == 400
    assert seller.refused("POST", "/offers/stock/imports", json={})[0] == 415


def test_imports_may_have_to_be_a_minute_apart() -> None:
    market = Mirakl(Settings(stock_pause=60))
    market.start()
    seller = Seller(market)
    try:
        market.offer("LAMP", 5)
        text = HEAD + '"LAMP";"1";"";""\n'
        assert [sent(seller, text).status_code for _ in range(2)] == [201, 429]
        market.clock.advance(seconds=61)
        assert sent(seller, text).status_code == 201
    finally:
        seller.close()
        market.stop()


def test_carriers_and_configuration_are_the_operators(market: Mirakl, seller: Seller) -> None:
    codes = [one["code"] for one in seller.ask("GET", "/shipping/carriers").json()["carriers"]]
    assert codes[0] == "CPCL"
    found = seller.ask("GET", "/platform/configuration").json()["features"]
    assert found["order_workflows"]["order_acceptance"] == "NOT_AUTOMATIC"
    assert found["disable_seller_alternative_carrier"] is market.settings.registered_carriers_only


def test_everything_outlives_a_restart(tmp_path: Path) -> None:
    first = Mirakl(Settings(state=tmp_path))
    first.start()
    seller = Seller(first)
    first.offer("LAMP", 5, "Lamp", "12.00")
    order_id = first.order(("LAMP", 2))
    thread_id = first.customer_writes(order_id, "Hello")
    number = sent(seller, HEAD + '"LAMP";"9";"";""\n').json()["import_id"]
    seller.accept(seller.orders()[0])
    seller.close()
    first.stop()
    second = Mirakl(Settings(state=tmp_path))
    second.start()
    seller = Seller(second)
    try:
        assert second.body(order_id) == first.body(order_id)
        assert second.messages(thread_id) == first.messages(thread_id)
        assert second.offers == {"LAMP": 9}
        assert seller.ask("GET", f"/offers/stock/imports/{number}/status").status_code == 200
        assert second.order(("LAMP", 1)) not in first.order_ids
        assert second.body(second.order_ids[-1])["order_lines"][0]["product_title"] == "Lamp"
    finally:
        seller.close()
        second.stop()
