// What the pretend marketplace and its carrier know, what they were asked, and what can be done to them.
import { counter } from "./ask.ts";

export interface MarketOrder {
  id: string;
  at: string;
  /** Mirakl's own word, WAITING_ACCEPTANCE say. */
  state: string;
  tracking: string | null;
  needs_reply: boolean;
  lines: { sku: string; title: string; quantity: number }[];
}

export interface Shipment {
  id: string;
  request_id: string;
  /** How many labels this request id has bought: one, if all is well. */
  bought: number;
  status: string;
  pin: string;
}

export interface Call {
  at: string;
  operation: string;
  /** 0 where the connection was cut. */
  status: number;
  /** The failure that struck, or nothing. */
  failure: string;
}

export interface Market {
  offers: { sku: string; title: string; quantity: number }[];
  orders: MarketOrder[];
  shipments: Shipment[];
  calls: { marketplace: Call[]; carrier: Call[] };
}

export async function readMarket(): Promise<Market> {
  const [{ offers, orders, calls: marketplace }, { shipments, calls: carrier }] = await Promise.all([
    counter<Pick<Market, "offers" | "orders"> & { calls: Call[] }>("_double/mirakl"),
    counter<Pick<Market, "shipments"> & { calls: Call[] }>("_double/canada_post"),
  ]);
  return { offers, orders, shipments, calls: { marketplace, carrier } };
}

/** Orders one of what is offered and still there; returns the order's id. */
export async function orderOne({ offers }: Market): Promise<string> {
  const offer = offers.find(({ quantity }) => quantity > 0) ?? offers[0];
  return (await counter<{ done: string }>("_double/mirakl/order", { sku: offer?.sku })).done;
}

export async function cancel(order: string): Promise<void> {
  await counter("_double/mirakl/cancel", { order });
}

export async function write(order: string, body: string): Promise<void> {
  await counter("_double/mirakl/write", { order, body });
}

/** The next label is bought, and nobody is told: whether it was can only be looked up. */
export async function loseNextLabel(): Promise<void> {
  await counter("_double/canada_post/fail", { kind: "reset after", operation: "create" });
}
