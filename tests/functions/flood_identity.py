"""Who somebody is, sent through every flow there is: names, addresses, PINs, badges, tokens of every kind."""

from typing import Any
from uuid import uuid4

import httpx
import psycopg

from local.stack import DATABASE
from tests.auth.guest import REFRESH, SIGN_IN, Guest
from tests.auth.kiosk import Kiosk
from tests.functions.callers import Person, rows
from tests.functions.flood import WORDS, Flood, everywhere

# Where a person's name and address are kept: no tool of people's reads the address.
STAFF = {"staff_shared"}
NOBODY = "nobody@ordak.test"  # known to the provider, and not to us


def identities(flood: Flood) -> None:
    """Let a person with a name and an address be added, sign in everywhere there is, and be refused everywhere."""
    boss, staff_id = Person(flood.stack, "Admin"), str(uuid4())
    somebody = {"display_name": WORDS["first name"], "email": WORDS["e-mail"], "role": "Staff", "stores": ["bannos"]}
    assert boss.call("set_staff", staff_id=staff_id, **somebody).json()["ok"]
    assert everywhere(flood.stack, WORDS["e-mail"]) >= STAFF
    other = boss.call("set_staff", staff_id=str(uuid4()), **somebody)
    flood.texts.append(other.text)
    assert other.json()["code"] == "STF003"
    issued = boss.call("issue_token", name="canary", role="Agent", stores=["bannos"]).json()
    flood.more["token of a system"] = issued["secret"]
    _kiosk(flood, boss, staff_id)
    _session(flood)
    _orders(flood, boss, issued["secret"])
    assert boss.call("revoke_token", token_id=issued["api_token"]["token_id"]).json()["ok"]
    assert boss.call("set_staff", staff_id=staff_id, **somebody, is_active=False).json()["ok"]
    # So that others may be added under the same words.
    rows(
        flood.stack, "update core.staff_shared set email = null, display_name = 'x' where id = %s returning 1", staff_id
    )


def _kiosk(flood: Flood, boss: Person, staff_id: str) -> None:
    stack, pin = flood.stack, WORDS["PIN"]
    kiosk = Kiosk.enrolled(stack)
    badge = boss.call("issue_badge", staff_id=staff_id).json()["badge"]
    flood.more |= {"token of a kiosk": kiosk.token, "badge": badge}
    headers = {"authorization": f"Bearer {boss.token}"}
    wanted: list[Any] = [{"pin": pin, "staff_id": staff_id}, {"pin": pin + "x"}, {"pin": pin, WORDS["note"]: 1}, [pin]]
    said = [httpx.post(stack.url + "/auth/pin", json=each, headers=headers, timeout=60) for each in wanted]
    assert [answer.status_code for answer in said] == [200, 422, 422, 422]
    assert kiosk.badge(badge).status_code == 200
    assert kiosk.pin(staff_id, pin).status_code == 200
    refused = [
        *said[1:],
        kiosk.pin(staff_id, pin[::-1]),
        kiosk.badge(badge[:-1]),
        kiosk.badge(WORDS["first name"]),
        kiosk.ask("/auth/turn", {"staff_id": WORDS["e-mail"], "pin": pin}),
        kiosk.ask("/auth/turn", {"badge": badge}, token=issued_to_nobody(badge)),
        kiosk.ask("/auth/turn", {"badge": badge}, token=badge),
        kiosk.ask(f"/auth/{WORDS['e-mail']}", {"pin": pin}),
    ]
    assert not any(answer.is_success for answer in refused)
    with psycopg.connect(stack.postgres.url(DATABASE), autocommit=True) as owner:
        owner.execute("alter table core.turns rename to turns_away")  # what the database then says quotes the statement
        try:
            refused.append(kiosk.pin(staff_id, pin))
        finally:
            owner.execute("alter table core.turns_away rename to turns")
    assert refused[-1].json()["code"] == "SYS001"
    flood.texts += [answer.text for answer in refused]


def issued_to_nobody(text: str) -> str:
    """Return a token of the right form that nobody was given, and that holds something."""
    return "ordak_device_" + (text.encode().hex() + "0" * 64)[:64]


def _session(flood: Flood) -> None:
    guest = Guest(flood.stack)
    back = guest.come_back("sue@ordak.test")
    flood.more |= {
        "cookie of a sign-in": guest.cookies[SIGN_IN],
        "code of a sign-in": back.split("code=")[1].split("&")[0],
    }
    assert guest.get(back).status_code == 302
    flood.more["refresh token"] = guest.cookies[REFRESH]
    first = guest.refresh().json()
    flood.more |= {"access token": first["access_token"], "next refresh token": guest.cookies[REFRESH]}
    assert guest.call("get_queue", first["access_token"], store="bannos").status_code == 200
    refused = [
        guest.get(back),
        guest.get("/auth/callback", error=WORDS["note"], error_description=WORDS["e-mail"], state=WORDS["first name"]),
        guest.get("/auth/login", provider=WORDS["e-mail"], return_to=f"//{WORDS['e-mail']}"),
        guest.post("/auth/sign-out", {WORDS["note"]: WORDS["PIN"]}),
        guest.post("/auth/refresh", origin=f"https://{WORDS['company']}"),
    ]
    guest.post("/auth/sign-out", {"everywhere": True})
    guest.cookies[REFRESH] = flood.more["refresh token"]
    refused.append(guest.refresh())
    stranger = Guest(flood.stack)
    refused.append(stranger.sign_in(NOBODY))
    assert not any(answer.is_success for answer in refused)
    flood.texts += [answer.text for answer in refused]
    guest.close()
    stranger.close()


def _orders(flood: Flood, boss: Person, token: str) -> None:
    """Orders of the counter and of another system: their words are kept, and told to nobody."""
    wanted = {
        "store": "bannos",
        "customer_name": f"{WORDS['first name']} {WORDS['last name']}",
        "due_date": "2030-12-05",
        "notes": WORDS["note"],
        "products": [
            {"sku": "CAKE-8-VAN", "quantity": 1, "cake_message": WORDS["cake message"], "notes": WORDS["cake note"]}
        ],
    }
    made = boss.call("create_order", **wanted)
    url, headers = (
        flood.stack.url + "/api/v1/orders",
        {"authorization": f"Bearer {token}", "idempotency-key": "canary-1"},
    )
    sent = [
        httpx.post(url, json=wanted | more, headers=headers, timeout=60) for more in ({}, {"notes": "other"}, {"x": 1})
    ]
    assert [answer.status_code for answer in (made, *sent)] == [200, 200, 422, 422]
    asked = boss.call(
        "edit_order", id=made.json()["order_id"], version=9, **{k: v for k, v in wanted.items() if k != "store"}
    )
    assert not asked.json()["ok"]
    flood.texts += [answer.text for answer in (made, *sent, asked)]
