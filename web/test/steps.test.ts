import assert from "node:assert/strict";
import { test } from "node:test";
import "./surroundings.ts";
import type { Scan } from "../kiosk/engine/scan.ts";
import { mine, settle } from "../kiosk/engine/settle.ts";
import { active, band, device, type Ticket } from "../kiosk/engine/state.ts";
import { isMadeHere, MOVES, STAGES, stationStage, STEPS, UNDOABLE } from "../kiosk/engine/steps.ts";

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

test("no band, whatever a scan came to, offers a move of another stage", () => {
  const everything = [...MOVES, "qc_return_to_decorating", "set_storage", "undo_scan"];
  for (const station of STAGES) {
    at(station);
    for (const stage of [...STAGES, "Complete"]) {
      for (const role of ["Staff", "Packer", "Supervisor", "Admin"]) {
        active.value = { staff_id: "s", display_name: "S", role, turn_id: "t" };
        const ticket = { id: "bannos-1", stage, cancelled_at: null, packing_complete_ts: null, allowed_actions: everything } as unknown as Ticket;
        const scan = { scan_id: "1", ticket_id: ticket.id, action: null, fields: {}, scanned_at: "2026-11-28T12:00:00Z", display_name: "S" } as unknown as Scan;
        const resolved = { kind: "elsewhere" as const, ticket, code: "ORD002", message: "", correlation_id: "" };
        for (const result of [{ kind: "answered" as const, body: { already_done: false, ticket } }, { kind: "shown" as const, resolved }]) {
          mine.add(scan.scan_id);
          settle({ scan, late: false, result });
          const offered = (band.value?.next ?? []).filter(isMadeHere);
          assert.deepEqual(offered.filter((move) => !STEPS[station].includes(move)), [], `${station}, ${stage}, ${role}`);
          assert.equal(band.value?.by, "S");
        }
      }
    }
  }
});

test("what is done at each stage is what the bakery does there, and what moved a ticket can be taken back", () => {
  assert.deepEqual(STAGES, ["Filling", "Covering", "Decorating", "Packing"]);
  assert.deepEqual(STEPS, {
    Filling: ["complete_filling"], Covering: ["complete_covering"], Decorating: ["complete_decorating"],
    Packing: ["start_packing", "complete_packing"], Complete: [],
  });
  assert.deepEqual([...UNDOABLE].sort(), [...MOVES, "qc_return_to_decorating"].sort());
});
