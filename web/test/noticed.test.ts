import assert from "node:assert/strict";
import { before, beforeEach, test } from "node:test";
import { serve, type Asked, type Reply } from "./surroundings.ts";
import { ticket } from "../gallery/kiosk/made_up.ts";
import { database } from "../kiosk/engine/db.ts";
import { readQueue, showQueue, startFloor, update } from "../kiosk/engine/floor.ts";
import { alarm, diff, note, noticed, markSeen } from "../kiosk/engine/noticed.ts";
import { add, refresh } from "../kiosk/engine/outbox.ts";
import { active, device, queue, queueReadAt, type BenchTicket, type Ticket } from "../kiosk/engine/state.ts";

const cake = (no: string, more: Partial<BenchTicket> = {}, stage: Ticket["stage"] = "Filling") => ticket(no, stage, more);
const edit = { change: { kind: "edit", fields: ["size"] } };
const cancel = { change: { kind: "cancel", fields: [] } };
const ID = "bannos-1";

interface Case {
  what: string;
  was: BenchTicket | null;
  is: BenchTicket | null;
  told: string | null;
  with?: Partial<Parameters<typeof diff>[0]>;
}
const CASES: Case[] = [
  { what: "nothing has changed", was: cake("1"), is: cake("1"), told: null },
  { what: "a cake was sold", was: null, is: cake("1"), told: "new" },
  { what: "the stage before has finished with it", was: null, is: cake("1", {}, "Covering"), told: "arrived" },
  { what: "packing sent it back", was: null, is: cake("1", { qc_reason: "…" }, "Decorating"), told: "new" },
  { what: "one that once came back is finished by covering", was: null, is: cake("1", { qc_reason: "a crack" }, "Covering"), told: "arrived" },
  { what: "a board meets a cake at a later stage", was: null, is: cake("1", {}, "Packing"), told: "new", with: { board: true } },
  { what: "a board sees a cake move on", was: cake("1"), is: cake("1", {}, "Covering"), told: null, with: { board: true } },
  { what: "it left, and was not cancelled: somebody finished it", was: cake("1"), is: null, told: null },
  { what: "it left and was cancelled", was: cake("1"), is: null, told: "cancelled", with: { cancelled: [ID] } },
  { what: "another was cancelled", was: cake("1"), is: cake("1"), told: null, with: { cancelled: ["bannos-2"] } },
  { what: "cancelled while it is made", was: cake("1"), is: cake("1", cancel), told: "cancelled" },
  { what: "that was seen by somebody elsewhere", was: cake("1", cancel), is: null, told: null, with: { cancelled: [ID] } },
  { what: "still cancelled", was: cake("1", cancel), is: cake("1", cancel), told: null },
  { what: "a cancelled one comes", was: null, is: cake("1", cancel, "Covering"), told: "cancelled" },
  ...(["product_title", "flavour", "size", "cake_message", "notes", "allergies", "due_date", "due_slot", "due_text"] as const).map((field) => (
    { what: `another ${field}`, was: cake("1"), is: cake("1", { [field]: "other" }), told: "changed" })),
  { what: "another way out", was: cake("1"), is: cake("1", { delivery_method: "delivery" }), told: "changed" },
  { what: "nothing is said of an allergy any more", was: cake("1", { allergies: "nuts" }), is: cake("1"), told: "changed" },
  { what: "what waits to be confirmed", was: cake("1"), is: cake("1", edit), told: "changed" },
  { what: "more of it", was: cake("1", edit), is: cake("1", { change: { kind: "edit", fields: ["size", "notes"] } }), told: "changed" },
  { what: "it was confirmed", was: cake("1", edit), is: cake("1"), told: null },
  { what: "a supervisor calls it urgent", was: cake("1"), is: cake("1", { priority_set: true }), told: "changed" },
  { what: "its day came nearer", was: cake("1", { priority: "Low" }), is: cake("1", { priority: "High" }), told: null },
  { what: "somebody took it, printed its label, put it away", was: cake("1"), is: cake("1", { assignee_id: "x", print_count: 2, storage: "cool room" }), told: null },
  { what: "its stock came", was: cake("1", { inventory_blocked: true }), is: cake("1"), told: null },
  { what: "words are withheld", was: cake("1", { notes: "ring", allergies: "nuts" }), is: cake("1", { notes: "…", allergies: "…" }), told: null },
  { what: "words are told again", was: cake("1", { notes: "…", allergies: "…" }), is: cake("1", { notes: "ring", allergies: "nuts" }), told: null },
  { what: "words that there were not", was: cake("1"), is: cake("1", { allergies: "…" }), told: "changed" },
  { what: "scanned here", was: null, is: cake("1"), told: null, with: { own: new Set([ID]) } },
  { what: "cancelled after it was scanned here", was: cake("1"), is: null, told: null, with: { cancelled: [ID], own: new Set([ID]) } },
  { what: "there was more than was read", was: null, is: cake("1"), told: null, with: { more: true } },
];
for (const { what, was, is, told, with: more } of CASES) {
  test(`of two readings: ${what}: ${told ?? "nothing"}`, () => {
    const [other, list] = [cake("9"), (one: BenchTicket | null) => (one === null ? [] : [one])];
    const found = diff({ before: [other, ...list(was)], after: [...list(is), other], cancelled: [], own: new Set(), board: false, more: false, ...more });
    assert.deepEqual(found.map(({ id, kind }) => [id, kind]), told === null ? [] : [[ID, told]]);
  });
}

let answer: Reply = null;
let asked: Asked[] = [];
before(() => serve((each) => {
  asked.push(each);
  return answer;
}));
async function reads(tickets: BenchTicket[], cancelled: string[] = []): Promise<void> {
  answer = { status: 200, body: { ok: true, at: new Date().toISOString(), tickets, cancelled } };
  await readQueue();
}
const told = () => noticed.value.map(({ id, kind }) => `${id.slice(7)} ${kind}`);

/** As a page that begins: it knows what was kept, and no more. */
async function reload(): Promise<void> {
  noticed.value = [];
  queueReadAt.value = 0;
  await startFloor();
}

beforeEach(async () => {
  asked = [];
  active.value = null;
  const stores = await database();
  for (const name of ["scans", "tickets", "meta"] as const) await stores.clear(name);
  await refresh();
  device.value = { kind: "enrolled", device_id: "d", store: "bannos", station: "Filling" };
  alarm.value = 0;
  await reload();
});

test("the first reading is no news, the next tells what is different, and a reload tells nothing twice", async () => {
  await reads([cake("1"), cake("2")]);
  assert.deepEqual([told(), alarm.value], [[], 0]);
  await reads([cake("1", { size: "6 inch" }), cake("3")], ["bannos-2"]);
  assert.deepEqual(told(), ["1 changed", "3 new", "2 cancelled"]);
  await reload();
  assert.deepEqual(told(), ["1 changed", "3 new", "2 cancelled"]);
  await markSeen("bannos-1");
  await reads([cake("1", { size: "6 inch" }), cake("3")], ["bannos-2"]);
  assert.deepEqual(told(), ["3 new", "2 cancelled"]);
  await reload();
  assert.deepEqual(told(), ["3 new", "2 cancelled"]);
  await markSeen();
  await reload();
  assert.deepEqual(told(), []);
});

test("what happened while there was no connection, or no page, is one burst with one sound", async () => {
  await reads([cake("1")]);
  answer = null;
  await readQueue();
  assert.deepEqual(told(), []);
  await reload();
  const sounds: number[] = [];
  const stop = alarm.subscribe((at) => void sounds.push(at));
  await reads(Array.from({ length: 20 }, (_, nth) => cake(String(nth))));
  await reads(Array.from({ length: 21 }, (_, nth) => cake(String(nth))));
  stop();
  assert.deepEqual([told().length, sounds.length], [20, 2]); // the first is that of before
});

test("what the stage before has finished makes no sound", async () => {
  device.value = { kind: "enrolled", device_id: "d", store: "bannos", station: "Covering" };
  await reads([]);
  await reads([cake("1", {}, "Covering")]);
  assert.deepEqual([told(), alarm.value], [["1 arrived"], 0]);
});

test("a scan of this kiosk is no news, whether its answer or the queue is here first", async () => {
  await reads([cake("1"), cake("2"), cake("3")]);
  await add({ action: "complete_filling", ticket_id: "bannos-1", stage: "Filling", fields: {} }, null);
  showQueue();
  update({ ...cake("2", {}, "Covering") });
  await reads([cake("3")], ["bannos-1", "bannos-2"]);
  assert.deepEqual(told(), []);
});

test("what is taken back here comes back without a word, once", async () => {
  await reads([cake("1"), cake("2")]);
  await reads([cake("2")]);
  update(cake("1"));
  await reads([cake("1"), cake("2")]);
  assert.deepEqual(told(), []);
  await reads([cake("2")]);
  await reads([cake("1"), cake("2")]);
  assert.deepEqual(told(), ["1 new"]);
});

test("another station, other stores, another enrolment: what was known says nothing of what is new", async () => {
  await reads([cake("1")]);
  for (const next of [{ station: "Covering" }, { station: "Board", shown: ["flourlane"] }, { station: "Board", shown: [] }]) {
    device.value = { kind: "enrolled", device_id: "d", store: "bannos", ...next };
    await reads([cake(`1-${next.station}`, {}, "Covering"), cake("7")]);
    assert.deepEqual(told(), [], next.station);
  }
  device.value = { kind: "code", code: "BBBB-BBBB", expires_at: "" };
  assert.deepEqual(queue.value, []);
});

test("a board of several stores reads them in one go, and a person at it their store's queue", async () => {
  device.value = { kind: "enrolled", device_id: "d", store: "bannos", station: "Board", shown: ["flourlane"] };
  await reads([]);
  active.value = { staff_id: "sam", display_name: "Sam", role: "Staff", turn_id: "turn-1" };
  await reads([]);
  assert.deepEqual(asked.map(({ path, headers }) => [path, headers["ordak-turn"]]), [["/rpc/get_board", undefined], ["/rpc/get_queue", "turn-1"]]);
});

test("what is on the screen no more is forgotten, but for what was cancelled", () => {
  note([{ id: "a", kind: "new", cake: "" }, { id: "b", kind: "cancelled", cake: "" }], [cake("a")]);
  note([], []);
  assert.deepEqual(noticed.value.map(({ id }) => id), ["b"]);
});
