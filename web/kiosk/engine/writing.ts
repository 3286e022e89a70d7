// What is written: asked about first where it has to be, then kept, then shown, then sent.
import { withAllergies } from "./allergies.ts";
import { drainSoon } from "./drain.ts";
import { showQueue } from "./floor.ts";
import { askUnread, sayNotKept, sayWritten } from "./messages.ts";
import { markSeen } from "./noticed.ts";
import { add } from "./outbox.ts";
import { author } from "./session.ts";
import { atHand, mine } from "./settle.ts";
import type { Ticket } from "./state.ts";
import { stationStage } from "./steps.ts";
import { asksFirst, isTicked, packedWith, ticking } from "./together.ts";

/** Everything that is written goes this way: kept first, then shown, then sent. */
export async function write(
  action: string | null, ticket_id: string, fields: Record<string, unknown>, hint: { hint?: string } = {},
): Promise<void> {
  void markSeen(ticket_id);
  const ticket = atHand(ticket_id);
  const read = action === null || ticket === null || fields["allergies_seen"] ? fields : withAllergies({ ticket, action, fields });
  if (read === null) return askUnread({ ticket: ticket!, action: action!, fields }, hint);
  try {
    const by = author();
    const written = await add({ action, ticket_id, stage: stationStage(), fields: read }, by);
    mine.add(written.scan_id);
    sayWritten(written, by !== null, hint);
  } catch {
    sayNotKept(ticket_id);
    return;
  }
  showQueue();
  drainSoon();
}

/** A move by a scan. What is to be ticked off with it is asked for first; the second scan says that all of it is. */
export async function step(ticket: Ticket, action: string, hint: { hint?: string } = {}): Promise<void> {
  const asked = ticking.value;
  if (asked?.ticket.id === ticket.id) {
    if (!isTicked(asked)) return;
    ticking.value = null;
    await write(action, ticket.id, packedWith(asked), hint);
  } else if (!asksFirst(ticket, action)) await write(action, ticket.id, {}, hint);
}
