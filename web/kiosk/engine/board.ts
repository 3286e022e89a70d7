// What a board says of the queue: what is next, what is late, how many of which for the day.
import { daysUntil, minuteOfDay } from "../../shared/days.ts";
import { folded } from "./folded.ts";
import type { BenchTicket } from "./state.ts";

/** What a wall of cards has room for, and a list of counts. */
export const CARDS = 12;
export const COUNTS = 16;
export interface Count {
  flavour: string;
  size: string;
  n: number;
}

/** For today, or for a day that is over. */
export const isForToday = ({ due_date }: Pick<BenchTicket, "due_date">): boolean => due_date !== null && daysUntil(due_date) <= 0;

/** Its day is over, or the time that it was to be ready at. */
export function isLate({ due_date, due_minutes }: Pick<BenchTicket, "due_date" | "due_minutes">): boolean {
  const left = due_date === null ? 1 : daysUntil(due_date);
  return left < 0 || (left === 0 && due_minutes !== null && due_minutes < minuteOfDay.value);
}

/** How many of each flavour and size, most first; each is called as it was written first. */
export function countsOf(tickets: readonly BenchTicket[]): Count[] {
  const counts = new Map<string, Count>();
  for (const { flavour, size, size_group, product_title } of tickets) {
    const named = { flavour: flavour ?? product_title, size: size ?? "" };
    const key = `${folded(named.flavour)}|${size_group ?? folded(named.size)}`;
    const count = counts.get(key) ?? { ...named, n: 0 };
    counts.set(key, { ...count, n: count.n + 1 });
  }
  return [...counts.values()].sort((one, other) => other.n - one.n || one.flavour.localeCompare(other.flavour) || one.size.localeCompare(other.size, undefined, { numeric: true }));
}
