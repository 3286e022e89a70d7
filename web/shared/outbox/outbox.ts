// What was written and has no answer yet. Written before anything is shown or sent; gone only when its answer is here.
import { serverTime } from "../clock.ts";
import type { Database } from "../db.ts";
import { VERSION } from "../page_version.ts";
import { uuid7 } from "../uuid.ts";
import type { Row } from "./row.ts";

/** Where a page keeps its rows: a store of its database by device_seq, which the database makes, with a unique index scan_id. */
export interface Place<R extends Row> {
  /** Of whatever other stores. */
  database: Database<any>;
  store: string;
  /** These wait now. */
  show(rows: readonly R[]): void;
  /** This tab has changed something: the others are to read it. */
  tell(): void;
}

/** A value for another store of the database. */
export interface Kept {
  store: string;
  value: unknown;
}

type Own = "device_seq" | "scan_id" | "scanned_at" | "occurred_at" | "app_version" | "attempts" | "retry_at" | "tried";

export type Outbox<R extends Row> = ReturnType<typeof outboxOf<R>>;

export function outboxOf<R extends Row>({ database, store, show, tell }: Place<R>) {
  let rows: readonly R[] = [];
  let writes = 0;

  async function write(durability: "strict" | "relaxed" = "strict", ...others: string[]) {
    return (await database()).transaction([store, ...others], "readwrite", { durability });
  }

  function hold(next: readonly R[]): void {
    writes++;
    rows = next;
    show(rows);
    tell();
  }

  /** Writes one, to the disk and not only towards it. It is safe when this returns. */
  async function add(what: Omit<R, Own>): Promise<R> {
    const now = serverTime();
    const row = { ...what, scan_id: uuid7(), scanned_at: now, occurred_at: now, app_version: VERSION, attempts: 0, retry_at: 0, tried: false };
    const writing = await write();
    const device_seq = (await writing.objectStore(store).add(row)) as number;
    await writing.done;
    const written = { ...row, device_seq } as unknown as R;
    hold([...rows, written]);
    return written;
  }

  async function amend(row: R, changes: Partial<R>, durability: "strict" | "relaxed"): Promise<R | null> {
    const writing = await write(durability);
    const before = (await writing.objectStore(store).get(row.device_seq)) as R | undefined;
    const changed = before === undefined ? null : { ...before, ...changes };
    if (changed !== null) await writing.objectStore(store).put(changed);
    await writing.done;
    if (changed !== null) hold(rows.map((each) => (each.device_seq === row.device_seq ? changed : each)));
    return changed;
  }

  /** Changes one that is still there. */
  async function change(row: R, changes: Partial<R>): Promise<R> {
    return (await amend(row, changes, "strict")) ?? { ...row, ...changes };
  }

  /** It is sent from here on, as what it has turned out to be; null when somebody has withdrawn it. In one step: see withdraw(). */
  async function begin(row: R, found: Partial<R>): Promise<R | null> {
    return row.tried ? row : amend(row, { ...found, tried: true }, Object.keys(found).length === 0 ? "relaxed" : "strict");
  }

  /** Takes away what was never sent. False when it may have been heard, or is not there any more: then the server is asked to take it back. */
  async function withdraw(scan_id: string): Promise<boolean> {
    const writing = await write();
    const row = (await writing.objectStore(store).index("scan_id").get(scan_id)) as R | undefined;
    const untried = row?.tried === false && row.state !== "review";
    if (untried) await writing.objectStore(store).delete(row.device_seq);
    await writing.done;
    if (untried) hold(rows.filter((each) => each.scan_id !== scan_id));
    return untried;
  }

  /** Its answer is here, or a person has looked at it. What the answer says is kept in the same moment. */
  async function remove(row: Pick<R, "device_seq">, kept?: Kept): Promise<void> {
    const writing = await write("strict", ...(kept === undefined ? [] : [kept.store]));
    void writing.objectStore(store).delete(row.device_seq);
    if (kept !== undefined) void writing.objectStore(kept.store).put(kept.value);
    await writing.done;
    hold(rows.filter((each) => each.device_seq !== row.device_seq));
  }

  /** Changes all that are there, in one go. */
  async function changeAll(changed: (row: R) => R): Promise<void> {
    const writing = await write();
    for (const row of (await writing.objectStore(store).getAll()) as R[]) await writing.objectStore(store).put(changed(row));
    await writing.done;
    await refresh();
    tell();
  }

  /** Reads what there is, other tabs' among it; anew if this tab has written meanwhile. */
  async function refresh(): Promise<void> {
    for (let before = -1; before !== writes; ) {
      before = writes;
      const read = (await (await database()).getAll(store)) as R[];
      if (before === writes) rows = read;
    }
    show(rows);
  }

  // All that wait, in order: as they were when this tab last heard of a change.
  return { rows: (): readonly R[] => rows, add, change, changeAll, begin, withdraw, remove, refresh };
}
