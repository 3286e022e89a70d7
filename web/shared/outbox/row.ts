// What a page writes, as its outbox keeps it, and what becomes of it.
import type { Fault } from "../rpc.ts";

/** One thing that is written, from before it is sent until its answer is here. A page adds what its actions need. */
export interface Row {
  /** Given by the database in the order of the writing, never twice. */
  device_seq: number;
  /** What makes it happen once. */
  scan_id: string;
  /** By the server's clock, ISO 8601: when it happened, and what the server is told of it. */
  scanned_at: string;
  occurred_at: string;
  app_version: string;
  /** waiting: to be sent. held: until the page lets it wait again. review: refused, for a person to look at. */
  state: "waiting" | "held" | "review";
  attempts: number;
  /** It was sent, and may have been heard although there is no answer. */
  tried?: boolean;
  /** Not before then, by this machine's clock: the server failed at it. */
  retry_at: number;
  refusal?: { code: string; message: string; correlation_id: string | null };
}

/** What became of it: an answer, a fault, or what it turned out to be before it was sent, for a person to decide. */
export type Result<A, S extends Fault> =
  | { kind: "answered"; body: A }
  | ({ kind: "refused" | "failed" } & Fault)
  | ({ kind: "held" } & Fault)
  /** What it was to take back was never heard. */
  | { kind: "withdrawn" }
  | { kind: "shown"; resolved: S };
