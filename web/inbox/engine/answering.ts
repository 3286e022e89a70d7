// Writing in the open conversation: the lease while it is written, the draft, and the answer.
import { call } from "../../shared/rpc.ts";
import { timers } from "../timers.ts";
import { write } from "./outbox.ts";
import { readAll, readOpened } from "./reading.ts";
import { chosen, isSame, notice, opened, refusedBy, text, type Message, type Thread } from "./state.ts";

let pause: ReturnType<typeof setTimeout> | undefined;
let held: Thread | null = null;
let typedAt = 0;

export function startLease(): void {
  setInterval(() => held !== null && Date.now() - typedAt < timers.leaseAgain && void hold(), timers.leaseAgain);
}

/** Each key: the conversation is leased, and what is written is kept when it pauses. */
export function type(next: string): void {
  const about = chosen.value!;
  text.value = next;
  typedAt = Date.now();
  if (!isSame(held, about)) void hold();
  clearTimeout(pause);
  pause = setTimeout(() => void write("save_draft", about, { body: next }), timers.draftPause);
}

export async function takeOver(reason: string): Promise<void> {
  await hold(reason);
}

export async function send(): Promise<void> {
  const about = chosen.value!;
  const body = text.value.trim();
  if (body === "" || opened.value === null) return;
  clearTimeout(pause);
  notice.value = null;
  text.value = "";
  held = null;
  await write("answer_conversation", about, { body, last_message_no: opened.value.last_message_no });
}

export async function sendAgain({ message_no }: Message): Promise<void> {
  await write("retry_message", chosen.value!, { message_no });
}

/** Leaves the conversation to others, and what was written in it as a draft. */
export async function close(): Promise<void> {
  const about = chosen.value;
  const leased = held;
  clearTimeout(pause);
  held = chosen.value = opened.value = null;
  refusedBy.value = false;
  if (about !== null && leased !== null && text.value !== "") await write("save_draft", about, { body: text.value });
  text.value = "";
  if (leased !== null) await call("leave_conversation", { store: leased.store, thread_id: leased.thread_id });
  await readAll();
}

async function hold(reason?: string): Promise<void> {
  const about = chosen.value;
  if (about === null) return;
  held = about;
  const outcome = await call("hold_conversation", { store: about.store, thread_id: about.thread_id, ...(reason !== undefined && { reason }) });
  if (outcome.kind === "refused" && isSame(held, about)) held = null;
  if (isSame(about, chosen.value)) refusedBy.value = outcome.kind === "refused" && outcome.code === "MSG002";
  await readOpened();
}
