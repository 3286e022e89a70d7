// A pantry, its members and its staff: none has ever been.
import type { Household, Line, Member, OfferedItem, Order, Session, Shelf, ShelfItem, Slot, Waits } from "../../pantry/engine/state.ts";
import type { Person } from "../../shared/person.ts";
import { at } from "../now.ts";

const HOUR = 60;
export const MEMBER: Person = { staff_id: "5a000000-0000-4000-8000-00000000000a", display_name: "Mia Member", role: "Member", stores: ["shelter"] };
export const STAFF: Person = { staff_id: "5a000000-0000-4000-8000-000000000001", display_name: "Sam Staff", role: "Staff", stores: ["shelter"] };
export const LEAD: Person = { ...STAFF, display_name: "Sue Supervisor", role: "Supervisor" };
export const LONG_NAME = "Maximiliane-Charlotte Obermüller-Baumgartner";
export const LONG = `${"Chickpeas in a tin, cooked, without salt, from a farm near by ".repeat(2)}${"W".repeat(60)}`;

export const slot = (nth: number, more: Partial<Slot> = {}): Slot => ({
  slot_id: `slot-${nth}`, starts_at: at(-(4 + nth) * HOUR), ends_at: at(-(5 + nth) * HOUR), is_full: false, capacity: null, taken: null, ...more,
});
export const session = (nth: number, more: Partial<Session> = {}): Session => ({
  session_id: `session-${nth}`, title: nth === 0 ? "Saturday" : "Next Thursday", opens_at: at(2 * HOUR), closes_at: at(-2 * HOUR), state: "open", closed_by: null, is_open: true,
  max_orders: null, taken: null, slots: [slot(0), slot(1, { is_full: true }), slot(2)], ...more,
});
export const PLANNED = session(1, { state: "planned", is_open: false, opens_at: at(-70 * HOUR), closes_at: at(-80 * HOUR), slots: [slot(90), slot(91)] });

export const TAKEN = session(0, { slots: [slot(0, { is_full: true }), slot(1, { is_full: true })] });
export const HELD = { offered_slot_id: "slot-1", offered_until: at(-18) };
export const waits = (more: Partial<Waits> = {}): Waits => ({
  waiting_id: "waiting-0", session_id: "session-0", slot_id: null, joined_at: at(30), offered_slot_id: null, offered_until: null, ...more,
});

const item = (sku: string, title: string, pieces_left: number, most: number | null, suits: string[] = [], fits = true): ShelfItem => ({ sku, title, pieces_left, most, suits, fits });
export const ITEMS: ShelfItem[] = [
  item("BEANS", "Baked beans", 24, null, ["vegan", "vegetarian", "gluten_free"]),
  item("PASTA", "Pasta 500 g", 1, 3, ["vegetarian"]),
  item("RICE", "Rice 1 kg", 12, 2, ["vegan", "gluten_free", "nut_free"]),
  item("TUNA", "Tuna", 0, 4, [], false),
];
export const LONG_ITEMS: ShelfItem[] = Array.from({ length: 40 }, (_, nth) => item(`SKU-${nth}`, nth % 5 ? `Item ${nth}` : LONG, nth * 3, nth % 3 ? nth : null, nth % 4 ? ["vegan"] : ["vegetarian", "vegan", "halal", "kosher", "gluten_free", "lactose_free", "nut_free"], nth % 2 === 0));
export const shelf = (more: Partial<Shelf> = {}): Shelf => ({
  ok: true, already_done: false, queued: null, at: at(0), timezone: "America/Toronto", session_id: "session-0", sessions: [session(0)], household_fault: null, orders_left: 1, items: ITEMS, waiting: [], ...more,
});

const line = (line_no: number, sku: string, title: string, ordered: number, more: Partial<Line> = {}): Line => ({
  line_no, sku, title, ordered, given: ordered, in_place_of: null, offer: null, offered_until: null, ...more,
});
export const LINES: Line[] = [line(1, "BEANS", "Baked beans", 2), line(2, "RICE", "Rice 1 kg", 1), line(3, "PASTA", "Pasta 500 g", 3, { given: 2 })];
const OFFER = { ordered: 0, given: 1, in_place_of: 3, offer: "open", offered_until: at(-18) };
export const OFFERED: Line[] = [...LINES, line(4, "COUSCOUS", "Couscous 500 g", 0, OFFER)];
export const LAPSED: Line[] = [...LINES, line(4, "COUSCOUS", "Couscous 500 g", 0, { ...OFFER, offered_until: at(2) })];

const ACTIONS: Record<string, string[]> = {
  PENDING: ["cancel_pantry_order", "confirm_pantry_order"], CONFIRMED: ["cancel_pantry_order", "offer_substitute", "start_pantry_order"],
  PREPARING: ["cancel_pantry_order", "offer_substitute", "ready_pantry_order"], READY: ["cancel_pantry_order", "complete_pantry_order"],
};
export const order = (nth: number, status: string, more: Partial<Order> = {}): Order => ({
  id: `P-${20451 + nth}`, status, status_since: at(5), placed_at: at(50), cancelled_by: null, member_id: MEMBER.staff_id, member_name: "Mia Member",
  household_id: "household-1", session_id: "session-0", slot_id: "slot-0", starts_at: at(-4 * HOUR), ends_at: at(-5 * HOUR), pickup_code: "H-7K3M9Q2DW4-X",
  actions: ACTIONS[status] ?? [], lines: LINES, ...more,
});
export const mine = (nth: number, status: string, more: Partial<Order> = {}): Order =>
  order(nth, status, { actions: status === "PENDING" || status === "CONFIRMED" ? ["withdraw_pantry_order"] : [], ...more });
const PAST = { starts_at: at(2 * HOUR), ends_at: at(HOUR) };
export const BOARD: Order[] = [
  order(0, "PREPARING", { ...PAST, member_name: LONG_NAME }), order(1, "READY", PAST), order(2, "PENDING"), order(3, "PENDING", { member_name: "Bo Example" }),
  order(4, "CONFIRMED"), order(5, "CONFIRMED", { lines: OFFERED }), order(6, "READY"),
];
export const LONG_BOARD: Order[] = Array.from({ length: 60 }, (_, nth) => order(nth, ["PENDING", "CONFIRMED", "PREPARING", "READY"][nth % 4]!, { member_name: nth % 7 ? "Bo Example" : LONG_NAME }));

const full = (nth: number, taken: number, capacity: number): Slot => slot(nth, { taken, capacity });
export const SESSIONS: Session[] = [
  session(1, { state: "planned", is_open: false, taken: 0, opens_at: at(-70 * HOUR), closes_at: at(-80 * HOUR), slots: [full(90, 0, 10)] }),
  session(0, { taken: 14, max_orders: 40, slots: [full(0, 8, 10), full(1, 6, 4)] }),
  session(2, { title: "Last Saturday", state: "closed", closed_by: "count", is_open: false, taken: 20, max_orders: 20, slots: [] }),
];
const offered = (sku: string, title: string | null, more: Partial<OfferedItem> = {}): OfferedItem => ({
  sku, title, is_offered: true, limit_each: null, limit_per_person: null, suits: [], substitutes: [], barcodes: [], ...more,
});
export const OFFERED_ITEMS: OfferedItem[] = [
  offered("BEANS", "Baked beans", { suits: ["vegan", "gluten_free"], limit_each: 1, limit_per_person: 1 }), offered("COUSCOUS", "Couscous 500 g", { limit_each: 2 }),
  offered("PASTA", "Pasta 500 g", { substitutes: ["COUSCOUS", "RICE"], limit_per_person: 2 }), offered("RICE", "Rice 1 kg"), offered("TUNA", null, { is_offered: false }),
];

export const ADMIN: Person = { ...STAFF, display_name: "Ada Admin", role: "Admin" };
export const MEMBERS: Member[] = [{ member_id: MEMBER.staff_id, display_name: "Mia Member" }, { member_id: "5a000000-0000-4000-8000-00000000000b", display_name: LONG_NAME }];
const household = (nth: number, more: Partial<Household> = {}): Household => ({
  household_id: `household-${nth}`, size: 3, diets: ["vegan", "nut_free"], valid_until: "2027-03-31", is_approved: true, asks_staff: false,
  members: [{ ...MEMBERS[0]!, is_active: true }], ...more,
});
export const HOUSEHOLDS: Household[] = [
  household(0), household(1, { asks_staff: true, size: 1, valid_until: null, diets: [] }), household(2, { is_approved: false, members: [] }),
];
