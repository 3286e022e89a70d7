// What the kiosk's actions are to its outbox: what is sent of a scan, what can be taken back, what an answer says.
import { drainOf, type Action, type Found } from "../../shared/outbox/drain.ts";
import { post } from "../../shared/rpc.ts";
import { withAllergies } from "./allergies.ts";
import { announce } from "./channel.ts";
import { resolve } from "./floor.ts";
import { END_TURN, outbox } from "./outbox.ts";
import type { Scan } from "./scan.ts";
import type { Done, Shown } from "./settled.ts";
import { standing } from "./standing.ts";
import { device } from "./state.ts";
import { UNDOABLE } from "./steps.ts";

const SCAN: Action<Scan, Done> = {
  send: ({ action, ticket_id: id, fields, scan_id, turn_id: turn, occurred_at }) =>
    post(`/rpc/${action!}`, { id, ...fields, scan_id }, { turn, occurred_at, correlation_id: scan_id }),
  keeps: ({ ticket }) => ticket && { store: "tickets", value: ticket },
};
const MOVE: Action<Scan, Done> = { ...SCAN, undoable: true };
const ACTIONS: Readonly<Record<string, Action<Scan, Done>>> = {
  undo_scan: { ...SCAN, takesBack: ({ fields }) => String(fields["undone_scan_id"]) },
  [END_TURN]: { send: ({ action, fields, scan_id }) => post(`/rpc/${action!}`, fields, { correlation_id: scan_id }), quiet: true },
};

export const { start: startDrain, soon: drainSoon, drain } = drainOf<Scan, Done, Shown>({
  outbox,
  lock: "ordak-drain",
  maySend: () => device.value.kind === "enrolled", // else all of it stays
  about: ({ ticket_id }) => ticket_id,
  find,
  action: ({ action }) => ACTIONS[action ?? ""] ?? (UNDOABLE.has(action) ? MOVE : SCAN),
  turnedAway,
  settled: (scan, late, result) => announce({ what: "settled", settled: { scan, late, result } }),
});

/** What a scan that only the server can read is; any other is what it says. */
async function find(scan: Scan, late: boolean): Promise<Found<Scan, Shown>> {
  if (scan.action !== null) return { kind: "action", changes: {} };
  const resolved = await resolve(scan);
  if (resolved.kind === "unreachable") return resolved;
  if (resolved.kind !== "action") return { kind: "shown", resolved };
  const { action, ticket_id, ticket } = resolved;
  const fields = ticket === undefined ? scan.fields : withAllergies({ ticket, action, fields: scan.fields });
  if (fields !== null || late) return { kind: "action", changes: { action, ticket_id, fields: fields ?? scan.fields } };
  // When nobody stands there any more it is done already: it is sent, without anybody's word for it.
  return { kind: "shown", resolved: { kind: "unread", action, ticket: ticket!, code: "", message: "", correlation_id: scan.scan_id } };
}

/** A turn that is over keeps the scan for its person's badge; a kiosk that was revoked keeps all of them. */
async function turnedAway({ action }: Scan): Promise<"hold" | "drop" | "stop"> {
  if ((await standing()) !== "enrolled") return "stop";
  return action === END_TURN ? "drop" : "hold";
}
