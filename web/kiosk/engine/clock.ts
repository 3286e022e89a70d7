// The time by the server's clock: a kiosk's own may be a day off, and is nobody's to set.
import { keep, recall } from "./db.ts";

const WRONG = 5_000;
let offset = 0;
let relearn: () => void = () => undefined;

export const serverNow = (): number => Date.now() + offset;
export const serverTime = (): string => new Date(serverNow()).toISOString();

/** `at` was the server's time at some moment between `sent` and now. */
export async function learnClock(at: string, sent: number): Promise<void> {
  const learnt = Date.parse(at) - (sent + Date.now()) / 2;
  if (Number.isNaN(learnt)) return;
  offset = learnt;
  await keep("clock_offset", offset);
}

/** What an answer's Date header says, to the second: far from what we think, somebody has set this machine's clock. */
export function doubtClock(date: string | null): void {
  const said = date === null ? NaN : Date.parse(date);
  if (Math.abs(said - serverNow()) > WRONG) relearn();
}

export async function startClock(again: () => void): Promise<void> {
  relearn = again;
  offset = (await recall<number>("clock_offset")) ?? 0;
}
