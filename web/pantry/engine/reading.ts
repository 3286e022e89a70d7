// Reads what is in sight: the orders, and what a member may order or staff have set up.
import { batch } from "@preact/signals";
import { zone } from "../../shared/days.ts";
import { who } from "../../shared/person.ts";
import { call } from "../../shared/rpc.ts";
import {
  chosenSession, chosenSlot, form, formFault, households, invitation, isKept, isStaff, items, members, names, notice, openedId, orders, refusedLines, screen, sessions, shelf, store, stores, turnTo, wanted,
  type Order, type Screen,
} from "./state.ts";

const STORE = "ordak.pantry.store";
const PAGE = 200;
let reading: Promise<void> | null = null;
let isWantedAgain = false;
/** How often an answer to something that was done has said what is: what was asked before it is older. */
let learnt = 0;
/** How often it was forgotten whose this is: what was asked before it is not for whoever is here now. */
let era = 0;
export const eraNow = (): number => era;

/** Reads it. What is asked for while it reads is read once more. */
export function readAll(): Promise<void> {
  if (reading !== null) isWantedAgain = true;
  reading ??= again().finally(() => (reading = null));
  return reading;
}

async function again(): Promise<void> {
  do {
    isWantedAgain = false;
    if (who.peek()) await read();
  } while (isWantedAgain);
}

async function read(): Promise<void> {
  const known = who.peek()?.stores ?? [];
  const [of, at] = [era, learnt];
  const asked = [store.peek(), localStorage.getItem(STORE)].find((each) => each !== null && known.includes(each)) ?? known[0];
  if (asked === undefined) return void (stores.value = []);
  const outcome = await call("list_pantry_orders", { store: asked, limit: 200 });
  if (outcome.kind !== "answered" || era !== of) return;
  stores.value = outcome.body.stores;
  if (!outcome.body.stores.includes(asked)) {
    if (outcome.body.stores[0] !== undefined) chooseStore(outcome.body.stores[0]);
    return;
  }
  batch(() => {
    store.value = asked;
    zone.value = outcome.body.timezone;
    if (learnt === at) orders.value = outcome.body.orders;
    else isWantedAgain = true;
  });
  await (isStaff.peek() ? readSetUp(asked, of) : readShelf(asked, of));
}

async function readShelf(from: string, of: number): Promise<void> {
  const session_id = chosenSession.peek();
  const outcome = await call("browse_pantry", { store: from, session_id });
  if (outcome.kind !== "answered" || era !== of) return;
  if (chosenSession.peek() === session_id) shelf.value = outcome.body;
  // It has ended: the next one is shown.
  if (session_id !== null && !outcome.body.sessions.some((each) => each.session_id === session_id)) chooseSession(null);
}

async function readSetUp(from: string, of: number): Promise<void> {
  if (screen.peek() === "sessions") {
    const outcome = await call("list_pantry_sessions", { store: from, limit: 20 });
    if (outcome.kind === "answered" && era === of) sessions.value = outcome.body.sessions;
  }
  if (screen.peek() === "items" || items.peek() === null) {
    const found = await allOf(async (offset) => {
      const outcome = await call("list_pantry_items", { store: from, limit: PAGE, offset });
      return outcome.kind === "answered" ? outcome.body.items : null;
    });
    if (found !== null && era === of) items.value = found;
  }
  if (screen.peek() === "households") await readHouseholds(from, of);
}

async function readHouseholds(from: string, of: number): Promise<void> {
  const found = await allOf(async (offset) => {
    const outcome = await call("list_households", { store: from, limit: PAGE, offset });
    return outcome.kind === "answered" ? outcome.body.households : null;
  });
  if (found !== null && era === of) households.value = found;
  if (who.peek()?.role !== "Admin") return;
  const outcome = await call("list_staff", { store: from });
  if (outcome.kind !== "answered" || era !== of) return;
  members.value = outcome.body.staff.filter(({ role, is_active }) => role === "Member" && is_active).map(({ staff_id, display_name }) => ({ member_id: staff_id, display_name }));
}

/** All pages of a list; null where one of them has no answer. */
async function allOf<T>(page: (offset: number) => Promise<readonly T[] | null>): Promise<T[] | null> {
  const found: T[] = [];
  for (;;) {
    const next = await page(found.length);
    if (next === null) return null;
    found.push(...next);
    if (next.length < PAGE) return found;
  }
}

/** Shows an order as the server has just said that it is. */
export function learn(order: Order): void {
  learnt++;
  const known = orders.peek() ?? [];
  orders.value = known.some(({ id }) => id === order.id) ? known.map((each) => (each.id === order.id ? order : each)) : [...known, order];
}

export function show(next: Screen): void {
  batch(() => {
    turnTo(next);
    notice.value = form.value = formFault.value = openedId.value = invitation.value = null;
  });
  void readAll();
}

export function chooseStore(chosen: string): void {
  if (store.peek() !== chosen) forget();
  store.value = chosen;
  localStorage.setItem(STORE, chosen);
  void readAll();
}

export function chooseSession(session_id: string | null): void {
  batch(() => {
    chosenSession.value = session_id;
    chosenSlot.value = null;
    refusedLines.value = new Map();
  });
  void readAll();
}

/** What one person or store was shown is not for the next. */
export function forget(): void {
  era++;
  batch(() => {
    stores.value = orders.value = shelf.value = sessions.value = items.value = households.value = wanted.value = store.value = null;
    chosenSession.value = chosenSlot.value = openedId.value = notice.value = form.value = formFault.value = invitation.value = null;
    refusedLines.value = new Map();
    members.value = [];
    names.value = new Map();
    isKept.value = true;
    turnTo(null);
  });
}
