// What the inbox shows: signals that the engine writes and the views read.
import { signal } from "@preact/signals";
import type { components } from "../../shared/api.d.ts";
import type { Answer } from "../../shared/rpc.ts";
import type { Writing } from "./writing.ts";

export type Conversation = components["schemas"]["Conversation"];
export type Message = components["schemas"]["CustomerMessage"];
export type Opened = Answer<"get_conversation">;
export type Which = "open" | "failed" | "all";
/** Which conversation is meant. */
export type Thread = Pick<Conversation, "store" | "thread_id">;

export const WHICH: readonly Which[] = ["open", "failed", "all"];
export const which = signal<Which>("open");
/** undefined: not read yet. */
export const conversations = signal<readonly Conversation[] | undefined>(undefined);
export const chosen = signal<Thread | null>(null);
/** As it was read last; of another than the chosen one it is none. */
export const opened = signal<Opened | null>(null);
/** What is being written in the chosen conversation. */
export const text = signal("");
/** Who has the conversation, as they were named when a lease was refused. */
export const refusedBy = signal(false);
export const notice = signal<{ kind: "done" | "fault"; code: string; message: string } | null>(null);
/** What was written and has no answer yet. */
export const waiting = signal<readonly Writing[]>([]);

export const isSame = (one: Thread | null, other: Thread | null): boolean =>
  one?.store === other?.store && one?.thread_id === other?.thread_id;
