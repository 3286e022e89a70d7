// A board that is heard: an order that was not there before sounds, whoever looks elsewhere.
import { soundNotice } from "../../shared/sounds.ts";
import { isStaff, orders, type Order } from "./state.ts";

let known: ReadonlySet<string> | null = null;

/** Those of the orders that have come since the last time; of the first ones none, for they were there. */
export function arrived(before: ReadonlySet<string> | null, now: readonly Order[]): string[] {
  return before === null ? [] : now.map(({ id }) => id).filter((id) => !before.has(id));
}

export function soundArrivals(): void {
  orders.subscribe((now) => {
    if (now === null || !isStaff.peek()) return void (known = null);
    if (arrived(known, now).length > 0) soundNotice();
    known = new Set([...(known ?? []), ...now.map(({ id }) => id)]);
  });
}
