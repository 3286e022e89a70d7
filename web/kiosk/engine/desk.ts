// A supervisor at a device of their own, which is no kiosk: only in person can one be set up.
import { signal } from "@preact/signals";
import { signInLink, token } from "../../shared/person.ts";
import { call, type Answer, type Body, type Outcome } from "../../shared/rpc.ts";

const HERE = "#desk";
export const SIGN_IN = signInLink(`/kiosk/${HERE}`);
export const atDesk = signal(location.hash === HERE);

/** Enrols the kiosk that shows the code, and says which further stores it shows. */
export async function enrolDevice(body: Body<"enrol_device">, stores: string[]): Promise<Outcome<Answer<"enrol_device">>> {
  const enrolled = await call("enrol_device", body, { token });
  if (enrolled.kind !== "answered" || stores.length === 0) return enrolled;
  return call("set_device_stores", { device_id: enrolled.body.device.device_id, stores }, { token });
}
