// The server's time as the screen shows it; it moves on by itself.
import { computed, signal } from "@preact/signals";
import { queueReadAt } from "./state.ts";

let offset = 0;
/** Milliseconds since 1970, by the server's clock once the queue was read. */
export const now = signal(Date.now());

queueReadAt.subscribe((at) => {
  if (at > 0) offset = at - Date.now();
  now.value = Date.now() + offset;
});
/** For what changes with the minute. */
export const minute = computed(() => Math.floor(now.value / 60_000) * 60_000);

setInterval(() => {
  now.value = Date.now() + offset;
}, 1000);
