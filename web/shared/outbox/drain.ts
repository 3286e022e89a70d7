// Sends what waits: one drainer among all tabs, in order, each row until its answer is here.
import { serverNow } from "../clock.ts";
import type { Fault, Outcome } from "../rpc.ts";
import { timers } from "../timers.ts";
import type { Kept, Outbox } from "./outbox.ts";
import type { Result, Row } from "./row.ts";

/** What an action of a page is to its outbox. */
export interface Action<R extends Row, A> {
  send(row: R): Promise<Outcome<A>>;
  /** Of what its answer says, what is kept when the row goes. */
  keeps?(answer: A): Kept | undefined;
  /** The server can take it back. */
  undoable?: true;
  /** The scan_id of what it takes back. */
  takesBack?(row: R): string;
  /** No one needs to look at it if it is refused late. */
  quiet?: true;
}

/** What a row is before it is sent: with these changes an action, or for a person to decide. */
export type Found<R, S> = { kind: "action"; changes: Partial<R> } | { kind: "shown"; resolved: S } | { kind: "unreachable" };

export interface Page<R extends Row, A, S extends Fault> {
  outbox: Outbox<R>;
  /** The name of the drainers' lock: one for each database. */
  lock: string;
  /** May it be sent now, by whoever is here? */
  maySend(row: R): boolean;
  /** What the server fails at holds up what is about the same. */
  about(row: R): string;
  find(row: R, late: boolean): Promise<Found<R, S>>;
  action(row: R): Action<R, A>;
  /** The server does not know who asks: the row is held, given up, or waits with all others. */
  turnedAway(row: R): Promise<"hold" | "drop" | "stop">;
  /** `late`: too long after it was made for anybody to stand there and wait for it. */
  settled(row: R, late: boolean, result: Result<A, S>): void;
}

type Went = "on" | "stop" | "stuck";

const LATE = 10_000;

export function drainOf<R extends Row, A, S extends Fault>(page: Page<R, A, S>) {
  const { outbox } = page;
  let running: Promise<void> | null = null;
  let again = false;
  let pause = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;

  function start(): void {
    addEventListener("online", soon);
    document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && soon());
    setInterval(soon, timers.drainPoll);
    soon();
  }

  /** Something new waits, or the network may be back: begin at once, whatever pause we were in. */
  function soon(): void {
    void drain();
  }

  /** Sends all that can be sent now. */
  function drain(): Promise<void> {
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
        stopped = !(await navigator.locks.request(page.lock, pass));
      } catch {
        stopped = true; // the memory could not be read: as without a network, later
      }
    }
    pause = stopped ? Math.min(Math.max(pause * 2, timers.drainFirstPause), timers.drainLongestPause) : 0;
    if (stopped) timer = setTimeout(soon, pause * (0.5 + Math.random()));
  }

  /** One after another, as long as there is an answer. What the server fails at holds up what is about the same, and nothing else. */
  async function pass(): Promise<boolean> {
    const stuck = new Set<string>();
    await outbox.refresh();
    for (let seq = 0; ; ) {
      const row = outbox.rows().find((each) => each.state === "waiting" && each.device_seq > seq && page.maySend(each));
      if (row === undefined) return true;
      seq = row.device_seq;
      if (stuck.has(page.about(row))) continue;
      const went = row.retry_at > Date.now() ? "stuck" : await deal(row);
      if (went === "stop") return false;
      if (went === "stuck") stuck.add(page.about(row));
    }
  }

  async function deal(waiting: R): Promise<Went> {
    // It may have been heard or not: whoever takes it back asks, instead of doing it to undo it.
    if (waiting.tried && page.action(waiting).undoable && outbox.rows().some((each) => each.state === "waiting" && takesBack(each, waiting))) return "on";
    // Somebody who has written something else since does not look at this one any more either.
    const late = serverNow() - Date.parse(waiting.occurred_at) > LATE || (outbox.rows().at(-1)?.device_seq ?? 0) > waiting.device_seq;
    const found = await page.find(waiting, late);
    if (found.kind === "unreachable") return "stop";
    if (found.kind === "shown") return conclude(waiting, late, found);
    // Kept before it is sent: whatever happens now, it never becomes another action.
    const row = await outbox.begin(waiting, found.changes);
    return row === null ? "on" : judge(row, late, await page.action(row).send(row)); // null: somebody has withdrawn it
  }

  async function judge(row: R, late: boolean, outcome: Outcome<A>): Promise<Went> {
    if (outcome.kind === "unreachable") return "stop";
    if (await isWithdrawn(row, outcome)) return "on";
    if (outcome.kind === "answered") return conclude(row, late, { kind: "answered", body: outcome.body });
    const fault: Fault = { code: outcome.code, message: outcome.message, correlation_id: outcome.correlation_id };
    if (outcome.kind === "failed") return failed(row, late, fault);
    if (outcome.status === 401) return turnedAway(row, late, fault);
    return conclude(row, late, { kind: "refused", ...fault });
  }

  /** Of what may have been heard, taken back before its answer was there: had the server heard of it? */
  async function isWithdrawn(undo: R, outcome: Outcome<A>): Promise<boolean> {
    const row = outbox.rows().find((each) => takesBack(undo, each));
    if (row === undefined) return false;
    const unheard = outcome.kind === "refused" && outcome.code === "UND001";
    if (outcome.kind === "answered" || unheard) await outbox.remove(row);
    else again = true; // it was, and stays as it is: its answer is asked for
    if (unheard) await conclude(undo, false, { kind: "withdrawn" });
    return unheard;
  }

  const takesBack = (undo: R, row: R): boolean => page.action(undo).takesBack?.(undo) === row.scan_id;

  async function failed(row: R, late: boolean, fault: Fault): Promise<Went> {
    const attempts = row.attempts + 1;
    const retryIn = Math.min(timers.failedFirst * 2 ** row.attempts, timers.failedLongest);
    const kept = await outbox.change(row, { attempts, retry_at: Date.now() + retryIn } as Partial<R>);
    page.settled(kept, late || attempts > 1, { kind: "failed", ...fault });
    return "stuck";
  }

  async function turnedAway(row: R, late: boolean, fault: Fault): Promise<Went> {
    const what = await page.turnedAway(row);
    if (what === "drop") await outbox.remove(row);
    if (what === "hold") page.settled(await outbox.change(row, { state: "held" } as Partial<R>), late, { kind: "held", ...fault });
    return what === "stop" ? "stop" : "on";
  }

  /** Nothing is dropped: what was refused when nobody stood there any more is kept for somebody to look at. */
  async function conclude(row: R, late: boolean, result: Result<A, S>): Promise<"on"> {
    const fault = result.kind === "refused" ? result : result.kind === "shown" ? result.resolved : null;
    if (late && fault !== null && !page.action(row).quiet) {
      const refusal = { code: fault.code, message: fault.message, correlation_id: fault.correlation_id };
      await outbox.change(row, { state: "review", refusal } as Partial<R>);
    } else {
      await outbox.remove(row, result.kind === "answered" ? page.action(row).keeps?.(result.body) : undefined);
    }
    page.settled(row, late, result);
    return "on";
  }

  return { start, soon, drain };
}
