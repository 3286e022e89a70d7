// What the kiosk's tabs tell each other.
import type { Settled } from "./settled.ts";

export type Notice = { what: "scans" } | { what: "people" } | { what: "settled"; settled: Settled };

const channel = new BroadcastChannel("ordak-kiosk");
const listeners = new Set<(notice: Notice) => void>();

channel.onmessage = (message: MessageEvent<Notice>) => {
  for (const listener of listeners) listener(message.data);
};

export function listen(listener: (notice: Notice) => void): void {
  listeners.add(listener);
}

/** Tells the other tabs. */
export function tell(notice: Notice): void {
  channel.postMessage(notice);
}

/** Tells every tab, this one too. */
export function announce(notice: Notice): void {
  tell(notice);
  for (const listener of listeners) listener(notice);
}
