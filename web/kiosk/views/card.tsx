import { Icon } from "../../shared/icons.tsx";
import { act, open } from "../engine/actions.ts";
import { active, type BenchTicket } from "../engine/state.ts";
import { nameOf, numberOf } from "../engine/tickets.ts";
import { t } from "../texts.ts";
import { Allergies } from "./allergies.tsx";
import { Age, Due, Marks } from "./marks.tsx";
import { NoticeMark } from "./noticed.tsx";
import { Beside } from "./together.tsx";
import { Listed, Written } from "./written.tsx";

/** A cake in the queue: what to make, by when, and what is odd about it. */
export function Card({ ticket }: { ticket: BenchTicket }) {
  const mine = active.value;
  const takes = ticket.assignee_id === null && mine !== null && ticket.allowed_actions.includes("assign_staff");
  return (
    <li class={`card ticket stage-${ticket.stage.toLowerCase()}`}>
      <div class="row spread">
        <h2>
          <button class="open" onClick={() => void open(ticket.id)}>
            <span class="visually-hidden">{t("queue.open", { ticket: "" })}</span>{numberOf(ticket.id)}
          </button>
        </h2>
        <Due ticket={ticket} />
      </div>
      {(ticket.flavour ?? ticket.size) !== null && <p class="cake short"><Listed texts={[ticket.flavour, ticket.size]} /></p>}
      <p class={(ticket.flavour ?? ticket.size) === null ? "cake short" : "hint short"}><Written text={ticket.product_title} /></p>
      {ticket.cake_message !== null && <p class="row said-on-it"><Icon name="message" /><span class="visually-hidden">{t("ticket.message")}: </span><q class="short"><Written text={ticket.cake_message} /></q></p>}
      <Allergies ticket={ticket} short />
      {ticket.notes !== null && <p class="row"><Icon name="note" /><span class="visually-hidden">{t("ticket.notes")}: </span><span class="short"><Written text={ticket.notes} /></span></p>}
      <Beside ticket={ticket} />
      <div class="row foot">
        <NoticeMark id={ticket.id} />
        <Marks ticket={ticket} />
        <Age ticket={ticket} />
        {ticket.assignee_id !== null && <span class="badge fresh"><Icon name="person" />{nameOf(ticket.assignee_id)}</span>}
        {takes && (
          <button class="button take" aria-label={t("queue.take.label", { ticket: numberOf(ticket.id) })} onClick={() => void act("assign_staff", ticket.id, { staff_id: mine.staff_id })}>
            <Icon name="person" />{t("queue.take")}
          </button>
        )}
      </div>
    </li>
  );
}
