// Before a cake with an allergy is decorated or packed, whoever does it confirms that they have read of it: once.
import { signal } from "@preact/signals";
import { active, type BenchTicket, type Stage, type Ticket } from "./state.ts";
import { stageOf } from "./steps.ts";

/** What is not written yet: it waits for somebody who says that they have read this ticket's allergies. */
export interface Unread {
  ticket: Ticket | BenchTicket;
  action: string;
  fields: Record<string, unknown>;
}

export const unread = signal<Unread | null>(null);
/** Which tickets, with what they said, by whom and where. Kept by the page alone: one that begins anew asks again. */
const read = new Set<string>();

/** Where a hand is the last at the cake: what it brings with it nobody takes off again. */
export const isAsked = (stage: Stage | undefined): boolean => stage === "Decorating" || stage === "Packing";

/** The fields of a scan with what was confirmed of it; null while that has to be asked first. */
export function withAllergies({ ticket, action, fields }: Unread): Record<string, unknown> | null {
  if (!ticket.allergies || !isAsked(stageOf(action))) return fields;
  return read.has(nameOf(ticket, action)) ? { ...fields, allergies_seen: true } : null;
}

/** They have read it; what waited for that can be written. Whoever has not signed in is asked each time. */
export function confirm({ ticket, action, fields }: Unread): Record<string, unknown> {
  if (active.value !== null) read.add(nameOf(ticket, action));
  unread.value = null;
  return { ...fields, allergies_seen: true };
}

const nameOf = ({ id, allergies }: Ticket, action: string): string => JSON.stringify([id, stageOf(action), active.value?.turn_id, allergies]);
