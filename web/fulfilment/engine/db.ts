// What the page keeps: what was scanned and has no answer yet, and what it begins with.
import type { DBSchema } from "idb";
import { databaseOf, memoryOf } from "../../shared/db.ts";
import type { Scan } from "./scan.ts";

interface Schema extends DBSchema {
  scans: { key: number; value: Scan; indexes: { scan_id: string } };
  meta: { key: string; value: unknown };
}

export const database = databaseOf<Schema>("ordak-fulfilment", 2, (made, before) => {
  if (before < 1) made.createObjectStore("scans", { keyPath: "device_seq", autoIncrement: true }).createIndex("scan_id", "scan_id", { unique: true });
  made.createObjectStore("meta");
});
export const { recall, keep } = memoryOf(database);
