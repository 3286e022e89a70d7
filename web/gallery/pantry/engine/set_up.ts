// The engine's place: it notes what a view asks for.
import type { Household, Session } from "../../../pantry/engine/state.ts";
import { note } from "../../asked.ts";

export const saveSession = async (fields: object) => note("saveSession", fields);
export const saveSlot = async (fields: object) => note("saveSlot", fields);
export const copySession = async ({ session_id }: Session, opens_on: string) => note("copySession", session_id, opens_on);
export const closeSession = async ({ session_id }: Session) => note("closeSession", session_id);
export const saveItem = async (fields: object) => note("saveItem", fields);
export const saveHousehold = async (fields: object) => note("saveHousehold", fields);
export const joinHousehold = async ({ household_id }: Household, member_id: string, belongs: boolean) => note("joinHousehold", household_id, member_id, belongs);
export const invite = async () => note("invite");
