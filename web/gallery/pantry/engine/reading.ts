// The engine's place: it notes what a view asks for.
import { note } from "../../asked.ts";

export const show = (screen: string) => note("show", screen);
export const chooseStore = (store: string) => note("chooseStore", store);
export const chooseSession = (session_id: string) => note("chooseSession", session_id);
