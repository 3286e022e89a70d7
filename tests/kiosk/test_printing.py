"""A label is counted by the server before it is printed, and printed also when there is no server."""

from datetime import UTC, datetime, timedelta

from playwright.sync_api import expect

from tests.kiosk.kiosk_page import SAM, Badges, KioskPage, Kiosks, tickets

# What the printer is given, instead of a printer.
PRINTER = "window.printed = []; window.print = () => window.printed.push(document.querySelector('.label').textContent);"


def printed(kiosk: KioskPage, count: int) -> list[str]:
    expect(kiosk.page.locator(".label")).to_have_count(1)
    # A label is drawn before it is printed.
    kiosk.page.wait_for_function("count => window.printed.length >= count", arg=count)
    labels: list[str] = kiosk.page.evaluate("window.printed")
    assert len(labels) == count
    return labels


def test_second_label_says_that_it_is_one_also_without_a_network(kiosks: Kiosks, badges: Badges) -> None:
    kiosk = kiosks("Packing", script=PRINTER)
    [ticket] = tickets(kiosk.stack)
    kiosk.sign_in(badges[SAM], "Sam")
    kiosk.scan(ticket, "refused")  # it is not there yet, and is shown
    button = kiosk.page.get_by_role("button", name="Print label")
    button.click()
    expect(kiosk.page.locator(".label .label-id")).to_have_text(ticket)
    assert "REPRINT" not in printed(kiosk, 1)[0]

    button.click()
    expect(kiosk.page.locator(".label .reprint")).to_have_text("REPRINT 2")
    assert "REPRINT 2" in printed(kiosk, 2)[1]

    kiosk.offline()
    button.click()
    expect(kiosk.page.locator(".label .reprint")).to_have_text("REPRINT 3")
    kiosk.offline(away=False)
    kiosk.until_sent()


def test_what_is_refused_is_not_printed(kiosks: Kiosks, badges: Badges) -> None:
    kiosk = kiosks("Packing", script=PRINTER, now=datetime.now(UTC))
    [ticket] = tickets(kiosk.stack)
    kiosk.sign_in(badges[SAM], "Sam")
    kiosk.scan(ticket, "refused")
    refusal = '{"ok": false, "code": "AUTH001", "message": "Not allowed", "correlation_id": "c"}'
    kiosk.context.route(
        "**/rpc/handle_print_barcode",
        lambda route: route.fulfill(status=403, content_type="application/json", body=refusal),
    )
    kiosk.page.clock.pause_at(datetime.now(UTC) + timedelta(minutes=1))
    kiosk.page.get_by_role("button", name="Print label").click()
    expect(kiosk.page.locator(".band-refused")).to_contain_text("You are not allowed to do that.")
    # Who has no answer prints it all the same, after three seconds.
    kiosk.page.clock.run_for(4_000)
    assert kiosk.page.evaluate("window.printed") == []
    expect(kiosk.page.locator(".label")).to_have_count(0)
