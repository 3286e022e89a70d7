// A member's basket: the server keeps it, this browser keeps no more than its id.
import { batch } from "@preact/signals";
import { who } from "../../shared/person.ts";
import { call } from "../../shared/rpc.ts";
import { timers } from "../timers.ts";
import { faultOf } from "./faults.ts";
import { eraNow, learn, readAll } from "./reading.ts";
import { chosenSlot, isKept, names, notice, placing, refusedLines, session, slot, store, turnTo, wanted } from "./state.ts";

let timer: ReturnType<typeof setTimeout> | undefined;
let keeping: Promise<boolean> | null = null;
let isLoading = false;

const key = (): string => `ordak.pantry.basket.${store.peek()}`;

/** The id of the basket in this store, by which it is found after a sign-in too. */
function basketId(): string {
  const id = localStorage.getItem(key()) ?? crypto.randomUUID();
  localStorage.setItem(key(), id);
  return id;
}

/** Begins another one: the last one became an order, or is another person's. */
function beginAnother(): void {
  localStorage.removeItem(key());
}

/** Reads the basket, unless it is here. */
export async function loadBasket(): Promise<void> {
  if (wanted.peek() !== null || store.peek() === null || isLoading) return;
  isLoading = true;
  const era = eraNow();
  const outcome = await call("get_basket", { store: store.peek()!, basket_id: basketId() }).finally(() => (isLoading = false));
  if (eraNow() !== era) return;
  if (outcome.kind === "refused" && outcome.code === "PAN009") beginAnother();
  else if (outcome.kind === "refused") return;
  else if (outcome.kind !== "answered") return void setTimeout(() => void loadBasket(), timers.keepAgain);
  const isOver = outcome.kind === "answered" && outcome.body.basket.order_id !== null;
  if (isOver) beginAnother();
  const lines = outcome.kind === "answered" && !isOver ? outcome.body.basket.lines : [];
  learnNames(lines);
  wanted.value = new Map(lines.map(({ sku, quantity }) => [sku, quantity]));
}

function learnNames(lines: readonly { sku: string; title: string | null }[]): void {
  names.value = new Map([...names.peek(), ...lines.map(({ sku, title }) => [sku, title ?? sku] as const)]);
}

/** Puts so many pieces of an item into the basket, none of it with 0. */
export function want(sku: string, quantity: number): void {
  const next = new Map(wanted.peek() ?? []);
  if (quantity > 0) next.set(sku, quantity);
  else next.delete(sku);
  const refused = new Map(refusedLines.peek());
  refused.delete(sku);
  batch(() => {
    wanted.value = next;
    refusedLines.value = refused;
    isKept.value = false;
  });
  keepSoon(timers.keepPause);
}

function keepSoon(pause: number): void {
  clearTimeout(timer);
  timer = setTimeout(() => void keep(), pause);
}

/** Keeps the basket as it is here, unless it is kept; true when it is. */
export function keep(): Promise<boolean> {
  clearTimeout(timer);
  keeping ??= send().finally(() => (keeping = null));
  return keeping;
}

async function send(): Promise<boolean> {
  while (!isKept.peek()) {
    const [of, lines] = [store.peek(), wanted.peek()];
    if (of === null || lines === null || !who.peek()) return false;
    const era = eraNow();
    const outcome = await call("keep_basket", { store: of, basket_id: basketId(), lines: [...lines].map(([sku, quantity]) => ({ sku, quantity })) });
    if (eraNow() !== era) return false;
    if (outcome.kind === "answered" && outcome.body.basket.order_id === null) {
      learnNames(outcome.body.basket.lines);
      isKept.value = wanted.peek() === lines;
    } else if (outcome.kind === "answered" || (outcome.kind === "refused" && outcome.code === "PAN009")) beginAnother();
    else {
      if (outcome.kind === "refused" && outcome.status !== 401) notice.value = faultOf(outcome);
      else keepSoon(timers.keepAgain);
      return false;
    }
  }
  return true;
}

/** Places the order of the basket, all of it, or with `available` what there is. Asked again without an answer it is the same order. */
export async function place(available = false): Promise<void> {
  const [of, within, at] = [store.peek(), session.peek(), slot.peek()];
  if (of === null || within === null || at === null || placing.peek()) return;
  placing.value = true;
  notice.value = null;
  try {
    if (!(await keep())) return void (notice.value ??= { kind: "warn", sentence: "place.unreachable" });
    const outcome = await call("place_pantry_order", { store: of, basket_id: basketId(), session_id: within.session_id, slot_id: at.slot_id, available });
    if (outcome.kind === "answered") {
      beginAnother();
      batch(() => {
        learn(outcome.body.order);
        wanted.value = new Map();
        chosenSlot.value = null;
        refusedLines.value = new Map();
        turnTo("orders");
        notice.value = { kind: "ok", sentence: `placed.${outcome.body.order.status}` };
      });
    } else if (outcome.kind === "refused") {
      refusedLines.value = new Map(outcome.lines?.map(({ sku, most }) => [sku, most]));
      notice.value = faultOf(outcome);
    } else notice.value = { kind: "warn", sentence: "place.unreachable" };
  } finally {
    placing.value = false;
  }
  await readAll();
}
