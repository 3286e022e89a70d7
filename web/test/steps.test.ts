import assert from "node:assert/strict";
import { test } from "node:test";
import { device } from "../kiosk/state.ts";
import { isMadeHere, MOVES, STAGES, stationStage, STEPS } from "../kiosk/steps.ts";

const at = (station: string) => (device.value = { kind: "enrolled", device_id: "d", store: "bannos", station });

test("a station makes its own moves and no other's, whatever a ticket allows", () => {
  for (const station of [...STAGES, "filling 2", "Packing (cold room)"]) {
    at(station);
    const stage = stationStage()!;
    assert.equal(station.toLowerCase().startsWith(stage.toLowerCase()), true);
    assert.deepEqual(MOVES.filter(isMadeHere), STEPS[stage], station);
  }
});

test("at a desk every move may be made, and what moves nothing is no move anywhere", () => {
  at("Desk");
  assert.equal(stationStage(), null);
  assert.deepEqual(MOVES.filter(isMadeHere), MOVES);
  for (const station of ["Desk", ...STAGES]) {
    at(station);
    assert.deepEqual(["set_storage", "assign_staff", "undo_scan", "qc_return_to_decorating", ""].filter(isMadeHere), []);
  }
});
