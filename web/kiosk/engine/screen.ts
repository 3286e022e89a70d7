// Which view is on the screen, beside what the engine opens.
import { signal } from "@preact/signals";
import { remembered } from "../../shared/remembered.ts";
import type { Picture } from "./pictures.ts";
import { active, opened, storageFor } from "./state.ts";

export type Screen = "floor" | "reviews" | "scans" | "find" | "week" | "devices";
export const screen = signal<Screen>("floor");
/** Somebody wants to sign in beside those who are. */
export const adding = signal(false);
/** What a ticket's dialog asks for; the action's name. */
export const asking = signal<string | null>(null);

/** A telephone's bar is unfolded. */
export const menu = signal(false);
/** A customer's picture whose code is shown for a phone. */
export const picture = signal<Picture | null>(null);

export const THEMES = ["auto", "light", "dark"];
export const theme = remembered("theme", THEMES, "auto");
theme.subscribe((chosen) => {
  document.documentElement.dataset["theme"] = chosen;
});

export const SOUNDS = ["on", "off"];
export const sound = remembered("sound", SOUNDS, "on");

export function show(next: Screen): void {
  opened.value = null;
  adding.value = menu.value = false;
  screen.value = next;
}

// Somebody has come, or gone: whoever wanted to sign in has, or does so from the board.
let working: string | null = null;
active.subscribe((person) => {
  if ((person?.staff_id ?? null) !== working) adding.value = false;
  working = person?.staff_id ?? null;
});

// A place that is scanned while it is asked for is the answer, and closes the question.
asking.subscribe((action) => {
  storageFor.value = action === "set_storage" ? (opened.peek()?.id ?? null) : null;
});
storageFor.subscribe((id) => {
  if (id === null && asking.peek() === "set_storage") asking.value = null;
});

let shown: string | null = null;
opened.subscribe((ticket) => {
  if ((ticket?.id ?? null) !== shown) asking.value = null;
  shown = ticket?.id ?? null;
});
