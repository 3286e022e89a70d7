"""What is known of a pantry's member, through each end of an order: it stands in the database alone, and is erased whole."""

import pytest

from local.stack import Stack
from tests.functions.callers import Person, rows
from tests.functions.flood import all_everywhere
from tests.functions.pantry import STAN, STORE, add_member, boss_of, bring, offer, open_session, place
from tests.functions.test_canary import messages
from tests.functions.test_marketplace_canary import dump, report

WORDS = {
    "name": "Ppcanary-Member",
    "e-mail": "ppcanary.member@example.com",
    "reason": "Ppcanary-Reason",
    "scan": "Ppcanary-Scan",
}
MAY_HOLD = {"staff_shared", "remarks"}
RULES = {"orders_per_session": 100, "grace_minutes": 0}
OVER = (
    "update core.pantry_slots set starts_at = now() - interval '2 hours', ends_at = now() - interval '1 hour' "
    "where slot_id = %s returning 1"
)


def found_in(text: str) -> set[str]:
    """Name what was planted and stands in a text."""
    return {name for name, word in WORDS.items() if word in text}


def test_what_is_known_of_a_member_stays_where_it_belongs_and_is_erased_whole(
    stack: Stack, caplog: pytest.LogCaptureFixture
) -> None:
    stack.pollers.fire("ReporterFunction")
    stack.outside.forget()
    member_id = add_member(stack, WORDS["name"], WORDS["e-mail"])
    member, staff, tin, chosen = Person.of(stack, member_id), Person.of(stack, STAN), offer(stack), open_session(stack)
    with boss_of(stack) as boss:
        boss.done("set_setting", store=STORE, key="pantry", value=RULES)
        bring(stack, place(member, chosen, (tin, 1)), "confirm", "start", "ready", "complete")
        cancelled = place(member, chosen, (tin, 1))
        staff.done("cancel_pantry_order", store=STORE, id=cancelled["id"], reason=WORDS["reason"])
        member.done("withdraw_pantry_order", store=STORE, id=place(member, chosen, (tin, 1))["id"])
        missed = bring(stack, place(member, chosen, (tin, 1)), "confirm", "start", "ready")
        late = bring(stack, place(member, chosen, (tin, 1)), "confirm")
        refused = [
            member.call("withdraw_pantry_order", store=STORE, id=WORDS["scan"]).text,
            staff.call("complete_pantry_order", store=STORE, id=WORDS["scan"]).text,
            staff.call("confirm_pantry_order", store=STORE, id=cancelled["id"]).text,
        ]
        rows(stack, OVER, chosen["slot_id"])
        stack.pollers.fire("SweeperFunction")
        [(ended,)] = rows(stack, "select cancelled_by from core.pantry_orders where id = %s", missed["id"])
        assert ended == "no_show"
        report(stack)

        said = {"a log line": caplog.text, "an answer": "\n".join(refused), "a queue": messages(stack)}
        for name in ("slack", "posthog", "sentry"):
            said[name] = "\n".join(each.request.body.decode() for each in stack.outside.calls_to(name))
        assert {name: found_in(text) for name, text in said.items()} == {name: set() for name in said}
        assert late["id"] in said["slack"]
        held = all_everywhere(stack, WORDS)
        assert {name: tables - MAY_HOLD for name, tables in held.items() if tables - MAY_HOLD} == {}
        assert set().union(*held.values()) == MAY_HOLD

        boss.done("erase_member", member_id=member_id)
        boss.done("set_setting", store=STORE, key="pantry", value={"orders_per_session": 100})
    assert found_in(dump(stack)) == set()
    [(orders,)] = rows(stack, "select count(*) from core.pantry_orders where member_id = %s", member_id)
    assert orders == 5
