// Begins the page: who is here, what they see, and what changes.
import { learnClock, startClock } from "../../shared/clock.ts";
import { connect, startLive } from "../../shared/live.ts";
import { doubt, startPerson, token, who } from "../../shared/person.ts";
import { useToken } from "../../shared/rpc.ts";
import { startScanner } from "../../shared/scanner.ts";
import { timers } from "../timers.ts";
import { soundArrivals } from "./arrivals.ts";
import { keep, loadBasket } from "./basket.ts";
import { complete } from "./orders.ts";
import { readPickupCode } from "./pickup_code.ts";
import { forget, readAll } from "./reading.ts";
import { ended, isKept, isStaff, notice, store } from "./state.ts";

export async function start(): Promise<void> {
  useToken(token, doubt);
  // Of the clock nothing is kept: the next answer tells it again.
  await startClock((date) => void learnClock(date, Date.now()), { recall: async () => undefined, keep: async () => undefined });
  soundArrivals();
  startScanner((text) => (readPickupCode(text) === null ? "foreign" : "own"), (text) => void scanned(text), () => false);
  let former: string | null = null;
  startLive({
    mayConnect: () => !!who.value,
    concerns: (hint) => hint.store === undefined || hint.store === store.value,
    changed: () => void readAll(),
    opened: () => void (isKept.value || keep()),
  });
  who.subscribe((person) => {
    if (person === undefined) return;
    if (person === null) return void (ended.value = former !== null);
    if (former !== null && former !== person.staff_id) forget();
    former = person.staff_id;
    void connect();
    void readAll();
  });
  store.subscribe((of) => void (of !== null && !isStaff.peek() && loadBasket()));
  setInterval(() => {
    void readAll();
    if (!isStaff.peek()) void loadBasket();
  }, timers.readAgain);
  void startPerson();
}

async function scanned(text: string): Promise<void> {
  if (!isStaff.peek()) return;
  const code = readPickupCode(text);
  if (code === null) notice.value = { kind: "bad", sentence: "code.unknown" };
  else await complete(code);
}
