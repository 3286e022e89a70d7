// Run by tests/sql/queue/test_queue_order.py: a kiosk's page over queues that the database made. Says on its output in which
// order the page shows each, as its tickets' ids.
import { text } from "node:stream/consumers";
import "./surroundings.ts";
import { database } from "../kiosk/engine/db.ts";
import { readQueue, showQueue, startFloor, update } from "../kiosk/engine/floor.ts";
import { add, refresh } from "../kiosk/engine/outbox.ts";
import { device, queue, type BenchTicket, type Ticket } from "../kiosk/engine/state.ts";

interface Asked {
  /** Each one's tickets in the server's order, and the same in the order in which they come one by one. */
  queues: { served: BenchTicket[]; coming: number[]; scanned: number[] }[];
  /** What a kiosk of this stage read, and what it heard since of one ticket after the other. */
  day: { stage: string; served: BenchTicket[]; heard: Ticket[] }[];
}

const { queues, day } = JSON.parse(await text(process.stdin)) as Asked;
let served: BenchTicket[] | null = null;
globalThis.fetch = () => (served === null ? Promise.reject(new Error("no network")) : Promise.resolve(Response.json({ ok: true, tickets: served, cancelled: [] })));
const station = (name: string) => (device.value = { kind: "enrolled", device_id: "d", store: "bannos", station: name });
const shown = () => queue.value.map(({ id }) => id);

async function reads(tickets: BenchTicket[]): Promise<string[]> {
  served = tickets;
  await readQueue();
  served = null;
  return shown();
}

const orders: Record<string, string[]>[] = [];
for (const { served: tickets, coming, scanned } of queues) {
  station("Floor");
  const online = await reads(tickets);
  await startFloor();
  const remembered = shown();
  station(tickets[0]!.stage);
  for (const nth of scanned) {
    const { id: ticket_id, stage } = tickets[nth]!;
    await add({ action: `complete_${stage.toLowerCase()}`, ticket_id, stage, fields: {} } as never, null);
  }
  showQueue();
  const offline = shown();
  await (await database()).clear("scans");
  await refresh();
  station("Floor");
  await reads([]);
  for (const nth of coming) update(tickets[nth]!);
  orders.push({ online, remembered, offline, one_by_one: shown() });
}
const days: string[][] = [];
for (const { stage, served: tickets, heard } of day) {
  station(stage);
  await reads(tickets);
  heard.forEach(update);
  days.push(shown());
}
process.stdout.write(JSON.stringify({ orders, days }), () => process.exit(0));
