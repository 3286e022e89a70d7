// What there is now in both shops, in the kitchen and in the store room, looked at again and again.
import { computed, signal } from "@preact/signals";
import { ask, begin, Refused, sell, shops as readShops, type Product, type Ticket } from "./ask.ts";
import { readMarket, type Market } from "./market.ts";
import { readPantry, type Pantry } from "./pantry.ts";
import { pushes, tell, type World } from "./story.ts";

export interface Said {
  ok: boolean;
  text: string;
}

const EVERY = 1200; // milliseconds
const SHOWN = 10_000; // how long a figure shows that it has moved
const LINES = 40;

export const world = signal<World | null>(null);
export const market = signal<Market | null>(null);
export const pantry = signal<Pantry | null>(null);
export const chosen = signal("");
export const shop = computed(() => world.value?.shops.find(({ domain }) => domain === chosen.value) ?? world.value?.shops[0]);
/** The tickets that came while the page was open, the last one first, and as they ended. */
export const mine = signal<string[]>([]);
export const ended = signal<Ticket[]>([]);
export const said = signal<Said | null>(null);
export const story = signal<{ at: Date; text: string }[]>([]);
/** By how much a figure has just moved: of "bannos/CAKE-8-VAN" or "there/FONDANT-WHITE". */
export const moved = signal<Record<string, { by: number; until: number }>>({});
export const trouble = signal("");
/** Whether a shop has been told by now what is left. */
export const told = signal(false);

/** The stations' own actions, the one that leads on first. */
const NEXT = ["complete_filling", "complete_covering", "complete_decorating", "complete_packing", "start_packing"] as const;
export type Action = (typeof NEXT)[number];

export function nextOf(ticket: Ticket): Action | undefined {
  return NEXT.find((action) => ticket.allowed_actions.includes(action));
}

/** Looks for as long as the page is open; once at a time, and not while nobody sees it. */
export async function watch(): Promise<never> {
  for (;;) {
    if (!document.hidden) await look();
    await new Promise((next) => setTimeout(next, EVERY));
  }
}

export async function buy(product: Product, message: string): Promise<void> {
  if (shop.value) await attempt(async (at) => `${at.name} sold it: order ${await sell(at, product, message)}.`, shop.value);
}

export async function scan(ticket: Ticket): Promise<void> {
  const action = nextOf(ticket);
  if (action) {
    await attempt(async () => {
      const { ticket: now } = await ask("staff", action, { id: ticket.id });
      if (now.stage === "Complete") ended.value = [{ ...ticket, ...now }, ...ended.value];
      if (now.stage === ticket.stage) return `${ticket.id}: packing has begun. Scan it again when the box is closed.`;
      return now.stage === "Complete" ? `${ticket.id} is complete.` : `${ticket.id}: ${ticket.stage} is done. It goes to ${now.stage}.`;
    }, undefined);
  }
}

/** Does something and says what came of it; what was refused is said too. */
export async function attempt<T>(deed: (at: T) => Promise<string>, at: T): Promise<void> {
  try {
    said.value = { ok: true, text: await deed(at) };
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    said.value = { ok: false, text: error.message };
  }
  await look();
}

let looking: Promise<void> | null = null;

function look(): Promise<void> {
  looking ??= read().finally(() => (looking = null));
  return looking;
}

async function read(): Promise<void> {
  try {
    const [{ stocked }, shops, marketplace, corner] = await Promise.all([begin(), readShops(), readMarket(), readPantry()]);
    const queues = Promise.all(shops.map(({ store }) => ask("staff", "get_queue", { store, limit: 100 })));
    const stock = Promise.all(stocked.map((sku) => ask("staff", "get_inventory", { sku })));
    const tickets = (await queues).flatMap((queue) => queue.tickets);
    market.value = marketplace;
    pantry.value = corner;
    take({ shops, tickets, items: (await stock).flatMap(({ items }) => items) });
    trouble.value = "";
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    trouble.value = error.message;
  }
}

function take(next: World): void {
  const before = world.value;
  world.value = next;
  if (before === null) return;
  const known = new Set(before.tickets.map(({ id }) => id));
  mine.value = [...next.tickets.map(({ id }) => id).filter((id) => !known.has(id)), ...mine.value];
  const figures = figuresOf(before);
  const kept = Object.entries(moved.value).filter(([, { until }]) => until > Date.now());
  const changed = Object.entries(figuresOf(next)).filter(([key, value]) => key in figures && figures[key] !== value);
  const until = Date.now() + SHOWN;
  moved.value = Object.fromEntries([...kept, ...changed.map(([key, value]) => [key, { by: value - figures[key]!, until }] as const)]);
  const lines = tell(before, next, new Set(ended.value.map(({ id }) => id))).map((text) => ({ at: new Date(), text }));
  told.value ||= pushes(before, next).length > 0;
  story.value = [...lines.reverse(), ...story.value].slice(0, LINES);
}

function figuresOf({ shops, items }: World): Record<string, number> {
  const left = shops.flatMap(({ store, products }) => products.map(({ sku, available }) => [`${store}/${sku}`, available] as const));
  const stock = items.flatMap(({ sku, on_hand, reserved, ats }) => [[`there/${sku}`, on_hand], [`held/${sku}`, reserved], [`free/${sku}`, ats]] as const);
  return Object.fromEntries([...left, ...stock]);
}
