import { timesOf } from "../shared/timers.ts";

// What the inbox waits for beside what pages share, in milliseconds.
const PRODUCTION = {
  /** Without a live connection the list is read again; with one, all the same now and then. */
  listAgain: 60_000,
  /** What is written is kept when it pauses for so long. */
  draftPause: 400,
  /** A lease is of two minutes: it is renewed so often, as long as something was written within that time. */
  leaseAgain: 45_000,
};

declare global {
  interface TestedTimes extends Partial<typeof PRODUCTION> {}
}

export const timers = timesOf(PRODUCTION);
