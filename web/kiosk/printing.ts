// A label: counted by the server first, so that a second one says that it is one, then printed by the browser.
import { signal } from "@preact/signals";
import { act } from "./actions.ts";
import { band, device } from "./state.ts";
import type { AnyTicket } from "./tickets.ts";

/** What is on its way to the printer. */
export const label = signal<{ ticket: AnyTicket; print_no: number } | null>(null);

export async function printLabel(ticket: AnyTicket): Promise<void> {
  const station = device.value.kind === "enrolled" ? device.value.station : "";
  await act("handle_print_barcode", ticket.id, { ctx: { station } });
  const said = band.value;
  if (said?.kind === "refused" || said?.kind === "failed") return;
  // Without a connection the count is ours, until the server has heard of it.
  const counted = said?.ticket?.id === ticket.id ? said.ticket.print_count : 0;
  label.value = { ticket, print_no: Math.max(counted, ticket.print_count + 1) };
}
