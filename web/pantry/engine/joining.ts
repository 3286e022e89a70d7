// A member who is new says who they cook for; one who finds no place waits for one.
import { call } from "../../shared/rpc.ts";
import { said, settle } from "./saving.ts";
import { store } from "./state.ts";

export async function joinPantry(fields: { size: number; diets: string[] }): Promise<void> {
  await settle(await call("join_pantry", { store: store.peek()!, ...fields }), Object.keys(fields));
}

export async function joinWaitingList(session_id: string): Promise<void> {
  await said(await call("join_waiting_list", { store: store.peek()!, session_id }));
}

export async function leaveWaitingList(session_id: string): Promise<void> {
  await said(await call("leave_waiting_list", { store: store.peek()!, session_id }));
}
