// What becomes of a scan: where it is shown, and who is told of it.
import { find, showQueue, update } from "./floor.ts";
import { noteSettled } from "./last_scans.ts";
import { ask, askUnread, done, sayElsewhere, sayFault, sayWithdrawn } from "./messages.ts";
import type { Scan } from "./scan.ts";
import { askForBadge } from "./session.ts";
import type { Settled, Shown } from "./settled.ts";
import { band, opened, type Ticket } from "./state.ts";
import { asksFirst } from "./together.ts";

/** The scans of this tab: others tell of theirs too. */
export const mine = new Set<string>();

export function settle({ scan, late, result }: Settled): void {
  if (result.kind === "answered" && result.body.ticket !== undefined) seen(result.body.ticket);
  else showQueue();
  noteSettled({ scan, late, result });
  if (result.kind === "held") void askForBadge(scan);
  // A question is asked by each tab: the one that scanned may have crashed, and nothing else is left of the scan.
  if (result.kind === "shown" && result.resolved.kind === "unread") askUnread({ ...result.resolved, fields: scan.fields });
  if (!mine.has(scan.scan_id)) return;
  if (result.kind !== "held" && result.kind !== "failed") mine.delete(scan.scan_id);
  if (late) return; // nobody waits for it here: it is counted, or to be looked at
  const hint = band.value?.hint === undefined ? {} : { hint: band.value.hint };
  switch (result.kind) {
    case "answered":
      band.value = { ...done(scan, result.body), ...hint };
      break;
    case "shown":
      show(result.resolved, scan);
      break;
    case "withdrawn":
      sayWithdrawn(scan);
      break;
    case "refused":
    case "failed":
      sayFault({ ...result, retry_after: null }, scan);
  }
}

function show(resolved: Shown, scan: Scan): void {
  if (resolved.kind === "choices") ask(resolved.tickets, false);
  else if (resolved.kind === "elsewhere") sayElsewhere(resolved.ticket, scan.display_name);
  else if (resolved.kind === "unknown") sayFault({ ...resolved, kind: "refused", retry_after: null }, scan);
  else if (resolved.kind === "together") {
    band.value = null;
    asksFirst(resolved.ticket, "complete_packing");
  }
}

/** What is known of a ticket: of this station's, of the one that is open, of the one that was scanned. */
export function atHand(id: string): Ticket | null {
  return [find(id), opened.value, band.value?.ticket].find((ticket) => ticket?.id === id) ?? null;
}

/** A ticket as an answer has it, wherever it is shown. */
function seen(ticket: Ticket): void {
  update(ticket);
  if (opened.value?.id === ticket.id) opened.value = { ...opened.value, ...ticket };
}
