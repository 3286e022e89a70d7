import { useEffect } from "preact/hooks";
import { Icon } from "../../shared/icons.tsx";
import { perform } from "../perform.ts";
import { asking } from "../screen.ts";
import { device, opened } from "../state.ts";
import { MOVES, stationStage } from "../steps.ts";
import { named, t } from "../texts.ts";
import { missingOf, numberOf, stageIcon, type AnyTicket } from "../tickets.ts";
import { AllergyMark } from "./allergies.tsx";
import { Change } from "./change.tsx";
import { Facts } from "./facts.tsx";
import { History } from "./history.tsx";
import { Age, Due, Marks } from "./marks.tsx";
import { Question } from "./question.tsx";
import { Steps } from "./steps.tsx";
import { Title } from "./title.tsx";

const back = () => {
  opened.value = null;
};

/** One cake: what it is, how far it is, and what can be done with it. */
export function TicketView({ ticket }: { ticket: AnyTicket }) {
  useEffect(() => {
    const escape = (event: KeyboardEvent) => {
      if (event.key === "Escape" && document.querySelector("dialog[open]") === null) back();
    };
    addEventListener("keydown", escape);
    return () => removeEventListener("keydown", escape);
  }, []);
  return (
    <article class="stack">
      <div class="row spread">
        <button class="button" onClick={back}><Icon name="back" />{t("ticket.back")}</button>
        <div class="row"><Due ticket={ticket} /><Age ticket={ticket} long /></div>
      </div>
      <div class="row spread">
        <Title><span class="huge">{numberOf(ticket.id)}</span></Title>
        <span class={`stage lead stage-${ticket.stage.toLowerCase()}`}><Icon name={stageIcon(ticket.stage)} />{named("stage", ticket.stage)}</span>
      </div>
      <div class="row"><AllergyMark ticket={ticket} /><Marks ticket={ticket} /></div>
      <Notices ticket={ticket} />
      {ticket.change !== null && <Change ticket={ticket} />}
      <div class="columns">
        <Facts ticket={ticket} />
        <Actions ticket={ticket} />
        <Steps ticket={ticket} />
      </div>
      <History key={ticket.id} id={ticket.id} stage={ticket.stage} />
      {asking.value !== null && <Question key={asking.value} action={asking.value} ticket={ticket} />}
    </article>
  );
}

/** What somebody must know before they touch it. */
function Notices({ ticket }: { ticket: AnyTicket }) {
  const here = stationStage();
  const elsewhere = here !== null && here !== ticket.stage && device.value.kind === "enrolled";
  return (
    <>
      {elsewhere && <p class="notice"><Icon name={stageIcon(ticket.stage)} />{t("ticket.elsewhere", { stage: named("stage", ticket.stage) })}</p>}
      {ticket.cancelled_at !== null && <p class="notice bad"><Icon name="cancelled" />{t("ticket.cancelled.text")}</p>}
      {ticket.inventory_blocked && <p class="notice bad"><Icon name="blocked" /><span>{t("ticket.blocked.text")}{missingOf(ticket).map((said) => <bdi class="missing">{said}</bdi>)}</span></p>}
      {ticket.qc_reason !== null && ticket.stage === "Decorating" && (
        <p class="notice warn"><Icon name="undo" />{t("ticket.returned.text", { reason: ticket.qc_reason })}</p>
      )}
    </>
  );
}

function Actions({ ticket }: { ticket: AnyTicket }) {
  const moves = ticket.allowed_actions.filter((action) => MOVES.includes(action));
  // The change has its button beside what is different.
  const others = ticket.allowed_actions.filter((action) => !MOVES.includes(action) && !(action === "acknowledge_change" && ticket.change !== null));
  return (
    <section class="card stack" aria-labelledby="actions">
      <h2 id="actions">{t("ticket.actions")}</h2>
      {moves.length + others.length === 0 && <p>{t("ticket.nothing")}</p>}
      {moves.map((action) => (
        <button key={action} class="button primary big" onClick={() => void perform(action, ticket)}><Icon name="check" />{named("action", action)}</button>
      ))}
      {others.map((action) => (
        <button key={action} class="button" onClick={() => void perform(action, ticket)}>
          {action === "handle_print_barcode" && <Icon name="print" />}{named("action", action)}
        </button>
      ))}
    </section>
  );
}
