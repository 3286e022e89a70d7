// Who stands at this kiosk, who of them is active, and whoever does nothing for long is signed out.
import { timers } from "../timers.ts";
import { listen, tell } from "./channel.ts";
import { keep, recall } from "./db.ts";
import { active, idleWarning, signedIn, type Person } from "./state.ts";

/** Somebody, with the hash of the badge they came by and when they last did something (milliseconds since 1970). */
interface Present extends Person {
  badge_hash: string | null;
  seen_at: number;
}

let present: readonly Present[] = [];
let idleSeconds = 15 * 60;
let notedAt = 0;

export const byBadge = (hash: string): Person | undefined => present.find((person) => person.badge_hash === hash);
export const byId = (staff_id: string): Person | undefined => present.find((person) => person.staff_id === staff_id);

export async function startPeople(leave: (staff_id: string) => void): Promise<void> {
  await read();
  listen((notice) => notice.what === "people" && void read());
  // Not when a finger comes down: the warning would be gone before it is up again, and it would press what is below.
  for (const event of ["click", "keydown", "wheel", "touchmove"]) addEventListener(event, stayHere, { capture: true, passive: true });
  setInterval(() => tick(leave), timers.idleLook);
}

export function setIdleSeconds(seconds: number): void {
  idleSeconds = seconds;
}

export function arrive(person: Person, badge_hash: string | null): Promise<void> {
  const others = present.filter((each) => each.staff_id !== person.staff_id);
  return write([...others, { ...person, badge_hash, seen_at: Date.now() }], person.staff_id);
}

export function switchTo(staff_id: string): void {
  const seen = present.map((each) => (each.staff_id === staff_id ? { ...each, seen_at: Date.now() } : each));
  void write(seen, staff_id);
}

export function leave(staff_id: string): Promise<void> {
  const others = present.filter((each) => each.staff_id !== staff_id);
  return write(others, active.value?.staff_id ?? null);
}

/** Somebody wanted to sign in and could not: who stands here is not known. One touch says that it is one of those who are here. */
export const askWho = (): Promise<void> => write(present, null);

/** It is another kiosk now: nobody stands at it. */
export const leaveAll = (): Promise<void> => write([], null);

/** Whoever is active has done something. */
export function stayHere(): void {
  const now = Date.now();
  const staff_id = active.value?.staff_id ?? null;
  if (staff_id === null) return;
  present = present.map((each) => (each.staff_id === staff_id ? { ...each, seen_at: now } : each));
  idleWarning.value = null;
  if (now - notedAt > timers.presenceNoted) void write(present, staff_id);
}

function tick(leaveFor: (staff_id: string) => void): void {
  for (const person of present) {
    const left = idleSeconds * 1000 - (Date.now() - person.seen_at);
    if (left <= 0) leaveFor(person.staff_id);
    else if (person.staff_id === active.value?.staff_id) idleWarning.value = left <= timers.idleWarning ? Math.ceil(left / 1000) : null;
  }
}

async function write(people: readonly Present[], staff_id: string | null): Promise<void> {
  show(people, staff_id);
  notedAt = Date.now();
  await keep("people", { people, active: active.value?.staff_id ?? null });
  tell({ what: "people" });
}

async function read(): Promise<void> {
  const kept = await recall<{ people: Present[]; active: string | null }>("people");
  show(kept?.people ?? [], kept?.active ?? null);
}

function show(people: readonly Present[], staff_id: string | null): void {
  present = people;
  signedIn.value = people.map(({ staff_id, display_name, role, turn_id }) => ({ staff_id, display_name, role, turn_id }));
  active.value = signedIn.value.find((person) => person.staff_id === staff_id) ?? null;
  if (active.value === null) idleWarning.value = null;
}
