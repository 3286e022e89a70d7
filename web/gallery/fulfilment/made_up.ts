// Parcels, shelves and people that nobody has ever seen.
import type { Item, Parcel, Parked, Waiting } from "../../fulfilment/engine/state.ts";
import type { Person } from "../../shared/person.ts";
import { at } from "../now.ts";

const HOUR = 60;
export const PACKER: Person = { staff_id: "5a000000-0000-4000-8000-000000000004", display_name: "Pat Packer", role: "Packer", stores: ["bestbuyca"] };
export const LONG_NAME: Person = { ...PACKER, display_name: "Maximiliane-Charlotte Obermüller-Baumgartner" };

const item = (sku: string, title: string, shelf: string | null, needed: number, verified = 0): Item => ({ sku, title, shelf, needed, verified, barcodes: [] });
export const ITEMS: Item[] = [
  item("CABLE-2M", "HDMI cable 2 m", "A1", 2),
  item("CASE-13", "Laptop case 13 inch, water repellent, with shoulder strap", "B2", 1),
  item("PLUG-CA", "Travel plug", null, 1),
];
/** With so many of each scanned. */
const scanned = (...counts: number[]): Item[] => ITEMS.map((each, nth) => ({ ...each, verified: counts[nth] ?? 0 }));
export const LONG_ITEMS: Item[] = Array.from({ length: 12 }, (_, nth) =>
  item(`SKU-${"0123456789".repeat(3)}-${nth}`, nth % 3 ? "Rechargeable wireless noise-cancelling headphones ".repeat(3) : "W".repeat(120), `AISLE-${nth}-SHELF-12`, nth + 1, nth % 4));

export function parcel(more: Partial<Parcel> = {}): Parcel {
  return {
    store: "bestbuyca", id: "BBY-204518-A", status: "label_created", ship_by: at(-5 * HOUR), fault: null, packs_now: true, has_label: true,
    prints: 0, packed_at: null, handed_over: false, verified: false, items: ITEMS, ...more,
  };
}
export const BEGUN = parcel({ items: scanned(1, 1) });
export const VERIFIED = parcel({ items: scanned(2, 1, 1), verified: true });

const WAITING: Partial<Waiting>[] = [
  { ship_by: at(2 * HOUR), verified: 1 }, { ship_by: at(-HOUR), verified: 4, prints: 1 }, { ship_by: at(-5 * HOUR) }, { ship_by: at(-6 * HOUR), has_label: false },
  { ship_by: at(-30 * HOUR), pieces: 112 }, { ship_by: null, status: "accepted", has_label: false }, { ship_by: at(-50 * HOUR) },
];
export const queueOf = (count = WAITING.length): Waiting[] => Array.from({ length: count }, (_, nth) => ({
  id: `BBY-${204518 + nth}-A`, status: "label_created", ship_by: null, has_label: true, prints: 0, pieces: 4, verified: 0, ...WAITING[nth % WAITING.length],
}));
export const PICKS = [...ITEMS, ...LONG_ITEMS.slice(0, 3)].map(({ sku, title, shelf, needed }, nth) => ({ sku, title, shelf, pieces: needed * 7, parcels: nth + 1 }));

const parked = (id: string, status: string, why: string, actions: string[], more: Partial<Parked> = {}): Parked => ({
  id, status, why, actions, state: "SHIPPING", since: at(90), accept_by: at(-20 * HOUR), ship_by: at(-5 * HOUR), request_id: null, ...more,
});
export const PARKED: Parked[] = [
  parked("BBY-204601-A", "unknown_outcome", "unknown_outcome", ["release_shipment"], { request_id: "BB-BBY-204601-A-P1-A1", ship_by: at(HOUR) }),
  parked("BBY-204602-A", "acceptance_failed", "HTTP_400", ["retry_step", "settle_acceptance"], { accept_by: at(-HOUR) }),
  parked("BBY-204603-A", "pending_acceptance", "short", ["settle_acceptance"], { accept_by: at(-3 * HOUR) }),
  parked("BBY-204604-A", "shipping_failed", "PARCEL_TOO_HEAVY", ["retry_step", "void_shipment"]),
  parked("BBY-204605-A", "suspended", "LABEL_SUSPENDED", ["retry_step", "void_shipment"]),
  parked("BBY-204606-A", "label_created", "label_not_undone", ["void_shipment"], { ship_by: null }),
];
export const UNREAD = [{ id: "BBY-204699-A", code: "LINE_STATE", since: at(3 * HOUR), times: 4 }];
