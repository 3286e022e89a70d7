// Begins the inbox: who is here, what waits to be sent, and what changes.
import { effect } from "@preact/signals";
import { startClock } from "../../shared/clock.ts";
import { live } from "../../shared/connection.ts";
import { connect, startLive } from "../../shared/live.ts";
import { doubt, startPerson, token, who } from "../../shared/person.ts";
import { useToken } from "../../shared/rpc.ts";
import { timers } from "../timers.ts";
import { startLease } from "./answering.ts";
import { keep, recall } from "./db.ts";
import { drainSoon, listen, outbox, startDrain } from "./outbox.ts";
import { readAll, readList } from "./reading.ts";
import { which } from "./state.ts";

export async function start(): Promise<void> {
  useToken(token, doubt);
  await startClock(() => undefined, { recall, keep });
  await outbox.refresh();
  listen((what) => void (what === "written" ? outbox.refresh() : readAll()));
  await startPerson();
  startDrain();
  startLease();
  startLive({ mayConnect: () => !!who.value, concerns: ({ type }) => type === "conversation:updated", changed: () => void readAll(), opened: drainSoon });
  effect(() => {
    if (!who.value) return;
    void connect();
    void readAll();
    drainSoon();
  });
  which.subscribe(() => void readList());
  setInterval(() => void readAll(), timers.listAgain);
  live.subscribe(drainSoon);
}
