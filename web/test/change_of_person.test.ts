import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { refusal, serve, type Asked, type Reply } from "./surroundings.ts";
import { act, choose, scanTyped } from "../kiosk/engine/actions.ts";
import { database, keep, recall } from "../kiosk/engine/db.ts";
import { refresh, waitingScans } from "../kiosk/engine/outbox.ts";
import { arrive, leaveAll, switchTo } from "../kiosk/engine/people.ts";
import { learn, signInByBadge, signInByPin, startSession } from "../kiosk/engine/session.ts";
import { active, band, choiceOpens, choices, device, opened, roster, signedIn, storeName } from "../kiosk/engine/state.ts";

const SAM = { staff_id: "sam", display_name: "Sam", role: "Staff", turn_id: "turn-1" };
const AT = { kind: "enrolled", device_id: "d", store: "bannos", station: "Filling" } as const;

async function against(reply: (asked: Asked) => Reply, what: () => Promise<unknown>): Promise<Asked[]> {
  const asked: Asked[] = [];
  const stop = await serve((each) => (asked.push(each), reply(each)));
  await what();
  stop();
  return asked;
}
const standing = (each: Asked): Reply | undefined =>
  each.path === "/auth/device/poll" ? { status: 200, body: { ok: true, state: "enrolled" } } : undefined;

beforeEach(async () => {
  await (await database()).clear("scans");
  await refresh();
  await leaveAll();
  device.value = AT;
  opened.value = band.value = null;
  choices.value = [];
  await arrive(SAM, null);
});

const FAILURES: Record<string, [() => Promise<unknown>, Reply]> = {
  "a badge that is refused": [() => signInByBadge("S-1", "h"), refusal(401, "AUTH005")],
  "a badge without a network": [() => signInByBadge("S-1", "h"), null],
  "a wrong PIN": [() => signInByPin("tom", "271828"), refusal(403, "AUTH005")],
  "a PIN after too many tries": [() => signInByPin("tom", "271828"), refusal(429, "AUTH003")],
  "a server that fails": [() => signInByBadge("S-1", "h"), refusal(500, "SYS001")],
};
for (const [name, [signIn, reply]] of Object.entries(FAILURES)) {
  test(`after ${name} the next scan is under nobody's name`, async () => {
    await against((each) => standing(each) ?? reply, async () => {
      await signIn();
      await act("complete_filling", "a-1");
    });
    assert.deepEqual(waitingScans().map(({ staff_id, state }) => [staff_id, state]), [[null, "held"]]);
    assert.deepEqual([active.value, signedIn.value.length, band.value?.text, band.value?.by], [null, 1, "band.badge_first", undefined]);
    // Whoever is here already says so by a touch; what was scanned in between is not theirs for that.
    switchTo("sam");
    await act("complete_filling", "a-2");
    assert.deepEqual(waitingScans().map(({ staff_id }) => staff_id), [null, "sam"]);
    assert.equal(band.value?.by, "Sam");
  });
}

test("people and their names are known to a page that begins without a network, and nothing secret is kept with them", async () => {
  const people = [{ staff_id: "sam", display_name: "Sam", has_pin: true, turn_id: null }];
  const body = { ok: true, at: new Date().toISOString(), idle_seconds: 900, timezone: "UTC", store_name: "Bannos", people, device: { store: "bannos", station: "Filling" } };
  await keep("device", { token: "t", device_id: "d", store: "bannos", station: "Filling" });
  await against(() => ({ status: 200, body }), learn);
  assert.deepEqual(Object.keys((await recall<object[]>("roster"))![0]!), ["staff_id", "display_name", "has_pin", "turn_id"]);
  roster.value = [];
  storeName.value = "";
  await startSession();
  assert.deepEqual([roster.value, storeName.value], [people, "Bannos"]);
});

const ticket = (id: string) => ({ id, store: id.split("-")[0], stage: "Covering", cancelled_at: null });
const found = (each: Asked): Reply => ({ status: 200, body: { ok: true, ticket: ticket(String(each.body["scan"])), choices: [], packed_by: null } });

test("a number that is typed opens its cake and moves nothing", async () => {
  for (const [typed, id] of [["1003", "bannos-1003"], ["#1003", "bannos-1003"], ["m1001", "bannos-m1001"], ["1003-a", "bannos-1003-A"]] as const) {
    const asked = await against(found, () => scanTyped(typed));
    assert.deepEqual([asked.map((each) => each.path), opened.value?.id, waitingScans().length], [["/rpc/get_order_for_scan"], id, 0]);
  }
});

test("a number of several cakes, or of each of a kiosk's stores, asks which, and what is chosen is only looked at", async () => {
  const cakes = [ticket("bannos-7-A"), ticket("bannos-7-B")];
  await against(() => ({ status: 200, body: { ok: true, ticket: null, choices: cakes, packed_by: null } }), () => scanTyped("7"));
  assert.deepEqual([choices.value.map((each) => each.id), choiceOpens.value, opened.value], [["bannos-7-A", "bannos-7-B"], true, null]);
  device.value = { ...AT, shown: ["flourlane"] };
  await against(found, () => scanTyped("1003"));
  assert.deepEqual(choices.value.map((each) => each.id), ["bannos-1003", "flourlane-1003"]);
  await against(found, () => choose(choices.value[1]!));
  assert.deepEqual([opened.value?.id, choices.value, waitingScans()], ["flourlane-1003", [], []]);
});

test("a number that there is not is said to be none, and another store's cake is its store's", async () => {
  await against(() => refusal(404, "ORD001"), () => scanTyped("9999"));
  assert.deepEqual([band.value?.word, band.value?.values], ["no_order", { number: "bannos-9999" }]);
  const other: Reply = { status: 404, body: { ok: false, code: "ORD001", message: "no", correlation_id: "c", store_name: "Flour Lane" } };
  await against(() => other, () => scanTyped("1003"));
  assert.deepEqual([band.value?.word, band.value?.values], ["other_store", { store: "Flour Lane" }]);
});
