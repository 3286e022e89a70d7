// What was scanned and has no answer yet.
import { outboxOf } from "../../shared/outbox/outbox.ts";
import { tell } from "./channel.ts";
import { database } from "./db.ts";
import type { Scan } from "./scan.ts";
import { scans } from "./state.ts";

export const outbox = outboxOf<Scan>({
  database,
  store: "scans",
  show: (rows) => (scans.value = rows),
  tell: () => tell({ what: "scans" }),
});
