// What the views ask of the engine, which is not here yet: nothing happens.
import type { Answer, Body, RpcName } from "./rpc.ts";
import type { Ticket } from "./state.ts";

export const start = async (): Promise<void> => undefined;
export const enrol = async (): Promise<void> => undefined;
export const signInByBadge = async (_code: string): Promise<void> => undefined;
export const signInByPin = async (_staff_id: string, _pin: string): Promise<"ok" | "wrong" | "wait" | "offline"> => "offline";
export const switchTo = (_staff_id: string): void => undefined;
export const signOut = async (_staff_id: string): Promise<void> => undefined;
export const stayHere = (): void => undefined;
export const scan = async (_text: string): Promise<void> => undefined;
export const act = async (_action: string, _ticket_id: string, _fields?: Record<string, unknown>): Promise<void> => undefined;
export const undo = async (_scan_id: string): Promise<void> => undefined;
export const open = async (_ticket_id: string): Promise<void> => undefined;
export const choose = async (_ticket: Ticket): Promise<void> => undefined;
export const closeReview = async (_scan_id: string): Promise<void> => undefined;
export const read = async <N extends RpcName>(_name: N, _body: Body<N>): Promise<Answer<N> | null> => null;
export const dismissBand = (): void => undefined;
