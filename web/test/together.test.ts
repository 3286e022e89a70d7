import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import "fake-indexeddb/auto";
import { database, keepQueue } from "../kiosk/engine/db.ts";
import { startFloor, toPack } from "../kiosk/engine/floor.ts";
import { add, refresh } from "../kiosk/engine/outbox.ts";
import { device, type BenchTicket, type Ticket } from "../kiosk/engine/state.ts";
import { asksFirst, isTicked, mark, packedWith, ticking, tickOff } from "../kiosk/engine/together.ts";

const extra = (sku: string | null, quantity: number, used = 0) => ({ sku, title: `${sku ?? "Card"} title`, quantity, used, skipped: 0 });
const cake = (more: Partial<Ticket> = {}) => ({
  id: "bannos-1-A", stage: "Packing", packing_start_ts: "2026-11-28T12:00:00Z", cancelled_at: null,
  siblings: [{ id: "bannos-1-B", stage: "Complete" }], extras: [extra("CANDLE", 3), extra(null, 1)], ...more,
}) as BenchTicket;
const skus = (ticket: Ticket) => toPack(ticket, "complete_packing").map(({ sku }) => sku);

beforeEach(async () => {
  await (await database()).clear("scans");
  await refresh();
  await keepQueue({ tickets: [], at: 0 });
  await startFloor();
  ticking.value = null;
  device.value = { kind: "enrolled", device_id: "d", store: "bannos", station: "Packing" };
});

test("only the packer of the last open cake is asked, for what has not left", () => {
  assert.deepEqual(skus(cake()), ["CANDLE", null]);
  assert.deepEqual(toPack(cake(), "start_packing"), []);
  assert.deepEqual(skus(cake({ siblings: [{ id: "bannos-1-B", stage: "Packing" }] })), []);
  assert.deepEqual(skus(cake({ siblings: [], extras: [extra("CANDLE", 3, 3), extra("CARD", 2, 1)] })), ["CARD"]);
  // As a kiosk kept it before it knew of them.
  assert.deepEqual(skus({ ...cake(), siblings: undefined, extras: undefined } as unknown as Ticket), []);
});

test("what waits to be sent of the others is done already", async () => {
  await keepQueue({ tickets: [cake(), cake({ id: "bannos-1-B" })], at: 1 });
  await startFloor();
  assert.deepEqual(skus(cake()), []);
  await add({ action: "complete_packing", ticket_id: "bannos-1-B", stage: "Packing", fields: {} }, { staff_id: "s", display_name: "S", turn_id: "t" });
  assert.deepEqual(skus(cake()), ["CANDLE", null]);
});

test("a scan ticks off what it is the number of, a tap the rest, and what stays out is told with its reason", () => {
  assert.equal(tickOff("CANDLE"), false);
  assert.equal(asksFirst(cake(), "complete_packing"), true);
  assert.equal(tickOff("CARD"), false);
  assert.equal(tickOff(" candle "), true);
  assert.equal(isTicked(ticking.value!), false);
  mark(1, "None left");
  assert.equal(isTicked(ticking.value!), true);
  assert.deepEqual(packedWith(ticking.value!), { skipped: [{ sku: "Card title", quantity: 1, reason: "None left" }] });
  mark(1, true);
  assert.deepEqual(packedWith(ticking.value!), {});
});

test("a number that two of them have ticks off neither", () => {
  asksFirst(cake({ extras: [extra("CANDLE", 1), extra("CANDLE", 2)] }), "complete_packing");
  assert.equal(tickOff("CANDLE"), false);
  assert.deepEqual(ticking.value!.marks, [false, false]);
});
