// What the kiosk says.
import { textsOf, type Name } from "../shared/texts.ts";
import en from "./texts/en.json";
import fr from "./texts/fr.json";

export type Key = Name<keyof typeof en>;

export const t = textsOf<Record<keyof typeof en, string>>({ en, fr });

/** The sentence for a name that the server gave, or the group's sentence for any other. */
export function named(group: "stage" | "action" | "fault" | "flag" | "field" | "event" | "stock", name: string): string {
  const key = `${group}.${name}` as Key;
  const text = t(key);
  if (text !== key) return text;
  return group === "stage" || group === "action" || group === "fault" ? name : t(`${group}.other`);
}
