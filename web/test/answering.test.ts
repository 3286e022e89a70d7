// The inbox: who writes has the conversation, what is written is kept, and one answer is sent.
import assert from "node:assert/strict";
import { afterEach, beforeEach, mock, test } from "node:test";
import { refusal, serve, turn, until, type Asked, type Reply } from "./surroundings.ts";

globalThis.ordakTimers = { draftPause: 400, leaseAgain: 45_000 };
const { close, send, sendAgain, startLease, takeOver, type } = await import("../inbox/engine/answering.ts");
const { database } = await import("../inbox/engine/db.ts");
const { drainSoon, outbox } = await import("../inbox/engine/outbox.ts");
const { open } = await import("../inbox/engine/reading.ts");
const { chosen, notice, opened, refusedBy, text, waiting } = await import("../inbox/engine/state.ts");
const { online } = await import("../shared/connection.ts");
const { who } = await import("../shared/person.ts");

const AGNES = { staff_id: "agnes", display_name: "Agnes", role: "Agent" as const, stores: ["bestbuyca"] };
const THREAD = { store: "bestbuyca", thread_id: "t1" };
let draft: string | null = null;
let asked: Asked[] = [];
let refused: Record<string, Reply> = {};
let stop: () => void;

/** What the server says where a test does not refuse it. */
function answer(each: Asked): Reply {
  asked.push(each);
  const name = each.path.replace("/rpc/", "");
  if (name in refused) return refused[name]!;
  const conversation = { ok: true, already_done: false, conversation: THREAD, messages: [], last_message_no: 6, draft, templates: [], order: null };
  return { status: 200, body: name === "list_conversations" ? { ok: true, conversations: [] } : conversation };
}
const bodies = (name: string): Record<string, unknown>[] => asked.filter(({ path }) => path === `/rpc/${name}`).map(({ body }) => body);
/** Whatever has begun has ended: nothing waits, and nothing more is asked. */
async function rest(): Promise<void> {
  for (let before = -1; before !== asked.length; ) {
    before = asked.length;
    for (let turns = 0; turns < 200; turns++) await turn();
  }
}
const pause = async (): Promise<void> => {
  mock.timers.tick(400);
  await rest();
};

beforeEach(async () => {
  mock.timers.enable({ apis: ["Date", "setInterval", "setTimeout"], now: Date.parse("2026-11-28T12:00:00Z") });
  await (await database()).clear("writings");
  await outbox.refresh();
  [who.value, draft, refused, asked] = [AGNES, null, {}, []];
  [notice.value, refusedBy.value, online.value] = [null, false, true];
  stop = await serve(answer);
  await open(THREAD);
});
afterEach(async () => {
  refused = {};
  await close();
  await rest();
  stop();
  mock.timers.reset();
});

test("whoever writes has the conversation from the first key on, and asks for it once", async () => {
  for (const next of ["D", "De", "Dear"]) type(next);
  await rest();
  assert.deepEqual(bodies("hold_conversation"), [THREAD]);
});

test("it is kept while one writes, and left to others when one has stopped", async () => {
  startLease();
  type("Dear");
  await pause();
  type("Dear Ann");
  mock.timers.tick(44_600);
  await rest();
  assert.equal(bodies("hold_conversation").length, 2);
  mock.timers.tick(45_000);
  await rest();
  mock.timers.tick(45_000);
  await rest();
  assert.equal(bodies("hold_conversation").length, 2);
});

test("another person's conversation is said to be theirs, and is taken over with a reason", async () => {
  refused = { hold_conversation: refusal(409, "MSG002") };
  type("Dear");
  await rest();
  assert.equal(refusedBy.value, true);
  refused = {};
  await takeOver("Sam is at lunch");
  assert.deepEqual([refusedBy.value, bodies("hold_conversation").at(-1)], [false, { ...THREAD, reason: "Sam is at lunch" }]);
});

test("what is written is a draft when it pauses, and one that was never sent makes way for the next", async () => {
  refused = { answer_conversation: null };
  type("Hello");
  await send();
  await until(() => !online.value);
  for (const next of ["Dear", "Dear Ann"]) {
    type(next);
    await pause();
  }
  assert.deepEqual(waiting.value.map(({ action, fields }) => [action, fields.body]), [["answer_conversation", "Hello"], ["save_draft", "Dear Ann"]]);
  refused = {};
  drainSoon();
  await rest();
  assert.deepEqual(bodies("save_draft").map((each) => each["body"]), ["Dear Ann"]);
  assert.deepEqual(waiting.value, []);
});

test("an answer names the last message that was read and takes the place of its draft", async () => {
  type("Dear Ann");
  await send();
  await rest();
  await pause();
  assert.deepEqual(bodies("save_draft"), []);
  const [sent] = bodies("answer_conversation");
  assert.deepEqual([sent!["body"], sent!["last_message_no"], text.value, notice.value?.kind], ["Dear Ann", 6, "", "done"]);
});

test("an answer whose own answer was lost is sent again as the same one", async () => {
  refused = { answer_conversation: null };
  type("Dear Ann");
  await send();
  await until(() => !online.value);
  refused = {};
  drainSoon();
  await rest();
  const sent = bodies("answer_conversation");
  assert.equal(sent.length, 2);
  assert.equal(new Set(sent.map((each) => each["scan_id"])).size, 1);
});

test("an answer that a later message has overtaken is not sent, and is a draft again", async () => {
  refused = { answer_conversation: refusal(409, "MSG003") };
  type("Dear Ann");
  await send();
  await rest();
  assert.deepEqual([notice.value?.kind, notice.value?.code], ["fault", "MSG003"]);
  assert.deepEqual(bodies("save_draft").map((each) => each["body"]), ["Dear Ann"]);
});

test("what is written here and not sent yet is what a conversation opens with, else the server's draft", async () => {
  draft = "An older one";
  refused = { save_draft: null };
  type("Dear Ann");
  await pause();
  await close();
  await rest();
  await open(THREAD);
  assert.equal(text.value, "Dear Ann");
  refused = {};
  drainSoon();
  await rest();
  await close();
  await open(THREAD);
  assert.equal(text.value, "An older one");
});

test("whoever leaves a conversation keeps what they wrote and leaves it to others", async () => {
  type("Dear");
  await rest();
  await close();
  await rest();
  assert.deepEqual([bodies("leave_conversation"), bodies("save_draft").map((each) => each["body"])], [[THREAD], ["Dear"]]);
  assert.deepEqual([chosen.value, opened.value, text.value], [null, null, ""]);
});

test("what one person has written is not sent in the name of another", async () => {
  refused = { answer_conversation: null };
  type("Dear Ann");
  await send();
  await until(() => !online.value);
  [refused, asked] = [{}, []];
  who.value = { ...AGNES, staff_id: "sam" };
  drainSoon();
  await rest();
  assert.deepEqual(bodies("answer_conversation"), []);
  assert.equal(waiting.value.length, 1);
});

test("a message that was not sent is sent again by its number alone", async () => {
  await sendAgain({ message_no: 7 } as never);
  await rest();
  const [again] = bodies("retry_message");
  assert.deepEqual([again!["message_no"], "thread_id" in again!], [7, false]);
});
