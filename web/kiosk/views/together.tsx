import { Icon } from "../../shared/icons.tsx";
import { act } from "../engine/actions.ts";
import { isSupervisor, numberOf, type AnyTicket } from "../engine/tickets.ts";
import { named, t } from "../texts.ts";

type Extra = AnyTicket["extras"][number];

export const inWords = ({ title, quantity }: Extra) => t("together.extra", { n: quantity, title });

/** "Cake 1 of 2"; null for the only one. */
export const nthCake = ({ cakes, cake_no }: AnyTicket) => (cakes > 1 && cake_no !== null ? t("together.cake", { n: cake_no, of: cakes }) : null);

/** The order's other cakes, and what goes with them: large from packing on, where the parcel is made. */
export function Together({ ticket }: { ticket: AnyTicket }) {
  const extras = ticket.extras ?? [];
  const others = ticket.siblings ?? [];
  const nth = nthCake(ticket);
  if (extras.length + others.length === 0) return null;
  const isParcel = ticket.stage === "Packing" || ticket.stage === "Complete";
  const skipped = extras.some((each) => each.skipped > 0);
  return (
    <section class={`card stack together ${isParcel ? "parcel" : ""}`} aria-label={t("together.label")}>
      {others.length > 0 && (
        <p class="row"><Icon name="batch" /><strong>{[nth, ...(others.length === 1 ? [theOther(others[0]!)] : [])].filter(Boolean).join(" · ")}</strong></p>
      )}
      {others.length > 1 && (
        <ul class="row">{others.map(({ id, stage }) => <li key={id} class="badge fresh">{numberOf(id)} · {named("stage", stage)}</li>)}</ul>
      )}
      {extras.length > 0 && (
        <div class="row">
          <Icon name="packing" /><strong>{t("together.with")}</strong>
          <ul>
            {extras.map((each) => (
              <li key={each.title}>
                {inWords(each)}
                {each.skipped > 0 && <span class="badge warn"><Icon name="warning" />{t("together.skipped", { n: each.skipped })}</span>}
              </li>
            ))}
          </ul>
        </div>
      )}
      {skipped && isSupervisor() && <button class="button" onClick={() => void act("release_extras", ticket.id)}>{named("action", "release_extras")}</button>}
    </section>
  );
}

const theOther = ({ stage }: { stage: string }) =>
  stage === "Complete" ? t("together.beside.packed") : t("together.beside", { stage: named("stage", stage) });

/** The same in a line, on the card of a cake that is to be packed. */
export function Beside({ ticket }: { ticket: AnyTicket }) {
  const said = [nthCake(ticket), ...(ticket.extras ?? []).map(inWords)].filter(Boolean);
  return ticket.stage !== "Packing" || said.length === 0 ? null : <p class="row"><Icon name="packing" /><span>{said.join(" · ")}</span></p>;
}
