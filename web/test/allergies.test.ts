import assert from "node:assert/strict";
import { beforeEach, mock, test } from "node:test";
import { done, serve, type Asked, type Reply } from "./surroundings.ts";
import type { BenchTicket } from "../kiosk/engine/state.ts";

const NOW = "2026-11-28T12:00:00.000Z";
mock.timers.enable({ apis: ["Date"], now: Date.parse(NOW) });
globalThis.ordakTimers = { scannedTwice: 0 };
const { act, scan } = await import("../kiosk/engine/actions.ts");
const { unread } = await import("../kiosk/engine/allergies.ts");
const { confirmAllergies, leaveAllergies } = await import("../kiosk/engine/confirming.ts");
const { database } = await import("../kiosk/engine/db.ts");
const { drain } = await import("../kiosk/engine/drain.ts");
const { update, readQueue } = await import("../kiosk/engine/floor.ts");
const { refresh, waitingScans } = await import("../kiosk/engine/outbox.ts");
const { listen } = await import("../kiosk/engine/channel.ts");
const { settle } = await import("../kiosk/engine/settle.ts");
const { online } = await import("../shared/connection.ts");
const { active, band, device, opened } = await import("../kiosk/engine/state.ts");
listen((notice) => notice.what === "settled" && settle(notice.settled));

const SAM = { staff_id: "sam", display_name: "Sam", role: "Staff", turn_id: "turn-1" };
const cake = (number: number, stage: string, more: object = {}): BenchTicket =>
  ({ id: `bannos-${number}`, store: "bannos", stage, cancelled_at: null, packing_start_ts: null, allergies: "nuts", allowed_actions: [], queue_key: String(number), ...more }) as unknown as BenchTicket;
const written = () => waitingScans().map(({ action, ticket_id, fields }) => [action, ticket_id, fields["allergies_seen"]]);
const nothing = (): Reply => null;
let queue: BenchTicket[] = [];
let number = 1000;

/** A kiosk that has read its queue, and then has no network or one that answers so. */
async function at(stage: string, tickets: BenchTicket[], reply: (asked: Asked) => Reply = nothing): Promise<() => void> {
  device.value = { kind: "enrolled", device_id: "d", store: "bannos", station: stage };
  queue = tickets;
  let isRead = false;
  const stop = await serve((asked) => (isRead ? reply(asked) : { status: 200, body: { ok: true, tickets: queue } }));
  await readQueue();
  isRead = true;
  online.value = true;
  return stop;
}

beforeEach(async () => {
  await (await database()).clear("scans");
  await refresh();
  unread.value = band.value = opened.value = null;
  active.value = SAM;
  number += 10;
});

test("a cake with an allergy is asked about before anything is written, and the same ticket once more is the answer", async () => {
  const stop = await at("Decorating", [cake(number, "Decorating")]);
  await scan(`bannos-${number}`);
  assert.deepEqual([unread.value?.ticket.id, band.value?.kind, written()], [`bannos-${number}`, "asked", []]);
  await scan(`bannos-${number}`);
  assert.deepEqual([unread.value, written()], [null, [["complete_decorating", `bannos-${number}`, true]]]);
  stop();
});

test("packing asks once for both of its steps, and another person once more", async () => {
  const stop = await at("Packing", [cake(number, "Packing")]);
  await scan(`bannos-${number}`);
  await confirmAllergies();
  await scan(`bannos-${number}`);
  assert.deepEqual(written(), [["start_packing", `bannos-${number}`, true], ["complete_packing", `bannos-${number}`, true]]);
  active.value = { ...SAM, turn_id: "turn-2" };
  await act("complete_packing", `bannos-${number}`);
  assert.equal(unread.value?.action, "complete_packing");
  stop();
});

test("an allergy that is written otherwise since is asked about again", async () => {
  const stop = await at("Packing", [cake(number, "Packing")]);
  await act("start_packing", `bannos-${number}`);
  await confirmAllergies();
  update(cake(number, "Packing", { allergies: "nuts, eggs", packing_start_ts: NOW }));
  await act("complete_packing", `bannos-${number}`);
  assert.equal(unread.value?.ticket.allergies, "nuts, eggs");
  stop();
});

test("who does not confirm has written nothing, and is told so, also by the next cake", async () => {
  const [first, next] = [number, number + 1];
  const stop = await at("Decorating", [cake(first, "Decorating"), cake(next, "Decorating", { allergies: null })]);
  await scan(`bannos-${first}`);
  leaveAllergies();
  assert.deepEqual([unread.value, written(), band.value?.text], [null, [], "band.unread.left"]);
  await scan(`bannos-${first}`);
  await scan(`bannos-${next}`);
  assert.deepEqual([unread.value, written(), band.value?.hint], [null, [["complete_decorating", `bannos-${next}`, undefined]], "band.hint.unread"]);
  stop();
});

test("neither filling nor covering asks, nor does what moves no cake", async () => {
  for (const [stage, action] of [["Filling", "complete_filling"], ["Covering", "complete_covering"], ["Packing", "qc_return_to_decorating"], ["Decorating", "set_storage"]] as const) {
    const stop = await at(stage, [cake(number, stage)]);
    await act(action, `bannos-${number}`);
    assert.deepEqual([unread.value, written().at(-1)], [null, [action, `bannos-${number}`, undefined]]);
    stop();
  }
});

test("a cake that only the server knows is asked about when its answer is here", async () => {
  const asked: string[] = [];
  const ticket = cake(number, "Decorating");
  const stop = await at("Decorating", [], (each) => {
    asked.push(each.path);
    if (each.path === "/rpc/get_order_for_scan") return { status: 200, body: { ok: true, ticket, choices: [] } };
    return each.path === "/rpc/complete_decorating" ? done(ticket.id) : null;
  });
  await scan(ticket.id);
  await drain();
  assert.deepEqual([unread.value?.action, written(), asked], ["complete_decorating", [], ["/rpc/get_order_for_scan"]]);
  await scan(ticket.id);
  assert.deepEqual(written(), [["complete_decorating", ticket.id, true]]);
  stop();
});

test("one that nobody could ask about in time is sent without anybody's word, and the screen has said to look", async () => {
  const sent: unknown[] = [];
  const ticket = cake(number, "Decorating");
  let isAway = true;
  const stop = await at("Decorating", [], (each) => {
    if (isAway) return null;
    if (each.path === "/rpc/get_order_for_scan") return { status: 200, body: { ok: true, ticket, choices: [] } };
    if (each.path === "/rpc/complete_decorating") sent.push(each.body["allergies_seen"]);
    return done(ticket.id);
  });
  online.value = false;
  await scan(ticket.id);
  assert.equal(band.value?.hint, "band.hint.unknown");
  await drain();
  mock.timers.setTime(Date.parse(NOW) + 60_000);
  isAway = false;
  await drain();
  assert.deepEqual([sent, unread.value], [[undefined], null]);
  mock.timers.setTime(Date.parse(NOW));
  stop();
});
