// A scan, as a row and as what came of it.
import type { components } from "../../shared/api.d.ts";
import type { Row } from "../../shared/outbox/row.ts";

/** One scan, or anything else that is written at a kiosk. */
export interface Scan extends Row {
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
}

/** A scan and what came of it: ids and names alone. `withdrawn`: taken back before it was sent. */
export interface Came extends Pick<Scan, "scan_id" | "ticket_id" | "action" | "staff_id" | "display_name" | "scanned_at" | "tried"> {
  came: "waiting" | "ok" | "already" | "refused" | "undoing" | "undone" | "withdrawn";
  code?: string;
}
