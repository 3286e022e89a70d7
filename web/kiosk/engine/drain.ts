// Sends what waits: one drainer among all tabs, in order, each scan until its answer is here.
import { serverNow } from "../../shared/clock.ts";
import { post, type Fault, type Outcome } from "../../shared/rpc.ts";
import { timers } from "../timers.ts";
import { withAllergies } from "./allergies.ts";
import { announce } from "./channel.ts";
import { resolve } from "./floor.ts";
import { begin, change, END_TURN, refresh, remove, waitingScans } from "./outbox.ts";
import type { Scan } from "./scan.ts";
import type { Done, Settled } from "./settled.ts";
import { standing } from "./standing.ts";
import { device } from "./state.ts";
import { UNDOABLE } from "./steps.ts";

const LATE = 10_000;
let running: Promise<void> | null = null;
let again = false;
let pause = 0;
let timer: ReturnType<typeof setTimeout> | undefined;

export function startDrain(): void {
  addEventListener("online", drainSoon);
  document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && drainSoon());
  setInterval(drainSoon, timers.drainPoll);
  drainSoon();
}

/** Something new waits, or the network may be back: begin at once, whatever pause we were in. */
export function drainSoon(): void {
  void drain();
}

/** Sends all that can be sent now. */
export function drain(): Promise<void> {
  again = true;
  running ??= run().finally(() => (running = null));
  return running;
}

async function run(): Promise<void> {
  clearTimeout(timer);
  let stopped = false;
  while (again && !stopped) {
    again = false;
    try {
      stopped = !(await navigator.locks.request("ordak-drain", pass));
    } catch {
      stopped = true; // the memory could not be read: as without a network, later
    }
  }
  pause = stopped ? Math.min(Math.max(pause * 2, timers.drainFirstPause), timers.drainLongestPause) : 0;
  if (stopped) timer = setTimeout(drainSoon, pause * (0.5 + Math.random()));
}

/** One after another, as long as there is an answer. What the server fails at holds up its own ticket and no other. */
async function pass(): Promise<boolean> {
  const stuck = new Set<string>();
  await refresh();
  if (device.value.kind !== "enrolled") return true; // all of it stays
  for (let seq = 0; ; ) {
    const scan = waitingScans().find((each) => each.state === "waiting" && each.device_seq > seq);
    if (scan === undefined) return true;
    seq = scan.device_seq;
    if (stuck.has(scan.ticket_id)) continue;
    if (scan.retry_at > Date.now()) {
      stuck.add(scan.ticket_id);
      continue;
    }
    const went = await deal(scan);
    if (went === "stop") return false;
    if (went === "stuck") stuck.add(scan.ticket_id);
  }
}

async function deal(found: Scan): Promise<"on" | "stop" | "stuck"> {
  let scan: Scan | null = found;
  // It may have been heard or not: whoever takes it back asks, instead of doing it to undo it.
  if (scan.tried && UNDOABLE.has(scan.action) && waitingScans().some((each) => each.state === "waiting" && takesBack(each, found))) return "on";
  // Somebody who has scanned something else since does not look at this one any more either.
  const late = serverNow() - Date.parse(scan.occurred_at) > LATE || (waitingScans().at(-1)?.device_seq ?? 0) > scan.device_seq;
  if (scan.action === null) {
    const resolved = await resolve(scan);
    if (resolved.kind === "unreachable") return "stop";
    if (resolved.kind !== "action") {
      await conclude({ scan, late, result: { kind: "shown", resolved } });
      return "on";
    }
    const { action, ticket_id, ticket } = resolved;
    const fields = ticket === undefined ? scan.fields : withAllergies({ ticket, action, fields: scan.fields });
    // When nobody stands there any more it is done already: it is sent, without anybody's word for it.
    if (fields === null && !late) {
      const fault = { code: "", message: "", correlation_id: scan.scan_id };
      await conclude({ scan, late, result: { kind: "shown", resolved: { kind: "unread", action, ticket: ticket!, ...fault } } });
      return "on";
    }
    // Kept before it is sent: whatever happens now, this scan never becomes another action.
    scan = await begin(scan, { action, ticket_id, fields: fields ?? scan.fields });
  } else {
    scan = await begin(scan);
  }
  if (scan === null) return "on"; // somebody has withdrawn it
  const outcome = await send(scan);
  if (outcome.kind === "unreachable") return "stop";
  if (await isWithdrawn(scan, outcome)) return "on";
  if (outcome.kind === "answered") {
    await conclude({ scan, late, result: { kind: "answered", body: outcome.body } });
    return "on";
  }
  const fault = { code: outcome.code, message: outcome.message, correlation_id: outcome.correlation_id };
  if (outcome.kind === "failed") {
    const attempts = scan.attempts + 1;
    const retryIn = Math.min(timers.failedFirst * 2 ** scan.attempts, timers.failedLongest);
    const kept = await change(scan, { attempts, retry_at: Date.now() + retryIn });
    announce({ what: "settled", settled: { scan: kept, late: late || attempts > 1, result: { kind: "failed", ...fault } } });
    return "stuck";
  }
  if (outcome.status === 401) return turnedAway(scan, late, fault);
  await conclude({ scan, late, result: { kind: "refused", ...fault } });
  return "on";
}

/** Of a scan that may have been heard, taken back before its answer was there: had the server heard of it? */
async function isWithdrawn(undo: Scan, outcome: Outcome<Done>): Promise<boolean> {
  const scan = waitingScans().find((each) => takesBack(undo, each));
  if (scan === undefined) return false;
  const unheard = outcome.kind === "refused" && outcome.code === "UND001";
  if (outcome.kind === "answered" || unheard) await remove(scan);
  else again = true; // it was, and stays as it is: its answer is asked for
  if (unheard) await conclude({ scan: undo, late: false, result: { kind: "withdrawn" } });
  return unheard;
}

const takesBack = (undo: Scan, scan: Scan): boolean => undo.action === "undo_scan" && undo.fields["undone_scan_id"] === scan.scan_id;

function send(scan: Scan): Promise<Outcome<Done>> {
  const own = scan.action === END_TURN;
  const body = own ? scan.fields : { id: scan.ticket_id, ...scan.fields, scan_id: scan.scan_id };
  return post(`/rpc/${scan.action!}`, body, {
    turn: own ? null : scan.turn_id, occurred_at: own ? "" : scan.occurred_at, correlation_id: scan.scan_id,
  });
}

/** A turn that is over keeps the scan for its person's badge; a kiosk that was revoked keeps all of them. */
async function turnedAway(scan: Scan, late: boolean, fault: Fault): Promise<"on" | "stop"> {
  if ((await standing()) !== "enrolled") return "stop";
  if (scan.action === END_TURN) {
    await remove(scan);
    return "on";
  }
  const held = await change(scan, { state: "held" });
  announce({ what: "settled", settled: { scan: held, late, result: { kind: "held", ...fault } } });
  return "on";
}

/** Nothing is dropped: what was refused when nobody stood there any more is kept for somebody to look at. */
async function conclude(settled: Settled): Promise<void> {
  const { scan, late, result } = settled;
  const fault = result.kind === "refused" ? result : result.kind === "shown" ? result.resolved : null;
  if (late && fault !== null && scan.action !== END_TURN) {
    const refusal = { code: fault.code, message: fault.message, correlation_id: fault.correlation_id };
    await change(scan, { state: "review", refusal });
  } else {
    await remove(scan, result.kind === "answered" ? result.body.ticket : undefined);
  }
  announce({ what: "settled", settled });
}
