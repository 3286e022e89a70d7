"""Every state of every view: nothing that axe finds, nothing wider than the screen, nothing too small to touch."""

import json
from collections.abc import Callable, Iterator
from functools import cache, partial
from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.conftest import PICTURES, SCREENS
from tests.browser.views import WIDE, Sight, View
from tests.kiosk.kiosk_page import SAM

# What is narrower or lower than a floury finger; a card's button is as large as its card.
SMALL = """() => [...document.querySelectorAll('button, input, select, a[href]')].map((one) => {
  const [box, cover] = [one.getBoundingClientRect(), getComputedStyle(one, '::after').position === 'absolute'];
  return box.width > 0 && !cover && (box.width < 63.5 || box.height < 63.5) ? `${one.outerHTML.slice(0, 80)} ${box.width}×${box.height}` : '';
}).filter(Boolean)"""
LOOK = f"async (state) => {{ await show(state); return [({WIDE})(), ({SMALL})()]; }}"


SIGHTS = [
    Sight(1280, 800, axe=True),
    Sight(768, 1024, "dark", "fr", axe=True),
    Sight(320, 640, "dark", "pseudo"),
    Sight(640, 400, language="fr"),  # 1280 by 800 at twice the size
]


@pytest.fixture(scope="module")
def views(browser: Browser, gallery: str) -> Iterator[Callable[[Sight], View]]:
    """Give a view of each sight: one page of it for all tests, for each of which it shows a state anew."""
    made = cache(partial(View, browser, gallery))
    yield made
    for sight in SIGHTS:
        made(sight).context.close()


@pytest.fixture
def view(views: Callable[[Sight], View], request: pytest.FixtureRequest) -> Iterator[View]:
    shown = views(getattr(request, "param", SIGHTS[0]))
    yield shown
    faults, shown.faults[:] = [*shown.faults], []
    assert faults == []


@pytest.fixture
def own_view(browser: Browser, gallery: str) -> Iterator[View]:
    """Give a view that a test may change for good."""
    made = View(browser, gallery, SIGHTS[0])
    yield made
    made.context.close()
    assert made.faults == []


@pytest.mark.parametrize("view", SIGHTS, indirect=True, ids=str)
def test_every_state_can_be_seen_touched_and_understood_by_everybody(view: View) -> None:
    states: list[str] = view.page.evaluate("STATES")
    assert len(states) > 40
    page = view.show("station")
    first = page.content()
    wrong: dict[str, list[str]] = {}
    for state in states:
        wide, small = page.evaluate(LOOK, state)
        found = [f"{wide} px too wide"] if wide > 0 else []
        found += small
        if view.sight.axe:
            found += view.complaints()
        if view.sight.axe and PICTURES:
            page.screenshot(path=SCREENS / f"kiosk-{state}-{view.sight}.jpg", type="jpeg", full_page=True)
        if found:
            wrong[state] = found
    assert wrong == {}, json.dumps(wrong, indent=1)
    # None of them has left anything to the next one.
    assert view.show("station").content() == first


def test_axe_finds_what_is_wrong(view: View) -> None:
    page = view.show("station")
    page.evaluate("document.querySelector('nav').append(document.createElement('button'))")
    assert any(found.startswith("button-name ") for found in view.complaints())


@pytest.mark.parametrize(("state", "role"), [("ok", "status"), ("already", "status"), ("refused", "alert"), ("unknown", "alert"), ("failed", "alert")])  # fmt: skip
def test_band_is_read_out_politely_when_all_is_well_and_at_once_when_not(view: View, state: str, role: Any) -> None:
    page = view.show(f"band-{state}")
    said = page.locator(".band").get_by_role(role)
    expect(said.locator(".word svg")).to_have_count(1)
    expect(said.locator(".word")).not_to_have_text("")
    expect(page.locator(f".band-{state}")).to_have_css("background-color", COLOURS[state])


COLOURS = {
    "ok": "rgb(18, 105, 61)", "already": "rgb(31, 79, 134)", "refused": "rgb(176, 33, 27)",
    "unknown": "rgb(138, 71, 0)", "failed": "rgb(176, 33, 27)",
}  # fmt: skip


def test_a_faults_code_and_number_for_support_are_shown(view: View) -> None:
    page = view.show("band-failed")
    expect(page.get_by_role("alert")).to_contain_text("SYS001")
    expect(page.get_by_role("alert")).to_contain_text("0190b0c2-5f9e-7c1a-9a41-2f3f0a6c7d11")


def test_band_offers_the_next_step_and_to_take_the_last_one_back(view: View) -> None:
    page = view.show("band-ok")
    page.get_by_role("button", name="Next: Packed").click()
    page.get_by_role("button", name="Take back").click()
    assert view.asked()[-2:] == [
        ["act", "complete_packing", "bannos-12400-A", {}],
        ["takeBack", "s1", "bannos-12400-A"],
    ]


def test_queue_is_due_first_and_one_touch_takes_a_cake(view: View) -> None:
    page = view.show("station")
    numbers = page.locator(".ticket .open").all_inner_texts()
    due = page.locator(".ticket").evaluate_all("cards => cards.map(card => card.querySelector('.badge').innerText)")
    assert len(numbers) == 15
    days = [
        next(nth for nth, day in enumerate(("yesterday", "today", "tomorrow", "Wed")) if day in said) for said in due
    ]
    assert days == sorted(days)
    page.get_by_role("button", name="I take it: 12405").click()
    assert view.asked()[-1] == [
        "act",
        "assign_staff",
        "bannos-12405",
        {"staff_id": "5a000000-0000-4000-8000-000000000001"},
    ]


def test_batch_shows_how_many_of_each_and_then_those(view: View) -> None:
    page = view.show("station")
    page.get_by_role("button", name="By cake").click()
    page.get_by_role("button", name="Vanilla, 10 inch: 2").click()
    expect(page.locator(".ticket")).to_have_count(2)


def test_unassigned_are_those_that_nobody_has(view: View) -> None:
    page = view.show("station")
    page.get_by_role("button", name="Nobody’s yet").click()
    expect(page.locator(".ticket")).to_have_count(9)
    assert page.locator(".ticket .take").count() == 9


def test_three_hundred_tickets_are_shown_sixty_at_a_time(view: View) -> None:
    page = view.show("station-300")
    expect(page.locator(".ticket")).to_have_count(60)
    page.get_by_role("button", name="Show 60 more").click()
    expect(page.locator(".ticket")).to_have_count(120)


@pytest.mark.parametrize(("state", "seen"), [("ticket-changed", "Changed"), ("ticket-blocked", "Stock is short"), ("ticket-returned", "Came back"), ("ticket-cancelled", "Cancelled"), ("ticket-uncertain", "Date not readable")])  # fmt: skip
def test_what_is_odd_about_a_ticket_is_said_by_icon_and_word(view: View, state: str, seen: str) -> None:
    badge = view.show(state).locator(".badge", has_text=seen).first
    expect(badge).to_be_visible()
    expect(badge.locator("svg")).to_have_count(1)


def test_difference_is_shown_before_it_is_confirmed(view: View) -> None:
    page = view.show("ticket-changed")
    expect(page.get_by_role("row", name="Size")).to_contain_text("8 inch")
    expect(page.get_by_role("row", name="Size").locator("ins")).to_have_text("10 inch")
    page.get_by_role("button", name="I have seen the change").click()
    assert view.asked()[-1] == ["act", "acknowledge_change", "bannos-12347-B", {}]


def test_buttons_of_a_ticket_are_its_allowed_actions(view: View) -> None:
    page = view.show("ticket-packing")
    actions = page.get_by_role("region", name="What you can do").get_by_role("button")
    assert actions.all_inner_texts() == [
        "Packed",
        "Send back to decorating",
        "Print label",
        "Who works on it",
        "Where it is put",
    ]


def test_supervisor_takes_the_last_step_back_where_its_history_is_told(view: View) -> None:
    page = view.show("ticket-history")
    page.get_by_role("button", name="Take back: Sent back to decorating").click()
    assert view.asked()[-1] == ["act", "undo_scan", "bannos-12350", {"event_no": 8}]
    page = view.show("ticket-returned")
    page.get_by_role("button", name="Why is it here?").click()
    expect(page.get_by_text("Packing → Decorating")).to_be_visible()
    expect(page.get_by_role("button", name="Take back")).to_have_count(0)


def test_a_cake_can_be_given_to_whoever_may_work_on_it_and_to_nobody(view: View) -> None:
    page = view.show("ask-who")
    names = page.get_by_role("dialog").get_by_role("listitem")
    expect(names).to_have_text(["Sue Supervisor (You)", "Sam Staff", "Nobody"])
    names.get_by_role("button", name="Sam Staff").click()
    assert view.asked()[-1] == ["act", "assign_staff", "bannos-12352-A", {"staff_id": SAM}]


def test_sending_back_needs_a_reason(view: View) -> None:
    page = view.show("ask-reason")
    expect(page.get_by_role("button", name="Send back", exact=True)).to_be_disabled()
    page.get_by_role("button", name="Wrong colour").click()
    page.get_by_role("button", name="Send back", exact=True).click()
    assert view.asked()[-1] == ["act", "qc_return_to_decorating", "bannos-12352-A", {"reason": "Wrong colour"}]
    expect(page.get_by_role("dialog")).to_have_count(0)


def test_pin_is_typed_on_keys_or_keyboard_and_a_wrong_one_is_said(view: View) -> None:
    page = view.show("sign-in")
    page.get_by_role("button", name="Sam Staff").click()
    enter = page.get_by_role("button", name="Sign in")
    for digit in "12345":
        page.get_by_role("button", name=digit, exact=True).click()
    expect(enter).to_be_disabled()
    page.get_by_label("PIN of Sam Staff").press("End")
    page.keyboard.type("6")
    enter.click()
    expect(page.get_by_role("alert").filter(has_text="That PIN is not right")).to_be_visible()
    assert view.asked()[-1] == ["signInByPin", "5a000000-0000-4000-8000-000000000001", "123456"]
    expect(page.get_by_label("PIN of Sam Staff")).to_have_value("")


def test_somebody_without_a_pin_can_only_use_their_badge(view: View) -> None:
    expect(view.show("sign-in").get_by_role("button", name="Agnes Agent")).to_be_disabled()


def test_idle_warning_is_answered_with_one_touch_and_with_escape(view: View) -> None:
    page = view.show("idle")
    page.get_by_role("alertdialog").get_by_role("button").click()
    page.keyboard.press("Escape")
    assert [asked for asked in view.asked() if asked[0] == "stayHere"] == [["stayHere"], ["stayHere"]]


@pytest.mark.parametrize("state", ["station", "offline", "ticket-packing", "sign-in", "week", "find"])
def test_how_many_scans_wait_and_whether_there_is_a_connection_is_always_seen(view: View, state: str) -> None:
    status = view.show(state).get_by_role("list", name="Connection")
    wanted = ["Offline", "12 scans waiting"] if state == "offline" else ["Online", "Nothing waiting"]
    for text in wanted:
        expect(status.get_by_text(text)).to_be_visible()


def test_week_and_kiosks_are_for_supervisors(view: View) -> None:
    assert view.show("station").get_by_role("navigation").get_by_role("button").count() == 7
    assert view.show("week").get_by_role("navigation").get_by_role("button").count() == 9


def test_language_light_and_sound_are_kept_by_the_kiosk(own_view: View) -> None:
    page = own_view.show("station")
    page.get_by_role("button", name="Sound, light and language").click()
    settings = page.get_by_role("group", name="Sound, light and language")
    settings.get_by_role("button", name="Sound on").click()
    settings.get_by_role("button", name="Light: automatic").click()
    settings.get_by_role("button", name="Light: bright").click()
    settings.get_by_role("button", name="Français").click()
    page.goto(f"{own_view.url}?state=station&language=")
    page.get_by_role("button", name="Son, lumière et langue").click()
    expect(page.get_by_role("button", name="Son coupé")).to_be_visible()
    expect(page.locator("html[lang='fr-CA'][data-theme='dark']")).to_have_count(1)
    expect(page.locator("body")).to_have_css("color", "rgb(243, 241, 237)")


def test_colours_that_a_person_has_chosen_for_all_pages_are_theirs(own_view: View) -> None:
    own_view.page.emulate_media(forced_colors="active")
    page = own_view.show("station")
    chosen = page.get_by_role("button", name="Most urgent").evaluate("b => getComputedStyle(b).backgroundColor")
    other = page.get_by_role("button", name="By cake").evaluate("b => getComputedStyle(b).backgroundColor")
    assert chosen != other


def test_nothing_moves_for_who_wants_nothing_to_move(own_view: View) -> None:
    own_view.page.emulate_media(reduced_motion="reduce")
    said = own_view.show("band-ok").locator(".arrives")
    expect(said).to_have_css("animation-name", "none")
    own_view.page.emulate_media(reduced_motion="no-preference")
    expect(said).to_have_css("animation-name", "arrive")
