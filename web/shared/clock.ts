// The time by the server's clock: a machine's own may be a day off, and on one that many share is nobody's to set.

/** Where a page keeps things by name. */
export interface Memory {
  recall<T>(key: string): Promise<T | undefined>;
  keep(key: string, value: unknown): Promise<void>;
}

const WRONG = 5_000;
let offset = 0;
let relearn: (date: string) => void = () => undefined;
let memory: Memory | null = null;

export const serverNow = (): number => Date.now() + offset;
export const serverTime = (): string => new Date(serverNow()).toISOString();

/** `at` was the server's time at some moment between `sent` and now. */
export async function learnClock(at: string, sent: number): Promise<void> {
  const learnt = Date.parse(at) - (sent + Date.now()) / 2;
  if (Number.isNaN(learnt)) return;
  offset = learnt;
  await memory?.keep("clock_offset", offset);
}

/** What an answer's Date header says, to the second: far from what we think, somebody has set this machine's clock. */
export function doubtClock(date: string | null): void {
  if (date !== null && Math.abs(Date.parse(date) - serverNow()) > WRONG) relearn(date);
}

/** Begins with what is remembered. `again` calls learnClock(): with the time it asks for, or, to the second, with this date. */
export async function startClock(again: (date: string) => void, remembered: Memory): Promise<void> {
  relearn = again;
  memory = remembered;
  offset = (await memory.recall<number>("clock_offset")) ?? 0;
}
