// The ways to show the queue: each is a button of the bar.
import { signal } from "@preact/signals";
import type { IconName } from "../../shared/icons.tsx";

export type Tab = "list" | "batch" | "unassigned" | "mine";
export const TABS: { name: Tab; icon: IconName }[] = [
  { name: "list", icon: "list" }, { name: "batch", icon: "batch" }, { name: "unassigned", icon: "person" }, { name: "mine", icon: "badge" },
];
export const tab = signal<Tab>("list");
