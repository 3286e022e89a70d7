// What the page waits for beside what pages share, in milliseconds.
import { timesOf } from "../shared/timers.ts";

const PRODUCTION = {
  /** What others do is read again; a hint of a live connection is faster. */
  readAgain: 60_000,
  /** A basket is kept when nothing was touched in it for so long, and again when that had no answer. */
  keepPause: 300,
  keepAgain: 3_000,
};

declare global {
  interface TestedTimes extends Partial<typeof PRODUCTION> {}
}

export const timers = timesOf(PRODUCTION);
