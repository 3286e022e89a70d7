// The engine's place: it notes what a view asks for.
import { note } from "../../asked.ts";

export const joinPantry = async (fields: object) => note("joinPantry", fields);
export const joinWaitingList = async (session_id: string) => note("joinWaitingList", session_id);
export const leaveWaitingList = async (session_id: string) => note("leaveWaitingList", session_id);
