// What the page shows: signals that the engine writes and the views read.
import { computed, signal } from "@preact/signals";
import type { components } from "../../shared/api.d.ts";
import { who } from "../../shared/person.ts";
import type { Answer } from "../../shared/rpc.ts";

export type Order = components["schemas"]["PantryOrder"];
export type Line = components["schemas"]["PantryLine"];
export type Session = components["schemas"]["PantrySession"];
export type Slot = components["schemas"]["PantrySlot"];
export type ShelfItem = components["schemas"]["ShelfItem"];
export type OfferedItem = components["schemas"]["OfferedItem"];
export type Waits = components["schemas"]["WaitingEntry"];
export type Shelf = Answer<"browse_pantry">;
export type Household = components["schemas"]["Household"];
export type Member = Pick<components["schemas"]["HouseholdMember"], "member_id" | "display_name">;
export type Screen = "shop" | "orders" | "board" | "sessions" | "items" | "households";

/** What a touch or a scan came to. */
export interface Notice {
  kind: "ok" | "warn" | "bad";
  sentence: string;
  values?: Record<string, string | number>;
}
/** Which form is open, and of what: without it of something new. */
export type Form =
  | { of: "session"; session?: Session }
  | { of: "slot"; session: Session; slot?: Slot }
  | { of: "copy"; session: Session }
  | { of: "item"; item?: OfferedItem }
  | { of: "household"; household?: Household };
/** Why a form was not taken, and which of its fields that is about, if it is about one. */
export interface FormFault {
  field: string | null;
  sentence: string;
  message: string;
}

export const STAFF: readonly string[] = ["Staff", "Supervisor", "Admin"];
export const isStaff = computed(() => STAFF.includes(who.value?.role ?? ""));
/** May they set up sessions? */
export const isLead = computed(() => who.value?.role === "Supervisor" || who.value?.role === "Admin");

/** The pantries of whoever is here, and the one that is shown; null: not known yet. */
export const stores = signal<readonly string[] | null>(null);
export const store = signal<string | null>(null);
/** null: the first of their role. */
export const askedScreen = signal<Screen | null>(null);
export const screen = computed<Screen>(() => askedScreen.value ?? (isStaff.value ? "board" : "shop"));
export const turnTo = (next: Screen | null): void => void (askedScreen.value = next);
export const notice = signal<Notice | null>(null);
/** Was a person signed in before at this page? */
export const ended = signal(false);

/** null: not read yet. */
export const orders = signal<readonly Order[] | null>(null);
export const shelf = signal<Shelf | null>(null);
export const sessions = signal<readonly Session[] | null>(null);
export const items = signal<readonly OfferedItem[] | null>(null);
export const households = signal<readonly Household[] | null>(null);
/** The link of an invitation that was just made: nobody is shown it again. */
export const invitation = signal<string | null>(null);
/** The members of the pantry, whom an Admin may put into a household. */
export const members = signal<readonly Member[]>([]);
/** Orders of which something was asked that has no answer yet. */
export const acting = signal<ReadonlySet<string>>(new Set());

/** Which session a member orders in, and when they pick up. */
export const chosenSession = signal<string | null>(null);
export const chosenSlot = signal<string | null>(null);
/** How many of each SKU; null: the server was not asked yet. */
export const wanted = signal<ReadonlyMap<string, number> | null>(null);
/** The names of what is in it, also of what is not offered any more. */
export const names = signal<ReadonlyMap<string, string>>(new Map());
/** Does the server have it as it is here? */
export const isKept = signal(true);
export const placing = signal(false);
/** Of each line that was refused the most that can be given. */
export const refusedLines = signal<ReadonlyMap<string, number>>(new Map());

/** The order that staff look at more closely. */
export const openedId = signal<string | null>(null);
export const opened = computed(() => orders.value?.find(({ id }) => id === openedId.value) ?? null);
export const form = signal<Form | null>(null);
export const formFault = signal<FormFault | null>(null);

export const pieces = computed(() => [...(wanted.value?.values() ?? [])].reduce((sum, each) => sum + each, 0));
/** The session that is chosen, else the first. */
export const session = computed(() => shelf.value?.sessions.find(({ session_id }) => session_id === shelf.value?.session_id) ?? null);
/** What the member waits for in the session that is shown. */
export const waits = computed(() => shelf.value?.waiting.find(({ session_id }) => session_id === session.value?.session_id) ?? null);
/** One that is full is theirs alone for whom its place is held. */
export const slot = computed(() => session.value?.slots.find(({ slot_id, is_full }) =>
  slot_id === chosenSlot.value && (!is_full || slot_id === waits.value?.offered_slot_id)) ?? null);
