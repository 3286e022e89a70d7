import { stayHere } from "../engine/actions.ts";
import { active, idleWarning } from "../engine/state.ts";
import { t } from "../texts.ts";
import { Dialog } from "../../shared/dialog.tsx";

export function IdleWarning() {
  const values = { name: active.value?.display_name ?? "", seconds: idleWarning.value ?? 0 };
  return (
    <Dialog title={t("idle.title")} role="alertdialog" onClose={stayHere}>
      <p class="lead">{t("idle.text", values)}</p>
      <button class="button primary big" onClick={stayHere}>{t("idle.stay")}</button>
    </Dialog>
  );
}
