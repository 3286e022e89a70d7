// What the inbox remembers: what was written, and what the clock needs.
import type { DBSchema } from "idb";
import { databaseOf, memoryOf } from "../../shared/db.ts";
import type { Writing } from "./writing.ts";

interface Schema extends DBSchema {
  writings: { key: number; value: Writing; indexes: { scan_id: string } };
  meta: { key: string; value: unknown };
}

export const database = databaseOf<Schema>("ordak-inbox", 1, (made) => {
  made.createObjectStore("writings", { keyPath: "device_seq", autoIncrement: true }).createIndex("scan_id", "scan_id", { unique: true });
  made.createObjectStore("meta");
});
export const { recall, keep } = memoryOf(database);
