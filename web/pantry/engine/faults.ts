// What is said when the server did not do what was asked.
import type { Outcome } from "../../shared/rpc.ts";
import type { FormFault, Notice } from "./state.ts";

type Failed = Exclude<Outcome<unknown>, { kind: "answered" }>;

export function faultOf(outcome: Failed): Notice {
  if (outcome.kind === "refused") return { kind: "bad", sentence: `fault.${outcome.code}`, values: { message: outcome.message } };
  return { kind: "warn", sentence: outcome.kind === "failed" ? "failed.text" : "unreachable.text" };
}

/** Likewise beside the field that the server names in its message, if it is one of these. */
export function formFaultOf(outcome: Failed, fields: readonly string[]): FormFault {
  const named = outcome.message.match(/[a-z_]+/g)?.find((word) => fields.includes(word));
  const field = named ?? FIELDS[outcome.code]?.find((each) => fields.includes(each)) ?? null;
  const isEnd = outcome.code === "REQ001" && (field === "closes_at" || field === "ends_at");
  return { field, sentence: isEnd ? "fault.times" : faultOf(outcome).sentence, message: outcome.message };
}

/** What a code is about where its message names no field. */
const FIELDS: Readonly<Record<string, readonly string[]>> = { INV002: ["sku"], INV004: ["substitutes"] };
