// What happened between two looks, in sentences, the first thing first.
import type { Item, Shop, Ticket } from "./ask.ts";

/** What there is at one look. */
export interface World {
  shops: Shop[];
  tickets: Ticket[];
  items: Item[];
}

/** `complete` are the tickets that were scanned to their end, which the queues show no more. */
export function tell(before: World, after: World, complete: Set<string>): string[] {
  return [...sales(before, after), ...tickets(before, after, complete), ...stock(before.items, after.items), ...pushes(before, after)];
}

function newSales(before: World, shop: Shop) {
  const known = new Set(before.shops.find(({ store }) => store === shop.store)?.orders.map(({ id }) => id));
  return shop.orders.filter(({ id }) => !known.has(id));
}

function sales(before: World, after: World): string[] {
  return after.shops.flatMap((shop) =>
    newSales(before, shop).flatMap(({ name, lines }) => lines.map(({ quantity, title }) => `${shop.name} sold ${quantity} × ${title}, order ${name}. Shopify tells Ordak by a signed webhook.`)),
  );
}

function tickets(before: World, after: World, complete: Set<string>): string[] {
  const now = new Map(after.tickets.map((ticket) => [ticket.id, ticket]));
  const then = new Map(before.tickets.map((ticket) => [ticket.id, ticket]));
  const come = after.tickets.filter(({ id }) => !then.has(id));
  return [
    ...come.map(({ id, stage, inventory_blocked }) => `Ticket ${id} is in the kitchen, at ${stage}${inventory_blocked ? ": stock is missing for it" : ""}.`),
    ...before.tickets.flatMap(({ id, stage }) => {
      const next = now.get(id);
      if (!next) return [complete.has(id) ? `Ticket ${id} was scanned: ${stage} → Complete.` : `Ticket ${id} has left the kitchen.`];
      return next.stage === stage ? [] : [`Ticket ${id} was scanned: ${stage} → ${next.stage}.`];
    }),
  ];
}

function stock(before: Item[], after: Item[]): string[] {
  const then = new Map(before.map((item) => [item.sku, item]));
  const by = (of: (item: Item) => number, sign: number) =>
    after
      .map((item) => ({ item, change: sign * (of(item) - of(then.get(item.sku) ?? item)) }))
      .filter(({ change }) => change > 0)
      .map(({ item, change }) => `${amount(change, item.uom)} ${item.title}`)
      .join(", ");
  const used = by((item) => item.on_hand, -1);
  const come = by((item) => item.on_hand, 1);
  const held = by((item) => item.reserved, 1);
  const free = used ? "" : by((item) => item.reserved, -1);
  return [
    held && `Promised to it from the store room: ${held}.`,
    used && `Used up: ${used}.`,
    come && `Came into the store room: ${come}.`,
    free && `No longer promised: ${free}.`,
  ].filter(Boolean);
}

/** What a shop shows and did not sell itself, Ordak has told it. */
export function pushes(before: World, after: World): string[] {
  return after.shops.flatMap((shop) => {
    const then = new Map(before.shops.find(({ store }) => store === shop.store)?.products.map(({ sku, available }) => [sku, available]));
    const sold = new Map<string, number>();
    for (const { lines } of newSales(before, shop)) for (const { sku, quantity } of lines) sold.set(sku, (sold.get(sku) ?? 0) + quantity);
    const told = shop.products.filter(({ sku, available }) => then.has(sku) && available !== then.get(sku)! - (sold.get(sku) ?? 0));
    return told.length ? [`Ordak told ${shop.name} what is left: ${told.map(({ title, available }) => `${available} × ${title}`).join(", ")}.`] : [];
  });
}

export function amount(quantity: number, uom: string): string {
  const rounded = Math.round(quantity * 1000) / 1000;
  return uom === "each" ? `${rounded} ×` : `${rounded} ${uom}`;
}
