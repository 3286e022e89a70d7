// A label: counted by the server first, so that a second one says that it is one, then printed by the browser.
// And the codes that hang in the kitchen, which nobody counts.
import { signal } from "@preact/signals";
import { online } from "../../shared/connection.ts";
import { commandCode, COMMANDS } from "../device/codes.ts";
import { t } from "../texts.ts";
import { timers } from "../timers.ts";
import { act, read } from "./actions.ts";
import { band, device } from "./state.ts";
import type { AnyTicket } from "./tickets.ts";

/** What is on its way to the printer. */
export const label = signal<{ ticket: AnyTicket; print_no: number } | null>(null);
/** What else is: codes to be put up, with what they do or which place they are. */
export const signs = signal<readonly { code: string; title: string }[]>([]);

export async function printLabel(ticket: AnyTicket): Promise<void> {
  const station = device.value.kind === "enrolled" ? device.value.station : "";
  await act("handle_print_barcode", ticket.id, { ctx: { station } });
  const counted = await answered(ticket.id);
  // Without a connection the count is ours, until the server has heard of it.
  if (counted !== "refused") label.value = { ticket, print_no: counted ?? ticket.print_count + 1 };
}

/** The number of the print that the server counted; null when it has not answered. */
function answered(id: string): Promise<number | "refused" | null> {
  return new Promise((resolve) => {
    let stop = () => undefined as void;
    const settle = (answer: number | "refused" | null) => {
      clearTimeout(waited);
      resolve(answer);
      queueMicrotask(() => stop());
    };
    const waited = setTimeout(() => settle(null), timers.labelPatience);
    stop = band.subscribe((said) => {
      if (said === null || said.values?.["ticket"] !== id) return;
      if (said.kind === "received") {
        if (!online.value) settle(null);
      } else if (said.kind === "ok" || said.kind === "already") settle(Number(said.values["print_no"]) || null);
      else settle("refused");
    });
  });
}

/** The commands, and the places of the store where a cake can stand. */
export async function printSigns(store: string): Promise<void> {
  const answer = await read("list_storage_locations", { store });
  if (answer === null) return;
  const places = answer.locations.filter((place) => place.is_active).map(({ code, name }) => ({ code, title: name }));
  signs.value = [...COMMANDS.map((command) => ({ code: commandCode(command), title: t(`sign.${command}`) })), ...places];
}
