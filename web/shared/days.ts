// Days of the calendar and minutes of the day, where the page's store is.
import { computed, signal } from "@preact/signals";
import { minute } from "./now.ts";

const DAY = 86_400_000;

/** Where the store's days begin (IANA); unknown, this machine's zone is taken. */
export const zone = signal<string | undefined>(undefined);

export const today = computed(() => dayOf(minute.value));
export const minuteOfDay = computed(() => {
  const form = new Intl.DateTimeFormat("en-GB", { timeZone: zone.value, hour: "2-digit", minute: "2-digit" });
  const [hours = 0, minutes = 0] = form.format(minute.value).split(":").map(Number);
  return hours * 60 + minutes;
});

/** Days until a date of the calendar; negative when it is over. */
export function daysUntil(said: string): number {
  return Math.round((Date.parse(`${said}T00:00:00Z`) - today.value) / DAY);
}

/** The day of the calendar that a moment is in, as its midnight in UTC. */
export function dayOf(at: number | Date): number {
  const form = new Intl.DateTimeFormat("en-CA", { timeZone: zone.value, year: "numeric", month: "2-digit", day: "2-digit" });
  const [year = "", month = "", day = ""] = form.formatToParts(at).filter((part) => part.type !== "literal").map((part) => part.value);
  return Date.parse(`${year}-${month}-${day}T00:00:00Z`);
}

const WALL = { hourCycle: "h23", year: "numeric", month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit" } as const;

/** A moment as the clock on the wall says it, in the form of a datetime-local field: 2026-11-21T09:30. */
export function wallTime(at: number | Date): string {
  const form = new Intl.DateTimeFormat("en-CA", { ...WALL, timeZone: zone.value });
  const { year, month, day, hour, minute: minutes } = Object.fromEntries(form.formatToParts(at).map(({ type, value }) => [type, value]));
  return `${year}-${month}-${day}T${hour}:${minutes}`;
}

/** The moment of a time on the wall, ISO 8601; an hour that the clock skips is the one after it. */
export function momentOf(wall: string): string {
  const said = Date.parse(`${wall}Z`);
  // How far the zone is from UTC there: by a first guess, which a change of the clock between may make wrong once.
  const offset = (at: number): number => Date.parse(`${wallTime(at)}Z`) - at;
  const guess = said - offset(said);
  return new Date(said - offset(guess)).toISOString();
}
