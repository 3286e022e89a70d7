// What a screen says about a ticket, worked out from what the server says.
import { daysUntil } from "../../shared/days.ts";
import type { IconName } from "../../shared/icons.tsx";
import { minute } from "../../shared/now.ts";
import { moment } from "../../shared/words.ts";
import { t } from "../texts.ts";
import { active, roster, signedIn, type BenchTicket, type Stage, type Ticket } from "./state.ts";
import { packed } from "./together.ts";

const AGED = 60 * 60_000;
const OLD = 3 * AGED;

export type AnyTicket = Ticket | BenchTicket;

export const stageIcon = (stage: Stage) => stage.toLowerCase() as IconName;

/** The number that people say: 12345-A of bannos-12345-A. */
export function numberOf(id: string): string {
  return id.slice(id.indexOf("-") + 1) || id;
}

/** What must not be eaten, without the word that stands before it everywhere: nuts of "Allergies: nuts". */
export const allergiesOf = (ticket: AnyTicket): string => ticket.allergies?.replace(/^\s*allerg\w*\s*:\s*/iu, "") ?? "";

/** What it lacks, and how much: what was read before there was this says nothing of it. */
export function missingOf(ticket: AnyTicket): string[] {
  return (ticket.missing ?? []).map(({ title, qty, uom }) => t("ticket.missing", { title, qty, uom: uom === "each" ? "" : uom }).trim());
}

/** When it came to its stage; null when that is not known. */
export function since(ticket: AnyTicket): number | null {
  const entered = {
    Filling: [ticket.filling_start_ts],
    Covering: [ticket.filling_complete_ts],
    Decorating: [ticket.covering_complete_ts, ticket.qc_returned_ts],
    Packing: [ticket.decorating_complete_ts],
    Complete: [ticket.packing_complete_ts],
  }[ticket.stage];
  // The server knows better, unless the ticket has moved on since the queue was read.
  const known = [...entered, "stage_since" in ticket ? ticket.stage_since : null].filter((at) => at != null);
  return known.length === 0 ? null : Math.max(...known.map((at) => Date.parse(at)));
}

/** "Packed 20:25 by Sam"; null for a cake that is not. */
export function packedText(ticket: AnyTicket): string | null {
  const said = packed(ticket);
  return said && t(said.text, { time: moment(said.at), name: said.name });
}

export function ageOf(at: number): { kind: "fresh" | "warn" | "bad"; milliseconds: number } {
  const milliseconds = Math.max(0, minute.value - at);
  return { kind: milliseconds < AGED ? "fresh" : milliseconds < OLD ? "warn" : "bad", milliseconds };
}

export function dueKind(ticket: AnyTicket): "bad" | "warn" | "fresh" {
  if (ticket.due_date === null) return "warn";
  const left = daysUntil(ticket.due_date);
  return left < 0 ? "bad" : left === 0 ? "warn" : "fresh";
}

export const nameOf = (staff_id: string) => (staff_id === active.value?.staff_id ? t("ticket.you") : fullNameOf(staff_id));

export function fullNameOf(staff_id: string): string {
  const known = signedIn.value.find((one) => one.staff_id === staff_id) ?? roster.value.find((one) => one.staff_id === staff_id);
  return known?.display_name ?? t("ticket.somebody");
}

export { isSupervisor } from "./role.ts";

/** What a button has room for: Sue of Sue Supervisor. */
export const shortName = (name: string) => name.split(/[\s-]+/)[0] ?? name;

/** Sam Staff is SS. */
export function initials(name: string): string {
  return name.split(/[^\p{L}]+/u).filter(Boolean).slice(0, 2).map((word) => word[0]!.toUpperCase()).join("");
}
