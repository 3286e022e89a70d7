// What the kiosk remembers: scans, tickets, and whatever else it begins with.
import type { DBSchema } from "idb";
import { databaseOf, memoryOf } from "../../shared/db.ts";
import { put } from "./order.ts";
import type { Scan } from "./scan.ts";
import type { BenchTicket, Ticket } from "./state.ts";

interface Schema extends DBSchema {
  scans: { key: number; value: Scan; indexes: { scan_id: string } };
  /** Tickets as answers had them since the queue was read: a page that begins anew knows what was done. */
  tickets: { key: string; value: Ticket };
  meta: { key: string; value: unknown };
}

export const database = databaseOf<Schema>("ordak-kiosk", 1, (made) => {
  made.createObjectStore("scans", { keyPath: "device_seq", autoIncrement: true })
    .createIndex("scan_id", "scan_id", { unique: true });
  made.createObjectStore("tickets", { keyPath: "id" });
  made.createObjectStore("meta");
});
export const { recall, keep } = memoryOf(database);

/** The queue that was read last, since when, and of which stores and stage. */
export interface Queue {
  tickets: readonly BenchTicket[];
  at: number;
  of?: string;
}

/** With what is to be noticed of it, in one go: neither lost nor told twice, whenever the page ends. */
export async function keepQueue(queue: Queue, noticed: readonly object[] = []): Promise<void> {
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
