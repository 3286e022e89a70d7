import { Icon } from "../../shared/icons.tsx";
import { open } from "../engine/actions.ts";
import { numberOf, packedText, stageIcon, type AnyTicket } from "../engine/tickets.ts";
import { named } from "../texts.ts";
import { AllergyMark } from "./allergies.tsx";
import { Due, Marks } from "./marks.tsx";
import { Listed, Written } from "./written.tsx";

/** Tickets as a list to choose from. */
export function Found({ tickets }: { tickets: (AnyTicket & { customer_name?: string | null })[] }) {
  return (
    <ul class="stack">
      {tickets.map((ticket) => (
        <li key={ticket.id}>
          <button class="button choice" onClick={() => void open(ticket.id)}>
            <strong class="lead">{numberOf(ticket.id)}</strong>
            <span class="grow"><Listed texts={[ticket.product_title, ticket.flavour, ticket.size, ticket.customer_name]} /><OnIt ticket={ticket} /></span>
            <AllergyMark ticket={ticket} /><Due ticket={ticket} /><Marks ticket={ticket} />
            <span class={`stage stage-${ticket.stage.toLowerCase()}`}><Icon name={stageIcon(ticket.stage)} />{packedText(ticket) ?? named("stage", ticket.stage)}</span>
          </button>
        </li>
      ))}
    </ul>
  );
}

/** What is written on a cake: often all that tells one from another. */
export const OnIt = ({ ticket }: { ticket: AnyTicket }) => (ticket.cake_message ? <q class="on-it short"><Written text={ticket.cake_message} /></q> : null);
