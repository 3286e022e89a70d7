"""A marketplace that is asked by plain HTTP: no client of ours stands between."""

from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from local.doubles.mirakl import Mirakl


class Seller:
    """The seller's side of the API."""

    def __init__(self, market: Mirakl) -> None:
        self._http = httpx.Client(base_url=market.url, headers={"Authorization": market.settings.key})

    def ask(self, method: str, path: str, **how: Any) -> httpx.Response:
        return self._http.request(method, f"/api{path}", **how)

    def orders(self, **query: Any) -> list[dict[str, Any]]:
        """List orders that the query finds."""
        answer = self.ask("GET", "/orders", params=query)
        assert answer.status_code == 200, answer.text
        found: list[dict[str, Any]] = answer.json()["orders"]
        return found

    def refused(self, method: str, path: str, **how: Any) -> tuple[int, str | None]:
        """Return status and code of a refusal."""
        answer = self.ask(method, path, **how)
        told = answer.json()
        assert told["status"] == answer.status_code
        assert told["message"]
        return answer.status_code, told.get("code")

    def accept(self, order: dict[str, Any], *, accepted: bool = True) -> httpx.Response:
        """Accept or refuse an order."""
        lines = [{"accepted": accepted, "id": line["order_line_id"]} for line in order["order_lines"]]
        return self.ask("PUT", f"/orders/{order['order_id']}/accept", json={"order_lines": lines})

    def close(self) -> None:
        self._http.close()


@pytest.fixture(scope="session")
def listening() -> Iterator[Mirakl]:
    started = Mirakl()
    started.start()
    yield started
    started.stop()


@pytest.fixture
def market(listening: Mirakl) -> Mirakl:
    """A marketplace without an order."""
    listening.forget()
    return listening


@pytest.fixture(scope="session")
def open_seller(listening: Mirakl) -> Iterator[Seller]:
    one = Seller(listening)
    yield one
    one.close()


@pytest.fixture
def seller(open_seller: Seller, market: Mirakl) -> Seller:
    """The seller of an empty marketplace."""
    assert market.order_ids == []
    return open_seller


@pytest.fixture
def order(market: Mirakl, seller: Seller) -> dict[str, Any]:
    """An order of two lines that waits for acceptance."""
    order_id = market.order(("LAMP", 2), ("CABLE", 1))
    return seller.orders(order_ids=order_id)[0]
