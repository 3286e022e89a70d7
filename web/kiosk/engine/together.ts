// The packer of an order's last cake ticks off what goes with it, by a tap or by a scan, or says why it is left out.
import { signal } from "@preact/signals";
import { toPack } from "./floor.ts";
import type { Ticket } from "./state.ts";

/** Of each extra: not yet, it is in, or why it is left out. */
type Mark = boolean | string;
export interface Ticking {
  ticket: Ticket;
  extras: Ticket["extras"];
  marks: readonly Mark[];
}

export const ticking = signal<Ticking | null>(null);

/** Asks for what is to be ticked off before this is done; false for nothing. */
export function asksFirst(ticket: Ticket, action: string): boolean {
  const extras = toPack(ticket, action);
  if (extras.length > 0) ticking.value = { ticket, extras, marks: extras.map(() => false) };
  return extras.length > 0;
}

export function mark(nth: number, as: Mark): void {
  const now = ticking.value;
  if (now !== null) ticking.value = { ...now, marks: now.marks.map((was, at) => (at === nth ? as : was)) };
}

/** Takes a scanned number as that of an extra, if it is one's and no other's. */
export function tickOff(code: string): boolean {
  const plain = code.trim().toLowerCase();
  const found = ticking.value?.extras.flatMap(({ sku }, nth) => (sku?.toLowerCase() === plain ? [nth] : [])) ?? [];
  if (found.length === 1) mark(found[0]!, true);
  return found.length === 1;
}

export const isTicked = ({ marks }: Ticking): boolean => marks.every(Boolean);

/** What the packing is told: what is left out, each with its reason. */
export function packedWith({ extras, marks }: Ticking): Record<string, unknown> {
  const skipped = extras.flatMap(({ sku, title, quantity, used }, nth) => {
    const reason = marks[nth];
    return typeof reason === "string" ? [{ sku: sku ?? title, quantity: quantity - used, reason }] : [];
  });
  return skipped.length === 0 ? {} : { skipped };
}

/** That a finished cake is packed, when and by whom as far as that is known: a sentence and what it names. Null for any other. */
export function packed(ticket: Ticket): { text: "ticket.packed" | "ticket.packed.by"; at: string; name: string } | null {
  const { stage, cancelled_at, packing_complete_ts: at, packed_by: name } = ticket;
  if (stage !== "Complete" || cancelled_at !== null || at === null) return null;
  return { text: name ? "ticket.packed.by" : "ticket.packed", at, name: name ?? "" };
}
