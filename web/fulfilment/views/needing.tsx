import { useState } from "preact/hooks";
import { Icon } from "../../shared/icons.tsx";
import { moment } from "../../shared/words.ts";
import { decide } from "../engine/actions.ts";
import { needing, type Parked } from "../engine/state.ts";
import { named, t, type Key } from "../texts.ts";
import { Due } from "./due.tsx";

/** A button for each decision: of an action that has several, the one that it sends. To try again is an action of its own. */
const DECISIONS: Record<string, readonly string[]> = { settle_acceptance: ["accept", "refuse", "accepted"] };

/** The orders that go no further by themselves, the longest waiting first. */
export function Needing() {
  const found = needing.value;
  if (found === null) return <p class="hint">{t("starting.text")}</p>;
  if (found.orders.length + found.unread.length === 0) return <p class="nothing"><Icon name="check" />{t("person.none")}</p>;
  return (
    <ul class="needing" aria-label={t("nav.person")}>
      {found.orders.map((order) => <li key={order.id}><Order order={order} /></li>)}
      {found.unread.map(({ id, code, since }) => (
        <li key={id} class="card"><strong class="number-of">{id}</strong> <span class="badge bad"><Icon name="question" />{t("person.unread", { code })}</span> <span class="hint">{moment(since)}</span></li>
      ))}
    </ul>
  );
}

function Order({ order }: { order: Parked }) {
  const [reason, setReason] = useState("");
  const { id, status, why, since, request_id, actions } = order;
  const at = status === "pending_acceptance" || status === "acceptance_failed" ? order.accept_by : order.ship_by;
  return (
    <article class="card stack parked">
      <header class="row spread"><h2 class="number-of">{id}</h2><Due at={at} /></header>
      <p class="row"><span class="badge bad"><Icon name="warning" />{named("status", status)}</span>{why !== status && <strong>{whyOf(why)}</strong>}</p>
      <p class="hint">{t("person.since", { since: moment(since) })}{request_id !== null && ` · ${t("person.request", { id: request_id })}`}</p>
      {actions.length === 0 && <p>{t("person.others")}</p>}
      {actions.length > 0 && (
        <>
          <label class="field"><span>{t("person.reason")}</span><input class="input" value={reason} maxLength={500} onInput={(event) => setReason(event.currentTarget.value)} /></label>
          <div class="row">{actions.map((action) => <Decisions key={action} order={order} action={action} reason={reason} />)}</div>
        </>
      )}
    </article>
  );
}

/** A code that the page has no words for is one that the marketplace or the carrier gave. */
function whyOf(why: string): string {
  const text = named("why", why);
  return text === why ? t("why.other", { code: why }) : text;
}

function Decisions({ order, action, reason }: { order: Parked; action: string; reason: string }) {
  const said = reason.trim() === "" ? {} : { reason };
  const several = DECISIONS[action];
  if (several === undefined) return <button class="button" onClick={() => void decide(order, action, said)}>{named("action", action)}</button>;
  return <>{several.map((decision) => <button key={decision} class="button" onClick={() => void decide(order, action, { decision, ...said })}>{t(`decision.${decision}` as Key)}</button>)}</>;
}
