// A cake is looked at: by a tap, by its number, or because a scan means one of several.
import { call } from "../../shared/rpc.ts";
import { readNumber } from "../device/codes.ts";
import { find, ticketsOf } from "./floor.ts";
import { ask, sayFault } from "./messages.ts";
import { active, band, beside, device, opened } from "./state.ts";

/** The tickets that a number typed by hand may mean: one of each of the kiosk's stores. */
export function idsOf(typed: string): string[] {
  const here = device.value.kind === "enrolled" ? [device.value.store, ...(device.value.shown ?? [])] : [];
  return here.flatMap((each) => readNumber(typed, each) ?? []);
}

/** Shows the cake of one of these numbers, as it is known here and then as the server has it; of several, they are asked for. */
export async function lookUp(ids: readonly string[]): Promise<void> {
  const known = ids.flatMap((id) => find(id) ?? ticketsOf(id));
  const cake = band.value?.ticket?.id ?? band.value?.values?.["ticket"];
  if (cake !== undefined && !ids.includes(cake)) band.value = beside.value = null; // it speaks of another one
  const before = (opened.value = known.length === 1 ? known[0]! : null);
  const answers = await Promise.all(ids.map((scan) => call("get_order_for_scan", { scan }, { turn: active.value?.turn_id ?? null })));
  if (opened.peek()?.id !== before?.id) return; // somebody has gone on to another one
  const read = answers.flatMap((each) => (each.kind === "answered" ? (each.body.ticket ?? each.body.choices) : []));
  const found = answers.some((each) => each.kind === "unreachable") && read.length === 0 ? known : read;
  const [only] = found;
  const [fault] = answers;
  if (found.length > 1) ask(found, true);
  else if (only !== undefined) opened.value = { ...find(only.id), ...only };
  else if (fault!.kind !== "answered") sayFault(fault!, undefined, ids[0]);
}
