// Every state of every view of the inbox, by name. The tests look at each, so a view that is added is added here.
import { chosen, conversations, notice, opened, refusedBy, text, waiting, which, type Conversation, type Opened } from "../../inbox/engine/state.ts";
import { online } from "../../shared/connection.ts";
import { unanswered, who } from "../../shared/person.ts";
import type { States } from "../exhibit.tsx";
import { at } from "../now.ts";
import * as made from "./made_up.ts";

function list(found: readonly Conversation[] = made.CONVERSATIONS): void {
  who.value = made.AGENT;
  conversations.value = found;
}
function reading(found: Opened = made.opened()): void {
  list();
  chosen.value = found.conversation;
  opened.value = found;
}
const about = (more: Partial<Conversation>): Opened => made.opened({ conversation: made.conversation(0, more) });
const fault = (code: string) => (notice.value = { kind: "fault", code, message: "no" });

export const states: States = {
  starting: () => undefined,
  "starting-unanswered": () => (unanswered.value = true),
  "sign-in": () => (who.value = null),
  role: () => (who.value = { ...made.AGENT, role: "Packer" }),
  list: () => list(),
  "list-reading": () => (list(), (conversations.value = undefined)),
  "list-none": () => (list([]), (which.value = "failed")),
  "list-long": () => list(Array.from({ length: 60 }, (_, nth) => made.conversation(nth, { topic: made.LONG.slice(0, 200), customer_name: `Bo Example ${nth}` }))),
  "list-offline": () => (list(), (online.value = false)),
  conversation: () => reading(),
  "conversation-reading": () => (reading(), (opened.value = null)),
  "conversation-writing": () => (reading(about({ leased_by: "Agnes Agent", leased_to_me: true })), (text.value = "Dear Ann,\n\nit left on Monday.")),
  "conversation-leased": () => reading(about(made.LEASED)),
  "conversation-refused": () => (reading(about(made.LEASED)), (text.value = "Dear Ann,"), (refusedBy.value = true), fault("MSG002")),
  "conversation-taken": () => (reading(about({ ...made.LEASED, lease_reason: "Agnes is at lunch, and the customer has called twice" })), (text.value = "Dear Ann,")),
  "conversation-failed": () => reading(made.opened({ messages: [...made.MESSAGES, made.FAILED] })),
  "conversation-draft": () => reading(made.opened({ messages: [...made.MESSAGES, made.DRAFTED], templates: [] })),
  "conversation-erased": () => reading(made.opened({ messages: [made.ERASED], order: null, conversation: made.conversation(0, { customer_name: null, order_id: null, topic: null }) })),
  "conversation-no-order": () => reading(made.opened({ order: null })),
  "conversation-long": () => reading(made.opened({ messages: [{ ...made.MESSAGES[0]!, body: made.LONG }, { ...made.MESSAGES[1]!, body: made.LONG }], conversation: made.conversation(0, { topic: made.LONG, customer_name: "W".repeat(80) }) })),
  "conversation-waiting": () => {
    reading();
    online.value = false;
    waiting.value = [{
      device_seq: 1, scan_id: "s1", scanned_at: at(1), occurred_at: at(1), app_version: "", attempts: 0, retry_at: 0, tried: false, state: "waiting",
      action: "answer_conversation", store: "bestbuyca", thread_id: "t0", fields: { body: "Dear Ann", last_message_no: 6 }, staff_id: made.AGENT.staff_id,
    }];
  },
  "notice-done": () => (reading(), (notice.value = { kind: "done", code: "", message: "" })),
  "notice-later": () => (reading(), (text.value = "Dear Ann,"), fault("MSG003")),
  "notice-other": () => (reading(), fault("SYS009")),
};
