// Every state of every view of the page of parcels, by name. The tests look at each, so a view that is added is added here.
import { band, counted, formerly, labelUrl, needing, parcel, queue, scans, screen, store, stores, type Band, type Parcel, type Queue } from "../../fulfilment/engine/state.ts";
import { live, online } from "../../shared/connection.ts";
import { unanswered, who } from "../../shared/person.ts";
import type { States } from "../exhibit.tsx";
import { at } from "../now.ts";
import * as made from "./made_up.ts";

const REFERENCE = "0190b0c2-5f9e-7c1a-9a41-2f3f0a6c7d11";
const DAY = 24 * 60;

/** A packer at the list of parcels. */
function bench(more: Partial<Queue> = {}): void {
  who.value = made.PACKER;
  live.value = true;
  store.value = "bestbuyca";
  stores.value = ["bestbuyca"];
  queue.value = { parcels: made.queueOf(), picks: made.PICKS, refuses: true, ...more };
  needing.value = { orders: made.PARKED, unread: made.UNREAD };
}
function packing(opened: Parcel, said: Band | null = null): void {
  bench();
  parcel.value = opened;
  band.value = said;
}
function desk(orders = made.PARKED, unread = made.UNREAD): void {
  bench();
  screen.value = "person";
  needing.value = { orders, unread };
}
function offline(): void {
  online.value = live.value = false;
}
const scan = (nth: number, more: object = {}) => ({
  device_seq: nth, scan_id: `s${nth}`, scanned_at: at(DAY), occurred_at: at(DAY), app_version: "", attempts: 0, retry_at: 0, tried: false,
  action: "verify_item" as const, store: "bestbuyca", id: `BBY-${204518 + nth}-A`, fields: { code: "2000000000015" }, staff_id: made.PACKER.staff_id, state: "waiting" as const, ...more,
});
const bad = (code: string, more: Partial<Band> = {}): Band => ({ kind: "bad", word: `word.${code}`, sentence: `fault.${code}`, correlation_id: REFERENCE, values: { message: "" }, ...more });
const right: Band = { kind: "ok", word: "word.right", sentence: "right.text", item: "HDMI cable 2 m", values: { verified: 1, needed: 2 } };

export const states: States = {
  starting: () => undefined,
  "starting-unanswered": () => (unanswered.value = true),
  "sign-in": () => (who.value = null),
  queue: () => bench(),
  "queue-reading": () => (bench(), (queue.value = null)),
  "queue-none": () => bench({ parcels: [], picks: [] }),
  "queue-trial": () => bench({ refuses: false }),
  "queue-long": () => (bench({ parcels: made.queueOf(120) }), (who.value = made.LONG_NAME)),
  "queue-stores": () => (bench(), (stores.value = ["bestbuyca", "bestbuyca-quebec"])),
  "queue-offline": () => {
    bench();
    offline();
    who.value = undefined;
    formerly.value = made.PACKER;
    scans.value = [scan(1), scan(2), scan(3)];
  },
  "queue-choose": () => (bench(), (band.value = { kind: "warn", word: "word.choose", sentence: "choose.text" })),
  "queue-packed": () => (bench(), (band.value = { kind: "ok", word: "word.packed", sentence: "packed.text", values: { id: "BBY-204518-A" } })),
  picks: () => (bench(), (screen.value = "picks")),
  "picks-none": () => (bench({ picks: [] }), (screen.value = "picks")),
  person: () => desk(),
  "person-none": () => desk([], []),
  "person-packer": () => desk(made.PARKED.map((each) => ({ ...each, actions: [] }))),
  "person-refused": () => (desk(), (band.value = { kind: "bad", word: "word.refused", sentence: "fault.REQ001", values: { message: "" }, correlation_id: REFERENCE })),
  "person-decided": () => (desk(), (band.value = { kind: "ok", word: "word.decided", sentence: "decided.text", values: { id: "BBY-204601-A" } })),
  reviews: () => {
    bench();
    screen.value = "reviews";
    scans.value = [scan(1, { state: "review", refusal: { code: "PCK001", message: "", correlation_id: REFERENCE } }), scan(2, { state: "review", action: "pack_parcel", fields: {}, refusal: { code: "ORD002", message: "", correlation_id: null } })];
  },
  parcel: () => packing(made.parcel()),
  "parcel-begun": () => (packing(made.BEGUN, right), (counted.value = [{ scan_id: "s1", id: "BBY-204518-A" }])),
  "parcel-no-label": () => packing({ ...made.BEGUN, has_label: false }),
  "parcel-complete": () => packing(made.VERIFIED, { kind: "ok", word: "word.complete", sentence: "complete.text" }),
  "parcel-printed": () => (packing({ ...made.VERIFIED, prints: 1 }, { kind: "ok", word: "word.printed", sentence: "printed.text" }), (labelUrl.value = "#")),
  "parcel-reprinted": () => (packing({ ...made.VERIFIED, prints: 2 }, { kind: "warn", word: "word.reprint", sentence: "reprint.text", values: { print: 2 } }), (labelUrl.value = "#")),
  "parcel-packed": () => packing({ ...made.VERIFIED, prints: 1, packed_at: at(3) }),
  "parcel-stopped": () => packing({ ...made.BEGUN, status: "cancelled", packs_now: false }, bad("ORD002")),
  "parcel-over": () => packing({ ...made.parcel({ items: [{ ...made.ITEMS[0]!, verified: 3 }, ...made.ITEMS.slice(1)] }) }),
  "parcel-long": () => packing(made.parcel({ id: `BBY-${"9".repeat(40)}-A`, items: made.LONG_ITEMS })),
  "parcel-trial": () => (packing(made.BEGUN), (queue.value = { ...queue.value!, refuses: false })),
  "parcel-offline": () => {
    packing(made.BEGUN, { kind: "warn", word: "word.kept", sentence: "kept.text" });
    offline();
    scans.value = [scan(0)];
  },
  "band-received": () => packing(made.BEGUN, { kind: "received", word: "word.received", sentence: "received.text" }),
  "band-wrong": () => packing(made.BEGUN, bad("PCK001", { item: "Travel plug (PLUG-CA)" })),
  "band-wrong-long": () => packing(made.BEGUN, bad("PCK001", { item: made.LONG_ITEMS[1]!.title })),
  "band-unknown": () => packing(made.BEGUN, bad("PCK002")),
  "band-too-many": () => packing(made.BEGUN, bad("PCK003", { item: "HDMI cable 2 m (CABLE-2M)" })),
  "band-failed": () => packing(made.BEGUN, { kind: "bad", word: "word.failed", sentence: "failed.text", correlation_id: REFERENCE }),
  "band-unreachable": () => packing(made.VERIFIED, { kind: "warn", word: "word.unreachable", sentence: "print.unreachable" }),
};
