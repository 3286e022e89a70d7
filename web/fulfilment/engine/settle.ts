// What became of a scan: in the parcel that is open, and on the band of whoever made it.
import { online } from "../../shared/connection.ts";
import type { Result } from "../../shared/outbox/row.ts";
import type { Fault } from "../../shared/rpc.ts";
import { counted, band, parcel, queue, type Band, type Parcel } from "./state.ts";
import type { Scan } from "./scan.ts";

export interface Answered {
  parcel: Parcel;
  sku?: string;
}

export interface Settled {
  scan: Scan;
  late: boolean;
  result: Result<Answered, Fault>;
}

/** The scans of this tab: others tell of theirs too. */
export const mine = new Set<string>();

export function settle({ scan, late, result }: Settled): void {
  if (result.kind === "answered" && parcel.value?.id === scan.id) parcel.value = result.body.parcel;
  if (result.kind === "withdrawn" || (result.kind === "answered" && scan.action === "undo_verify")) forget(scan.fields["undone_scan_id"] ?? "");
  if (!mine.has(scan.scan_id)) return;
  if (result.kind === "answered" && scan.action === "verify_item") counted.value = [{ scan_id: scan.scan_id, id: scan.id }, ...counted.value];
  if (late && result.kind !== "answered") return; // it is kept to be looked at
  band.value = bandOf(scan, result);
  if (scan.action === "pack_parcel" && result.kind === "answered" && parcel.value?.id === scan.id) leave();
}

/** A packed parcel makes way for the next. */
function leave(): void {
  if (queue.value !== null) queue.value = { ...queue.value, parcels: queue.value.parcels.filter(({ id }) => id !== parcel.value?.id) };
  parcel.value = null;
}

function bandOf(scan: Scan, result: Settled["result"]): Band {
  if (result.kind === "answered") return done(scan, result.body);
  if (result.kind === "withdrawn") return { kind: "ok", word: "word.undone", sentence: "undone.text" };
  if (result.kind !== "refused") return { kind: "bad", word: "word.failed", sentence: "failed.text", ...("correlation_id" in result && { correlation_id: result.correlation_id }) };
  return refusal(result);
}

function done(scan: Scan, { parcel: now, sku }: Answered): Band {
  if (scan.action === "pack_parcel") return { kind: "ok", word: "word.packed", sentence: "packed.text", values: { id: scan.id } };
  if (scan.action === "undo_verify") return { kind: "ok", word: "word.undone", sentence: "undone.text" };
  if (now.verified) return { kind: "ok", word: "word.complete", sentence: "complete.text" };
  const item = now.items.find((each) => each.sku === sku);
  if (item === undefined) return { kind: "ok", word: "word.right", sentence: "right.kit" };
  return { kind: "ok", word: "word.right", sentence: "right.text", item: item.title, values: { verified: item.verified, needed: item.needed } };
}

/** What a packer has to know at a glance has a word of its own. */
const WORDS = new Set(["PCK001", "PCK002", "PCK003", "ORD002"]);

/** A refusal: by its code, with the thing that the server names, beside a wrong one. */
export function refusal(fault: Fault): Band {
  const word = WORDS.has(fault.code) ? `word.${fault.code}` : "word.refused";
  const about = fault.code === "PCK001" || fault.code === "PCK003" ? fault.message.split(": ").slice(1).join(": ") : undefined;
  return { kind: "bad", word, sentence: `fault.${fault.code}`, values: { message: fault.message }, correlation_id: fault.correlation_id, ...(about !== undefined && { item: about }) };
}

export function received(): Band {
  return online.value ? { kind: "received", word: "word.received", sentence: "received.text" } : { kind: "warn", word: "word.kept", sentence: "kept.text" };
}

function forget(scan_id: string): void {
  counted.value = counted.value.filter((each) => each.scan_id !== scan_id);
}
