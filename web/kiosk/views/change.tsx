import { Icon } from "../../shared/icons.tsx";
import { act } from "../engine/actions.ts";
import type { AnyTicket } from "../engine/tickets.ts";
import { named, t } from "../texts.ts";
import { useAnswer } from "./asked.ts";
import { Written } from "./written.tsx";

/** What the shop changed of a cake that was begun, and the button that says somebody has seen it. */
export function Change({ ticket }: { ticket: AnyTicket }) {
  const [answer] = useAnswer("get_change", { id: ticket.id });
  const shown = answer?.fields ?? [];
  return (
    <section class="notice warn stack" aria-labelledby="change">
      <h2 id="change" class="row"><Icon name="changed" />{t("change.title")}</h2>
      <p>{t(ticket.change?.kind === "cancel" ? "change.cancel" : "ticket.changed.text")}</p>
      {answer === undefined && <p role="status">{t("change.loading")}</p>}
      {answer === null && <p role="alert">{t("change.missing")} {ticket.change?.fields.map((field) => named("field", field)).join(", ")}</p>}
      {shown.length > 0 && (
        <table>
          <thead><tr><th scope="col">{t("change.field")}</th><th scope="col">{t("change.before")}</th><th scope="col">{t("change.now")}</th></tr></thead>
          <tbody>
            {shown.map((field) => (
              <tr key={field.field}>
                <th scope="row">{named("field", field.field)}</th>
                <td><del>{field.before === null ? t("change.empty") : <Written text={field.before} />}</del></td>
                <td><ins>{field.now === null ? t("change.empty") : <Written text={field.now} />}</ins></td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {ticket.allowed_actions.includes("acknowledge_change") && (
        <button class="button primary" onClick={() => void act("acknowledge_change", ticket.id)}><Icon name="check" />{named("action", "acknowledge_change")}</button>
      )}
    </section>
  );
}
