// The kiosk's memory: IndexedDB, which all its tabs share and a crash leaves as it was.
import { openDB, type DBSchema, type IDBPDatabase } from "idb";
import type { Notice } from "./noticed.ts";
import { put } from "./order.ts";
import type { BenchTicket, Stage, Ticket } from "./state.ts";

/** One scan, or anything else that is written, from before it is sent until its answer is here. */
export interface Scan {
  /** Given by the database in the order of the scans, never twice. */
  device_seq: number;
  scan_id: string;
  /** The RPC; null while only the server knows what is next for this ticket. */
  action: string | null;
  ticket_id: string;
  /** The station's, where it was scanned; null: not at a stage's bench. */
  stage: Stage | null;
  fields: Record<string, unknown>;
  /** Whose it is. Null: nobody's yet, it is for whoever signs in next. */
  staff_id: string | null;
  display_name: string;
  turn_id: string | null;
  /** By the server's clock, ISO 8601: when it happened, and what the server is told of it. */
  scanned_at: string;
  occurred_at: string;
  app_version: string;
  /** waiting: to be sent. held: until its person has shown their badge. review: refused, for a person to look at. */
  state: "waiting" | "held" | "review";
  attempts: number;
  /** It was sent, and may have been heard although there is no answer. */
  tried?: boolean;
  /** Not before then, by this machine's clock: the server failed at it. */
  retry_at: number;
  refusal?: { code: string; message: string; correlation_id: string | null };
}

interface Schema extends DBSchema {
  scans: { key: number; value: Scan; indexes: { scan_id: string } };
  /** Tickets as answers had them since the queue was read: a page that begins anew knows what was done. */
  tickets: { key: string; value: Ticket };
  meta: { key: string; value: unknown };
}

let opening: Promise<IDBPDatabase<Schema>> | null = null;

export function database(): Promise<IDBPDatabase<Schema>> {
  opening ??= openDB<Schema>("ordak-kiosk", 1, {
    upgrade(made) {
      made.createObjectStore("scans", { keyPath: "device_seq", autoIncrement: true })
        .createIndex("scan_id", "scan_id", { unique: true });
      made.createObjectStore("tickets", { keyPath: "id" });
      made.createObjectStore("meta");
    },
    // Another tab has a newer version: make way, and open again when there is something to do.
    blocking(_current, _blocked, event) {
      opening = null;
      (event.target as IDBDatabase).close();
    },
    terminated() {
      opening = null;
    },
  }).catch((fault: unknown) => {
    opening = null;
    throw fault;
  });
  return opening;
}

/** The queue that was read last, since when, and of which stores and stage. */
export interface Queue {
  tickets: readonly BenchTicket[];
  at: number;
  of?: string;
}

/** With what is to be noticed of it, in one go: neither lost nor told twice, whenever the page ends. */
export async function keepQueue(queue: Queue, noticed: readonly Notice[] = []): Promise<void> {
  const writing = (await database()).transaction(["tickets", "meta"], "readwrite");
  await Promise.all([writing.objectStore("tickets").clear(), writing.objectStore("meta").put(queue, "queue"), writing.objectStore("meta").put(noticed, "noticed"), writing.done]);
}

/** The queue as it was read, with what answers have said since. */
export async function recallQueue(): Promise<Queue> {
  const reading = (await database()).transaction(["tickets", "meta"]);
  const kept = (await reading.objectStore("meta").get("queue")) as Queue | undefined;
  const since = await reading.objectStore("tickets").getAll();
  const tickets = since.reduce((known, ticket) => {
    const before = known.find(({ id }) => id === ticket.id);
    return before === undefined ? known : put(known, { ...before, ...ticket });
  }, kept?.tickets ?? []);
  return { tickets, at: kept?.at ?? 0, ...(kept?.of !== undefined && { of: kept.of }) };
}

export async function recall<T>(key: string): Promise<T | undefined> {
  return (await (await database()).get("meta", key)) as T | undefined;
}

export async function keep(key: string, value: unknown): Promise<void> {
  await (await database()).put("meta", value, key);
}
