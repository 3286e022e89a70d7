// Every time that the kiosk waits for, in milliseconds: its own, and those of what pages share.
import { timers as shared, timesOf } from "../shared/timers.ts";

const PRODUCTION = {
  /** Somebody who does nothing: how often it is looked, from when they are warned, how often it is noted that they are here. */
  idleLook: 1_000,
  idleWarning: 20_000,
  presenceNoted: 10_000,
  /** The same code again so soon is the scanner's doing, not the person's. */
  scannedTwice: 2_000,
  cameraLook: 150,
  /** A change of a cake flashes for so long, and is marked: on a board for so long. Within a burst there is one sound. */
  noticeFlash: 6_000,
  noticeShown: 15 * 60_000,
  noticeBurst: 5_000,
  /** Nobody has chosen their name: the board again. */
  nameAsked: 2 * 60_000,
  /** What comes next is offered for so long. */
  nextOffered: 20_000,
  /** The band is ready for the next scan after so long; so long a lighter message does not hide a heavier one. */
  bandCalm: 20_000,
  bandHeld: 5_000,
  /** What the kiosk knows of itself is asked again. */
  learn: 10 * 60_000,
  /** Without a live connection the queue is read now and then; with one too, when there was no hint for so long. */
  queuePoll: 15_000,
  queueQuiet: 5 * 60_000,
  /** Nobody waits longer for a label than this. */
  labelPatience: 3_000,
};

declare global {
  interface TestedTimes extends Partial<typeof PRODUCTION> {}
}

export const timers: Readonly<typeof shared & typeof PRODUCTION> = { ...shared, ...timesOf(PRODUCTION) };
