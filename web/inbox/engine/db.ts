// What the inbox remembers: what was written, and what the clock needs.
import type { DBSchema } from "idb";
import { databaseOf } from "../../shared/db.ts";
import type { Writing } from "./writing.ts";

interface Schema extends DBSchema {
  writings: { key: number; value: Writing; indexes: { scan_id: string } };
  meta: { key: string; value: unknown };
}

export const database = databaseOf<Schema>("ordak-inbox", 1, (made) => {
  made.createObjectStore("writings", { keyPath: "device_seq", autoIncrement: true }).createIndex("scan_id", "scan_id", { unique: true });
  made.createObjectStore("meta");
});

export async function recall<T>(key: string): Promise<T | undefined> {
  return (await (await database()).get("meta", key)) as T | undefined;
}

export async function keep(key: string, value: unknown): Promise<void> {
  await (await database()).put("meta", value, key);
}
