// Sends what was scanned, in order, until its answer is here.
import { who } from "../../shared/person.ts";
import { drainOf, type Action } from "../../shared/outbox/drain.ts";
import { post, type Fault } from "../../shared/rpc.ts";
import { announce } from "./channel.ts";
import { outbox } from "./outbox.ts";
import type { Scan } from "./scan.ts";
import type { Answered } from "./settle.ts";

const SCAN: Action<Scan, Answered> = {
  send: ({ action, store, id, fields, scan_id }) => post(`/rpc/${action}`, { store, id, ...fields, scan_id }, { correlation_id: scan_id }),
};
const ACTIONS: Readonly<Record<Scan["action"], Action<Scan, Answered>>> = {
  verify_item: { ...SCAN, undoable: true },
  undo_verify: { ...SCAN, takesBack: ({ fields }) => fields["undone_scan_id"] ?? "" },
  pack_parcel: SCAN,
};

export const { start: startDrain, soon: drainSoon } = drainOf<Scan, Answered, Fault>({
  outbox,
  lock: "ordak-fulfilment-drain",
  maySend: ({ staff_id }) => who.value?.staff_id === staff_id,
  about: ({ id }) => id,
  find: () => Promise.resolve({ kind: "action", changes: {} }),
  action: ({ action }) => ACTIONS[action],
  // The session is over: whoever signs in again sends what they have written.
  turnedAway: () => Promise.resolve("stop"),
  settled: (scan, late, result) => announce({ what: "settled", settled: { scan, late, result } }),
});
