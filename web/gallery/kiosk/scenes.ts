// What states are made of: a kiosk and who stands there, a ticket that is open, what the band says, what somebody touches.
import { atDesk } from "../../kiosk/engine/desk.ts";
import { noteSettled, noteTakenBack } from "../../kiosk/engine/last_scans.ts";
import { noticed, type Kind } from "../../kiosk/engine/noticed.ts";
import { label } from "../../kiosk/engine/printing.ts";
import { asking } from "../../kiosk/engine/screen.ts";
import { active, band, device, opened, queue, queueReadAt, roster, signedIn, type Band, type BenchTicket, type Person, type Stage } from "../../kiosk/engine/state.ts";
import { live } from "../../shared/connection.ts";
import { who as signedInHere, type Person as Here } from "../../shared/person.ts";
import { NOW } from "../now.ts";
import * as made from "./made_up.ts";

/** The device of somebody's own at which a kiosk is set up. */
export function desk(role: Here["role"] | null): void {
  atDesk.value = true;
  signedInHere.value = role && { ...made.SUPERVISOR, role, stores: ["bannos", "flourlane"] };
}

export function kiosk(station: Stage | string = "Covering", who: Person | null = made.STAFF): void {
  device.value = { kind: "enrolled", device_id: "d1", store: "bannos", station };
  roster.value = made.ROSTER;
  signedIn.value = who === null ? [] : [who, ...[made.STAFF, made.SUPERVISOR].filter((one) => one !== who)];
  active.value = who;
  live.value = true;
  queueReadAt.value = NOW;
  queue.value = made.served([made.CHANGED, ...made.morning("Covering"), made.BLOCKED, made.UNCERTAIN, made.RETURNED, made.PACKING]);
}
export function ticketOf(which: keyof typeof made, station: Stage, who: Person = made.STAFF): void {
  kiosk(station, who);
  opened.value = made[which] as typeof made.CHANGED;
}
export function said(value: Band, station: Stage = "Covering"): void {
  kiosk(station);
  band.value = value;
}
export const done = made.ticket("12400-A", "Decorating");
export const packed = made.ticket("12400-A", "Packing");
export const elsewhere = { ticket: "12349", stage: "Filling" };

/** What a person has touched since: done when the view is there. */
export const touch = (...selectors: string[]) => async () => {
  for (const selector of selectors) {
    await new Promise(requestAnimationFrame);
    document.querySelector<HTMLElement>(selector)!.click();
  }
};

/** What they look for, and look. */
export const look = (text: string) => async () => {
  const field = document.querySelector<HTMLInputElement>("input[type=search]")!;
  field.value = text;
  field.dispatchEvent(new Event("input", { bubbles: true }));
  await touch(".finding .button")();
};

/** One of each kind of end. */
export function noteScans(): void {
  const scan = (nth: number, action = "complete_covering") => ({
    scan_id: `s${nth}`, ticket_id: `bannos-${12400 + nth}`, action, staff_id: made.STAFF.staff_id, display_name: "Sam Staff",
    scanned_at: new Date(NOW - nth * 15_000).toISOString(), tried: true,
  }) as Parameters<typeof noteTakenBack>[0];
  const answered = (already_done: boolean) => ({ kind: "answered" as const, body: { already_done } });
  noteTakenBack(scan(1), "withdrawn");
  noteSettled({ scan: scan(2), late: false, result: answered(false) });
  noteSettled({ scan: scan(3), late: false, result: answered(true) });
  noteSettled({ scan: scan(5), late: false, result: { kind: "refused", code: "ORD003", message: "", correlation_id: "" } });
  noteSettled({ scan: scan(6), late: false, result: answered(false) });
}

/** A wall of both stores, with all that a card may say. */
export function board(): void {
  kiosk("Board", null);
  const words = { allergies: "…", notes: "…", assignee_id: null };
  const lane = { ...made.ticket("771", "Filling", { due_minutes: 480, due_slot: "8:00", priority_set: true }), id: "flourlane-771", store: "flourlane" };
  queue.value = made.served([...queue.value, ...made.morning("Filling", 9).map((one) => ({ ...one, id: `${one.id}-B` })), lane]).map((one, nth) => ({ ...one, ...(nth % 4 ? {} : words) }));
}

/** What has become of some of the cakes on the screen, and of one that is on it no more. */
export function news(): void {
  const kinds: Kind[] = ["new", "arrived", "changed", "cancelled"];
  const at = NOW - 60_000;
  noticed.value = [...kinds.map((kind, nth) => ({ id: queue.value[nth]!.id, kind, at, cake: "" })), { id: "bannos-12398-B", kind: "cancelled", at, cake: "Chocolate · 8 inch" }];
}

export function ask(which: keyof typeof made, action: string): void {
  ticketOf(which, "Packing", made.SUPERVISOR);
  asking.value = action;
}

/** No printer takes it, so the label stays where it is. */
export function print(id: string, print_no: number, more: Partial<BenchTicket> = {}): void {
  kiosk();
  window.print = () => undefined;
  label.value = { ticket: { ...made.RETURNED, id, allergies: made.ALLERGIES, cakes: 2, extras: made.LAST.extras, ...more }, print_no };
}
