// What a person has written, as a row of the outbox until the server has it.
import type { Row } from "../../shared/outbox/row.ts";

export interface Writing extends Row {
  action: "save_draft" | "answer_conversation" | "retry_message";
  store: string;
  thread_id: string;
  fields: { body?: string; last_message_no?: number; message_no?: number };
  staff_id: string;
}
