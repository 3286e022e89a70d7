import assert from "node:assert/strict";
import { test } from "node:test";
import { put } from "../kiosk/engine/order.ts";

const KEYS = ["a", "b", "c", "d", "e"].map((queue_key) => ({ id: queue_key.toUpperCase(), queue_key }));
const ids = (tickets: readonly { id: string }[]) => tickets.map(({ id }) => id).join("");

test("a ticket that comes stands where its key puts it, from whichever end they come", () => {
  for (const coming of [KEYS, KEYS.toReversed(), [2, 0, 4, 1, 3].map((nth) => KEYS[nth]!)]) {
    assert.equal(ids(coming.reduce<readonly { id: string; queue_key: string }[]>(put, [])), "ABCDE");
  }
});

test("a ticket whose place has changed moves, and no other does", () => {
  assert.equal(ids(put(KEYS, { id: "E", queue_key: "aa" })), "AEBCD");
  assert.equal(ids(put(KEYS, { id: "A", queue_key: "z" })), "BCDEA");
});

test("what is new of a ticket is shown where it stood, also when a server has no keys yet", () => {
  const former = [{ id: "B" }, { id: "A" }] as { id: string; queue_key: string; said?: string }[];
  assert.deepEqual(put(former, { ...former[0]!, said: "new" }), [{ id: "B", said: "new" }, { id: "A" }]);
});
