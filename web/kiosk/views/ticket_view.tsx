import { useEffect } from "preact/hooks";
import { Icon } from "../../shared/icons.tsx";
import { perform } from "../engine/perform.ts";
import { asking } from "../engine/screen.ts";
import { device, opened } from "../engine/state.ts";
import { isMadeHere, stationStage } from "../engine/steps.ts";
import { missingOf, numberOf, packedText, stageIcon, type AnyTicket } from "../engine/tickets.ts";
import { named, t } from "../texts.ts";
import { AllergyMark } from "./allergies.tsx";
import { Change } from "./change.tsx";
import { Facts } from "./facts.tsx";
import { History } from "./history.tsx";
import { Age, Due, Marks } from "./marks.tsx";
import { Question } from "./question.tsx";
import { Steps } from "./steps.tsx";
import { Title } from "./title.tsx";
import { Together } from "./together.tsx";

const back = () => {
  opened.value = null;
};

/** One cake: what it is, how far it is, and what can be done with it. */
export function TicketView({ ticket }: { ticket: AnyTicket }) {
  useEffect(() => {
    // However far down the queue was: the number, the day and the way back are seen.
    scrollTo(0, 0);
    const escape = (event: KeyboardEvent) => {
      if (event.key === "Escape" && document.querySelector("dialog[open], :popover-open, .entry:focus-within") === null) back();
    };
    addEventListener("keydown", escape);
    return () => removeEventListener("keydown", escape);
  }, []);
  return (
    <article class="stack opened">
      <div class="row">
        <button class="button" aria-label={t("ticket.back")} onClick={back}><Icon name="back" /><span class="wide">{t("ticket.back")}</span></button>
        <Title><span class="huge">{numberOf(ticket.id)}</span></Title>
        <span class={`stage lead stage-${ticket.stage.toLowerCase()}`}><Icon name={stageIcon(ticket.stage)} />{named("stage", ticket.stage)}</span>
        <Due ticket={ticket} /><Age ticket={ticket} long /><AllergyMark ticket={ticket} /><Marks ticket={ticket} />
      </div>
      <div class="columns">
        <div class="stack">
          <Notices ticket={ticket} />
          {ticket.change !== null && <Change ticket={ticket} />}
          <Together ticket={ticket} />
          <Facts ticket={ticket} />
          <Steps ticket={ticket} />
        </div>
        <Actions ticket={ticket} />
      </div>
      <History key={ticket.id} id={ticket.id} stage={ticket.stage} />
      {asking.value !== null && <Question key={asking.value} action={asking.value} ticket={ticket} />}
    </article>
  );
}

/** What somebody must know before they touch it. */
function Notices({ ticket }: { ticket: AnyTicket }) {
  const here = stationStage();
  const finished = packedText(ticket);
  const elsewhere = finished === null && here !== null && here !== ticket.stage && device.value.kind === "enrolled";
  return (
    <>
      {finished !== null && <p class="notice"><Icon name="complete" />{finished}</p>}
      {ticket.cancelled_at !== null && <p class="notice bad"><Icon name="cancelled" />{t("ticket.cancelled.text")}</p>}
      {elsewhere && ticket.cancelled_at === null && <p class="notice"><Icon name={stageIcon(ticket.stage)} />{t("ticket.elsewhere", { stage: named("stage", ticket.stage) })}</p>}
      {ticket.inventory_blocked && <p class="notice bad"><Icon name="blocked" /><span>{t("ticket.blocked.text")}{missingOf(ticket).map((said) => <bdi class="missing">{said}</bdi>)}</span></p>}
      {ticket.qc_reason !== null && ticket.stage === "Decorating" && (
        <p class="notice warn"><Icon name="undo" />{t("ticket.returned.text", { reason: ticket.qc_reason })}</p>
      )}
    </>
  );
}

function Actions({ ticket }: { ticket: AnyTicket }) {
  // The brightest button does this station's work.
  const moves = ticket.allowed_actions.filter(isMadeHere);
  // The change has its button beside what is different.
  const others = ticket.allowed_actions.filter((action) => !isMadeHere(action) && !(action === "acknowledge_change" && ticket.change !== null));
  return (
    <section class="card stack" aria-labelledby="actions">
      <h2 id="actions">{t("ticket.actions")}</h2>
      {moves.length + others.length === 0 && <p>{t("ticket.nothing")}</p>}
      {moves.map((action) => (
        <button key={action} class="button primary big" onClick={() => void perform(action, ticket)}><Icon name="check" />{named("action", action)}</button>
      ))}
      <div class="others">
        {others.map((action) => (
          <button key={action} class="button" onClick={() => void perform(action, ticket)}>
            {action === "handle_print_barcode" && <Icon name="print" />}{named("action", action)}
          </button>
        ))}
      </div>
    </section>
  );
}
