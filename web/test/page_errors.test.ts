import assert from "node:assert/strict";
import { beforeEach, mock, test } from "node:test";
import { refusal, serve, type Asked, type Reply } from "./surroundings.ts";
import { database, keep } from "../kiosk/engine/db.ts";
import { startErrors } from "../kiosk/engine/page_errors.ts";
import { reportErrors, type PageError, type Told } from "../shared/page_errors.ts";

const MINUTE = 60_000;
const taken: Reply = { status: 200, body: { ok: true, already_done: false, taken: true } };
let now = 0;
let page = new EventTarget();

mock.method(performance, "now", () => now);

beforeEach(() => {
  page = new EventTarget();
  now += 10 * MINUTE;
});

const fire = (name: string, what: object): boolean => page.dispatchEvent(Object.assign(new Event(name), what));
const thrown = (error: unknown, at = "https://ordak.test/assets/kiosk-AB12.js", lineno = 1, colno = 7): boolean =>
  fire("error", { error, filename: at, lineno, colno, message: "Zz-CANARY" });
const rejected = (reason: unknown): boolean => fire("unhandledrejection", { reason });
const settled = (): Promise<void> => new Promise((next) => setImmediate(next));

/** Listens to the page with somebody who is told, and answers this. */
function told(answer: (error: PageError) => Told | Promise<Told> = () => "answered"): PageError[] {
  const heard: PageError[] = [];
  reportErrors("kiosk", "3f9c2ab81d04", async (error) => {
    heard.push(error);
    return answer(error);
  }, page);
  return heard;
}

test("an error is told with its kind, place and version and not with its words", async () => {
  const heard = told();
  const error = new TypeError("Zz-CANARY at https://ordak.test/order");
  error.stack = `TypeError: Zz-CANARY\n    at t (https://ordak.test/assets/kiosk-chunk-X_9.js:1:20345)\n    at https://ordak.test/assets/kiosk-AB12.js:2:1`;
  thrown(error);
  await settled();
  assert.deepEqual(heard, [
    { page: "kiosk", page_version: "3f9c2ab81d04", error: "TypeError", place: "kiosk-chunk-X_9.js:1:20345" },
  ]);
});

test("what is thrown that is no error, or is named by somebody, says nothing of itself", async () => {
  const heard = told();
  const named = Object.assign(new Error("x"), { name: "Zz-CANARY of Mary" });
  const stackless = Object.assign(new RangeError("x"), { stack: undefined });
  for (const each of ["Zz-CANARY", { name: 7 }, undefined, named, stackless, new DOMException("x", "AbortError")]) rejected(each);
  thrown(null);
  await settled();
  assert.deepEqual(heard.map(({ error, place }) => [error, place]), [
    ["NotAnError", null], ["Error", null], ["RangeError", null], ["AbortError", null], ["Error", "kiosk-AB12.js:1:7"],
  ]);
  assert.ok(!JSON.stringify(heard).includes("CANARY"));
});

test("what a browser says of scripts elsewhere, or of its own, is not told", async () => {
  const heard = told();
  thrown(null, "", 0, 0);
  thrown(null, "https://ordak.test/kiosk/", 0, 0);
  thrown(undefined, "chrome-extension://abc/assets.js", 1, 1);
  await settled();
  assert.deepEqual(heard, []);
});

test("the same error is told once a minute, and ten a minute in all", async () => {
  const heard = told();
  for (let round = 0; round < 3; round++) {
    thrown(new Error("x"));
    await settled();
    assert.equal(heard.length, 1);
  }
  for (let line = 0; line < 30; line++) thrown(null, undefined, line);
  await settled();
  assert.equal(heard.length, 10);
  now += MINUTE;
  thrown(new Error("x"));
  await settled();
  assert.equal(heard.length, 11);
});

test("what cannot be told waits, ten at most, and goes when the network is back", async () => {
  let answer: Told = "later";
  const heard = told(() => answer);
  for (let minute = 0; minute < 3; minute++) {
    for (let line = 0; line < 9; line++) thrown(null, undefined, line + 100 * minute);
    now += MINUTE;
  }
  await settled();
  heard.length = 0;
  answer = "answered";
  fire("online", {});
  await settled();
  assert.deepEqual(heard.map(({ place }) => place?.split(":")[1]), [0, 1, 2, 3, 4, 5, 6, 7, 8, 100].map(String));
  fire("online", {});
  await settled();
  assert.equal(heard.length, 10);
});

test("an error of whoever tells is dropped and makes no other", async () => {
  let calls = 0;
  reportErrors("kiosk", "3f9c2ab81d04", () => {
    calls++;
    thrown(new Error("of the telling"));
    throw new Error("of the telling");
  }, page);
  thrown(new TypeError("x"));
  await settled();
  await settled();
  assert.equal(calls, 2);
  const cruel = { get name(): string { throw new Error("cruel"); } };
  assert.doesNotThrow(() => rejected(cruel));
});

/** The network is back, again and again, until the server has been asked so often. */
async function online(asked: Asked[], times: number): Promise<void> {
  while (asked.length < times) {
    fire("online", {});
    await settled();
  }
}

async function kiosk(reply: (asked: Asked) => Reply, then: (asked: Asked[]) => Promise<void>): Promise<Asked[]> {
  const asked: Asked[] = [];
  const stop = await serve((each) => {
    asked.push(each);
    return reply(each);
  });
  startErrors(page);
  await then(asked);
  stop();
  return asked;
}

test("a kiosk tells with the token that it keeps, once it has one, and does not tell again what was refused", async () => {
  await (await database()).clear("meta");
  const refuse = (each: Asked): Reply => (each.body["error"] === "TypeError" ? refusal(401, "AUTH002") : taken);
  const asked = await kiosk(refuse, async (heard) => {
    thrown(new TypeError("x"));
    for (let turn = 0; turn < 100; turn++) await settled();
    await keep("device", { token: "ordak_device_x" });
    thrown(new RangeError("x"));
    await online(heard, 2);
    thrown(new SyntaxError("x"));
    await online(heard, 3);
  });
  assert.deepEqual(asked.map(({ path, body }) => [path, body["error"]]), [
    ["/rpc/report_page_error", "TypeError"], ["/rpc/report_page_error", "RangeError"], ["/rpc/report_page_error", "SyntaxError"],
  ]);
  assert.equal(asked[0]!.headers.authorization, "Bearer ordak_device_x");
  assert.equal(asked[0]!.headers["ordak-turn"], undefined);
});

test("a kiosk without a server keeps what it could not tell", async () => {
  await keep("device", { token: "ordak_device_x" });
  let answers: Reply = null;
  const asked = await kiosk(() => answers, async (heard) => {
    thrown(new TypeError("x"));
    await online(heard, 1);
    answers = taken;
    await online(heard, 2);
  });
  assert.deepEqual(asked.map(({ body }) => body["error"]), ["TypeError", "TypeError"]);
});
