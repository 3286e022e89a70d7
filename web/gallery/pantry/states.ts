// Every state of every view of the pantry's page, by name. The tests look at each, so a view that is added is added here.
import {
  chosenSlot, ended, form, formFault, households, invitation, isKept, items, members, names, notice, openedId, orders, placing, refusedLines, sessions, shelf, store, stores, turnTo, wanted,
  type Form, type Notice, type Order, type Screen, type Shelf,
} from "../../pantry/engine/state.ts";
import { live, online } from "../../shared/connection.ts";
import { zone } from "../../shared/days.ts";
import { unanswered, who } from "../../shared/person.ts";
import type { States } from "../exhibit.tsx";
import * as made from "./made_up.ts";

function here(person = made.MEMBER): void {
  who.value = person;
  stores.value = person.stores;
  store.value = "shelter";
  zone.value = "America/Toronto";
  live.value = true;
}
function shop(more: Partial<Shelf> = {}, basket: [string, number][] = [["BEANS", 2], ["RICE", 1]]): void {
  here();
  shelf.value = made.shelf(more);
  orders.value = [];
  wanted.value = new Map(basket);
}
function chosen(): void {
  shop();
  chosenSlot.value = "slot-0";
}
function refused(code: string, lines: [string, number][]): void {
  chosen();
  refusedLines.value = new Map(lines);
  said({ kind: "bad", sentence: `fault.${code}` });
}
function mine(...own: Order[]): void {
  here();
  orders.value = own;
  turnTo("orders");
}
function board(shown: Order[] = made.BOARD, person = made.STAFF): void {
  here(person);
  orders.value = shown;
  items.value = made.OFFERED_ITEMS;
}
function look(order: Order): void {
  board();
  openedId.value = order.id;
}
function setUp(screen: Screen, open: Form | null = null, person = made.LEAD): void {
  here(person);
  orders.value = made.BOARD;
  sessions.value = made.SESSIONS;
  items.value = made.OFFERED_ITEMS;
  households.value = made.HOUSEHOLDS;
  members.value = made.MEMBERS;
  form.value = open;
  turnTo(screen);
}
const said = (what: Notice) => (notice.value = what);
const wrong = (field: string | null, code: string, message = "") => (formFault.value = { field, sentence: `fault.${code}`, message });
const press = (text: string) => () => [...document.querySelectorAll("button")].find(({ textContent }) => textContent === text)!.click();
const [late, ready, pending, , , withOffer] = made.BOARD as [Order, Order, Order, Order, Order, Order];
const open = made.SESSIONS[1]!;

export const states: States = {
  starting: () => undefined,
  "starting-unanswered": () => (unanswered.value = true),
  "sign-in": () => (who.value = null),
  "sign-in-ended": () => ((who.value = null), (ended.value = true)),
  "sign-in-unkept": () => ((who.value = null), (ended.value = true), (isKept.value = false)),
  role: () => here({ ...made.STAFF, role: "Packer" }),
  "no-store": () => (here(), (stores.value = [])),
  "shop-reading": () => here(),
  shop: () => shop(),
  "shop-chosen": () => chosen(),
  "shop-empty": () => shop({}, []),
  "shop-sessions": () => shop({ sessions: [made.session(0), made.PLANNED] }),
  "shop-planned": () => shop({ session_id: "session-1", sessions: [made.PLANNED] }),
  "shop-none": () => shop({ session_id: null, sessions: [], items: [] }, []),
  "shop-ordered": () => shop({ orders_left: 0 }, []),
  "shop-household": () => shop({ household_fault: "ask staff", orders_left: 0 }),
  "shop-join": () => (shop({ household_fault: "no household", orders_left: 0 }, []), wrong("size", "REQ001")),
  "shop-taken": () => shop({ sessions: [made.TAKEN] }),
  "shop-waiting": () => shop({ sessions: [made.TAKEN], waiting: [made.waits()] }),
  "shop-held": () => shop({ sessions: [made.TAKEN], waiting: [made.waits(made.HELD)] }),
  "shop-counted": () => shop({ sessions: [made.session(0, { is_open: false, state: "closed", closed_by: "count" })] }),
  "shop-gone": () => (shop({}, [["PASTA", 2], ["SALT", 1]]), (names.value = new Map([["SALT", "Sea salt 500 g"]]))),
  "shop-refused": () => refused("PAN001", [["BEANS", 1], ["RICE", 0]]),
  "shop-too-much": () => refused("PAN005", [["BEANS", 1]]),
  "shop-full": () => refused("PAN003", []),
  "shop-placing": () => (chosen(), (placing.value = true), (isKept.value = false)),
  "shop-unanswered": () => (chosen(), said({ kind: "warn", sentence: "place.unreachable" })),
  "shop-offline": () => (shop(), (online.value = false)),
  "shop-long": () => (shop({ items: made.LONG_ITEMS }), (stores.value = ["shelter", "shelter2"])),
  "orders-none": () => mine(),
  "orders-pending": () => (mine(made.mine(0, "PENDING")), said({ kind: "ok", sentence: "placed.PENDING" })),
  "orders-ready": () => mine(made.mine(0, "READY"), made.mine(1, "CANCELLED", { cancelled_by: "no_show" }), made.mine(2, "COMPLETED")),
  "orders-preparing": () => mine(made.mine(0, "PREPARING")),
  "orders-withdraw": () => (mine(made.mine(0, "CONFIRMED")), press(document.documentElement.lang.startsWith("fr") ? "Retirer cette commande" : "Take this order back")),
  "orders-offer": () => mine(made.mine(0, "PREPARING", { lines: made.OFFERED })),
  "orders-offer-over": () => mine(made.mine(0, "PREPARING", { lines: made.LAPSED })),
  board: () => board(),
  "board-none": () => board([]),
  "board-reading": () => (board(), (orders.value = null)),
  "board-long": () => (board(made.LONG_BOARD), (live.value = false)),
  "board-completed": () => (board(), said({ kind: "ok", sentence: "completed", values: { id: ready.id, name: ready.member_name } })),
  "board-again": () => (board(), said({ kind: "warn", sentence: "again.completed", values: { id: ready.id } })),
  "board-code": () => (board(), said({ kind: "bad", sentence: "code.unknown" })),
  "order-pending": () => look(pending),
  "order-late": () => look(late),
  "order-ready": () => look(ready),
  "order-offered": () => look(withOffer),
  "order-offering": () => (look(withOffer), () => document.querySelector<HTMLElement>("dialog .line button")!.click()),
  "order-refused": () => (look(late), said({ kind: "bad", sentence: "fault.PAN010" })),
  sessions: () => setUp("sessions"),
  "sessions-staff": () => setUp("sessions", null, made.STAFF),
  "sessions-none": () => (setUp("sessions"), (sessions.value = [])),
  "session-new": () => (setUp("sessions", { of: "session" }), wrong("closes_at", "times")),
  "session-edit": () => (setUp("sessions", { of: "session", session: open }), wrong(null, "PAN002")),
  "session-copy": () => setUp("sessions", { of: "copy", session: open }),
  "slot-new": () => setUp("sessions", { of: "slot", session: open }),
  "slot-edit": () => (setUp("sessions", { of: "slot", session: open, slot: open.slots[1]! }), wrong("ends_at", "times")),
  items: () => setUp("items"),
  "items-none": () => (setUp("items"), (items.value = []), said({ kind: "ok", sentence: "saved" })),
  "item-new": () => (setUp("items", { of: "item" }), wrong("sku", "INV002")),
  "item-edit": () => (setUp("items", { of: "item", item: made.OFFERED_ITEMS[2]! }), wrong("substitutes", "INV004")),
  households: () => setUp("households"),
  "households-none": () => (setUp("households"), (households.value = [])),
  "households-invite": () => (setUp("households"), (invitation.value = `${location.origin}/pantry/#invitation=J-7K3M9Q2DW4XN5TRA-H&house=${"corner".repeat(4)}`)),
  "household-new": () => setUp("households", { of: "household" }),
  "household-edit": () => setUp("households", { of: "household", household: made.HOUSEHOLDS[1]! }, made.ADMIN),
};
