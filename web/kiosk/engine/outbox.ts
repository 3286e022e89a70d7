// What was scanned and has no answer yet. Written before anything is shown or sent; gone only when its answer is here.
import { serverTime } from "../../shared/clock.ts";
import { VERSION } from "../../shared/page_version.ts";
import { uuid7 } from "../../shared/uuid.ts";
import { tell } from "./channel.ts";
import { database } from "./db.ts";
import type { Scan } from "./scan.ts";
import { reviews, unsent, waiting, type Ticket } from "./state.ts";

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

let scans: readonly Scan[] = [];
let writes = 0;

/** All that wait, in order: as they were when this tab last heard of a change. */
export const waitingScans = (): readonly Scan[] => scans;

/** Writes a scan, to the disk and not only towards it. It is safe when this returns. */
export async function add(
  what: Pick<Scan, "action" | "ticket_id" | "stage" | "fields">, author: Author | null,
): Promise<Scan> {
  const now = serverTime();
  const scan: Omit<Scan, "device_seq"> = {
    ...what, scan_id: uuid7(),
    staff_id: author?.staff_id ?? null, display_name: author?.display_name ?? "", turn_id: author?.turn_id ?? null,
    scanned_at: now, occurred_at: now, app_version: VERSION,
    state: author === null ? "held" : "waiting", attempts: 0, retry_at: 0, tried: false,
  };
  const writing = (await database()).transaction("scans", "readwrite", { durability: "strict" });
  const device_seq = await writing.store.add(scan as Scan);
  await writing.done;
  const written: Scan = { ...scan, device_seq };
  hold([...scans, written]);
  return written;
}

/** Changes a scan that is still there. */
export async function change(scan: Scan, changes: Partial<Scan>): Promise<Scan> {
  return (await amend(scan, changes, "strict")) ?? { ...scan, ...changes };
}

/** It is sent from here on, as what it has turned out to be; null when somebody has withdrawn it. In one step: see withdraw(). */
export async function begin(scan: Scan, found: Partial<Scan> = {}): Promise<Scan | null> {
  return scan.tried ? scan : amend(scan, { ...found, tried: true }, found.action === undefined ? "relaxed" : "strict");
}

/** Takes away what was never sent. False when it may have been heard, or is not there any more: then the server is asked to take it back. */
export async function withdraw(scan_id: string): Promise<boolean> {
  const writing = (await database()).transaction("scans", "readwrite", { durability: "strict" });
  const scan = await writing.store.index("scan_id").get(scan_id);
  const untried = scan?.tried === false && scan.state !== "review";
  if (untried) await writing.store.delete(scan.device_seq);
  await writing.done;
  if (untried) hold(scans.filter((each) => each.scan_id !== scan_id));
  return untried;
}

async function amend(scan: Scan, changes: Partial<Scan>, durability: "strict" | "relaxed"): Promise<Scan | null> {
  const writing = (await database()).transaction("scans", "readwrite", { durability });
  const before = await writing.store.get(scan.device_seq);
  const changed = before === undefined ? null : { ...before, ...changes };
  if (changed !== null) await writing.store.put(changed);
  await writing.done;
  if (changed === null) return null;
  hold(scans.map((each) => (each.device_seq === scan.device_seq ? changed : each)));
  return changed;
}

/** Its answer is here, or a person has looked at it. The ticket of the answer is kept in the same moment. */
export async function remove(scan: Pick<Scan, "device_seq">, ticket?: Ticket): Promise<void> {
  const writing = (await database()).transaction(["scans", "tickets"], "readwrite", { durability: "strict" });
  void writing.objectStore("scans").delete(scan.device_seq);
  if (ticket !== undefined) void writing.objectStore("tickets").put(ticket);
  await writing.done;
  hold(scans.filter((each) => each.device_seq !== scan.device_seq));
}

/**
 * Somebody has signed in: what was kept for them, and what nobody stood behind a moment ago, is theirs and is sent.
 * What nobody stood behind for longer is for a person to look at.
 */
export async function claim({ staff_id, display_name, turn_id }: Author): Promise<void> {
  const now = serverTime();
  const writing = (await database()).transaction("scans", "readwrite", { durability: "strict" });
  for (const scan of await writing.store.getAll()) {
    const age = Date.parse(now) - Date.parse(scan.scanned_at);
    if (scan.state !== "held" || (scan.staff_id !== null && scan.staff_id !== staff_id)) continue;
    if (scan.staff_id === null && age > UNCLAIMED) {
      await writing.store.put({ ...scan, state: "review", refusal: NOBODY });
      continue;
    }
    const occurred_at = age < SKEW ? scan.scanned_at : now;
    await writing.store.put({ ...scan, staff_id, display_name, turn_id, occurred_at, state: "waiting", retry_at: 0 });
  }
  await writing.done;
  await refresh();
  tell({ what: "scans" });
}

/** Reads what there is, other tabs' scans among it; anew if this tab has written meanwhile. */
export async function refresh(): Promise<void> {
  for (let before = -1; before !== writes; ) {
    before = writes;
    const read = await (await database()).getAll("scans");
    if (before === writes) scans = read;
  }
  show();
}

function hold(next: readonly Scan[]): void {
  writes++;
  scans = next;
  show();
  tell({ what: "scans" });
}

function show(): void {
  unsent.value = scans;
  waiting.value = scans.filter((scan) => scan.state !== "review" && scan.action !== END_TURN).length;
  reviews.value = scans.filter((scan) => scan.state === "review").map((scan) => ({
    scan_id: scan.scan_id, ticket_id: scan.ticket_id, action: scan.action ?? "scan", person: scan.display_name,
    occurred_at: scan.scanned_at, code: scan.refusal?.code ?? "", message: scan.refusal?.message ?? "",
    correlation_id: scan.refusal?.correlation_id ?? null,
  }));
}
