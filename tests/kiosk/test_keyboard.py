"""A cake goes from the oven to the counter without a mouse, a touch or a scanner: by Tab, Enter and what is typed."""

import httpx
import pytest
from playwright.sync_api import Page, expect

from local.stack import Stack
from tests.functions.callers import Person
from tests.kiosk.kiosk_page import SAM, KioskPage, Kiosks, stage, tickets

PIN = "271828"
FARTHEST = 120  # so many times Tab, and whoever looks for something gives up
FOCUSED = """() => {
  const one = document.activeElement;
  const cover = getComputedStyle(one, '::after');
  const seen = [getComputedStyle(one), cover].some((style) => style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2);
  const box = one.getBoundingClientRect();
  const above = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
  return {
    name: one.getAttribute('aria-label') ?? one.labels?.[0]?.innerText ?? one.innerText.replace(/\\s+/g, ' ') ?? '',
    seen, free: one === document.body || one.contains(above) || (above?.contains(one) ?? false),
  };
}"""


@pytest.fixture
def pin(stack: Stack) -> str:
    """Have Sam choose a PIN."""
    sam = {"authorization": f"Bearer {Person(stack, 'Admin').token}"}
    answer = httpx.post(stack.url + "/auth/pin", json={"pin": PIN, "staff_id": SAM}, headers=sam, timeout=60)
    assert answer.json()["ok"], answer.text
    return PIN


def go_to(page: Page, name: str) -> None:
    """Press Tab until the focus is at what has this name; it is seen to be there, and nothing lies over it."""
    passed: list[str] = []
    for _ in range(FARTHEST):
        page.keyboard.press("Tab")
        found = page.evaluate(FOCUSED)
        passed.append(found["name"])
        if found["name"].strip() == name:
            assert found["seen"], f"nobody sees that {name} has the focus"
            assert found["free"], f"something lies over {name}"
            return
    pytest.fail(f"no {name} among {passed}")


def press(page: Page, name: str) -> None:
    go_to(page, name)
    page.keyboard.press("Enter")


def sign_in(kiosk: KioskPage, pin: str) -> None:
    page = kiosk.page
    press(page, "Choose your name")
    expect(page.get_by_role("button", name="Sam Staff")).to_be_enabled()
    press(page, "SS Sam Staff")
    expect(page.get_by_role("heading", name="PIN of Sam Staff")).to_be_focused()
    go_to(page, "PIN of Sam Staff")
    kiosk.type(pin, "Enter")
    expect(page.get_by_role("button", name="Sam Staff is working here")).to_be_visible()


@pytest.fixture
def at(kiosks: Kiosks, pin: str) -> dict[str, KioskPage]:
    """Three kiosks, Sam signed in at each of them when it is asked for."""

    class Stations(dict[str, KioskPage]):
        def __missing__(self, station: str) -> KioskPage:
            self[station] = kiosks(station)
            sign_in(self[station], pin)
            return self[station]

    return Stations()


def done(page: Page, text: str, number: str) -> None:
    """See that the band says what was done, and to which cake. Its buttons have the names of what comes next."""
    expect(page.locator(".band-ok .sentence")).to_have_text(text)
    expect(page.locator(".band-ok")).to_contain_text(number)


def decorate(page: Page, number: str) -> None:
    """Say who works on a cake, and that it is decorated."""
    press(page, f"Open {number}")
    press(page, "Who works on it")
    expect(page.get_by_role("dialog").get_by_role("button", name="Sam Staff (You)")).to_be_visible()
    go_to(page, "Sam Staff (You)")
    page.keyboard.press("Enter")
    done(page, "Given to Sam Staff", number)
    press(page, "Decorating done")
    done(page, "Decorating done", number)


def pack(kiosk: KioskPage, number: str) -> None:
    """Say where a cake is, begin to pack it, think about sending it back, and finish."""
    page = kiosk.page
    press(page, f"Open {number}")
    press(page, "Where it is put")
    go_to(page, "Scan the place, or type it")
    kiosk.type("Shelf B", "Enter")
    done(page, "Put into Shelf B", number)
    press(page, "Start packing")
    done(page, "Packing begun", number)
    press(page, "Send back to decorating")
    expect(page.get_by_role("dialog")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    press(page, "Packed")
    done(page, "Packed", number)


def test_life_of_an_order_by_keyboard_alone(at: dict[str, KioskPage], stack: Stack) -> None:
    [ticket] = tickets(stack)
    number = ticket.split("-", 1)[1]
    filling = at["Filling"].page
    press(filling, f"Open {number}")
    expect(filling.get_by_role("heading", name=number)).to_be_focused()
    press(filling, "Print label")
    done(filling, "Label printed", number)
    press(filling, "Filling done")
    done(filling, "Filling done", number)
    assert stage(stack, ticket) == "Covering"

    # What is not in sight is found by its number, typed into the field that is always there.
    covering = at["Covering"]
    go_to(covering.page, "Scan, or type a code")
    covering.type(ticket, "Enter")
    done(covering.page, "Covering done", number)

    decorate(at["Decorating"].page, number)
    packing = at["Packing"]
    pack(packing, number)
    assert stage(stack, ticket) == "Complete"
    press(packing.page, "Sign out Sam Staff")
    expect(packing.page.get_by_text("Show your badge", exact=True)).to_be_visible()
