import { Icon, type IconName } from "../../shared/icons.tsx";
import { named } from "../texts.ts";

export const STATUSES = ["PENDING", "CONFIRMED", "PREPARING", "READY"] as const;
export const ICONS: Readonly<Record<string, IconName>> = {
  PENDING: "waiting", CONFIRMED: "check", PREPARING: "packing", READY: "sparkle", COMPLETED: "complete", CANCELLED: "cancelled",
};

/** Where an order is: by icon, word and colour. */
export function Status({ status }: { status: string }) {
  return <span class={`stage status-${status}`}><Icon name={ICONS[status] ?? "question"} />{named("status", status)}</span>;
}
