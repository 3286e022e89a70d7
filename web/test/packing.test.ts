// The packers' page: what is scanned counts once, what is wrong counts nothing, and a print without an answer is asked for again.
import assert from "node:assert/strict";
import { afterEach, beforeEach, test } from "node:test";
import { refusal, serve, until, type Asked, type Reply } from "./surroundings.ts";
import { decide, pack, print, scanned, undoLast } from "../fulfilment/engine/actions.ts";
import { listen } from "../fulfilment/engine/channel.ts";
import { database, keep, recall } from "../fulfilment/engine/db.ts";
import { drainSoon } from "../fulfilment/engine/drain.ts";
import { startMemory } from "../fulfilment/engine/memory.ts";
import { outbox } from "../fulfilment/engine/outbox.ts";
import { open, readAll } from "../fulfilment/engine/parcels.ts";
import { settle } from "../fulfilment/engine/settle.ts";
import { band, counted, labelUrl, packer, parcel, queue, reviews, scans, store, waiting, type Parcel } from "../fulfilment/engine/state.ts";
import { online } from "../shared/connection.ts";
import { who, type Person } from "../shared/person.ts";

const PAT: Person = { staff_id: "pat", display_name: "Pat", role: "Packer", stores: ["bestbuyca"] };
const SAM: Person = { ...PAT, staff_id: "sam", display_name: "Sam" };
const CABLE = "2000000000015";
const opened = (verified: number, more: Partial<Parcel> = {}): Parcel => ({
  store: "bestbuyca", id: "BBY-1", status: "label_created", ship_by: null, fault: null, packs_now: true, has_label: true, prints: 0, packed_at: null, handed_over: false,
  verified: verified === 2, items: [{ sku: "CABLE", title: "Cable", shelf: "A1", needed: 2, verified, barcodes: [CABLE] }], ...more,
});
const LIST: Reply = { status: 200, body: { ok: true, parcels: [], picks: [], stores: ["bestbuyca"], verify_parcels: "refuse", timezone: "America/Toronto" } };
const right = (verified: number): Reply => ({ status: 200, body: { ok: true, already_done: false, sku: "CABLE", parcel: opened(verified) } });

let asked: Asked[] = [];
let answer: (each: Asked, nth: number) => Reply;
let stop: () => void;
const pages: string[] = [];
const memory = new Map<string, string>();
globalThis.localStorage = { getItem: (key: string) => memory.get(key) ?? null, setItem: (key: string, value: string) => void memory.set(key, value) } as never;
globalThis.open = (url) => (pages.push(String(url)), null);
// As in the page that runs: what is settled is shown.
listen((notice) => void (notice.what === "settled" && settle(notice.settled)));
const paths = (): string[] => asked.map(({ path }) => path.replace("/rpc/", ""));
const idle = (): Promise<void> => until(() => waiting.value === 0);

beforeEach(async () => {
  await (await database()).clear("scans");
  await outbox.refresh();
  who.value = PAT;
  store.value = "bestbuyca";
  queue.value = { parcels: [], picks: [], refuses: true };
  parcel.value = opened(0);
  [band.value, counted.value, labelUrl.value, online.value] = [null, [], null, true];
  [asked, pages.length] = [[], 0];
  stop = await serve((each) => answer(each, asked.push(each) - 1));
});
afterEach(() => stop());

test("a scan is sent once, and what its answer says is in the parcel that is open", async () => {
  answer = () => right(1);
  await scanned(CABLE);
  assert.equal(band.value!.kind, "received");
  await idle();
  assert.deepEqual([paths(), asked[0]!.body["code"], asked[0]!.body["id"]], [["verify_item"], CABLE, "BBY-1"]);
  assert.deepEqual([parcel.value!.items[0]!.verified, band.value!.sentence, counted.value.length], [1, "right.text", 1]);
});

test("a scan whose answer was lost is sent again as the same, and told once", async () => {
  answer = (_, nth) => (nth === 0 ? null : right(1));
  await scanned(CABLE);
  await until(() => !online.value);
  assert.equal(waiting.value, 1);
  drainSoon();
  await idle();
  assert.equal(new Set(asked.map(({ body }) => body["scan_id"])).size, 1);
  assert.deepEqual([asked.length, counted.value.length], [2, 1]);
});

test("without a network a packer is told that it is kept, and not that it is right", async () => {
  answer = () => null;
  online.value = false;
  await scanned(CABLE);
  assert.deepEqual([band.value!.kind, band.value!.word, waiting.value], ["warn", "word.kept", 1]);
});

test("a wrong item says which it is, counts nothing and leaves nothing to take out", async () => {
  const wrong = { ok: false, code: "PCK001", message: "not in this parcel: Travel plug (PLUG)", correlation_id: "of-the-server" };
  answer = () => ({ status: 409, body: wrong });
  await scanned("2000000000039");
  await idle();
  assert.deepEqual([band.value!.kind, band.value!.word, band.value!.item], ["bad", "word.PCK001", "Travel plug (PLUG)"]);
  assert.deepEqual([parcel.value!.items[0]!.verified, counted.value], [0, []]);
});

test("the last thing that was counted comes out again", async () => {
  answer = ({ path }) => right(path.endsWith("undo_verify") ? 0 : 1);
  await scanned(CABLE);
  await idle();
  await undoLast();
  await idle();
  assert.equal(asked[1]!.body["undone_scan_id"], asked[0]!.body["scan_id"]);
  assert.deepEqual([parcel.value!.items[0]!.verified, counted.value, band.value!.word], [0, [], "word.undone"]);
});

test("what is refused when no one looks any more is kept to be looked at", async () => {
  answer = () => null;
  await scanned(CABLE);
  await scanned(CABLE);
  await until(() => !online.value);
  answer = () => refusal(409, "ORD002");
  drainSoon();
  await idle();
  assert.deepEqual(reviews.value.map(({ refusal }) => refusal?.code), ["ORD002"]);
});

test("what one packer has scanned is not sent in the name of the next", async () => {
  answer = () => null;
  await scanned(CABLE);
  await until(() => !online.value);
  answer = () => right(1);
  who.value = SAM;
  asked = [];
  await scanned(CABLE);
  await until(() => scans.value.length === 1);
  assert.deepEqual([asked.length, scans.value[0]!.staff_id], [1, "pat"]);
});

test("a packed parcel makes way for the next and leaves the queue", async () => {
  queue.value = { parcels: [{ id: "BBY-1" } as never, { id: "BBY-2" } as never], picks: [], refuses: true };
  answer = () => right(2);
  await pack();
  await idle();
  assert.deepEqual([parcel.value, queue.value.parcels.map(({ id }) => id), band.value!.word], [null, ["BBY-2"], "word.packed"]);
});

test("a print without an answer is asked for again as the same one, the next is another", async () => {
  const printed = (print_no: number): Reply => ({ status: 200, body: { ok: true, already_done: false, url: "/media/label.pdf", reprint: print_no > 1, print_no, parcel: opened(2, { prints: print_no }) } });
  answer = (_, nth) => [null, printed(1), printed(2)][nth]!;
  await print();
  assert.deepEqual([band.value!.sentence, pages], ["print.unreachable", []]);
  await print();
  assert.deepEqual([band.value!.word, pages, labelUrl.value], ["word.printed", ["/media/label.pdf"], "/media/label.pdf"]);
  await print();
  assert.deepEqual([band.value!.word, band.value!.values, pages.length], ["word.reprint", { print: 2 }, 2]);
  const [first, again, next] = asked.map(({ body }) => body["scan_id"]);
  assert.ok(first === again && again !== next);
});

test("an order's number that is scanned opens its parcel, a thing without a parcel asks for one", async () => {
  answer = ({ path }) => (path === "/rpc/list_parcels" ? LIST : right(0));
  [parcel.value, queue.value] = [null, { parcels: [{ id: "BBY-1" } as never], picks: [], refuses: true }];
  await scanned(CABLE);
  assert.deepEqual([band.value!.word, asked], ["word.choose", []]);
  await scanned("BBY-1");
  assert.equal(asked.at(-1)!.path, "/rpc/get_parcel");
  assert.equal(parcel.value!.id, "BBY-1");
});

test("an answer to a scan is not undone by a reading that was asked for before", async () => {
  answer = ({ path }) => {
    if (path === "/rpc/get_parcel") parcel.value = opened(1);
    return path === "/rpc/list_parcels" ? LIST : right(0);
  };
  await open("BBY-1");
  assert.equal(parcel.value!.items[0]!.verified, 1);
});

test("what waits for a person is decided by name, and what the server says of it is told", async () => {
  const said: Record<string, Reply> = { list_parcels: LIST, list_needing_person: { status: 200, body: { ok: true, orders: [], unread: [] } } };
  const decided = (reply: Reply): Promise<void> => {
    answer = ({ path }) => said[path.replace("/rpc/", "")] ?? reply;
    return decide({ id: "BBY-1" } as never, "settle_acceptance", { decision: "refuse", reason: "Sold out" });
  };
  for (const [reply, word] of [[refusal(422, "REQ001"), "word.refused"], [null, "word.unreachable"], [right(0), "word.decided"]] as const) {
    await decided(reply);
    assert.equal(band.value!.word, word);
  }
  const [body] = asked.filter(({ path }) => path === "/rpc/settle_acceptance").map((each) => each.body);
  assert.deepEqual([body!["id"], body!["decision"], body!["reason"]], ["BBY-1", "refuse", "Sold out"]);
});

test("a packer of several stores works for the one of last time, if it is a marketplace's", async () => {
  who.value = { ...PAT, stores: ["bannos", "bestbuyca"] };
  [store.value, queue.value, parcel.value] = [null, null, null];
  memory.set("ordak.fulfilment.store", "bannos");
  answer = () => LIST;
  await readAll();
  assert.deepEqual([store.value, memory.get("ordak.fulfilment.store"), queue.value!.refuses], ["bestbuyca", "bestbuyca", true]);
});

test("the page begins with whoever was here and what they were shown, until somebody else is", async () => {
  await keep("person", PAT);
  await keep("shown", { store: "bestbuyca", stores: ["bestbuyca"], zone: "America/Toronto", queue: { parcels: [{ id: "BBY-7" }], picks: [], refuses: true }, parcel: opened(1) });
  who.value = undefined;
  [queue.value, parcel.value] = [null, null];
  await startMemory();
  assert.deepEqual([packer.value, queue.value!.parcels[0]!.id, parcel.value!.id], [PAT, "BBY-7", "BBY-1"]);
  answer = () => null;
  await scanned(CABLE);
  assert.equal(scans.value[0]!.staff_id, "pat");
  who.value = PAT;
  assert.equal(queue.value!.parcels[0]!.id, "BBY-7");
  who.value = SAM;
  assert.deepEqual([packer.value, queue.value, parcel.value], [SAM, null, null]);
  who.value = null;
  await until(() => packer.value === null);
  assert.equal(await recall("person"), null);
});
