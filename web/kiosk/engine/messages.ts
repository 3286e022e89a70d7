// What the band says of a scan, to whoever made it.
import { serverNow } from "../../shared/clock.ts";
import { online } from "../../shared/connection.ts";
import type { Fault } from "../../shared/rpc.ts";
import { timers } from "../timers.ts";
import { unread, type Unread } from "./allergies.ts";
import { find } from "./floor.ts";
import { UNDO } from "./last_scans.ts";
import type { Scan } from "./scan.ts";
import type { Done } from "./settled.ts";
import { band, choiceOpens, choices, opened, unsent, type Band, type BenchTicket, type Ticket } from "./state.ts";
import { UNDOABLE } from "./steps.ts";
import { packed } from "./together.ts";

/** Codes that say that there is no such order. */
const UNKNOWN = new Set(["ORD001", "SCN001"]);
/** Deeds with a sentence of their own. */
const TOLD = new Set([
  "assign_staff", "set_storage", "set_priority", "undo_scan", "clear_shortfall", "acknowledge_change", "handle_print_barcode",
  "qc_return_to_decorating", "start_packing", "release_extras",
]);

/** It is kept: shown at once, whatever the network does. */
export function sayWritten(scan: Scan, signedIn: boolean, hint: { hint?: string }): void {
  const text = !signedIn ? "band.badge_first" : online.value ? "band.received" : "band.kept";
  const word = text === "band.received" ? {} : { word: "kept" };
  band.value = { kind: "received", text, ...word, values: valuesOf(scan), ...about(scan), ...hint, ...(text === "band.kept" ? unsentUndo(scan) : {}) };
}

/** What was on its way has not arrived: it stays here for now. */
export function sayKept(isOnline: boolean): void {
  const said = band.peek();
  const scan = unsent.peek().find((each) => each.scan_id === said?.scan_id);
  if (!isOnline && said?.text === "band.received") band.value = { ...said, text: "band.kept", word: "kept", ...(scan === undefined ? {} : unsentUndo(scan)) };
}

/** It was never sent: whoever made it may take it back for as long as that is so. */
export function sayWithdrawn(scan: Pick<Scan, "ticket_id" | "action" | "display_name">): void {
  band.value = { kind: "ok", text: "band.withdrawn", values: valuesOf(scan), by: scan.display_name };
}

/** It is known here to be on its way already. */
export function sayWaiting(ticket: Ticket): void {
  band.value = { kind: "already", text: "band.waiting", values: { ticket: ticket.id }, ticket };
}

/** This machine's memory does not work: the one thing that has to be said before the next scan. */
export function sayNotKept(ticket: string): void {
  band.value = { kind: "failed", text: "band.not_kept", values: { ticket } };
}

/** Why there is no answer, or not the one that was wanted; to a scan, if it was one. */
export function sayFault(
  fault: { kind: "refused" | "failed" | "unreachable"; retry_after: number | null } & Fault, scan?: Scan, id = scan?.ticket_id,
): void {
  const { code, message, correlation_id, store_name } = fault;
  const whose: Partial<ReturnType<typeof about>> = scan === undefined ? {} : about(scan);
  if (code === "AUTH003") {
    band.value = { kind: "refused", text: "band.wait", code, values: { seconds: String(fault.retry_after ?? 60) } };
  } else if (fault.kind === "unreachable") {
    band.value = { kind: "failed", text: "band.offline" };
  } else if (fault.kind === "failed") {
    band.value = { kind: "failed", text: "band.failed", code, correlation_id, ...whose };
  } else if (store_name !== undefined) {
    band.value = { kind: "unknown", word: "other_store", text: "band.other_store", values: { store: store_name } };
  } else if (code === "ORD001" && id !== undefined) {
    band.value = { kind: "unknown", word: "no_order", text: "band.no_order", values: { number: id } };
  } else if (code === "ORD005" && whose.ticket?.change?.kind === "cancel") {
    band.value = { kind: "refused", word: "cancelled", text: "band.cancelled", ...whose };
  } else {
    const kind = UNKNOWN.has(code) ? "unknown" : "refused";
    const values = { ...(scan === undefined ? {} : valuesOf(scan)), message };
    band.value = { kind, text: "band.refused", values, code, correlation_id, ...whose, ...(code === "ORD003" ? { word: "cancelled" } : {}) };
  }
}

/** Nothing is written before somebody has answered this. */
export function askUnread({ ticket, action, fields }: Unread, hint: { hint?: string } = {}): void {
  unread.value = { ticket, action, fields };
  band.value = { kind: "asked", text: "band.unread", ticket, ...hint };
}

/** What was done, and what may follow. */
export function done(scan: Scan, body: Done): Band {
  const print_no = body.print_no === undefined ? {} : { print_no: String(body.print_no) };
  const values = { ...valuesOf(scan), ...print_no, ...cameOf(scan, body.ticket) };
  const told: Band = { kind: body.already_done ? "already" : "ok", text: deedOf(scan), values, by: scan.display_name };
  if (body.ticket !== undefined) {
    told.ticket = body.ticket;
    told.next = body.ticket.allowed_actions;
    told.nextUntil = Date.now() + timers.nextOffered;
  }
  if (!body.already_done && UNDOABLE.has(scan.action ?? "")) {
    const age = serverNow() - Date.parse(scan.scanned_at);
    told.undo = { scan_id: scan.scan_id, ticket_id: scan.ticket_id, until: Date.now() + UNDO - age };
  }
  return told;
}

/** One number, several cakes. `opens`: the one that is chosen is looked at, not scanned. */
export function ask(tickets: Ticket[], opens: boolean): void {
  choiceOpens.value = opens;
  choices.value = tickets;
  band.value = { kind: "received", word: "choose", text: "band.choose", values: { count: String(tickets.length) } };
}

/** It is shown, and nothing is done with it. That it is cancelled comes before where it is. */
export function sayElsewhere(ticket: Ticket, by: string): void {
  opened.value = ticket;
  const values = { ticket: ticket.id, stage: ticket.stage };
  const finished = packed(ticket);
  if (ticket.cancelled_at) {
    band.value = { kind: "refused", word: "cancelled", text: "band.cancelled", values, ticket, by };
  } else if (finished !== null) {
    const { text, at, name } = finished;
    band.value = { kind: "already", text, values: { ...values, at, name }, ticket, by };
  } else {
    band.value = { kind: "refused", text: "band.elsewhere", values, ticket, next: ticket.allowed_actions, by };
  }
}

const unsentUndo = ({ action, scan_id, ticket_id }: Scan): Pick<Band, "undo"> =>
  (action === "undo_scan" ? {} : { undo: { scan_id, ticket_id, until: Infinity } });

/** The sentence for what was done: a button's caption says what is wanted, which is not always the same. */
function deedOf({ action, fields }: Scan): string {
  if (action === "assign_staff" && fields["staff_id"] == null) return "band.done.assign_nobody";
  if (action === "set_storage" && !fields["storage"]) return "band.done.put_nowhere";
  return action !== null && TOLD.has(action) ? `band.done.${action}` : "band.done";
}

/** What that sentence names. */
function cameOf({ action, fields }: Scan, ticket: Ticket | undefined): Record<string, string> {
  if (action === "assign_staff" && fields["staff_id"] != null) return { staff_id: String(fields["staff_id"]) };
  if (action === "set_storage") return { storage: ticket?.storage ?? String(fields["storage"] ?? "") };
  if (action === "set_priority") return { priority: String(fields["priority"] ?? "") };
  return ticket === undefined ? {} : { stage: ticket.stage };
}

const valuesOf = (scan: Pick<Scan, "ticket_id" | "action">): Record<string, string> => ({ ticket: scan.ticket_id, action: scan.action ?? "" });

/** Whose scan it was, and of which cake. */
function about(scan: Scan): { by?: string; scan_id: string; ticket?: BenchTicket } {
  const ticket = find(scan.ticket_id);
  return { scan_id: scan.scan_id, ...(scan.display_name === "" ? {} : { by: scan.display_name }), ...(ticket === null ? {} : { ticket }) };
}
