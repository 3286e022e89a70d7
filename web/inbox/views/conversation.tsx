import { useEffect, useRef } from "preact/hooks";
import { locale } from "../../shared/texts.ts";
import { close, sendAgain } from "../engine/answering.ts";
import { opened, type Message } from "../engine/state.ts";
import { t, type Key } from "../texts.ts";
import { Clock } from "./clock.tsx";
import { Order } from "./order.tsx";
import { Writing } from "./writing.tsx";

/** The open conversation, with the order that it is about. */
export function ConversationView() {
  const found = opened.value;
  const end = useRef<HTMLDivElement>(null);
  const last = found?.last_message_no;
  useEffect(() => end.current?.scrollIntoView({ block: "end" }), [last]);
  return (
    <>
      <section class="conversation stack">
        <div class="row spread">
          <button class="button back" onClick={() => void close()}>{t("list.back")}</button>
          {found?.conversation.needs_answer && <Clock by={found.conversation.answer_by} />}
        </div>
        {found === null ? <p role="status">{t("loading")}</p> : (
          <>
            <h2>{found.conversation.customer_name ?? t("customer.unknown")}</h2>
            {found.conversation.topic && <p>{found.conversation.topic}</p>}
            <ol class="messages stack">{found.messages.map((each) => <li key={each.message_no} class={each.kind}><Said message={each} /></li>)}</ol>
            <Writing found={found} />
            <div ref={end} />
          </>
        )}
      </section>
      {found !== null && <Order found={found} />}
    </>
  );
}

function Said({ message }: { message: Message }) {
  const { kind, body, state, written_by, automatic, created_at, attachments, fault } = message;
  const from = automatic ? t("message.automatic") : (written_by ?? t(`message.${kind}` as Key));
  const at = new Intl.DateTimeFormat(locale(), { dateStyle: "medium", timeStyle: "short" }).format(new Date(created_at));
  return (
    <article class="card">
      <p class="hint row spread"><span>{from}</span><time dateTime={created_at}>{at}</time></p>
      <p class="words">{body === "" ? t("message.erased") : body}</p>
      {attachments > 0 && <p class="hint">{t("message.attachments", { n: attachments })}</p>}
      {state && <p class={`badge ${state === "failed" ? "bad" : ""}`}>{t(`state.${state}` as Key, { code: fault ?? "" })}</p>}
      {state === "failed" && body !== "" && <p><button class="button" onClick={() => void sendAgain(message)}>{t("message.again")}</button></p>}
    </article>
  );
}
