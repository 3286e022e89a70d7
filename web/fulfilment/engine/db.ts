// What the page remembers: what was scanned and has no answer yet.
import type { DBSchema } from "idb";
import { databaseOf } from "../../shared/db.ts";
import type { Scan } from "./scan.ts";

interface Schema extends DBSchema {
  scans: { key: number; value: Scan; indexes: { scan_id: string } };
}

export const database = databaseOf<Schema>("ordak-fulfilment", 1, (made) => {
  made.createObjectStore("scans", { keyPath: "device_seq", autoIncrement: true }).createIndex("scan_id", "scan_id", { unique: true });
});
