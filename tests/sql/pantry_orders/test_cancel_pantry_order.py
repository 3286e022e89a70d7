"""api.cancel_pantry_order: staff ends an order, and says why."""

from tests.sql.floor import Floor
from tests.sql.pantries import bring, item, member, place, refused, session


def test_staff_say_why_they_cancel_and_the_words_are_in_no_event(floor: Floor) -> None:
    order = place(floor, member(floor), session(floor), (item(floor), 1))
    refused(floor, "REQ001", "cancel_pantry_order", "staff", id=order["id"], reason=None)
    with floor.noted() as events:
        bring(floor, order, "CANCELLED")
    [event] = [each for each in events if each["kind"] == "pantry_cancelled"]
    remark = floor.one("select text from core.remarks where remark_id = %s", event["detail"]["remark_id"])
    assert remark == "Not needed any more"
    assert "Not needed" not in str(events)
