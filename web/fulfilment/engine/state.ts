// What the page shows, as signals.
import { computed, signal } from "@preact/signals";
import type { components } from "../../shared/api.d.ts";
import { who, type Person } from "../../shared/person.ts";
import type { Scan } from "./scan.ts";

export type Parcel = components["schemas"]["Parcel"];
export type Item = components["schemas"]["ParcelItem"];
export type Waiting = components["schemas"]["WaitingParcel"];
export type Pick = components["schemas"]["PickItem"];
export type Parked = components["schemas"]["ParkedOrder"];
export type Unread = components["schemas"]["UnreadOrder"];

/** What the last scan or touch came to. `item`: of which thing, in the words of its title. */
export interface Band {
  kind: "received" | "ok" | "warn" | "bad";
  word: string;
  sentence: string;
  values?: Record<string, string | number>;
  item?: string;
  correlation_id?: string;
}

export interface Queue {
  parcels: readonly Waiting[];
  picks: readonly Pick[];
  /** Does the server keep a label back until all is scanned? */
  refuses: boolean;
}

/** Who was here when the page ended. */
export const formerly = signal<Person | null>(null);
/** Who packs: as long as the server has not said who is signed in, who was here before. null: nobody. undefined: not known yet. */
export const packer = computed(() => (who.value === undefined ? (formerly.value ?? undefined) : who.value));
export const screen = signal<"queue" | "picks" | "person" | "reviews">("queue");
export const stores = signal<readonly string[]>([]);
export const store = signal<string | null>(null);
/** null: not read yet. */
export const queue = signal<Queue | null>(null);
export const needing = signal<{ orders: readonly Parked[]; unread: readonly Unread[] } | null>(null);
export const parcel = signal<Parcel | null>(null);
/** Where the label of the open parcel is, until another is opened. */
export const labelUrl = signal<string | null>(null);
export const band = signal<Band | null>(null);
/** What has no answer yet, and what was refused when no one looked any more. */
export const scans = signal<readonly Scan[]>([]);
export const waiting = computed(() => scans.value.filter(({ state }) => state !== "review").length);
export const reviews = computed(() => scans.value.filter(({ state }) => state === "review"));
/** The scans of the open parcel that were counted and can be taken back, the last one first. */
export const counted = signal<readonly { scan_id: string; id: string }[]>([]);

/** Nothing waits, and no parcel is open: the page may begin anew. */
export const isIdle = (): boolean => waiting.value === 0 && parcel.value === null;
