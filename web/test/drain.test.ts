import assert from "node:assert/strict";
import { beforeEach, mock, test } from "node:test";
import { done, refusal, serve, type Asked, type Reply } from "./surroundings.ts";
import { database, keepQueue, recallQueue } from "../kiosk/engine/db.ts";
import { drain } from "../kiosk/engine/drain.ts";
import { add, change, claim, refresh, waitingScans } from "../kiosk/engine/outbox.ts";
import { device, reviews, waiting, type BenchTicket } from "../kiosk/engine/state.ts";

const SAM = { staff_id: "sam", display_name: "Sam", turn_id: "turn-1" };
const NOW = "2026-11-28T12:00:00.000Z";
const LONG_AGO = "2026-11-28T11:00:00.000Z";
// It stands still: what is young and what is old is no matter of how fast the tests run.
mock.timers.enable({ apis: ["Date"], now: Date.parse(NOW) });

const scan = (ticket_id: string, author: typeof SAM | null = SAM) =>
  add({ action: "complete_filling", ticket_id, stage: "Filling", fields: {} }, author);

/** Drains against a server that answers so; returns what it was asked, in order. */
async function drained(reply: (asked: Asked, nth: number) => Reply): Promise<Asked[]> {
  const asked: Asked[] = [];
  const stop = await serve((each) => reply(each, asked.push(each) - 1));
  await drain();
  stop();
  return asked.filter((each) => each.path !== "/auth/device/poll");
}

beforeEach(async () => {
  await (await database()).clear("scans");
  await refresh();
  device.value = { kind: "enrolled", device_id: "d", store: "bannos", station: "Filling" };
});

test("scans are sent in their order, with who, when and which, and are gone when they are answered", async () => {
  const made = [await scan("a-1"), await scan("a-2"), await scan("a-3")];
  const asked = await drained((each) => done(String(each.body["id"])));
  assert.deepEqual(asked.map((each) => each.body), made.map(({ ticket_id: id, scan_id }) => ({ id, scan_id })));
  assert.equal(asked[0]!.headers["ordak-turn"], "turn-1");
  assert.equal(asked[0]!.headers["ordak-occurred-at"], made[0]!.occurred_at);
  assert.deepEqual([waiting.value, reviews.value, waitingScans()], [0, [], []]);
});

test("without an answer everything stays, in order, and is sent again with the same ids", async () => {
  const made = [await scan("a-1"), await scan("a-2")];
  for (const nothing of [null, { status: 200, body: "<h1>Welcome to our Wi-Fi</h1>" }, refusal(503, "SYS002"), { status: 429, body: {} }]) {
    assert.equal((await drained(() => nothing)).length, 1);
    assert.equal(waiting.value, 2);
  }
  const asked = await drained((each) => done(String(each.body["id"])));
  assert.deepEqual(asked.map((each) => each.body["scan_id"]), made.map((each) => each.scan_id));
});

test("a refusal is told when somebody stands there, and kept to be looked at when it comes late", async () => {
  const late = await change(await scan("a-1"), { occurred_at: LONG_AGO });
  await drained(() => refusal(409, "ORD002"));
  assert.deepEqual(reviews.value.map(({ scan_id, code }) => [scan_id, code]), [[late.scan_id, "ORD002"]]);
  await scan("a-2");
  await drained(() => refusal(409, "ORD002"));
  assert.equal(reviews.value.length, 1);
  assert.equal(waiting.value, 0);
});

test("a turn that is over keeps the scan until its person comes again", async () => {
  const made = await change(await scan("a-1"), { scanned_at: LONG_AGO, occurred_at: LONG_AGO });
  const over = (each: Asked): Reply =>
    each.path === "/auth/device/poll" ? { status: 200, body: { ok: true, state: "enrolled" } } : refusal(401, "AUTH002");
  await drained(over);
  assert.equal(waitingScans()[0]!.state, "held");
  assert.equal((await drained(over)).length, 0);
  await claim({ ...SAM, staff_id: "tom" });
  assert.equal(waitingScans()[0]!.state, "held");
  await claim({ ...SAM, turn_id: "turn-2" });
  const [asked] = await drained(() => done("a-1"));
  assert.equal(asked!.headers["ordak-turn"], "turn-2");
  assert.equal(asked!.body["scan_id"], made.scan_id);
  // A turn that has begun since cannot have been there an hour ago: it is done now.
  assert.equal(asked!.headers["ordak-occurred-at"], NOW);
});

test("a kiosk that was revoked keeps everything and says so", async () => {
  await scan("a-1");
  const gone = (each: Asked): Reply =>
    each.path === "/auth/device/poll" ? { status: 200, body: { ok: true, state: "revoked" } } : refusal(401, "AUTH002");
  await drained(gone);
  assert.deepEqual([device.value.kind, waiting.value, waitingScans()[0]!.state], ["revoked", 1, "waiting"]);
  assert.equal((await drained(gone)).length, 0);
});

test("what the server breaks over holds up its own ticket and no other", async () => {
  for (const ticket of ["a-1", "a-2", "a-1"]) await scan(ticket);
  const asked = await drained((each) => (each.body["id"] === "a-1" ? refusal(500, "SYS001") : done("a-2")));
  assert.deepEqual(asked.map((each) => each.body["id"]), ["a-1", "a-2"]);
  assert.equal(waiting.value, 2);
  await change(waitingScans()[0]!, { retry_at: 0 });
  assert.equal((await drained((each) => done(String(each.body["id"])))).length, 2);
  assert.equal(waiting.value, 0);
});

test("what nobody stood behind is that of whoever comes next, or after a while somebody's to look at", async () => {
  const fresh = await scan("a-1", null);
  await change(await scan("a-2", null), { scanned_at: LONG_AGO });
  assert.equal((await drained(() => done("a-1"))).length, 0);
  await claim(SAM);
  assert.deepEqual(reviews.value.map((each) => each.ticket_id), ["a-2"]);
  const [asked] = await drained(() => done("a-1"));
  assert.equal(asked!.body["scan_id"], fresh.scan_id);
});

test("an action that was found out is written down before it is sent", async () => {
  await add({ action: null, ticket_id: "bannos-1", stage: "Packing", fields: {} }, SAM);
  const ticket = { id: "bannos-1", stage: "Packing", packing_start_ts: LONG_AGO };
  await drained((each) =>
    each.path === "/rpc/get_order_for_scan" ? { status: 200, body: { ok: true, ticket, choices: [] } } : null);
  assert.equal(waitingScans()[0]!.action, "complete_packing");
  const [asked] = await drained(() => done("bannos-1"));
  assert.equal(asked!.path, "/rpc/complete_packing");
});

test("what was done is known to a page that begins anew before the queue was read again", async () => {
  await keepQueue({ tickets: [{ id: "a-1", stage: "Packing", packing_start_ts: null } as BenchTicket], at: 1 });
  await scan("a-1");
  const ticket = { id: "a-1", packing_start_ts: LONG_AGO };
  await drained(() => ({ status: 200, body: { ok: true, already_done: false, ticket } }));
  const [known] = (await recallQueue()).tickets;
  assert.deepEqual([known!.stage, known!.packing_start_ts], ["Packing", LONG_AGO]);
  // A queue that is read later says it all.
  await keepQueue({ tickets: [], at: 2 });
  assert.deepEqual(await recallQueue(), { tickets: [], at: 2 });
});
