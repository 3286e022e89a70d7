// Whom the sandbox asks: the shops' counters, and the API in the name of five demo people.
import type { components } from "../shared/api.d.ts";
import type { PageError, Told } from "../shared/page_errors.ts";
import { call, type Answer, type Body, type RpcName, type RefusedLine } from "../shared/rpc.ts";

export type Ticket = components["schemas"]["Ticket"];
export type Item = components["schemas"]["StockedItem"];

export interface Product {
  sku: string;
  title: string;
  price: string;
  available: number;
}

export interface Sale {
  id: number;
  name: string;
  cancelled: boolean;
  lines: { sku: string; title: string; quantity: number }[];
  webhooks: { topic: string; status: number | null }[];
}

export interface Shop {
  domain: string;
  name: string;
  /** Ordak's name for the shop. */
  store: string;
  currency: string;
  products: Product[];
  orders: Sale[];
}

/** Sam, who bakes, and Ada, who manages; of another organisation Zora, who supervises, with two members of her pantry. */
export type Person = "staff" | "admin" | "neighbour" | "mina" | "milo";

interface Begun extends Record<Person, string> {
  stocked: string[];
}

/** What went wrong, in words for a person; of a pantry also which lines cannot be given. */
export class Refused extends Error {
  readonly lines: RefusedLine[];
  constructor(message: string, lines: RefusedLine[] = []) {
    super(message);
    this.lines = lines;
  }
}

let begun: Promise<Begun> | null = null;

/** The tokens and the names of what is stocked; asked for once, and again when the tokens have ended. */
export function begin(): Promise<Begun> {
  begun ??= counter<Begun>("begin", {});
  begun.catch(() => (begun = null));
  return begun;
}

/** Calls a function of Ordak's as one of them. */
export async function ask<N extends RpcName>(who: Person, name: N, body: Body<N>): Promise<Answer<N>> {
  const outcome = await call(name, body, { token: (await begin())[who] });
  if (outcome.kind === "answered") return outcome.body;
  if (outcome.status === 401) begun = null;
  throw new Refused(outcome.message || "Ordak does not answer. Is make up still running?", outcome.lines);
}

/** Calls one as Zora, who is of another organisation: what she is told, and whether that is a refusal. */
export async function askAcross<N extends RpcName>(name: N, body: Body<N>): Promise<{ refused: boolean; told: string }> {
  const outcome = await call(name, body, { token: (await begin()).neighbour });
  if (outcome.kind === "answered") return { refused: false, told: "all of it" };
  return { refused: outcome.kind === "refused", told: `${outcome.message} (${outcome.code})` };
}

/** Tells Ordak of an error in this page, as Sam. */
export async function tellError(error: PageError): Promise<Told> {
  const outcome = await call("report_page_error", error, { token: (await begin()).staff });
  return outcome.kind === "unreachable" ? "later" : "answered";
}

export async function shops(): Promise<Shop[]> {
  const all = await counter<{ domain: string; name: string }[]>("_double/shops");
  const { stocked } = await begin();
  return Promise.all(
    all.map(async ({ domain, name }) => {
      const seen = await counter<Shop>(`_double/${domain}`);
      // What is made to order first: it is what the kitchen is for.
      const products = seen.products.toSorted((one, other) => Number(stocked.includes(one.sku)) - Number(stocked.includes(other.sku)));
      return { ...seen, products, domain, name: spaced(name), store: name.toLowerCase() };
    }),
  );
}

export async function sell(shop: Shop, product: Product, message: string): Promise<string> {
  const properties = message ? [{ name: "Message", value: message }] : [];
  const pickup = new Date(Date.now() + 2 * 86_400_000).toLocaleDateString("sv");
  const customer = { id: 1, first_name: "Ada", last_name: "Example", email: "ada@example.com" };
  const asked = { lines: [{ sku: product.sku, quantity: 1, properties }], pickup, fields: { customer } };
  return (await counter<{ done: { name: string } }>(`_double/${shop.domain}/sell`, asked)).done.name;
}

/** Asks or tells a pretend shop, marketplace or carrier. */
export async function counter<T>(path: string, body?: unknown): Promise<T> {
  const sent = body === undefined ? {} : { method: "POST", body: JSON.stringify(body) };
  const response = await fetch(`/_local/sandbox/${path}`, { cache: "no-store", ...sent }).catch(() => null);
  const said = await response?.json().catch(() => null);
  if (!response?.ok) throw new Refused(said?.error ?? "The local stack does not answer. Is make up still running?");
  return said;
}

/** Flourlane is two words to everybody but computers. */
function spaced(name: string): string {
  return name === "Flourlane" ? "Flour Lane" : name;
}
