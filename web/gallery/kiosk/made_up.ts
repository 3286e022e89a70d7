// People, cakes and answers that nobody has ever seen.
import type { BenchTicket, KioskPerson, Person, Stage } from "../../kiosk/engine/state.ts";
import { at } from "../now.ts";

const ACTIONS: Record<Stage, string[]> = {
  Filling: ["complete_filling"], Covering: ["complete_covering"], Decorating: ["complete_decorating"],
  Packing: ["start_packing", "qc_return_to_decorating"], Complete: [],
};
const ALWAYS = ["handle_print_barcode", "assign_staff", "set_storage"];
export const SAM = "5a000000-0000-4000-8000-000000000001";
export const SUE = "5a000000-0000-4000-8000-000000000002";

export const ROSTER: KioskPerson[] = [
  ["1", "Sam Staff", true], ["2", "Sue Supervisor", true], ["3", "Ada Admin", true], ["4", "Pat Packer", true],
  ["5", "Agnes Agent", false], ["7", "Maximiliane-Charlotte Obermüller-Baumgartner", true], ["8", "Zoë D’Angelo", false],
].map(([no, display_name, has_pin]) => ({
  staff_id: `5a000000-0000-4000-8000-00000000000${String(no)}`, display_name: String(display_name), has_pin: has_pin === true, turn_id: null,
}));
const person = (nth: number, role: string): Person => ({ staff_id: ROSTER[nth]!.staff_id, display_name: ROSTER[nth]!.display_name, role, turn_id: `t${nth}` });
export const STAFF = person(0, "Staff");
export const SUPERVISOR = person(1, "Supervisor");
export const THIRD = person(3, "Staff");
export const LONG_NAME = person(5, "Staff");

export function ticket(no: string, stage: Stage, more: Partial<BenchTicket> = {}): BenchTicket {
  return {
    id: `bannos-${no}`, store: "bannos", stage, priority: "High", priority_set: false, product_title: "Celebration cake", flavour: "Vanilla", size: "8 inch",
    due_date: "2026-11-21", due_slot: "14:00–16:00", delivery_method: "pickup", assignee_id: null, storage: null, print_count: 1,
    filling_start_ts: at(95), filling_complete_ts: stage === "Filling" ? null : at(72),
    covering_complete_ts: ["Decorating", "Packing", "Complete"].includes(stage) ? at(41) : null,
    decorating_complete_ts: ["Packing", "Complete"].includes(stage) ? at(18) : null, packing_start_ts: null,
    packing_complete_ts: stage === "Complete" ? at(3) : null, qc_returned_ts: null, qc_reason: null, cancelled_at: null,
    inventory_blocked: false, missing: [], queue_key: "", flags: [], change: null, allowed_actions: [...ACTIONS[stage], ...ALWAYS],
    cake_message: null, notes: null, due_text: null, allergies: null, due_minutes: 840, cakes: 1, cake_no: 1, siblings: [], extras: [],
    packed_by: stage === "Complete" ? "Sam Staff" : null, size_group: (more.size ?? "8 inch")?.toLowerCase(), ...more,
  } as BenchTicket;
}

export const ALLERGIES = "Allergies: severe nut allergy, no eggs, no sesame, and please nothing that was near them at all";
export const LONG_ALLERGIES = `Allergies: ${"severe nut allergy, no eggs, no sesame; ".repeat(130)}`.slice(0, 5000);
export const LONG_WORDS = { product_title: `Cake ${"of a very long title ".repeat(9)}`, flavour: "Vanilla".repeat(45), size: "8 inch", due_slot: "any time between 9:00 and 10:00" };
export const ALLERGIC = ticket("12360", "Decorating", { allergies: "Allergies: nuts, the child is anaphylactic", cake_message: "Bravo Zoë!", priority: "High", priority_set: true });
/** No source of a page has an address elsewhere. */
const AT = ["https:", "", ""].join("/");
/** What customers have written, and what somebody may. */
export const ODD = ticket("12361-B", "Decorating", {
  ...LONG_WORDS, allergies: LONG_ALLERGIES, cake_message: "w".repeat(300),
  notes: `Photo: ${AT}cdn.shopify.com/s/files/1/0001/uploads/IMG_2034.jpg?v=17&k=${"a".repeat(140)}\nSee ${AT}example.com/${"b".repeat(200)}\n<img src="${AT}tracker.example/pixel.png">`,
});
export const RIGHT_TO_LEFT = ticket("12362", "Decorating", { flavour: "שוקולד", cake_message: "يوم سعيد ، 12!", allergies: "אגוזים (nuts)", notes: "\u202Eevil.example" });
export const odd = (stage: Stage): BenchTicket[] => [
  ALLERGIC, ODD, RIGHT_TO_LEFT, ticket("12363", stage, { flavour: "VANILLA " }), ticket("12364", stage, { flavour: "vanilla" }),
  ticket("12365", stage, { inventory_blocked: true, missing: [{ sku: "FLOUR", title: "Cake flour", qty: 2.5, uom: "kg" }, { sku: "EGG", title: "Eggs", qty: 3, uom: "each" }] }),
];
export const CHANGED = ticket("12347-B", "Covering", {
  change: { kind: "edit", fields: ["cake_message", "size"] }, flags: ["changed"], size: "10 inch", cake_message: "Happy 40th, Robin!",
  allowed_actions: ["acknowledge_change", ...ALWAYS], assignee_id: SUE, filling_complete_ts: at(250),
});
export const BLOCKED = ticket("12349", "Filling", { inventory_blocked: true, missing: [{ sku: "SPONGE-8-CHOC", title: "Chocolate sponge, 8 inch", qty: 3, uom: "each" }], due_date: "2026-11-22", flavour: "Chocolate", filling_start_ts: null, print_count: 0, allowed_actions: [...ALWAYS, "clear_shortfall"] });
export const RETURNED = ticket("12350", "Decorating", {
  qc_reason: "Wrong colour on the left side", qc_returned_ts: at(12), due_date: "2026-11-20", due_slot: null, cake_message: "Joyeux anniversaire\nCamille", notes: "Nuts: none at all. The topper comes with the customer.",
});
export const PACKING = ticket("12352-A", "Packing", { packing_start_ts: at(2), allowed_actions: ["complete_packing", "qc_return_to_decorating", ...ALWAYS], storage: "Fridge 2, shelf B", assignee_id: SAM });
const CANDLES = [
  { sku: "CANDLE-12", title: "Candle pack, gold", quantity: 3, used: 0, skipped: 0 },
  { sku: null, title: "Card that says “for the best grandmother there ever was”", quantity: 1, used: 0, skipped: 0 },
];
export const LAST = ticket("12360-A", "Packing", {
  packing_start_ts: at(2), allowed_actions: ["complete_packing", "qc_return_to_decorating", ...ALWAYS], cake_message: "Go Tigers!", flavour: "Chocolate",
  cakes: 2, siblings: [{ id: "bannos-12360-B", stage: "Complete" }], extras: CANDLES,
});
export const FIRST = ticket("12361-A", "Packing", {
  cakes: 3, siblings: [{ id: "bannos-12361-B", stage: "Decorating" }, { id: "bannos-12361-C", stage: "Filling" }], extras: CANDLES,
});
export const DONE = ticket("12362-B", "Complete", {
  cakes: 2, cake_no: 2, siblings: [{ id: "bannos-12362-A", stage: "Complete" }], extras: [{ ...CANDLES[0]!, used: 1, skipped: 2 }], allowed_actions: ALWAYS,
});
export const CANCELLED = ticket("12353", "Covering", { cancelled_at: at(5), change: { kind: "cancel", fields: [] }, allowed_actions: ["acknowledge_change"] });
export const UNCERTAIN = ticket("m1004", "Filling", {
  due_date: null, due_slot: null, due_text: "next Friday or so", flags: ["due_date_unreadable", "flavour_missing", "unknown_sku"], flavour: null, size: null, filling_start_ts: null, print_count: 0,
});

const FLAVOURS = ["Vanilla", "Chocolate", "Red velvet", "Lemon curd", "Hazelnut praline"];
const SIZES = ["6 inch", "8 inch", "10 inch", "12 inch"];
const DAYS = ["2026-11-20", "2026-11-21", "2026-11-21", "2026-11-22", "2026-11-25"];
/** In the order in which the server gives tickets of one priority, which the page keeps. */
export function served(tickets: BenchTicket[]): BenchTicket[] {
  const day = ({ due_date }: BenchTicket) => due_date ?? "9999";
  return tickets.toSorted((one, other) => day(one).localeCompare(day(other)) || (one.due_minutes ?? 1440) - (other.due_minutes ?? 1440));
}

/** A morning's queue of a stage. */
export function morning(stage: Stage, count = 14, all: Partial<BenchTicket> = {}): BenchTicket[] {
  return Array.from({ length: count }, (_, nth) => ticket(`${12400 + nth}`, stage, {
    flavour: FLAVOURS[nth % 5]!, size: SIZES[nth % 4]!, due_date: DAYS[(nth * 3) % 5]!, due_slot: nth % 3 ? null : "09:00–11:00",
    assignee_id: nth % 3 ? null : [SAM, SUE][nth % 2]!, cake_message: nth % 4 ? null : `Happy birthday number ${nth}`,
    notes: nth % 6 === 2 ? "Gold leaf around the edge, no fresh flowers" : null, filling_complete_ts: at(5 + nth * 23), filling_start_ts: at(20 + nth * 23), ...all,
  }));
}

export const LONG_MESSAGE = "Congratulations on your very first and hopefully not last birthday in the new house, dear Robin, from everybody here";
const WORD = "W" + "o".repeat(298) + "w";
const HOST = "pictures.example";
const ADDRESS = `https://${HOST}/${"a1".repeat(87)}.jpg`;
/** What people write and paste: a word of 300 letters, an address of 200 characters, every script, and hundreds of line breaks. */
export const WORDS = [
  ticket("12501", "Covering", { cake_message: WORD, notes: ADDRESS, flavour: WORD, product_title: WORD, due_slot: WORD, allergies: WORD, storage: WORD, qc_reason: WORD }),
  ticket("12502-A", "Covering", { cake_message: "🎂 Alles Gute! 祝你生日快乐 お誕生日おめでとう 생일 축하해", notes: "عيد ميلاد سعيد · יום הולדת שמח" }),
  ticket("12503", "Covering", { cake_message: "สุขสันต์วันเกิด · जन्मदिन मुबारक", notes: "Happy birthday Zoë, Łukasz, Ñandú, Đặng", size: WORD }),
  ticket("12504-C", "Covering", { cake_message: "line\n".repeat(200), notes: ADDRESS, allergies: ADDRESS }),
  ...morning("Covering", 4),
];

const event = (no: number, ago: number, kind: string, more: object = {}) => ({
  no, at: at(ago), occurred_at: null, kind, function: null, code: null, ticket_id: null, from: null, to: null, actor_kind: "staff",
  actor: "Sam Staff", device: "Covering", given_to: null, remark: null, skus: [], undoes: null, undone: false, undoable: "to" in more && kind !== "undone" && !("undone" in more), ...more,
});
export const ANSWERS: Record<string, unknown> = {
  get_change: {
    ok: true, already_done: false, id: CHANGED.id, kind: "edit", detected_at: at(20),
    fields: [{ field: "cake_message", before: "Happy 30th, Robin!", now: "Happy 40th, Robin!" }, { field: "size", before: "8 inch", now: "10 inch" }, { field: "notes", before: null, now: "Blue ribbon" }],
  },
  get_week: {
    ok: true, already_done: false, at: at(0), store: "bannos", today: "2026-11-21", date_from: "2026-11-21", date_to: "2026-11-27",
    open: 64, unassigned: 21, blocked: 2, flagged: 4, overdue: 3, undated: 0, shortfalls: 1,
    days: ["21", "22", "23", "24", "25", "26", "27"].map((no, nth) => ({
      date: `2026-11-${no}`, open: { filling: 12 - nth, covering: 6, decorating: nth, packing: 2 },
      ahead: { filling: 12 - nth, covering: 18 - nth, decorating: 20, packing: 22 - nth * 3 },
      capacity: { filling: 20, covering: 20, decorating: 18, packing: nth === 6 ? 0 : null }, overbooked: nth < 2 ? ["Decorating"] : [],
    })),
  },
  get_open_list: { ok: true, already_done: false, at: at(0), tickets: [RETURNED, BLOCKED, UNCERTAIN] },
  list_shortfalls: {
    ok: true, already_done: false,
    shortfalls: [{ sku: "SPONGE-8-CHOC", title: "Chocolate sponge, 8 inch", uom: "each", qty: 3, since: at(200), order_id: "bannos-12349", tickets: [BLOCKED.id] }],
  },
  find_orders: { ok: true, already_done: false, more: true, tickets: [{ ...LAST, customer_name: "Robin Example" }, { ...DONE, customer_name: null }, { ...CHANGED, customer_name: null }] },
  list_assignable: {
    ok: true, already_done: false,
    people: [
      { staff_id: SAM, display_name: "Sam Staff", stages: ["Filling", "Covering", "Decorating", "Packing"] },
      { staff_id: SUE, display_name: "Sue Supervisor", stages: ["Filling", "Covering", "Decorating", "Packing"] },
      { staff_id: "5a000000-0000-4000-8000-000000000007", display_name: "Tom Filler", stages: ["Filling"] },
    ],
  },
  list_storage_locations: {
    ok: true, already_done: false,
    locations: ["Fridge 1", "Fridge 2, shelf B", "Freezer"].map((name, nth) => ({ code: `L-7K3M9Q2DW4XN5TR${nth}-A`, store: "bannos", name, is_active: nth < 2 })),
  },
  get_history: {
    ok: true, already_done: false, at: at(0), stage_since: at(18), more: false,
    events: [
      event(1, 300, "order_ingested", { actor_kind: "service", actor: "webhook" }),
      event(2, 95, "barcode_printed"), event(3, 72, "complete_filling", { from: "Filling", to: "Covering" }),
      event(4, 70, "refused", { function: "complete_decorating", code: "ORD002" }),
      event(5, 60, "assigned", { given_to: "Sue Supervisor" }),
      event(6, 41, "complete_covering", { from: "Covering", to: "Decorating", occurred_at: at(55), undone: true }),
      event(7, 40, "undone", { from: "Decorating", to: "Covering", undoes: 6 }),
      event(8, 12, "qc_return_to_decorating", { from: "Packing", to: "Decorating", remark: "Wrong colour on the left side" }),
    ],
    stock: [{ at: at(300), sku: "SPONGE-8-VAN", title: "Vanilla sponge, 8 inch", uom: "each", kind: "hold", qty: 1, event_no: 1 }],
    pushes: [{ store: "bannos", sku: "CAKE-8-VAN", shown: 37, shown_at: at(20), fault: null, waiting: true, last_error: null, pushed: 36, pushed_at: at(1), status: "sent" }],
  },
  list_devices: {
    ok: true, already_done: false,
    devices: [["d1", "Covering", null], ["d2", "Filling", null], ["d3", "Packing 2", at(2000)]].map(([device_id, station, revoked_at]) => ({
      device_id, station, revoked_at, store: "bannos", enrolled_at: at(9000), enrolled_by: SUE,
    })),
  },
};
