// What a person does at the page.
import { signInOtherLink, signOut } from "../../shared/person.ts";
import { call, post } from "../../shared/rpc.ts";
import { uuid7 } from "../../shared/uuid.ts";
import { drainSoon } from "./drain.ts";
import { outbox } from "./outbox.ts";
import { close, open, readAll } from "./parcels.ts";
import type { Scan } from "./scan.ts";
import { mine, received, refusal } from "./settle.ts";
import { band, counted, labelUrl, packer, parcel, queue, screen, store, type Parked } from "./state.ts";

/** A scan: with a parcel open a thing that goes into it, else the number of a parcel. */
export async function scanned(text: string): Promise<void> {
  const code = text.trim();
  if (packer.value == null || store.value === null || code === "") return;
  if (parcel.value !== null) return write("verify_item", { code });
  const found = queue.value?.parcels.find(({ id }) => id === code);
  if (found !== undefined) await open(found.id);
  else band.value = { kind: "warn", word: "word.choose", sentence: "choose.text" };
}

/** The last thing that was counted comes out again. */
export async function undoLast(): Promise<void> {
  const last = counted.value[0];
  if (last !== undefined) await write("undo_verify", { undone_scan_id: last.scan_id });
}

export const pack = (): Promise<void> => write("pack_parcel", {});

async function write(action: Scan["action"], fields: Record<string, string>): Promise<void> {
  const scan = await outbox.add({ action, fields, store: store.value!, id: parcel.value!.id, staff_id: packer.value!.staff_id, state: "waiting" });
  mine.add(scan.scan_id);
  band.value = received();
  drainSoon();
}

/** A print without an answer is asked for again as the same one: else it would be a reprint that no one has in hand. */
const asked = new Map<string, string>();

/** Asks for the label and opens it for printing. It needs its answer now: it is not kept for later. */
export async function print(): Promise<void> {
  const id = parcel.value!.id;
  const scan_id = asked.get(id) ?? uuid7();
  asked.set(id, scan_id);
  const outcome = await call("open_label", { store: store.value!, id, scan_id }, { correlation_id: scan_id });
  if (outcome.kind !== "answered") {
    if (outcome.kind === "refused") asked.delete(id);
    band.value = outcome.kind === "refused" ? refusal(outcome) : { kind: "warn", word: "word.unreachable", sentence: "print.unreachable" };
    return;
  }
  asked.delete(id);
  const { url, reprint, print_no, parcel: now } = outcome.body;
  if (parcel.value?.id === id) parcel.value = now;
  labelUrl.value = url;
  band.value = reprint
    ? { kind: "warn", word: "word.reprint", sentence: "reprint.text", values: { print: print_no } }
    : { kind: "ok", word: "word.printed", sentence: "printed.text" };
  globalThis.open(url, "_blank", "noopener");
}

/** What a person decides about an order that waits for them. */
export async function decide(order: Parked, action: string, fields: Record<string, string>): Promise<void> {
  const outcome = await post<unknown>(`/rpc/${action}`, { store: store.value, id: order.id, ...fields, scan_id: uuid7() });
  if (outcome.kind === "answered") band.value = { kind: "ok", word: "word.decided", sentence: "decided.text", values: { id: order.id } };
  else if (outcome.kind === "refused") band.value = refusal(outcome);
  else band.value = { kind: "warn", word: "word.unreachable", sentence: "unreachable.text" };
  await readAll();
}

/** Signs out and lets the next one sign in. The provider is to ask who it is: it knows whoever was here for hours. */
export async function changePerson(): Promise<void> {
  const outcome = await signOut();
  if (outcome.kind === "answered") location.assign(signInOtherLink());
  else band.value = { kind: "warn", word: "word.unreachable", sentence: "unreachable.text" };
}

export async function dismissReview(scan: Scan): Promise<void> {
  await outbox.remove(scan);
}

export function show(next: typeof screen.value): void {
  screen.value = next;
  if (parcel.value !== null) close();
  void readAll();
}
