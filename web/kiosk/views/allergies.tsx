import { Icon } from "../../shared/icons.tsx";
import type { Unread } from "../engine/allergies.ts";
import { confirmAllergies, leaveAllergies } from "../engine/confirming.ts";
import { allergiesOf, numberOf, type AnyTicket } from "../engine/tickets.ts";
import { t } from "../texts.ts";
import { Dialog } from "../../shared/dialog.tsx";
import { Listed, Written } from "./written.tsx";

/** What somebody must not eat: red, with its icon and its word, before what else is said. `short`: the ticket has the rest. */
export function Allergies({ ticket, short = false }: { ticket: AnyTicket; short?: boolean }) {
  if (!ticket.allergies) return null;
  return (
    <p class={short ? "allergies short" : "allergies verbatim"}>
      <Icon name="warning" /><strong>{t("ticket.allergies")}</strong> <Written text={allergiesOf(ticket)} touch={!short} />
    </p>
  );
}

/** That there are some, in a word. */
export function AllergyMark({ ticket }: { ticket: AnyTicket }) {
  return ticket.allergies ? <span class="badge bad allergy"><Icon name="warning" />{t("ticket.allergies")}</span> : null;
}

/** Asked before such a cake is decorated or packed. */
export function AllergyQuestion({ asked: { ticket } }: { asked: Unread }) {
  // A key that is held down has not read anything.
  const once = (event: KeyboardEvent) => {
    if (event.repeat) event.preventDefault();
  };
  return (
    <Dialog title={t("unread.title", { ticket: numberOf(ticket.id) })} role="alertdialog" onClose={leaveAllergies}>
      <p class="lead"><Listed texts={[ticket.flavour, ticket.size]} /></p>
      <div class="unread" tabIndex={0}><Allergies ticket={ticket} /></div>
      <button class="button primary big" autofocus onKeyDown={once} onClick={() => void confirmAllergies()}><Icon name="check" />{t("unread.confirm")}</button>
      <p class="hint">{t("unread.again")}</p>
      <button class="button" onClick={leaveAllergies}>{t("unread.leave")}</button>
    </Dialog>
  );
}
