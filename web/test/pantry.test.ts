// A pantry's page: the basket is the server's, an order is placed once, and what is read is never older than what is known.
import assert from "node:assert/strict";
import { afterEach, beforeEach, test } from "node:test";
import { refusal, serve, until, type Asked, type Reply } from "./surroundings.ts";

globalThis.ordakTimers = { keepPause: 0, keepAgain: 0 };
const memory = new Map<string, string>();
globalThis.localStorage = {
  getItem: (key: string) => memory.get(key) ?? null,
  setItem: (key: string, value: string) => void memory.set(key, value),
  removeItem: (key: string) => void memory.delete(key),
} as never;

const { arrived } = await import("../pantry/engine/arrivals.ts");
const { keep, loadBasket, place, want } = await import("../pantry/engine/basket.ts");
const { formFaultOf } = await import("../pantry/engine/faults.ts");
const { joinPantry, joinWaitingList, leaveWaitingList } = await import("../pantry/engine/joining.ts");
const { act, complete } = await import("../pantry/engine/orders.ts");
const { readPickupCode } = await import("../pantry/engine/pickup_code.ts");
const { chooseSession, forget, readAll } = await import("../pantry/engine/reading.ts");
const { invite, joinHousehold, saveHousehold, saveSession } = await import("../pantry/engine/set_up.ts");
const { chosenSlot, form, formFault, households, invitation, isKept, items, members, names, notice, orders, refusedLines, screen, shelf, store, stores, turnTo, waits, wanted } = await import("../pantry/engine/state.ts");
const { who } = await import("../shared/person.ts");

const MIA = { staff_id: "mia", display_name: "Mia", role: "Member" as const, stores: ["shelter"] };
const SUE = { ...MIA, staff_id: "sue", display_name: "Sue", role: "Supervisor" as const };
const BASKET = "ordak.pantry.basket.shelter";
const SLOTS = [{ slot_id: "slot", starts_at: "2030-01-01T10:00:00Z", ends_at: "2030-01-01T11:00:00Z", is_full: false, capacity: null, taken: null }];
const SESSION = { session_id: "session", title: "Saturday", is_open: true, slots: SLOTS };
const order = (status: string, more: object = {}): Record<string, unknown> => ({ id: "P-1", status, member_name: "Mia", lines: [], actions: [], ...more });

let replies: Record<string, (body: Record<string, unknown>) => Reply> = {};
let asked: Asked[] = [];
let stop: () => void;
const said = (body: object): Reply => ({ status: 200, body: { ok: true, already_done: false, ...body } });
const bodies = (name: string): Record<string, unknown>[] => asked.filter(({ path }) => path === `/rpc/${name}`).map(({ body }) => body);
const lines = (): unknown => bodies("keep_basket").at(-1)?.["lines"];
const basket = (order_id: string | null, ...kept: object[]): Reply => said({ basket: { basket_id: "b", member_id: "mia", order_id, lines: kept } });

beforeEach(async () => {
  memory.clear();
  asked = [];
  replies = {
    list_pantry_orders: () => said({ timezone: "America/Toronto", stores: ["shelter"], orders: [order("PENDING")] }),
    browse_pantry: () => said({ session_id: "session", sessions: [SESSION], household_fault: null, orders_left: 1, items: [], waiting: [] }),
    list_pantry_items: () => said({ items: [] }),
    get_basket: () => refusal(404, "PAN009"),
    keep_basket: () => basket(null),
  };
  stop = await serve((each) => {
    asked.push(each);
    return replies[each.path.replace("/rpc/", "")]!(each.body);
  });
  forget();
  who.value = MIA;
});
afterEach(() => stop());

/** A member at the shelf, with a pick-up time and an empty basket. */
async function shopping(): Promise<void> {
  await readAll();
  await loadBasket();
  chosenSlot.value = "slot";
}

test("of the basket the browser keeps the id alone, and finds it by that", async () => {
  replies["get_basket"] = () => basket(null, { sku: "RICE", title: "Rice", quantity: 2, pieces_left: 9 });
  memory.set(BASKET, "id-of-before");
  await shopping();
  assert.deepEqual([bodies("get_basket")[0]?.["basket_id"], [...wanted.value!]], ["id-of-before", [["RICE", 2]]]);
  assert.equal(names.value.get("RICE"), "Rice");
  want("RICE", 3);
  assert.equal(await keep(), true);
  assert.deepEqual([...memory], [[BASKET, "id-of-before"]]);
});

test("a basket that could not be read is read again", async () => {
  replies["get_basket"] = () => (bodies("get_basket").length === 1 ? null : basket(null, { sku: "RICE", title: "Rice", quantity: 2, pieces_left: 9 }));
  await shopping();
  assert.equal(wanted.value, null);
  await until(() => wanted.value?.get("RICE") === 2);
});

test("another member's basket, and one that became an order, is not touched", async () => {
  memory.set(BASKET, "of-another");
  await shopping();
  want("RICE", 1);
  await keep();
  const own = memory.get(BASKET);
  assert.notEqual(own, "of-another");
  forget();
  replies["get_basket"] = () => basket("P-1", { sku: "RICE", title: "Rice", quantity: 1, pieces_left: 9 });
  await shopping();
  assert.equal(wanted.value!.size, 0);
  want("BEANS", 1);
  await keep();
  assert.notEqual(bodies("keep_basket").at(-1)?.["basket_id"], own);
});

test("what is touched while the basket is being kept is kept after it", async () => {
  await shopping();
  want("RICE", 1);
  replies["keep_basket"] = () => {
    if (bodies("keep_basket").length === 1) want("RICE", 2);
    return basket(null);
  };
  assert.equal(await keep(), true);
  assert.deepEqual([bodies("keep_basket").length, lines()], [2, [{ sku: "RICE", quantity: 2 }]]);
});

test("without an answer the basket is kept later, and until then not said to be", async () => {
  await shopping();
  let isAway = true;
  replies["keep_basket"] = () => (isAway ? null : basket(null));
  want("RICE", 1);
  assert.deepEqual([await keep(), isKept.value], [false, false]);
  isAway = false;
  await until(() => isKept.value);
  assert.deepEqual(lines(), [{ sku: "RICE", quantity: 1 }]);
});

test("an order that had no answer is placed as the same one, and the next basket is another", async () => {
  await shopping();
  want("RICE", 1);
  replies["place_pantry_order"] = () => null;
  await place();
  assert.deepEqual([notice.value?.sentence, screen.value], ["place.unreachable", "shop"]);
  const first = memory.get(BASKET);
  replies["place_pantry_order"] = () => said({ order: order("PENDING") });
  await place();
  assert.deepEqual(bodies("place_pantry_order").map(({ basket_id }) => basket_id), [first, first]);
  assert.deepEqual([notice.value?.sentence, screen.value, wanted.value!.size, memory.get(BASKET)], ["placed.PENDING", "orders", 0, undefined]);
});

test("a refusal names its lines, and what there is is asked for by its own button alone", async () => {
  await shopping();
  want("TUNA", 3);
  replies["place_pantry_order"] = () => ({ status: 409, body: { ok: false, code: "PAN001", message: "no", correlation_id: "c", lines: [{ sku: "TUNA", ordered: 3, most: 1 }] } });
  await place();
  assert.deepEqual([[...refusedLines.value], notice.value?.sentence, wanted.value!.get("TUNA")], [[["TUNA", 1]], "fault.PAN001", 3]);
  assert.equal(bodies("place_pantry_order")[0]?.["available"], false);
  await place(true);
  assert.equal(bodies("place_pantry_order")[1]?.["available"], true);
  want("TUNA", 1);
  assert.equal(refusedLines.value.size, 0);
});

test("a slot that has become full is chosen no more", async () => {
  await shopping();
  want("RICE", 1);
  replies["browse_pantry"] = () => said({ session_id: "session", sessions: [{ ...SESSION, slots: [{ ...SLOTS[0], is_full: true }] }], household_fault: null, orders_left: 1, items: [], waiting: [] });
  await readAll();
  await place();
  assert.deepEqual(bodies("place_pantry_order"), []);
});

test("what was asked before something was done does not show the order as it was", async () => {
  await readAll();
  let isFirst = true;
  replies["list_pantry_orders"] = () => {
    const now = said({ timezone: "America/Toronto", stores: ["shelter"], orders: [order(isFirst ? "PENDING" : "CANCELLED")] });
    if (isFirst) void act("withdraw_pantry_order", "P-1");
    isFirst = false;
    return now;
  };
  replies["withdraw_pantry_order"] = () => said({ order: order("CANCELLED") });
  const seen: unknown[] = [];
  const end = orders.subscribe((now) => seen.push(now?.[0]?.status));
  await readAll();
  await until(() => bodies("list_pantry_orders").length >= 2 && orders.value?.[0]?.status === "CANCELLED");
  end();
  assert.equal(seen.lastIndexOf("PENDING") < seen.indexOf("CANCELLED"), true);
});

test("what one person was shown is not shown to the next", async () => {
  await readAll();
  replies["list_pantry_orders"] = () => {
    forget();
    return said({ timezone: "America/Toronto", stores: ["shelter"], orders: [order("READY")] });
  };
  await readAll();
  assert.deepEqual([orders.value, shelf.value, wanted.value, store.value], [null, null, null, null]);
});

test("a session that has ended makes way for the one that comes", async () => {
  await readAll();
  chooseSession("gone");
  await readAll();
  await until(() => bodies("browse_pantry").at(-1)?.["session_id"] === null);
});

test("staff see the pantries among their stores, and items to the last page", async () => {
  who.value = { ...SUE, stores: ["bannos", "shelter"] };
  const all = Array.from({ length: 201 }, (_, nth) => ({ sku: `S${nth}` }));
  replies["list_pantry_items"] = ({ offset, limit }) => said({ items: all.slice(offset as number, (offset as number) + (limit as number)) });
  await readAll();
  await until(() => items.value !== null);
  assert.deepEqual([stores.value, store.value, items.value!.length], [["shelter"], "shelter", 201]);
});

test("a code scanned twice is said to have been good before", async () => {
  who.value = SUE;
  await readAll();
  replies["complete_pantry_order"] = () => said({ already_done: bodies("complete_pantry_order").length > 1, order: order("COMPLETED") });
  await complete("H-7K3M9Q2DW4-X");
  assert.deepEqual(notice.value, { kind: "ok", sentence: "completed", values: { id: "P-1", name: "Mia" } });
  await complete("H-7K3M9Q2DW4-X");
  assert.deepEqual([notice.value?.kind, notice.value?.sentence], ["warn", "again.completed"]);
});

test("what had no answer is asked again as the same, after an answer as another", async () => {
  who.value = SUE;
  await readAll();
  replies["start_pantry_order"] = () => null;
  await act("start_pantry_order", "P-1");
  replies["start_pantry_order"] = () => refusal(409, "ORD002");
  await act("start_pantry_order", "P-1");
  await act("start_pantry_order", "P-1");
  const [first, second, third] = bodies("start_pantry_order").map(({ scan_id }) => scan_id);
  assert.deepEqual([first === second, second === third, notice.value?.sentence], [true, false, "fault.ORD002"]);
});

test("a form is kept open by a refusal, which is said at the field that it names", async () => {
  who.value = SUE;
  await readAll();
  turnTo("items");
  form.value = { of: "session" };
  const fields = { session_id: null, title: "X", opens_at: "2030-01-02T00:00:00Z", closes_at: "2030-01-01T00:00:00Z", max_orders: null };
  replies["set_pantry_session"] = () => ({ status: 422, body: { ok: false, code: "REQ001", message: "Request not valid: closes_at: before opens_at", correlation_id: "c" } });
  await saveSession(fields);
  assert.deepEqual([formFault.value?.field, formFault.value?.sentence, form.value?.of], ["closes_at", "fault.times", "session"]);
  replies["set_pantry_session"] = () => said({ session: SESSION });
  await saveSession(fields);
  assert.deepEqual([form.value, formFault.value, notice.value?.sentence], [null, null, "saved"]);
});

test("an administrator puts an active member of the pantry into a household, and others see households alone", async () => {
  const household = { household_id: "h", size: 2, diets: [], valid_until: null, is_approved: true, asks_staff: false, members: [] };
  const person = (staff_id: string, role: string, is_active = true) => ({ staff_id, display_name: staff_id, role, is_active });
  replies["list_households"] = () => said({ households: [household] });
  replies["list_staff"] = () => said({ staff: [person("mia", "Member"), person("sue", "Supervisor"), person("gone", "Member", false)] });
  replies["set_household_member"] = replies["set_household"] = () => said({ household });
  who.value = SUE;
  turnTo("households");
  await readAll();
  assert.deepEqual([households.value?.length, bodies("list_staff").length], [1, 0]);
  who.value = { ...SUE, role: "Admin" };
  await readAll();
  assert.deepEqual(members.value, [{ member_id: "mia", display_name: "mia" }]);
  await joinHousehold(household, "mia", true);
  assert.deepEqual(bodies("set_household_member"), [{ store: "shelter", household_id: "h", member_id: "mia", belongs: true }]);
  await saveHousehold({ household_id: "h", size: 3, diets: ["vegan"], valid_until: null, approved: true });
  assert.deepEqual([bodies("set_household")[0]?.["size"], notice.value?.sentence], [3, "saved"]);
});

test("a member who is new joins, and one without a place waits for one and may give it up", async () => {
  await shopping();
  replies["join_pantry"] = () => refusal(422, "STF001");
  await joinPantry({ size: 2, diets: ["vegan"] });
  assert.equal(formFault.value?.sentence, "fault.STF001");
  replies["join_pantry"] = () => said({ household: {} });
  await joinPantry({ size: 2, diets: ["vegan"] });
  assert.deepEqual([bodies("join_pantry").at(-1), formFault.value], [{ store: "shelter", size: 2, diets: ["vegan"] }, null]);
  replies["join_waiting_list"] = replies["leave_waiting_list"] = () => said({ waiting: {} });
  await joinWaitingList("session");
  const before: unknown = waits.value;
  assert.equal(before, null);
  shelf.value = { ...shelf.value!, waiting: [{ session_id: "session", offered_slot_id: "slot" }] as never };
  assert.equal(waits.value?.offered_slot_id, "slot");
  await leaveWaitingList("session");
  assert.deepEqual([bodies("join_waiting_list"), bodies("leave_waiting_list")].map((each) => each[0]?.["session_id"]), ["session", "session"]);
});

test("the link of an invitation is shown once", async () => {
  globalThis.location = { origin: "https://ordak.example" } as never;
  replies["invite_member"] = () => said({ path: "/pantry/#invitation=J-1" });
  who.value = SUE;
  await readAll();
  await invite("fr");
  assert.equal(invitation.value, "https://ordak.example/pantry/#invitation=J-1");
  forget();
  assert.equal(invitation.value, null);
  replies["invite_member"] = () => refusal(403, "AUTH001");
  await invite("fr");
  assert.deepEqual([invitation.value, notice.value?.sentence], [null, "fault.AUTH001"]);
});

test("a fault that names no field is of the field that its code is about, if the form has it", () => {
  const refused = { kind: "refused" as const, status: 422, retry_after: null, code: "INV002", message: "Component not found: TUNA", correlation_id: "c" };
  assert.equal(formFaultOf(refused, ["sku", "substitutes"]).field, "sku");
  assert.equal(formFaultOf(refused, ["title"]).field, null);
});

test("an order sounds when it comes, and not for having been there", () => {
  const shown = [{ id: "P-1" }, { id: "P-2" }] as never;
  assert.deepEqual(arrived(null, shown), []);
  assert.deepEqual(arrived(new Set(["P-1"]), shown), ["P-2"]);
});

test("a pick-up code is read in any spelling, and a misread of it is none", () => {
  assert.equal(readPickupCode("H-TG4245AJQA-4"), "H-TG4245AJQA-4");
  assert.equal(readPickupCode("]Q3htg4245ajqa4\r"), "H-TG4245AJQA-4");
  for (const wrong of ["H-TG4245AJQB-4", "P-TG4245AJQA-4", "H-TG4245AJQA", "4006381333931", ""]) assert.equal(readPickupCode(wrong), null);
});
