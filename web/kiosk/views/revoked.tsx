import { Icon } from "../../shared/icons.tsx";
import { enrol } from "../engine/actions.ts";
import { waiting } from "../engine/state.ts";
import { t } from "../texts.ts";
import { Title } from "./title.tsx";

export function Revoked() {
  return (
    <main class="alone stack" role="main">
      <div class="row"><span class="badge bad"><Icon name="blocked" /></span><Title>{t("revoked.title")}</Title></div>
      <p>{t("revoked.text")}</p>
      {waiting.value > 0 && <p class="lead"><Icon name="waiting" /> {t("revoked.waiting", { n: waiting.value })}</p>}
      <button class="button primary big" onClick={() => void enrol()}><Icon name="device" />{t("enrol.begin")}</button>
    </main>
  );
}
