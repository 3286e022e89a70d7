// Every time that the page waits for, in milliseconds: its own, and those of what pages share.
import { timers as shared, timesOf } from "../shared/timers.ts";

const PRODUCTION = {
  /** What others do is read again; a hint of a live connection is faster. */
  parcelsPoll: 15_000,
};

declare global {
  interface TestedTimes extends Partial<typeof PRODUCTION> {}
}

export const timers: Readonly<typeof shared & typeof PRODUCTION> = { ...shared, ...timesOf(PRODUCTION) };
