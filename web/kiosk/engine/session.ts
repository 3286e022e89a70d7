// The kiosk and its people before the server: enrolment, sign-in by badge or PIN, sign-out.
import { learnClock, serverTime } from "../../shared/clock.ts";
import { online } from "../../shared/connection.ts";
import { zone } from "../../shared/days.ts";
import { call, post, useToken, type Outcome } from "../../shared/rpc.ts";
import { keep, keepQueue, recall } from "./db.ts";
import { drain, drainSoon } from "./drain.ts";
import { readQueue } from "./floor.ts";
import { sayFault } from "./messages.ts";
import { add, claim, END_TURN, type Author } from "./outbox.ts";
import * as people from "./people.ts";
import type { Scan } from "./scan.ts";
import { standing } from "./standing.ts";
import { active, band, device, roster, signedIn, storeName, type KioskPerson } from "./state.ts";

interface Enrolled {
  token: string;
  device_id: string;
  store: string;
  station: string;
  shown?: string[];
  zone?: string;
  store_name?: string;
}
interface Turn {
  turn_id: string;
  staff: { staff_id: string; display_name: string; role: string };
}

let beginning = 0;

/** Whose a scan is that is made now. Nobody's while somebody's badge is on its way: it is theirs, if it is accepted. */
export const author = (): Author | null => (beginning > 0 ? null : active.value);

export async function startSession(): Promise<void> {
  roster.value = (await recall<KioskPerson[]>("roster")) ?? [];
  const known = await recall<Enrolled>("device");
  if (known === undefined) {
    device.value = { kind: "unenrolled" };
    return;
  }
  useToken(known.token);
  zone.value = known.zone;
  storeName.value = known.store_name ?? "";
  const { device_id, store, station, shown = [] } = known;
  device.value = { kind: "enrolled", device_id, store, station, shown };
}

/** Reads what the kiosk knows of itself: the time, its people, who is still signed in. */
export async function learn(): Promise<void> {
  if (device.value.kind !== "enrolled") return;
  const sent = Date.now();
  const outcome = await call("get_device", {});
  if (outcome.kind === "refused" && outcome.status === 401) await standing();
  if (outcome.kind !== "answered") return;
  await learnClock(outcome.body.at, sent);
  people.setIdleSeconds(outcome.body.idle_seconds);
  await learnPeople(outcome.body.people);
  const { store, station, shown_stores: shown } = outcome.body.device;
  const moved = store !== device.value.store || station !== device.value.station || String(shown) !== String(device.value.shown ?? []);
  if (moved) device.value = { ...device.value, store: store ?? "", station: station ?? "", shown };
  const { timezone, store_name } = outcome.body;
  if (moved || timezone !== zone.value || store_name !== storeName.value) {
    zone.value = timezone;
    storeName.value = store_name;
    await keep("device", { ...(await recall<Enrolled>("device")), store, station, shown, zone: timezone, store_name });
  }
}

/** Whoever has come to the store meanwhile is known as soon as the network is there again; nobody to a kiosk that was revoked. */
export function learnWhenOnline(): void {
  device.subscribe(({ kind }) => kind === "revoked" && void learnPeople([]));
  let was = online.peek();
  online.subscribe((isOnline) => {
    if (isOnline && !was) void learn();
    was = isOnline;
  });
}

/** Names and ids, which a kiosk without a network begins with. Whoever has left the store is not among them. */
async function learnPeople(now: KioskPerson[]): Promise<void> {
  if (JSON.stringify(now) === JSON.stringify(roster.value)) return;
  roster.value = now;
  await keep("roster", now);
}

/** Shows a code until a supervisor has typed it in, and is the kiosk that they made of it. */
export async function enrol(): Promise<void> {
  const asked = await post<{ user_code: string; device_token: string; expires_at: string; interval: number }>("/auth/device", {});
  if (asked.kind !== "answered") {
    sayFault(asked);
    return;
  }
  const { user_code, device_token, expires_at, interval } = asked.body;
  device.value = { kind: "code", code: user_code, expires_at };
  const isShown = (): boolean => device.value.kind === "code" && device.value.code === user_code;
  while (isShown()) {
    await new Promise((later) => setTimeout(later, interval * 1000));
    const polled = await post<{ state: string }>("/auth/device/poll", {}, { token: device_token });
    if (polled.kind !== "answered" || polled.body.state === "waiting") continue;
    if (polled.body.state === "enrolled" && (await enrolled(device_token))) return;
    if (polled.body.state !== "enrolled") break;
  }
  if (!isShown()) return; // somebody asked for another one
  device.value = { kind: "unenrolled" };
  band.value = { kind: "refused", text: "band.code_expired" };
}

async function enrolled(token: string): Promise<boolean> {
  const outcome = await call("get_device", {}, { token });
  if (outcome.kind !== "answered") return false;
  const { device_id, store, station, shown_stores: shown } = outcome.body.device;
  await keep("device", { token, device_id, store: store ?? "", station: station ?? "", shown } satisfies Enrolled);
  await Promise.all([people.leaveAll(), keepQueue({ tickets: [], at: 0 })]);
  await startSession();
  await learn();
  await readQueue();
  drainSoon();
  return true;
}

/** `hash` is the code's: by it somebody who is here already is known without the server. */
export async function signInByBadge(code: string, hash: string): Promise<void> {
  const known = people.byBadge(hash);
  if (known !== undefined) {
    switchTo(known.staff_id);
    return;
  }
  band.value = { kind: "received", text: "band.signing_in" };
  const outcome = await begin({ badge: code }, hash);
  if (outcome.kind === "answered") return;
  if (outcome.kind === "refused" && outcome.code !== "AUTH003") band.value = { kind: "refused", text: "band.badge_wrong", code: outcome.code };
  else sayFault(outcome);
  if (signedIn.value.length > 0) band.value = { ...band.value!, hint: "band.hint.who" };
}

export async function signInByPin(staff_id: string, pin: string): Promise<"ok" | "wrong" | "wait" | "offline"> {
  const outcome = await begin({ staff_id, pin }, null);
  if (outcome.kind === "answered") return "ok";
  if (outcome.code === "AUTH003") {
    sayFault(outcome);
    return "wait";
  }
  return outcome.kind === "refused" && outcome.status !== 401 ? "wrong" : "offline";
}

/** What they scanned in their former turn goes first: beginning a new one ends it as of when they were last heard of. */
async function begin(body: object, badge_hash: string | null): Promise<Outcome<Turn>> {
  const outcome = await ask(body, badge_hash);
  if (outcome.kind !== "answered") return outcome;
  const { turn_id, staff: { staff_id, display_name } } = outcome.body;
  band.value = { kind: "ok", text: "band.hello", values: { person: display_name } };
  await claim({ staff_id, display_name, turn_id });
  drainSoon();
  void readQueue(); // what may be done is theirs now
  return outcome;
}

/** While this runs a scan is nobody's; when it has ended it is the person's who arrived. */
async function ask(body: object, badge_hash: string | null): Promise<Outcome<Turn>> {
  beginning++;
  try {
    await drain();
    const outcome = await post<Turn>("/auth/turn", body);
    if (outcome.kind === "refused" && outcome.status === 401) await standing();
    if (outcome.kind === "answered") {
      const { turn_id, staff: { staff_id, display_name, role } } = outcome.body;
      await people.arrive({ staff_id, display_name, role, turn_id }, badge_hash);
    } else {
      await people.askWho();
    }
    return outcome;
  } finally {
    beginning--;
  }
}

export function switchTo(staff_id: string): void {
  const person = people.byId(staff_id);
  if (person === undefined) return;
  people.switchTo(staff_id);
  band.value = { kind: "ok", text: "band.hello", values: { person: person.display_name } };
  void readQueue();
}

/** Somebody leaves. It is told in its place among what they scanned, also when that is only tomorrow. */
export async function signOut(staff_id: string): Promise<void> {
  const person = people.byId(staff_id);
  if (person === undefined) return;
  await people.leave(staff_id);
  const fields = { turn_id: person.turn_id, ended_at: serverTime() };
  await add({ action: END_TURN, ticket_id: "", stage: null, fields }, person);
  drainSoon();
  void readQueue(); // what people wrote is not for whoever passes
}

/** The server did not take this scan as that of its turn: it is kept, and its person is asked for their badge. */
export async function askForBadge(scan: Scan): Promise<void> {
  const person = people.byId(scan.staff_id ?? "");
  if (person !== undefined && person.turn_id !== scan.turn_id) {
    await claim(person); // they have come again meanwhile
    drainSoon();
    return;
  }
  if (person !== undefined) await people.leave(person.staff_id);
  band.value = { kind: "refused", text: "band.turn_over", by: scan.display_name, values: { person: scan.display_name } };
}

export async function hashOf(code: string): Promise<string> {
  const bytes = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(code));
  return Array.from(new Uint8Array(bytes), (byte) => byte.toString(16).padStart(2, "0")).join("");
}
