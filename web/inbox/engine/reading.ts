// Reads the list and the conversation that is open, whenever something may have changed.
import { who } from "../../shared/person.ts";
import { call } from "../../shared/rpc.ts";
import { unsent } from "./outbox.ts";
import { chosen, conversations, isSame, opened, text, which, type Thread } from "./state.ts";

const MOST = 200;
let asked = 0;

export async function readList(): Promise<void> {
  if (!who.value) return;
  const number = ++asked;
  const outcome = await call("list_conversations", { which: which.value, limit: MOST, offset: 0 });
  if (outcome.kind === "answered" && number === asked) conversations.value = outcome.body.conversations;
}

export async function readOpened(): Promise<void> {
  const about = chosen.value;
  if (!who.value || about === null) return;
  const outcome = await call("get_conversation", { store: about.store, thread_id: about.thread_id, limit: MOST });
  if (outcome.kind === "answered" && isSame(about, chosen.value)) opened.value = outcome.body;
}

export async function readAll(): Promise<void> {
  await Promise.all([readList(), readOpened()]);
}

/** Opens a conversation, with what was written in it: here if the server does not have it yet. */
export async function open(about: Thread): Promise<void> {
  chosen.value = about;
  opened.value = null;
  text.value = unsent(about) ?? "";
  await readOpened();
  const draft = unsent(about) ?? draftThere() ?? "";
  if (isSame(about, chosen.value) && text.value === "") text.value = draft;
}

const draftThere = (): string | null | undefined => opened.value?.draft;
