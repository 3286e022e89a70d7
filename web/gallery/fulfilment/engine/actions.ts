// The engine's place: it notes what a view asks for.
import type { Parked } from "../../../fulfilment/engine/state.ts";
import { note } from "../../asked.ts";

export const changePerson = async () => note("changePerson");
export const show = (screen: string) => note("show", screen);
export const undoLast = async () => note("undoLast");
export const print = async () => note("print");
export const pack = async () => note("pack");
export const decide = async ({ id }: Parked, action: string, fields: object) => note("decide", id, action, fields);
export const dismissReview = async ({ scan_id }: { scan_id: string }) => note("dismissReview", scan_id);
