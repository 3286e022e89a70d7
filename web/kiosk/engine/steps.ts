// The stages and their own actions, and which of them are this station's.
import { device, type Stage } from "./state.ts";

export const STAGES: Stage[] = ["Filling", "Covering", "Decorating", "Packing"];
/** The stages' own actions, in their order: what a scan at the station does. */
export const STEPS: Readonly<Record<Stage, readonly string[]>> = {
  Filling: ["complete_filling"], Covering: ["complete_covering"], Decorating: ["complete_decorating"],
  Packing: ["start_packing", "complete_packing"], Complete: [],
};
/** What moves a ticket on; the other actions are done beside it. */
export const MOVES: readonly string[] = Object.values(STEPS).flat();

/** What the server takes back: a move, and what undoes one. */
export const UNDOABLE: ReadonlySet<string | null> = new Set([...MOVES, "qc_return_to_decorating"]);
/** The stage whose move this is. */
export const stageOf = (action: string | null): Stage | undefined => STAGES.find((stage) => STEPS[stage].includes(action ?? ""));

/** The stage that this kiosk's station is for: "Filling", "Filling 2"; none at a desk. */
export function stationStage(): Stage | null {
  const station = device.value.kind === "enrolled" ? device.value.station.toLowerCase() : "";
  return STAGES.find((stage) => station.startsWith(stage.toLowerCase())) ?? null;
}

/** Whether a move is made at this station. At a desk every one may be. */
export function isMadeHere(action: string): boolean {
  const stage = stationStage();
  return MOVES.includes(action) && (stage === null || STEPS[stage].includes(action));
}
