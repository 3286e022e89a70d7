// The engine's place in the gallery: it notes what a view asks for, and reads from what is made up.
import type { Ticket } from "../../../kiosk/engine/state.ts";
import type { Answer, Body, RpcName } from "../../../shared/rpc.ts";
import { note } from "../../asked.ts";
import { ANSWERS } from "../made_up.ts";

export const start = async () => note("start");
export const enrol = async () => note("enrol");
export const signInByBadge = async (code: string) => note("signInByBadge", code);
export async function signInByPin(staff_id: string, pin: string): Promise<"ok" | "wrong" | "wait" | "offline"> {
  note("signInByPin", staff_id, pin);
  return "wrong";
}
export const switchTo = (staff_id: string) => note("switchTo", staff_id);
export const signOut = async (staff_id: string) => note("signOut", staff_id);
export const stayHere = () => note("stayHere");
export const scan = async (text: string) => note("scan", text);
export const act = async (action: string, ticket_id: string, fields?: Record<string, unknown>) => note("act", action, ticket_id, fields ?? {});
export const scanTyped = async (text: string) => note("scanTyped", text);
export const takeBack = async (scan_id: string, ticket_id: string) => note("takeBack", scan_id, ticket_id);
export const open = async (ticket_id: string) => note("open", ticket_id);
export const choose = async (ticket: Ticket) => note("choose", ticket.id);
export const closeReview = async (scan_id: string) => note("closeReview", scan_id);
export const dismissBand = () => note("dismissBand");
export async function read<N extends RpcName>(name: N, body: Body<N>): Promise<Answer<N> | null> {
  note("read", name, body);
  return (ANSWERS[name] ?? null) as Answer<N> | null;
}
