import { Icon } from "../../shared/icons.tsx";
import { moment } from "../../shared/words.ts";
import type { Stage } from "../engine/state.ts";
import { STAGES } from "../engine/steps.ts";
import { stageIcon, type AnyTicket } from "../engine/tickets.ts";
import { named, t, type Key } from "../texts.ts";

/** The way of a cake through the kitchen: what is done, where it is, what is to come. */
export function Steps({ ticket }: { ticket: AnyTicket }) {
  return (
    <section class="card stack" aria-labelledby="steps">
      <h2 id="steps">{t("ticket.steps")}</h2>
      <ol class="steps">{STAGES.map((stage) => <Step key={stage} ticket={ticket} stage={stage} />)}</ol>
    </section>
  );
}

function Step({ ticket, stage }: { ticket: AnyTicket; stage: Stage }) {
  const at = STAGES.indexOf(ticket.stage);
  const nth = STAGES.indexOf(stage);
  const state = at === -1 || nth < at ? "done" : nth === at ? "now" : "next";
  const done = {
    Filling: ticket.filling_complete_ts, Covering: ticket.covering_complete_ts,
    Decorating: ticket.decorating_complete_ts, Packing: ticket.packing_complete_ts, Complete: null,
  }[stage];
  return (
    <li class={`step step-${state} stage-${stage.toLowerCase()}`} aria-current={state === "now" ? "step" : undefined}>
      <Icon name={state === "done" ? "complete" : stageIcon(stage)} />
      <strong>{named("stage", stage)}</strong>
      <span>{t(`ticket.step.short.${state}` as Key, { time: done === null ? "" : moment(done) })}</span>
    </li>
  );
}
