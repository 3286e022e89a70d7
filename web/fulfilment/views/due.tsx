import { Icon } from "../../shared/icons.tsx";
import { minute } from "../../shared/now.ts";
import { length, moment } from "../../shared/words.ts";
import { t } from "../texts.ts";

const SOON = 3 * 3_600_000;

/** Until when it has to leave, and how long that still is. */
export function Due({ at }: { at: string | null }) {
  if (at === null) return <span class="badge fresh"><Icon name="clock" />{t("due.none")}</span>;
  const left = Date.parse(at) - minute.value;
  const kind = left <= 0 ? "bad" : left < SOON ? "warn" : "fresh";
  const said = left <= 0 ? t("due.late", { length: length(-left) }) : t("due.left", { length: length(left) });
  return <span class={`badge ${kind}`}><Icon name="clock" />{moment(at)} · {said}</span>;
}
