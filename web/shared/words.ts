// Days, times and ages in words of the page's language, where its store is.
import { dayOf, daysUntil, today, zone } from "./days.ts";
import { locale } from "./texts.ts";

const MINUTE = 60_000;

/** A date of the calendar, "2026-11-21": today, tomorrow, Friday 27 November. */
export function day(said: string): string {
  const away = daysUntil(said);
  if (Math.abs(away) <= 1) return new Intl.RelativeTimeFormat(locale(), { numeric: "auto" }).format(away, "day");
  return date(said);
}

/** The same, whenever it is read: Friday 27 November. */
export function date(said: string): string {
  const form = { weekday: "short", day: "numeric", month: "short", timeZone: "UTC" } as const;
  return new Intl.DateTimeFormat(locale(), form).format(Date.parse(`${said}T00:00:00Z`));
}

/** A moment: its time, with the day before it unless it is today's. */
export function moment(at: string | number): string {
  const said = new Date(at);
  const timeZone = zone.value;
  const time = new Intl.DateTimeFormat(locale(), { hour: "numeric", minute: "2-digit", timeZone }).format(said);
  if (dayOf(said) === today.value) return time;
  return `${new Intl.DateTimeFormat(locale(), { day: "numeric", month: "short", timeZone }).format(said)}, ${time}`;
}

/** A length of time: 18 minutes, 2 hours, 3 days. Its greatest two units. */
export function length(milliseconds: number): string {
  const minutes = Math.max(0, Math.floor(milliseconds / MINUTE));
  if (minutes < 60) return unit(minutes, "minute", "short");
  if (minutes < 24 * 60) return `${unit(Math.floor(minutes / 60), "hour", "narrow")} ${unit(minutes % 60, "minute", "narrow")}`;
  return unit(Math.floor(minutes / (24 * 60)), "day");
}

export function seconds(count: number): string {
  return count < 60 ? unit(count, "second") : unit(Math.ceil(count / 60), "minute");
}

function unit(count: number, name: string, unitDisplay: "long" | "short" | "narrow" = "long"): string {
  return new Intl.NumberFormat(locale(), { style: "unit", unit: name, unitDisplay }).format(count);
}
