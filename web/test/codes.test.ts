import assert from "node:assert/strict";
import { test } from "node:test";
import { checkCharacter } from "../shared/typed_code.ts";
import { commandCode, readCode } from "../kiosk/device/codes.ts";
import { typedOn } from "../shared/layouts.ts";

const kind = (text: string): string => readCode(text, "bannos").kind;
const order = (text: string, store = "bannos"): string | null => {
  const code = readCode(text, store);
  return code.kind === "order" ? code.id : null;
};

test("an order is known in any spelling and case, and in what a QR code says", () => {
  assert.equal(order("bannos-12345"), "bannos-12345");
  assert.equal(order(" BANNOS-12345-b\n"), "bannos-12345-B");
  assert.equal(order("bannos-m1001"), "bannos-m1001");
  assert.equal(order("Flour-Lane-12345-B", "flourlane"), "flourlane-12345-B");
  assert.equal(order("https://shop.example/kitchen-12/t/bannos-12345-A?from=qr-2"), "bannos-12345-A");
  assert.equal(order('{"v": 1, "ticket": "bannos-12345"}'), "bannos-12345");
  // Another store's, or a spelling that only the server knows: it is asked.
  assert.deepEqual(readCode("flour-lane-12345", "bannos"), { kind: "order", id: "flour-lane-12345", base: "flour-lane-12345", own: false });
});

test("what holds no order, or two of them, is foreign", () => {
  for (const text of ["", "4006381333931", "bannos-", "bannos-12345-ABCD", "xbannos12345", "bannos-1 bannos-2", "S-", "b".repeat(5000)]) {
    assert.equal(kind(text), "foreign", text);
  }
});

test("the check character is the server's, and tells each misread of a badge", () => {
  // As core.check_character and functions/auth/badge.py have it.
  assert.equal(checkCharacter("S7K3M9Q2DW4XN5TRA"), "8");
  const badge = "S-7K3M9Q2DW4XN5TRA-8";
  assert.deepEqual(readCode(badge.toLowerCase().replaceAll("-", ""), "bannos"), { kind: "badge", code: badge });
  for (let at = 2; at < 18; at++) {
    const wrong = badge.slice(0, at) + (badge[at] === "A" ? "B" : "A") + badge.slice(at + 1);
    assert.equal(kind(wrong), "foreign", wrong);
  }
  const location = `L-7K3M9Q2DW4XN5TRA-${checkCharacter("L7K3M9Q2DW4XN5TRA")}`;
  assert.equal(kind(location), "location");
  assert.equal(kind(location.replace("L", "P")), "foreign");
});

test("a command is one with its check character alone", () => {
  for (const command of ["UNDO", "NEXT", "ACK", "CLEAN"] as const) {
    assert.deepEqual(readCode(commandCode(command), "bannos"), { kind: "command", command });
  }
  assert.equal(kind("C-UNDO-0"), "foreign");
  assert.equal(kind("C-UNDO"), "foreign");
});

test("keys of another layout are read by where they are", () => {
  const keys = [..."bannos"].map((letter) => ({ code: `Key${letter.toUpperCase()}`, shift: false }));
  const typed = [...keys, { code: "Minus", shift: false }, { code: "Digit1", shift: false }, { code: "KeyA", shift: true }];
  assert.equal(typedOn(typed), "bannos-1A");
});
