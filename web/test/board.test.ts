import assert from "node:assert/strict";
import { mock, test } from "node:test";
import "./surroundings.ts";
import { ticket } from "../gallery/kiosk/made_up.ts";
import type { BenchTicket } from "../kiosk/engine/state.ts";

// A minute before midnight in Sydney: the page's clock is the test's from the page's first moment.
mock.timers.enable({ apis: ["Date", "setInterval"], now: Date.parse("2026-11-21T23:59:00+11:00") });
const { folded } = await import("../kiosk/engine/folded.ts");
const { countsOf, isForToday, isLate } = await import("../kiosk/engine/board.ts");
const { marked, note, noticed } = await import("../kiosk/engine/noticed.ts");
const { zone } = await import("../shared/days.ts");
const { active, queue } = await import("../kiosk/engine/state.ts");
const { timers } = await import("../kiosk/timers.ts");
zone.value = "Australia/Sydney";

const cake = (flavour: string | null, size: string | null, size_group: string | null = size) => ticket("1", "Filling", { flavour, size, size_group });

test("cakes are counted however their flavour and size are written", () => {
  const counts = countsOf([
    cake("Chocolate", "8 inch", "8\""), cake(" chocolate", "8in", "8\""), cake("CHOCOLATE ", "8\"", "8\""), cake("Chocolate", "Large", null),
    cake("chocolate", " LARGE", null), cake("Dark  chocolate", "8 inch", "8\""), cake("dark chocolate", "8 inch", "8\""), cake(null, null, null), cake("Vanilla", "10 inch", "10\""),
  ]);
  assert.deepEqual(counts.map(({ flavour, size, n }) => `${n} ${flavour} ${size}`), [
    "3 Chocolate 8 inch", "2 Chocolate Large", "2 Dark  chocolate 8 inch", "1 Celebration cake ", "1 Vanilla 10 inch",
  ]);
  assert.equal(folded(" Straße\u00a0ＡＢ  c"), "straße ab c");
});

const due = (due_date: string | null, due_minutes: number | null = null) => ({ due_date, due_minutes });

test("the day's cakes are those of the store's day, and change over at its midnight", () => {
  const days = ["2026-11-20", "2026-11-21", "2026-11-22", null];
  const found = () => [days.map((day) => isForToday(due(day))), days.map((day) => isLate(due(day, 600)))];
  assert.deepEqual(found(), [[true, true, false, false], [true, true, false, false]]);
  mock.timers.tick(2 * 60_000);
  assert.deepEqual(found(), [[true, true, true, false], [true, true, false, false]]);
  mock.timers.tick(10 * 60 * 60_000);
  assert.deepEqual(found(), [[true, true, true, false], [true, true, true, false]]);
  assert.equal(isLate(due("2026-11-22", null)), false);
});

test("on a board a mark lasts a while; whoever is signed in has it until they touch it, but for what just came", () => {
  const kinds = ["new", "arrived", "changed", "cancelled"] as const;
  queue.value = kinds.map((kind) => ({ ...cake("Vanilla", null), id: kind }) as BenchTicket);
  note(kinds.map((kind) => ({ id: kind, kind, cake: "" })), queue.value);
  const shown = () => marked.value.map(({ kind }) => kind);
  mock.timers.tick(timers.noticeShown - 1_000);
  assert.deepEqual(shown(), kinds);
  mock.timers.tick(1_000);
  assert.deepEqual(shown(), []);
  active.value = { staff_id: "sam", display_name: "Sam", role: "Staff", turn_id: "t" };
  assert.deepEqual(shown(), ["new", "changed", "cancelled"]);
  note([], queue.value);
  mock.timers.tick(24 * 60 * 60_000);
  note([], queue.value);
  assert.deepEqual(noticed.value, []);
});
