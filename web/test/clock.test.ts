import assert from "node:assert/strict";
import { mock, test } from "node:test";
import { doubtClock, learnClock, serverTime, startClock } from "../shared/clock.ts";

mock.timers.enable({ apis: ["Date"], now: Date.parse("2026-11-27T08:00:00Z") });

test("a page that asks nobody for the time takes it from an answer's date, when its own is far from it", async () => {
  const kept = new Map<string, unknown>();
  const memory = { recall: async <T>(key: string) => kept.get(key) as T | undefined, keep: async (key: string, value: unknown) => void kept.set(key, value) };
  await startClock((date) => void learnClock(date, Date.now()), memory);
  doubtClock("Fri, 27 Nov 2026 08:00:04 GMT");
  assert.equal(serverTime(), "2026-11-27T08:00:00.000Z");
  doubtClock(null);
  doubtClock("no date");
  assert.equal(serverTime(), "2026-11-27T08:00:00.000Z");
  doubtClock("Sat, 28 Nov 2026 12:00:00 GMT");
  assert.equal(serverTime(), "2026-11-28T12:00:00.000Z");
  assert.equal(kept.get("clock_offset"), 28 * 3_600_000);
});
