// What is done about an order, by its member or by staff.
import { post } from "../../shared/rpc.ts";
import { uuid7 } from "../../shared/uuid.ts";
import { faultOf } from "./faults.ts";
import { learn, readAll } from "./reading.ts";
import { acting, notice, openedId, store, type Order } from "./state.ts";

/** What was asked and has no answer is asked again as the same. */
const unanswered = new Map<string, string>();

interface Answered {
  order: Order;
  already_done: boolean;
}

/** Does an action of the API with an order; true when it is done. `said` is the sentence for that. */
export async function act(action: string, id: string, fields: Record<string, unknown> = {}, said?: string): Promise<boolean> {
  const of = store.peek();
  if (of === null || acting.peek().has(id)) return false;
  acting.value = new Set([...acting.peek(), id]);
  const key = JSON.stringify([of, action, id, fields]);
  const scan_id = unanswered.get(key) ?? uuid7();
  unanswered.set(key, scan_id);
  const outcome = await post<Answered>(`/rpc/${action}`, { store: of, id, ...fields, scan_id }, { correlation_id: scan_id });
  if (outcome.kind === "answered" || outcome.kind === "refused") unanswered.delete(key);
  acting.value = new Set([...acting.peek()].filter((each) => each !== id));
  if (store.peek() !== of) return false;
  if (outcome.kind === "answered") {
    learn(outcome.body.order);
    notice.value = said === undefined ? null : { kind: outcome.body.already_done ? "warn" : "ok", sentence: outcome.body.already_done ? `again.${said}` : said, values: { id: outcome.body.order.id, name: outcome.body.order.member_name } };
  } else notice.value = faultOf(outcome);
  void readAll();
  return outcome.kind === "answered";
}

/** Hands an order over to whoever shows its code. */
export async function complete(code: string): Promise<void> {
  if (await act("complete_pantry_order", code, {}, "completed")) openedId.value = null;
}

export const withdraw = ({ id }: Order): Promise<boolean> => act("withdraw_pantry_order", id, {}, "withdrawn");

export const answer = ({ id }: Order, line_no: number, accept: boolean): Promise<boolean> => act("answer_substitute", id, { line_no, accept });

export const cancel = ({ id }: Order, reason: string): Promise<boolean> => act("cancel_pantry_order", id, { reason }, "cancelled");

export const offer = ({ id }: Order, line_no: number, sku: string, quantity: number): Promise<boolean> =>
  act("offer_substitute", id, { line_no, sku, quantity }, "offered");
