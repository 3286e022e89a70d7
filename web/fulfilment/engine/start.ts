// Begins: who is here, what waits, what others change.
import { learnClock, startClock } from "../../shared/clock.ts";
import { connect, startLive } from "../../shared/live.ts";
import { doubt, startPerson, token, who } from "../../shared/person.ts";
import { useToken } from "../../shared/rpc.ts";
import { startScanner } from "../../shared/scanner.ts";
import { startVersion } from "../../shared/version.ts";
import { timers } from "../timers.ts";
import { scanned } from "./actions.ts";
import { listen } from "./channel.ts";
import { keep, recall } from "./db.ts";
import { drainSoon, startDrain } from "./drain.ts";
import { startMemory } from "./memory.ts";
import { outbox } from "./outbox.ts";
import { readAll } from "./parcels.ts";
import { settle } from "./settle.ts";
import { isIdle, parcel, queue, store } from "./state.ts";

export async function start(): Promise<void> {
  void navigator.storage?.persist?.();
  useToken(token, doubt);
  // The date of an answer is good enough: nothing here is told by the second.
  await startClock((date) => void learnClock(date, Date.now()), { recall, keep }).catch(() => undefined);
  await startMemory();
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
  void startVersion("fulfilment", isIdle);
  void startPerson();
}

/** Numbers of the length that shops print are codes; what else is one only the parcel knows. A scanner's speed and end key tell the rest. */
const PRINTED = /^[0-9]{8}([0-9]{4,6})?$/;

function judge(text: string): "own" | "other" | "foreign" {
  const known = parcel.value?.items.some(({ sku, barcodes }) => sku === text || barcodes.includes(text)) ?? queue.value?.parcels.some(({ id }) => id === text);
  return known === true ? "own" : PRINTED.test(text) ? "other" : "foreign";
}
