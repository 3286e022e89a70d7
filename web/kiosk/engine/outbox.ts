// The kiosk's scans that have no answer yet: whose they are, and what the screen shows of them.
import { serverTime } from "../../shared/clock.ts";
import { outboxOf } from "../../shared/outbox/outbox.ts";
import { tell } from "./channel.ts";
import { database } from "./db.ts";
import type { Scan } from "./scan.ts";
import { reviews, unsent, waiting } from "./state.ts";

/** Whoever stands here, as a scan has to know them. */
export interface Author {
  staff_id: string;
  display_name: string;
  turn_id: string;
}

/** That somebody has left is sent in its place among their scans, but is none. */
export const END_TURN = "end_turn";
/** For so long a scan that nobody stood behind is that of whoever signs in next. */
const UNCLAIMED = 5 * 60_000;
/** What happened less than this ago is told with its own time even if the turn began after it: clocks may differ so much. */
const SKEW = 60_000;

const NOBODY = { code: "AUTH002", message: "Nobody was signed in", correlation_id: null };

export const outbox = outboxOf<Scan>({ database, store: "scans", show, tell: () => tell({ what: "scans" }) });
export const { rows: waitingScans, change, begin, withdraw, remove, refresh } = outbox;

export function add(what: Pick<Scan, "action" | "ticket_id" | "stage" | "fields">, author: Author | null): Promise<Scan> {
  const { staff_id = null, display_name = "", turn_id = null } = author ?? {};
  return outbox.add({ ...what, staff_id, display_name, turn_id, state: author === null ? "held" : "waiting" });
}

/**
 * Somebody has signed in: what was kept for them, and what nobody stood behind a moment ago, is theirs and is sent.
 * What nobody stood behind for longer is for a person to look at.
 */
export function claim({ staff_id, display_name, turn_id }: Author): Promise<void> {
  const now = serverTime();
  return outbox.changeAll((scan) => {
    const age = Date.parse(now) - Date.parse(scan.scanned_at);
    if (scan.state !== "held" || (scan.staff_id !== null && scan.staff_id !== staff_id)) return scan;
    if (scan.staff_id === null && age > UNCLAIMED) return { ...scan, state: "review", refusal: NOBODY };
    const occurred_at = age < SKEW ? scan.scanned_at : now;
    return { ...scan, staff_id, display_name, turn_id, occurred_at, state: "waiting", retry_at: 0 };
  });
}

function show(scans: readonly Scan[]): void {
  unsent.value = scans;
  waiting.value = scans.filter((scan) => scan.state !== "review" && scan.action !== END_TURN).length;
  reviews.value = scans.filter((scan) => scan.state === "review").map((scan) => ({
    scan_id: scan.scan_id, ticket_id: scan.ticket_id, action: scan.action ?? "scan", person: scan.display_name,
    occurred_at: scan.scanned_at, code: scan.refusal?.code ?? "", message: scan.refusal?.message ?? "",
    correlation_id: scan.refusal?.correlation_id ?? null,
  }));
}
