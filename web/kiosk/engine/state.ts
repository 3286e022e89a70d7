// What the kiosk knows, as signals: the engine writes them, the views read them.
import { signal } from "@preact/signals";
import type { components } from "../../shared/api.d.ts";
import type { Came, Scan } from "./scan.ts";

type Schemas = components["schemas"];
export type Ticket = Schemas["Ticket"];
export type BenchTicket = Schemas["BenchTicket"];
export type KioskPerson = Schemas["KioskPerson"];
export type Stage = Ticket["stage"];

/** Where this device stands with the server. */
export type Device =
  | { kind: "starting" }
  | { kind: "unenrolled" }
  | { kind: "code"; code: string; expires_at: string }
  /** `shown`: further stores whose queue it shows while nobody is signed in. */
  | { kind: "enrolled"; device_id: string; store: string; station: string; shown?: string[] }
  | { kind: "revoked" };

/** Somebody signed in here; `turn_id` is what each of their scans names. */
export interface Person {
  staff_id: string;
  display_name: string;
  role: string;
  turn_id: string;
}

/** The big answer to a scan. `received` is shown at once, what follows replaces it. */
export interface Band {
  kind: "received" | "ok" | "already" | "asked" | "refused" | "unknown" | "failed";
  /** A key of the catalogue, and what is put into it. */
  text: string;
  values?: Record<string, string>;
  /** What is said largest, if it is not what the kind says: band.word.… */
  word?: string;
  /** Whose scan it was. */
  by?: string;
  scan_id?: string;
  /** A key of the catalogue for a small line below: "scanner keyboard language?" */
  hint?: string;
  ticket?: Ticket | BenchTicket;
  /** What can be done next with the ticket, of its allowed_actions. */
  next?: string[];
  /** Until when it is offered (milliseconds since 1970): later somebody else may stand there. */
  nextUntil?: number;
  code?: string;
  correlation_id?: string;
  /** The scan that can be undone, until when (milliseconds since 1970); for ever while it is not sent. */
  undo?: { scan_id: string; ticket_id: string; until: number };
}

/** A scan that the server refused when it was sent late: a person looks at it, nothing drops it. */
export interface Review {
  scan_id: string;
  ticket_id: string;
  action: string;
  person: string;
  occurred_at: string;
  code: string;
  message: string;
  correlation_id: string | null;
}

export const device = signal<Device>({ kind: "starting" });
/** What people call the store. */
export const storeName = signal("");
/** Everybody of the store, to pick a name from. */
export const roster = signal<KioskPerson[]>([]);
export const signedIn = signal<Person[]>([]);
export const active = signal<Person | null>(null);
/** Seconds left before the person is signed out for doing nothing; null while there is no need to say. */
export const idleWarning = signal<number | null>(null);

/** Scans that are not at the server yet, and those to look at. */
export const waiting = signal(0);
export const reviews = signal<Review[]>([]);

/** All that is in the outbox, in order. */
export const unsent = signal<readonly Scan[]>([]);
/** What the last scans at this kiosk came to, the oldest first. */
export const settled = signal<readonly Came[]>([]);

export const queue = signal<BenchTicket[]>([]);
/** When the queue was read, by the server's clock (milliseconds since 1970); 0 before the first time. */
export const queueReadAt = signal(0);
export const band = signal<Band | null>(null);
/** What was said meanwhile, and weighs less than the band. */
export const beside = signal<Band | null>(null);
/** The ticket that is open on the screen, and the tickets one scan may have meant. */
export const opened = signal<Ticket | BenchTicket | null>(null);
export const choices = signal<Ticket[]>([]);
/** Whether the one that is chosen is only looked at: a number was typed, nothing was scanned. */
export const choiceOpens = signal(false);

/** The ticket whose storage location the views ask for: the next location that is scanned is its. */
export const storageFor = signal<string | null>(null);
/** A location that was scanned first: the next ticket goes there. */
export const locationScanned = signal<string | null>(null);

/** Nothing waits, and nobody looks at a cake: the page may begin anew. */
export const isIdle = (): boolean => waiting.value === 0 && opened.value === null && choices.value.length === 0;
