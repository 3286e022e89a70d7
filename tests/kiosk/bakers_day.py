"""A bakery's day: 40 orders of two stores as the shop delivers them, three kiosks that follow it, three people."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import httpx
from playwright.sync_api import Browser, Locator, expect

from local.stack import Stack
from tests.functions.callers import Person, Shop, cake, order, rows, until
from tests.kiosk.kiosk_page import TOM, Badges, KioskPage, machine, stage
from tests.kiosk.test_reading import TODAY

PIN = "314159"
NUTS = "nuts: the child is anaphylactic"
TOPPER, CANDLE = "TOPPER-1", "CANDLE-10"
SKUS = ("CAKE-8-VAN", "CAKE-8-CHOC", "BRW-12-SC")
SLOTS = ("17:00", "9:00-10:00", "2pm - 4pm", "10:30 AM", "")
ORDERS, BANNOS, A_DAY = 40, 34, 10
# Which of them are what. The first ten are for today, and are a dozen cakes.
TWO_CAKES, ALLERGIC, WITH_EXTRAS = (2, 7), (4, 13, 22, 31, 36), (6, 15, 24)
STEPS = ("complete_filling", "complete_covering", "complete_decorating", "start_packing", "complete_packing")
BEFORE = {"Filling": 0, "Covering": 1, "Decorating": 2, "Packing": 3, "Complete": 5}
QUEUE = "select (q.ticket).id from bakery.queue(%s, null, null, %s::core.stage_type, 500) q order by q.place"


@dataclass
class Sold:
    """An order as the shop delivered it, and its tickets."""

    shop: Shop
    body: dict[str, Any]
    tickets: list[str] = field(default_factory=list)

    def deliver(self, topic: str = "orders/create", **changed: Any) -> list[str]:
        """Deliver it, as it is or changed, signed."""
        answer = self.shop.deliver(self.body | changed, x_shopify_topic=topic)
        assert answer.json()["ok"], f"{topic}: {answer.text}"
        tickets: list[str] = answer.json()["tickets"]
        return tickets


class Day:
    """The bakery, its orders, its kiosks."""

    def __init__(self, browser: Browser, stack: Stack) -> None:
        self.stack, self.browser, self.badges = stack, browser, Badges(stack)
        self.supervisor, self.kiosks = Person(stack, "Supervisor"), dict[str, KioskPage]()
        self._prepare()
        self.sold = [self._sell(nth) for nth in range(ORDERS)]
        self.filling = self.kiosk("Filling", now=datetime.now(UTC))
        self.decorating, self.packing = self.kiosk("Decorating"), self.kiosk("Packing")

    def kiosk(self, station: str, now: datetime | None = None) -> KioskPage:
        """Open a kiosk of Bannos. What a person scans a second later is no second reading."""
        self.kiosks[station] = made = KioskPage(machine(self.browser), self.stack)
        return made.enrolled(station, script="globalThis.ordakTimers.scannedTwice = 0", now=now)

    def tickets(self, *numbers: int) -> list[str]:
        """Return the tickets of these orders."""
        return [ticket for number in numbers for ticket in self.sold[number].tickets]

    def today(self) -> list[str]:
        """Return the dozen cakes that are for today."""
        return self.tickets(*range(A_DAY))

    def served(self, at: str, store: str = "bannos") -> list[str]:
        """Return the queue of a stage as the server has it."""
        return [ticket for (ticket,) in rows(self.stack, QUEUE, store, at)]

    def needs(self, at: str, tickets: Sequence[str]) -> None:
        """Say so at once when the day has not come as far as a part of it needs."""
        elsewhere = {ticket: now for ticket in tickets if (now := stage(self.stack, ticket)) != at}
        assert not elsewhere, f"an earlier part of the day has not brought these to {at}: {elsewhere}"

    def cover(self, tickets: Sequence[str]) -> None:
        """Cover cakes: of Covering there is no kiosk here."""
        for ticket in tickets:
            assert self.supervisor.call("complete_covering", id=ticket).json()["ok"]

    def signed_in(self, kiosk: KioskPage, person: str, name: str) -> KioskPage:
        """Return a kiosk with somebody at work and the server's queue on it."""
        kiosk.sign_in(self.badges[person], name)
        return kiosk

    def _prepare(self) -> None:
        admin = Person(self.stack, "Admin")
        headers = {"authorization": f"Bearer {admin.token}"}
        body = {"pin": PIN, "staff_id": TOM}
        assert httpx.post(self.stack.url + "/auth/pin", json=body, headers=headers, timeout=60).json()["ok"]
        assert admin.call("set_item", sku=TOPPER, title="Cake topper").json()["ok"]
        assert admin.call("receive_stock", sku=TOPPER, qty="5").json()["ok"]
        self.first_day = rows(self.stack, TODAY, 0)[0][0]

    def _sell(self, nth: int) -> Sold:
        here = nth < BANNOS
        wanted = cake(SKUS[nth % 3], 2 if nth in TWO_CAKES else 1)
        extras = [cake(CANDLE, 2, title="Candle pack", variant_title=None)] if nth in WITH_EXTRAS else []
        if nth == WITH_EXTRAS[0]:
            extras.append(cake(TOPPER, title="Cake topper", variant_title=None))
        due = rows(self.stack, "select (%s::date + %s)::text", self.first_day, nth // A_DAY if here else 1)[0][0]
        said = {"Pickup Date": due, "Pickup Time": SLOTS[nth % 5], "Allergies": NUTS if nth in ALLERGIC else ""}
        notes = [{"name": name, "value": value} for name, value in said.items() if value]
        shop = Shop(self.stack.env, "bannos" if here else "flourlane")
        made = Sold(shop, order(wanted, *extras, note_attributes=notes, updated_at="2026-01-01T10:00:00+11:00"))
        made.tickets = made.deliver()
        return made


def number(ticket: str) -> str:
    """Return what is printed large."""
    return ticket.split("-", 1)[1]


def cards(kiosk: KioskPage) -> Locator:
    """Return the numbers on the cards of a queue."""
    return kiosk.page.locator("li.card.ticket h2 button")


def shows(kiosk: KioskPage, tickets: Sequence[str]) -> None:
    """Wait until the screen is this queue, in this order."""
    expect(cards(kiosk)).to_have_text([f"Open {number(ticket)}" for ticket in tickets])


def sent(kiosk: KioskPage) -> None:
    """Wait until nothing waits, nor is to be looked at."""
    until(lambda: kiosk.scans() == [], "nothing is left in the outbox")


def floor(kiosk: KioskPage) -> None:
    """Go back to the queue, as somebody does who has looked at something else."""
    kiosk.page.get_by_role("button", name="Most urgent").click()


def opened(kiosk: KioskPage, ticket: str) -> Locator:
    """Open a cake of the queue."""
    kiosk.page.get_by_role("button", name=f"Open {number(ticket)}", exact=True).first.click()
    return kiosk.page.get_by_role("article")


def moves(stack: Stack) -> dict[str, list[str]]:
    """Return the moves of each ticket as its events tell them, in their order."""
    told: dict[str, list[str]] = {}
    made = "select ticket_id, kind from core.order_events where kind = any (%s) order by event_no"
    for ticket, kind in rows(stack, made, [*STEPS]):
        told.setdefault(ticket, []).append(kind)
    return told


def turns(stack: Stack, kiosk: KioskPage) -> list[str]:
    """Return who is signed in at a kiosk, as the server sees it."""
    found = "select staff_id::text from core.turns where device_id = %s and ended_at is null order by started_at"
    return [person for (person,) in rows(stack, found, kiosk.device)]
