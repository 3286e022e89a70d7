// Every state of every view, by name. The tests look at each, so a view that is added is added here.
import { unread } from "../../kiosk/engine/allergies.ts";
import { printSigns } from "../../kiosk/engine/printing.ts";
import { adding, menu, screen } from "../../kiosk/engine/screen.ts";
import { band, beside, choices, device, idleWarning, opened, queue, queueReadAt, reviews, signedIn, waiting } from "../../kiosk/engine/state.ts";
import { asksFirst, mark } from "../../kiosk/engine/together.ts";
import { typed } from "../../kiosk/engine/typing.ts";
import { filming } from "../../kiosk/views/camera.tsx";
import { tab } from "../../kiosk/views/tabs.ts";
import { live, online } from "../../shared/connection.ts";
import type { States } from "../exhibit.tsx";
import { NOW } from "../now.ts";
import * as made from "./made_up.ts";
import { desk, kiosk, ticketOf, said, done, packed, elsewhere, touch, look, noteScans, board, news, ask, print } from "./scenes.ts";

export const states: States = {
  starting: () => undefined,
  unenrolled: () => (device.value = { kind: "unenrolled" }),
  code: () => (device.value = { kind: "code", code: "BCDF-GHJK", expires_at: new Date(NOW + 14 * 60_000).toISOString() }),
  "code-expired": () => (device.value = { kind: "code", code: "BCDF-GHJK", expires_at: new Date(NOW - 1000).toISOString() }),
  revoked: () => {
    device.value = { kind: "revoked" };
    waiting.value = 3;
  },
  desk: () => desk("Supervisor"),
  "desk-nobody": () => desk(null),
  "sign-in": () => {
    kiosk("Covering", null);
    adding.value = true;
  },
  "board-stage": () => kiosk("Covering", null),
  board: () => board(),
  "board-empty": () => {
    board();
    queue.value = [];
  },
  "board-long": () => {
    board();
    queue.value = [made.ticket("12399", "Filling", { cake_message: "Q".repeat(300), flavour: "picture/".repeat(25) })];
  },
  "board-offline": () => {
    board();
    online.value = live.value = false;
    queueReadAt.value = NOW - 42 * 60_000;
  },
  "board-noticed": () => (board(), news()),
  "station-noticed": () => (kiosk(), news()),
  "station-mine": () => (kiosk(), (tab.value = "mine")),
  "station-mine-none": () => (kiosk("Covering", made.LONG_NAME), (tab.value = "mine")),
  "sign-in-offline": () => {
    kiosk("Covering", null);
    adding.value = true;
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
  "station-batch": () => (kiosk(), (tab.value = "batch"), touch(".batch .button")),
  "station-unassigned": () => (kiosk(), (tab.value = "unassigned")),
  pin: () => (states["sign-in"]!(), touch(".names button", ".keys .button")),
  "ticket-history": () => (ticketOf("RETURNED", "Decorating", made.SUPERVISOR), touch("article button[aria-expanded]")),
  "week-overdue": () => (states["week"]!(), touch("button.figure")),
  "week-shortfalls": () => (states["week"]!(), touch("button.figure:last-child")),
  found: () => (states["find"]!(), look("12352")),
  "station-supervisor": () => {
    kiosk("Covering", made.SUPERVISOR);
    signedIn.value = [...signedIn.value, made.THIRD];
  },
  "station-words": () => {
    kiosk();
    queue.value = made.WORDS;
  },
  "station-mixed": () => {
    kiosk();
    queue.value = made.served(made.morning("Covering", 30, { cake_message: made.LONG_MESSAGE, notes: made.LONG_MESSAGE }));
  },
  "station-settings": () => (kiosk(), touch(".set > button")),
  "station-menu": () => {
    kiosk();
    menu.value = true;
  },
  "station-typing": () => (kiosk(), () => {
    typed.value = "bannos-124";
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
  "band-offline": () => {
    said({ kind: "received", text: "band.kept", values: { action: "complete_covering", ticket: done.id }, ticket: done });
    online.value = live.value = false;
    waiting.value = 1;
  },
  "band-already": () => said({ kind: "already", text: "band.done", values: { action: "complete_covering" }, ticket: done }),
  "band-refused": () => said({ kind: "refused", text: "band.elsewhere", values: elsewhere, ticket: made.BLOCKED, code: "ORD002", correlation_id: "0190b0c2-5f9e-7c1a-9a41-2f3f0a6c7d11" }),
  "band-cancelled": () => said({ kind: "refused", word: "cancelled", text: "band.cancelled", values: { ticket: "12353" }, ticket: made.CANCELLED, by: "Sam Staff" }),
  "band-other-store": () => said({ kind: "unknown", word: "other_store", text: "band.other_store", values: { store: "Flour Lane" } }),
  "band-no-order": () => said({ kind: "unknown", word: "no_order", text: "band.no_order", values: { number: "bannos-9999" } }),
  "band-kept": () => said({
    kind: "received", word: "kept", text: "band.kept", values: { action: "complete_covering" }, ticket: done, by: "Sam Staff",
    undo: { scan_id: "s1", ticket_id: done.id, until: Infinity },
  }),
  "band-beside": () => {
    states["band-refused"]!();
    beside.value = { kind: "ok", text: "band.done", values: { action: "complete_covering" }, ticket: done };
  },
  "band-unknown": () => said({ kind: "unknown", text: "band.foreign", hint: "band.hint.layout" }),
  "band-failed": () => said({ kind: "failed", text: "band.failed", values: { ticket: done.id, action: "complete_covering" }, code: "SYS001", correlation_id: "0190b0c2-5f9e-7c1a-9a41-2f3f0a6c7d11" }),
  "ticket-changed": () => ticketOf("CHANGED", "Covering"),
  "ticket-blocked": () => ticketOf("BLOCKED", "Filling", made.SUPERVISOR),
  "ticket-returned": () => ticketOf("RETURNED", "Decorating"),
  "ticket-packing": () => ticketOf("PACKING", "Packing"),
  "ticket-cancelled": () => ticketOf("CANCELLED", "Covering"),
  "ticket-words": () => {
    kiosk("Covering", made.SUPERVISOR);
    opened.value = made.WORDS[0]!;
  },
  "ticket-band": () => {
    ticketOf("CHANGED", "Covering", made.SUPERVISOR);
    band.value = { kind: "ok", text: "band.done", values: { action: "complete_covering" }, ticket: done, next: ["complete_decorating"], undo: { scan_id: "s1", ticket_id: done.id, until: Date.now() + 55_000 } };
  },
  "ticket-from-below": () => (states["station-300"]!(), () => {
    scrollTo(0, 900);
    opened.value = made.CHANGED;
  }),
  "ticket-scanned-over": () => (states["ticket-words"]!(), async () => {
    // When the view itself has scrolled for the last time.
    for (let frames = 3; frames > 0; frames--) await new Promise(requestAnimationFrame);
    scrollTo(0, 300);
    band.value = { kind: "already", text: "band.done", values: { action: "complete_covering" }, ticket: done };
  }),
  "ticket-uncertain": () => ticketOf("UNCERTAIN", "Filling"),
  "ticket-together": () => ticketOf("FIRST", "Packing"),
  "ticket-done": () => ticketOf("DONE", "Packing", made.SUPERVISOR),
  ticking: () => {
    ticketOf("LAST", "Packing");
    asksFirst(made.LAST, "complete_packing");
  },
  "ticking-out": () => {
    ticketOf("LAST", "Packing");
    asksFirst(made.LAST, "complete_packing");
    mark(0, true);
    return touch("dialog li:last-child .button:not(.grow)");
  },
  "find-offline": () => {
    kiosk();
    online.value = false;
    screen.value = "find";
    return look("lemon");
  },
  "ticket-elsewhere": () => ticketOf("PACKING", "Covering"),
  "ask-who": () => ask("PACKING", "assign_staff"),
  "ask-where": () => ask("PACKING", "set_storage"),
  "ask-reason": () => ask("PACKING", "qc_return_to_decorating"),
  "ask-urgency": () => ask("BLOCKED", "set_priority"),
  "ask-shortfall": () => ask("BLOCKED", "clear_shortfall"),
  choices: () => {
    kiosk();
    choices.value = [made.LAST, made.CHANGED, made.BLOCKED];
  },
  idle: () => {
    kiosk();
    idleWarning.value = 20;
  },
  reviews: () => {
    kiosk();
    screen.value = "reviews";
    reviews.value = ["12401", "12402-C"].map((no) => ({
      scan_id: no, ticket_id: `bannos-${no}`, action: "complete_covering", person: "Sam Staff", occurred_at: new Date(NOW - 3_600_000).toISOString(),
      code: "ORD002", message: "Not possible at this stage", correlation_id: "0190b0c2-5f9e-7c1a-9a41-2f3f0a6c7d11",
    }));
  },
  scans: () => {
    kiosk();
    screen.value = "scans";
    noteScans();
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
  "station-batch-allergies": () => (states["station-allergies"]!(), (tab.value = "batch")),
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
