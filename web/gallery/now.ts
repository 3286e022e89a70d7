// When it is in the gallery.
export const NOW = Date.parse("2026-11-21T09:30:00");
const MINUTE = 60_000;

/** So many minutes before, ISO 8601; after, if they are negative. */
export const at = (minutesAgo: number): string => new Date(NOW - minutesAgo * MINUTE).toISOString();
