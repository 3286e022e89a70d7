// What was written and has no answer yet: in the page's memory, sent in order, by whoever wrote it.
import { doubt, who } from "../../shared/person.ts";
import { channelOf } from "../../shared/channel.ts";
import { drainOf, type Action } from "../../shared/outbox/drain.ts";
import { outboxOf } from "../../shared/outbox/outbox.ts";
import { post, type Fault } from "../../shared/rpc.ts";
import { database } from "./db.ts";
import { isSame, notice, waiting, type Thread } from "./state.ts";
import type { Writing } from "./writing.ts";

type Done = { message_no?: number };

export const { listen, tell, announce } = channelOf<"written" | "settled">("ordak-inbox");

export const outbox = outboxOf<Writing>({
  database, store: "writings", show: (rows) => (waiting.value = rows), tell: () => tell("written"),
});

const send = ({ action, store, thread_id, fields, scan_id }: Writing) => {
  const about = action === "retry_message" ? {} : { store, thread_id };
  return post<Done>(`/rpc/${action}`, { ...about, ...fields, scan_id }, { correlation_id: scan_id });
};
// Refused, however late, its text is a draft again: no row is left to look at.
const ACTION: Action<Writing, Done> = { send, quiet: true };

export const { start: startDrain, soon: drainSoon } = drainOf<Writing, Done, Fault>({
  outbox,
  lock: "ordak-inbox-drain",
  maySend: ({ staff_id }) => staff_id === who.value?.staff_id,
  about: ({ store, thread_id }) => `${store} ${thread_id}`,
  find: async () => ({ kind: "action", changes: {} }),
  action: () => ACTION,
  turnedAway: async () => {
    doubt();
    return "stop";
  },
  settled(row, _late, result) {
    if (result.kind === "refused") void refused(row, result);
    else if (result.kind === "answered" && row.action === "answer_conversation") notice.value = { kind: "done", code: "", message: "" };
    announce("settled");
  },
});

/** Writes one; an older draft of the same conversation that was not sent yet goes. */
export async function write(action: Writing["action"], about: Thread, fields: Writing["fields"]): Promise<void> {
  const { staff_id } = who.value!;
  const drafts = waiting.value.filter((row) => row.action === "save_draft" && row.staff_id === staff_id && isSame(row, about));
  for (const draft of action === "retry_message" ? [] : drafts) await outbox.withdraw(draft.scan_id);
  await outbox.add({ action, store: about.store, thread_id: about.thread_id, fields, staff_id, state: "waiting" });
  drainSoon();
}

/** What this person has written last in a conversation and the server does not have; undefined: nothing. */
export function unsent(about: Thread): string | undefined {
  const mine = waiting.value.filter((row) => row.staff_id === who.value?.staff_id && isSame(row, about));
  const last = mine.findLast((row) => row.action !== "retry_message");
  return last === undefined ? undefined : last.action === "save_draft" ? (last.fields.body ?? "") : "";
}

async function refused(row: Writing, { code, message }: Fault): Promise<void> {
  notice.value = { kind: "fault", code, message };
  if (row.action === "answer_conversation" && unsent(row) === undefined) {
    await outbox.add({ ...about(row), action: "save_draft", fields: { body: row.fields.body ?? "" }, staff_id: row.staff_id, state: "waiting" });
    drainSoon();
  }
  announce("settled");
}

const about = ({ store, thread_id }: Thread): Thread => ({ store, thread_id });
