// A scan, as a row and as what came of it.
import type { components } from "../../shared/api.d.ts";

/** One scan, or anything else that is written, from before it is sent until its answer is here. */
export interface Scan {
  /** Given by the database in the order of the scans, never twice. */
  device_seq: number;
  scan_id: string;
  /** The RPC; null while only the server knows what is next for this ticket. */
  action: string | null;
  ticket_id: string;
  /** The station's, where it was scanned; null: not at a stage's bench. */
  stage: components["schemas"]["Ticket"]["stage"] | null;
  fields: Record<string, unknown>;
  /** Whose it is. Null: nobody's yet, it is for whoever signs in next. */
  staff_id: string | null;
  display_name: string;
  turn_id: string | null;
  /** By the server's clock, ISO 8601: when it happened, and what the server is told of it. */
  scanned_at: string;
  occurred_at: string;
  app_version: string;
  /** waiting: to be sent. held: until its person has shown their badge. review: refused, for a person to look at. */
  state: "waiting" | "held" | "review";
  attempts: number;
  /** It was sent, and may have been heard although there is no answer. */
  tried?: boolean;
  /** Not before then, by this machine's clock: the server failed at it. */
  retry_at: number;
  refusal?: { code: string; message: string; correlation_id: string | null };
}

/** A scan and what came of it: ids and names alone. `withdrawn`: taken back before it was sent. */
export interface Came extends Pick<Scan, "scan_id" | "ticket_id" | "action" | "staff_id" | "display_name" | "scanned_at" | "tried"> {
  came: "waiting" | "ok" | "already" | "refused" | "undoing" | "undone" | "withdrawn";
  code?: string;
}
