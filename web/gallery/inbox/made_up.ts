// Customers, what they ask, and who answers: none has ever been.
import type { Conversation, Message, Opened } from "../../inbox/engine/state.ts";
import type { Person } from "../../shared/person.ts";
import { at } from "../now.ts";

const HOUR = 60;
export const AGENT: Person = { staff_id: "5a000000-0000-4000-8000-000000000005", display_name: "Agnes Agent", role: "Agent", stores: ["bestbuyca"] };

export const conversation = (nth: number, more: Partial<Conversation> = {}): Conversation => ({
  store: "bestbuyca", thread_id: `t${nth}`, topic: "Where is my order?", customer_name: "Ann Example", language: "en", order_id: `BBY-${204518 + nth}-A`,
  order_status: "label_created", needs_answer: true, answer_by: at(-20 * HOUR), last_at: at(HOUR), last_kind: "customer", leased_by: null, leased_to_me: false,
  lease_expires_at: null, lease_reason: null, failed: 0, fault: null, ...more,
});
export const LEASED = { leased_by: "Sam Staff", lease_expires_at: at(-2) };
export const CONVERSATIONS: Conversation[] = [
  conversation(0, { answer_by: at(2 * HOUR) }),
  conversation(1, { customer_name: "Zoë D’Angelo-Obermüller", topic: "The box was open when it came, and one of the two things is missing: what now?", answer_by: at(-HOUR), ...LEASED }),
  conversation(2, { customer_name: null, order_id: null, order_status: null, topic: null, leased_by: "Agnes Agent", leased_to_me: true }),
  conversation(3, { needs_answer: false, failed: 2, order_status: "shipped" }),
  conversation(4, { thread_id: "", customer_name: null, topic: null, needs_answer: false, fault: "NO_CUSTOMER" }),
];

const message = (no: number, kind: string, body: string, more: Partial<Message> = {}): Message => ({
  message_no: no, kind, body, created_at: at(5 * HOUR - no * 10), attachments: 0, state: kind === "shop" ? "sent" : null, written_by: null, automatic: false, fault: null, ...more,
});
export const LONG = `${"A question that is long enough to fill more than one line of a narrow screen. ".repeat(12)}\n\n${"W".repeat(200)}`;
export const MESSAGES: Message[] = [
  message(1, "customer", "Hello, where is my order? It was to be here on Friday."),
  message(2, "shop", "We have your message and answer within a day.", { automatic: true }),
  message(3, "operator", "The customer has opened a claim."),
  message(4, "customer", "Here is a picture of the box.\nIt is wet.", { attachments: 2 }),
  message(5, "shop", "I am sorry to hear that.", { written_by: "Sam Staff", state: "claimed" }),
  message(6, "shop", "We send another one today.", { written_by: "Agnes Agent", state: "unknown" }),
];
export const FAILED = message(7, "shop", "It left on Monday.", { written_by: "Agnes Agent", state: "failed", fault: "HTTP_400" });
export const DRAFTED = message(7, "shop", "We have your message.", { automatic: true, state: "draft" });
export const ERASED = message(1, "customer", "");

export function opened(more: Partial<Opened> = {}): Opened {
  return {
    ok: true, already_done: false, queued: null, conversation: conversation(0), messages: MESSAGES, last_message_no: 6, draft: null,
    templates: [{ name: "On its way", body: "It is on its way." }],
    order: {
      order_id: "BBY-204518-A", status: "label_created", state: "SHIPPING", ordered_at: at(50 * HOUR), ship_by: at(-5 * HOUR), total_amount: 1249.99, currency: "CAD",
      lines: [
        { sku: "HP-1", title: "Example headphones, wireless, with a title that needs two lines", quantity: 2 },
        { sku: "CABLE-2M", title: null, quantity: 1 },
      ],
    },
    ...more,
  };
}
