// A pantry as its supervisor and two of its members see it, and what they can do there.
import type { components } from "../shared/api.d.ts";
import { ask, Refused, type Person } from "./ask.ts";

type Schemas = components["schemas"];
export type Shelf = Schemas["ShelfAnswer"];
export type Order = Schemas["PantryOrder"];
export type Member = Extract<Person, "mina" | "milo">;

export interface Pantry {
  shelves: Record<Member, Shelf>;
  orders: Order[];
}

const STORE = "pantry";
const HOUR = 3_600_000; // milliseconds
/** What staff does next with an order. */
const NEXT = ["confirm_pantry_order", "start_pantry_order", "ready_pantry_order", "complete_pantry_order"] as const;

/** The session that was opened here last. */
let opened: string | null = null;

/** The session in which the page orders: the one that was opened here, or the first that takes orders. */
export function sessionOf({ sessions }: Shelf): Shelf["sessions"][number] | undefined {
  const open = sessions.filter(({ is_open }) => is_open);
  return open.find(({ session_id }) => session_id === opened) ?? open[0];
}

export async function readPantry(): Promise<Pantry> {
  const [mina, milo] = await Promise.all([browse("mina"), browse("milo")]);
  const { orders } = await ask("neighbour", "list_pantry_orders", { store: STORE, session_id: sessionOf(mina)?.session_id ?? null, limit: 50 });
  return { shelves: { mina, milo }, orders: orders.toSorted((one, other) => other.placed_at.localeCompare(one.placed_at)) };
}

function browse(member: Member): Promise<Shelf> {
  return ask(member, "browse_pantry", { store: STORE, session_id: opened });
}

/** Opens a session for an hour, with a slot for pick-up an hour after it. */
export async function openSession(): Promise<string> {
  const now = Date.now();
  const times = { opens_at: new Date(now).toISOString(), closes_at: new Date(now + HOUR).toISOString() };
  const { session } = await ask("neighbour", "set_pantry_session", { store: STORE, title: "This hour", ...times });
  await ask("neighbour", "set_pantry_slot", {
    store: STORE, session_id: session.session_id, starts_at: new Date(now + 2 * HOUR).toISOString(), ends_at: new Date(now + 3 * HOUR).toISOString(), capacity: 5,
  });
  opened = session.session_id;
  return session.title;
}

/** Counts the shelf: one piece is left that no order holds. */
export async function leaveOne(sku: string): Promise<void> {
  const { items } = await ask("neighbour", "get_inventory", { sku });
  await ask("neighbour", "count_stock", { sku, counted: Number(items[0]?.reserved ?? 0) + 1 });
}

/** Orders one piece, in the first slot that has a place; says what came of it, a refusal by its lines. */
export async function order(member: Member, shelf: Shelf, sku: string): Promise<{ ok: boolean; text: string }> {
  const session = sessionOf(shelf);
  const slot = session?.slots.find(({ is_full }) => !is_full);
  if (!session || !slot) return { ok: false, text: "No session takes orders: open one." };
  const basket_id = crypto.randomUUID();
  try {
    await ask(member, "keep_basket", { store: STORE, basket_id, lines: [{ sku, quantity: 1 }] });
    const placed = await ask(member, "place_pantry_order", { store: STORE, basket_id, session_id: session.session_id, slot_id: slot.slot_id, available: false });
    return { ok: true, text: `${placed.order.id} is ordered. Show ${placed.order.pickup_code} at the door.` };
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    const titles = new Map(shelf.items.map((item) => [item.sku, item.title ?? item.sku]));
    const lines = error.lines.map((line) => `${titles.get(line.sku) ?? line.sku}: ${line.ordered} ordered, ${line.most} left`);
    return { ok: false, text: [error.message, ...lines].join(". ") };
  }
}

export function nextOf({ actions }: Order): (typeof NEXT)[number] | undefined {
  return NEXT.find((action) => actions.includes(action));
}

export async function move({ id }: Order, action: (typeof NEXT)[number]): Promise<Order> {
  return (await ask("neighbour", action, { store: STORE, id })).order;
}
