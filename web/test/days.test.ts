// Times on the wall where the store is, on the days when its clock is changed too.
import assert from "node:assert/strict";
import { test } from "node:test";
import { momentOf, wallTime, zone } from "../shared/days.ts";

test("a time on the wall is a moment, and the moment that time", () => {
  zone.value = "Australia/Sydney";
  for (const wall of ["2026-11-30T09:30", "2027-04-04T01:30", "2027-04-04T03:30", "2027-10-03T01:59", "2027-10-03T03:00", "2027-07-01T00:00"]) {
    assert.equal(wallTime(Date.parse(momentOf(wall))), wall);
  }
  assert.equal(momentOf("2026-11-30T09:30"), "2026-11-29T22:30:00.000Z");
});

test("an hour that the clock goes through twice is one of the two, and one that it skips is the next", () => {
  zone.value = "Australia/Sydney";
  assert.equal(wallTime(Date.parse(momentOf("2027-04-04T02:30"))), "2027-04-04T02:30");
  assert.equal(wallTime(Date.parse(momentOf("2027-10-03T02:30"))), "2027-10-03T03:30");
});
