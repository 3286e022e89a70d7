// What can be done at a kiosk: what the views call. No promise rejects; what came of it is in the signals, mostly the band.
import { startClock } from "../../shared/clock.ts";
import { online } from "../../shared/connection.ts";
import { call, type Answer, type Body, type RpcName } from "../../shared/rpc.ts";
import { startScanner } from "../../shared/scanner.ts";
import { startVersion } from "../../shared/version.ts";
import { readCode, type Code, type Command } from "../device/codes.ts";
import { startWakeLock } from "../device/wake_lock.ts";
import { timers } from "../timers.ts";
import { confirm, isAsked, unread } from "./allergies.ts";
import { listen } from "./channel.ts";
import { keep, recall } from "./db.ts";
import { drainSoon, startDrain } from "./drain.ts";
import { find, readQueue, showQueue, startFloor, stepOf, ticketsOf } from "./floor.ts";
import { lastUndoable, startLastScans } from "./last_scans.ts";
import { followQueue } from "./live.ts";
import { idsOf, lookUp } from "./look_up.ts";
import { ask, sayFault, sayKept, sayWaiting } from "./messages.ts";
import { markSeen } from "./noticed.ts";
import { refresh, remove, waitingScans } from "./outbox.ts";
import { startPeople } from "./people.ts";
import * as session from "./session.ts";
import { settle } from "./settle.ts";
import { active, band, beside, choiceOpens, choices, device, isIdle, locationScanned, opened, storageFor, type Ticket } from "./state.ts";
import { isMadeHere, stationStage } from "./steps.ts";
import { takeOut } from "./taking_back.ts";
import { ticking, tickOff } from "./together.ts";
import { type } from "./typing.ts";
import { seen, startWeighing } from "./weighing.ts";
import { step, write } from "./writing.ts";

export { switchTo } from "./session.ts";
export { stayHere } from "./people.ts";

let started = false;
let last = { code: "", at: 0 };
let turns: Promise<void> = Promise.resolve();

export async function start(): Promise<void> {
  if (started) return;
  started = true;
  // From the first moment: what is scanned before the rest is there waits its turn.
  startScanner((text) => sureness(readCode(text, store())), (text, otherLayout) => void scan(text, otherLayout), type);
  const ready = safely(async () => {
    void navigator.storage?.persist?.();
    await startClock(() => void session.learn(), { keep, recall });
    await startPeople((staff_id) => void signOut(staff_id));
    await startLastScans();
    await refresh();
    await session.startSession();
    await startFloor();
    listen((notice) => {
      if (notice.what === "settled") settle(notice.settled);
      if (notice.what === "scans") void refresh().then(showQueue).then(drainSoon);
    });
    online.subscribe(sayKept);
    startWeighing();
  });
  turns = ready;
  await ready;
  await safely(async () => {
    startWakeLock();
    void startVersion("kiosk", isIdle);
    startDrain();
    followQueue();
    setInterval(() => void session.learn(), timers.learn);
    await session.learn();
    await readQueue();
    session.learnWhenOnline();
  });
}

export function enrol(): Promise<void> {
  return safely(session.enrol);
}

export function signInByBadge(code: string): Promise<void> {
  return safely(async () => session.signInByBadge(code, await session.hashOf(code)));
}

export function signInByPin(staff_id: string, pin: string): Promise<"ok" | "wrong" | "wait" | "offline"> {
  return session.signInByPin(staff_id, pin).catch(() => "offline");
}

export function signOut(staff_id: string): Promise<void> {
  return safely(() => session.signOut(staff_id));
}

/** One after the other, and none waits for the network. */
export function scan(text: string, otherLayout = false): Promise<void> {
  turns = turns.then(() => safely(async () => tickOff(text) || void (await take(readCode(text, store()), otherLayout))));
  return turns;
}

/** What was typed into the entry: a number is looked at, and moves nothing; whatever else is as if it was scanned. */
export function scanTyped(text: string): Promise<void> {
  const ids = idsOf(text);
  return ids.length === 0 ? scan(text) : safely(() => lookUp(ids));
}

export function act(action: string, ticket_id: string, fields: Record<string, unknown> = {}): Promise<void> {
  return safely(() => write(action, ticket_id, fields));
}

/** Takes a scan back: out of the outbox as long as it was never sent, else by asking the server. */
export const takeBack = (scan_id: string, ticket_id: string): Promise<void> => safely(async () => {
  if (!(await takeOut(scan_id))) await write("undo_scan", ticket_id, { undone_scan_id: scan_id });
});

/** Shows a cake: whoever opens it has seen what is new of it. */
export function open(ticket_id: string): Promise<void> {
  void markSeen(ticket_id);
  return lookUp([ticket_id]);
}

export function choose(ticket: Ticket): Promise<void> {
  choices.value = [];
  if (choiceOpens.value) return open(ticket.id);
  last = { code: "", at: 0 };
  return scan(ticket.id);
}

/** Somebody has looked at it. */
export function closeReview(scan_id: string): Promise<void> {
  return safely(async () => {
    const reviewed = waitingScans().find((each) => each.scan_id === scan_id && each.state === "review");
    if (reviewed !== undefined) await remove(reviewed);
  });
}

/** A view says itself that it has no answer: without a network that is no fault. */
export async function read<N extends RpcName>(name: N, body: Body<N>): Promise<Answer<N> | null> {
  const outcome = await call(name, body, { turn: active.value?.turn_id ?? null });
  if (outcome.kind === "answered") return outcome.body;
  if (outcome.kind !== "unreachable") sayFault(outcome);
  return null;
}

export function dismissBand(): void {
  band.value = null;
}

const sureness = (code: Code): "own" | "other" | "foreign" =>
  code.kind === "foreign" ? "foreign" : code.kind === "order" && !code.own ? "other" : "own";
const store = (): string => (device.value.kind === "enrolled" ? device.value.store : "");

async function take(code: Code, otherLayout: boolean): Promise<void> {
  const now = Date.now();
  const said = code.kind === "order" ? code.id : code.kind === "command" ? code.command : code.kind === "foreign" ? "" : code.code;
  if (said !== "" && said === last.code && now - last.at < timers.scannedTwice) return;
  last = { code: said, at: now };
  const hint = otherLayout ? { hint: "band.hint.layout" } : {};
  switch (code.kind) {
    case "order":
      if (opened.value?.id !== code.id) opened.value = null; // the band speaks of another cake now
      if (code.own) await takeOrder(code.id, code.base, hint);
      else void safely(() => takeStranger(code.id, hint)); // the next scan does not wait for its answer
      break;
    case "badge": {
      const hash = await session.hashOf(code.code);
      void safely(() => session.signInByBadge(code.code, hash)); // scans meanwhile are kept for whoever comes
      break;
    }
    case "location":
      await takeLocation(code.code);
      break;
    case "command":
      await command(code.command);
      break;
    case "print":
    case "foreign":
      band.value = { kind: "unknown", text: "band.foreign", ...hint };
  }
}

async function takeOrder(id: string, base: string, hint: { hint?: string }): Promise<void> {
  const asked = unread.value;
  if (asked?.ticket.id === id) return write(asked.action, id, confirm(asked), hint);
  if (asked !== null) hint = { hint: "band.hint.unread" };
  unread.value = null;
  const stage = stationStage();
  const storage = locationScanned.value;
  choices.value = [];
  if (ticking.value !== null && ticking.value.ticket.id !== id) ticking.value = null;
  if (storage !== null) {
    locationScanned.value = null;
    await write("set_storage", id, { storage });
  } else if (stage === null && active.value === null) {
    void markSeen(id);
    band.value = { kind: "refused", text: "band.badge_to_open", values: { ticket: id } };
  } else if (stage === null) {
    void open(id);
  } else {
    const known = find(id) ?? (ticking.value?.ticket.id === id ? ticking.value.ticket : null);
    const several = known === null && !online.value ? ticketsOf(base) : [];
    if (known?.stage === stage) await step(known, stepOf(known, stage), hint);
    else if (known !== null && waitingScans().some((each) => each.ticket_id === id)) sayWaiting(known);
    else if (several.length > 0) ask(several, false);
    else await write(null, id, {}, online.value || !isAsked(stage) ? hint : { hint: "band.hint.unknown" });
  }
}

/** What looks like an order, but not of this store: the server may know it by this name. */
async function takeStranger(id: string, hint: { hint?: string }): Promise<void> {
  const outcome = await call("get_order_for_scan", { scan: id }, { turn: active.value?.turn_id ?? null });
  if (outcome.kind !== "answered") return sayFault(outcome, undefined, id);
  const { ticket, choices: [first] } = outcome.body;
  if ((ticket ?? first)?.store === store()) await takeOrder(ticket?.id ?? id, id, hint);
}

/** Where a cake stands: the one that is asked about, or else the next one that is scanned. */
async function takeLocation(code: string): Promise<void> {
  const ticket = storageFor.value ?? opened.value?.id ?? null;
  if (ticket === null) {
    locationScanned.value = code;
    band.value = { kind: "received", text: "band.location" };
    return;
  }
  storageFor.value = null;
  await write("set_storage", ticket, { storage: code });
}

async function command(name: Command): Promise<void> {
  const ticket = opened.value ?? band.value?.ticket ?? null;
  const undone = lastUndoable();
  const next = ticket === null || ticket.stage === "Complete" ? "" : stepOf(ticket, ticket.stage);
  if (name === "CLEAN") {
    seen();
    beside.value = band.value = unread.value = ticking.value = opened.value = storageFor.value = locationScanned.value = null;
    choices.value = [];
  } else if (name === "UNDO" && undone !== undefined) {
    await takeBack(undone.scan_id, undone.ticket_id);
  } else if (name === "ACK" && ticket !== null) {
    await write("acknowledge_change", ticket.id, {});
  } else if (name === "NEXT" && ticket !== null && isMadeHere(next)) {
    await step(ticket, next);
  } else {
    band.value = { kind: "unknown", text: "band.nothing_to_do" };
  }
}

async function safely(what: () => Promise<unknown>): Promise<void> {
  try {
    await what();
  } catch {
    band.value = { kind: "failed", text: "band.broken" };
  }
}

