// What the last scans at this kiosk came to, and which of them can still be taken back.
import { computed } from "@preact/signals";
import { serverNow } from "../../shared/clock.ts";
import { keep, recall } from "./db.ts";
import { END_TURN } from "./outbox.ts";
import { isSupervisor } from "./role.ts";
import type { Came, Scan } from "./scan.ts";
import type { Settled } from "./settled.ts";
import { active, device, settled, unsent } from "./state.ts";
import { UNDOABLE } from "./steps.ts";

const KEPT = 60;
/** Whoever scanned may take back for so long, a supervisor always (core.undo_limit). */
export const UNDO = 60_000;

/** This person's, the newest first; a supervisor sees everybody's. */
export const lastScans = computed<readonly Came[]>(() => {
  const undone = new Set(unsent.value.filter((scan) => scan.action === "undo_scan" && scan.state === "waiting").map((scan) => scan.fields["undone_scan_id"]));
  const now = (each: Came): Came => (undone.has(each.scan_id) ? { ...each, came: "undoing" } : each);
  const waiting = unsent.value.filter((scan) => isShown(scan) && scan.state !== "review").map((scan) => cameOf(scan, "waiting"));
  const known = new Set(waiting.map((each) => each.scan_id));
  const all = [...settled.value.filter((each) => !known.has(each.scan_id)), ...waiting].map(now);
  return all.filter((each) => isSupervisor() || each.staff_id === active.value?.staff_id)
    .toSorted((one, other) => other.scanned_at.localeCompare(one.scanned_at));
});

/** Until when it can be taken back, by the server's clock; 0 when it cannot. The server has the last word. */
export function undoableUntil(each: Came): number {
  const mine = each.staff_id === active.value?.staff_id;
  if ((!mine && !isSupervisor()) || lastScans.value.some((other) => isInTheWay(other, each))) return 0;
  if (each.came === "waiting" && (each.tried === false || UNDOABLE.has(each.action))) return Infinity;
  if (each.came !== "ok" || !UNDOABLE.has(each.action)) return 0;
  const until = isSupervisor() ? Infinity : Date.parse(each.scanned_at) + UNDO;
  return until > serverNow() ? until : 0;
}

/** What the command for it takes back: of this person's, and of a moment ago or not sent yet. */
export const lastUndoable = (): Came | undefined => lastScans.value.find((each) =>
  each.staff_id === active.value?.staff_id && undoableUntil(each) > 0 && (each.came === "waiting" || Date.parse(each.scanned_at) + UNDO > serverNow()));

/** A later step of the same cake has to be taken back first. */
function isInTheWay(later: Came, each: Came): boolean {
  return later.ticket_id === each.ticket_id && later.scanned_at > each.scanned_at
    && (later.action === null || UNDOABLE.has(later.action)) && (later.came === "ok" || later.came === "waiting");
}

export async function startLastScans(): Promise<void> {
  settled.value = (await recall<readonly Came[]>("last_scans")) ?? [];
  device.subscribe(({ kind }) => kind === "revoked" && set([]));
}

export function noteSettled({ scan, result }: Settled): void {
  const undone = scan.action === "undo_scan" ? String(scan.fields["undone_scan_id"]) : null;
  if (undone !== null) {
    const was = settled.value.find((each) => each.scan_id === undone) ?? cameOf({ ...scan, scan_id: undone, action: null }, "ok");
    if (result.kind === "answered" || result.kind === "withdrawn") put({ ...was, came: result.kind === "answered" ? "undone" : "withdrawn" });
  } else if (isShown(scan)) {
    if (result.kind === "answered") put(cameOf(scan, result.body.already_done ? "already" : "ok"));
    else if (result.kind === "refused") put({ ...cameOf(scan, "refused"), code: result.code });
    else if (result.kind === "shown") put({ ...cameOf(scan, "refused"), code: result.resolved.code });
  }
}

/** `undoing`: it may have been heard, and the server is asked. */
export function noteTakenBack(scan: Scan, came: "withdrawn" | "undoing"): void {
  put(cameOf(scan, came));
}

const isShown = ({ action }: Scan): boolean => action !== END_TURN && action !== "undo_scan";

function cameOf(scan: Scan, came: Came["came"]): Came {
  const { scan_id, ticket_id, action, staff_id, display_name, scanned_at, tried } = scan;
  return { scan_id, ticket_id, action, staff_id, display_name, scanned_at, came, ...(tried === undefined ? {} : { tried }) };
}

function put(came: Came): void {
  set([...settled.value.filter((each) => each.scan_id !== came.scan_id), came].slice(-KEPT));
}

function set(next: readonly Came[]): void {
  settled.value = next;
  void keep("last_scans", next).catch(() => undefined); // the list alone is lost
}
