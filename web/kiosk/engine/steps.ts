// The stages and their own actions, and which of them are this station's.
import { MOVES as MODEL, STAGES as ALL } from "../../shared/stages.ts";
import { device, type Stage } from "./state.ts";

const isBack = ({ from, to }: { from: Stage; to: Stage }) => ALL.indexOf(to) < ALL.indexOf(from);
/** Where something is left to do. */
export const STAGES: Stage[] = ALL.filter((stage) => MODEL.some(({ from }) => from === stage));
/** The stages' own actions, in their order: what a scan at the station does. */
export const STEPS: Readonly<Record<Stage, readonly string[]>> = Object.fromEntries<readonly string[]>(
  ALL.map((stage) => [stage, MODEL.filter((move) => move.from === stage && !isBack(move)).map(({ action }) => action)]),
) as Record<Stage, readonly string[]>;
/** What moves a ticket on; the other actions are done beside it. */
export const MOVES: readonly string[] = Object.values(STEPS).flat();

/** What the server takes back: a move, and what undoes one. */
export const UNDOABLE: ReadonlySet<string | null> = new Set(MODEL.map(({ action }) => action));
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
