import { minute } from "../../shared/now.ts";
import { t } from "../texts.ts";

const MINUTE = 60_000;
const SOON = 4 * 60 * MINUTE;

/** How long is left for an answer, or how late it is. */
export function Clock({ by }: { by: string | null | undefined }) {
  if (!by) return null;
  const left = Math.floor((Date.parse(by) - minute.value) / MINUTE);
  const minutes = Math.abs(left);
  const time = minutes < 120 ? t("clock.minutes", { n: minutes }) : t("clock.hours", { n: Math.floor(minutes / 60) });
  const how = left < 0 ? "bad" : left * MINUTE < SOON ? "warn" : "fresh";
  return <span class={`badge ${how}`}>{t(left < 0 ? "clock.late" : "clock.left", { time })}</span>;
}
