import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { done, refusal, serve, type Asked, type Reply } from "./surroundings.ts";
import { takeBack } from "../kiosk/engine/actions.ts";
import { listen } from "../kiosk/engine/channel.ts";
import { database } from "../kiosk/engine/db.ts";
import { drain } from "../kiosk/engine/drain.ts";
import { lastScans, lastUndoable, startLastScans, undoableUntil } from "../kiosk/engine/last_scans.ts";
import { add, change, refresh, waitingScans, withdraw } from "../kiosk/engine/outbox.ts";
import { arrive, leaveAll } from "../kiosk/engine/people.ts";
import { settle } from "../kiosk/engine/settle.ts";
import { band, device, settled } from "../kiosk/engine/state.ts";

const SAM = { staff_id: "sam", display_name: "Sam", role: "Staff", turn_id: "turn-1" };
const SUE = { staff_id: "sue", display_name: "Sue", role: "Supervisor", turn_id: "turn-2" };
const LONG_AGO = "2020-01-01T00:00:00.000Z";
listen((notice) => notice.what === "settled" && settle(notice.settled));

const scan = (ticket_id: string, action: string | null = "complete_filling", author: typeof SAM | null = SAM) =>
  add({ action, ticket_id, stage: "Filling", fields: {} }, author);
const shown = () => lastScans.value.map(({ ticket_id, came }) => [ticket_id, came]);
const isOffered = (nth = 0) => undoableUntil(lastScans.value[nth]!) > 0;

/** Drains against a server that answers so; returns what it was asked to do. */
async function drained(reply: (asked: Asked) => Reply, during?: () => Promise<unknown>): Promise<string[]> {
  const asked: string[] = [];
  const stop = await serve((each) => {
    asked.push(each.path.replace("/rpc/", ""));
    return reply(each);
  });
  await Promise.all([drain(), during?.()]);
  await drain();
  stop();
  return asked;
}

/** It was sent, and the network went before the answer came. */
async function triedWithoutAnswer(ticket: string) {
  const made = await scan(ticket);
  await drained(() => null);
  return made;
}

beforeEach(async () => {
  await (await database()).clear("scans");
  await refresh();
  await leaveAll();
  await arrive(SAM, null);
  settled.value = [];
  band.value = null;
  device.value = { kind: "enrolled", device_id: "d", store: "bannos", station: "Filling" };
});

test("a scan that was never sent is taken back without a word to the server, however long ago it was made", async () => {
  const made = await change(await scan("a-1"), { scanned_at: LONG_AGO });
  assert.ok(isOffered());
  await takeBack(made.scan_id, "a-1");
  assert.deepEqual([waitingScans(), shown()], [[], [["a-1", "withdrawn"]]]);
  assert.equal(band.value?.text, "band.withdrawn");
  assert.deepEqual(await drained(() => done("a-1")), []);
});

test("a scan is either taken out or sent, at whatever moment somebody takes it back", async () => {
  for (let moment = 0; moment < 40; moment++) {
    const made = await scan(`a-${moment}`);
    let taken: boolean | undefined;
    const asked = await drained(() => done(`a-${moment}`), async () => {
      for (let step = 0; step < moment; step++) await new Promise((next) => setImmediate(next));
      taken = await withdraw(made.scan_id);
    });
    assert.deepEqual(asked, taken === true ? [] : ["complete_filling"], `moment ${moment}`);
    assert.deepEqual(waitingScans(), []);
  }
});

test("what may have been heard is asked about before it is sent again, and gone if it never was", async () => {
  const made = await triedWithoutAnswer("a-1");
  await takeBack(made.scan_id, "a-1");
  assert.deepEqual(shown(), [["a-1", "undoing"]]);
  assert.deepEqual(await drained(() => refusal(409, "UND001")), ["undo_scan"]);
  assert.deepEqual([waitingScans(), shown(), band.value?.text], [[], [["a-1", "withdrawn"]], "band.withdrawn"]);
});

test("what was heard after all is taken back at the server", async () => {
  const made = await triedWithoutAnswer("a-1");
  await takeBack(made.scan_id, "a-1");
  assert.deepEqual(await drained(() => done("a-1")), ["undo_scan"]);
  assert.deepEqual([waitingScans(), shown()], [[], [["a-1", "undone"]]]);
});

test("what was heard and may not be taken back any more stays done", async () => {
  const made = await triedWithoutAnswer("a-1");
  await takeBack(made.scan_id, "a-1");
  const asked = await drained((each) => (each.path.endsWith("undo_scan") ? refusal(409, "UND003") : done("a-1")));
  assert.deepEqual(asked, ["undo_scan", "complete_filling"]);
  assert.deepEqual([waitingScans(), shown()], [[], [["a-1", "ok"]]]);
});

test("while the network is away both stay, and nothing is doubled when it comes", async () => {
  const made = await triedWithoutAnswer("a-1");
  await takeBack(made.scan_id, "a-1");
  await drained(() => null);
  assert.deepEqual(waitingScans().map((each) => each.action), ["complete_filling", "undo_scan"]);
});

test("a step is not taken back from under a later one of its cake", async () => {
  await scan("a-1", "start_packing");
  const later = await change(await scan("a-1", "complete_packing"), { scanned_at: "2036-01-01T00:00:00.000Z" });
  assert.deepEqual([isOffered(0), isOffered(1)], [true, false]);
  await takeBack(later.scan_id, "a-1");
  assert.deepEqual([isOffered(0), isOffered(1)], [false, true]);
});

test("each sees their own scans and takes them back for a minute, a supervisor everybody's and always", async () => {
  await scan("a-1");
  await change(await scan("a-2"), { scanned_at: LONG_AGO });
  await scan("a-3", "complete_filling", SUE);
  await drained((each) => done(String(each.body["id"])));
  assert.deepEqual(shown(), [["a-1", "ok"], ["a-2", "ok"]]);
  assert.deepEqual([isOffered(0), isOffered(1)], [true, false]);
  assert.equal(lastUndoable()?.ticket_id, "a-1");
  await arrive(SUE, null);
  assert.deepEqual([shown().length, isOffered(0), isOffered(1), isOffered(2)], [3, true, true, true]);
  assert.equal(lastUndoable()?.ticket_id, "a-3"); // the command is about what they did just now
});

test("what came of each scan is remembered by a page that begins anew", async () => {
  await scan("a-1");
  await scan("a-2", "set_storage");
  await drained((each) => (each.body["id"] === "a-1" ? refusal(409, "ORD003") : done("a-2")));
  settled.value = [];
  await startLastScans();
  assert.deepEqual(new Map(shown() as [string, string][]), new Map([["a-1", "refused"], ["a-2", "ok"]]));
  assert.ok(!isOffered(0) && !isOffered(1));
});
