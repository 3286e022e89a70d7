// The engine's place: it notes what a view asks for.
import { note } from "../../asked.ts";

export const open = async (id: string) => note("open", id);
export const close = () => note("close");
export const chooseStore = async (store: string) => note("chooseStore", store);
