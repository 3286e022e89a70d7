// What staff set up: sessions, their pick-up times, the items that are offered, and households.
import { call } from "../../shared/rpc.ts";
import { faultOf } from "./faults.ts";
import { said, scanIdOf, settle } from "./saving.ts";
import { invitation, notice, store, type Household, type Session } from "./state.ts";

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

/** Makes an invitation, whose link is shown once. The member is written to in this language. */
export async function invite(language: "en" | "fr"): Promise<void> {
  const outcome = await call("invite_member", { store: store.peek()!, language });
  if (outcome.kind === "answered") invitation.value = location.origin + outcome.body.path;
  else notice.value = faultOf(outcome);
}
