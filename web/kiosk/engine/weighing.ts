// Which message the band shows: one that weighs more is never hidden by one that weighs less, and a calm one goes by itself.
import { online } from "../../shared/connection.ts";
import { timers } from "../timers.ts";
import { band, beside, type Band } from "./state.ts";

/** What is not named weighs most: a refusal, a failure, a question. */
const WEIGHT: Partial<Record<Band["kind"], number>> = { received: 0, ok: 1, already: 1, unknown: 2 };
/** From here on it is held, and from there on it stays until it is touched or another one comes. */
const HELD = 2;
const STAYS = 3;
/** What is over when the network is there again. */
const OF_THE_NETWORK = "band.offline";

let shown: Band | null = null;
let heldUntil = 0;
let timer: ReturnType<typeof setTimeout> | undefined;

export function startWeighing(): void {
  band.subscribe(weigh);
  online.subscribe((isOnline) => {
    if (isOnline && band.peek()?.text === OF_THE_NETWORK) band.value = null;
  });
  // Whoever touches the screen has seen what is on it.
  addEventListener("click", seen, { capture: true });
}

/** The band may be replaced by anything from here on. */
export function seen(): void {
  heldUntil = 0;
}

function weigh(said: Band | null): void {
  if (said === shown) return;
  if (said !== null && shown !== null && Date.now() < heldUntil && weightOf(said) < weightOf(shown) && cakeOf(said) !== cakeOf(shown)) {
    beside.value = said;
    band.value = shown;
    return;
  }
  shown = said ?? beside.peek();
  beside.value = null;
  const held = shown !== null && weightOf(shown) >= HELD ? timers.bandHeld : 0;
  heldUntil = Date.now() + held;
  clearTimeout(timer);
  timer = setTimeout(held > 0 ? release : calm, held > 0 ? held : timers.bandCalm);
  band.value = shown;
}

/** It has been there for long enough: what was said meanwhile has its turn. */
function release(): void {
  heldUntil = 0;
  if (beside.peek() !== null) band.value = beside.peek();
  else timer = setTimeout(calm, timers.bandCalm - timers.bandHeld);
}

function calm(): void {
  if (shown !== null && weightOf(shown) < STAYS) band.value = null;
}

const weightOf = (said: Band): number => WEIGHT[said.kind] ?? 3;
const cakeOf = (said: Band): string | undefined => said.ticket?.id ?? said.values?.["ticket"];
