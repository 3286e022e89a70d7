// The queue as it changes: read after a hint about a store that is shown; without a live connection now and then.
import { serverNow } from "../../shared/clock.ts";
import { live } from "../../shared/connection.ts";
import { connect, startLive, type Hint } from "../../shared/live.ts";
import { timers } from "../timers.ts";
import { drainSoon } from "./drain.ts";
import { readQueue } from "./floor.ts";
import { device, queueReadAt } from "./state.ts";

export function followQueue(): void {
  const isEnrolled = (): boolean => device.value.kind === "enrolled";
  startLive({ mayConnect: isEnrolled, concerns: isOfStores, changed: () => void readQueue(), opened: drainSoon });
  device.subscribe(() => isEnrolled() && void connect());
  setInterval(() => {
    if (!live.value || serverNow() - queueReadAt.value > timers.queueQuiet) void readQueue();
  }, timers.queuePoll);
}

/** Of the kiosk's own store, or of another one that it shows. */
function isOfStores(hint: Hint): boolean {
  const { store = "", shown = [] } = device.value.kind === "enrolled" ? device.value : {};
  return hint.type?.startsWith("order:") === true && [store, ...shown].includes(hint.store ?? store);
}
