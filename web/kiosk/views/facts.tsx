import type { ComponentChildren } from "preact";
import { Icon, type IconName } from "../../shared/icons.tsx";
import { nameOf, type AnyTicket } from "../engine/tickets.ts";
import { t } from "../texts.ts";
import { Allergies } from "./allergies.tsx";
import { Written } from "./written.tsx";

/** What the cake is, who has it and where. */
export function Facts({ ticket }: { ticket: AnyTicket }) {
  const bench = "notes" in ticket ? ticket : null;
  return (
    <section class="card stack">
      <h2><Written text={ticket.product_title} /></h2>
      <Allergies ticket={ticket} />
      <dl class="facts">
        <Fact name={t("ticket.flavour")}>{ticket.flavour && <Written text={ticket.flavour} />}</Fact>
        <Fact name={t("ticket.size")}>{ticket.size && <Written text={ticket.size} />}</Fact>
        <Fact name={t("ticket.method")}>{ticket.delivery_method && t(`ticket.method.${ticket.delivery_method}`)}</Fact>
        <Fact name={t("ticket.for")}>{ticket.assignee_id === null ? t("ticket.nobody") : nameOf(ticket.assignee_id)}</Fact>
        <Fact name={t("ticket.storage")}>{ticket.storage ? <Written text={ticket.storage} /> : t("ticket.no-storage")}</Fact>
      </dl>
      <Said icon="message" name={t("ticket.message")} text={ticket.cake_message ?? null} />
      {bench !== null && <Said icon="note" name={t("ticket.notes")} text={bench.notes} />}
      {bench?.due_text && ticket.due_date === null && <p class="hint">{t("ticket.due-text", { text: bench.due_text })}</p>}
    </section>
  );
}

function Fact({ name, children }: { name: string; children: ComponentChildren }) {
  return children === null || children === "" ? null : <div><dt>{name}</dt><dd>{children}</dd></div>;
}

function Said({ icon, name, text }: { icon: IconName; name: string; text: string | null }) {
  if (text === null) return null;
  return (
    <div class="said-on-it">
      <h3 class="row hint"><Icon name={icon} />{name}</h3>
      <p class="lead verbatim"><Written text={text} touch /></p>
    </div>
  );
}
