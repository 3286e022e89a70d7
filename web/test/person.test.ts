import assert from "node:assert/strict";
import { setMaxListeners } from "node:events";
import { afterEach, beforeEach, mock, test } from "node:test";
import { refusal, serve, turn, until, type Asked, type Reply } from "./surroundings.ts";

const NOW = "2026-11-28T12:00:00.000Z";
const LIFE = 15 * 60;
const AHEAD = LIFE - 120;
globalThis.ordakTimers = { personLook: 1_000, personFloor: 10_000, personHeard: 1, personPauses: [1_000, 4_000] };
mock.method(Math, "random", () => 0.5);

// A page is what it listens at, and tabs are modules of their own: they share the lock, and what they tell each other.
const page = new EventTarget();
setMaxListeners(0, page);
Object.assign(globalThis, { document: page, location: { pathname: "/office/", search: "?day=1", hash: "#late" } });
globalThis.addEventListener = page.addEventListener.bind(page) as typeof globalThis.addEventListener;
const channels: BroadcastChannel[] = [];
globalThis.BroadcastChannel = class extends BroadcastChannel {
  constructor(name: string) {
    super(name);
    channels.push(this);
  }
};
const { call, useToken } = await import("../shared/rpc.ts");
type Tab = typeof import("../shared/person.ts");
let opened = 0;
const tab = async (): Promise<Tab> => (await import(`../shared/person.ts?tab=${opened++}`)) as Tab;

const SUE = { staff_id: "sue", display_name: "Sue", role: "Supervisor", stores: ["bannos"] };
const token = (access_token: string, staff = SUE): Reply => ({ status: 200, body: { ok: true, staff, access_token, expires_in: LIFE } });
let asked: Asked[] = [];
let answer: (each: Asked, nth: number) => Reply;
await serve((each) => answer(each, asked.push(each)));

/** So long, in turns of the loop, a message is on its way at the most. */
const MESSAGE = 10;
/** Whoever waits for the lock has had it, and whatever was told has arrived. */
async function rest(): Promise<void> {
  for (let free = 0, times = 0; free < 2; times++) {
    assert.ok(times < 500, "the lock is held");
    for (let turns = 0; turns < MESSAGE; turns++) await turn();
    mock.timers.tick(1);
    const { held = [], pending = [] } = await navigator.locks.query();
    free = held.length + pending.length === 0 ? free + 1 : 0;
  }
}
const pass = async (seconds: number): Promise<void> => {
  mock.timers.tick(seconds * 1_000);
  await rest();
};
const refreshes = (): number => asked.filter(({ path }) => path === "/auth/refresh").length;

/** Two tabs of Sue's, both with the token "one". */
async function twoTabs(): Promise<[Tab, Tab]> {
  answer = () => token("one");
  const tabs: [Tab, Tab] = [await tab(), await tab()];
  const started = tabs.map((each) => each.startPerson());
  await rest();
  await Promise.all(started);
  assert.deepEqual(tabs.map((each) => each.who.value), [SUE, SUE]);
  return tabs;
}

beforeEach(() => {
  mock.timers.enable({ apis: ["Date", "setInterval", "setTimeout"], now: Date.parse(NOW) });
});
afterEach(async () => {
  await rest();
  mock.timers.reset();
  channels.splice(0).forEach((each) => each.close());
  useToken(null);
  asked = [];
});

test("of two tabs that begin together one asks, and both know who is signed in", async () => {
  const [one, other] = await twoTabs();
  assert.equal(refreshes(), 1);
  assert.deepEqual([await one.token(), await other.token()], ["one", "one"]);
  assert.equal(asked[0]!.headers["authorization"], undefined);
});

test("a token is renewed before it is over, once for both tabs", async () => {
  const [one, other] = await twoTabs();
  await pass(AHEAD - 1);
  assert.equal(refreshes(), 1);
  answer = () => token("two");
  await pass(2);
  assert.equal(refreshes(), 2);
  assert.deepEqual([await one.token(), await other.token()], ["two", "two"]);
});

test("a token that is renewed changes nothing for whoever looks at who is signed in", async () => {
  const [one] = await twoTabs();
  let said = 0;
  one.who.subscribe(() => said++);
  await pass(AHEAD + 1);
  assert.deepEqual([refreshes(), said], [2, 1]);
});

test("whoever is refused is signed out in every tab, and is not asked for again", async () => {
  const [one, other] = await twoTabs();
  answer = () => refusal(401, "AUTH002");
  await pass(AHEAD + 1);
  assert.deepEqual([one.who.value, other.who.value, await one.token(), refreshes()], [null, null, null, 2]);
  await pass(LIFE);
  assert.equal(refreshes(), 2);
});

test("without an answer the token lasts as long as it is good, and it is asked again after a pause", async () => {
  const [one, other] = await twoTabs();
  answer = () => null;
  await pass(AHEAD + 1);
  assert.deepEqual([one.unanswered.value, one.who.value, await one.token()], [true, SUE, "one"]);
  const before = refreshes();
  await pass(0.9);
  assert.equal(refreshes(), before);
  await pass(0.2);
  assert.ok(refreshes() > before);
  answer = () => token("two");
  await pass(5);
  assert.deepEqual([one.unanswered.value, await one.token(), await other.token()], [false, "two", "two"]);
});

test("pauses grow, and are as long as the server wants them", async () => {
  answer = () => null;
  void (await tab()).startPerson();
  await rest();
  await pass(1);
  assert.equal(refreshes(), 2);
  await pass(3);
  assert.equal(refreshes(), 2);
  answer = () => ({ ...refusal(429, "AUTH003")!, headers: { "retry-after": "60" } });
  await pass(1);
  assert.equal(refreshes(), 3);
  await pass(59);
  assert.equal(refreshes(), 3);
  await pass(1);
  assert.equal(refreshes(), 4);
});

test("a page that ends while it asks does not leave the old cookie behind", async () => {
  const fetched = mock.method(globalThis, "fetch");
  await twoTabs();
  assert.equal(fetched.mock.calls[0]!.arguments[1]!.keepalive, true);
  fetched.mock.restore();
});

test("a token that is over is not sent: the call is one that found no network", async () => {
  const [one] = await twoTabs();
  useToken(one.token, one.doubt);
  answer = () => null;
  await pass(LIFE + 1);
  asked = [];
  const outcome = await call("open_live", {});
  assert.equal(outcome.kind, "unreachable");
  assert.deepEqual(asked.filter(({ path }) => path !== "/auth/refresh"), []);
});

test("a call after the machine has slept waits for a new token", async () => {
  const [one] = await twoTabs();
  useToken(one.token, one.doubt);
  await pass(11);
  mock.timers.setTime(Date.parse(NOW) + 3 * 60 * 60_000);
  answer = ({ path }) => (path === "/auth/refresh" ? token("two") : { status: 200, body: { ok: true } });
  const calling = call("open_live", {});
  await rest();
  assert.equal((await calling).kind, "answered");
  assert.equal(asked.at(-1)!.headers["authorization"], "Bearer two");
});

test("a page that is looked at again after the machine has slept asks at once", async () => {
  await twoTabs();
  await pass(11);
  mock.timers.setTime(Date.parse(NOW) + 3 * 60 * 60_000);
  page.dispatchEvent(new Event("visibilitychange"));
  await until(() => refreshes() === 2);
});

test("a token that the server does not accept is renewed; a session that is over is one in every tab", async () => {
  const [one, other] = await twoTabs();
  useToken(one.token, one.doubt);
  await pass(11);
  answer = ({ path }) => (path === "/auth/refresh" ? token("two") : refusal(401, "AUTH002"));
  await call("open_live", {});
  await rest();
  await pass(11);
  assert.deepEqual([refreshes(), await other.token()], [2, "two"]);
  await pass(AHEAD - 11);
  assert.equal(refreshes(), 3);
  answer = () => refusal(401, "AUTH002");
  await call("open_live", {});
  await rest();
  // Not at once: what always says so would have it asked as often as it is called.
  assert.deepEqual([refreshes(), other.who.value], [3, SUE]);
  await pass(11);
  assert.deepEqual([refreshes(), one.who.value, other.who.value], [4, null, null]);
});

test("a refusal of another token than the page's own says nothing of its person", async () => {
  const [one] = await twoTabs();
  useToken(one.token, one.doubt);
  await pass(11);
  answer = () => refusal(401, "AUTH002");
  await call("open_live", {}, { token: "of a kiosk" });
  await rest();
  assert.equal(refreshes(), 1);
});

test("whoever signs out is signed out in every tab; without an answer in none", async () => {
  const [one, other] = await twoTabs();
  answer = () => null;
  assert.equal((await one.signOut()).kind, "unreachable");
  assert.deepEqual([one.who.value, other.who.value], [SUE, SUE]);
  answer = () => ({ status: 200, body: { ok: true, already_done: false, end_session_url: "/end" } });
  const outcome = await one.signOut(true);
  await until(() => other.who.value === null);
  assert.equal(one.who.value, null);
  assert.equal(outcome.kind === "answered" && outcome.body.end_session_url, "/end");
  assert.deepEqual(asked.at(-1)!.body, { everywhere: true });
});

test("nobody signs out while a token is on its way: it would sign them in again", async () => {
  const [one, other] = await twoTabs();
  answer = ({ path }) => (path === "/auth/refresh" ? token("two") : { status: 200, body: { ok: true, end_session_url: null } });
  mock.timers.tick((AHEAD + 1) * 1_000);
  const leaving = other.signOut();
  await rest();
  await leaving;
  assert.deepEqual(asked.map(({ path }) => path), ["/auth/refresh", "/auth/refresh", "/auth/sign-out"]);
  assert.deepEqual([one.who.value, other.who.value], [null, null]);
});

test("who signs in at another tab is who is signed in here", async () => {
  const [one] = await twoTabs();
  const SAM = { ...SUE, staff_id: "sam", display_name: "Sam" };
  answer = () => token("sam's", SAM);
  const next = await tab();
  void next.startPerson();
  await rest();
  assert.deepEqual([one.who.value, await one.token()], [SAM, "sam's"]);
});

test("a page that has had no answer yet knows of nobody, and asks again as soon as there is a network", async () => {
  answer = () => null;
  const one = await tab();
  void one.startPerson();
  await rest();
  assert.deepEqual([one.who.value, one.unanswered.value], [undefined, true]);
  await assert.rejects(one.token);
  answer = () => token("one");
  page.dispatchEvent(new Event("online"));
  mock.timers.tick(0);
  await until(() => one.who.value !== undefined);
  assert.deepEqual([one.who.value, one.unanswered.value], [SUE, false]);
});

test("whoever signs in comes back to the page as it was", async () => {
  const { signInLink } = await tab();
  assert.equal(signInLink(), "/auth/login?return_to=%2Foffice%2F%3Fday%3D1%23late");
  assert.equal(signInLink("/kiosk/#desk"), "/auth/login?return_to=%2Fkiosk%2F%23desk");
});
