import { open } from "../engine/reading.ts";
import { chosen, conversations, isSame, which, WHICH, type Conversation } from "../engine/state.ts";
import { named, t } from "../texts.ts";
import { Clock } from "./clock.tsx";

/** The conversations, those first whose answer is due first. */
export function List() {
  const found = conversations.value;
  return (
    <nav class="list stack" aria-label={t("list.label")}>
      <div class="row" role="group">
        {WHICH.map((each) => (
          <button key={each} class="button grow" aria-pressed={which.value === each} onClick={() => (which.value = each)}>{t(`list.${each}`)}</button>
        ))}
      </div>
      {found === undefined ? <p role="status">{t("loading")}</p>
        : found.length === 0 ? <p>{t("list.none")}</p>
        : <ul class="stack">{found.map((each) => <li key={`${each.store} ${each.thread_id}`}><Entry conversation={each} /></li>)}</ul>}
    </nav>
  );
}

function Entry({ conversation }: { conversation: Conversation }) {
  const { customer_name, topic, order_id, order_status, answer_by, needs_answer, fault, failed, leased_by, leased_to_me } = conversation;
  return (
    <button class="card entry" aria-current={isSame(conversation, chosen.value) ? "page" : undefined} disabled={conversation.thread_id === ""} onClick={() => void open(conversation)}>
      <span class="row spread"><strong>{customer_name ?? t("customer.unknown")}</strong>{needs_answer && <Clock by={answer_by} />}</span>
      {topic && <span>{topic}</span>}
      <span class="hint">{[conversation.store, order_id, order_status && named("status", order_status)].filter(Boolean).join(" · ")}</span>
      {fault && <span class="badge bad">{t("list.unread", { code: fault })}</span>}
      {failed > 0 && <span class="badge bad">{t("list.failed", { n: failed })}</span>}
      {leased_by && <span class="badge">{leased_to_me ? t("list.mine") : t("list.leased", { name: leased_by })}</span>}
    </button>
  );
}
