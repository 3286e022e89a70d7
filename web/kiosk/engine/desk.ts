// A supervisor at a device of their own: signed in there by the house's provider, no kiosk. Only in person can one be set up.
import { signal } from "@preact/signals";
import type { components } from "../../shared/api.d.ts";

const HERE = "#desk";
export const SIGN_IN = `/auth/login?return_to=${encodeURIComponent(`/kiosk/${HERE}`)}`;
export const atDesk = signal(location.hash === HERE);

type Schemas = components["schemas"];
export interface Supervisor {
  access_token: string;
  staff: Schemas["Person"];
}

/** Who is signed in at this browser; null for nobody, undefined without an answer. */
export async function whoIsHere(): Promise<Supervisor | null | undefined> {
  try {
    const answer = await fetch("/auth/refresh", { method: "POST" });
    return answer.ok ? ((await answer.json()) as Supervisor) : answer.status < 500 ? null : undefined;
  } catch {
    return undefined;
  }
}

type Told = Schemas["DeviceAnswer"] | Schemas["Refusal"] | null;

/** Enrols the kiosk that shows the code, and says which further stores it shows; null without an answer. */
export async function enrolDevice(who: Supervisor, body: Schemas["EnrolDevice"], stores: string[]): Promise<Told> {
  const enrolled = await ask(who, "enrol_device", body);
  if (enrolled === null || !("device" in enrolled) || stores.length === 0) return enrolled;
  return ask(who, "set_device_stores", { device_id: enrolled.device.device_id, stores } satisfies Schemas["SetDeviceStores"]);
}

async function ask(who: Supervisor, name: string, body: object): Promise<Told> {
  const headers = { "content-type": "application/json", authorization: `Bearer ${who.access_token}` };
  try {
    return (await (await fetch(`/rpc/${name}`, { method: "POST", headers, body: JSON.stringify(body) })).json()) as Told;
  } catch {
    return null;
  }
}
