// Begins: who is here, what waits, what others change.
import { learnClock, startClock } from "../../shared/clock.ts";
import { connect, startLive } from "../../shared/live.ts";
import { doubt, startPerson, token, who } from "../../shared/person.ts";
import { useToken } from "../../shared/rpc.ts";
import { startScanner } from "../../shared/scanner.ts";
import { timers } from "../timers.ts";
import { scanned } from "./actions.ts";
import { listen } from "./channel.ts";
import { drainSoon, startDrain } from "./drain.ts";
import { outbox } from "./outbox.ts";
import { readAll } from "./parcels.ts";
import { settle } from "./settle.ts";
import { parcel, queue, store } from "./state.ts";

export function start(): void {
  useToken(token, doubt);
  // The date of an answer is good enough: nothing here is told by the second.
  void startClock((date) => void learnClock(date, Date.now()), { recall: () => Promise.resolve(undefined), keep: () => Promise.resolve() });
  listen((notice) => (notice.what === "settled" ? settle(notice.settled) : void outbox.refresh()));
  startScanner(judge, (text) => void scanned(text), () => false);
  startLive({
    mayConnect: () => who.value != null,
    concerns: (hint) => hint.store === undefined || hint.store === store.value,
    changed: () => void readAll(),
    opened: drainSoon,
  });
  who.subscribe(() => {
    if (who.value == null) return;
    void connect();
    void readAll();
    drainSoon();
  });
  setInterval(() => void readAll(), timers.parcelsPoll);
  startDrain();
  void startPerson();
}

/** Numbers of the length that shops print are codes; what else is one only the parcel knows. A scanner's speed and end key tell the rest. */
const PRINTED = /^[0-9]{8}([0-9]{4,6})?$/;

function judge(text: string): "own" | "other" | "foreign" {
  const known = parcel.value?.items.some(({ sku, barcodes }) => sku === text || barcodes.includes(text)) ?? queue.value?.parcels.some(({ id }) => id === text);
  return known === true ? "own" : PRINTED.test(text) ? "other" : "foreign";
}
