// The server's time as the screen shows it; it moves on by itself.
import { computed, signal } from "@preact/signals";
import { serverNow } from "./clock.ts";
import { timers } from "./timers.ts";

const ticks = signal(0);
setInterval(() => ticks.value++, timers.clockTick);

/** Milliseconds since 1970. */
export const now = computed(() => (ticks.value, serverNow()));
/** For what changes with the minute. */
export const minute = computed(() => Math.floor(now.value / 60_000) * 60_000);
