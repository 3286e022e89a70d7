// What a packer does, as the outbox keeps it.
import type { Row } from "../../shared/outbox/row.ts";

export interface Scan extends Row {
  action: "verify_item" | "undo_verify" | "pack_parcel";
  store: string;
  /** Of which order's parcel. */
  id: string;
  fields: Record<string, string>;
  /** One browser may see two people in turn: only the one who has written it sends it. */
  staff_id: string;
}
