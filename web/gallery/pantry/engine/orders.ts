// The engine's place: it notes what a view asks for.
import type { Order } from "../../../pantry/engine/state.ts";
import { note } from "../../asked.ts";

export const act = async (action: string, id: string) => note("act", action, id);
export const complete = async (code: string) => note("complete", code);
export const withdraw = async ({ id }: Order) => note("withdraw", id);
export const answer = async ({ id }: Order, line_no: number, accept: boolean) => note("answer", id, line_no, accept);
export const cancel = async ({ id }: Order, reason: string) => note("cancel", id, reason);
export const offer = async ({ id }: Order, line_no: number, sku: string, quantity: number) => note("offer", id, line_no, sku, quantity);
