// The two answers to a question about allergies; the third is to scan the ticket once more.
import { act } from "./actions.ts";
import { confirm, unread } from "./allergies.ts";
import { band } from "./state.ts";

/** They are read: what waited for that is written now. */
export async function confirmAllergies(): Promise<void> {
  const asked = unread.value;
  if (asked !== null) await act(asked.action, asked.ticket.id, confirm(asked));
}

/** They are not, or not now. */
export function leaveAllergies(): void {
  const asked = unread.value;
  unread.value = null;
  if (asked !== null) band.value = { kind: "asked", text: "band.unread.left", ticket: asked.ticket };
}
