// The entry, into which somebody types by hand what a scanner cannot read.
import { signal } from "@preact/signals";
import { active } from "./state.ts";

/** What is being typed in by hand; null while the entry is closed. */
export const typed = signal<string | null>(null);

/** Takes what somebody begins to type, unless something else asks for keys: a question, or a PIN, which nobody else is to read. */
export function type(text: string | null): boolean {
  if (text !== null && (active.value === null || document.querySelector("dialog[open], .sign-in, .pin") !== null)) return false;
  typed.value = text;
  return true;
}
