// What becomes of a scan: of one that was sent, and of one that only the server could read.
import type { Result } from "../../shared/outbox/row.ts";
import type { Fault } from "../../shared/rpc.ts";
import type { Scan } from "./scan.ts";
import type { Ticket } from "./state.ts";

/** What became of a scan. `late`: too long after it was made for anybody to stand there and wait for it. */
export interface Settled {
  scan: Scan;
  late: boolean;
  result: Result<Done, Shown>;
}

/** What is shown of a scan, and not sent. */
export type Shown = Exclude<Resolved, { kind: "action" | "unreachable" }>;

export interface Done {
  already_done: boolean;
  ticket?: Ticket;
  print_no?: number;
}

/** What a scan that only the server could read turned out to be. */
export type Resolved =
  | { kind: "action"; action: string; ticket_id: string; ticket?: Ticket }
  /** Its allergies have to be read before it is done. */
  | ({ kind: "unread"; action: string; ticket: Ticket } & Fault)
  | ({ kind: "elsewhere"; ticket: Ticket } & Fault)
  | ({ kind: "choices"; tickets: Ticket[] } & Fault)
  | ({ kind: "unknown" } & Fault)
  | ({ kind: "together"; ticket: Ticket } & Fault)
  | { kind: "unreachable" };
