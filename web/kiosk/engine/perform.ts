// What a button of an action does: at once, or first the question that the action needs answered.
import { act, open } from "./actions.ts";
import { printLabel } from "./printing.ts";
import { asking } from "./screen.ts";
import { opened } from "./state.ts";
import type { AnyTicket } from "./tickets.ts";
import { asksFirst } from "./together.ts";

const ASK = ["assign_staff", "set_storage", "qc_return_to_decorating", "set_priority", "clear_shortfall"];

export async function perform(action: string, ticket: AnyTicket): Promise<void> {
  if (ASK.includes(action)) {
    if (opened.value?.id !== ticket.id) await open(ticket.id);
    asking.value = action;
  } else if (action === "handle_print_barcode") await printLabel(ticket);
  // What is different is shown beside the ticket, with the button that says it was seen.
  else if (action === "acknowledge_change" && opened.value?.id !== ticket.id) await open(ticket.id);
  else if (!asksFirst(ticket, action)) await act(action, ticket.id);
}
