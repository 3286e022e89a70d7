// What the server's "who are you?" (401) means: has this kiosk been revoked, or is only somebody's turn over?
import { post } from "../../shared/rpc.ts";
import { device } from "./state.ts";

export type Standing = "enrolled" | "revoked" | "unknown";

export async function standing(): Promise<Standing> {
  const asked = await post<{ state: string }>("/auth/device/poll", {});
  if (asked.kind === "unreachable" || asked.kind === "failed") return "unknown";
  if (asked.kind === "answered" && asked.body.state === "enrolled") return "enrolled";
  device.value = { kind: "revoked" };
  return "revoked";
}
