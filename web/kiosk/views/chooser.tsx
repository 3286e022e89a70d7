import { Icon } from "../../shared/icons.tsx";
import { choose } from "../engine/actions.ts";
import { find } from "../engine/floor.ts";
import { choices } from "../engine/state.ts";
import { numberOf, stageIcon } from "../engine/tickets.ts";
import { named, t } from "../texts.ts";
import { AllergyMark } from "./allergies.tsx";
import { Dialog } from "../../shared/dialog.tsx";
import { OnIt } from "./found.tsx";
import { Listed } from "./written.tsx";

/** One scan, several cakes: which one is in front of them. */
export function Chooser() {
  const none = () => {
    choices.value = [];
  };
  return (
    <Dialog title={t("choose.title")} onClose={none}>
      <p>{t("choose.text")}</p>
      <ul class="stack">
        {choices.value.map((ticket) => ({ ...find(ticket.id), ...ticket })).map((ticket) => (
          <li key={ticket.id}>
            <button class="button choice" onClick={() => void choose(ticket)}>
              <strong class="lead">{numberOf(ticket.id)}</strong>
              <span class="grow"><Listed texts={[ticket.product_title, ticket.flavour, ticket.size]} /><OnIt ticket={ticket} /></span>
              <AllergyMark ticket={ticket} />
              <span class={`stage stage-${ticket.stage.toLowerCase()}`}><Icon name={stageIcon(ticket.stage)} />{named("stage", ticket.stage)}</span>
            </button>
          </li>
        ))}
      </ul>
      <button class="button" onClick={none}>{t("choose.none")}</button>
    </Dialog>
  );
}
