// What can be done at a kiosk: what the views call. No promise rejects; what came of it is in the signals, mostly the band.
import { confirm, isAsked, unread, withAllergies } from "./allergies.ts";
import { listen } from "./channel.ts";
import { startClock } from "./clock.ts";
import { readCode, type Code, type Command } from "./codes.ts";
import { drainSoon, startDrain } from "./drain.ts";
import { find, readQueue, showQueue, startFloor, stepOf, ticketsOf } from "./floor.ts";
import { startLive } from "./live.ts";
import { add, refresh, remove, waitingScans } from "./outbox.ts";
import { startPeople } from "./people.ts";
import { call, type Answer, type Body, type RpcName } from "./rpc.ts";
import { startScanner } from "./scanner.ts";
import * as session from "./session.ts";
import { askUnread, atHand, mine, sayFault, sayKept, sayNotKept, sayWritten, settle } from "./settle.ts";
import { active, band, choices, device, locationScanned, online, opened, storageFor, type Ticket } from "./state.ts";
import { isMadeHere, stationStage } from "./steps.ts";
import { timers } from "./timers.ts";
import { startVersion } from "./version.ts";
import { startWakeLock } from "./wake_lock.ts";

export { switchTo } from "./session.ts";
export { stayHere } from "./people.ts";

let started = false;
let last = { code: "", at: 0 };
let turns: Promise<void> = Promise.resolve();

export async function start(): Promise<void> {
  if (started) return;
  started = true;
  // From the first moment: what is scanned before the rest is there waits its turn.
  startScanner((text) => sureness(readCode(text, store())), (text, otherLayout) => void scan(text, otherLayout));
  const ready = safely(async () => {
    void navigator.storage?.persist?.();
    await startClock(() => void session.learn());
    await startPeople((staff_id) => void signOut(staff_id));
    await refresh();
    await session.startSession();
    await startFloor();
    listen((notice) => {
      if (notice.what === "settled") settle(notice.settled);
      if (notice.what === "scans") void refresh().then(showQueue).then(drainSoon);
    });
    online.subscribe(sayKept);
  });
  turns = ready;
  await ready;
  await safely(async () => {
    startWakeLock();
    void startVersion();
    startDrain();
    startLive();
    setInterval(() => void session.learn(), timers.learn);
    await session.learn();
    await readQueue();
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
  turns = turns.then(() => safely(() => take(readCode(text, store()), otherLayout)));
  return turns;
}

export function act(action: string, ticket_id: string, fields: Record<string, unknown> = {}): Promise<void> {
  return safely(() => write(action, ticket_id, fields));
}

export async function undo(scan_id: string): Promise<void> {
  const undone = band.value?.undo;
  if (undone?.scan_id === scan_id) await act("undo_scan", undone.ticket_id, { undone_scan_id: scan_id });
}

export async function open(ticket_id: string): Promise<void> {
  opened.value = find(ticket_id);
  const answer = await read("get_order_for_scan", { scan: ticket_id });
  if (answer === null) return;
  choices.value = answer.choices;
  if (answer.ticket !== null) opened.value = { ...find(ticket_id), ...answer.ticket };
}

export function choose(ticket: Ticket): Promise<void> {
  choices.value = [];
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

export async function read<N extends RpcName>(name: N, body: Body<N>): Promise<Answer<N> | null> {
  const outcome = await call(name, body, { turn: active.value?.turn_id ?? null });
  if (outcome.kind === "answered") return outcome.body;
  sayFault(outcome);
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
  if (storage !== null) {
    locationScanned.value = null;
    await write("set_storage", id, { storage });
  } else if (stage === null) {
    void open(id);
  } else {
    const known = find(id);
    const several = known === null && !online.value ? ticketsOf(base) : [];
    if (known?.stage === stage) await write(stepOf(known, stage), id, {}, hint);
    else if (known !== null && waitingScans().some((each) => each.ticket_id === id)) sayWaiting(known);
    else if (several.length > 0) choices.value = several;
    else await write(null, id, {}, online.value || !isAsked(stage) ? hint : { hint: "band.hint.unknown" });
  }
}

/** What looks like an order, but not of this store: the server may know it by this name. */
async function takeStranger(id: string, hint: { hint?: string }): Promise<void> {
  const answer = await read("get_order_for_scan", { scan: id });
  const found = answer?.ticket ?? answer?.choices[0];
  if (found?.store === store()) await takeOrder(answer?.ticket?.id ?? id, id, hint);
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
  const undone = band.value?.undo;
  const next = ticket === null || ticket.stage === "Complete" ? "" : stepOf(ticket, ticket.stage);
  if (name === "CLEAN") {
    band.value = unread.value = opened.value = storageFor.value = locationScanned.value = null;
    choices.value = [];
  } else if (name === "UNDO" && undone !== undefined) {
    await undo(undone.scan_id);
  } else if (name === "ACK" && ticket !== null) {
    await write("acknowledge_change", ticket.id, {});
  } else if (name === "NEXT" && ticket !== null && isMadeHere(next)) {
    await write(next, ticket.id, {});
  } else {
    band.value = { kind: "unknown", text: "band.nothing_to_do" };
  }
}

/** Everything that is written goes this way: kept first, then shown, then sent. */
async function write(
  action: string | null, ticket_id: string, fields: Record<string, unknown>, hint: { hint?: string } = {},
): Promise<void> {
  const ticket = atHand(ticket_id);
  const read = action === null || ticket === null || fields["allergies_seen"] ? fields : withAllergies({ ticket, action, fields });
  if (read === null) return askUnread({ ticket: ticket!, action: action!, fields }, hint);
  try {
    const author = session.author();
    const written = await add({ action, ticket_id, stage: stationStage(), fields: read }, author);
    mine.add(written.scan_id);
    sayWritten(written, author !== null, hint);
  } catch {
    sayNotKept(ticket_id);
    return;
  }
  showQueue();
  drainSoon();
}

function sayWaiting(ticket: Ticket): void {
  band.value = { kind: "already", text: "band.waiting", values: { ticket: ticket.id }, ticket };
}

async function safely(what: () => Promise<void>): Promise<void> {
  try {
    await what();
  } catch {
    band.value = { kind: "failed", text: "band.broken" };
  }
}

