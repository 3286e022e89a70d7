// Every state of every view, by name. The tests look at each, so a view that is added is added here.
import { adding, asking, screen } from "../kiosk/screen.ts";
import {
  active, band, choices, device, idleWarning, live, online, opened, queue, queueReadAt, reviews, roster, signedIn, waiting,
  type Band, type BenchTicket, type Person, type Stage,
} from "../kiosk/state.ts";
import { unread } from "../kiosk/allergies.ts";
import { filming } from "../kiosk/views/camera.tsx";
import { label, printSigns } from "../kiosk/printing.ts";
import { atDesk } from "../kiosk/desk.ts";
import * as made from "./made_up.ts";

function kiosk(station: Stage | string = "Covering", who: Person | null = made.STAFF): void {
  device.value = { kind: "enrolled", device_id: "d1", store: "bannos", station };
  roster.value = made.ROSTER;
  signedIn.value = who === null ? [] : [who, ...[made.STAFF, made.SUPERVISOR].filter((one) => one !== who)];
  active.value = who;
  live.value = true;
  queueReadAt.value = made.NOW;
  queue.value = made.served([made.CHANGED, ...made.morning("Covering"), made.BLOCKED, made.UNCERTAIN, made.RETURNED, made.PACKING]);
}
function ticketOf(which: keyof typeof made, station: Stage, who: Person = made.STAFF): void {
  kiosk(station, who);
  opened.value = made[which] as typeof made.CHANGED;
}
function said(value: Band, station: Stage = "Covering"): void {
  kiosk(station);
  band.value = value;
}
const done = made.ticket("12400-A", "Decorating");
const packed = made.ticket("12400-A", "Packing");
const elsewhere = { ticket: "12349", stage: "Filling" };

/** What a person has touched since: done when the view is there. */
const touch = (...selectors: string[]) => async () => {
  for (const selector of selectors) {
    await new Promise(requestAnimationFrame);
    document.querySelector<HTMLElement>(selector)!.click();
  }
};

export const STATES: Record<string, () => unknown> = {
  starting: () => undefined,
  unenrolled: () => (device.value = { kind: "unenrolled" }),
  code: () => {
    device.value = { kind: "code", code: "BCDF-GHJK", expires_at: new Date(made.NOW + 14 * 60_000).toISOString() };
  },
  "code-expired": () => {
    device.value = { kind: "code", code: "BCDF-GHJK", expires_at: new Date(made.NOW - 1000).toISOString() };
  },
  revoked: () => {
    device.value = { kind: "revoked" };
    waiting.value = 3;
  },
  desk: () => (atDesk.value = true),
  "sign-in": () => kiosk("Covering", null),
  "sign-in-offline": () => {
    kiosk("Covering", null);
    online.value = false;
    live.value = false;
  },
  "sign-in-beside": () => {
    kiosk();
    adding.value = true;
  },
  station: () => kiosk(),
  "station-all": () => kiosk("Floor"),
  "station-long-name": () => kiosk("Decorating", made.LONG_NAME),
  "station-batch": () => (kiosk(), touch(".station-head .button:nth-child(2)", ".batch .button")),
  "station-unassigned": () => (kiosk(), touch(".station-head .button:nth-child(3)")),
  pin: () => (kiosk("Covering", null), touch(".names button", ".keys .button")),
  "ticket-history": () => (ticketOf("RETURNED", "Decorating", made.SUPERVISOR), touch("article button[aria-expanded]")),
  "week-overdue": () => (STATES["week"]!(), touch("button.figure")),
  "week-shortfalls": () => (STATES["week"]!(), touch("button.figure:last-child")),
  found: () => (STATES["find"]!(), async () => {
    const field = document.querySelector<HTMLInputElement>("input[type=search]")!;
    field.value = "12352";
    field.dispatchEvent(new Event("input", { bubbles: true }));
    await touch(".finding .button")();
  }),
  "station-empty": () => {
    kiosk("Packing");
    queue.value = [];
  },
  "station-loading": () => {
    kiosk("Packing");
    queue.value = [];
    queueReadAt.value = 0;
  },
  "station-300": () => {
    kiosk();
    queue.value = made.morning("Covering", 300);
  },
  offline: () => {
    kiosk();
    online.value = false;
    live.value = false;
    waiting.value = 12;
  },
  "band-received": () => said({ kind: "received", text: "band.received", values: { action: "complete_covering" }, ticket: done }),
  "band-ok": () => said({
    kind: "ok", text: "band.done.start_packing", values: {}, ticket: packed, next: ["complete_packing"],
    undo: { scan_id: "s1", ticket_id: packed.id, until: Date.now() + 55_000 },
  }, "Packing"),
  "band-already": () => said({ kind: "already", text: "band.done", values: { action: "complete_covering" }, ticket: done }),
  "band-refused": () => said({ kind: "refused", text: "band.elsewhere", values: elsewhere, ticket: made.BLOCKED, code: "ORD002", correlation_id: "0190b0c2-5f9e-7c1a-9a41-2f3f0a6c7d11" }),
  "band-unknown": () => said({ kind: "unknown", text: "band.foreign", hint: "band.hint.layout" }),
  "band-failed": () => said({ kind: "failed", text: "band.failed", values: { ticket: done.id, action: "complete_covering" }, code: "SYS001", correlation_id: "0190b0c2-5f9e-7c1a-9a41-2f3f0a6c7d11" }),
  "ticket-changed": () => ticketOf("CHANGED", "Covering"),
  "ticket-blocked": () => ticketOf("BLOCKED", "Filling", made.SUPERVISOR),
  "ticket-returned": () => ticketOf("RETURNED", "Decorating"),
  "ticket-packing": () => ticketOf("PACKING", "Packing"),
  "ticket-cancelled": () => ticketOf("CANCELLED", "Covering"),
  "ticket-uncertain": () => ticketOf("UNCERTAIN", "Filling"),
  "ticket-elsewhere": () => ticketOf("PACKING", "Covering"),
  "ask-who": () => ask("PACKING", "assign_staff"),
  "ask-where": () => ask("PACKING", "set_storage"),
  "ask-reason": () => ask("PACKING", "qc_return_to_decorating"),
  "ask-urgency": () => ask("BLOCKED", "set_priority"),
  "ask-shortfall": () => ask("BLOCKED", "clear_shortfall"),
  choices: () => {
    kiosk();
    choices.value = [made.PACKING, made.CHANGED, made.BLOCKED];
  },
  idle: () => {
    kiosk();
    idleWarning.value = 20;
  },
  reviews: () => {
    kiosk();
    screen.value = "reviews";
    reviews.value = ["12401", "12402-C"].map((no) => ({
      scan_id: no, ticket_id: `bannos-${no}`, action: "complete_covering", person: "Sam Staff", occurred_at: new Date(made.NOW - 3_600_000).toISOString(),
      code: "ORD002", message: "Not possible at this stage", correlation_id: "0190b0c2-5f9e-7c1a-9a41-2f3f0a6c7d11",
    }));
  },
  "reviews-none": () => {
    kiosk();
    screen.value = "reviews";
  },
  find: () => {
    kiosk();
    screen.value = "find";
  },
  week: () => {
    kiosk("Covering", made.SUPERVISOR);
    screen.value = "week";
  },
  devices: () => {
    kiosk("Covering", made.SUPERVISOR);
    screen.value = "devices";
  },
  camera: () => {
    kiosk();
    filming.value = true;
  },
  label: () => print("bannos-12345-A", 1),
  "label-again": () => print("flourlane-123456-AB", 3),
  "label-long": () => print("flourlane-12345678901234567890-ZZZ", 1),
  "label-allergies": () => print("bannos-12345-A", 2, { allergies: made.LONG_ALLERGIES, ...made.LONG_WORDS, priority: "High", priority_set: true }),
  "station-allergies": () => (kiosk("Decorating"), (queue.value = made.served(made.odd("Decorating")))),
  "station-batch-allergies": () => (STATES["station-allergies"]!(), touch(".station-head .button:nth-child(2)")),
  "ticket-allergies": () => ticketOf("ALLERGIC", "Decorating"),
  "ticket-odd": () => ticketOf("ODD", "Decorating"),
  "ask-allergies": () => {
    kiosk("Decorating");
    unread.value = { ticket: made.ALLERGIC, action: "complete_decorating", fields: {} };
    band.value = { kind: "asked", text: "band.unread", ticket: made.ALLERGIC };
  },
  "ask-allergies-long": () => {
    kiosk("Decorating");
    unread.value = { ticket: made.ODD, action: "complete_decorating", fields: {} };
  },
  "band-asked": () => said({ kind: "asked", text: "band.unread.left", hint: "band.hint.unread", ticket: made.ALLERGIC }, "Decorating"),
  photo: () => (ticketOf("ODD", "Decorating"), touch("button.photo")),
  signs: () => {
    kiosk("Covering", made.SUPERVISOR);
    screen.value = "devices";
    window.print = () => undefined;
    void printSigns("bannos");
  },
  "label-manual": () => print("bannos-m1001", 1),
};

function ask(which: keyof typeof made, action: string): void {
  ticketOf(which, "Packing", made.SUPERVISOR);
  asking.value = action;
}

/** No printer takes it, so the label stays where it is. */
function print(id: string, print_no: number, more: Partial<BenchTicket> = {}): void {
  kiosk();
  window.print = () => undefined;
  label.value = { ticket: { ...made.RETURNED, id, allergies: made.ALLERGIES, ...more }, print_no };
}
