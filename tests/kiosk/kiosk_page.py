"""A kiosk as a kitchen has it: a screen, a scanner that types, a network, and somebody with a badge."""

import json
import re
import secrets
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import datetime
from typing import Any, Self

from playwright.sync_api import (
    Browser,
    BrowserContext,
    CDPSession,
    ConsoleMessage,
    Error,
    Locator,
    Page,
    Request,
    expect,
)

from local.stack import Stack
from ordak.http.identity import DEVICE_PREFIX, token_hash
from tests.auth.kiosk import badge_of
from tests.functions.callers import Person, Shop, cake, order, rows, until

SAM, SUE, TOM = (f"5a000000-0000-4000-8000-00000000000{n}" for n in (1, 2, 7))
# What a browser says of requests that were refused or found no network; the page has to live with them.
REQUEST = re.compile(r"Failed to load resource|WebSocket connection to|net::ERR_")
# The page keeps all it knows in IndexedDB, under names that kiosks in the field have by now.
_OPEN = """new Promise((done, failed) => {
  const opening = indexedDB.open("ordak-kiosk");
  opening.onsuccess = () => done(opening.result);
  opening.onerror = () => failed(opening.error);
})"""
# What it knows of itself is written when the page makes its memory, after what the page itself does for that.
_ENROL = """(() => {
  const open = indexedDB.open.bind(indexedDB);
  indexedDB.open = (...named) => {
    const opening = open(...named);
    const write = () => opening.transaction.objectStore("meta").put(%s, "device");
    queueMicrotask(() => opening.addEventListener("upgradeneeded", write));
    return opening;
  };
})()"""
# What the page waits for beside its people and its server is no test's business, unless the test is about it.
_TIMERS = {
    "bandHeld": 0,
    "drainPoll": 500,
    "drainFirstPause": 100,
    "failedFirst": 200,
    "livePauses": [100, 200, 500, 1000, 2000],
}
_SCANS = f"""async () => {{
  const db = await {_OPEN};
  const asked = db.transaction("scans").objectStore("scans").getAll();
  await new Promise((done) => (asked.onsuccess = done));
  db.close();
  return asked.result;
}}"""
_QUEUE = f"""async () => {{
  const db = await {_OPEN};
  const asked = db.transaction("meta").objectStore("meta").get("queue");
  await new Promise((done) => (asked.onsuccess = done));
  db.close();
  return (asked.result?.tickets ?? []).map((ticket) => ticket.id);
}}"""
# Chromium's own keys as other layouts have them: what is typed is not what the scanner meant.
QWERTZ = {"y": "z", "z": "y", "-": "ß", "Y": "Z", "Z": "Y"}
NO_OTHER: Mapping[str, str] = {}
ENDS = {"Enter": 13, "Tab": 9}
AZERTY = dict(zip("1234567890-aqwm", "&é\"'(-è_çà)qaz,", strict=True))


class KioskPage:
    """One kiosk's browser. Its memory is its context's: pages come and go."""

    def __init__(self, context: BrowserContext, stack: Stack) -> None:
        self.stack, self.context = stack, context
        self.faults: list[str] = []
        self.asked: set[str] = set()
        self.answered: list[str] = []
        self._listeners: list[tuple[Any, Callable[..., None]]] = [
            ("console", self._listen),
            ("weberror", lambda fault: self.faults.append(str(fault.error))),
            ("request", lambda request: self.asked.update(_scan_id(request))),
            ("response", lambda response: self.answered.extend(_scan_id(response.request))),
        ]
        for event, listener in self._listeners:
            context.on(event, listener)
        self.device = ""
        self.page = context.new_page()
        self._keyboards: dict[Page, CDPSession] = {}
        self._forget()

    def enrolled(self, station: str, store: str = "bannos", script: str = "", now: datetime | None = None) -> Self:
        """Open the page as that of a kiosk which a supervisor has enrolled before.

        A script runs before those of the page. With a moment of its own for now, its clock is the test's.
        """
        token, self.device = enrolled(self.stack, station, store)
        device = {"token": token, "device_id": self.device, "store": store, "station": station}
        self.page.add_init_script(_ENROL % json.dumps(device))
        if script:
            self.page.add_init_script(script)
        if now is not None:
            self.page.clock.install(time=now)
        self.open()
        return self

    def open(self) -> None:
        """Open the page, or open it anew."""
        self.page.goto(f"{self.stack.url}/kiosk/")
        expect(self.page.locator("#app > *").first).to_be_visible()

    def crash(self) -> None:
        """Kill the tab's process, and look at the kiosk in another tab."""
        crashed = self.page
        self.page = self.context.new_page()
        with crashed.expect_event("crash"):
            _crash(crashed)
        crashed.close()
        self.open()

    @property
    def band(self) -> Locator:
        """What the kiosk says of the last scan."""
        return self.page.locator(".band")

    def burst(  # noqa: PLR0913 - what a scanner does
        self,
        text: str,
        end: str = "Enter",
        layout: Mapping[str, str] = NO_OTHER,
        *,
        late: float = 0,
        stall: float = 0,
        falter: float = 0,
    ) -> None:
        """Scan: a scanner types a key every 5 ms, by the keys' own times, however long the browser is about it.

        On another layout the same keys are other characters. A busy machine hands them over `late`, and the
        last quarter later still by `stall`; both in seconds. A radio scanner may `falter` after its second key.
        """
        self._be_older_than(late + falter)
        self._type(text, end, layout, at=time.time() - late - falter, every=0.005, stall=stall, falter=falter)

    def type(self, text: str, end: str = "") -> None:
        """Type as a person does, whose keys are 150 ms apart by their own times; what is faster is a scanner's."""
        since = 0.15 * (len(text) + 1)
        self._be_older_than(since)
        self._type(text, end, at=time.time() - since, every=0.15)

    def _be_older_than(self, seconds: float) -> None:
        """Wait until the page is of this age: the browser takes no key for older than its page."""
        self.page.evaluate("age => new Promise(old => setTimeout(old, age - performance.now()))", seconds * 1000)

    def _type(  # noqa: PLR0913 - what a keyboard does
        self,
        text: str,
        end: str,
        layout: Mapping[str, str] = NO_OTHER,
        *,
        at: float,
        every: float,
        stall: float = 0,
        falter: float = 0,
    ) -> None:
        keyboard = self._keyboard()
        for nth, character in enumerate([*text, *([end] if end else [])]):
            if nth == len(text) * 3 // 4:
                time.sleep(stall)
            typed = layout.get(character, character)
            key = {"key": typed, "code": _code(character), "timestamp": at + nth * every + (falter if nth > 1 else 0)}
            if character in ENDS:
                key |= {"windowsVirtualKeyCode": ENDS[character], "text": {"Enter": "\r", "Tab": ""}[character]}
            else:
                key |= {"text": typed, "modifiers": 8 if character.isupper() else 0}
            keyboard.send("Input.dispatchKeyEvent", {"type": "keyDown" if key["text"] else "rawKeyDown", **key})
            # The page listens to no key that is let go, but the browser may: to one that presses buttons.
            if character in ENDS:
                keyboard.send("Input.dispatchKeyEvent", {"type": "keyUp", **key})

    def _keyboard(self) -> CDPSession:
        if self.page not in self._keyboards:
            self._keyboards[self.page] = self.context.new_cdp_session(self.page)
        return self._keyboards[self.page]

    def _forget(self) -> None:
        """Empty the memory of a machine that was another kiosk before; the page's files stay installed."""
        what = {"origin": self.stack.url, "storageTypes": "cookies,indexeddb,local_storage"}
        self._keyboard().send("Storage.clearDataForOrigin", what)

    def sign_in(self, badge: str, name: str, end: str = "Enter") -> None:
        """Scan a badge and wait to be greeted."""
        self.burst(badge, end)
        expect(self.band).to_contain_text(name)

    def scan(self, ticket: str, said: str = "ok") -> None:
        """Scan a ticket and wait for its band."""
        self.burst(ticket)
        expect(self.page.locator(f".band-{said}")).to_contain_text(ticket.split("-", 1)[1])

    def scans(self) -> list[dict[str, Any]]:
        """Return what is in the outbox."""
        found: list[dict[str, Any]] = self.page.evaluate(_SCANS)
        return found

    def queue(self) -> set[str]:
        """Return the tickets of its station that it knows."""
        return set(self.page.evaluate(_QUEUE))

    def known(self) -> set[str]:
        """Return the ids of all scans that it ever kept or sent."""
        self.asked |= {each["scan_id"] for each in self.scans() if each["action"] != "end_turn"}
        return self.asked

    def offline(self, *, away: bool = True) -> None:
        """Take the network away, or give it back."""
        self.context.set_offline(away)

    def keeps(self, ticket: str) -> None:
        """Scan a ticket and wait until it is written down, as whoever looks at the screen does."""
        before = len(self.known())
        self.burst(ticket)
        until(lambda: len(self.known()) > before, f"{ticket} is kept")

    def until_sent(self) -> None:
        """Wait until nothing waits any more."""
        until(lambda: all(scan["state"] == "review" for scan in self.scans()), "everything is sent", 120)

    def close(self) -> None:
        """Close its pages; a fault of theirs fails the test. Its machine may be another kiosk's then."""
        self.context.set_offline(False)
        for page in self.context.pages:
            page.close()
        for event, listener in self._listeners:
            self.context.remove_listener(event, listener)
        assert self.faults == []

    def _listen(self, message: ConsoleMessage) -> None:
        if message.type == "error" and not REQUEST.search(message.text):
            self.faults.append(message.text)


def machine(browser: Browser, zone: str | None = None) -> BrowserContext:
    """Make what a kiosk runs on: a browser that has seen nothing, with the tests' timers."""
    made = browser.new_context(viewport={"width": 1280, "height": 800}, timezone_id=zone, reduced_motion="reduce")
    made.set_default_timeout(15_000)
    made.add_init_script(f"globalThis.ordakTimers = {json.dumps(_TIMERS)}")
    return made


def enrolled(stack: Stack, station: str, store: str) -> tuple[str, str]:
    """Enrol a kiosk as a supervisor once did; return its token and its id."""
    token = DEVICE_PREFIX + secrets.token_hex(32)
    made = (
        "insert into core.devices (token_hash, store, station, enrolled_at, enrolled_by)"
        " values (decode(%s, 'hex'), %s, %s, now(), %s) returning device_id::text"
    )
    return token, rows(stack, made, token_hash(token), store, station, SUE)[0][0]


def clear_floor(stack: Stack) -> None:
    """Complete the cakes that earlier tests left: a page with fifty cards costs half as much again as an empty one."""
    left = "stage <> 'Complete' and cancelled_at is null"
    rows(stack, f"update core.orders set stage = 'Complete' where {left} returning 1")


def tickets(stack: Stack, count: int = 1) -> list[str]:
    """Sell cakes; return their tickets."""
    sold = [Shop(stack.env).deliver(order(cake("BRW-12-SC"))).json()["tickets"] for _ in range(count)]
    return [ticket for [ticket] in sold]


def packing_tickets(stack: Stack, count: int) -> list[str]:
    """Sell cakes and bring them to packing, by a person's token."""
    staff = Person(stack, "Supervisor")
    sold = tickets(stack, count)
    for ticket in sold:
        for action in ("complete_filling", "complete_covering", "complete_decorating"):
            assert staff.call(action, id=ticket).json()["ok"]
    return sold


def stage(stack: Stack, ticket: str) -> str:
    """Return the stage of a ticket."""
    found: str = rows(stack, "select stage::text from core.orders where id = %s", ticket)[0][0]
    return found


def done(stack: Stack, ticket: str) -> list[tuple[str, str]]:
    """Return what was done with a ticket by whom, in order."""
    made = "select kind, actor_id from core.order_events where ticket_id = %s and actor_kind = 'staff' order by txid, event_no"
    return [(kind, actor) for kind, actor in rows(stack, made, ticket)]


def _scan_id(request: Request) -> list[str]:
    body = request.post_data
    return [json.loads(body)["scan_id"]] if body and '"scan_id"' in body else []


def _crash(page: Page) -> None:
    with suppress(Error):  # it crashes, as it is told to
        page.goto("chrome://crash")


def _code(character: str) -> str:
    if character.isdigit():
        return f"Digit{character}"
    return {"-": "Minus", "Enter": "Enter", "Tab": "Tab"}.get(character, f"Key{character.upper()}")


class Badges(dict[str, str]):
    """Everybody's badge, issued when it is asked for."""

    def __init__(self, stack: Stack) -> None:
        super().__init__()
        self.stack = stack

    def __missing__(self, person: str) -> str:
        return self.anew(person)

    def anew(self, person: str) -> str:
        """Issue another badge, in place of the one before."""
        self[person] = badge_of(self.stack, person)
        return self[person]


Kiosks = Callable[..., KioskPage]
