import { useState } from "preact/hooks";
import { Icon } from "../../shared/icons.tsx";
import { t } from "../texts.ts";

/** Why is it here? Asked for only by who wants to know. */
export function History({ id: _id }: { id: string }) {
  const [shown, show] = useState(false);
  return (
    <section class="stack">
      <button class="button" aria-expanded={shown} onClick={() => show(!shown)}>
        <Icon name="question" />{t(shown ? "ticket.history.close" : "ticket.history")}
      </button>
      {shown && <p role="status">{t("history.missing")}</p>}
    </section>
  );
}
