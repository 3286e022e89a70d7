import { Icon } from "../../shared/icons.tsx";
import { day, length } from "../../shared/words.ts";
import { ageOf, dueKind, missingOf, since, type AnyTicket } from "../engine/tickets.ts";
import { named, t } from "../texts.ts";
import { Written } from "./written.tsx";

/** By when: the day and the hour, late ones in so many words. */
export function Due({ ticket }: { ticket: AnyTicket }) {
  const kind = dueKind(ticket);
  const said = ticket.due_date === null ? t("ticket.no-date") : day(ticket.due_date);
  return (
    <span class={`badge ${kind}`}>
      <Icon name={kind === "bad" ? "warning" : "calendar"} />
      <span>{kind === "bad" ? t("ticket.overdue", { day: said }) : said}{ticket.due_slot !== null && <>{" · "}<Written text={ticket.due_slot} /></>}</span>
    </span>
  );
}

/** How long it has been at its stage. */
export function Age({ ticket, long = false }: { ticket: AnyTicket; long?: boolean }) {
  const from = since(ticket);
  if (from === null) return null;
  const { kind, milliseconds } = ageOf(from);
  const age = length(milliseconds);
  return <span class={`badge ${kind}`}><Icon name="clock" />{long ? t("ticket.age", { age }) : age}</span>;
}

/** What is odd about a ticket: each with its icon and word. */
export function Marks({ ticket }: { ticket: AnyTicket }) {
  const cancelled = ticket.cancelled_at !== null || ticket.change?.kind === "cancel";
  const odd = ticket.flags.filter((flag) => flag !== "changed");
  return (
    <>
      {ticket.priority_set && <span class={`badge ${ticket.priority === "High" ? "bad" : "fresh"}`}><Icon name="priority" />{t(`ticket.priority.${ticket.priority}`)}</span>}
      {cancelled && <span class="badge bad"><Icon name="cancelled" />{t("ticket.cancelled")}</span>}
      {ticket.inventory_blocked && <span class="badge bad"><Icon name="blocked" /><span>{t("ticket.blocked")}{missingOf(ticket).map((said) => <>{" · "}<bdi>{said}</bdi></>)}</span></span>}
      {ticket.change !== null && !cancelled && <span class="badge warn"><Icon name="changed" />{t("ticket.changed")}</span>}
      {ticket.qc_reason !== null && ticket.stage === "Decorating" && <span class="badge warn"><Icon name="undo" />{t("ticket.returned")}</span>}
      {odd.map((flag) => <span key={flag} class="badge warn"><Icon name="question" />{named("flag", flag)}</span>)}
    </>
  );
}
