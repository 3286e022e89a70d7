// The tickets of this station: as the server has them, with what waits to be sent done already.
import { serverNow } from "../../shared/clock.ts";
import { call, type Answer } from "../../shared/rpc.ts";
import { keepQueue, recall, recallQueue } from "./db.ts";
import { diff, note, noticed, ring, type Notice } from "./noticed.ts";
import { put } from "./order.ts";
import { waitingScans } from "./outbox.ts";
import { leave } from "./people.ts";
import type { Scan } from "./scan.ts";
import type { Resolved } from "./settled.ts";
import { standing } from "./standing.ts";
import { active, device, queue, queueReadAt, type BenchTicket, type Stage, type Ticket } from "./state.ts";
import { STEPS, stationStage } from "./steps.ts";

const LEADS_TO: Readonly<Record<string, Stage>> = {
  complete_filling: "Covering", complete_covering: "Decorating", complete_decorating: "Packing",
  complete_packing: "Complete", qc_return_to_decorating: "Decorating",
};
const LIMIT = 500;
const UNREAD = { cake_message: null, notes: null, due_text: null, size_group: null, stage_since: null! };

let tickets: readonly BenchTicket[] = [];
/** Of which stores and stage they are; of others they say nothing of what is new. */
let of = "";
/** What this kiosk has done with tickets that were not among them: they may come back by it. */
const own = new Set<string>();
let reading: Promise<void> | null = null;
let again = false;
/** An answer came while the queue was being read: what is read may be older. */
let outrun = false;

/** The stage's next action with a ticket, whether or not it is allowed now: if not, the server says why. */
export function stepOf(ticket: Pick<Ticket, "packing_start_ts">, stage: Stage): string {
  const steps = STEPS[stage];
  return (ticket.packing_start_ts === null ? steps[0] : steps.at(-1))!;
}

/** The ticket of this id as it will be when all that waits is done; null when it is not among this station's. */
export function find(id: string): BenchTicket | null {
  const ticket = tickets.find((each) => each.id === id);
  return ticket === undefined ? null : foresee(ticket);
}

/** Tickets of the order of this number, of several cakes. */
export const ticketsOf = (base: string): BenchTicket[] => queue.value.filter((ticket) => ticket.id.startsWith(`${base}-`));

/** Looks at the tickets anew, with what waits. */
export function showQueue(): void {
  queue.value = tickets.map(foresee).filter(isHere);
}

/** Is it one of this station's open tickets? */
function isHere({ stage, cancelled_at }: Ticket): boolean {
  const here = stationStage();
  return stage !== "Complete" && cancelled_at === null && (here === null || here === stage);
}

/** A ticket as an answer has it: newer than the queue that was read. What comes to this stage by it is among its cakes at once. */
export function update(ticket: Ticket): void {
  const known = tickets.find(({ id }) => id === ticket.id);
  if (known === undefined) own.add(ticket.id);
  again = outrun = true;
  if (known !== undefined || isHere(ticket)) tickets = put(tickets, { ...UNREAD, ...known, ...ticket });
  showQueue();
  if (known === undefined && isHere(ticket)) void readQueue(); // what an answer does not say of it
}

/** Reads the queue; asked while it is being read, once more after that. */
export function readQueue(): Promise<void> {
  again = true;
  reading ??= (async () => {
    while (again) {
      again = false;
      await readOnce();
    }
  })().finally(() => (reading = null));
  return reading;
}

export async function startFloor(): Promise<void> {
  const kept = await recallQueue();
  tickets = kept.tickets;
  queueReadAt.value = kept.at;
  of = kept.of ?? "";
  noticed.value = (await recall<Notice[]>("noticed")) ?? [];
  showQueue();
  device.subscribe(({ kind }) => {
    if (kind !== "revoked" && kind !== "code") return;
    // What is written on cakes is not for a machine that somebody took away, nor for the next place it stands at.
    tickets = noticed.value = [];
    of = "";
    showQueue();
    void keepQueue({ tickets: [], at: 0 });
  });
}

async function readOnce(): Promise<void> {
  const here = device.value;
  if (here.kind !== "enrolled") return;
  outrun = false;
  const turn = active.value?.turn_id ?? null;
  const further = turn === null ? (here.shown ?? []) : [];
  const asked = { stage: stationStage(), limit: LIMIT };
  const outcome = further.length > 0 ? await call("get_board", asked) : await call("get_queue", { ...asked, store: here.store }, { turn });
  if (outcome.kind === "refused" && outcome.status === 401) await turnedAway();
  if (outcome.kind !== "answered" || outrun) return;
  await take(outcome.body, [here.store, ...further, asked.stage].join());
}

/** What was read takes the place of what was known, and what is different is noticed: not of the first reading. */
async function take(read: Pick<Answer<"get_queue">, "tickets" | "cancelled">, readOf: string): Promise<void> {
  const [before, more, known] = [queue.value, tickets.length >= LIMIT, readOf === of && queueReadAt.value > 0];
  tickets = read.tickets;
  of = readOf;
  queueReadAt.value = serverNow();
  showQueue();
  const scanned = new Set([...own, ...waitingScans().map((scan) => scan.ticket_id)]);
  const found = known ? diff({ before, after: queue.value, cancelled: read.cancelled ?? [], own: scanned, board: stationStage() === null, more }) : [];
  own.clear();
  note(found, queue.value);
  // Heard when it is kept: a page that ends before tells it again, and what was heard is told once.
  await keepQueue({ tickets, at: queueReadAt.value, of }, noticed.value).finally(() => ring(found));
}

/** The kiosk has been revoked, or the turn of whoever is active is over: then the kiosk itself may still read. */
async function turnedAway(): Promise<void> {
  const person = active.value;
  if ((await standing()) !== "enrolled" || person === null) return;
  await leave(person.staff_id);
  again = true;
}

/** Finds out what a scan of a ticket that is not in the queue means here. */
export async function resolve(scan: Scan): Promise<Resolved> {
  const stage = scan.stage!;
  const known = find(scan.ticket_id);
  if (known?.stage === stage) return { kind: "action", action: stepOf(known, stage), ticket_id: known.id, ticket: known };

  // A read is not a scan: it is not taken late, so whoever stands here now asks.
  const turn = active.value?.turn_id ?? scan.turn_id;
  const outcome = await call("get_order_for_scan", { scan: scan.ticket_id }, { turn, correlation_id: scan.scan_id });
  if (outcome.kind === "unreachable") return { kind: "unreachable" };
  const fault = { code: "", message: "", correlation_id: scan.scan_id };
  if (outcome.kind === "refused" && outcome.status !== 401) return { ...outcome, kind: "unknown" };
  if (outcome.kind !== "answered") return { kind: "action", action: STEPS[stage][0]!, ticket_id: scan.ticket_id };
  const { ticket, choices } = outcome.body;
  if (ticket === null) return { kind: "choices", tickets: choices, ...fault, code: "ORD004", message: "Several tickets" };
  if (ticket.cancelled_at) return { kind: "elsewhere", ticket, ...fault, code: "ORD003", message: "It is cancelled" };
  if (ticket.stage !== stage) return { kind: "elsewhere", ticket, ...fault, code: "ORD002", message: `It is in ${ticket.stage}` };
  const action = stepOf(ticket, stage);
  if (toPack(ticket, action).length > 0) return { kind: "together", ticket, ...fault, code: "ORD002", message: "What goes with it is to be ticked off" };
  return { kind: "action", action, ticket_id: ticket.id, ticket };
}

/** What the packer of an order's last cake puts in with it, and ticks off first. A queue that was kept long ago says nothing of it. */
export function toPack(ticket: Ticket, action: string): Ticket["extras"] {
  const isLast = () => (ticket.siblings ?? []).every(({ id, stage }) => (find(id)?.stage ?? stage) === "Complete");
  const extras = action === "complete_packing" ? (ticket.extras ?? []).filter(({ quantity, used }) => used < quantity) : [];
  return extras.length > 0 && isLast() ? extras : [];
}

/** What waits for this ticket, done. The server judges it when it hears of it. */
function foresee(ticket: BenchTicket): BenchTicket {
  const scans = waitingScans().filter((scan) => scan.ticket_id === ticket.id && scan.state !== "review");
  const undone = new Set(scans.filter((scan) => scan.action === "undo_scan").map((scan) => scan.fields["undone_scan_id"]));
  return scans.filter((scan) => !undone.has(scan.scan_id)).reduce(after, ticket);
}

function after(ticket: BenchTicket, { action, fields, scanned_at }: Scan): BenchTicket {
  switch (action) {
    case "start_packing":
      return { ...ticket, packing_start_ts: scanned_at, allowed_actions: ["complete_packing"] };
    case "set_storage":
      return { ...ticket, storage: String(fields["storage"] ?? "") || null };
    case "assign_staff":
      return { ...ticket, assignee_id: (fields["staff_id"] as string | null) ?? null };
    default: {
      const stage = action === null ? undefined : LEADS_TO[action];
      return stage === undefined ? ticket : { ...ticket, stage, assignee_id: null, allowed_actions: [] };
    }
  }
}
