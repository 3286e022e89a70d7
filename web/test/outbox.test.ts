// A page that is not the kiosk: its own database, actions and people.
import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { refusal, serve, type Asked, type Reply } from "./surroundings.ts";
import type { DBSchema } from "idb";
import { databaseOf } from "../shared/db.ts";
import { drainOf, type Action } from "../shared/outbox/drain.ts";
import { outboxOf } from "../shared/outbox/outbox.ts";
import type { Result, Row } from "../shared/outbox/row.ts";
import { post, type Fault } from "../shared/rpc.ts";

interface Step extends Row {
  action: "pack" | "unpack" | "note";
  order: string;
  by: string;
  /** The scan_id of what it takes back. */
  undoes?: string;
}
interface Answer {
  order: { id: string; status: string };
}
interface Schema extends DBSchema {
  steps: { key: number; value: Step; indexes: { scan_id: string } };
  orders: { key: string; value: Answer["order"] };
}

const database = databaseOf<Schema>("ordak-packing", 1, (made) => {
  made.createObjectStore("steps", { keyPath: "device_seq", autoIncrement: true }).createIndex("scan_id", "scan_id", { unique: true });
  made.createObjectStore("orders", { keyPath: "id" });
});
let here = "sam";
let shown: readonly Step[] = [];
let settled: [string, boolean, Result<Answer, Fault>["kind"]][] = [];
const outbox = outboxOf<Step>({ database, store: "steps", show: (steps) => (shown = steps), tell: () => undefined });
const send = ({ action, order, scan_id }: Step) => post<Answer>(`/rpc/${action}_order`, { order, scan_id });
const keeps = ({ order }: Answer) => ({ store: "orders", value: order });
const ACTIONS: Record<Step["action"], Action<Step, Answer>> = {
  pack: { send, keeps, undoable: true },
  unpack: { send, keeps, takesBack: ({ undoes }) => undoes! },
  note: { send, quiet: true },
};
const { drain } = drainOf<Step, Answer, Fault>({
  outbox,
  lock: "ordak-packing-drain",
  maySend: ({ by }) => by === here,
  about: ({ order }) => order,
  find: async () => ({ kind: "action", changes: {} }),
  action: ({ action }) => ACTIONS[action],
  turnedAway: async () => "stop",
  settled: ({ order }, late, { kind }) => settled.push([order, late, kind]),
});
const step = (order: string, more: Partial<Step> = {}) => outbox.add({ action: "pack", order, by: "sam", state: "waiting", ...more });
const done = ({ body }: Asked): Reply => ({ status: 200, body: { ok: true, order: { id: body["order"], status: "packed" } } });

/** What the server is asked while it answers so. */
async function drained(reply: (asked: Asked) => Reply): Promise<[string, unknown][]> {
  const asked: [string, unknown][] = [];
  const stop = await serve((each) => {
    asked.push([each.path, each.body["order"]]);
    return reply(each);
  });
  await drain();
  stop();
  return asked;
}

beforeEach(async () => {
  await (await database()).clear("steps");
  await (await database()).clear("orders");
  await outbox.refresh();
  here = "sam";
  settled = [];
});

test("what a page writes waits in its own database, and its answer is kept as it goes", async () => {
  const written = await step("7");
  assert.deepEqual(await (await database()).getAll("steps"), [written]);
  assert.deepEqual(await drained(done), [["/rpc/pack_order", "7"]]);
  assert.deepEqual(await (await database()).getAll("steps"), []);
  assert.deepEqual(await (await database()).getAll("orders"), [{ id: "7", status: "packed" }]);
  assert.deepEqual([shown, settled], [[], [["7", false, "answered"]]]);
});

test("what one person has written is not sent in the name of another", async () => {
  await step("7");
  await step("8", { by: "tom" });
  here = "tom";
  assert.deepEqual(await drained(done), [["/rpc/pack_order", "8"]]);
  assert.deepEqual(shown.map(({ order }) => order), ["7"]);
  here = "sam";
  assert.deepEqual(await drained(done), [["/rpc/pack_order", "7"]]);
});

test("what may have been heard is not sent again when it is taken back, if the server can take it back", async () => {
  for (const [action, sent] of [["pack", ["/rpc/unpack_order"]], ["note", ["/rpc/note_order", "/rpc/unpack_order"]]] as const) {
    const tried = await outbox.begin(await step("7", { action }), {});
    await step("7", { action: "unpack", undoes: tried!.scan_id });
    assert.deepEqual((await drained(done)).map(([path]) => path), sent);
    assert.deepEqual(shown, []);
  }
});

test("what the server failed at waits for its time, and what is about the same with it", async () => {
  await outbox.change(await step("7"), { retry_at: Date.now() + 60_000 });
  await step("7");
  await step("8");
  assert.deepEqual(await drained(done), [["/rpc/pack_order", "8"]]);
});

test("what is to be looked at is not taken away as if it had never been", async () => {
  const { scan_id } = await step("7", { state: "review" });
  assert.equal(await outbox.withdraw(scan_id), false);
  assert.equal(shown.length, 1);
});

test("whoever is signed out leaves all of it as it is", async () => {
  await step("7");
  await step("8");
  assert.equal((await drained(() => refusal(401, "AUTH002"))).length, 1);
  assert.deepEqual(shown.map(({ order, state }) => [order, state]), [["7", "waiting"], ["8", "waiting"]]);
});

test("what is refused late is kept to be looked at, unless its action needs nobody to", async () => {
  await step("7");
  await step("7", { action: "note" });
  await step("8");
  await drained(() => refusal(409, "ORD002"));
  assert.deepEqual(shown.map(({ order, action, state, refusal }) => [order, action, state, refusal?.code]), [["7", "pack", "review", "ORD002"]]);
  assert.deepEqual(settled, [["7", true, "refused"], ["7", true, "refused"], ["8", false, "refused"]]);
});
