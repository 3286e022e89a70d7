// The engine's place: it notes what a view asks for.
import { note } from "../../asked.ts";

export const open = async ({ thread_id }: { thread_id: string }) => note("open", thread_id);
