// What staff set up: sessions, their pick-up times, the items that are offered, and households.
import { call, type Outcome } from "../../shared/rpc.ts";
import { uuid7 } from "../../shared/uuid.ts";
import { faultOf, formFaultOf } from "./faults.ts";
import { readAll } from "./reading.ts";
import { form, formFault, notice, store, type Household, type Session } from "./state.ts";

/** A form that has no answer is sent again as the same: else there would be two sessions. */
let sent: { key: string; scan_id: string } | null = null;

function scanIdOf(fields: object): string {
  const key = JSON.stringify([store.peek(), fields]);
  if (sent?.key !== key) sent = { key, scan_id: uuid7() };
  return sent.scan_id;
}

async function settle(outcome: Outcome<unknown>, fields: readonly string[]): Promise<void> {
  if (outcome.kind === "answered" || outcome.kind === "refused") sent = null;
  if (outcome.kind === "answered") {
    form.value = formFault.value = null;
    notice.value = { kind: "ok", sentence: "saved" };
  } else formFault.value = formFaultOf(outcome, fields);
  await readAll();
}

interface SessionFields {
  session_id: string | null;
  title: string;
  opens_at: string;
  closes_at: string;
  max_orders: number | null;
}
export async function saveSession(fields: SessionFields): Promise<void> {
  await settle(await call("set_pantry_session", { store: store.peek()!, ...fields, scan_id: scanIdOf(fields) }), Object.keys(fields));
}

interface SlotFields {
  session_id: string;
  slot_id: string | null;
  starts_at: string;
  ends_at: string;
  capacity: number;
}
export async function saveSlot(fields: SlotFields): Promise<void> {
  await settle(await call("set_pantry_slot", { store: store.peek()!, ...fields, scan_id: scanIdOf(fields) }), Object.keys(fields));
}

export async function copySession({ session_id }: Session, opens_on: string): Promise<void> {
  const fields = { session_id, opens_on };
  await settle(await call("copy_pantry_session", { store: store.peek()!, ...fields, scan_id: scanIdOf(fields) }), Object.keys(fields));
}

export async function closeSession({ session_id }: Session): Promise<void> {
  await said(await call("close_pantry_session", { store: store.peek()!, session_id }));
}

/** What has no form says at the top what it came to. */
async function said(outcome: Outcome<unknown>): Promise<void> {
  notice.value = outcome.kind === "answered" ? { kind: "ok", sentence: "saved" } : faultOf(outcome);
  await readAll();
}

interface ItemFields {
  sku: string;
  is_offered: boolean;
  limit_each: number | null;
  limit_per_person: number | null;
  suits: string[];
  substitutes: string[];
}
export async function saveItem(fields: ItemFields): Promise<void> {
  await settle(await call("set_pantry_item", { store: store.peek()!, ...fields }), Object.keys(fields));
}

interface HouseholdFields {
  household_id: string | null;
  size: number;
  diets: string[];
  valid_until: string | null;
  approved: boolean;
}
export async function saveHousehold(fields: HouseholdFields): Promise<void> {
  await settle(await call("set_household", { store: store.peek()!, ...fields, scan_id: scanIdOf(fields) }), Object.keys(fields));
}

/** Puts a member into a household, and out of any other, or takes them out of it. */
export async function joinHousehold({ household_id }: Household, member_id: string, belongs: boolean): Promise<void> {
  await said(await call("set_household_member", { store: store.peek()!, household_id, member_id, belongs }));
}
