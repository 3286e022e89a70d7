import { useState } from "preact/hooks";
import { Icon } from "../../shared/icons.tsx";
import type { Answer } from "../../shared/rpc.ts";
import { moment } from "../../shared/words.ts";
import { act } from "../engine/actions.ts";
import type { Stage } from "../engine/state.ts";
import { isSupervisor } from "../engine/tickets.ts";
import { named, t } from "../texts.ts";
import { useAnswer } from "./asked.ts";
import { Written } from "./written.tsx";

type Told = Answer<"get_history">;
const PAGE = 50;

/** Why is it here? Asked for only by who wants to know, and anew when it has moved. */
export function History({ id, stage }: { id: string; stage: Stage | undefined }) {
  const [shown, show] = useState(false);
  return (
    <section class="stack">
      <button class="button" aria-expanded={shown} onClick={() => show(!shown)}>
        <Icon name="question" />{t(shown ? "ticket.history.close" : "ticket.history")}
      </button>
      {shown && <Page key={stage} id={id} after={0} first />}
    </section>
  );
}

/** So many events, and the button that shows the next. */
function Page({ id, after, first = false }: { id: string; after: number; first?: boolean }) {
  const [answer] = useAnswer("get_history", { id, after_no: after, limit: PAGE });
  const [more, showMore] = useState(false);
  if (answer === undefined) return <p role="status">{t("history.loading")}</p>;
  if (answer === null) return <p role="alert">{t("history.missing")}</p>;
  const last = answer.events.at(-1)?.no;
  // The last step, which a supervisor may take back also when it is long ago.
  const step = answer.more || !isSupervisor() ? undefined : answer.events.filter((event) => event.undoable).at(-1);
  return (
    <>
      {first && answer.events.length === 0 && <p>{t("history.empty")}</p>}
      <ol class="history">{answer.events.map((event) => <Event key={event.no} event={event} stock={answer.stock} />)}</ol>
      {step !== undefined && (
        <button class="button" onClick={() => void act("undo_scan", id, { event_no: step.no })}>
          <Icon name="undo" />{t("history.undo", { action: named("event", step.kind) })}
        </button>
      )}
      {answer.more && !more && <button class="button" onClick={() => showMore(true)}>{t("history.more")}</button>}
      {more && last !== undefined && <Page id={id} after={last} />}
      {first && <Shops pushes={answer.pushes} />}
    </>
  );
}

function Event({ event, stock }: { event: Told["events"][number]; stock: Told["stock"] }) {
  const moved = event.from !== null && event.to !== null && event.from !== event.to;
  const said = event.kind === "refused" && event.function !== null ? named("action", event.function) : named("event", event.kind);
  return (
    <li class={event.undone ? "undone" : ""}>
      <strong>{said}</strong>
      {event.given_to !== null && `: ${event.given_to}`}
      {moved && ` · ${t("history.moved", { from: named("stage", event.from!), to: named("stage", event.to!) })}`}
      {event.code !== null && <span class="badge bad">{t("history.refused", { code: event.code })}</span>}
      {event.allergies_seen && <span class="badge fresh"><Icon name="check" />{t("history.allergies")}</span>}
      {event.undone && <span class="badge warn"><Icon name="undo" />{t("history.undone")}</span>}
      <p class="hint">
        {[moment(event.at), event.actor, event.device && t("history.at", { device: event.device })].filter(Boolean).join(" · ")}
        {event.occurred_at !== null && ` · ${t("history.late", { time: moment(event.occurred_at) })}`}
      </p>
      {event.remark !== null && <p class="verbatim"><Written text={event.remark} /></p>}
      {stock.filter((entry) => entry.event_no === event.no).map((entry) => (
        <p key={entry.sku} class="hint">{t("history.stock", { title: entry.title, kind: named("stock", entry.kind), qty: amount(entry), uom: entry.uom })}</p>
      ))}
    </li>
  );
}

/** Which way it went is in the word, but of a correction. */
const amount = ({ kind, qty }: Told["stock"][number]) => (kind === "correction" ? String(qty) : String(qty).replace("-", ""));

/** How the shops stand with what shares a component with it. */
function Shops({ pushes }: { pushes: Told["pushes"] }) {
  if (pushes.length === 0) return null;
  return (
    <div class="card stack tight">
      <h2>{t("history.shops")}</h2>
      <ul>
        {pushes.map((one) => (
          <li key={`${one.store} ${one.sku}`}>
            {t("history.shop", { store: one.store_name, sku: one.sku, shown: one.shown ?? t("change.empty") })}
            {one.waiting && <span class="badge warn"><Icon name="waiting" />{t("history.shop.waiting")}</span>}
            {one.fault !== null && <span class="badge bad"><Icon name="warning" />{one.fault}</span>}
          </li>
        ))}
      </ul>
    </div>
  );
}
