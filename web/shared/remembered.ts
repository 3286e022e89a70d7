// A choice made on this machine that holds until another is made, also after a restart.
import { effect, signal, type Signal } from "@preact/signals";

export function remembered(name: string, choices: string[], otherwise: string): Signal<string> {
  const key = `ordak.${name}`;
  const stored = localStorage.getItem(key);
  const choice = signal(stored !== null && choices.includes(stored) ? stored : otherwise);
  effect(() => localStorage.setItem(key, choice.value));
  return choice;
}

/** The choice after this one, round and round. */
export function nextOf(choice: Signal<string>, choices: string[]): void {
  choice.value = choices[(choices.indexOf(choice.value) + 1) % choices.length]!;
}
