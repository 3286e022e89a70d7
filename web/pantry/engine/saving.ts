// What a form or a button came to, for forms and for what has none.
import type { Outcome } from "../../shared/rpc.ts";
import { uuid7 } from "../../shared/uuid.ts";
import { faultOf, formFaultOf } from "./faults.ts";
import { readAll } from "./reading.ts";
import { form, formFault, notice, store } from "./state.ts";

/** A form that has no answer is sent again as the same: else there would be two sessions. */
let sent: { key: string; scan_id: string } | null = null;

export function scanIdOf(fields: object): string {
  const key = JSON.stringify([store.peek(), fields]);
  if (sent?.key !== key) sent = { key, scan_id: uuid7() };
  return sent.scan_id;
}

export async function settle(outcome: Outcome<unknown>, fields: readonly string[]): Promise<void> {
  if (outcome.kind === "answered" || outcome.kind === "refused") sent = null;
  if (outcome.kind === "answered") {
    form.value = formFault.value = null;
    notice.value = { kind: "ok", sentence: "saved" };
  } else formFault.value = formFaultOf(outcome, fields);
  await readAll();
}

/** What has no form says at the top what it came to. */
export async function said(outcome: Outcome<unknown>): Promise<void> {
  notice.value = outcome.kind === "answered" ? { kind: "ok", sentence: "saved" } : faultOf(outcome);
  await readAll();
}
