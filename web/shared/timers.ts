// Every time that what pages share waits for, in milliseconds. Tests set a global of that name before the page begins, to
// wait less; nothing in an address, in the page's memory or of the server can.
const PRODUCTION = {
  clockTick: 1_000,
  /** A scanner without an end key is through when nothing follows for so long; a busy machine is waited for, but not for ever. */
  scannerSilence: 300,
  scannerLatest: 2_000,
  /** Longer than the server waits for its database. */
  answer: 10_000,
  /** Who is signed in is asked again so long before the token is over, which is looked at so often, and not sooner than that. */
  personAhead: 2 * 60_000,
  personLook: 5_000,
  personFloor: 10_000,
  /** An answer that was lost has to be asked for again within ten seconds (refresh_session): patience and a first pause. */
  personAnswer: 4_000,
  personPauses: [1_000, 2_000, 5_000, 15_000],
  /** What one tab was answered is known to the others after so long at the latest. */
  personHeard: 500,
  /** What waits is looked at, and sent again after a pause when there was no answer, or the server failed at it. */
  drainPoll: 15_000,
  drainFirstPause: 1_000,
  drainLongestPause: 15_000,
  failedFirst: 2_000,
  failedLongest: 60_000,
  livePing: 5 * 60_000,
  /** Before the gateway ends a connection, which it does after two hours. */
  liveLife: 110 * 60_000,
  livePauses: [1_000, 2_000, 5_000, 10_000, 20_000, 60_000],
  /** A server that has no live channel is asked again. */
  liveWithout: 5 * 60_000,
  /** A newer version is asked for; it begins when nobody has touched the page for so long, which is looked at so often. */
  versionLook: 10 * 60_000,
  versionQuiet: 30_000,
  versionTick: 1_000,
};

declare global {
  /** Each page adds its own. */
  interface TestedTimes extends Partial<typeof PRODUCTION> {}
  var ordakTimers: TestedTimes | undefined;
}

/** These times, or what tests have set instead. */
export const timesOf = <T extends object>(production: T): Readonly<T> => ({ ...production, ...globalThis.ordakTimers });
export const timers = timesOf(PRODUCTION);
