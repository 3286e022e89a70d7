// What the page says.
import { textsOf, type Name } from "../shared/texts.ts";
import en from "./texts/en.json";
import fr from "./texts/fr.json";

export type Key = Name<keyof typeof en>;

export const t = textsOf<Record<keyof typeof en, string>>({ en, fr });

/** The sentence for a name that the server gave, or the name itself. */
export function named(group: "status" | "action" | "diet" | "fault" | "household" | "closed", name: string): string {
  const key = `${group}.${name}` as Key;
  const text = t(key);
  return text === key ? name : text;
}
