// What has become of the cakes of this station by somebody else's doing, until it is touched: new, changed, cancelled.
import { computed, signal } from "@preact/signals";
import { serverNow } from "../../shared/clock.ts";
import { now } from "../../shared/now.ts";
import { timers } from "../timers.ts";
import { keep } from "./db.ts";
import { active, queue, type BenchTicket } from "./state.ts";

/** arrived: another station has finished with it, which happens all day: marked, and no more. */
export type Kind = "new" | "arrived" | "changed" | "cancelled";
export interface Notice {
  id: string;
  kind: Kind;
  /** By the server's clock, milliseconds since 1970. */
  at: number;
  cake: string;
}
/** Two readings of a queue, as the screen showed them, and what is no news. */
export interface Readings {
  before: readonly BenchTicket[];
  after: readonly BenchTicket[];
  cancelled: readonly string[];
  /** What this kiosk itself has scanned. */
  own: ReadonlySet<string>;
  /** All stages are looked at: what comes is new to the shop, not from the stage before. */
  board: boolean;
  /** There was more than was read: what was not in it need not be new. */
  more: boolean;
}

const WORDS = "…";
const FIELDS = ["product_title", "flavour", "size", "cake_message", "notes", "allergies", "due_date", "due_slot", "due_text", "delivery_method"] as const;
const FORGOTTEN = 24 * 60 * 60_000;

export const noticed = signal<readonly Notice[]>([]);
/** When there was last something to hear. */
export const alarm = signal(0);

export function diff({ before, after, cancelled, own, board, more }: Readings): Pick<Notice, "id" | "kind" | "cake">[] {
  const known = new Map(before.map((ticket) => [ticket.id, ticket]));
  const here = new Set(after.map(({ id }) => id));
  const found = after.map((ticket) => {
    const was = known.get(ticket.id);
    return { ticket, kind: was !== undefined ? changeOf(was, ticket) : more ? null : comingOf(ticket, board) };
  });
  const gone = before.filter((was) => !here.has(was.id) && !isCancelled(was) && cancelled.includes(was.id));
  return [...found, ...gone.map((ticket) => ({ ticket, kind: "cancelled" as const }))]
    .flatMap(({ ticket, kind }) => (kind === null || own.has(ticket.id) ? [] : [{ id: ticket.id, kind, cake: cakeOf(ticket) }]));
}

export const cakeOf = (ticket: Pick<BenchTicket, "flavour" | "size" | "product_title">): string =>
  [ticket.flavour, ticket.size].filter(Boolean).join(" · ") || ticket.product_title;

const isCancelled = ({ change }: BenchTicket): boolean => change?.kind === "cancel";

function comingOf(ticket: BenchTicket, board: boolean): Kind {
  if (isCancelled(ticket)) return "cancelled";
  const back = ticket.stage === "Decorating" && ticket.qc_reason !== null;
  return board || back || ticket.stage === "Filling" ? "new" : "arrived";
}

function changeOf(was: BenchTicket, is: BenchTicket): Kind | null {
  if (isCancelled(is)) return isCancelled(was) ? null : "cancelled";
  const told = is.change !== null && JSON.stringify(is.change) !== JSON.stringify(was.change);
  const urgency = (ticket: BenchTicket) => (ticket.priority_set ? ticket.priority : null);
  const differs = urgency(was) !== urgency(is) || FIELDS.some((field) => !isSame(was[field], is[field]));
  return told || differs ? "changed" : null;
}

/** Words that are withheld while nobody is signed in are those that they were. */
const isSame = (one: string | null, other: string | null): boolean =>
  one === other || (one === WORDS && other !== null) || (other === WORDS && one !== null);

/** Adds what was found to what nobody has touched yet. */
export function note(found: ReturnType<typeof diff>, after: readonly BenchTicket[]): void {
  const at = serverNow();
  const here = new Set(after.map(({ id }) => id));
  const news = new Set(found.map(({ id }) => id));
  const stays = (old: Notice) => !news.has(old.id) && at - old.at < FORGOTTEN && (old.kind === "cancelled" || here.has(old.id));
  noticed.value = [...noticed.value.filter(stays), ...found.map((each) => ({ ...each, at }))];
}

/** Once for all that was found, and for what follows at once. */
export function ring(found: ReturnType<typeof diff>): void {
  const at = serverNow();
  if (found.some(({ kind }) => kind !== "arrived") && at - alarm.value > timers.noticeBurst) alarm.value = at;
}

/** Somebody has touched it, or all of them. */
export async function markSeen(id?: string): Promise<void> {
  const left = id === undefined ? [] : noticed.value.filter((notice) => notice.id !== id);
  if (left.length === noticed.value.length) return;
  noticed.value = left;
  await keep("noticed", left).catch(() => undefined);
}

const lasts = ({ kind, at }: Notice, time: number): boolean =>
  (active.value !== null && kind !== "arrived") || time - at < timers.noticeShown;
/** Looked at each second, and the screen only made anew when one is over. */
const over = computed(() => noticed.value.filter((notice) => !lasts(notice, now.value)).length);

/** What the screen marks. */
export const marked = computed(() => {
  const count = over.value;
  return count === 0 ? noticed.value : noticed.value.filter((notice) => lasts(notice, now.peek()));
});
export const noticeOf = (id: string): Notice | undefined => marked.value.find((notice) => notice.id === id);
/** What is on the screen no more, and is to be stopped. */
export const struck = computed(() => marked.value.filter(({ id, kind }) => kind === "cancelled" && !queue.value.some((ticket) => ticket.id === id)));
export const isFresh = ({ at }: Notice): boolean => serverNow() - at < timers.noticeFlash;
