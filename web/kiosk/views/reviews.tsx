import { Icon } from "../../shared/icons.tsx";
import { moment } from "../../shared/words.ts";
import { closeReview, open } from "../engine/actions.ts";
import { reviews } from "../engine/state.ts";
import { numberOf } from "../engine/tickets.ts";
import { named, t } from "../texts.ts";
import { Title } from "./title.tsx";

/** Scans that could not be done when they were sent; each stays until somebody has looked. */
export function Reviews() {
  return (
    <div class="stack">
      <Title>{t("review.title")}</Title>
      {reviews.value.length === 0 ? <p>{t("review.empty")}</p> : <p>{t("review.text")}</p>}
      <ul class="stack">
        {reviews.value.map((one) => (
          <li key={one.scan_id} class="card row spread">
            <div class="grow stack tight">
              <h2><Icon name="warning" /> {numberOf(one.ticket_id)} · {named("action", one.action)}</h2>
              <p>{one.message}</p>
              <p class="hint">{t("review.by", { name: one.person, time: moment(one.occurred_at) })} · {t("band.code", { code: one.code })}</p>
              {one.correlation_id !== null && <p class="hint">{t("band.reference", { id: one.correlation_id })}</p>}
            </div>
            <button class="button" onClick={() => void open(one.ticket_id)}>{t("review.open", { ticket: numberOf(one.ticket_id) })}</button>
            <button class="button primary" aria-label={t("review.close.label", { ticket: numberOf(one.ticket_id) })} onClick={() => void closeReview(one.scan_id)}>
              <Icon name="check" />{t("review.close")}
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}
